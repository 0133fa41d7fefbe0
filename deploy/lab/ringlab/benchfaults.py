"""The faults of the bench: how each is made ready, done, and undone."""

import argparse
import time

from ringlab import faults, power, processes, talk
from ringlab.failure import LabError

_COMMAND_LIMIT_S = 60


class Breaker:
    """Breaks servers of a lab. To be used inside it."""

    def __init__(self, lab, plan):
        self._lab = lab
        self._plan = plan

    def prepare(self, server, fault):
        """What may take its time, before the moment."""
        if fault in ("st", "hang"):
            self._let_restarts_fail(self._plan.machine(server))

    def _let_restarts_fail(self, machine):
        # Lost with the mounts of this boot: a restart of the server repairs it.
        power.shell(self._lab, machine, f"mount --bind /bin/false {machine.procedure}/restart")

    def strike(self, server, fault):
        """Breaks it; the moment at which that began, UNIX time."""
        machine = self._plan.machine(server)
        daemon = machine.daemons[0]
        began = time.time()
        if fault == "nt":
            talk.board(self._lab, server, "off")
        elif fault == "quick":
            talk.board(self._lab, server, "restart")
        elif fault in ("st", "service"):
            self._call(processes.stop, server=server, daemon=daemon, kill=True)
        elif fault == "hang":
            self._call(processes.hang, server=server, daemon=daemon)
        elif fault == "frozen":
            self._call(processes.freeze, server=server, agent=False)
        elif fault == "gateway":
            self._call(faults.cut, a=server, b="gateway", network="both", one_way=False)
        elif fault == "move":
            self.command("move", server)
        else:
            raise LabError(f"no such fault: {fault}")
        return began

    def undo(self, server, fault):
        """What no management can repair."""
        if fault == "gateway":
            self._call(faults.heal)

    def command(self, kind, server):
        """An operator's command, given to the first other server."""
        other = next(one for one in self._plan.servers if one.name != server)
        pid = power.running(self._lab, other)
        answer = talk.agent(pid, f"/v1/commands?wait={_COMMAND_LIMIT_S}",
                            {"kind": kind, "servers": [server]}, _COMMAND_LIMIT_S + 5)
        outcome = answer.get("outcome") if answer else None
        if outcome != "done":
            raise LabError(f"{kind} {server}: {(answer or {}).get('text') or 'no answer'}")

    def _call(self, action, **options):
        action(self._lab, self._plan, argparse.Namespace(**options))
