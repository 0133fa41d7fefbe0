"""Wall clocks of agents, by libfaketime: whatever counts durations is untouched."""

import pathlib

from ringlab import power
from ringlab.failure import NOT_UNDERSTOOD, LabError

FILE = "/run/lab-clock"
_LIBRARY = "/usr/lib/{}/faketime/libfaketimeMT.so.1"


def environment():
    """For an agent whose wall clock can be set while it runs; empty without the library."""
    for directory in pathlib.Path("/usr/lib").glob("*-linux-gnu*"):
        library = pathlib.Path(_LIBRARY.format(directory.name))
        if library.exists():
            return {
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": FILE,
                # Read again once a second, at the first question for the time after that.
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                # With the fix, timed waits of the Java machine end early.
                "FAKETIME_FORCE_MONOTONIC_FIX": "0",
                "NO_FAKE_STAT": "1",
            }
    return {}


def text(seconds):
    return f"{seconds:+g}\n"


def step(lab, plan, options):
    machine = plan.machine(options.server)
    if not (lab.read() or {}).get("clocks"):
        raise LabError("the clocks of this lab are the machine's: lab up without --no-clocks, on a"
                       " machine with libfaketime (setup installs it). Nothing was done.")
    try:
        seconds = float(options.seconds)
    except ValueError:
        raise LabError(f"'{options.seconds}': expected seconds with a sign, such as +5 or -0.5."
                       " Nothing was done.", NOT_UNDERSTOOD) from None
    file = pathlib.Path(f"/proc/{power.running(lab, machine)}/root{FILE}")
    total = float(file.read_text()) + seconds
    part = file.with_suffix(".part")
    part.write_text(text(total))
    part.rename(file)
    print(f"lab: the wall clock of the agent of {machine.name} is stepped by {seconds:+g} s, to"
          f" {total:+g} s; it notices within a second")
    return 0
