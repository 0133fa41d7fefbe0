"""What is asked of the figures, and whether it is met."""

from ringlab import benchfigures

# Profile, case, server, figure, limit, what it is. The median counts.
TARGETS = (
    ("paper", "nt", "ftp", "function", 4.05, "function recovery, Nt, s"),
    ("paper", "st", "ftp", "function", 5.07, "function recovery, St, s"),
    ("paper", "nt", "ftp", "disconnection", 11.6, "access disconnection, Nt, s"),
    ("paper", "st", "ftp", "disconnection", 10.6, "access disconnection, St, s"),
    ("default", "nt", "ftp", "disconnection", 5.0, "access disconnection of ftp after off, s"),
    ("fast", "nt", "ftp", "disconnection", 3.0, "access disconnection of ftp after off, s"),
)
# The same in every profile.
EACH = (
    ("nt", "ftp", "answerMs", 1000, "from proof to a served access at the VIP, ftp, ms"),
    ("nt", "ftp", "silentBackMs", 300, "VIP without an answer at the hand-back, ms"),
    ("move", "ftp", "silentMs", 300, "VIP without an answer at a move, ms"),
    ("move", "ftp", "silentBackMs", 300, "VIP without an answer at the move back, ms"),
)
UP_LIMIT_S = 60.0


def judged(record):
    """(profile, text, limit, measured or None) for every target that was looked at."""
    rows = benchfigures.rows(record["runs"])
    wanted = list(TARGETS)
    for profile in dict.fromkeys(key[0] for key in rows):
        wanted += [(profile, *one) for one in EACH]
    found = []
    for profile, case, server, figure, limit, text in wanted:
        row = rows.get((profile, case, server))
        if row:
            spread = benchfigures.column(row, figure)
            found.append((profile, text, limit, spread and spread[0]))
    ups = [one["seconds"] for one in record["ups"]]
    if ups:
        found.append(("any", "lab up with six servers, slowest, s", UP_LIMIT_S, max(ups)))
    return found


def verdict(limit, measured):
    if measured is None:
        return "not measured"
    return "met" if measured <= limit else "missed"
