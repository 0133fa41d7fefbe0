"""One run: everything as at first, a fault at its moment, and whatever follows, recorded."""

import threading
import time

from ringlab.benchcases import INTERVAL_S
from ringlab.benchfaults import Breaker
from ringlab.benchwatch import Recorder
from ringlab.failure import LabError
from ringlab.quiet import Quiet, pass_time

# In the paper's profile, as in the paper: so long after the beginning of a monitoring interval.
PAPER_PHASE_S = 5.0
# Otherwise spread evenly over the interval, the same in every series of runs.
_GOLDEN = 0.6180339887
_BEFORE_S = 1.5
_AFTER_S = 2.0
_GATEWAY_AWAY_S = 5.0
_MOVED_S = 3.0


class RunFailed(Exception):
    """It did not come to what was to be measured; said in the results."""


class Runner:
    """To be used inside the lab."""

    def __init__(self, lab, plan, setting, limit, guests):
        self._lab = lab
        self._plan = plan
        self._setting = setting
        self._limit = limit
        self._quiet = Quiet(lab, plan, guests)
        self._breaker = Breaker(lab, plan)

    def run(self, case, number):
        """What was measured, as it is kept."""
        run = {"case": case.name, "number": number, **self._setting, "faults": [], "error": None}
        echoed = case.servers
        waited = self._quiet.wait(self._limit)
        if waited is not None:
            run["error"] = "not everything is as at first: " + waited
            return run
        recorder = Recorder(self._lab, self._plan, echoed)
        try:
            self._carry_out(case, number, recorder, run)
        except (RunFailed, LabError, EOFError) as e:
            run["error"] = str(e)
        finally:
            measured = recorder.end()
        run["events"] = [_kept(event) for event in recorder.events]
        run["measured"] = measured
        if measured is None and not run["error"]:
            run["error"] = "the recorder failed"
        return run

    def _carry_out(self, case, number, recorder, run):
        for server, fault in case.faults:
            self._breaker.prepare(server, fault)
        self._await_moment(number)
        struck = time.monotonic()
        if case.in_a_row:
            for server, fault in case.faults:
                run["faults"].append(self._strike(server, fault))
                self._await(recorder, _served_elsewhere(server), f"no function of {server}")
        else:
            run["faults"] = self._strike_all(case.faults)
        for server, fault in case.faults:
            self._follow(recorder, server, fault, run)
        left = self._limit - (time.monotonic() - struck)
        waited = self._quiet.wait(max(10, left), originals=False, recorder=recorder)
        if waited is not None:
            raise RunFailed(f"not as at first within {self._limit:.0f} s: {waited}")
        run["recoveredAt"] = time.time()
        pass_time(recorder, _AFTER_S)

    def _await_moment(self, number):
        interval = INTERVAL_S[self._setting["profile"]]
        phase = (number * _GOLDEN % 1) * interval
        if self._setting["profile"] == "paper":
            phase = PAPER_PHASE_S
        soonest = time.time() + _BEFORE_S
        moment = soonest - soonest % interval + phase
        if moment < soonest:
            moment += interval
        time.sleep(max(0, moment - time.time()))

    def _strike(self, server, fault):
        return {"server": server, "fault": fault, "at": self._breaker.strike(server, fault)}

    def _strike_all(self, faults):
        done = []

        def strike(server, fault):
            try:
                done.append(self._strike(server, fault))
            except LabError as e:
                done.append({"server": server, "fault": fault, "at": time.time(),
                             "failed": str(e)})

        threads = [threading.Thread(target=strike, args=pair) for pair in faults]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        failed = [one for one in done if "failed" in one]
        if failed:
            raise RunFailed(f"{failed[0]['server']} is not broken: {failed[0]['failed']}")
        return done

    def _follow(self, recorder, server, fault, run):
        """What a person would do in that case."""
        if fault == "gateway":
            self._await(recorder, _served_elsewhere(server), f"the function of {server} stays")
            pass_time(recorder, _GATEWAY_AWAY_S)
            self._breaker.undo(server, fault)
        elif fault == "move":
            self._await(recorder, _served_elsewhere(server), f"the function of {server} stays")
            pass_time(recorder, _MOVED_S)
            run["backAt"] = time.time()
            self._breaker.command("move_back", server)
        elif fault in ("nt", "st", "hang", "frozen"):
            self._await(recorder, _served_elsewhere(server), f"no function of {server}")

    def _await(self, recorder, found, otherwise):
        if not recorder.wait(found, self._limit):
            raise RunFailed(f"{otherwise} within {self._limit:.0f} s")


def _served_elsewhere(server):
    """Or by itself again, before a virtual server did."""
    def found(events):
        return any(one["kind"] in ("function_recovered", "server_recovered")
                   and one["server"] == server for one in events)

    return found


def _kept(event):
    return {key: event[key] for key in ("wallMs", "from", "kind", "server", "text", "data")
            if key in event}
