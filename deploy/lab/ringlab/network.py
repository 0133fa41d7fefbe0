"""The lab's switches and cables. The switches are bridges in the keeper's network namespace."""

import http.server
import os
import signal
import subprocess

from ringlab import linux
from ringlab.names import CLIENT, GATEWAY, MANAGEMENT, NETWORKS, SERVICE

# Seen from any process of the lab: its keeper is process 1.
_SWITCH = ["nsenter", "--net=/proc/1/ns/net", "--"]


def ip(lines, where=()):
    """Runs lines of `ip`, all in one process, all or none of use."""
    end = subprocess.run(
        [*where, "ip", "-batch", "-"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    if end.returncode != 0:
        raise OSError(f"ip: {end.stderr.strip()} (of: {'; '.join(lines)})")


def in_switch(lines):
    ip(lines, _SWITCH)


def no_filter_on_bridges():
    """Bridged frames are none of the business of iptables, even if the machine says otherwise."""
    for family in ("ip", "ip6", "arp"):
        try:
            with open(f"/proc/sys/net/bridge/bridge-nf-call-{family}tables", "w") as file:
                file.write("0")
        except OSError:
            # The module is not loaded, and so nothing is filtered.
            pass


def make_switches():
    lines = ["link set lo up"]
    for network in NETWORKS:
        lines += [
            f"link add {network} type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
            f"link set {network} up",
        ]
    ip(lines)
    no_filter_on_bridges()


def cable(port, network, card, pid, mac=None):
    """A cable from a port of a switch to a card of a process's namespace; both ends are down."""
    address = f" address {mac}" if mac else ""
    return [
        f"link add name {port} type veth peer name {card}{address} netns {pid}",
        f"link set {port} master {network}",
    ]


def server_cables(machine, pid):
    """The two cards of a machine that is on."""
    service, management = f"s{machine.number}-s", f"s{machine.number}-m"
    in_switch(
        [
            *cable(service, SERVICE, "eth0", pid, machine.mac),
            *cable(management, MANAGEMENT, "eth1", pid, machine.management_mac),
            f"link set {service} up",
            f"link set {management} up",
        ]
    )


def pull_server_cables(machine):
    """Its links are down, at once, and its cards are gone."""
    for port in (f"s{machine.number}-s", f"s{machine.number}-m"):
        subprocess.run(
            [*_SWITCH, "ip", "link", "delete", port], stderr=subprocess.DEVNULL, check=False
        )


def board_cables(machine, pid):
    """A board's own card, and those by which it listens while its server is off."""
    number = machine.number
    in_switch(
        [
            *cable(f"s{number}-board", MANAGEMENT, "board", pid),
            *cable(f"s{number}-wake-s", SERVICE, "wake-s", pid),
            *cable(f"s{number}-wake-m", MANAGEMENT, "wake-m", pid),
            f"link set s{number}-board up",
            f"link set s{number}-wake-s up",
            f"link set s{number}-wake-m up",
        ]
    )


def _serve_a_page():
    """The world beyond the servers, which is fetched through a proxy."""

    class Page(http.server.BaseHTTPRequestHandler):
        # Whoever is cut off in the middle of a request is not waited for.
        timeout = 5

        def do_GET(self):
            body = b"<html><body>a page beyond the gateway</body></html>\n"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("", 80), Page).serve_forever()


def hold_namespace(action):
    """A process that has a network namespace, and does action in it; its pid."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        linux.unshare(linux.CLONE_NEWNET)
        os.write(write, b"x")
        os.close(write)
        os.close(read)
        action()
    os.close(write)
    os.read(read, 1)
    os.close(read)
    return pid


def make_gateway_and_client(plan):
    """The namespaces that have no board; their holders' pids."""
    holders = {}
    for name, address in ((GATEWAY, plan.gateway), (CLIENT, plan.client)):
        pid = hold_namespace(_serve_a_page if name == GATEWAY else signal.pause)
        port = plan.ports(name, SERVICE)[0]
        ip([*cable(port, SERVICE, "eth0", pid), f"link set {port} up"])
        bits = plan.servers[0].service_bits
        lines = ["link set lo up", f"address add {address}/{bits} dev eth0", "link set eth0 up"]
        if name == CLIENT:
            lines.append(f"route add default via {plan.gateway}")
        ip(lines, ["nsenter", f"--net=/proc/{pid}/ns/net", "--"])
        holders[name] = pid
    return holders
