"""Commands against processes of a server: freeze, thaw, hang, stop, kill-agent."""

import os
import pathlib
import signal
import time

from ringlab import inside, linux, power
from ringlab.failure import NOT_UNDERSTOOD, LabError

# Where the programs of a daemon lie, master and children.
PROGRAMS = {
    "postfix": ("/usr/lib/postfix/",),
    "vsftpd": ("/usr/sbin/vsftpd",),
    "apache2": ("/usr/sbin/apache2",),
    "squid": ("/usr/sbin/squid", "/usr/lib/squid/"),
    "sshd": ("/usr/sbin/sshd", "/usr/lib/openssh/"),
    "libvirtd": ("/usr/sbin/libvirtd",),
    "virtlogd": ("/usr/sbin/virtlogd",),
}
_FREEZE_LIMIT_S = 5


def _all_of(pid):
    """Every process of a server but its process 1."""
    return [one for one in linux.inside(linux.namespace_of(pid, "pid")) if one != pid]


def _program(pid):
    try:
        # Relative to the root of the server, and the program may have been replaced meanwhile.
        return os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
    except OSError:
        return ""


def _of_daemon(pid, daemon):
    return [one for one in _all_of(pid) if _program(one).startswith(PROGRAMS[daemon])]


def _daemon(machine, name):
    allowed = (*machine.daemons, "libvirtd", "virtlogd")
    if name not in allowed or name not in PROGRAMS:
        raise LabError(
            f"no daemon '{name}' on {machine.name}; expected one of {', '.join(allowed)}."
            " Nothing was done.",
            NOT_UNDERSTOOD,
        )


def agent_pids(pid, machine):
    """The pids of a server's agent: its launcher became the Java machine."""
    found = [
        one for one in _all_of(pid)
        if b"io.ringwatch.agent.cli.Ringwatch\0agent" in _command_line(one)
    ]
    if not found:
        raise LabError(f"no agent runs on {machine.name}. Nothing was done.")
    return found


def _command_line(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _signal(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            # It ended meanwhile.
            continue


def _stopped(lab, machine):
    return lab.run / "frozen" / machine.name


def freeze(lab, plan, options):
    machine = plan.machine(options.server)
    pid = power.running(lab, machine)
    if options.agent:
        frozen = agent_pids(pid, machine)
        _signal(frozen, signal.SIGSTOP)
        print(f"lab: the agent of {machine.name} is frozen")
    else:
        frozen = _freeze_all(pid, machine)
        print(f"lab: {machine.name} is frozen, {len(frozen)} processes")
    note = _stopped(lab, machine)
    note.parent.mkdir(exist_ok=True)
    with open(note, "a", encoding="ascii") as file:
        file.write("".join(f"{one}\n" for one in frozen))
    return 0


def _freeze_all(pid, machine):
    """Stops process 1 first, then whatever there is, until nothing runs any more."""
    frozen = set()
    until = time.monotonic() + _FREEZE_LIMIT_S
    while time.monotonic() < until:
        running = [one for one in [pid, *_all_of(pid)] if linux.state(one) not in "TtZX"]
        if not running:
            return frozen
        _signal(running, signal.SIGSTOP)
        frozen.update(running)
        time.sleep(0.005)
    raise LabError(f"not everything of {machine.name} stands still; lab thaw, or lab off")


def thaw(lab, plan, options):
    machine = plan.machine(options.server)
    pid = power.running(lab, machine)
    note = _stopped(lab, machine)
    there = set(linux.inside(linux.namespace_of(pid, "pid")))
    try:
        frozen = {int(line) for line in note.read_text().split()} & there
    except FileNotFoundError:
        frozen = set()
    note.unlink(missing_ok=True)
    if not frozen:
        raise LabError(f"{machine.name} is not frozen. Nothing was done.")
    # Process 1 last: what it waits for goes on by then.
    _signal(sorted(frozen - {pid}) + sorted(frozen & {pid}), signal.SIGCONT)
    print(f"lab: {machine.name} goes on, {len(frozen)} processes")
    return 0


def kill_agent(lab, plan, options):
    machine = plan.machine(options.server)
    pids = agent_pids(power.running(lab, machine), machine)
    _signal(pids, signal.SIGKILL)
    print(f"lab: the agent of {machine.name} is killed (SIGKILL); its server starts it again")
    return 0


def hang(lab, plan, options):
    machine = plan.machine(options.server)
    _daemon(machine, options.daemon)
    pids = _of_daemon(power.running(lab, machine), options.daemon)
    if not pids:
        raise LabError(f"no {options.daemon} runs on {machine.name}. Nothing was done.")
    _signal(pids, signal.SIGSTOP)
    print(f"lab: {options.daemon} hangs on {machine.name}, {len(pids)} processes (SIGSTOP)")
    return 0


def unhang(lab, plan, options):
    machine = plan.machine(options.server)
    _daemon(machine, options.daemon)
    hanging = [one for one in _of_daemon(power.running(lab, machine), options.daemon)
               if linux.state(one) == "T"]
    if not hanging:
        raise LabError(f"no {options.daemon} hangs on {machine.name}. Nothing was done.")
    _signal(hanging, signal.SIGCONT)
    print(f"lab: {options.daemon} goes on on {machine.name}, {len(hanging)} processes")
    return 0


def stop(lab, plan, options):
    machine = plan.machine(options.server)
    _daemon(machine, options.daemon)
    pid = power.running(lab, machine)
    if options.daemon in machine.daemons and not options.kill:
        script = f"{machine.procedure}/stop"
        code = inside.run_in_server(pid, [script, options.daemon])
        if code != 0:
            raise LabError(f"{script} {options.daemon} on {machine.name} ended with {code}")
        print(f"lab: {options.daemon} is stopped on {machine.name}")
        return 0
    pids = _of_daemon(pid, options.daemon)
    if not pids:
        raise LabError(f"no {options.daemon} runs on {machine.name}. Nothing was done.")
    _signal(pids, signal.SIGKILL)
    print(f"lab: {options.daemon} is killed on {machine.name}, {len(pids)} processes (SIGKILL)")
    return 0
