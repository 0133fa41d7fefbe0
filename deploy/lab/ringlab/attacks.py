"""The attacks: a ring that is attacked must never have one VIP on two machines."""

import dataclasses
import fnmatch
import itertools
import random
from collections.abc import Callable

from ringlab.attacker import Attacker
from ringlab.failure import NOT_UNDERSTOOD, LabError
from ringlab.names import MANAGEMENT, SERVICE, planned

TARGET, MANAGER = "ftp", "mail"
# A ring of its own: nothing but a fence proves that the target's VIP is free, and its fence has two
# levels.
_KEEPS = ("--set", f"{TARGET}.isolation=keep", "--outlet", TARGET)
_NAMES = tuple(one.name for one in planned(6).servers)
_WHERES = (SERVICE, MANAGEMENT, "both")
# It must be seen that two machines have a VIP.
CONTROL = "foreign"
_KINDS = ("cut", "isolate", "split", "freeze", "kill", "clock", "lose")
_CUT_S = 15
_FREEZE_S = 8
_LOSS_S = 120
# Less than the ring waits for anybody.
_PAUSE_S = 0.5
_HOUR_S = 3600

_ALONE = {None: "{} is cut off", "mute": "nobody hears {}", "deaf": "{} hears nobody"}

# The steps of a recovery, by the events that tell of them, and those of the way back.
STEPS = ("detected", "separated", "proven", "guest_ready", "assigned", "claimed",
         "function_recovered")
STEPS_BACK = ("revival", "released", "server_recovered")


@dataclasses.dataclass(frozen=True)
class Attack:
    name: str
    text: str
    act: Callable[[Attacker], None]
    # Further words of `lab up` for its ring.
    up: tuple = ()


def _cuts():
    for where in _WHERES:
        for name, way in itertools.product(_NAMES, (None, "mute", "deaf")):
            def isolate(attacker, name=name, where=where, way=way):
                attacker.isolate(name, where, way)
                attacker.wait(_CUT_S)

            name_of_way = f"-{way}" if way else ""
            yield Attack(f"isolate-{name}{name_of_way}-{where}",
                         f"{_ALONE[way].format(name)} on {where}", isolate)
        for a, b in itertools.combinations(_NAMES, 2):
            for one, other, one_way in ((a, b, False), (a, b, True), (b, a, True)):
                def cut(attacker, one=one, other=other, where=where, one_way=one_way):
                    attacker.cut(one, other, where, one_way)
                    attacker.wait(_CUT_S)

                arrow = "to" if one_way else "and"
                yield Attack(f"cut-{one}-{arrow}-{other}-{where}",
                             f"no frame from {one} to {other}{'' if one_way else ' and back'},"
                             f" {where}", cut)


def _splits():
    for size in (1, 2, 3):
        def split(attacker, size=size):
            # The witness is with the others, so theirs is the quorum.
            fewer = _NAMES[:size]
            for a in fewer:
                for b in (*_NAMES[size:], "file"):
                    attacker.cut(a, b, touching=fewer)
            attacker.wait(2 * _CUT_S)

        yield Attack(f"split-{size}", f"the first {size} and the others do not hear each other",
                     split)


def _at_steps():
    for step in (*STEPS, *STEPS_BACK):
        for who in ("manager", "host", "target"):
            if who == "target" and step in STEPS:
                # It is off.
                continue
            for how in ("freeze", "kill"):
                def act(attacker, step=step, who=who, how=how):
                    _at_step(attacker, step, who, how)

                words = "is frozen" if how == "freeze" else "loses its agent"
                yield Attack(f"{how}-{who}-at-{step.replace('_', '-')}",
                             f"{TARGET} is off, and its {who} {words} at {step}", act)


def _at_step(attacker, step, who, how):
    attacker.off(TARGET)
    host = MANAGER if who == "manager" else TARGET
    if who == "host":
        host = attacker.until("host_chosen", TARGET)["data"]["host"]
    if step in STEPS_BACK:
        attacker.until("function_recovered", TARGET)
        attacker.end()
        if step == "revival":
            attacker.until("revival", TARGET, state="UP")
        elif step == "released":
            attacker.until("proven", TARGET, proof="RELEASED")
        else:
            attacker.until(step, TARGET)
    else:
        attacker.until(step, TARGET)
    if how == "freeze":
        attacker.freeze(host)
        attacker.wait(_FREEZE_S)
    else:
        attacker.kill_agent(host)


def _freezes():
    for name in (TARGET, MANAGER):
        for agent in (False, True):
            def freeze(attacker, name=name, agent=agent):
                attacker.freeze(name, agent)
                attacker.until("function_recovered", name)
                attacker.end()

            what = "the agent of " if agent else ""
            yield Attack(f"freeze-{name}{'-agent' if agent else ''}",
                         f"{what}{name} is frozen until it is replaced, and goes on", freeze)


def _clocks():
    for names, word in (((TARGET,), TARGET), (_NAMES, "all")):
        for seconds in (_HOUR_S, -_HOUR_S):
            def step(attacker, names=names, seconds=seconds):
                for name in names:
                    attacker.clock(name, seconds)
                attacker.wait(2 * _CUT_S)

            sign = "forward" if seconds > 0 else "back"
            yield Attack(f"clock-{word}-{sign}", f"the clock of {word} steps an hour {sign}", step)


def _lasting(name, text, seconds, act):
    def last(attacker):
        act(attacker)
        attacker.wait(seconds)

    return Attack(name, text, last)


def _off_after(name, text, act):
    """What must not keep the ring from recovering, or only longer."""
    def then_off(attacker):
        act(attacker)
        attacker.off(TARGET)
        attacker.wait(2 * _CUT_S)

    return Attack(name, text, then_off)


def _fences():
    manners = (("hangs", "hangs"), ("dead", "does not answer"), ("slow", "is slow"))
    for manner, text in manners:
        yield _off_after(f"fence-{manner}", f"{TARGET} is off, and its fence {text}",
                         lambda a, manner=manner: a.fence(TARGET, manner))

    def lie(attacker):
        """It lives, holds its VIP, and nobody but the gateway hears it."""
        attacker.fence(TARGET, "lies")
        for other in (*_NAMES, "file"):
            if other != TARGET:
                attacker.cut(TARGET, other, touching=(TARGET,))
        attacker.until("proven", TARGET)
        attacker.wait(_CUT_S)

    yield Attack("fence-lies", f"{TARGET} is cut off from all but the gateway, and its fence says"
                 " off", lie)
    for manner, text in (("works", "says so"), *manners):
        def keep(attacker, manner=manner):
            attacker.fence(TARGET, manner)
            attacker.off(TARGET)
            attacker.until("proven", TARGET, proof="FENCED")
            attacker.wait(_CUT_S)

        beside = ", and its outlet says so" if manner in ("hangs", "dead") else ""
        yield Attack(f"keep-fence-{manner}", f"{TARGET}, whose row says keep, is off, its fence"
                     f" {text}{beside}", keep, _KEEPS)


def _majority_off(attacker):
    """No quorum is left: all that are off must be proven off before those that live go on."""
    for name in _NAMES[2:]:
        attacker.off(name)
    attacker.until("incarnation", _NAMES[0])
    attacker.until("function_recovered", _NAMES[2])
    attacker.wait(_CUT_S)


def _hang_all(attacker):
    for name in _NAMES[2:4]:
        attacker.hang(name, "libvirtd")


def _pause_all(attacker):
    for _ in range(5):
        for name in _NAMES:
            attacker.pause(name, _PAUSE_S)


ATTACKS = (
    *_cuts(), *_splits(), *_at_steps(), *_freezes(), *_clocks(),
    _lasting("lose-1", "1 % of all frames is lost for a minute", 60, lambda a: a.lose(1)),
    _lasting("lose-5", "5 % of all frames are lost for two minutes", _LOSS_S, lambda a: a.lose(5)),
    _lasting("lose-20", "20 % of all frames are lost for two minutes", _LOSS_S,
             lambda a: a.lose(20, touching=True)),
    _lasting("management-down", "the management network is down for a minute", 60,
             lambda a: a.lose(100, MANAGEMENT)),
    _lasting("service-down", "the service network is down for half a minute", 30,
             lambda a: a.lose(100, SERVICE)),
    _lasting("switches-reboot", "no network carries anything for half a minute", 30,
             lambda a: a.lose(100)),
    Attack("pauses", f"each agent stands still for {_PAUSE_S * 1000:.0f} ms, five times",
           _pause_all),
    _lasting("busy", "every server computes as hard as it can for a minute", 60,
             lambda a: a.busy(60)),
    _lasting("foreign", f"a foreign machine answers for the VIP of {TARGET}", _CUT_S,
             lambda a: a.foreign(TARGET)),
    _lasting("disk-full", f"the agent of {TARGET} can write nothing", 2 * _CUT_S,
             lambda a: a.full_disk(TARGET)),
    _lasting("memory-disk-full", f"the memory disk of {TARGET} is full", 2 * _CUT_S,
             lambda a: a.full_memory_disk(TARGET)),
    _off_after("libvirtd-hangs", f"libvirtd hangs on two hosts, and {TARGET} is off", _hang_all),
    _off_after("procedure-endless", f"the procedure of {TARGET} never ends, and it is off",
               lambda a: a.endless_procedure(TARGET)),
    *_fences(),
    Attack("majority-off", "four of the six servers are off, and their fences say so",
           _majority_off),
)


def mixed(some, seed):
    """All of one ring in an order in which kinds take turns, so that the first are of all kinds;
    the control is the very first."""
    draw = random.Random(seed)
    some = [one for one in some if not one.up]
    kinds = {}
    for one in draw.sample(some, len(some)):
        kind = one.name.partition("-")[0]
        kinds.setdefault(kind if kind in _KINDS else "other", []).append(one)
    rounds = itertools.zip_longest(*kinds.values())
    found = [one for of_kind in rounds for one in of_kind if one is not None]
    return sorted(found, key=lambda one: one.name != CONTROL)


def chosen(patterns):
    found = []
    for pattern in patterns or ["*"]:
        fits = [one for one in ATTACKS if fnmatch.fnmatchcase(one.name, pattern)]
        if not fits:
            raise LabError(f"--case {pattern}: no such attack; --list shows them, and a pattern"
                           " such as 'freeze-*' is fine, too. Nothing was done.", NOT_UNDERSTOOD)
        found += [one for one in fits if one not in found]
    return found
