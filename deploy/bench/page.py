"""Puts what was measured into docs/performance.md, between its markers."""

import os
import platform
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"


def machine():
    """On what it was measured, in one line."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    name = cpu.group(1) if cpu else platform.machine()
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return f"Measured {day} at {commit}: {os.cpu_count()} cores ({name}), {platform.release()}."


def put(name, table):
    """Replaces the part of that name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = PAGE.read_text()
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    PAGE.write_text(f"{before}{begin}\n{machine()}\n\n{table}\n{end}{after}")
