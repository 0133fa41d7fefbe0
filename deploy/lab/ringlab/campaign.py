"""A lab that is up for attacks, their raw data, and where their tables go."""

import json
import pathlib
import time

from ringlab import inside, pages
from ringlab.bench import ROOT, commit, keep, machine, read
from ringlab.benchseries import Up
from ringlab.failure import INTERRUPTED, NOT_DONE
from ringlab.guard import add_lab_options, guarded, require_root
from ringlab.state import Lab

PAGE = ROOT / "docs" / "safety.md"


def add_options(parser, lab):
    """What every campaign can be told."""
    parser.add_argument("--profile", default="default", choices=("paper", "default", "fast"))
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE",
                        help="raw data (default: NAME-TIME.json in the working directory)")
    parser.add_argument("--from", dest="sources", action="append", type=pathlib.Path,
                        metavar="FILE", default=[],
                        help="runs nothing: the table of such raw data; may be repeated, and what"
                        " is in a later file replaces the same attack of an earlier one")
    parser.add_argument("--update", action="store_true",
                        help="writes the table into docs/safety.md")
    add_lab_options(parser, lab, 180.0, "a ring that is not as at first")


def carry_out(name, options, do, publish):
    """do(campaign) with a lab, then publish(record); an exit code."""

    def action():
        if options.sources:
            publish(joined([read(source) for source in options.sources]))
            return 0
        require_root()
        campaign = Campaign(name, options)
        code = campaign.run(do)
        if campaign.record["runs"]:
            publish(campaign.record)
        return code or campaign.code()

    return guarded(name, action)


def joined(records):
    """One record of several; commits and days of all."""
    runs = {}
    for record in records:
        for one in record["runs"]:
            runs[one.get("attack", len(runs))] = one
    return {
        **records[-1],
        **{key: " and ".join(dict.fromkeys(record[key] for record in records))
           for key in ("when", "commit", "profile")},
        "runs": list(runs.values()),
    }


class Campaign:
    def __init__(self, name, options):
        self._name = name
        self._options = options
        self._file = options.json or pathlib.Path(time.strftime(f"{name}-%Y%m%d-%H%M%S.json"))
        self._lab = Lab(options.lab)
        self._up = None
        self._words = ()
        self.record = {
            "when": time.strftime("%Y-%m-%d", time.gmtime()), "commit": commit(),
            "machine": machine(), "profile": options.profile, "runs": [],
        }

    def run(self, do):
        print(f"{self._name}: raw data go to {self._file}", flush=True)
        code = 0
        try:
            do(self)
        except KeyboardInterrupt:
            print(f"{self._name}: interrupted; what is known so far:", flush=True)
            code = INTERRUPTED
        finally:
            self.down()
        self._keep()
        return code

    def code(self):
        """Of what was found: 0 if everything held."""
        runs = self.record["runs"]
        good = runs and not any(one["error"] or one["violations"] for one in runs)
        return 0 if good else NOT_DONE

    def act(self, action, up=()):
        """What action(lab, plan, guests) returns, done in a lab that came up with these words."""
        if up != self._words:
            self.down()
        if self._up is None:
            options = self._options
            self._up = Up(options.lab, [
                "up", "--profile", options.profile, "--boot", f"{options.boot:g}s",
                *up, *(["--package", str(options.package)] if options.package else []),
            ])
            self._words = up
            self._up.__enter__()
        answer = self._lab.run / "answer.json"
        answer.unlink(missing_ok=True)
        plan, guests = self._lab.plan(), self._lab.read()["guests"]
        code = inside.call(self._lab, lambda: answer.write_text(
            json.dumps(action(self._lab, plan, guests))) and 0)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return json.loads(answer.read_text()) if code == 0 and answer.exists() else None

    def down(self):
        """The next action gets a new lab."""
        if self._up is not None:
            self._up.__exit__()
            self._up = None

    def add(self, run):
        self.record["runs"].append(run)
        self._keep()

    def _keep(self):
        keep(self.record, self._file)


def put(text, mark):
    """Puts a table between its markers on the page."""
    pages.put(PAGE, mark, text)
