import io
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

HOME = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from ringlab import bench, benchcases, benchecho, benchfigures, benchtable, benchtargets
from ringlab import benchwatch
from ringlab.client import Access
from ringlab.failure import LabError


def event(at, kind, origin="mail", server="ftp", **data):
    return {"wallMs": at * 1000, "from": origin, "kind": kind, "server": server,
            "text": data.pop("text", ""), "data": data}


def gap(first, end, failed, answered=None):
    return {"first": first, "next": end, "failed": failed, "answered": answered, "why": ""}


def a_run(**changes):
    """ftp is turned off at 100, is served from 108.5 on, and serves itself from 130 on."""
    run = {
        "case": "nt", "profile": "paper", "fences": False, "boot": 8.0, "number": 1, "error": None,
        "faults": [{"server": "ftp", "fault": "nt", "at": 100.0}],
        "events": [
            event(104.9, "detected", "file"), event(105.0, "detected"),
            event(107.0, "reexamined"), event(107.1, "proven", proof="EXPIRED"),
            event(107.5, "guest_ready", resumeMs="30", installMs="400"),
            event(107.6, "assigned"), event(107.8, "claimed", "proxy"),
            event(108.0, "function_recovered"),
            event(129.0, "revival", state="UP"),
            event(129.2, "released", "proxy", text="its VIPs are given up for version 1@1.4"),
            event(129.25, "proven", proof="RELEASED"), event(129.27, "edit", server="mail"),
            event(129.33, "lease_won", "ftp"), event(129.35, "claimed", "ftp"),
            event(129.4, "server_recovered"),
        ],
        "measured": {
            "from": 98.0, "to": 140.0,
            "clients": {
                "ftp": {"attempts": 400, "failed": 83, "latestMs": 3.0, "medianMs": 40.0, "gaps": [
                    gap(100.1, 108.1, 80, 108.15), gap(115.0, 115.1, 1, 115.2),
                    gap(129.2, 129.4, 2, 129.45)]},
                "mail": {"attempts": 400, "failed": 2, "latestMs": 3.0, "medianMs": 4.0, "gaps": [
                    gap(99.0, 99.1, 1), gap(107.0, 107.1, 1)]},
            },
            "echoes": {"ftp": {"echoes": 2000, "longestMs": 5.0, "gaps": [
                {"first": 100.02, "next": 107.82}, {"first": 115.0, "next": 115.02},
                {"first": 129.2, "next": 129.36}]}},
        },
    }
    return {**run, **changes}


def record(*runs):
    return {"when": "2026-01-01", "commit": "abc", "machine": "a machine", "runs": list(runs),
            "ups": [{"profile": "paper", "seconds": 20.0}], "loads": [[0.5, 1.5]],
            "restart": 10.0, "limit": 15.0}


class FiguresTest(unittest.TestCase):
    def setUp(self):
        (self.figures,) = benchfigures.of_run(a_run())

    def test_should_count_as_the_paper_does(self):
        self.assertAlmostEqual(self.figures["detection"], 4.9)
        self.assertAlmostEqual(self.figures["function"], 3.1)
        self.assertAlmostEqual(self.figures["serverRecovery"], 24.5)
        self.assertAlmostEqual(self.figures["disconnection"], 8.0)

    def test_should_tell_the_steps_of_the_takeover_apart(self):
        wanted = {"resumeMs": 30, "installMs": 400, "readyMs": 400, "assignMs": 100,
                  "claimMs": 200, "announceMs": 20, "accessMs": 350, "answerMs": 1050}
        for key, value in wanted.items():
            self.assertAlmostEqual(self.figures[key], value, msg=key)

    def test_should_not_charge_the_return_with_what_was_missed_before(self):
        self.assertEqual(self.figures["silentBackMs"], 160)
        self.assertEqual(self.figures["missedAway"], 1)
        self.assertAlmostEqual(self.figures["disconnectionBack"], 0.2)
        steps = [self.figures[f"back{step}Ms"] for step in ("Proven", "Edit", "Lease", "Claim", "")]
        self.assertEqual(steps, [50, 20, 60, 20, 150])

    def test_should_count_a_return_that_was_noticed_before_it_was_told(self):
        run = a_run()
        run["measured"]["echoes"]["ftp"]["gaps"] = [{"first": 128.99, "next": 129.5}]
        self.assertEqual(benchfigures.of_run(run)[0]["silentBackMs"], 500)

    def test_should_take_the_clients_word_where_nothing_moved(self):
        run = a_run(case="service", faults=[{"server": "ftp", "fault": "service", "at": 100.0}],
                    events=[event(102.0, "detected")])
        run["measured"]["clients"]["ftp"]["gaps"] = [gap(100.1, 102.5, 24, 102.6)]
        figures = benchfigures.of_run(run)[0]
        self.assertAlmostEqual(figures["function"], 0.5)
        self.assertAlmostEqual(figures["serverRecovery"], 0.5)
        self.assertIsNone(figures["silentBackMs"])

    def test_should_count_what_others_missed_from_the_fault_on(self):
        self.assertEqual(benchfigures.missed(a_run()), 1)

    def test_should_know_no_end_of_what_did_not_end(self):
        run = a_run()
        run["measured"]["clients"]["ftp"]["gaps"] = [gap(100.1, None, 300)]
        self.assertIsNone(benchfigures.of_run(run)[0]["disconnection"])

    def test_should_count_a_failed_run_and_not_its_figures(self):
        rows = benchfigures.rows([a_run(), a_run(error="too late", number=2)])
        row = rows["paper", "nt", "ftp"]
        self.assertEqual((row["runs"], row["good"], len(row["figures"])), (2, 1, 1))


class TargetsTest(unittest.TestCase):
    def test_should_judge_what_was_measured_alone(self):
        found = {text: benchtargets.verdict(limit, measured)
                 for _, text, limit, measured in benchtargets.judged(record(a_run()))}
        self.assertEqual(found["function recovery, Nt, s"], "met")
        self.assertEqual(found["from proof to a served access at the VIP, ftp, ms"], "missed")
        self.assertNotIn("function recovery, St, s", found)

    def test_should_not_call_met_what_never_was_good(self):
        found = benchtargets.judged(record(a_run(error="too late")))
        self.assertEqual(benchtargets.verdict(found[0][2], found[0][3]), "not measured")


class TableTest(unittest.TestCase):
    def test_should_put_the_paper_beside_the_lab(self):
        text = benchtable.tables(record(a_run()))
        line = next(one for one in text.splitlines() if one.startswith("| Nt |"))
        # 81.74 of the paper, with the lab's restart and limit in place of its own.
        self.assertIn("| 3.10 | 4.05 | 24.50 | 81.74 | 25.67 | 8.00 | 11.64 | 1 |", line)

    def test_should_say_which_runs_failed(self):
        text = benchtable.tables(record(a_run(), a_run(error="too late", number=2)))
        self.assertIn("| Nt | 1/2 |", text)
        self.assertIn("- paper nt, run 2: too late", text)

    def test_should_replace_what_is_between_the_markers_alone(self):
        with tempfile.TemporaryDirectory() as directory:
            page = pathlib.Path(directory, "page.md")
            page.write_text("a\n<!-- lab-bench: begin -->\nold\n<!-- lab-bench: end -->\nb\n")
            bench.put("new", page)
            self.assertTrue(page.read_text().startswith("a\n<!-- lab-bench: begin -->\nnew\n"))
            self.assertTrue(page.read_text().endswith("<!-- lab-bench: end -->\nb\n"))
            page.write_text("nothing")
            with self.assertRaises(LabError):
                bench.put("new", page)


class EchoTest(unittest.TestCase):
    def test_should_send_what_sums_up_to_nothing(self):
        self.assertEqual(benchecho.checksum(benchecho.request(7, 65535)), 0)

    def test_should_take_a_late_answer_for_none(self):
        sent = [1.0, 1.02, 1.04, 1.06, 1.08]
        took = [0.001, None, 0.2, 0.001, None]
        self.assertEqual(benchecho.gaps(sent, took), [(1.02, 1.06), (1.08, None)])


class RecorderTest(unittest.TestCase):
    def test_should_keep_rows_of_failed_accesses_and_what_ended_them(self):
        good = [True, False, False, True]
        found = benchwatch.summary([Access(10 + n * 0.1, 50, one) for n, one in enumerate(good)])
        self.assertEqual((found["attempts"], found["failed"]), (4, 2))
        (row,) = found["gaps"]
        self.assertAlmostEqual(row["answered"], 10.35)


class CasesTest(unittest.TestCase):
    def names(self, patterns, profile="default"):
        return [one.name for one in benchcases.chosen(patterns, profile)]

    def test_should_know_patterns_and_other_names(self):
        self.assertEqual(self.names(["st*", "st"]), ["st", "st+st", "st+nt"])
        self.assertEqual(self.names(["handback"]), ["nt"])
        self.assertNotIn("nt+nt", self.names(None))
        self.assertIn("nt+nt", self.names(None, "paper"))

    def test_should_say_which_cases_there_are(self):
        with self.assertRaises(LabError) as caught:
            self.names(["fire"])
        self.assertIn("frozen", str(caught.exception))

    def test_should_compare_with_cases_that_there_are(self):
        known = {(case.name, server) for case in benchcases.CASES for server in case.servers}
        self.assertLessEqual(set(benchcases.PAPER), known)

    def test_should_end_with_2_without_having_done_anything(self):
        for words in (["--runs", "0"], ["--profile", "slow"], ["--case", "fire"]):
            with mock.patch("sys.stderr", io.StringIO()), mock.patch("os.geteuid", lambda: 0):
                try:
                    code = bench.main(words)
                except SystemExit as e:
                    code = e.code
            self.assertEqual(code, 2, words)


if __name__ == "__main__":
    unittest.main()
