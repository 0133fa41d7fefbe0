"""Takes a lab down."""

import contextlib
import os
import signal
import subprocess
import time

from ringlab import leaks, linux
from ringlab.failure import LabError
from ringlab.state import DISKS, RUN

_DEATH_LIMIT_S = 30


def down(lab):
    """Ends a lab, or what is left of one; fails if anything of it is left after that."""
    pid = lab.keeper()
    before = leaks.namespaces(pid) if pid else set()
    if pid:
        os.kill(pid, signal.SIGKILL)
        _await_death(lab, pid)
    found = leaks.find(lab, before)
    if not found:
        for directory in (lab.disks, lab.run):
            subprocess.run(["rm", "-rf", "--one-file-system", str(directory)], check=False)
    found += [str(one) for one in (lab.run, lab.disks) if one.exists()]
    if found:
        raise LabError("left of the lab: " + "; ".join(found))
    (RUN / f".{lab.name}.lock").unlink(missing_ok=True)
    for directory in (RUN, DISKS):
        with contextlib.suppress(OSError):
            # There are other labs, or somebody waits for this one.
            directory.rmdir()


def _await_death(lab, pid):
    until = time.monotonic() + _DEATH_LIMIT_S
    while lab.keeper() == pid:
        if time.monotonic() > until:
            raise LabError(f"process {pid}, which keeps the lab, does not die")
        time.sleep(0.02)
