#!/usr/bin/env python3
"""How long clients go without a server: medians over runs of the demo, as Markdown.

Usage: deploy/bench/disconnection.py [--runs N] [--cell PATTERN] [--raw FILE] [--update]

Each cell is a profile, a set of faults and options of `./ringwatch demo`. A run counts only if the
demo itself calls it good (exit code 0). --update puts the tables into docs/performance.md.
Standard library only.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
THREE = "mail:power,ftp:power,web1:power"

# Profile, faults, options, target in ms (None: none stated).
CELLS = [
    ("fast", "ftp:power", (), 2500),
    ("fast", "ftp:power", ("--no-fence",), 2500),
    ("fast", "ftp:stuck", (), 3000),
    ("fast", "ftp:hang", (), 4000),
    ("fast", "ftp:service", (), None),
    ("fast", "ftp:quick", (), None),
    ("fast", "ftp:restart", (), None),
    ("fast", "ftp:gateway", (), None),
    ("fast", THREE, (), None),
    ("fast", THREE, ("--no-fence",), None),
    ("default", "ftp:power", (), 4500),
    ("default", "ftp:power", ("--no-fence",), 4500),
    ("default", "ftp:stuck", (), 5000),
    ("default", "ftp:hang", (), 8000),
    ("default", "ftp:service", (), 3000),
    ("default", "ftp:quick", (), 3000),
    ("default", THREE, (), None),
    ("paper", "ftp:power", (), None),
]

LIMIT_SECONDS = 300


def one_run(profile, faults, options):
    """One demo; its JSON, or None if it failed."""
    command = [str(ROOT / "ringwatch"), "demo", "--json", "--profile", profile]
    command += ["--break", faults, *options]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_SECONDS
        )
    except subprocess.TimeoutExpired:
        print(f"  took longer than {LIMIT_SECONDS} s", file=sys.stderr)
        return None
    if done.returncode != 0:
        try:
            reasons = json.loads(done.stdout)["reasons"]
        except (ValueError, KeyError):
            reasons = done.stderr[-400:]
        print(f"  exit code {done.returncode}: {reasons}", file=sys.stderr)
        return None
    return json.loads(done.stdout)


def broken(result, faults):
    """The broken servers of a result, in the order in which the faults name them."""
    by_name = {server["name"]: server for server in result["servers"]}
    return [by_name[fault.split(":")[0]] for fault in faults.split(",")]


def steps(server):
    """All durations of a server by name, those of a nested breakdown included."""
    found = {}
    for key, value in server.items():
        if isinstance(value, dict):
            found.update(steps(value))
        elif key.endswith("Ms") and isinstance(value, (int, float)):
            found[key] = value
    return found


def median(values):
    values = [value for value in values if value is not None]
    return round(statistics.median(values)) if values else None


def measure(cell, runs):
    profile, faults, options, target = cell
    title = f"{profile} {faults} {' '.join(options)}".strip()
    results = []
    for number in range(1, runs + 1):
        print(f"{title}: run {number} of {runs}", file=sys.stderr)
        result = one_run(profile, faults, options)
        if result is not None:
            results.append(result)
    slowest = [
        max(server.get("disconnectedMs") or 0 for server in broken(result, faults))
        for result in results
    ]
    named = {}
    for result in results:
        for server in broken(result, faults):
            for key, value in steps(server).items():
                named.setdefault(key, []).append(value)
    return {
        "profile": profile,
        "faults": faults,
        "options": " ".join(options),
        "target": target,
        "runs": runs,
        "good": len(results),
        "disconnected": median(slowest),
        "least": min(slowest, default=None),
        "most": max(slowest, default=None),
        "dual": max((result.get("dualHolderMs", 0) for result in results), default=None),
        "missed": max((result.get("missedByUnbroken", 0) for result in results), default=None),
        "steps": {key: median(values) for key, values in named.items()},
    }


def text(value):
    return "-" if value is None else str(value)


def tables(rows):
    lines = [
        "| Profile | Faults | Options | Median ms | Least | Most | Target ms | Good runs |"
        " Double holder ms | Missed by others |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        lines.append(
            f"| {row['profile']} | `{row['faults']}` | {row['options']} | "
            f"{text(row['disconnected'])} | {text(row['least'])} | {text(row['most'])} | "
            f"{text(row['target'])} | {row['good']}/{row['runs']} | {text(row['dual'])} | "
            f"{text(row['missed'])} |"
        )
    keys = sorted({key for row in rows for key in row["steps"]})
    if keys:
        lines += ["", "By step, medians in ms over the broken servers:", ""]
        names = [re.sub("Ms$", "", key) for key in keys]
        lines.append("| Profile | Faults | Options | " + " | ".join(names) + " |")
        lines.append("|---|---|---|" + "---:|" * len(keys))
        for row in rows:
            values = " | ".join(text(row["steps"].get(key)) for key in keys)
            lines.append(
                f"| {row['profile']} | `{row['faults']}` | {row['options']} | {values} |"
            )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10, help="runs per cell (10)")
    parser.add_argument("--cell", default="", help="only cells whose title has this pattern")
    parser.add_argument("--raw", help="keep what was measured in this file, as JSON")
    parser.add_argument("--update", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    rows = []
    for cell in CELLS:
        if re.search(arguments.cell, f"{cell[0]} {cell[1]} {' '.join(cell[2])}"):
            rows.append(measure(cell, arguments.runs))
    if arguments.raw:
        Path(arguments.raw).write_text(json.dumps(rows, indent=2) + "\n")
    table = tables(rows)
    print(table)
    if arguments.update:
        from page import put

        put("disconnection", table)
    return 0 if all(row["good"] == row["runs"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
