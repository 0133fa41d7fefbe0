"""The client access log of the paper: an own attempt every 100 ms, and what it came to."""

import asyncio
import contextlib
import dataclasses
import ipaddress
import json
import signal
import socket
import struct
import sys
import time

from ringlab import linux, protocols
from ringlab.failure import NOT_UNDERSTOOD, LabError

# Closing resets the connection: nothing of an attempt lives on beside the next.
_RESET = struct.pack("ii", 1, 0)


@dataclasses.dataclass(frozen=True)
class Access:
    """An attempt; moments are UNIX time in seconds."""

    start: float
    took_ms: float
    good: bool
    detail: str = ""

    def line(self):
        clock = time.strftime("%H:%M:%S", time.localtime(self.start))
        hundredths = int(self.start * 100) % 100
        return f"{clock}.{hundredths:02d} " + ("OK" if self.good else f"XX {self.detail}")


def disconnections(accesses):
    """(first failed, next good or None, failed attempts) of every row of failed attempts."""
    found, first, failed = [], None, 0
    for one in accesses:
        if one.good and first is not None:
            found.append((first, one.start, failed))
            first, failed = None, 0
        elif not one.good:
            first = one.start if first is None else first
            failed += 1
    if first is not None:
        found.append((first, None, failed))
    return found


def target(plan, text):
    """The address and the daemon that a name or a VIP means."""
    for server in plan.servers:
        if text == server.name or text in server.vips:
            address = text if text in server.vips else server.vips[0]
            return address, server.daemons[0]
    vips = ", ".join(f"{one.name} ({', '.join(one.vips)})" for one in plan.servers)
    raise LabError(f"no server or VIP '{text}'; expected one of {vips}. Nothing was done.",
                   NOT_UNDERSTOOD)


def drop(writer):
    """Resets a connection."""
    raw = writer.get_extra_info("socket")
    if raw is not None:
        # One that the other side reset has none any more.
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


async def attempt(action, address, limit):
    start, began, sockets = time.time(), time.monotonic(), []
    detail = ""
    try:
        await asyncio.wait_for(action(protocols.opener(sockets), address), limit)
    except (asyncio.TimeoutError, TimeoutError):
        detail = f"no answer within {limit * 1000:.0f} ms"
    except (OSError, ValueError, protocols.Refused) as e:
        detail = getattr(e, "strerror", None) or str(e) or type(e).__name__
    finally:
        for writer in sockets:
            drop(writer)
    return Access(start, (time.monotonic() - began) * 1000, not detail, detail)


class Client:
    def __init__(self, action, address, every, limit, tell):
        self._action = action
        self._address = address
        self._every = every
        self._limit = limit
        self._tell = tell
        self.accesses = []

    async def run(self, duration):
        """Until that time is over, or somebody interrupts."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        if duration is not None:
            loop.call_later(duration, stop.set)
        await self.attempts(stop)

    async def attempts(self, stop):
        """Begins attempts, each at its moment whatever became of the earlier ones."""
        began, running, number = time.monotonic(), [], 0
        while not stop.is_set():
            task = asyncio.create_task(attempt(self._action, self._address, self._limit))
            running.append(task)
            number += 1
            self._collect(running)
            wait = began + number * self._every - time.monotonic()
            try:
                await asyncio.wait_for(stop.wait(), max(0, wait))
            except (asyncio.TimeoutError, TimeoutError):
                self._collect(running)
        await asyncio.gather(*running)
        self._collect(running)

    def _collect(self, running):
        """Tells of what is done, in the order of the beginnings."""
        while running and running[0].done():
            access = running.pop(0).result()
            self.accesses.append(access)
            self._tell(access)


def silent(lab, plan):
    """The servers whose services the client cannot use at their VIPs now."""
    known = [one for one in plan.servers if protocols.access(one.daemons[0], plan.gateway)]

    async def all_at_once():
        return await asyncio.gather(*(
            attempt(protocols.access(one.daemons[0], plan.gateway), one.vips[0], 1.0)
            for one in known
        ))

    with linux.within(int((lab.run / "client.pid").read_text()), "net"):
        accesses = asyncio.run(all_at_once())
    return [one.name for one, access in zip(known, accesses) if not access.good]


def run(lab, plan, options):
    address, daemon = target(plan, options.target)
    action = protocols.access(daemon, plan.gateway)
    if action is None:
        raise LabError(f"no client for the daemon {daemon} is known here", NOT_UNDERSTOOD)
    linux.enter(int((lab.run / "client.pid").read_text()), ("net",))

    def tell(access):
        if not options.json:
            print(access.line(), flush=True)

    client = Client(action, address, options.every, options.limit, tell)
    asyncio.run(client.run(options.duration))
    gaps = disconnections(client.accesses)
    if options.json:
        print(json.dumps({
            "address": str(ipaddress.ip_address(address)),
            "daemon": daemon,
            "everyMs": options.every * 1000,
            "limitMs": options.limit * 1000,
            "accesses": [dataclasses.asdict(one) for one in client.accesses],
            "disconnections": [{"first": a, "end": b, "failed": c} for a, b, c in gaps],
        }))
    else:
        _summary(client.accesses, gaps)
    return 1 if gaps and gaps[-1][1] is None else 0


def _summary(accesses, gaps):
    failed = sum(not one.good for one in accesses)
    text = f"client: {len(accesses)} accesses, {failed} failed"
    ended = [(end - first) for first, end, _ in gaps if end is not None]
    if ended:
        text += f"; longest disconnection {max(ended):.2f} s of {len(gaps)}"
    if gaps and gaps[-1][1] is None:
        text += f"; not served since {time.time() - gaps[-1][0]:.2f} s"
    print(text, file=sys.stderr)
