"""Waits until every server has its suspended original servers."""

import subprocess
import time

from ringlab import inside, talk
from ringlab.environment import ENVIRONMENT

# What the command takes.
_LIMIT_MAX_S = 600


def wait(lab, plan, until):
    """Asks all servers' agents; lines about those that have none by then (a monotonic moment)."""
    asked = {}
    limit = min(_LIMIT_MAX_S, max(1, int(until - time.monotonic())))
    for server in plan.servers:
        pid = talk.init_pid(lab, server.name)
        asked[server.name] = subprocess.Popen(
            inside.in_server(pid, "ringwatch", "virtual", "prepare", f"--limit={limit}"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=ENVIRONMENT,
        )
    missing = []
    for name, process in asked.items():
        try:
            said, _ = process.communicate(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            missing.append(f"{name}: not ready in time {said.strip()}")
            continue
        if process.returncode != 0:
            missing.append(f"{name}: {said.strip()}")
    return missing
