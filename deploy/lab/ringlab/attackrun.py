"""One attack, or many faults one after another: carried out, recorded, judged."""

import time

from ringlab import verdict
from ringlab.attacker import Attacker, StepMissed
from ringlab.benchwatch import Recorder
from ringlab.failure import LabError
from ringlab.holders import Holders
from ringlab.quiet import Quiet, pass_time

_BEFORE_S = 1.0
_AFTER_S = 2.0
# Shorter ones are told of by the number of failed accesses only.
_OUTAGE_S = 1.0


class Assault:
    """Begins with a ring that is as at first, and ends with one. To be used inside the lab."""

    def __init__(self, lab, plan, guests, limit):
        self._lab = lab
        self._plan = plan
        self._quiet = Quiet(lab, plan, guests)
        self._limit = limit

    def run(self, act):
        """Has act(attacker) attack; what was seen, with `violations` and `error`."""
        waited = self._quiet.wait(self._limit)
        if waited is not None:
            return {"error": "not everything is as at first: " + waited, "violations": []}
        recorder, holders = Recorder(self._lab, self._plan, ()), Holders(self._lab, self._plan)
        attacker, error = Attacker(self._lab, self._plan, recorder), None
        missed, waited = None, None
        began = time.time()
        try:
            pass_time(recorder, _BEFORE_S)
            try:
                act(attacker)
            except StepMissed as e:
                missed = str(e)
            attacker.end()
            ended = time.monotonic()
            waited = self._quiet.wait(self._limit, originals=False, recorder=recorder)
            quiet_after = time.monotonic() - ended
            pass_time(recorder, _AFTER_S)
        except (LabError, EOFError) as e:
            error = str(e)
            attacker.end()
        held, measured = holders.end(), recorder.end()
        if error or measured is None:
            return {"error": error or "the recorder failed", "violations": []}
        violations = verdict.judge(self._plan, attacker.touches, recorder.events, held,
                                   verdict.files_of(self._lab, self._plan))
        if waited is not None:
            violations.append(f"not as at first {self._limit:.0f} s after the end: {waited}")
        return {
            **self._seen(attacker, recorder.events, held, measured, began),
            "quietAfterS": round(quiet_after, 1), "missed": missed,
            "violations": violations, "error": None,
        }

    def _seen(self, attacker, events, held, measured, began):
        dual, foreign = verdict.dual_total_ms(self._plan, held)
        clients = measured["clients"]
        return {
            "began": began,
            "did": [{"what": one.what, "begin": one.begin, "end": one.end,
                     "servers": list(one.servers)} for one in attacker.touches],
            "dualMs": dual, "foreignMs": foreign,
            "steps": held["steps"] if held else 0, "late": held["late"] if held else 0,
            "takeovers": [one["server"] for one in events if one["kind"] == "function_recovered"],
            "recoveryS": [round(int(one["data"]["totalMs"]) / 1000, 2) for one in events
                          if one["kind"] == "function_recovered" and "totalMs" in one["data"]],
            "proofs": sorted({one["data"]["proof"] for one in events if one["kind"] == "proven"}),
            "accesses": {name: {"attempts": seen["attempts"], "failed": seen["failed"],
                                "latestMs": seen["latestMs"], "outages": outages(seen["gaps"])}
                         for name, seen in clients.items()},
            "outageS": max((seconds for seen in clients.values()
                            for _, seconds, _ in outages(seen["gaps"], 0)), default=0),
            "story": [[one["wallMs"], one["from"], one["kind"], one["server"], one["text"]]
                      for one in events if one["kind"] != "edit"],
        }


def outages(gaps, least=_OUTAGE_S):
    """(the first access that failed, seconds until one was served, why it failed)"""
    return [(gap["first"], round(gap["next"] - gap["first"], 2), gap["why"])
            for gap in gaps if gap["next"] and gap["next"] - gap["first"] >= least]
