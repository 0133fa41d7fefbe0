"""What a run of the bench records: every client's accesses, echoes of VIPs, events of all agents.

Aside, in the client's network; events are told as they come, and the rest at the end.
"""

import asyncio
import contextlib
import json
import time

from ringlab import client, protocols
from ringlab.aside import Aside
from ringlab.benchecho import Echo
from ringlab.client import Client
from ringlab.names import CLIENT

ACCESS_EVERY_S = 0.1
ACCESS_LIMIT_S = 0.3
_AGENT_LIMIT_S = 30
_AGENT_AGAIN_S = 0.1
# What an hour of accesses comes to takes a while on a busy machine.
_END_LIMIT_S = 180


class Recorder:
    """Begins when it is made. Events seen so far are in `events`."""

    def __init__(self, lab, plan, echoed):
        self._aside = Aside(
            lab, CLIENT, lambda end, tell: asyncio.run(_record(lab, plan, echoed, tell, end)))
        self.events = []
        self._measured = None

    def look(self, seconds):
        """Takes in what comes within that time; returns at the first news."""
        self._take(self._aside.look(seconds))

    def _take(self, told):
        for said in told:
            if "event" in said:
                self.events.append(said["event"])
            else:
                self._measured = said

    def wait(self, found, seconds):
        """Waits until found(events) is true; whether it is within that time."""
        until = time.monotonic() + seconds
        while not found(self.events):
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.look(left)
        return True

    def end(self):
        """Ends the recording; what was measured, or None if there is nothing."""
        self._take(self._aside.end(_END_LIMIT_S))
        return self._measured


async def _record(lab, plan, echoed, tell, end):
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    loop.add_reader(end, over.set)
    clients = {
        one.name: Client(protocols.access(one.daemons[0], plan.gateway), one.vips[0],
                         ACCESS_EVERY_S, ACCESS_LIMIT_S, lambda access: None)
        for one in plan.servers
    }
    echo = Echo({name: plan.machine(name).vips[0] for name in echoed})
    began = time.time()
    using = [asyncio.create_task(one.attempts(over)) for one in clients.values()]
    others = [asyncio.create_task(_events(lab, one, tell)) for one in plan.machines()]
    others.append(asyncio.create_task(echo.run()))
    await over.wait()
    loop.remove_reader(end)
    await asyncio.gather(*using)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    tell({
        "from": began,
        "to": time.time(),
        "clients": {name: summary(one.accesses) for name, one in clients.items()},
        "echoes": echo.summary(),
    })


def summary(accesses):
    """Attempts, and each row of failed ones with what ended it."""
    gaps = []
    begun = {one.start: one for one in accesses}
    for first, end, failed in client.disconnections(accesses):
        good = begun.get(end)
        gaps.append({
            "first": first, "next": end, "failed": failed, "why": begun[first].detail,
            "answered": good.start + good.took_ms / 1000 if good else None,
        })
    late = [b.start - a.start - ACCESS_EVERY_S for a, b in zip(accesses, accesses[1:])]
    good = sorted(one.took_ms for one in accesses if one.good)
    return {
        "attempts": len(accesses),
        "failed": sum(not one.good for one in accesses),
        "gaps": gaps,
        # How well the bench itself kept to its steps, and how long an access takes.
        "latestMs": round(max(late, default=0) * 1000, 1),
        "medianMs": round(good[len(good) // 2], 1) if good else None,
    }


async def _events(lab, machine, tell):
    """Tells all that an agent tells from now on, also one that is started again."""
    pid, since = None, None
    while True:
        try:
            now = int(await _board(lab, machine.name, "pid"))
            if now != pid:
                # What an agent says first after a boot is news; what it said before is not.
                since = None if pid is None else 0
                pid = now
            if pid:
                since = await _news(machine.name, pid, since, tell)
                continue
        except (OSError, ValueError, asyncio.TimeoutError, asyncio.IncompleteReadError):
            # It is off, boots or hangs; it is asked again.
            pass
        await asyncio.sleep(_AGENT_AGAIN_S)


async def _board(lab, server, action):
    reader, writer = await asyncio.open_unix_connection(str(lab.board_socket(server)))
    with contextlib.closing(writer):
        writer.write((action + "\n").encode())
        return (await asyncio.wait_for(reader.readline(), 5)).decode().strip()


async def _news(name, pid, since, tell):
    """One question for news; the number of the last event. The first one is for what was before."""
    if since is None:
        # An answer is limited: all that was told before is passed over, answer by answer.
        since, last = 0, -1
        while since != last:
            since, last = (await _ask(pid, f"/v1/events?since={since}"))["lastSeq"], since
        return since
    answer = await _ask(pid, f"/v1/events?since={since}&wait={_AGENT_LIMIT_S - 10}")
    for event in answer["events"]:
        tell({"event": {**event, "from": name}})
    return answer["lastSeq"]


async def _ask(pid, path):
    where = f"/proc/{pid}/root/run/ringwatch/agent.sock"
    reader, writer = await asyncio.open_unix_connection(where)
    with contextlib.closing(writer):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: agent\r\nAccept: application/json\r\n"
                     "Connection: close\r\n\r\n".encode())
        raw = await asyncio.wait_for(reader.read(), _AGENT_LIMIT_S)
    return json.loads(raw.partition(b"\r\n\r\n")[2])
