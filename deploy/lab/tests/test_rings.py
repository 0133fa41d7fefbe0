import pathlib
import re
import sys
import unittest

HOME = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from ringlab import ringfile, userring, yamltext
from ringlab.failure import LabError
from ringlab.names import planned

EXAMPLE = (HOME.parent / "examples/ring.yaml").read_text()


class RingFileTest(unittest.TestCase):
    def test_should_be_read_back_as_the_same_plan(self):
        plan = planned(12)
        again = userring.plan_of(ringfile.generated(plan, "lab", "fast"))
        for one, other in zip(plan.machines(), again.machines()):
            self.assertEqual(
                (one.number, one.name, one.service, one.management, one.vips, one.daemons),
                (other.number, other.name, other.service, other.management, other.vips,
                 other.daemons),
            )
        self.assertEqual([one.board for one in plan.servers], [one.board for one in again.servers])

    def test_should_have_virtual_servers_only_if_there_are_originals(self):
        plan = planned(2)
        self.assertNotIn("libvirt", ringfile.generated(plan, "lab", "fast"))
        options = yamltext.read(ringfile.generated(plan, "lab", "fast", 2))["driver-options"]
        self.assertEqual(options["originals"], "2")
        self.assertEqual(options["libvirt"], "qemu:///system")

    def test_should_grant_the_memory_that_the_original_server_has(self):
        original = HOME / "guest/original.xml"
        if not original.exists():
            self.skipTest("no guest here")
        memory = re.search(r"<memory unit='MiB'>(\d+)<", original.read_text()).group(1)
        self.assertEqual(ringfile.GUEST_MEMORY, f"{memory} MB")

    def test_should_carry_timings_and_leave_fences_out(self):
        text = ringfile.generated(planned(2), "lab", "paper", 0, False, [("restart-seen", "9 s")])
        ring = yamltext.read(text)
        self.assertEqual((ring["profile"], ring["timing"]), ("paper", {"restart-seen": "9 s"}))
        self.assertNotIn("fence", ring["servers"][0])

    def test_should_have_an_outlet_as_a_second_level(self):
        text = ringfile.generated(planned(2), "lab", "fast", outlets=["ftp"])
        mail, ftp = yamltext.read(text)["servers"]
        self.assertEqual("fence_lab", mail["fence"]["agent"])
        self.assertEqual([None, "624"], [one["options"].get("ipport") for one in ftp["fence"]])

    def test_should_have_further_keys_of_single_servers(self):
        text = ringfile.generated(planned(2), "lab", "fast", keys=[("ftp", "isolation", "keep")])
        mail, ftp = yamltext.read(text)["servers"]
        self.assertNotIn("isolation", mail)
        self.assertEqual(ftp["isolation"], "keep")


class UserRingTest(unittest.TestCase):
    def test_should_play_the_example(self):
        plan = userring.plan_of(EXAMPLE)
        self.assertEqual([one.role for one in plan.servers],
                         ["mail", "ftp", "web1", "web2", "proxy", "login"])
        self.assertEqual(plan.machine("web1").daemons, ("apache2",))
        self.assertEqual(plan.witness.name, "file")
        # Its fence, and so its board.
        self.assertEqual(plan.machine("login").board, "192.168.14.106")
        self.assertEqual(userring.fence_agents(EXAMPLE), ["fence_ipmilan"])

    def test_should_find_the_fences_of_all_levels(self):
        levels = "[{agent: fence_a}, [{agent: /sbin/fence_b}, {agent: fence_c}]]"
        ring = f"servers:\n  - {{name: one, fence: {levels}}}\n  - {{name: two}}\n"
        self.assertEqual(userring.fence_agents(ring), ["fence_a", "fence_b", "fence_c"])

    def test_should_add_only_what_the_file_does_not_say(self):
        own = EXAMPLE + "driver-options:\n  conflict-probe: 100 ms\n  service-restart: /x\n"
        options = yamltext.read(userring.adapted(own, 1))["driver-options"]
        self.assertEqual(options["service-restart"], "/x")
        self.assertEqual(options["conflict-probe"], "100 ms")
        self.assertEqual(options["server-restart"], "/usr/local/sbin/lab-service reboot")
        self.assertEqual(options["originals"], "1")
        self.assertEqual(userring.adapted(EXAMPLE, 0).count("insecure:"), 1)

    def test_should_find_the_smallest_network(self):
        self.assertEqual(str(userring.network_of(["10.0.1.1", "10.0.1.9"])), "10.0.1.0/24")
        self.assertEqual(str(userring.network_of(["10.0.0.1", "10.0.1.9"])), "10.0.0.0/23")
        self.assertRaises(LabError, userring.network_of, ["10.0.0.1", "192.168.0.1"])

    def test_should_say_what_is_wrong(self):
        for old, new, told in (
            ("172.21.14.2\n", "172.21.14.2x\n", "ftp: service-address: found '172.21.14.2x'"),
            ("number: 3", "number: three", "web1: number: found 'three'"),
            ("mac: 52:54:00:00:00:04", "mac: 52:54", "web2: mac: found '52:54'"),
        ):
            with self.assertRaises(LabError) as caught:
                userring.plan_of(EXAMPLE.replace(old, new, 1))
            self.assertIn(told, str(caught.exception))
            self.assertIn("Nothing was started.", str(caught.exception))


class YamlTextTest(unittest.TestCase):
    def test_should_read_what_ring_files_are_written_in(self):
        text = """\
# a comment
ring: "a # b"   # another
url: http://1.2.3.4/
empty:
list: [1, two, {three: [4]}]
long: {a: 1,
   b: 'x, y'}
servers:
- name: one
  vips:
    - 10.0.0.1
    - 10.0.0.2
- {name: two, mac: "02:00"}
"""
        self.assertEqual(
            yamltext.read(text),
            {
                "ring": "a # b",
                "url": "http://1.2.3.4/",
                "empty": "",
                "list": ["1", "two", {"three": ["4"]}],
                "long": {"a": "1", "b": "x, y"},
                "servers": [
                    {"name": "one", "vips": ["10.0.0.1", "10.0.0.2"]},
                    {"name": "two", "mac": "02:00"},
                ],
            },
        )

    def test_should_refuse_with_the_line(self):
        for text, told in (
            ("ring: *x\n", "line 1: '*'"),
            ("ring: a\nring: b\n", "line 2: the key 'ring' stands there twice"),
            ("ring: a\n   b: c\n", "line 2: indented more"),
            ("ring: [a\n", "line 1: a list without its ']'"),
            ("\tring: a\n", "line 1: indented by a tabulator"),
            ("- a\n", "expected a map"),
            ("", "line 1: empty"),
        ):
            with self.assertRaises(LabError, msg=text) as caught:
                yamltext.read(text)
            self.assertIn(told, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
