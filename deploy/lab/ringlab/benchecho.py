"""Whether VIPs answer at all: an ICMP echo to each every 20 ms, in the network of the caller."""

import asyncio
import os
import socket
import struct
import time

STEP_S = 0.02
# An answer that comes later is none: it waited for somebody to know the way.
LIMIT_S = 0.1
_REQUEST = 8
_REPLY = 0
_HEAD = struct.Struct("!BBHHH")


def checksum(data):
    """The internet checksum (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def request(ident, number):
    head = _HEAD.pack(_REQUEST, 0, 0, ident, number)
    return _HEAD.pack(_REQUEST, 0, checksum(head), ident, number)


def gaps(sent, answered):
    """Rows of echoes without an answer: (moment of the first, of the next that was answered).

    sent: moments; answered: for each how long the answer took, or None
    """
    found, first = [], None
    for moment, took in zip(sent, answered):
        good = took is not None and took <= LIMIT_S
        if good and first is not None:
            found.append((first, moment))
            first = None
        elif not good and first is None:
            first = moment
    if first is not None:
        found.append((first, None))
    return found


class Echo:
    def __init__(self, addresses):
        self._addresses = addresses
        self._sent = {name: [] for name in addresses}
        self._took = {name: [] for name in addresses}

    async def run(self):
        if not self._addresses:
            return
        loop = asyncio.get_running_loop()
        base = os.getpid() & 0xFFF
        names = {base + index: name for index, name in enumerate(self._addresses)}
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
            raw.setblocking(False)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            loop.add_reader(raw, lambda: self._hear(raw, names))
            try:
                await self._send(raw, names)
            finally:
                loop.remove_reader(raw)

    async def _send(self, raw, names):
        began, number = time.monotonic(), 0
        while True:
            for ident, name in names.items():
                self._sent[name].append(time.time())
                self._took[name].append(None)
                try:
                    raw.sendto(request(ident, number & 0xFFFF), (self._addresses[name], 0))
                except OSError:
                    # No way to it: an echo that nobody answers.
                    pass
            number += 1
            await asyncio.sleep(max(0, began + number * STEP_S - time.monotonic()))

    def _hear(self, raw, names):
        now = time.time()
        while True:
            try:
                packet = raw.recv(2048)
            except OSError:
                return
            begin = (packet[0] & 15) * 4
            kind, _, _, ident, number = _HEAD.unpack_from(packet, begin)
            name = names.get(ident)
            if kind != _REPLY or name is None:
                continue
            took = self._took[name]
            # The newest one of that number.
            index = number + ((len(took) - 1 - number) >> 16 << 16)
            if 0 <= index < len(took) and took[index] is None:
                took[index] = now - self._sent[name][index]

    def summary(self):
        """By server: echoes, those without an answer, and the rows of these.

        What was sent too late to be answered in time is left out.
        """
        said = {}
        until = time.time() - LIMIT_S
        for name, sent in self._sent.items():
            count = sum(moment <= until for moment in sent)
            took = self._took[name][:count]
            said[name] = {
                "echoes": count,
                "gaps": [{"first": first, "next": end} for first, end in gaps(sent[:count], took)],
                "longestMs": round(max((one for one in took if one), default=0) * 1000, 1),
            }
        return said
