"""A user's own ring file, played by the lab: its plan, and what the lab adds to its text."""

import ipaddress
import re

from ringlab import ringfile, yamltext
from ringlab.failure import NOT_UNDERSTOOD, LabError
from ringlab.names import DAEMONS, ROLES, SERVERS_MAX, Plan, Server, private_mac


def _fail(text):
    raise LabError(f"ring file: {text}. Nothing was started.", NOT_UNDERSTOOD)


def _address(section, key, who):
    text = section.get(key, "")
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        _fail(f"{who}: {key}: found '{text}', expected an IPv4 address")


def network_of(addresses):
    """The smallest network, /24 or larger, that has all these addresses."""
    network = ipaddress.IPv4Network(f"{addresses[0]}/24", strict=False)
    while any(ipaddress.IPv4Address(one) not in network for one in addresses):
        network = network.supernet()
        if network.prefixlen < 16:
            _fail(f"{addresses[0]} and others are on no common network of /16 or smaller")
    return network


def _free(network, taken):
    """An address that nobody has, from the end of the network on; it is taken then."""
    for number in range(2, network.num_addresses - 1):
        address = str(network.broadcast_address - number)
        if address not in taken:
            taken.add(address)
            return address
    return _fail(f"no address of {network} is free")


def _daemons(services):
    names = [one.get("name", "") if isinstance(one, dict) else one for one in services]
    return tuple(dict.fromkeys(DAEMONS.get(name, name) for name in names))


def _role(name, daemons):
    """Which of the lab's procedures makes such a server; empty if none does."""
    roles = {role: daemon for role, daemon, _ in ROLES}
    if roles.get(name) in daemons:
        return name
    return next((role for role, daemon, _ in ROLES if daemon in daemons), "")


def plan_of(text):
    ring = yamltext.read(text)
    servers = ring.get("servers")
    if not isinstance(servers, list) or not 2 <= len(servers) <= SERVERS_MAX:
        _fail(f"servers: expected a list of 2 to {SERVERS_MAX} servers")
    defaults = ring.get("defaults", {})
    machines = [_machine(one, defaults) for one in servers]
    witness = None
    if isinstance(ring.get("witness"), dict):
        witness = _machine({"name": "witness", **ring["witness"], "number": "0"}, defaults)
    everybody = [*machines, *([witness] if witness else [])]
    gateway = machines[0]["gateway"]
    service = [one["service"] for one in everybody] + [one["gateway"] for one in machines]
    vips = [vip for one in everybody for vip in one["vips"] if ":" not in vip]
    fences = [one["board"] for one in everybody if one["board"]]
    management = [one["management"] for one in everybody]
    service_network = network_of(service + vips)
    management_network = network_of(management)
    taken = {*service, *vips, *management, *fences}
    client = _free(service_network, taken)
    for one in everybody:
        # The address of its fence, if the fence is reached through the management network.
        fence = one["board"]
        if not fence or ipaddress.IPv4Address(fence) not in management_network:
            one["board"] = _free(management_network, taken)
        one["service_bits"] = service_network.prefixlen
        one["management_bits"] = management_network.prefixlen
    return Plan(
        servers=tuple(Server(**one) for one in machines),
        witness=Server(**witness) if witness else None,
        gateway=gateway,
        client=client,
    )


def _machine(one, defaults):
    if not isinstance(one, dict) or not one.get("name"):
        _fail("a server without a name")
    name = one["name"]
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,62}", name):
        _fail(f"'{name}': expected a host name")
    if not one.get("number", "").isdigit():
        _fail(f"{name}: number: found '{one.get('number', '')}', expected a number")
    number = int(one["number"])
    mac = one.get("mac", "").lower() or private_mac(number)
    if not re.fullmatch(r"([0-9a-f]{2}:){5}[0-9a-f]{2}", mac):
        _fail(f"{name}: mac: found '{mac}', expected six bytes such as 52:54:00:00:00:01")
    daemons = _daemons(one.get("services") or [])
    try:
        board = str(ipaddress.IPv4Address(_fences(one)[0]["options"]["ip"]))
    except (IndexError, KeyError, TypeError, ValueError):
        board = ""
    return {
        "number": number,
        "name": name,
        "service": _address(one, "service-address", name),
        "management": _address(one, "management-address", name),
        "mac": mac,
        "board": board,
        "vips": tuple(one.get("vips") or ()),
        "gateway": _address({**defaults, **one}, "gateway", name) if number else "",
        "role": _role(name, daemons),
        "daemons": daemons,
        "procedure": one.get("procedure", ""),
    }


def fence_agents(text):
    """The executables that the ring file's fences name; in the lab all of them ask the boards."""
    found = set()
    ring = yamltext.read(text)
    for one in [*ring.get("servers", []), ring.get("witness")]:
        for fence in _fences(one if isinstance(one, dict) else {}):
            if fence.get("agent"):
                found.add(fence["agent"].rpartition("/")[2])
    return sorted(found)


def _fences(machine):
    """Of all levels; the board of a lab is its machine's only fence, whatever they are called."""
    fence = machine.get("fence")
    levels = fence if isinstance(fence, list) else [fence]
    devices = [one for level in levels for one in (level if isinstance(level, list) else [level])]
    return [one for one in devices if isinstance(one, dict)]


def adapted(text, originals):
    """The text with what drives the lab's machines, where it does not say so itself."""
    ring = yamltext.read(text)
    added = ringfile.DRIVERS + (ringfile.LIBVIRT.format(originals=originals) if originals else "")
    options = ring.get("driver-options", {})
    missing = [line for line in added.splitlines()[1:] if line.split(":")[0].strip() not in options]
    if "driver-options" not in ring:
        text = text.rstrip("\n") + "\n" + added
    elif missing:
        # Under the key, wherever it stands: the order of keys does not matter.
        head = re.search(r"^driver-options:[ \t]*(#.*)?$", text, re.MULTILINE)
        if not head:
            _fail("driver-options: expected a key per line under it, for the lab to add its own")
        text = text[: head.end()] + "\n" + "\n".join(missing) + text[head.end() :]
    if "insecure" not in ring:
        text = text.rstrip("\n") + "\ninsecure: true\n"
    return text
