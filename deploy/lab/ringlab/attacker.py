"""Attacks of a lab, each with whom it touches and how it ends. To be used inside the lab."""

import argparse
import dataclasses
import resource
import time

from ringlab import clock, faults, fences, power, processes, talk
from ringlab.failure import LabError
from ringlab.names import GATEWAY, MANAGEMENT
from ringlab.quiet import pass_time

# The machine whose card answers for a VIP that it has no right to: in the lab, in no group.
FOREIGN = "file"
_EVENT_LIMIT_S = 60
_COMPUTE = "while :; do :; done"
_ENDLESS = "#!/bin/sh\nexec sleep 100000\n"


class StepMissed(Exception):
    """What an attack waits for did not come."""


@dataclasses.dataclass
class Touch:
    """From when until when an attack gives the ring a reason to take servers over, UNIX time."""

    what: str
    begin: float
    servers: tuple
    end: float | None = None


class Attacker:
    def __init__(self, lab, plan, recorder):
        self._lab = lab
        self._plan = plan
        self._recorder = recorder
        self.touches = []
        self._undo = []

    # What becomes of whom

    def off(self, server):
        self._do(f"{server} is off", (server,), lambda: talk.board(self._lab, server, "off"),
                 lambda: talk.board(self._lab, server, "on"))

    def restart(self, server):
        self._do(f"{server} restarts", (server,),
                 lambda: talk.board(self._lab, server, "restart"))

    def freeze(self, server, agent=False):
        what = f"the agent of {server}" if agent else server
        self._do(f"{what} is frozen", (server,),
                 lambda: self._call(processes.freeze, server=server, agent=agent),
                 lambda: self._call(processes.thaw, server=server))

    def pause(self, server, seconds):
        """Its agent stands still for a moment, as while its collector works."""
        def still():
            options = {"server": server, "agent": True}
            self._call(processes.freeze, **options)
            self.wait(seconds)
            self._call(processes.thaw, **options)

        self._do(f"the agent of {server} stands still for {seconds:g} s", (), still)

    def kill_agent(self, server):
        self._do(f"the agent of {server} is killed", (server,),
                 lambda: self._call(processes.kill_agent, server=server))

    def kill(self, server, daemon):
        self._do(f"{daemon} of {server} is killed", (server,),
                 lambda: self._call(processes.stop, server=server, daemon=daemon, kill=True))

    def hang(self, server, daemon):
        touched = () if daemon == "libvirtd" else (server,)
        self._do(f"{daemon} of {server} hangs", touched,
                 lambda: self._call(processes.hang, server=server, daemon=daemon),
                 lambda: self._call(processes.unhang, server=server, daemon=daemon))

    def cut(self, a, b, where="both", one_way=False, touching=()):
        """touching: whom the ring may take over for it; who loses its gateway in any case"""
        arrow = "->" if one_way else "<->"
        touched = (*touching, *(one for one in (a, b) if GATEWAY in (a, b) and one != GATEWAY))
        self._do(f"{a} {arrow} {b} is cut, {where}", touched,
                 *self._cable(faults.a_cut(a, b, where, one_way)))

    def isolate(self, server, where="both", way=None):
        """way: mute, whom nobody hears, or deaf, who hears nobody; None: both"""
        touched = () if where == MANAGEMENT else (server,)
        self._do(f"{server} is {way or 'isolated'}, {where}", touched,
                 *self._cable(faults.alone(server, where, way)))

    def _cable(self, one):
        return (lambda: faults.add(self._lab, self._plan, one),
                lambda: faults.remove(self._lab, self._plan, one))

    def lose(self, percent, where="both", touching=False):
        self._do(f"{percent} % of the frames are lost, {where}", self._all() if touching else (),
                 lambda: self._call(faults.lose, percent=percent, network=where),
                 lambda: self._call(faults.lose, percent=0, network=where))

    def clock(self, server, seconds):
        self._do(f"the clock of {server} steps by {seconds:+} s", (),
                 lambda: self._call(clock.step, server=server, seconds=str(seconds)),
                 lambda: self._call(clock.step, server=server, seconds=str(-seconds)))

    def fence(self, server, manner):
        """manner: of fences.MANNERS"""
        self._do(f"the fence of {server}: {manner}", (),
                 lambda: self._call(fences.behave, server=server, manner=manner),
                 lambda: self._call(fences.behave, server=server, manner="works"))

    def foreign(self, server):
        """Another machine has the VIPs of a server, too, and answers for them."""
        vips = self._plan.machine(server).vips
        self._do(f"a foreign machine has the VIP of {server}", (server,),
                 lambda: self._in(FOREIGN, *(f"ip address add {vip}/32 dev eth0" for vip in vips)),
                 lambda: self._in(FOREIGN, *(f"ip address del {vip}/32 dev eth0" for vip in vips)))

    def full_disk(self, server):
        """The agent can write no more to files: the state disk is full."""
        def limit(most):
            machine = self._plan.machine(server)
            for pid in processes.agent_pids(power.running(self._lab, machine), machine):
                _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))

        self._do(f"the disk of {server} is full", (server,),
                 lambda: limit(0), lambda: limit(resource.RLIM_INFINITY))

    def full_memory_disk(self, server):
        self._do(f"the memory disk of {server} is full", (server,),
                 lambda: self._in(server, "mount -o remount,size=$(du -sk /run | cut -f1)k /run"),
                 lambda: self._in(server, "mount -o remount,size=50% /run"))

    def endless_procedure(self, server):
        """On all hosts; the guest never has what it is to serve."""
        path = f"{self._plan.machine(server).procedure}/install"
        make = (f"printf '{_ENDLESS}' >/run/lab-endless", "chmod 755 /run/lab-endless",
                f"mount --bind /run/lab-endless {path}")
        # A host that was off meanwhile has its own again.
        end = (f"umount -l {path} || true",)

        def on_hosts(lines):
            for host in self._all():
                if host != server and talk.init_pid(self._lab, host):
                    self._in(host, *lines)

        self._do(f"the procedure of {server} never ends", (),
                 lambda: on_hosts(make), lambda: on_hosts(end))

    def busy(self, seconds):
        """Every server computes as hard as it can."""
        def begin():
            for one in self._plan.servers:
                self._in(one.name, f"timeout {seconds} sh -c '{_COMPUTE}' >/dev/null 2>&1 &")

        self._do(f"all servers compute, {seconds} s", (), begin)

    # When

    def wait(self, seconds):
        pass_time(self._recorder, seconds)

    def until(self, kind, server, **data):
        """Waits for an event about a server; the event."""
        since = self.touches[0].begin if self.touches else 0

        def fitting(events):
            return [one for one in events if one["kind"] == kind and one["server"] == server
                    and one["wallMs"] / 1000 >= since
                    and data.items() <= one.get("data", {}).items()]

        if not self._recorder.wait(fitting, _EVENT_LIMIT_S):
            raise StepMissed(f"no {kind} of {server} within {_EVENT_LIMIT_S} s")
        return fitting(self._recorder.events)[-1]

    def end(self, touch=None):
        """Undoes one thing, or all, the last one first."""
        for mine, undo in reversed(list(self._undo)):
            if touch is None or mine is touch:
                self._undo.remove((mine, undo))
                try:
                    undo()
                except (LabError, OSError) as e:
                    # A restart has done it already.
                    print(f"attack: {mine.what}: {e}", flush=True)
        now = time.time()
        for one in self.touches:
            if touch is None or one is touch:
                one.end = one.end or now

    def open(self):
        """What is not undone yet."""
        return [touch for touch, _ in self._undo]

    def _all(self):
        return tuple(one.name for one in self._plan.servers)

    def _do(self, what, servers, action, undo=None):
        touch = Touch(what, time.time(), servers)
        self.touches.append(touch)
        if undo:
            self._undo.append((touch, undo))
        action()
        if not undo:
            touch.end = time.time()

    def _in(self, server, *lines):
        power.shell(self._lab, self._plan.machine(server), "\n".join(lines))

    def _call(self, action, **options):
        action(self._lab, self._plan, argparse.Namespace(**options))
