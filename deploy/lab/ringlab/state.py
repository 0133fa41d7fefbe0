"""Where a lab keeps what, and which labs there are."""

import contextlib
import fcntl
import json
import os
import pathlib

from ringlab import linux
from ringlab.failure import NOT_UP, LabError
from ringlab.names import Plan, lab_name

RUN = pathlib.Path("/run/ringwatch-lab")
DISKS = pathlib.Path("/var/lib/ringwatch-lab")
GUEST = pathlib.Path("/var/cache/ringwatch-lab/guest")
UP = "up"
STARTING = "starting"


class Lab:
    """A lab by its name; it need not be there."""

    def __init__(self, name):
        self.name = lab_name(name)
        self.run = RUN / name
        self.disks = DISKS / name
        self.data = self.disks / "data"
        self.layer = self.run / "layer"
        self.log = self.run / "lab.log"

    def board_socket(self, server):
        return self.run / "boards" / server

    def root(self, server):
        return self.run / "roots" / server

    def disk(self, server):
        return self.disks / "servers" / server

    def read(self):
        """The state that was written last, or None."""
        try:
            return json.loads((self.run / "lab.json").read_text())
        except FileNotFoundError:
            return None
        except ValueError:
            return {}

    def write(self, state):
        self._write("lab.json", state)

    def read_faults(self):
        try:
            return json.loads((self.run / "faults.json").read_text())
        except FileNotFoundError:
            return {"cuts": [], "losses": {}}

    def write_faults(self, faults):
        self._write("faults.json", faults)

    def _write(self, name, value):
        part = self.run / (name + ".part")
        part.write_text(json.dumps(value, indent=1))
        part.replace(self.run / name)

    @contextlib.contextmanager
    def lock(self):
        """Held by whoever changes what a lab is."""
        RUN.mkdir(mode=0o755, exist_ok=True)
        with open(RUN / f".{self.name}.lock", "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def keeper(self):
        """Pid of the process that keeps the lab, or None if it is dead."""
        state = self.read()
        pid = state.get("keeper") if state else None
        if pid and linux.start_time(pid) == state.get("keeper-start"):
            return pid
        return None

    def is_up(self):
        return self.keeper() is not None and (self.read() or {}).get("phase") == UP

    def plan(self):
        return Plan.from_json(self.read()["plan"])

    def must_be_up(self, early=False):
        """The plan of a lab that is up; says how to get one if it is not."""
        option = "" if self.name == "lab" else f" --lab {self.name}"
        state = self.read()
        if self.keeper() is None:
            what = "is not up" if state is None else "is dead, and left its directory behind"
            raise LabError(f"the lab '{self.name}' {what}; bring it up: lab{option} up", NOT_UP)
        if not early and state.get("phase") != UP:
            raise LabError(
                f"the lab '{self.name}' is being brought up; wait for lab{option} up", NOT_UP
            )
        return self.plan()


def labs():
    """The names of all labs of this machine."""
    with contextlib.suppress(FileNotFoundError):
        return sorted(name for name in os.listdir(RUN) if not name.startswith("."))
    return []
