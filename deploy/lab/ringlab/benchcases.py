"""What the bench breaks, what the ring paper measured of it, and what is asked for."""

import dataclasses
import fnmatch

from ringlab.failure import NOT_UNDERSTOOD, LabError

PROFILES = ("paper", "default", "fast")
INTERVAL_S = {"paper": 10.0, "default": 10.0, "fast": 1.0}

# The machines of the paper, seconds: start, restart, and how long a restart may take to be seen.
PAPER_START_S = 31.07
PAPER_RESTART_S = 33.33
PAPER_LIMIT_S = 50.00
# As the paper has it: "approximately 1.5 times the average restart time".
LIMIT_BY_RESTART = PAPER_LIMIT_S / PAPER_RESTART_S


@dataclasses.dataclass(frozen=True)
class Case:
    """Faults of one run: (server, fault), at once or one after another."""

    name: str
    faults: tuple
    text: str
    # Each next one when the virtual server of the one before serves.
    in_a_row: bool = False
    # As the paper's experiments: nothing is fenced, whoever is off is woken after the limit.
    of_the_paper: bool = False
    # How long machines are on before their system starts; None: as the bench is told.
    boot: float | None = None

    @property
    def servers(self):
        return tuple(server for server, _ in self.faults)


def _pair(one, other):
    return Case(f"{one}+{other}", (("ftp", one), ("web1", other)),
                f"ftp {one.capitalize()} and web1 {other.capitalize()} at once",
                of_the_paper=True)


_OFF = (("mail", "nt"), ("ftp", "nt"), ("web1", "nt"))

CASES = (
    Case("nt", (("ftp", "nt"),), "ftp is turned off (Nt)", of_the_paper=True),
    Case("st", (("ftp", "st"),),
         "vsftpd of ftp dies, its restart fails, a restart of the server repairs it (St)",
         of_the_paper=True),
    _pair("st", "st"),
    _pair("st", "nt"),
    _pair("nt", "st"),
    _pair("nt", "nt"),
    Case("three", _OFF, "mail, ftp and web1 are turned off at once (fig. 15)", of_the_paper=True),
    Case("row", _OFF, "the same one after another, as soon as the one before is served again",
         in_a_row=True, of_the_paper=True),
    Case("hang", (("ftp", "hang"),),
         "vsftpd of ftp hangs, its restart fails, a restart of the server repairs it"),
    Case("frozen", (("ftp", "frozen"),), "everything of ftp stands still, its power stays on"),
    Case("service", (("ftp", "service"),), "vsftpd of ftp dies, its restart repairs it (St1)"),
    Case("quick", (("ftp", "quick"),), "ftp restarts, without the time a machine's firmware takes",
         boot=0.0),
    Case("gateway", (("ftp", "gateway"),), "ftp alone loses its gateway, until its VIP has moved"),
    Case("move", (("ftp", "move"),), "ftp's function is moved by an operator, and moved back"),
)

# What is measured in a case of another name.
ALIASES = {"handback": "nt"}

# Of the pairs only the paper's profile has something to be compared with.
_PAIRS = ("st+st", "st+nt", "nt+st", "nt+nt")


def chosen(patterns, profile):
    """The cases that a command line asks for; without any, those that a profile is for."""
    if not patterns:
        return [one for one in CASES if profile == "paper" or one.name not in _PAIRS]
    found = []
    for pattern in patterns:
        pattern = ALIASES.get(pattern, pattern)
        fits = [one for one in CASES if fnmatch.fnmatchcase(one.name, pattern)]
        if not fits:
            names = ", ".join([*(one.name for one in CASES), *ALIASES])
            raise LabError(f"--case {pattern}: no such case; expected one of {names}, or a"
                           " pattern such as '*nt*'. Nothing was done.", NOT_UNDERSTOOD)
        found += [one for one in fits if one not in found]
    return [one for one in CASES if one in found]


def case(name):
    return next(one for one in CASES if one.name == name)


# The paper's own figures for its proposed method, seconds, by case and server: recovery of the
# server's function, of the server, and access disconnection (table 2, fig. 15).
PAPER = {
    ("nt", "ftp"): {"function": 4.05, "server": 81.74, "disconnection": 11.64},
    ("st", "ftp"): {"function": 5.07, "server": 33.23, "disconnection": 10.61},
    ("st+st", "ftp"): {"function": 5.18},
    ("st+st", "web1"): {"function": 5.39},
    ("st+nt", "ftp"): {"function": 5.12},
    ("st+nt", "web1"): {"function": 4.06},
    ("nt+st", "ftp"): {"function": 4.06},
    ("nt+st", "web1"): {"function": 5.19},
    ("nt+nt", "ftp"): {"function": 4.07},
    ("nt+nt", "web1"): {"function": 4.21},
    ("three", "mail"): {"function": 4.44, "disconnection": 11.73},
    ("three", "ftp"): {"function": 4.06, "disconnection": 11.30},
    ("three", "web1"): {"function": 4.26, "disconnection": 11.52},
}
