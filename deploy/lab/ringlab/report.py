"""Commands that only look."""

import json
import pathlib

from ringlab import talk
from ringlab.faults import words

_LOGS = ("var/lib/ringwatch/system.log", "var/lib/ringwatch/agent.log", "var/log/lab/agent.out",
         "var/log/lab/daemons.log", "var/log/lab/libvirtd.log")


def status(lab, plan, options):
    servers, answers = [], []
    for machine in plan.machines():
        power = talk.board(lab, machine.name, "status")
        pid = talk.init_pid(lab, machine.name)
        said = talk.agent(pid, "/v1/status", limit=1)
        if said:
            answers.append((machine.name, said))
        servers.append(
            {
                "name": machine.name,
                "number": machine.number,
                "power": power,
                "agent": said["agent"]["phase"] if said and said.get("agent") else None,
                "service-address": machine.service,
                "management-address": machine.management,
                "vips": machine.vips,
            }
        )
    faults = lab.read_faults()
    teller, ring = who_knows(answers)
    if options.json:
        print(json.dumps({"lab": lab.name, "servers": servers, "faults": faults, "ring": ring},
                         indent=1))
        return 0
    width = max(len(one["name"]) for one in servers)
    for one in servers:
        agent = one["agent"] or ("no agent" if one["power"] == "on" else "-")
        print(f"{one['name']:{width}}  {one['power']:3}  {agent:9}  {one['service-address']:15}"
              f"  {one['management-address']:15}  {' '.join(one['vips'])}")
    for line in words(faults):
        print(line)
    if ring:
        print()
        if not ring["council"]["quorum"]:
            print(f"as {teller} has it, which hears no quorum:")
        for one in ring["servers"]:
            if one["number"] == 0:
                continue
            holder = one["holder"] or "nobody"
            if one["holder"] not in (None, one["name"]):
                holder += f", as {one['virtualServer']}" if one["virtualServer"] else ""
            well = "well" if one["well"] else "not well"
            print(f"{one['name']:{width}}  {one['place']:9}  {well}  VIP held by {holder}")
    return 0


def who_knows(answers):
    """Of names with their answers, that of the best informed: who is cut off knows the past."""

    def weight(answer):
        said = answer[1]
        phase = (said.get("agent") or {}).get("phase")
        return bool(said["council"]["quorum"]), phase == "active"

    return max(answers, key=weight, default=(None, None))


def log(lab, plan, options):
    machine = plan.machine(options.server)
    disk = lab.disk(machine.name)
    for name in _LOGS:
        path = on_disk(disk, name)
        if path is None:
            continue
        print(f"--- /{name}")
        for line in path.read_text(errors="replace").splitlines()[-options.lines:]:
            print(line)
    print("--- power")
    for line in lab.log.read_text(errors="replace").splitlines():
        if f" {machine.name}: " in line:
            print(line)
    return 0


def on_disk(disk, name):
    """Where a file of a server is, whether the server is on or off."""
    head, _, tail = name.rpartition("/")
    own = disk / "own"
    while head:
        candidate = own / head.replace("/", "-") / tail
        if candidate.exists():
            return candidate
        head, _, last = head.rpartition("/")
        tail = f"{last}/{tail}"
    for upper in disk.glob("*/upper"):
        candidate = pathlib.Path(upper, name)
        if candidate.exists():
            return candidate
    return None
