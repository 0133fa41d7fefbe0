"""The flight records of a lab's agents: each is run through the code again, and explained."""

import re
import subprocess

from ringlab import inside, talk

# Of every start of the agent that is still on the disk.
_SCRIPT = """
set -o pipefail
for record in /var/lib/ringwatch/flight/*-000000.rwf; do
    ringwatch replay "$record" >/tmp/replay 2>&1
    echo "replay $? $(tail -n 1 /tmp/replay)"
done
ringwatch explain >/tmp/explain 2>&1
echo "explain $? $(grep -c '^[0-9]' /tmp/explain)"
"""
_LIMIT_S = 600
_REPLAYED = re.compile(r"replay 0 # (\d+) inputs, (\d+) checked")
_EXPLAINED = re.compile(r"explain 0 (\d+)")


def judge(lab, plan):
    """What came of replaying and explaining all of them. To be used inside the lab."""
    found = {"records": 0, "inputs": 0, "checked": 0, "episodes": 0, "violations": []}
    for server in plan.servers:
        pid = talk.init_pid(lab, server.name)
        ran = subprocess.run(
            inside.in_server(pid, "bash", "-c", _SCRIPT),
            capture_output=True, text=True, timeout=_LIMIT_S, check=False)
        note(found, server.name, ran.stdout + ran.stderr)
    return found


def note(found, server, said):
    """Adds what the script said on a server."""
    for line in said.splitlines():
        replayed, explained = _REPLAYED.fullmatch(line), _EXPLAINED.fullmatch(line)
        if replayed:
            found["records"] += 1
            found["inputs"] += int(replayed[1])
            found["checked"] += int(replayed[2])
        elif explained:
            found["episodes"] += int(explained[1])
        else:
            found["violations"].append(f"a flight record of {server}: {line}")
