"""Process 1 of a lab's server: boots it, keeps its agent running, carries out lab-service."""

import contextlib
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import time

from ringlab import clock, linux, network
from ringlab.environment import ENVIRONMENT
from ringlab.loop import Loop
from ringlab.names import DAEMONS

REBOOT = 100
SOCKET = "/run/lab-init.sock"
LOGS = pathlib.Path("/var/log/lab")
_RESTART_AGENT_S = 0.2
_RING_FILE_WRONG = 2
_TERMINATED = (0, 143)

# As the unit of the package has them.
_CAPABILITIES = (
    "net_admin", "net_raw", "net_bind_service", "dac_override", "dac_read_search", "kill",
    "sys_boot", "setuid", "setgid",
)
_LIMITED = [
    "setpriv",
    "--bounding-set=-all," + ",".join("+" + name for name in _CAPABILITIES),
    "--no-new-privs",
    "--",
]



def say(text):
    now = time.time()
    stamp = time.strftime("%H:%M:%S", time.localtime(now)) + f".{int(now * 1000) % 1000:03d}"
    print(f"{stamp} {text}", flush=True)


class Init:
    def __init__(self, machine, plan, options):
        self._machine = machine
        self._plan = plan
        self._options = options
        self._loop = Loop()
        self._procedure = machine.procedure

    def run(self):
        machine = self._machine
        linux.set_hostname(machine.name)
        self._network()
        self._files()
        self._listen()
        self._loop.after(0, self._boot)
        say(f"{machine.name}: booted")
        self._loop.run()

    def _network(self):
        machine = self._machine
        network.no_filter_on_bridges()
        lines = ["link set lo up"]
        card = "eth0"
        if not machine.is_witness:
            card = "br0"
            lines += [
                f"link add br0 address {machine.mac} type bridge stp_state 0 forward_delay 0"
                " mcast_snooping 0",
                "link set eth0 master br0",
                "link set eth0 up",
            ]
        lines += [
            f"address add {machine.service}/{machine.service_bits} dev {card}",
            f"link set {card} up",
            f"address add {machine.management}/{machine.management_bits} dev eth1",
            "link set eth1 up",
            f"route add default via {machine.gateway or self._plan.gateway}",
        ]
        network.ip(lines)

    def _files(self):
        LOGS.mkdir(parents=True, exist_ok=True)
        hosts = ["127.0.0.1 localhost"]
        for one in self._plan.machines():
            hosts.append(f"{one.service} {one.name}")
        pathlib.Path("/etc/hosts").write_text("\n".join(hosts) + "\n")
        for name in ("ringwatch", "libvirt"):
            pathlib.Path("/run", name).mkdir(exist_ok=True)
        pathlib.Path(clock.FILE).write_text(clock.text(0))

    def _spawn(self, command, log, environment=None, prepare=None, directory="/"):
        with open(LOGS / log, "ab") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**ENVIRONMENT, **(environment or {})},
                cwd=directory,
                start_new_session=True,
                preexec_fn=prepare,
            )
        # The loop waits for it, not the object.
        process.returncode = 0
        return process.pid

    def _boot(self):
        if self._options["guests"] and not self._machine.is_witness:
            self._spawn(["/usr/sbin/virtlogd"], "virtlogd.log")
            self._spawn(["/usr/sbin/libvirtd"], "libvirtd.log")
        if not os.access(self._procedure + "/install", os.X_OK):
            self._start_agent()
            return
        started = time.monotonic()

        def installed(status):
            code = os.waitstatus_to_exitcode(status)
            took = time.monotonic() - started
            say(f"{self._machine.name}: daemons {'serve' if code == 0 else f'failed ({code})'}"
                f" after {took:.2f} s")
            self._start_agent()

        self._loop.ended(self._run_procedure("install"), installed)

    def _run_procedure(self, *command):
        return self._spawn(
            [f"{self._procedure}/{command[0]}", *command[1:]],
            "daemons.log",
            {
                "RINGWATCH_SERVER": self._machine.name,
                "RINGWATCH_VIPS": " ".join(self._machine.vips),
                "RINGWATCH_GATEWAY": self._machine.gateway,
            },
            directory=self._procedure,
        )

    def _start_agent(self):
        def prepare():
            os.umask(0o027)
            endless = resource.RLIM_INFINITY
            # A container may not be allowed one or the other; the agent works without.
            with contextlib.suppress(OSError):
                os.nice(-10)
            with contextlib.suppress(OSError):
                pathlib.Path("/proc/self/oom_score_adj").write_text("-900")
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_MEMLOCK, (endless, endless))

        pid = self._spawn(
            [*_LIMITED, "/usr/bin/ringwatch", "agent"],
            "agent.out",
            clock.environment() if self._options["clocks"] else None,
            prepare,
        )
        pathlib.Path("/run/lab-agent.pid").write_text(str(pid))
        self._loop.ended(pid, self._agent_ended)

    def _agent_ended(self, status):
        code = os.waitstatus_to_exitcode(status)
        say(f"{self._machine.name}: the agent ended with {code}")
        if code == _RING_FILE_WRONG or code in _TERMINATED:
            return
        self._loop.after(_RESTART_AGENT_S, self._start_agent)

    def _listen(self):
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        server.bind(SOCKET)
        server.listen(16)
        self._loop.readable(server, lambda: self._accept(server))

    def _accept(self, server):
        try:
            connection, _ = server.accept()
        except OSError:
            return
        connection.settimeout(1)
        try:
            words = connection.makefile().readline().split()
        except OSError:
            words = []
        if words[:1] in (["restart"], ["stop"]) and len(words) == 2:
            self._order(*words, connection)
        elif words[:1] == ["reboot"]:
            self._answer(connection, 0)
            self._loop.after(0, lambda: self._shut_down(" ".join(words[1:])))
        else:
            self._answer(connection, 2)

    @staticmethod
    def _answer(connection, code):
        try:
            connection.sendall(f"{code}\n".encode())
        except OSError:
            # Whoever asked does not wait any more.
            pass
        connection.close()

    def _order(self, verb, daemon, connection):
        if not os.access(f"{self._procedure}/{verb}", os.X_OK):
            self._answer(connection, 1)
            return

        daemon = DAEMONS.get(daemon, daemon)

        def done(status):
            code = os.waitstatus_to_exitcode(status)
            say(f"{self._machine.name}: {verb} of {daemon} ended with {code}")
            self._answer(connection, min(abs(code), 255))

        self._loop.ended(self._run_procedure(verb, daemon), done)

    def _shut_down(self, reason):
        say(f"{self._machine.name}: restarts, {reason or 'as it was told'}")
        signal.set_wakeup_fd(-1)
        os.kill(-1, signal.SIGTERM)
        until = time.monotonic() + 2
        while time.monotonic() < until:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(0.02)
            except ChildProcessError:
                break
        sys.stdout.flush()
        os._exit(REBOOT)
