"""How the board of a server, or the fence agent that asks it, behaves when it is asked to fence."""

import shlex
import subprocess

from ringlab import inside, talk
from ringlab.failure import LabError

_OUTLET = "ipport"
_SCRIPT = """\
#!/bin/sh
given=$(cat)
if printf '%s\\n' "$given" | grep -qx plug={server} \\
        && ! printf '%s\\n' "$given" | grep -q '^{outlet}='; then
    {manner}
fi
printf '%s\\n' "$given" | /run/lab-fence/fence_lab
"""

# What is done in place of asking the board; its outlet is asked as ever.
MANNERS = {
    "works": "",
    "hangs": "exec sleep 100000",
    "dead": "echo 'fence_lab: the board of {server} does not answer: No route to host' >&2; exit 1",
    "slow": "sleep 4",
    "lies": "case $given in *action=off*) echo 'Success: Already OFF'; exit 0 ;;"
            " *action=status*|*action=monitor*) echo 'Status: OFF'; exit 2 ;; esac",
}

_WORDS = {
    "works": "works",
    "hangs": "hangs",
    "dead": "has a board that does not answer",
    "slow": "answers after 4 s",
    "lies": "says off, and does nothing",
}

_END = """
agent=$(command -v fence_lab)
while grep -q " $agent " /proc/self/mountinfo; do umount -l "$agent"; done
"""
_BEGIN = """
mkdir -p /run/lab-fence
cp "$agent" /run/lab-fence/fence_lab
cat >/run/lab-fence/{server}
chmod 755 /run/lab-fence/{server}
mount --bind /run/lab-fence/{server} "$agent"
"""


def behave(lab, plan, options):
    """For whoever is on now: a server that boots later asks the board as ever."""
    server = plan.machine(options.server).name
    begin = _BEGIN if options.manner != "works" else ""
    lines = "set -e" + _END + begin.format(server=shlex.quote(server))
    script = script_of(server, options.manner)
    for one in plan.servers:
        pid = talk.init_pid(lab, one.name)
        if pid:
            _run(one.name, pid, lines, script)
    print(f"lab: the fence of {server} {_WORDS[options.manner]}")
    return 0


def script_of(server, manner):
    what = MANNERS[manner].format(server=server) or ":"
    return _SCRIPT.format(server=server, outlet=_OUTLET, manner=what)


def _run(server, pid, lines, script):
    done = subprocess.run(
        inside.in_server(pid, "sh", "-c", lines), input=script, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise LabError(f"on {server}: {done.stderr.strip()}")
