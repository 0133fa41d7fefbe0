"""The board controller of a server: outlives it, and turns it on and off.

It is asked by the lab over a Unix socket and by fence_lab over the management network, also as the
outlet of its server's power supply; and it is woken by magic packets on the wires of its server
while that is off.
"""

import os
import pathlib
import signal
import socket
import sys
import traceback

from ringlab import linux, network, root
from ringlab.init import REBOOT, Init, say
from ringlab.loop import Loop

BOARD_PORT = 623
OUTLET_PORT = 624
_ETH_P_ALL = 3


def is_magic(frame, mac):
    """Whether a frame has the six times FF and sixteen times the address that wake a card."""
    return b"\xff" * 6 + bytes.fromhex(mac.replace(":", "")) * 16 in frame


class Board:
    def __init__(self, lab, machine, plan, options):
        self._lab = lab
        self._machine = machine
        self._plan = plan
        self._options = options
        self._loop = Loop()
        self._init = None
        self._power = False
        self._boots = 0
        self._awaited = 0
        self._ears = []

    def run(self):
        """Never returns. To be called in a process of its own."""
        name = self._machine.name
        linux.unshare(linux.CLONE_NEWNET)
        network.board_cables(self._machine, os.getpid())
        cards = ["board", "wake-s", "wake-m"]
        network.ip(
            [f"address add {self._machine.board}/{self._machine.management_bits} dev board"]
            + [f"link set {card} up" for card in ("lo", *cards)]
        )
        path = self._lab.board_socket(name)
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        part = pathlib.Path(f"{path}.part")
        door.bind(str(part))
        door.listen(16)
        self._loop.readable(door, lambda: self._asked(door, "lab"))
        self._be_fence(BOARD_PORT, "fence")
        self._be_fence(OUTLET_PORT, "outlet")
        self._listen_for_magic()
        part.rename(path)
        self._loop.run()

    def _be_fence(self, port, what):
        fence = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        fence.bind((self._machine.board, port))
        fence.listen(16)
        self._loop.readable(fence, lambda: self._asked(fence, what))

    def _listen_for_magic(self):
        for card in ("wake-s", "wake-m"):
            ear = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
            ear.bind((card, _ETH_P_ALL))
            ear.setblocking(False)
            self._loop.readable(ear, lambda ear=ear: self._heard(ear))
            self._ears.append(ear)

    def _no_more_magic(self):
        for ear in self._ears:
            self._loop.forget(ear)
            ear.close()
        self._ears = []

    def _heard(self, ear):
        try:
            frame = ear.recv(2048)
        except OSError:
            return
        if not self._power and is_magic(frame, self._machine.mac):
            self._on("wake-on-LAN")

    def _asked(self, door, who):
        try:
            connection, address = door.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(1)
            try:
                action = connection.makefile().readline().strip()
                if door.family == socket.AF_INET:
                    who = f"{who}, asked by {address[0]}"
                connection.sendall((self._do(action, who) + "\n").encode())
            except OSError:
                # Whoever asked is gone, or says nothing.
                return

    def _do(self, action, who):
        if action == "on":
            self._on(who)
        elif action == "off":
            self._off(who)
        elif action in ("restart", "reboot"):
            self._off(who)
            self._on(who)
        elif action == "pid":
            return str(self._init or 0)
        elif action != "status":
            return f"error: unknown action '{action}'; expected on, off, restart, status or pid"
        return "on" if self._power else "off"

    def _on(self, who):
        if self._power:
            return
        self._power = True
        self._no_more_magic()
        self._awaited += 1
        awaited = self._awaited
        say(f"{self._machine.name}: on ({who})")

        def start():
            if self._power and self._awaited == awaited:
                self._start()

        # The first time somebody waits for the lab to be up, and nobody for a machine to boot.
        self._loop.after(self._options["boot"] if self._boots else 0, start)

    def _start(self):
        machine = self._machine
        ready_read, ready_write = os.pipe()
        go_read, go_write = os.pipe()
        pid = linux.fork_in_new_pid_namespace()
        if pid == 0:
            self._be_server(ready_write, go_read)
        os.close(ready_write)
        os.close(go_read)
        self._init = pid
        self._loop.ended(pid, self._ended)
        os.read(ready_read, 1)
        os.close(ready_read)
        try:
            network.pull_server_cables(machine)
            network.server_cables(machine, pid)
        except OSError as e:
            say(f"{machine.name}: does not get its cables: {e}")
            os.kill(pid, signal.SIGKILL)
        os.close(go_write)
        self._boots += 1

    def _be_server(self, ready, go):
        """In the new process 1. Never returns."""
        try:
            signal.set_wakeup_fd(-1)
            for fd in (int(name) for name in os.listdir("/proc/self/fd")):
                if fd > 2 and fd not in (ready, go):
                    try:
                        os.close(fd)
                    except OSError:
                        # The one that listed them.
                        pass
            linux.unshare(
                linux.CLONE_NEWNS | linux.CLONE_NEWNET | linux.CLONE_NEWUTS | linux.CLONE_NEWIPC
            )
            os.setsid()
            os.write(ready, b"x")
            os.close(ready)
            os.read(go, 1)
            os.close(go)
            guests = bool(self._options["guests"]) and not self._machine.is_witness
            root.make(self._lab, self._machine.name, guests)
            Init(self._machine, self._plan, self._options).run()
        except BaseException:
            traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(1)

    def _ended(self, status):
        """The server ended, and nobody here told it to."""
        code = os.waitstatus_to_exitcode(status)
        self._init = None
        network.pull_server_cables(self._machine)
        self._power = False
        if code == REBOOT:
            self._on("restart by itself")
            return
        say(f"{self._machine.name}: its process 1 ended with {code}; off")
        self._listen_for_magic()

    def _off(self, who):
        if not self._power:
            return
        self._power = False
        if self._init is not None:
            self._loop.no_more_ended(self._init)
            network.pull_server_cables(self._machine)
            os.kill(self._init, signal.SIGKILL)
            # Returns when the last process of the server is gone.
            os.waitpid(self._init, 0)
            self._init = None
        self._listen_for_magic()
        say(f"{self._machine.name}: off ({who})")
