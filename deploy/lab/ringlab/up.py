"""Brings a lab up."""

import shutil
import time

from ringlab import clock, inside, keeper, linux, package, ringfile, userring
from ringlab.down import down
from ringlab.failure import INTERRUPTED, LATE, LabError
from ringlab.forming import Forming, log_tail
from ringlab.names import DAEMONS_RUN
from ringlab.state import GUEST, STARTING, UP

_TOOLS = ("ip", "nft", "nsenter", "setpriv", "dpkg", "tar", "java")


def up(lab, plan, options):
    """Brings a lab up and waits until its ring is formed. Options: those of the command line."""
    if lab.is_up():
        raise LabError(f"the lab '{lab.name}' is up already; lab status, or lab down first")
    _check_tools()
    deb = options.package or package.find_deb()
    guests = options.originals if (GUEST / "root.img").exists() else 0
    if options.originals and not guests:
        print(f"lab: no image of guests in {GUEST}: no virtual servers; {package.LAB_HOME}/setup")
    ring_text, fences = _ring(lab, plan, options, guests)
    _name_strange_daemons(plan)
    if lab.read() is not None or lab.run.exists() or lab.disks.exists():
        print(f"lab: cleans up what is left of '{lab.name}'")
        down(lab)
    began = time.monotonic()
    lab.run.mkdir(parents=True, mode=0o755)
    state = {
        "name": lab.name,
        "phase": STARTING,
        "plan": plan.as_json(),
        "package": str(deb),
        "profile": options.profile,
        "boot": options.boot,
        "guests": guests,
        "fence-agents": fences,
        "clocks": not options.no_clocks and bool(clock.environment()),
    }
    lab.write(state)

    def record(pid):
        lab.write({**state, "keeper": pid, "keeper-start": linux.start_time(pid)})

    try:
        keeper.start(lab, plan, ring_text, deb, state, record)
        _wait_for_boards(lab, plan, began + options.limit)
        forming = Forming(lab, plan, guests, began, options.limit)
        code = inside.call(lab, forming.run)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
    except BaseException:
        if not options.keep:
            down(lab)
        raise
    lab.write({**lab.read(), "phase": UP})
    if code != 0:
        raise LabError(
            "the ring is not as it should be; the lab is left as it is: see lab status and"
            f" lab log SERVER, then lab down; its machines' power: {lab.log}",
            code,
        )


def _ring(lab, plan, options, guests):
    """Text of the ring file, and the fence agents that it names beside the lab's own."""
    if options.ring_text is not None:
        return userring.adapted(options.ring_text, guests), userring.fence_agents(options.ring_text)
    for name in (*options.outlet, *(server for server, _, _ in options.set)):
        plan.machine(name)
    text = ringfile.generated(
        plan, lab.name, options.profile, guests, not options.no_fences, options.timing,
        options.set, options.outlet
    )
    return text, []


def _name_strange_daemons(plan):
    for server in plan.servers:
        strange = [one for one in server.daemons if one not in DAEMONS_RUN]
        if strange:
            print(f"lab: the lab runs no {', '.join(strange)}: {server.name} will not be well")


def _check_tools():
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        raise LabError(
            f"not on this machine: {', '.join(missing)}; run {package.LAB_HOME / 'setup'} first."
            " Nothing was started."
        )


def _wait_for_boards(lab, plan, until):
    while not all(lab.board_socket(one.name).exists() for one in plan.machines()):
        if lab.keeper() is None:
            raise LabError("the lab did not start:\n" + log_tail(lab))
        if time.monotonic() > until:
            raise LabError("the boards are not there in time:\n" + log_tail(lab), LATE)
        time.sleep(0.05)
