"""Brings a lab up, and takes it down."""

import contextlib
import os
import shutil
import signal
import subprocess
import time

from ringlab import client, clock, inside, keeper, leaks, linux, originals, package, report, ringfile, talk, userring
from ringlab.failure import INTERRUPTED, LATE, NOT_DONE, NOT_UNDERSTOOD, LabError
from ringlab.names import CLIENT, DAEMONS_RUN, GATEWAY
from ringlab.state import DISKS, GUEST, RUN, STARTING, UP

_TOOLS = ("ip", "nft", "nsenter", "setpriv", "dpkg", "tar", "java")
_POLL_S = 0.2


def up(lab, plan, options):
    """Brings a lab up and waits until its ring is formed. Options: those of the command line."""
    if lab.is_up():
        raise LabError(f"the lab '{lab.name}' is up already; lab status, or lab down first")
    _check_tools()
    deb = package.find_deb() if options.package is None else options.package
    guests = options.originals if (GUEST / "root.img").exists() else 0
    fences = []
    if options.ring_text is not None:
        ring_text = userring.adapted(options.ring_text, guests)
        fences = userring.fence_agents(options.ring_text)
    else:
        ring_text = ringfile.generated(
            plan, lab.name, options.profile, guests, not options.no_fences, options.timing
        )
    if lab.read() is not None or lab.run.exists() or lab.disks.exists():
        print(f"lab: cleans up what is left of '{lab.name}'")
        down(lab)
    for server in plan.servers:
        strange = [one for one in server.daemons if one not in DAEMONS_RUN]
        if strange:
            print(f"lab: the lab runs no {', '.join(strange)}: {server.name} will not be well")
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
    try:
        pid = keeper.start(lab, plan, ring_text, deb, state)
        lab.write({**state, "keeper": pid, "keeper-start": linux.start_time(pid)})
        _wait_for_boards(lab, plan, began, options.limit)
        boards_s = time.monotonic() - began
        code = inside.call(lab, lambda: _form(
            lab, plan, began, boards_s, options.limit, guests))
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
            f" lab log SERVER, then lab down; everything of its machines' power: {lab.log}", code)


def _check_tools():
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        raise LabError(
            f"not on this machine: {', '.join(missing)}; run {package.LAB_HOME / 'setup'} first."
            " Nothing was started."
        )


def _wait_for_boards(lab, plan, began, limit):
    while not all(lab.board_socket(one.name).exists() for one in plan.machines()):
        if lab.keeper() is None:
            raise LabError("the lab did not start:\n" + _tail(lab))
        if time.monotonic() - began > limit:
            raise LabError(f"the boards are not there after {limit:.0f} s:\n{_tail(lab)}", LATE)
        time.sleep(0.05)


def _tail(lab):
    try:
        return "\n".join(lab.log.read_text(errors="replace").splitlines()[-20:])
    except OSError as e:
        return str(e)


def _form(lab, plan, began, boards_s, limit, guests):
    """Inside the lab: powers all on, begins management, waits until every server serves."""
    for machine in plan.machines():
        talk.board(lab, machine.name, "on")
    pids = {}

    def status_of(machine):
        found = talk.agent(pids.get(machine.name), "/v1/status")
        if found is None:
            pids[machine.name] = talk.init_pid(lab, machine.name)
        return found

    waiting = {machine.name for machine in plan.machines()}
    while waiting:
        for machine in plan.machines():
            if machine.name in waiting and status_of(machine):
                waiting.discard(machine.name)
        for machine in plan.machines():
            if machine.name in waiting and _refused(lab, machine):
                print(f"lab: the agent of {machine.name} refuses its ring file:")
                print(_agent_output(lab, machine))
                return NOT_UNDERSTOOD
        if waiting and _late(began, limit):
            print(f"lab: no agent answers on {', '.join(sorted(waiting))}")
            return LATE
        if waiting:
            time.sleep(_POLL_S)
    agents_s = time.monotonic() - began
    first = plan.servers[0]
    answer = talk.agent(
        pids[first.name], "/v1/commands?wait=10", {"kind": "start", "servers": ["*"]}, 15
    )
    if answer is None:
        print(f"lab: {first.name} does not begin management")
        return NOT_DONE
    while True:
        status = next(filter(None, map(status_of, plan.servers)), None)
        if status and is_formed(status) and not (silent := client.silent(lab, plan)):
            break
        if _late(began, limit):
            _say_what_is_missing(status, limit, lab, plan)
            return LATE
        time.sleep(_POLL_S)
    served_s = time.monotonic() - began
    missing = originals.wait(lab, plan, began + limit) if guests else []
    _summary(lab, plan)
    text = (f"lab: '{lab.name}' is up: package and switches after {boards_s:.1f} s, all agents after"
            f" {agents_s:.1f} s, all serve after {served_s:.1f} s")
    if guests and not missing:
        text += f", original servers after {time.monotonic() - began:.1f} s"
    print(text)
    for line in missing:
        print(f"lab: no original server on {line}")
    return NOT_DONE if missing else 0


def _say_what_is_missing(status, limit, lab, plan):
    print(f"lab: not all servers serve after {limit:.0f} s")
    for one in status["servers"] if status else []:
        if one["number"] != 0 and not _serves(one):
            print(f"  {one['name']}: {one['place']}, {one['detail'] or 'no detail'};"
                  f" VIP held by {one['holder'] or 'nobody'}")
    if status and is_formed(status):
        print(f"  not served at their VIPs: {', '.join(client.silent(lab, plan))}")


def _refused(lab, machine):
    mark = f" {machine.name}: the agent ended with 2"
    return any(line.endswith(mark) for line in _tail(lab).splitlines())


def _agent_output(lab, machine):
    file = report.on_disk(lab.disk(machine.name), "var/log/lab/agent.out")
    return "\n".join(file.read_text(errors="replace").splitlines()[-20:]) if file else ""


def is_formed(status):
    """Whether every server of the ring is well in the group and holds its own VIPs."""
    servers = [one for one in status["servers"] if one["number"] != 0]
    return all(_serves(one) for one in servers)


def _serves(one):
    return one["place"] == "group" and one["well"] and one["holder"] == one["name"]


def _late(began, limit):
    return time.monotonic() - began > limit


def _summary(lab, plan):
    width = max(len(name) for name in plan.nodes())
    for one in plan.machines():
        role = f"VIP {', '.join(one.vips)}  {', '.join(one.daemons)}" if one.vips else "witness, files"
        print(f"  {one.name:{width}}  {one.service:15} {one.management:15} {role}")
    print(f"  {GATEWAY:{width}}  {plan.gateway}")
    print(f"  {CLIENT:{width}}  {plan.client}")


def down(lab):
    """Ends a lab, or what is left of one; fails if anything of it is left after that."""
    state = lab.read() or {}
    pid = lab.keeper()
    before = leaks.namespaces(pid) if pid else set()
    if pid:
        os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 30
        while linux.start_time(pid) == state["keeper-start"]:
            if time.monotonic() > until:
                raise LabError(f"process {pid}, which keeps the lab, does not die")
            time.sleep(0.02)
    found = leaks.find(lab, before)
    for directory in (lab.disks, lab.run):
        subprocess.run(["rm", "-rf", "--one-file-system", str(directory)], check=False)
    if found or lab.run.exists() or lab.disks.exists():
        left = [*found, *(str(one) for one in (lab.run, lab.disks) if one.exists())]
        raise LabError("left of the lab: " + "; ".join(left))
    (RUN / f".{lab.name}.lock").unlink(missing_ok=True)
    for directory in (RUN, DISKS):
        with contextlib.suppress(OSError):
            # There are other labs, or somebody waits for this one.
            directory.rmdir()
