"""Waits until every server has its suspended original servers."""

import subprocess
import time

from ringlab import talk
from ringlab.environment import ENVIRONMENT


def wait(lab, plan, until):
    """Asks all servers' agents; lines about those that have none by then (a monotonic moment)."""
    asked = {}
    for server in plan.servers:
        pid = talk.init_pid(lab, server.name)
        asked[server.name] = subprocess.Popen(
            ["nsenter", f"--target={pid}", "--mount", "--net", "--pid", "--uts", "--ipc", "--",
             "ringwatch", "virtual", "prepare"],
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
