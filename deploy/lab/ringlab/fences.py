"""How the board of a server, or the fence agent that asks it, behaves when it is asked to fence."""

from ringlab import power, talk

_SCRIPT = """\
#!/bin/sh
given=$(cat)
if printf '%s\\n' "$given" | grep -qx plug={server} \\
        && ! printf '%s\\n' "$given" | grep -q '^ipport='; then
    {manner}
fi
printf '%s\\n' "$given" | /run/lab-fence/fence_lab
"""

# How it is told, and what is done in place of asking the board; its outlet is asked as ever.
MANNERS = {
    "works": ("works", ":"),
    "hangs": ("hangs", "exec sleep 100000"),
    "dead": ("has a board that does not answer",
             "echo 'fence_lab: the board of {server} does not answer: No route to host' >&2;"
             " exit 1"),
    "slow": ("answers after 4 s", "sleep 4"),
    "lies": ("says off, and does nothing",
             "case $given in *action=off*) echo 'Success: Already OFF'; exit 0 ;;"
             " *action=status*|*action=monitor*) echo 'Status: OFF'; exit 2 ;; esac"),
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
    server, manner = plan.machine(options.server).name, options.manner
    lines = _END + (_BEGIN.format(server=server) if manner != "works" else "")
    for one in plan.servers:
        if talk.init_pid(lab, one.name):
            power.shell(lab, one, lines, script_of(server, manner))
    print(f"lab: the fence of {server} {MANNERS[manner][0]}")
    return 0


def script_of(server, manner):
    what = MANNERS[manner][1].format(server=server)
    return _SCRIPT.format(server=server, manner=what)
