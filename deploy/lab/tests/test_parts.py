import asyncio
import contextlib
import io
import json
import pathlib
import runpy
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

HOME = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from ringlab import board, cli, client, clock, faults, fences, protocols, report, talk
from ringlab.client import Access, disconnections, target
from ringlab.failure import LabError
from ringlab.forming import is_formed
from ringlab.names import planned


class FaultsTest(unittest.TestCase):
    def rules(self, cuts=(), losses=None):
        return faults.rules(planned(2), {"cuts": list(cuts), "losses": losses or {}})

    def test_should_leave_no_table_when_all_is_healed(self):
        self.assertEqual(self.rules(), "table bridge lab\ndelete table bridge lab\n")

    def test_should_cut_the_sleeping_card_too(self):
        cut = {"from": "mail", "to": "ftp", "network": "service", "one-way": True}
        text = self.rules([cut])
        self.assertIn('iifname { "s1-s", "s1-wake-s" } oifname { "s2-s", "s2-wake-s" } drop', text)
        self.assertNotIn('iifname { "s2-s"', text)
        self.assertNotIn("s1-m", text)

    def test_should_leave_the_gateway_its_one_network(self):
        cut = {"from": "mail", "to": "gateway", "network": "both", "one-way": False}
        self.assertEqual(self.rules([cut]).count("drop"), 2)

    def test_should_leave_a_mute_its_ears_and_a_deaf_its_voice(self):
        mute = faults.alone("mail", "service", "mute")
        deaf = faults.alone("mail", "service", "deaf")
        both = faults.alone("mail", "service")
        ports = '{ "s1-s", "s1-wake-s" } drop'
        sends, hears = f"iifname {ports}", f"oifname {ports}"
        self.assertEqual([(sends in self.rules([one]), hears in self.rules([one]))
                          for one in (mute, deaf, both)],
                         [(True, False), (False, True), (True, True)])
        self.assertEqual(faults.words({"cuts": [mute, deaf, both], "losses": {}}),
                         ["mail is mute on the service network", "mail is deaf on the service"
                          " network", "mail is isolated on the service network"])

    def test_should_lose_hundredths_of_a_percent(self):
        self.assertIn("mod 10000 < 25 drop", self.rules(losses={"service": 0.25}))

    def test_should_lose_all_of_it_without_a_share(self):
        text = self.rules(losses={"management": 100})
        self.assertIn(' } drop', text)
        self.assertNotIn("numgen", text)


class ClientTest(unittest.TestCase):
    def test_should_count_from_the_first_failed_to_the_next_good(self):
        pattern = [True, False, False, True, False]
        accesses = [Access(10 + n * 0.1, 1, good) for n, good in enumerate(pattern)]
        (first, end, failed), (last, open_end, _) = disconnections(accesses)
        self.assertAlmostEqual(end - first, 0.2)
        self.assertEqual(failed, 2)
        self.assertAlmostEqual(last, 10.4)
        self.assertIsNone(open_end)

    def test_should_write_the_lines_of_the_paper(self):
        self.assertRegex(Access(1.239, 1, True).line(), r"^\d\d:\d\d:\d\d\.23 OK$")
        refused = Access(1.5, 1, False, "refused")
        self.assertRegex(refused.line(), r"^\d\d:\d\d:\d\d\.50 XX refused$")

    def test_should_know_names_and_vips(self):
        self.assertEqual(target(planned(6), "ftp"), ("172.21.14.202", "vsftpd"))
        self.assertEqual(target(planned(6), "172.21.14.205"), ("172.21.14.205", "squid"))
        with self.assertRaises(LabError) as caught:
            target(planned(2), "172.21.14.2")
        self.assertIn("ftp (172.21.14.202)", str(caught.exception))


    def test_an_attempt_that_is_reset_has_failed_and_no_more(self):
        async def reset(reader, writer):
            client.drop(writer)

        async def action(connect, address):
            reader, _ = await connect(address, port)
            with contextlib.suppress(ConnectionError):
                await reader.read()
            # The transport of a reset connection is closed in the next turn of the loop.
            await asyncio.sleep(0)
            raise protocols.Refused("closed the connection")

        async def attempt():
            nonlocal port
            server = await asyncio.start_server(reset, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            async with server:
                return await client.attempt(action, "127.0.0.1", 5)

        port = 0
        access = asyncio.run(attempt())
        self.assertEqual((access.good, access.detail), (False, "closed the connection"))


class BoardTest(unittest.TestCase):
    MAC = "52:54:00:00:00:02"
    PACKET = b"\xff" * 6 + bytes.fromhex("525400000002") * 16

    def test_should_know_its_own_magic_packet_wherever_it_begins(self):
        self.assertTrue(board.is_magic(b"ethernet and udp" + self.PACKET + b"password", self.MAC))
        self.assertFalse(board.is_magic(self.PACKET, "52:54:00:00:00:03"))
        self.assertFalse(board.is_magic(self.PACKET[:-1], self.MAC))


class FenceTest(unittest.TestCase):
    def run_fence(self, text, answers=None):
        fence = runpy.run_path(str(HOME / "server/fence_lab"))
        asked = []

        def ask(address, action, limit):
            asked.append((address, action))
            return answers

        out, err = io.StringIO(), io.StringIO()
        fence["main"].__globals__["ask"] = ask
        with mock.patch("sys.stdin", io.StringIO(text)), mock.patch("sys.stdout", out), \
                mock.patch("sys.stderr", err):
            try:
                code = fence["main"]()
            except SystemExit as e:
                code = e.code
        return code, out.getvalue() + err.getvalue(), asked

    def test_should_end_as_fence_agents_do(self):
        for action, answer, code in (
            ("status", "on", 0), ("status", "off", 2), ("off", "off", 0), ("off", "on", 1),
            ("on", "on", 0), ("reboot", "on", 0), ("monitor", "off", 0), ("off", "error: x", 1),
        ):
            ended, _, asked = self.run_fence(f"ip=1.2.3.4\nplug=ftp\naction={action}\n", answer)
            self.assertEqual(ended, code, action)
            self.assertEqual(asked[0][0], ("1.2.3.4", 623))

    def test_should_ask_the_outlet(self):
        _, _, asked = self.run_fence("ip=1.2.3.4\nipport=624\naction=status\n", "on")
        self.assertEqual([(("1.2.3.4", 624), "status")], asked)
        self.assertEqual(self.run_fence("ip=1.2.3.4\nipport=x\naction=status\n", "on")[0], 1)

    def test_should_say_what_is_missing(self):
        self.assertEqual(self.run_fence("action=off\n")[0], 1)
        self.assertIn("no option 'ip'", self.run_fence("action=off\n")[1])
        self.assertIn("unknown action 'of'", self.run_fence("ip=1.2.3.4\naction=of\n")[1])
        self.assertIn("<resource-agent", self.run_fence("action=metadata\n")[1])


class FenceMannersTest(unittest.TestCase):
    """What stands in for the fence agent, with one beneath it that says what it was given."""

    def ask(self, manner, *lines):
        script = fences.script_of("ftp", manner).replace("/run/lab-fence/fence_lab", "cat")
        done = subprocess.run(
            ["sh", "-c", script], input="".join(f"{one}\n" for one in lines), text=True,
            capture_output=True, check=False)
        return done.returncode, done.stdout

    def test_should_be_of_one_server_and_its_board(self):
        for lines in (("plug=ftp2", "action=off"), ("plug=ftp", "ipport=624", "action=off")):
            for manner in fences.MANNERS:
                self.assertEqual((0, "\n".join(lines) + "\n"), self.ask(manner, *lines), manner)

    def test_should_lie(self):
        self.assertEqual((2, "Status: OFF\n"), self.ask("lies", "plug=ftp", "action=status"))
        self.assertEqual((0, "Success: Already OFF\n"), self.ask("lies", "plug=ftp", "action=off"))
        self.assertEqual(0, self.ask("works", "plug=ftp", "action=off")[0])

    def test_should_fail(self):
        self.assertEqual((1, ""), self.ask("dead", "plug=ftp", "action=off"))


class StatusTest(unittest.TestCase):
    def test_should_believe_who_hears_a_quorum(self):
        def answer(quorum, phase):
            return {"council": {"quorum": quorum}, "agent": {"phase": phase}}

        sound = answer(True, "active")
        told = [
            ("mail", answer(False, "active")),
            ("ftp", answer(True, "standby")),
            ("web1", sound),
            ("web2", sound),
        ]
        self.assertEqual("web1", report.who_knows(told)[0])
        self.assertEqual("ftp", report.who_knows(told[:2])[0])
        self.assertEqual("mail", report.who_knows(told[:1])[0])
        self.assertEqual((None, None), report.who_knows([]))


class TalkTest(unittest.TestCase):
    """An agent whose whole answer is given."""

    def ask(self, status, value):
        with tempfile.TemporaryDirectory() as root, socket.socket(socket.AF_UNIX) as listener:
            path = f"{root}/agent.sock"
            listener.bind(path)
            listener.listen()
            listener.settimeout(5)
            body = json.dumps(value).encode()
            head = f"HTTP/1.1 {status} Told\r\nContent-Length: {len(body)}\r\n\r\n".encode()

            def answer():
                line, _ = listener.accept()
                with line:
                    line.recv(4096)
                    line.sendall(head + body)

            server = threading.Thread(target=answer)
            server.start()
            with mock.patch.object(talk, "_socket_of", lambda pid: path):
                said = talk.agent(1, "/v1/status")
            server.join()
            return said

    def test_should_take_an_error_of_an_agent_that_starts_for_silence(self):
        error = {"status": 503, "code": "no-view", "text": "the member does not answer"}
        self.assertIsNone(self.ask(503, {"schema": "ringwatch/1", "error": error}))
        formed = {"servers": [{"number": 0}]}
        self.assertTrue(is_formed(self.ask(200, formed)))
        refused = {"outcome": "refused", "text": "it is not in the group"}
        self.assertEqual(refused, self.ask(409, refused))


class CommandLineTest(unittest.TestCase):
    def test_should_end_with_2_and_tell_about_a_word_it_does_not_know(self):
        for words in (["fly"], [], ["cut", "a"], ["up", "--boot", "soon"], ["lose", "much"]):
            with mock.patch("sys.stderr", io.StringIO()), self.assertRaises(SystemExit) as caught:
                cli.main(words)
            self.assertEqual(caught.exception.code, 2)

    def test_should_write_clocks_as_libfaketime_reads_them(self):
        self.assertEqual(clock.text(0), "+0\n")
        self.assertEqual(clock.text(-1.5), "-1.5\n")


if __name__ == "__main__":
    unittest.main()
