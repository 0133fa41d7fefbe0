"""A series of runs: which labs it needs, and what is run in each."""

import dataclasses
import json
import os
import time

from ringlab import benchcases, cli, inside, talk
from ringlab.benchrun import Runner
from ringlab.failure import INTERRUPTED, LabError
from ringlab.state import Lab

# Rough lengths, to say how long it will take, seconds.
_UP_S = 25
_RUN_S = {"paper": 50, "default": 35, "fast": 30}
_RESTART_S = 30
_RESTART_LIMIT_S = 90
_ATTEMPTS = 2


@dataclasses.dataclass(frozen=True)
class Setting:
    """What labs differ in."""

    profile: str
    fences: bool
    boot: float


class Series:
    def __init__(self, options, wanted):
        """wanted: (profile, cases)."""
        self._options = options
        self._lab = options.lab
        self._limit = None
        self._groups = {}
        for profile, cases in wanted:
            for case in cases:
                fences = not (profile == "paper" and case.of_the_paper)
                boot = options.boot if case.boot is None else case.boot
                self._groups.setdefault(Setting(profile, fences, boot), []).append(case)

    def plan(self, runs):
        """What will be done, and how long it takes."""
        seconds = _RESTART_S
        lines = []
        for setting, cases in self._groups.items():
            seconds += _UP_S + len(cases) * runs * _RUN_S[setting.profile]
            fences = "fences" if setting.fences else "no fences"
            lines.append(f"  profile {setting.profile}, {fences}, machines start"
                         f" {setting.boot:g} s after power:"
                         f" {', '.join(case.name for case in cases)}")
        minutes = seconds / 60
        length = f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"
        return (f"bench: {runs} run{'' if runs == 1 else 's'} each of\n" + "\n".join(lines)
                + f"\nbench: takes about {length}; close everything else on this machine")

    def run(self, record, keep):
        """Adds to the record what is measured, and calls keep() after each run."""
        self._measure_restart(record)
        keep()
        for setting, cases in self._groups.items():
            todo = [(case, number) for number in range(1, self._options.runs + 1)
                    for case in cases]
            attempts = 0
            while todo and attempts < _ATTEMPTS + len(cases) * self._options.runs:
                attempts += 1
                done = self._in_a_lab(setting, todo, record, keep)
                todo = todo[done:]

    def _measure_restart(self, record):
        """How long a restart takes here, so that the ring can be told how long to wait for it."""
        print("bench: measures how long a server's restart takes", flush=True)
        with self._up("default", self._options.boot, ["--originals", "0"]):
            lab = Lab(self._lab)
            plan = lab.plan()
            seconds = self._child(lab, lambda: restart_time(lab, plan))
        if seconds is None:
            raise LabError(f"a server that restarts does not serve within {_RESTART_LIMIT_S} s")
        record["restart"] = seconds
        record["limit"] = round(seconds * benchcases.LIMIT_BY_RESTART, 1)
        self._limit = record["limit"]
        print(f"bench: a restart takes {seconds:.1f} s; restart-seen is {self._limit} s, as the"
              " paper's 50 s are to its 33.33 s", flush=True)

    def _in_a_lab(self, setting, todo, record, keep):
        """Runs until all is done or one leaves the lab unfit; how many are done."""
        more = ["--timing", f"restart-seen={round(self._limit * 1000)}ms"]
        if not setting.fences:
            more.append("--no-fences")
        began = time.monotonic()
        with self._up(setting.profile, setting.boot, more):
            record["ups"].append({"profile": setting.profile,
                                  "seconds": round(time.monotonic() - began, 1)})
            lab = Lab(self._lab)
            plan, guests = lab.plan(), lab.read()["guests"]
            runner = Runner(lab, plan, dataclasses.asdict(setting), self._options.limit, guests)
            for done, (case, number) in enumerate(todo, 1):
                before = os.getloadavg()[0]
                print(f"bench: {setting.profile} {case.name}, run {number} of"
                      f" {self._options.runs}: {case.text}", flush=True)
                run = self._child(lab, lambda case=case, number=number: runner.run(case, number))
                if run is None:
                    run = {"case": case.name, "number": number, **dataclasses.asdict(setting),
                           "faults": [], "error": "the bench's own process failed"}
                record["runs"].append(run)
                record["loads"].append([before, os.getloadavg()[0]])
                keep()
                if run["error"]:
                    print(f"bench: this run failed: {run['error']}", flush=True)
                    return done
        return len(todo)

    def _up(self, profile, boot, more):
        return Up(self._lab, [
            "up", "--profile", profile, "--boot", f"{boot:g}s", "--no-clocks", *more,
            *(["--package", str(self._options.package)] if self._options.package else []),
        ])

    def _child(self, lab, action):
        """What action() returns, done in a process inside the lab; None if that fails."""
        answer = lab.run / "bench.json"
        answer.unlink(missing_ok=True)
        code = inside.call(lab, lambda: answer.write_text(json.dumps(action())) and 0)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return json.loads(answer.read_text()) if code == 0 and answer.exists() else None


class Up:
    """A lab that is up for a while."""

    def __init__(self, name, words):
        self._name = name
        self._words = words

    def __enter__(self):
        self.__exit__()
        try:
            code = cli.main(["--lab", self._name, *self._words])
            if code == INTERRUPTED:
                raise KeyboardInterrupt
            if code != 0:
                raise LabError(f"the lab does not come up (exit code {code})")
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        lab = Lab(self._name)
        if lab.run.exists() or lab.disks.exists():
            cli.main(["--lab", self._name, "down"])


def restart_time(lab, plan):
    """Seconds from a restart until the server's agent answers; its daemons do before."""
    name = plan.servers[1].name
    began = time.monotonic()
    talk.board(lab, name, "restart")
    while time.monotonic() - began < _RESTART_LIMIT_S:
        if talk.agent(talk.init_pid(lab, name), "/v1/status"):
            return round(time.monotonic() - began, 2)
        time.sleep(0.05)
    return None
