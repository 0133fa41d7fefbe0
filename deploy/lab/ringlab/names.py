"""The servers of a lab: names, numbers, addresses."""

import dataclasses
import re

from ringlab.failure import NOT_UNDERSTOOD, LabError

SERVERS_MAX = 24
SERVICE = "service"
MANAGEMENT = "management"
NETWORKS = (SERVICE, MANAGEMENT)
SERVICE_PREFIX = "172.21.14."
MANAGEMENT_PREFIX = "192.168.14."
GATEWAY = "gateway"
CLIENT = "client"

# Role, daemon as the ring file calls it, server type of the host choice.
ROLES = (
    ("mail", "postfix", "NETWORK"),
    ("ftp", "vsftpd", "NETWORK"),
    ("web1", "apache2", "CPU_NET"),
    ("web2", "apache2", "CPU_NET"),
    ("proxy", "squid", "NETWORK"),
    ("login", "sshd", "CPU"),
)

DAEMONS_RUN = tuple(dict.fromkeys(daemon for _, daemon, _ in ROLES))

# A daemon by the names that ring files have for it.
DAEMONS = {"httpd": "apache2", "ssh": "sshd"}


@dataclasses.dataclass(frozen=True)
class Server:
    """A server, or the witness, whose number is 0."""

    number: int
    name: str
    service: str
    management: str
    mac: str
    # Address of its board controller, on the management network.
    board: str
    vips: tuple = ()
    gateway: str = ""
    role: str = ""
    type: str = "CPU_NET"
    daemons: tuple = ()
    procedure: str = ""
    service_bits: int = 24
    management_bits: int = 24

    @property
    def is_witness(self):
        return self.number == 0

    @property
    def management_mac(self):
        head, tail = self.mac[:8], self.mac[9:].split(":")
        return ":".join([head, f"{int(tail[0], 16) ^ 1:02x}", *tail[1:]])


@dataclasses.dataclass(frozen=True)
class Plan:
    """Who is in a lab, and at which addresses."""

    servers: tuple
    witness: Server
    gateway: str
    client: str

    def machines(self):
        """All that have a board: the servers, and the witness."""
        return (*self.servers, *((self.witness,) if self.witness else ()))

    def machine(self, name):
        for machine in self.machines():
            if machine.name == name:
                return machine
        raise LabError(
            f"no server '{name}' in this lab; expected one of {self.names()}. Nothing was done.",
            NOT_UNDERSTOOD,
        )

    def names(self):
        return ", ".join(machine.name for machine in self.machines())

    def nodes(self):
        """Whatever has a cable: machines, gateway, client."""
        return [*(machine.name for machine in self.machines()), GATEWAY, CLIENT]

    def node(self, name):
        if name not in self.nodes():
            raise LabError(
                f"no '{name}' in this lab; expected one of {', '.join(self.nodes())}."
                " Nothing was done.",
                NOT_UNDERSTOOD,
            )
        return name

    def ports(self, name, network):
        """The switch's ports of a node on a network: of its card, and of its sleeping card."""
        letter = "s" if network == SERVICE else "m"
        if name in (GATEWAY, CLIENT):
            return [f"{name}-s"] if network == SERVICE else []
        number = self.machine(name).number
        return [f"s{number}-{letter}", f"s{number}-wake-{letter}"]

    def as_json(self):
        return dataclasses.asdict(self)

    @staticmethod
    def from_json(data):
        def server(one):
            return Server(**{**one, "vips": tuple(one["vips"]), "daemons": tuple(one["daemons"])})

        witness = server(data["witness"]) if data["witness"] else None
        return Plan(tuple(map(server, data["servers"])), witness, data["gateway"], data["client"])


def host_number(number):
    """Last part of a server's address: its number, with room for the file server at 10."""
    return number if number < 10 else number + 10


def private_mac(number):
    return f"52:54:00:00:{number >> 8:02x}:{number & 255:02x}"


def role_name(number):
    """mail, ftp, web1, ... and after those mail2, ftp2, web3, web4, proxy2, login2, mail3, ..."""
    lap, index = divmod(number - 1, len(ROLES))
    role = ROLES[index][0]
    if role.startswith("web"):
        return f"web{2 * lap + int(role[3:])}"
    return role if lap == 0 else f"{role}{lap + 1}"


def planned(count):
    """The lab's own ring: so many servers, the file server as witness, gateway and client."""
    if not 2 <= count <= SERVERS_MAX:
        raise LabError(
            f"--servers {count}: expected 2 to {SERVERS_MAX}. Nothing was done.", NOT_UNDERSTOOD
        )
    gateway = SERVICE_PREFIX + "254"
    servers = []
    for number in range(1, count + 1):
        role, daemon, kind = ROLES[(number - 1) % len(ROLES)]
        host = host_number(number)
        servers.append(
            Server(
                number=number,
                name=role_name(number),
                service=SERVICE_PREFIX + str(host),
                management=MANAGEMENT_PREFIX + str(host),
                mac=private_mac(number),
                board=MANAGEMENT_PREFIX + str(100 + host),
                vips=(SERVICE_PREFIX + str(200 + host),),
                gateway=gateway,
                role=role,
                type=kind,
                daemons=(daemon,),
                procedure=f"/etc/ringwatch/procedures/{role_name(number)}",
            )
        )
    witness = Server(
        number=0,
        name="file",
        service=SERVICE_PREFIX + "10",
        management=MANAGEMENT_PREFIX + "10",
        mac=private_mac(0),
        board=MANAGEMENT_PREFIX + "110",
        gateway=gateway,
    )
    return Plan(tuple(servers), witness, gateway, SERVICE_PREFIX + "253")


def lab_name(text):
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,15}", text):
        raise LabError(
            f"'{text}' is no name of a lab; expected a small letter and up to 15 more small"
            " letters, digits or '-'. Nothing was done.",
            NOT_UNDERSTOOD,
        )
    return text
