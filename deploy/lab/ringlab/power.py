"""Commands that turn servers on and off, and run something in them."""

import subprocess
import time

from ringlab import inside, talk
from ringlab.failure import LATE, NOT_UNDERSTOOD, LabError

_BOOT_LIMIT_S = 120


def switch(action):
    """A command that has a board turn its server on, off, or off and on."""

    def command(lab, plan, options):
        machine = plan.machine(options.server)
        before = talk.board(lab, machine.name, "status")
        began = time.monotonic()
        state = talk.board(lab, machine.name, action)
        took_ms = (time.monotonic() - began) * 1000
        already = " already" if before == state and action != "restart" else ""
        print(f"lab: {machine.name} is {state}{already} ({took_ms:.0f} ms)")
        if getattr(options, "wait", False):
            return _await_agent(lab, machine, began)
        return 0

    return command


def _await_agent(lab, machine, began):
    while time.monotonic() - began < _BOOT_LIMIT_S:
        if talk.agent(talk.init_pid(lab, machine.name), "/v1/status"):
            print(f"lab: its agent answers after {time.monotonic() - began:.1f} s")
            return 0
        time.sleep(0.1)
    print(f"lab: its agent does not answer within {_BOOT_LIMIT_S} s; see lab log {machine.name}")
    return LATE


def running(lab, machine):
    """Pid of the process 1 of a server that must be on."""
    pid = talk.init_pid(lab, machine.name)
    if not pid:
        raise LabError(f"{machine.name} is off; lab on {machine.name}. Nothing was done.")
    return pid


def shell(lab, machine, script, given=""):
    """Runs a script in a server that must be on, with that as its input; it must end well."""
    done = subprocess.run(
        inside.in_server(running(lab, machine), "sh", "-ec", script), input=given, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise LabError(f"on {machine.name}: {done.stderr.strip()}")


def execute(lab, plan, options):
    machine = plan.machine(options.server)
    words = options.words[1:] if options.words[:1] == ["--"] else options.words
    if not words:
        raise LabError(f"no command; expected: lab exec {machine.name} COMMAND...", NOT_UNDERSTOOD)
    return inside.run_in_server(running(lab, machine), words)
