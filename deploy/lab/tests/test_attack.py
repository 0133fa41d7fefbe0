import asyncio
import pathlib
import random
import sys
import unittest
from types import SimpleNamespace
from unittest import mock

HOME = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from ringlab import (
    attackrun, attacks, benchecho, benchwatch, campaign, holders, records, soak, verdict)
from ringlab.attacker import Touch
from ringlab.failure import LabError
from ringlab.names import planned

PLAN = planned(6)
FTP, MAIL, GUEST, FOREIGN = "52:54:00:00:00:02", "52:54:00:00:00:01", "02:1b:00:05:00:01", "aa:bb"


def event(kind, server, at, **data):
    return {"kind": kind, "server": server, "wallMs": at * 1000, "from": data.pop("by", "mail"),
            "text": "", "data": data}


def rows(version):
    return {name: {"version": version, "rows": [name]} for name in verdict._FILES}


class HoldersTest(unittest.TestCase):
    OURS = staticmethod(holders.is_ours(PLAN))

    def test_answers_close_together_are_one_tenure(self):
        tenures = holders.Tenures()
        for moment in (1.00, 1.01, 1.05, 1.20, 1.21):
            tenures.note("v", FTP, moment)
        self.assertEqual({"v": {FTP: [[1.00, 1.05], [1.20, 1.21]]}}, tenures.found)
        self.assertEqual([FTP], tenures.lately("v", 2.0))
        self.assertEqual([], tenures.lately("v", 9.0))

    def test_one_after_another_is_a_hand_over(self):
        self.assertEqual(0, holders.dual_ms({FTP: [[1.0, 2.0]], GUEST: [[2.01, 3.0]]}, self.OURS))

    def test_two_at_once_are_counted(self):
        cards = {FTP: [[1.0, 2.0]], GUEST: [[1.9, 3.0]]}
        self.assertEqual(100, holders.dual_ms(cards, self.OURS))

    def test_a_single_late_answer_counts_as_a_step(self):
        cards = {FTP: [[1.0, 1.5], [1.7, 1.7]], GUEST: [[1.6, 3.0]]}
        self.assertEqual(10, holders.dual_ms(cards, self.OURS))

    def test_a_foreign_machine_is_not_of_the_ring(self):
        cards = {FTP: [[1.0, 2.0]], FOREIGN: [[1.5, 2.0]]}
        seen = {"cards": {"v": cards}}
        self.assertEqual((0, 500), verdict.dual_total_ms(PLAN, seen))

    def test_a_connection_begins_as_rfc_9293_has_it(self):
        frame = holders.tcp_begin(b"\1" * 6, b"\x0a\0\0\1", b"\2" * 6, b"\x0a\0\0\2", 21, 7)
        self.assertEqual(b"\2" * 6 + b"\1" * 6 + b"\x08\0", frame[:14])
        self.assertEqual(0, benchecho.checksum(frame[14:34]))
        self.assertEqual(0, benchecho.checksum(frame[26:34] + b"\0\x06\0\x14" + frame[34:]))


class VerdictTest(unittest.TestCase):
    def test_a_takeover_with_a_reason_is_none_to_complain_of(self):
        touches = [Touch("ftp is off", 10.0, ("ftp",), 20.0)]
        late = 20.0 + verdict.LATE_S
        self.assertEqual([], list(verdict.false_takeovers(touches, [
            event("separated", "ftp", 12), event("separated", "ftp", late)])))
        for server, at in (("mail", 12), ("ftp", 9), ("ftp", late + 1)):
            found = list(verdict.false_takeovers(touches, [event("separated", server, at)]))
            self.assertEqual(1, len(found), (server, at))

    def test_the_same_version_must_be_the_same_edit(self):
        same = [event("edit", "x", 1, version="1@1.4", changes="[ftp]"),
                event("edit", "x", 1, version="1@1.4", changes="", by="ftp")]
        self.assertEqual([], verdict.judge(PLAN, [], same, {"cards": {}}, {"mail": rows("1@1.4")}))
        other = event("edit", "x", 1, version="1@1.4", changes="[web1]", by="web1")
        found = verdict.judge(PLAN, [], [*same, other], {"cards": {}}, {"mail": rows("1@1.4")})
        self.assertEqual(1, len(found), found)

    def test_all_must_have_the_same_files_and_the_newest(self):
        for files, events in (
            ({"mail": rows("1@1.4"), "ftp": rows("1@1.5")}, []),
            ({"mail": rows("1@1.4"), "ftp": {**rows("1@1.4"), "group": {"rows": ["other"]}}}, []),
            ({"mail": rows("1@1.4"), "ftp": None}, []),
            ({"mail": rows("1@1.4")}, [event("edit", "x", 1, version="1@1.5", changes="[ftp]")]),
        ):
            found = verdict.judge(PLAN, [], events, {"cards": {}}, files)
            self.assertEqual(1, len(found), found)

    def test_what_differs_is_told_apart_from_takeovers(self):
        other = event("edit", "ftp", 2, by="ftp", version="1@1.5", changes="other")
        mine = event("edit", "ftp", 1, version="1@1.5", changes="one")
        of_edits = list(verdict._diverged([mine, other]))
        files = {"mail": rows("1@1.5"), "ftp": rows("1@1.6"), "web1": None}
        of_files = list(verdict._different(files, [event("edit", "a", 1, version="1@1.9")]))
        self.assertEqual((1, 3), (len(of_edits), len(of_files)))
        self.assertTrue(all(map(verdict.is_of_files, of_edits + of_files)))
        takeover = list(verdict.false_takeovers([], [event("separated", "ftp", 1)]))
        self.assertFalse(any(map(verdict.is_of_files, takeover)))

    def test_a_control_that_was_not_seen_is_told(self):
        self.assertEqual([], list(verdict.unseen(15_000)))
        self.assertEqual(["a foreign machine had a VIP, and was seen for 10 ms only"],
                         list(verdict.unseen(10)))

    def test_nothing_holds_if_nobody_watched(self):
        self.assertEqual(1, len(verdict.judge(PLAN, [], [], None, {"mail": rows("1@1.4")})))


class CatalogueTest(unittest.TestCase):
    def test_names_are_different_and_patterns_are_understood(self):
        names = [one.name for one in attacks.ATTACKS]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(["split-1", "split-2"],
                         [one.name for one in attacks.chosen(["split-1", "split-[12]"])])
        with self.assertRaises(LabError):
            attacks.chosen(["nothing"])


class SoakTest(unittest.TestCase):
    def test_the_same_seed_does_the_same(self):
        self.assertEqual(self.draw(7), self.draw(7))
        self.assertNotEqual(self.draw(7), self.draw(8))

    def draw(self, seed):
        class Said:
            touches = ()

            def __init__(self):
                self.said = []

            def open(self):
                return []

            def __getattr__(self, name):
                return lambda *words, **more: self.said.append((name, words, more))

        said, draws = Said(), random.Random(seed)
        for _ in range(20):
            soak._strike(said, draws, [one.name for one in PLAN.servers], False)
        return said.said

    def test_the_longest_outage_is_told_with_its_service_and_moment(self):
        gaps = [{"first": 100.0, "next": 100.4, "why": "refused"},
                {"first": 110.0, "next": 112.5, "why": "no answer"},
                {"first": 120.0, "next": None, "why": "no answer"}]
        outages = attackrun.outages(gaps)
        self.assertEqual([(110.0, 2.5, "no answer")], outages)
        run = {"began": 90.0, "accesses": {"ftp": {"outages": outages}, "mail": {"outages": []}}}
        self.assertEqual(" (ftp, 20 s after the beginning)", soak.whose_longest(run))
        run["accesses"].pop("ftp")
        self.assertEqual("", soak.whose_longest(run))

    def test_no_more_than_three_at_once(self):
        crowded = SimpleNamespace(open=lambda: [1, 2, 3])
        self.assertEqual([], soak._strike(crowded, random.Random(1), [], False))



class SampleTest(unittest.TestCase):
    def test_the_first_are_of_all_kinds_and_the_control_is_the_very_first(self):
        for seed in range(20):
            found = attacks.mixed(list(attacks.ATTACKS), seed)
            self.assertEqual(attacks.CONTROL, found[0].name)
            kinds = {one.name.partition("-")[0] for one in found[:9]}
            self.assertLessEqual(set(attacks._KINDS), kinds)
            self.assertEqual({one for one in attacks.ATTACKS if not one.up}, set(found))
            self.assertEqual(found, attacks.mixed(list(attacks.ATTACKS), seed))


class RecordsTest(unittest.TestCase):
    def test_what_differs_and_what_cannot_be_read_is_found(self):
        found = {"records": 0, "inputs": 0, "checked": 0, "episodes": 0, "violations": []}
        records.note(found, "mail", "replay 0 # 120 inputs, 100 checked\nexplain 0 7\n"
                     "replay 1 ringwatch: differs: input 9\n")
        self.assertEqual(
            {"records": 1, "inputs": 120, "checked": 100, "episodes": 7, "violations": [
                "a flight record of mail: replay 1 ringwatch: differs: input 9"]}, found)


class CampaignTest(unittest.TestCase):
    def test_a_later_run_of_an_attack_replaces_the_earlier_one(self):
        def record(day, *runs):
            return {"when": day, "commit": "c" + day, "profile": "default", "machine": "m",
                    "runs": [{"attack": name, "of": day} for name in runs]}

        both = campaign.joined([record("1", "a", "b"), record("2", "b", "c")])
        self.assertEqual([("a", "1"), ("b", "2"), ("c", "2")],
                         [(one["attack"], one["of"]) for one in both["runs"]])
        self.assertEqual(("1 and 2", "c1 and c2", "default"),
                         (both["when"], both["commit"], both["profile"]))


class NewsTest(unittest.TestCase):
    """What an agent told before the recording is no news, also if that is more than an answer."""

    def test_all_that_was_told_before_is_passed_over(self):
        events = list(range(1, 1201))

        async def ask(pid, path):
            since = int(path.partition("since=")[2].partition("&")[0])
            found = [one for one in events if one > since][:500]
            return {"events": [{"seq": one} for one in found],
                    "lastSeq": found[-1] if found else since}

        told = []
        with mock.patch.object(benchwatch, "_ask", ask):
            since = asyncio.run(benchwatch._news("mail", 1, None, told.append))
            self.assertEqual((1200, []), (since, told))
            events.append(1201)
            self.assertEqual(1201, asyncio.run(benchwatch._news("mail", 1, since, told.append)))
        self.assertEqual([{"event": {"seq": 1201, "from": "mail"}}], told)


if __name__ == "__main__":
    unittest.main()
