#!/usr/bin/env python3
"""What one agent costs: start, memory, CPU and payload, in the demo's ring with nothing broken.

Usage: deploy/bench/agent.py [--profile default] [--seconds 60] [--restarts 5] [--update]

Starts `./ringwatch demo --break none --keep`, asks each agent through its local socket, kills agents
one after another (their supervisor starts them again) and ends the demo. --update puts the table
into docs/performance.md. Standard library only; Linux.
"""

import argparse
import os
import re
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
LIMIT_SECONDS = 120


def ask(path, resource):
    """GET over a Unix socket: the pid of whoever listens, and the body."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(5)
        link.connect(path)
        credentials = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        link.sendall(f"GET {resource} HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n".encode())
        reply = b""
        while part := link.recv(65536):
            reply += part
    head, _, body = reply.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise OSError(head.split(b"\r\n")[0].decode())
    return struct.unpack("iII", credentials)[0], body.decode()


def sockets():
    """Paths of the agents' sockets that somebody listens on."""
    table = Path("/proc/net/unix").read_text()
    return set(re.findall(r"(/\S*agent\.sock)$", table, re.MULTILINE))


def descends(pid, ancestor):
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


def stat(pid):
    """CPU seconds used and seconds since its start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / TICKS
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return used, uptime - int(fields[19]) / TICKS


def resident_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def sent(path):
    """Bytes of payload that an agent has sent, by network, as it counts them."""
    _, text = ask(path, "/v1/metrics")
    pattern = r"^(ringwatch_\S*sent\S*byte\S*|ringwatch_\S*byte\S*sent\S*) (\d+)"
    return {name: int(value) for name, value in re.findall(pattern, text, re.MULTILINE)}


def when_ready(demo, known, wanted, limit):
    """Waits for so many new agents: their sockets, with the seconds from start to answer."""
    ready = {}
    end = time.monotonic() + limit
    while len(ready) < wanted and time.monotonic() < end:
        for path in sockets() - set(known) - set(ready):
            try:
                pid, _ = ask(path, "/v1/status")
            except OSError:
                continue
            if descends(pid, demo.pid):
                ready[path] = (pid, stat(pid)[1])
        if demo.poll() is not None:
            sys.exit(f"the demo ended with {demo.returncode}")
        time.sleep(0.01)
    return ready


def restart(path, pid, limit):
    """Kills an agent; seconds from the start of the next one until it answers."""
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            now, _ = ask(path, "/v1/status")
            if now != pid:
                return now, stat(now)[1]
        except OSError:
            pass
        time.sleep(0.01)
    sys.exit(f"{path} did not come back")


def measure(demo, arguments):
    agents = when_ready(demo, (), 7, LIMIT_SECONDS)
    together = max(seconds for _, seconds in agents.values())
    print(f"{len(agents)} agents; the slowest was ready after {together:.2f} s", file=sys.stderr)
    time.sleep(arguments.settle)
    before = {path: (stat(pid)[0], sent(path)) for path, (pid, _) in agents.items()}
    begin = time.monotonic()
    time.sleep(arguments.seconds)
    passed = time.monotonic() - begin
    cpu, payload, memory = [], [], []
    for path, (pid, _) in agents.items():
        used, bytes_sent = before[path]
        cpu.append((stat(pid)[0] - used) / passed * 100)
        now = sent(path)
        payload.append(sum(now[name] - bytes_sent.get(name, 0) for name in now) / passed)
        memory.append(resident_mb(pid))
    alone = []
    path, (pid, _) = sorted(agents.items())[0]
    for _ in range(arguments.restarts):
        pid, seconds = restart(path, pid, LIMIT_SECONDS)
        alone.append(seconds)
        time.sleep(arguments.settle)
    rows = [
        ("agents, the witness's included", str(len(agents)), ""),
        ("ready, one alone, median s", f"{statistics.median(alone):.2f}", "2.5"),
        ("ready, all at once, slowest s", f"{together:.2f}", "10"),
        ("CPU, median % of a core", f"{statistics.median(cpu):.2f}", "1"),
        ("CPU, most %", f"{max(cpu):.2f}", ""),
        ("resident, median MB", f"{statistics.median(memory):.0f}", "160"),
        ("resident, most MB", f"{max(memory):.0f}", ""),
        ("payload sent, median B/s", f"{statistics.median(payload):.0f}", "1000"),
        ("payload sent, most B/s", f"{max(payload):.0f}", ""),
    ]
    lines = [f"| Profile {arguments.profile} | Measured | Target |", "|---|---:|---:|"]
    lines += [f"| {name} | {value} | {target} |" for name, value, target in rows]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default="default")
    parser.add_argument("--seconds", type=int, default=60, help="how long to look (60)")
    parser.add_argument("--settle", type=int, default=20, help="seconds to calm down (20)")
    parser.add_argument("--restarts", type=int, default=5, help="starts of one agent (5)")
    parser.add_argument("--update", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    command = [str(ROOT / "ringwatch"), "demo", "--break", "none", "--keep"]
    command += ["--profile", arguments.profile]
    subprocess.run([str(ROOT / "ringwatch"), "--version"], check=True, stdout=sys.stderr)
    with tempfile.TemporaryFile() as story:
        demo = subprocess.Popen(command, cwd=ROOT, stdout=story, stderr=story)
        try:
            table = measure(demo, arguments)
        finally:
            demo.send_signal(signal.SIGINT)
            try:
                demo.wait(LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                demo.kill()
    print(table)
    if arguments.update:
        from page import put

        put("agent", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
