"""The ring file of a lab: the example's ring, with what drives the lab's machines."""

HEADER = """\
# The ring of a lab, made by deploy/lab/lab up.
ring: {lab}
profile: {profile}
insecure: true
"""

DRIVERS = """\
driver-options:
  service-restart: /usr/local/sbin/lab-service restart
  service-stop: /usr/local/sbin/lab-service stop
  server-restart: /usr/local/sbin/lab-service reboot
"""

LIBVIRT = """\
  libvirt: qemu:///system
  original: /etc/ringwatch/original.xml
  originals: {originals}
"""

# As guest/original.xml has it; agents refuse an original with more.
GUEST_MEMORY = "192 MB"

DEFAULTS = """\
defaults:
  gateway: {gateway}
  isolation: drop
  guest-memory: {memory}
"""

WITNESS = """\
witness:
  name: {name}
  service-address: {service}
  management-address: {management}
"""

SERVER = """\
  - number: {number}
    name: {name}
    service-address: {service}
    management-address: {management}
    mac: "{mac}"
    vips: [{vips}]
    type: {type}
    services: [{services}]
    procedure: {procedure}
"""

BOARD = "{{agent: fence_lab, options: {{ip: {board}, plug: {name}}}}}"

FENCE = f"""\
    fence: {BOARD}
"""

# The outlet of its power supply, if its board has lost that.
LEVELS = f"""\
    fence:
      - {BOARD}
      - {BOARD.replace("plug", "ipport: 624, plug")}
"""


def generated(plan, lab, profile, originals=0, fences=True, timing=(), keys=(), outlets=()):
    """
    Text of the ring file of a plan; with originals > 0 its servers have virtual servers. keys are
    further ones of single servers: (server, key, value); outlets: servers with a second level.
    """
    text = [HEADER.format(lab=lab, profile=profile)]
    if timing:
        text.append("timing: {" + ", ".join(f"{key}: {value}" for key, value in timing) + "}\n")
    text.append(DRIVERS)
    if originals:
        text.append(LIBVIRT.format(originals=originals))
    text.append(DEFAULTS.format(gateway=plan.gateway, memory=GUEST_MEMORY))
    if plan.witness:
        text.append(WITNESS.format(**vars(plan.witness)))
    text.append("servers:\n")
    for server in plan.servers:
        fields = {**vars(server), "vips": ", ".join(server.vips)}
        text.append(SERVER.format(services=", ".join(server.daemons), **fields))
        text += [f"    {key}: {value}\n" for name, key, value in keys if name == server.name]
        if fences:
            fence = LEVELS if server.name in outlets else FENCE
            text.append(fence.format(board=server.board, name=server.name))
    return "".join(text)
