"""Who answers for VIPs, seen from the gateway: asked by ARP and by TCP every 10 ms.

Aside, in the gateway's network: it asks everybody for each VIP by ARP, and whoever has
answered lately by the beginning of a TCP connection, straight to that card; whatever comes from a
VIP counts for the card that sent it. Two cards in turn are a hand-over; two at once are not.
"""

import select
import socket
import struct
import time

from ringlab import protocols
from ringlab.aside import Aside
from ringlab.benchecho import checksum
from ringlab.names import GATEWAY

STEP_S = 0.01
# A card that is silent for longer holds nothing; steps may be lost, and guests are slow.
GAP_S = 0.06
# So long after its last answer a card is asked by TCP.
_LATELY_S = 3.0
_ARP, _IP = 0x0806, 0x0800
_TCP = 6
_SYN = 2
_EVERYBODY = b"\xff" * 6
_END_LIMIT_S = 180


def arp_request(mac, address, wanted):
    return (_EVERYBODY + mac + struct.pack("!HHHBBH", _ARP, 1, _IP, 6, 4, 1)
            + mac + address + b"\0" * 6 + wanted)


def tcp_begin(mac, address, to_mac, wanted, port, number):
    """The first segment of a connection, whose answer this machine will refuse."""
    source = 20000 + number % 40000
    tcp = struct.pack("!HHIIBBHHH", source, port, number & 0xFFFFFFFF, 0, 5 << 4, _SYN, 1024, 0, 0)
    pseudo = address + wanted + struct.pack("!BBH", 0, _TCP, len(tcp))
    tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, _TCP, 0)
    head = head[:10] + struct.pack("!H", checksum(head + address + wanted)) + address + wanted
    return to_mac + mac + struct.pack("!H", _IP) + head + tcp


class Tenures:
    """For each VIP and card, from when to when it answered."""

    def __init__(self):
        self.found = {}

    def note(self, vip, mac, moment):
        rows = self.found.setdefault(vip, {}).setdefault(mac, [])
        if rows and moment - rows[-1][1] <= GAP_S:
            rows[-1][1] = max(rows[-1][1], moment)
        else:
            rows.append([moment, moment])

    def lately(self, vip, moment):
        return [mac for mac, rows in self.found.get(vip, {}).items()
                if moment - rows[-1][1] <= _LATELY_S]


def overlaps(cards, ours):
    """Stretches in which two cards of the ring answered for one VIP: (first, last, card, card).

    cards: rows of (first, last) by card; ours(card): whether it is of the ring
    """
    rows = sorted((first, last, mac) for mac, some in cards.items() if ours(mac)
                  for first, last in some)
    found = []
    for index, (first, last, mac) in enumerate(rows):
        for other_first, other_last, other in rows[index + 1:]:
            if other_first > last:
                break
            if other != mac:
                found.append((other_first, min(last, other_last), mac, other))
    return found


def dual_ms(cards, ours):
    """All such stretches together, each of a step at least."""
    return round(sum(max(last - first, STEP_S)
                     for first, last, _, _ in overlaps(cards, ours)) * 1000)


def is_ours(plan):
    """Whether a card is one of the ring's servers or of their guests (locally administered)."""
    hosts = {one.mac.lower() for one in plan.servers}
    return lambda mac: mac in hosts or mac.startswith("02:")


class _Watch:
    def __init__(self, plan):
        self._vips = {
            socket.inet_aton(vip): (vip, protocols.PORTS.get(one.daemons[0], 80))
            for one in plan.servers for vip in one.vips if ":" not in vip
        }
        self._address = socket.inet_aton(plan.gateway)
        self._sockets = {kind: self._open(kind) for kind in (_ARP, _IP)}
        self._mac = self._sockets[_ARP].getsockname()[4]
        self._tenures = Tenures()
        self._macs = {}
        self._steps = self._late = self._sent = 0

    @staticmethod
    def _open(kind):
        raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(kind))
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        raw.bind(("eth0", kind))
        raw.setblocking(False)
        return raw

    def run(self, end):
        """Until the other end of that pipe is closed."""
        began = time.monotonic()
        sources = [end, *self._sockets.values()]
        while True:
            self._ask()
            self._steps += 1
            due = began + self._steps * STEP_S
            if time.monotonic() - due > STEP_S:
                self._late += 1
                # What was missed is not made up for.
                self._steps = int((time.monotonic() - began) / STEP_S) + 1
                due = began + self._steps * STEP_S
            while (left := due - time.monotonic()) > 0:
                readable, _, _ = select.select(sources, [], [], left)
                if end in readable:
                    return self._summary()
                self._hear(readable)

    def _ask(self):
        arp, ip = self._sockets[_ARP], self._sockets[_IP]
        now = time.time()
        for raw, (vip, port) in self._vips.items():
            self._send(arp, arp_request(self._mac, self._address, raw))
            for mac in self._tenures.lately(vip, now):
                self._sent += 1
                self._send(ip, tcp_begin(self._mac, self._address, bytes.fromhex(
                    mac.replace(":", "")), raw, port, self._sent))

    @staticmethod
    def _send(raw, frame):
        try:
            raw.send(frame)
        except OSError:
            # The queue is full, or the card is down: a question that nobody answers.
            pass

    def _hear(self, readable):
        for kind, raw in self._sockets.items():
            if raw not in readable:
                continue
            while True:
                try:
                    frame, where = raw.recvfrom(128)
                except OSError:
                    break
                # Not what this machine sends itself.
                if where[2] != socket.PACKET_OUTGOING:
                    self._note(kind, frame)

    def _note(self, kind, frame):
        at, mac = (28, frame[22:28]) if kind == _ARP else (26, frame[6:12])
        vip = self._vips.get(frame[at:at + 4])
        if vip and mac != self._mac:
            text = self._macs.get(mac) or self._macs.setdefault(mac, mac.hex(":"))
            self._tenures.note(vip[0], text, time.time())

    def _summary(self):
        return {"steps": self._steps, "late": self._late, "cards": self._tenures.found}


class Holders:
    """Begins when it is made. To be used inside the lab."""

    def __init__(self, lab, plan):
        self._aside = Aside(lab, GATEWAY, lambda end, tell: tell(_Watch(plan).run(end)))

    def end(self):
        """Steps, late ones, and by VIP and card the stretches of answers; None if it failed."""
        told = self._aside.end(_END_LIMIT_S)
        return told[-1] if told else None
