"""The command line of the soak: random faults for as long as asked, and what became of the ring."""

import argparse
import random
import time

from ringlab import campaign, records, verdict
from ringlab.attackrun import Assault
from ringlab.failure import LabError
from ringlab.names import MANAGEMENT, SERVICE

_EVERY_S = 30.0
_SHORTEST_S, _LONGEST_S = 5.0, 60.0
# More at once are no trouble of a ring, but its end.
_OPEN_MAX = 3
_HOUR_S = 3600

# Those that break something, and those that only make it hard.
_WOUNDS = {
    "off": lambda a, r, s: a.off(s),
    "restart": lambda a, r, s: a.restart(s),
    "freeze": lambda a, r, s: a.freeze(s, r.random() < 0.5),
    "kill-agent": lambda a, r, s: a.kill_agent(s),
    "isolate": lambda a, r, s: a.isolate(
        s, r.choice((SERVICE, "both")), r.choice((None, None, "mute", "deaf"))),
    "gateway": lambda a, r, s: a.cut(s, "gateway"),
    "foreign": lambda a, r, s: a.foreign(s),
    "disk-full": lambda a, r, s: a.full_disk(s),
    "memory-disk-full": lambda a, r, s: a.full_memory_disk(s),
    "fence": lambda a, r, s: (a.fence(s, r.choice(("hangs", "dead", "slow"))), a.off(s)),
    "procedure": lambda a, r, s: (a.endless_procedure(s), a.off(s)),
    "lose": lambda a, r, s: a.lose(20, touching=True),
}
_HARDSHIPS = {
    "cut": lambda a, r, s, other: a.cut(
        s, other, r.choice((SERVICE, MANAGEMENT, "both")), r.random() < 0.5),
    "management": lambda a, r, s, other: a.isolate(s, MANAGEMENT),
    "management-down": lambda a, r, s, other: a.lose(100, MANAGEMENT),
    "pause": lambda a, r, s, other: a.pause(s, 0.5),
    "lose": lambda a, r, s, other: a.lose(r.choice((1, 2, 5))),
    "clock": lambda a, r, s, other: a.clock(s, r.choice((_HOUR_S, -_HOUR_S, 5, -5))),
    "busy": lambda a, r, s, other: a.busy(round(r.uniform(10, 60))),
    "libvirtd": lambda a, r, s, other: a.hang(s, "libvirtd"),
}


def _parser():
    parser = argparse.ArgumentParser(
        prog="soak", description="Attacks a ring at random in a lab of its own.")
    parser.add_argument("--minutes", type=float, default=60.0, metavar="N", help="default: 60")
    parser.add_argument("--seed", type=int, default=1, metavar="S",
                        help="of the choice of faults and their moments (default: 1)")
    parser.add_argument("--every", type=float, default=_EVERY_S, metavar="SECONDS",
                        help=f"from fault to fault on average (default: {_EVERY_S:g})")
    parser.add_argument("--unhurt", action="store_true",
                        help="only what breaks no server: loss, load, cuts, clocks")
    campaign.add_options(parser, "soak")
    return parser


def main(words=None):
    options = _parser().parse_args(words)

    def do(mine):
        run = mine.act(lambda lab, plan, guests: soaked(lab, plan, guests, options))
        mine.add({"seed": options.seed, "minutes": options.minutes, "unhurt": options.unhurt,
                  "every": options.every,
                  **(run or {"error": "the soak's own process failed", "violations": []})})

    def publish(record):
        text = summary(record)
        print(text)
        if options.update:
            campaign.put(text, "soak-unhurt" if record["runs"][0]["unhurt"] else "soak")

    return campaign.carry_out("soak", options, do, publish)


def soaked(lab, plan, guests, options):
    run = Assault(lab, plan, guests, options.limit).run(
        lambda attacker: attack_at_random(attacker, plan, options))
    if not run["error"]:
        run["replay"] = records.judge(lab, plan)
        run["violations"] += run["replay"].pop("violations")
        if any("foreign" in one["what"] for one in run["did"]):
            run["violations"] += verdict.unseen(run["foreignMs"])
    return run


def attack_at_random(attacker, plan, options):
    draws = random.Random(options.seed)
    until = time.monotonic() + options.minutes * 60
    names = [one.name for one in plan.servers]
    ends, next_at = {}, time.monotonic()
    while (now := time.monotonic()) < until:
        for touch in [one for one in attacker.open() if ends.get(id(one), until) <= now]:
            attacker.end(touch)
        if now >= next_at:
            next_at = now + draws.expovariate(1 / options.every)
            length = draws.uniform(_SHORTEST_S, _LONGEST_S)
            for touch in _strike(attacker, draws, names, options.unhurt):
                ends[id(touch)] = now + length
        soonest = [ends[id(one)] for one in attacker.open() if id(one) in ends]
        attacker.wait(max(0.01, min([next_at, until, *soonest]) - time.monotonic()))


def _strike(attacker, draws, names, unhurt):
    """Does something, unless too much is broken already; what was touched."""
    if len(attacker.open()) >= _OPEN_MAX:
        return []
    server, other = draws.sample(names, 2)
    hurts = not unhurt and draws.random() < 0.6
    kinds = _WOUNDS if hurts else _HARDSHIPS
    kind = draws.choice(sorted(kinds))
    before = len(attacker.touches)
    try:
        if hurts:
            kinds[kind](attacker, draws, server)
        else:
            kinds[kind](attacker, draws, server, other)
    except (LabError, OSError) as e:
        # It is off or frozen already.
        print(f"soak: {kind} of {server}: {e}", flush=True)
    mine = attacker.touches[before:]
    for one in mine:
        print(f"soak: {one.what}", flush=True)
    return mine


def summary(record):
    run = record["runs"][0]
    head = (f"Measured {record['when']} at {record['commit']}: {record['machine']}; profile"
            f" {record['profile']}; `deploy/lab/soak --minutes {run['minutes']:g} --seed"
            f" {run['seed']} --every {run['every']:g}{' --unhurt' if run['unhurt'] else ''}`.")
    if run["error"]:
        return f"{head}\n\nIt was not carried out: {run['error']}"
    false = sum("nothing was wrong" in one for one in run["violations"])
    lines = [
        head, "",
        "| | |", "|---|---:|",
        f"| faults | {len(run['did'])} |",
        f"| takeovers | {len(run['takeovers'])} |",
        f"| of these without a reason | {false} |",
        f"| edits lost or different, and files that differ at the end |"
        f" {sum(map(verdict.is_of_files, run['violations']))} |",
        f"| time with a VIP on two machines of the ring, ms | {run['dualMs']} |",
        f"| with a foreign one, set on purpose, ms | {run['foreignMs']} |",
        f"| times that every VIP was asked for, 10 ms apart | {run['steps']} |",
        f"| of these more than 10 ms late | {run['late']} |",
        f"| longest outage of a client, s{whose_longest(run)} | {run['outageS']:.1f} |",
        f"| as at first after the last fault ended, s | {run['quietAfterS']:.1f} |",
    ]
    if "replay" in run:
        replay = run["replay"]
        lines += [
            f"| flight records that a replay decided like | {replay['records']} |",
            f"| inputs in them, and how many of these were repeated and compared |"
            f" {replay['inputs']}, {replay['checked']} |",
            f"| episodes that `ringwatch explain` tells of on all servers | {replay['episodes']} |",
        ]
    for name, seen in sorted(run["accesses"].items()):
        share = 100 * (1 - seen["failed"] / max(1, seen["attempts"]))
        lines.append(f"| accesses to {name} that were served, of {seen['attempts']} | {share:.2f} %"
                     " |")
    lines += ["", "What did not hold: " + ("nothing." if not run["violations"] else "")]
    lines += [f"- {one}" for one in run["violations"]]
    return "\n".join(lines)


def whose_longest(run):
    """Of which service that was, and when: what was done then is in the raw data."""
    found = [(seconds, first - run["began"], name) for name, seen in run["accesses"].items()
             for first, seconds, _ in seen.get("outages", [])]
    if not found:
        return ""
    _, at, name = max(found)
    return f" ({name}, {at:.0f} s after the beginning)"
