"""From what a run recorded to its figures. Seconds, unless a name ends in Ms."""

import statistics

from ringlab import benchcases

# An access that was under way when the fault came may fail with it.
_SLACK_S = 0.3
# From an event that tells of a switch to the end of what clients may notice of it.
_AFTER_SWITCH_S = 2.0


def of_run(run):
    """The figures of each broken server of a run, in the order of the case's faults."""
    order = benchcases.case(run["case"]).servers
    faults = sorted(run["faults"], key=lambda one: order.index(one["server"]))
    return [_of_server(run, one) for one in faults]


def missed(run):
    """Failed accesses of the clients of servers that were not broken, from the first fault on."""
    if not run.get("measured") or not run["faults"]:
        return None
    broken = {one["server"] for one in run["faults"]}
    since = min(one["at"] for one in run["faults"]) - _SLACK_S
    return sum(
        gap["failed"]
        for name, seen in run["measured"]["clients"].items() if name not in broken
        for gap in seen["gaps"] if gap["first"] >= since
    )


def _moments(run, fault):
    """When what was told of a server after its fault, UNIX time: of the way to the virtual server
    for the first time, of the way back for the last time before the server serves again."""
    found, back = {}, {}
    for event in sorted(run.get("events", []), key=lambda one: one["wallMs"]):
        moment = event["wallMs"] / 1000
        if event["server"] != fault["server"] or moment < fault["at"]:
            continue
        key, told = event["kind"], (moment, event.get("data", {}))
        if key == "claimed" and event["from"] == fault["server"]:
            key = "claimed_back"
        elif key == "released" and "suspended" in event["text"]:
            continue
        elif key == "revival" and told[1].get("state", "").lower() == "up":
            key = "up"
        found.setdefault(key, told)
        if "function_recovered" in found and "server_recovered" not in found:
            back[key] = told
    for key in ("released", "proven"):
        if key in back:
            found[key + "_back"] = back[key]
    return {**found, **{key: back[key] for key in ("up", "claimed_back") if key in back}}


def _of_server(run, fault):
    moments = _moments(run, fault)

    def at(key):
        return moments[key][0] if key in moments else None

    gaps, echoes = [], []
    if run.get("measured"):
        gaps = run["measured"]["clients"][fault["server"]]["gaps"]
        echoes = run["measured"]["echoes"].get(fault["server"], {}).get("gaps", [])
    struck, function, back = fault["at"], at("function_recovered"), at("server_recovered")
    # The switch to the virtual server is over then; what is missed later is another matter.
    over = function + _SLACK_S if function else None
    first = [gap for gap in gaps if _within(gap, struck - _SLACK_S, over)]
    takeover = [gap for gap in echoes if _within(gap, struck - _SLACK_S, over)]
    begin = _begin_of_return(run, moments, over)
    end = back + _AFTER_SWITCH_S if back else None
    returning = begin is not None and end is not None
    detected = at("detected")
    if function is None and detected and first and first[-1]["next"]:
        # It never moved: what its clients saw counts.
        function = max(detected, first[-1]["next"])
        back = back or function
    return {
        "server": fault["server"],
        "fault": fault["fault"],
        "detection": _between(struck, detected),
        "function": _between(detected, function),
        "serverRecovery": _between(detected, back),
        "disconnection": _span(first),
        "disconnectionBack": _overlap(gaps, begin, end) if returning else None,
        "missedAway": (
            sum(gap["failed"] for gap in gaps if _within(gap, over, begin)) if returning else None),
        "silentMs": _ms(_silence(takeover)),
        "silentBackMs": _ms(_overlap(echoes, begin, end)) if returning else None,
        **_steps(moments, first, takeover),
        **_steps_back(run, fault, moments),
    }


def _within(gap, since, until):
    return gap["first"] >= since and (until is None or gap["first"] <= until)


def _begin_of_return(run, moments, over):
    """From when on the VIP may be on its way back to the real server."""
    if not over:
        return None
    return run.get("backAt") or (moments["up"][0] if "up" in moments else over)


def _span(gaps):
    """From the first failed attempt to the good one after the last; 0 without any."""
    if not gaps:
        return 0.0
    return None if gaps[-1]["next"] is None else gaps[-1]["next"] - gaps[0]["first"]


def _overlap(gaps, begin, end):
    """For how much of that time, all together, nothing succeeded."""
    return sum(max(0.0, (gap["next"] or end) - max(gap["first"], begin))
               for gap in gaps if gap["first"] <= end and (gap["next"] or end) >= begin)


def _silence(gaps):
    """How long no echo was answered, all rows together."""
    if any(gap["next"] is None for gap in gaps):
        return None
    return sum((gap["next"] - gap["first"] for gap in gaps), 0.0)


def _between(begin, end):
    return None if begin is None or end is None else end - begin


def _ms(seconds):
    return None if seconds is None else round(seconds * 1000)


def _steps(moments, accesses, echoes):
    """From the proof to the first access that is served, step by step, in ms."""
    if not {"proven", "guest_ready", "assigned", "claimed"} <= moments.keys():
        return {}
    proven, ready, assigned, claimed = (
        moments[key][0] for key in ("proven", "guest_ready", "assigned", "claimed"))
    served = [gap["answered"] for gap in accesses if gap["answered"]]
    echoed = [gap["next"] for gap in echoes if gap["next"]]
    data = moments["guest_ready"][1]
    answered = served[-1] if served else None
    return {
        "resumeMs": _number(data.get("resumeMs")),
        "installMs": _number(data.get("installMs")),
        # How much later than the proof the virtual server was ready: 0 if it waited for it.
        "readyMs": _ms(max(0.0, ready - proven)),
        "assignMs": _ms(assigned - max(proven, ready)),
        "claimMs": _ms(claimed - assigned),
        "announceMs": _ms(_between(claimed, echoed[-1])) if echoed else None,
        "accessMs": _ms(_between(claimed, answered)),
        "answerMs": _ms(_between(proven, answered)),
        "echoMs": _ms(_between(proven, echoed[-1])) if echoed else None,
    }


def _steps_back(run, fault, moments):
    """Hand-back in ms: the host releases, which is the proof; the real server is let back by an
    edit, wins a lease of that version, and claims."""
    if not {"released_back", "proven_back", "claimed_back"} <= moments.keys():
        return {}
    released, proven, claimed = (
        moments[key][0] for key in ("released_back", "proven_back", "claimed_back"))
    edited = _first(run, proven, lambda event: event["kind"] == "edit")
    leased = _first(run, proven, lambda event: (event["kind"], event["from"]) == (
        "lease_won", fault["server"]))
    return {
        "backProvenMs": _ms(proven - released),
        "backEditMs": _ms(_between(proven, edited)),
        "backLeaseMs": _ms(_between(edited, leased)),
        "backClaimMs": _ms(_between(leased, claimed)),
        "backMs": _ms(claimed - released),
    }


def _first(run, since, fits):
    """When something like that was told first after a moment."""
    moments = [event["wallMs"] / 1000 for event in run["events"]
               if event["wallMs"] / 1000 >= since and fits(event)]
    return min(moments, default=None)


def _number(text):
    return None if text is None else float(text)


def spread(values):
    """(median, least, most) of what is known; None without any."""
    known = [value for value in values if value is not None]
    return (statistics.median(known), min(known), max(known)) if known else None


def rows(runs):
    """Runs by (profile, case, server), each with the figures of its good runs."""
    found = {}
    for run in runs:
        for server in benchcases.case(run["case"]).servers:
            row = found.setdefault((run["profile"], run["case"], server),
                                   {"runs": 0, "good": 0, "figures": [], "missed": []})
            row["runs"] += 1
            figures = [one for one in of_run(run) if one["server"] == server]
            if run["error"] is None and figures:
                row["good"] += 1
                row["figures"] += figures
                row["missed"].append(missed(run))
    order = [one.name for one in benchcases.CASES]
    profiles = benchcases.PROFILES
    return dict(sorted(found.items(), key=lambda item: (
        profiles.index(item[0][0]), order.index(item[0][1]))))


def column(row, name):
    return spread(one.get(name) for one in row["figures"])
