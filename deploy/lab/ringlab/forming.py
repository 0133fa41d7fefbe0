"""From boards that wait to a ring whose every service answers at its VIP."""

import time

from ringlab import client, originals, report, talk
from ringlab.failure import LATE, NOT_DONE, NOT_UNDERSTOOD
from ringlab.names import CLIENT, GATEWAY

_POLL_S = 0.2


def log_tail(lab):
    try:
        return "\n".join(lab.log.read_text(errors="replace").splitlines()[-20:])
    except OSError as e:
        return str(e)


def serves(one):
    """Whether a server, as status has it, is well in the group and holds its own VIPs."""
    return one["place"] == "group" and one["well"] and one["holder"] == one["name"]


def is_formed(status):
    return all(serves(one) for one in status["servers"] if one["number"] != 0)


class Forming:
    """To be run inside the lab."""

    def __init__(self, lab, plan, guests, began, limit):
        self._lab = lab
        self._plan = plan
        self._guests = guests
        self._began = began
        self._limit = limit
        self._pids = {}

    def run(self):
        """Powers all on, begins management, waits for all to serve; an exit code."""
        told = [("package and switches", self._passed())]
        for machine in self._plan.machines():
            talk.board(self._lab, machine.name, "on")
        for what, step in (
            ("all agents", self._await_agents),
            ("all serve", self._await_services),
        ):
            code = step()
            if code != 0:
                return code
            told.append((what, self._passed()))
        missing = []
        if self._guests:
            missing = originals.wait(self._lab, self._plan, self._began + self._limit)
            told.append(("original servers", self._passed()))
        self._summary()
        times = ", ".join(f"{what} after {seconds:.1f} s" for what, seconds in told)
        print(f"lab: '{self._lab.name}' is up: {times}")
        for line in missing:
            print(f"lab: no original server on {line}")
        return NOT_DONE if missing else 0

    def _passed(self):
        return time.monotonic() - self._began

    def _status(self, machine):
        found = talk.agent(self._pids.get(machine.name), "/v1/status")
        if found is None:
            # It has not booted yet, or once more.
            self._pids[machine.name] = talk.init_pid(self._lab, machine.name)
        return found

    def _await_agents(self):
        waiting = list(self._plan.machines())
        while True:
            waiting = [machine for machine in waiting if not self._status(machine)]
            if not waiting:
                return self._begin_management()
            for machine in waiting:
                if self._is_refused(machine):
                    print(f"lab: the agent of {machine.name} refuses its ring file:")
                    print(self._said(machine))
                    return NOT_UNDERSTOOD
            if self._passed() > self._limit:
                print(f"lab: no agent answers on {', '.join(one.name for one in waiting)}")
                return LATE
            time.sleep(_POLL_S)

    def _begin_management(self):
        first = self._plan.servers[0].name
        order = {"kind": "start", "servers": ["*"]}
        if talk.agent(self._pids[first], "/v1/commands?wait=10", order, 15) is None:
            print(f"lab: the agent of {first} does not begin management")
            return NOT_DONE
        return 0

    def _await_services(self):
        while True:
            status = next(filter(None, map(self._status, self._plan.servers)), None)
            formed = status and is_formed(status)
            if formed and not client.silent(self._lab, self._plan):
                return 0
            if self._passed() > self._limit:
                self._say_what_is_missing(status)
                return LATE
            time.sleep(_POLL_S)

    def _say_what_is_missing(self, status):
        print(f"lab: not all servers serve after {self._limit:.0f} s")
        for one in status["servers"] if status else []:
            if one["number"] != 0 and not serves(one):
                print(
                    f"  {one['name']}: {one['place']}, {one['detail'] or 'no detail'};"
                    f" VIP held by {one['holder'] or 'nobody'}"
                )
        if status and is_formed(status):
            silent = client.silent(self._lab, self._plan)
            print(f"  the client is not served by {', '.join(silent)}")

    def _is_refused(self, machine):
        mark = f" {machine.name}: the agent ended with {NOT_UNDERSTOOD}"
        return any(line.endswith(mark) for line in log_tail(self._lab).splitlines())

    def _said(self, machine):
        file = report.on_disk(self._lab.disk(machine.name), "var/log/lab/agent.out")
        return "\n".join(file.read_text(errors="replace").splitlines()[-20:]) if file else ""

    def _summary(self):
        width = max(len(name) for name in self._plan.nodes())
        for one in self._plan.machines():
            role = "witness, files"
            if one.vips:
                role = f"VIP {', '.join(one.vips)}  {', '.join(one.daemons)}"
            print(f"  {one.name:{width}}  {one.service:15} {one.management:15} {role}")
        print(f"  {GATEWAY:{width}}  {self._plan.gateway}")
        print(f"  {CLIENT:{width}}  {self._plan.client}")
