"""Cuts, isolation and loss: rules on the ports of the switches, not in the servers.

The rules are made anew from the list of faults whenever that changes, in one transaction.
"""

import subprocess

from ringlab.failure import NOT_UNDERSTOOD, LabError
from ringlab.names import MANAGEMENT, NETWORKS, SERVICE

TABLE = "lab"


def networks(word):
    return NETWORKS if word == "both" else (word,)


def _set(ports):
    return "{ " + ", ".join(f'"{port}"' for port in ports) + " }"


def rules(plan, faults):
    """The nftables text of a list of faults."""
    lines = []
    for cut in faults["cuts"]:
        for network in networks(cut["network"]):
            if None in (cut["from"], cut["to"]):
                lines += _alone(plan, cut, network)
                continue
            here = plan.ports(cut["from"], network)
            there = plan.ports(cut["to"], network)
            if here and there:
                lines.append(f"iifname {_set(here)} oifname {_set(there)} drop")
                if not cut["one-way"]:
                    lines.append(f"iifname {_set(there)} oifname {_set(here)} drop")
    for network, percent in sorted(faults["losses"].items()):
        ports = [port for node in plan.nodes() for port in plan.ports(node, network)]
        share = round(percent * 100)
        # The kernel refuses a share that is the whole.
        some = f" numgen random mod 10000 < {share}" if share < 10000 else ""
        lines.append(f"iifname {_set(ports)}{some} drop")
    text = f"table bridge {TABLE}\ndelete table bridge {TABLE}\n"
    if lines:
        body = "\n".join("    " + line for line in lines)
        text += (
            f"table bridge {TABLE} {{\n  chain cables {{\n"
            f"    type filter hook forward priority 0; policy accept;\n{body}\n  }}\n}}\n"
        )
    return text


def _alone(plan, cut, network):
    """For one whom nobody hears, or who hears nobody, or both."""
    ports = plan.ports(cut["from"] or cut["to"], network)
    if not ports:
        return []
    sends, hears = f"iifname {_set(ports)} drop", f"oifname {_set(ports)} drop"
    if not cut["one-way"]:
        return [sends, hears]
    return [sends if cut["from"] else hears]


def _apply(lab, plan, faults):
    end = subprocess.run(
        ["nft", "-f", "-"], input=rules(plan, faults), capture_output=True, text=True, check=False
    )
    if end.returncode != 0:
        raise LabError(f"nft refuses the rules: {end.stderr.strip()}")
    lab.write_faults(faults)


def _where(word):
    return "both networks" if word == "both" else f"the {word} network"


def a_cut(a, b, network, one_way=False):
    """As it is kept; b None: to everybody, a None: from everybody."""
    return {"from": a, "to": b, "network": network, "one-way": one_way}


def add(lab, plan, one):
    with lab.lock():
        faults = lab.read_faults()
        faults["cuts"].append(one)
        _apply(lab, plan, faults)


def remove(lab, plan, one):
    """Ends one of such cuts, if there is any."""
    with lab.lock():
        faults = lab.read_faults()
        if one in faults["cuts"]:
            faults["cuts"].remove(one)
            _apply(lab, plan, faults)


def cut(lab, plan, options):
    a, b = plan.node(options.a), plan.node(options.b)
    if a == b:
        raise LabError(f"{a} and {b} are the same; expected two. Nothing was done.", NOT_UNDERSTOOD)
    add(lab, plan, a_cut(a, b, options.network, options.one_way))
    arrow = "->" if options.one_way else "<->"
    print(f"lab: cut {a} {arrow} {b} on {_where(options.network)}")
    return 0


def alone(name, network, way=None):
    """As it is kept; way: mute, whom nobody hears, or deaf, who hears nobody; None: both."""
    if way == "deaf":
        return a_cut(None, name, network, True)
    return a_cut(name, None, network, way is not None)


def isolate(lab, plan, options):
    name = plan.node(options.node)
    add(lab, plan, alone(name, options.network, options.way))
    print(f"lab: {options.way or 'isolated'} {name} on {_where(options.network)}")
    return 0


def lose(lab, plan, options):
    if not 0 <= options.percent <= 100:
        raise LabError(
            f"{options.percent} percent: expected 0 to 100. Nothing was done.", NOT_UNDERSTOOD
        )
    with lab.lock():
        faults = lab.read_faults()
        for network in networks(options.network):
            faults["losses"].pop(network, None)
            if options.percent > 0:
                faults["losses"][network] = options.percent
        _apply(lab, plan, faults)
    print(f"lab: {options.percent:g} % of the frames are lost on {_where(options.network)}")
    return 0


def heal(lab, plan, options):
    with lab.lock():
        faults = lab.read_faults()
        count = len(faults["cuts"]) + len(faults["losses"])
        _apply(lab, plan, {"cuts": [], "losses": {}})
    print(f"lab: healed {count} cuts and losses" if count else "lab: there was nothing to heal")
    return 0


def words(faults):
    """A line for each fault."""
    lines = []
    for one in faults["cuts"]:
        where = _where(one["network"])
        if None in (one["from"], one["to"]):
            state = "isolated" if not one["one-way"] else "mute" if one["from"] else "deaf"
            lines.append(f"{one['from'] or one['to']} is {state} on {where}")
        else:
            lines.append(f"{one['from']} {'->' if one['one-way'] else '<->'} {one['to']}"
                         f" is cut on {where}")
    for network in (SERVICE, MANAGEMENT):
        if network in faults["losses"]:
            lines.append(f"{faults['losses'][network]:g} % lost on {_where(network)}")
    return lines
