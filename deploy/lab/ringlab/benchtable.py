"""The tables of the bench, as Markdown."""

from ringlab import benchcases, benchfigures, benchtargets

NAMES = {"nt": "Nt", "st": "St", "nt+nt": "Nt and Nt", "st+st": "St and St", "st+nt": "St and Nt",
         "nt+st": "Nt and St", "three": "three at once", "row": "one after another"}


def tables(record):
    rows = benchfigures.rows(record["runs"])
    parts = [_machine(record), _targets(record)]
    for profile in benchcases.PROFILES:
        own = {key: row for key, row in rows.items() if key[0] == profile}
        if own:
            parts += [f"#### Profile {profile}", _recoveries(own, record)]
            parts += [_steps(own), _silence(own)]
    parts.append(_failed(record["runs"]))
    return "\n\n".join(part for part in parts if part)


def title(case, server):
    alone = len(benchcases.case(case).servers) == 1
    return NAMES.get(case, case) + ("" if alone else f": {server}")


def number(value, unit=""):
    """Seconds with two decimals, milliseconds whole."""
    if value is None:
        return "-"
    return f"{value:.0f}" if unit == "ms" else f"{value:.2f}"


def spread(found, unit=""):
    """Median, and least and most behind it if there was more than one."""
    if found is None:
        return "-"
    median, least, most = (number(value, unit) for value in found)
    return median if least == most else f"{median} ({least} to {most})"


def _grid(heads, lines, left=1):
    marks = ["---"] * left + ["---:"] * (len(heads) - left)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, marks, *lines])


def _machine(record):
    text = f"Measured {record['when']} at {record['commit']}: {record['machine']}."
    if record["loads"]:
        loads = [one for pair in record["loads"] for one in pair]
        text += (f" The machine's load average was {min(loads):.1f} to {max(loads):.1f},"
                 " the lab's own work included.")
    late = [seen["latestMs"] for run in record["runs"] if run.get("measured")
            for seen in run["measured"]["clients"].values()]
    if late:
        text += f" The bench's own steps were late by at most {max(late):.0f} ms."
    if record.get("restart"):
        text += (f" A server of the lab restarts in {record['restart']:.1f} s, so"
                 f" `restart-seen` is {record['limit']:.1f} s.")
    return text


def _targets(record):
    lines = [
        [text, profile, number(limit, unit(text)), number(measured, unit(text)),
         benchtargets.verdict(limit, measured)]
        for profile, text, limit, measured in benchtargets.judged(record)
    ]
    heads = ["Target", "Profile", "At most", "Median", ""]
    return _grid(heads, lines, 2) if lines else ""


def unit(text):
    return "ms" if text.endswith(" ms") else ""


def _recoveries(rows, record):
    heads = ["Seconds, median (least to most)", "Good runs", "Detection",
             "Function recovery", "Paper", "Server recovery", "Paper", "scaled",
             "Access disconnection", "Paper", "Missed by others"]
    if not any((case, server) in benchcases.PAPER and profile == "paper"
               for profile, case, server in rows):
        heads = [head for head in heads if head not in ("Paper", "scaled")]
    compared = "Paper" in heads
    lines = []
    for (_, case, server), row in rows.items():
        paper = benchcases.PAPER.get((case, server), {})

        def theirs(key, paper=paper):
            return [number(paper.get(key))] if compared else []

        others = [value for value in row["missed"] if value is not None]
        lines.append([
            title(case, server), f"{row['good']}/{row['runs']}",
            spread(benchfigures.column(row, "detection")),
            spread(benchfigures.column(row, "function")), *theirs("function"),
            spread(benchfigures.column(row, "serverRecovery")), *theirs("server"),
            *([number(scaled(paper.get("server"), row, record))] if compared else []),
            spread(benchfigures.column(row, "disconnection")), *theirs("disconnection"),
            str(max(others)) if others else "-",
        ])
    return _grid(heads, lines)


def scaled(theirs, row, record):
    """The paper's server recovery on machines that restart as fast as the lab's."""
    if theirs is None or not record.get("restart"):
        return None
    if row["figures"] and row["figures"][0]["fault"] == "nt":
        # It is waited for the limit, then the machine starts.
        return (theirs - benchcases.PAPER_LIMIT_S - benchcases.PAPER_START_S
                + record["limit"] + record["restart"])
    return theirs - benchcases.PAPER_RESTART_S + record["restart"]


def _steps(rows):
    names = [("resumeMs", "resume"), ("installMs", "install"),
             ("readyMs", "ready after the proof"), ("assignMs", "assign"), ("claimMs", "claim"),
             ("announceMs", "until the VIP answers"), ("accessMs", "until an access is served"),
             ("answerMs", "proof to served access")]
    lines = []
    for (_, case, server), row in rows.items():
        found = [benchfigures.column(row, key) for key, _ in names]
        if any(found):
            lines.append([title(case, server), *(spread(one, "ms") for one in found)])
    heads = ["From proof to the virtual server, ms", *(text for _, text in names)]
    return _grid(heads, lines) if lines else ""


def _silence(rows):
    names = [("silentMs", "to the virtual server"), ("silentBackMs", "at the return"),
             ("backProvenMs", "released to proof"), ("backEditMs", "to edit"),
             ("backLeaseMs", "to lease"), ("backClaimMs", "to claim"),
             ("backMs", "released to claim"),
             ("disconnectionBack", "accesses disconnected at the return, s"),
             ("missedAway", "accesses missed between")]
    lines = []
    for (_, case, server), row in rows.items():
        found = [(benchfigures.column(row, key), "" if text.endswith(", s") else "ms")
                 for key, text in names]
        if any(one for one, _ in found):
            lines.append([title(case, server), *(spread(one, unit) for one, unit in found)])
    heads = ["VIP without an answer, ms", *(text for _, text in names)]
    return _grid(heads, lines) if lines else ""


def _failed(runs):
    lines = [f"- {run['profile']} {run['case']}, run {run['number']}: {run['error']}"
             for run in runs if run["error"]]
    return "Runs that failed, and count in no median:\n\n" + "\n".join(lines) if lines else ""
