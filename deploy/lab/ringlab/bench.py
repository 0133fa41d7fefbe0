"""The command line of the bench: labs up, runs, labs down, results."""

import argparse
import contextlib
import gzip
import json
import os
import pathlib
import platform
import re
import subprocess
import time

from ringlab import benchcases, benchplot, benchseries, benchtable, benchtargets, pages
from ringlab.failure import INTERRUPTED, NOT_DONE, NOT_UNDERSTOOD, LabError
from ringlab.guard import add_lab_options, guarded, require_root
from ringlab.package import LAB_HOME

ROOT = LAB_HOME.parent.parent
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "images" / "lab-bench.svg"

_EPILOG = """\
cases:
%s
  handback   is measured whenever a server returns; as a case of its own it is nt

Ctrl-C ends with what is known so far, and takes the lab down.
"""


def _parser():
    cases = "\n".join(f"  {one.name:10} {one.text}" for one in benchcases.CASES)
    parser = argparse.ArgumentParser(
        prog="bench", description="Measures failures in a lab of its own.",
        epilog=_EPILOG % cases, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=_count, default=10, metavar="N",
                        help="runs of each case (default: 10)")
    parser.add_argument("--profile", action="append", choices=benchcases.PROFILES,
                        help="may be repeated (default: all three)")
    parser.add_argument("--case", action="append", metavar="C",
                        help="a case or a pattern of cases; may be repeated (default: all, of the"
                        " pairs in the profile paper only)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE",
                        help="raw data (default: bench-TIME.json in the working directory); may"
                        " end in .gz")
    parser.add_argument("--from", dest="source", type=pathlib.Path, action="append",
                        metavar="FILE", help="runs nothing: table and plot of such raw data; may"
                        " be repeated, and then --json keeps all of it in one file")
    parser.add_argument("--plot", type=pathlib.Path, metavar="FILE", help=".svg or .png")
    parser.add_argument("--update", action="store_true",
                        help="writes table and plot into docs/performance.md")
    add_lab_options(parser, "bench", 240.0, "a run that is not over")
    return parser


def _count(text):
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"'{text}': expected 1 to 1000")
    return int(text)


def main(words=None):
    options = _parser().parse_args(words)

    def action():
        if options.plot or options.update:
            benchplot.check()
        return _again(options) if options.source else _measure(options)

    return guarded("bench", action)


def _again(options):
    records = [read(source) for source in options.source]
    record = {**records[-1]}
    for key in ("runs", "ups", "loads"):
        record[key] = [one for each in records for one in each[key]]
    for key in ("restart", "limit"):
        record[key] = next((each[key] for each in records if each.get(key)), None)
    if options.json:
        keep(record, options.json)
    _publish(record, options)
    return 0


def _measure(options):
    require_root()
    profiles = options.profile or list(benchcases.PROFILES)
    series = benchseries.Series(options, [
        (profile, benchcases.chosen(options.case, profile)) for profile in profiles
    ])
    file = options.json or pathlib.Path(time.strftime("bench-%Y%m%d-%H%M%S.json"))
    record = {
        "when": time.strftime("%Y-%m-%d", time.gmtime()), "commit": commit(),
        "machine": machine(), "runs": [], "ups": [], "loads": [], "restart": None, "limit": None,
    }
    print(series.plan(options.runs), flush=True)
    print(f"bench: raw data go to {file}", flush=True)

    code = 0
    try:
        series.run(record, lambda: keep(record, file))
    except KeyboardInterrupt:
        print("bench: interrupted; what is known so far:", flush=True)
        code = INTERRUPTED
    keep(record, file)
    if record["runs"]:
        _publish(record, options)
    if code == 0 and (not record["runs"] or any(one["error"] for one in record["runs"])):
        code = NOT_DONE
    return code


def read(file):
    """Raw data, as they were kept."""
    try:
        data = file.read_bytes()
        return json.loads(gzip.decompress(data) if file.suffix == ".gz" else data)
    except (OSError, ValueError, EOFError) as e:
        raise LabError(f"{file}: no raw data: {e}", NOT_UNDERSTOOD) from None


def keep(record, file):
    """Writes raw data, whole or not at all."""
    data = (json.dumps(record) + "\n").encode()
    part = file.with_name(file.name + ".part")
    # The same data make the same file.
    part.write_bytes(gzip.compress(data, mtime=0) if file.suffix == ".gz" else data)
    part.replace(file)


def _publish(record, options):
    table = benchtable.tables(record)
    print(table)
    for profile, text, limit, measured in benchtargets.judged(record):
        unit = benchtable.unit(text)
        print(f"bench: {benchtargets.verdict(limit, measured):12} {profile:8} {text}:"
              f" {benchtable.number(measured, unit)}, at most {benchtable.number(limit, unit)}")
    plots = [options.plot] if options.plot else []
    if options.update:
        plots.append(PLOT)
        put(table)
        print(f"bench: wrote {PAGE}")
    for path in plots:
        benchplot.draw(record, path)
        print(f"bench: drew {path}")


def put(table, page=PAGE):
    """Puts the tables, and the plot behind them, between their markers."""
    image = f"![Recoveries and disconnections in the lab](images/{PLOT.name})"
    pages.put(page, "lab-bench", f"{table}\n\n{image}")


def commit():
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    return said.stdout.strip() or "an unknown commit"


def machine():
    name, memory = platform.machine(), 0
    with contextlib.suppress(OSError):
        found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
        name = found.group(1) if found else name
        found = re.search(r"MemTotal: *(\d+)", pathlib.Path("/proc/meminfo").read_text())
        memory = int(found.group(1)) / 1048576 if found else 0
    original = (LAB_HOME / "guest" / "original.xml").read_text()
    guests = "guests emulated" if "<domain type='qemu'" in original else "guests by KVM"
    return (f"{os.cpu_count()} processors ({name}), {memory:.0f} GiB, Linux {platform.release()},"
            f" {guests}")
