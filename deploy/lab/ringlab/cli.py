"""The command line of the lab."""

import argparse
import pathlib
import sys

from ringlab import (
    client, clock, faults, fences, inside, power, processes, report, up, userring,
)
from ringlab.down import down
from ringlab.failure import INTERRUPTED, LabError
from ringlab.guard import require_root
from ringlab.names import planned
from ringlab.state import Lab


def _seconds(text):
    units = {"ms": 0.001, "s": 1, "min": 60}
    for unit, factor in units.items():
        number = text.removesuffix(unit).strip()
        if text.endswith(unit) and number.replace(".", "", 1).isdigit():
            return float(number) * factor
    raise argparse.ArgumentTypeError(f"'{text}': expected a duration such as 100ms, 5s, 2min")


def _existing(text):
    path = pathlib.Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"'{text}': no such file")
    return path.resolve()


def _timing(text):
    key, _, value = text.partition("=")
    if not key or not value:
        raise argparse.ArgumentTypeError(f"'{text}': expected KEY=VALUE, such as restart-seen=10s")
    return key, value


def _server_key(text):
    name, _, value = text.partition("=")
    server, _, key = name.partition(".")
    if not server or not key or not value:
        raise argparse.ArgumentTypeError(
            f"'{text}': expected SERVER.KEY=VALUE, such as ftp.isolation=keep")
    return server, key, value


def _parser():
    parser = argparse.ArgumentParser(
        prog="lab", description="A ring of servers on this machine, each a set of namespaces."
    )
    parser.add_argument("--lab", default="lab", metavar="NAME", help="which lab (default: lab)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name, action, text, *arguments):
        sub = commands.add_parser(name, help=text, description=text)
        for words, options in arguments:
            sub.add_argument(*words, **options)
        sub.set_defaults(action=action)

    def arg(*words, **options):
        return words, options

    server = arg("server", metavar="SERVER")
    daemon = arg("daemon", metavar="DAEMON")
    network = arg("--network", choices=("service", "management", "both"), default="both")
    add("up", _up, "brings the lab up, and waits until its ring is formed",
        arg("--servers", type=int, default=6, metavar="N", help="2 to 24 (default: 6)"),
        arg("--ring", type=_existing, metavar="FILE",
            help="a ring file of your own, in place of the lab's; --servers, --profile, --timing,"
            " --no-fences, --outlet and --set do not count then"),
        arg("--profile", default="default", choices=("paper", "default", "fast")),
        arg("--timing", type=_timing, action="append", default=[], metavar="KEY=VALUE",
            help="a timing of the ring file other than the profile's; may be repeated"),
        arg("--originals", type=int, default=1, metavar="N",
            help="suspended original servers per server; 0: no libvirt, no virtual servers"),
        arg("--no-fences", action="store_true", help="no fence_lab in the ring file"),
        arg("--outlet", action="append", default=[], metavar="SERVER",
            help="its fence has a second level, the outlet of its power supply; may be repeated"),
        arg("--set", type=_server_key, action="append", default=[], metavar="SERVER.KEY=VALUE",
            help="a further key of a server in the ring file; may be repeated"),
        arg("--boot", type=_seconds, default=20.0, metavar="TIME",
            help="how long a server that is turned on or restarts is silent before its system"
            " starts, except at the lab's start (default: 20s, as a machine; 0s: none)"),
        arg("--no-clocks", action="store_true",
            help="agents without libfaketime: lab clock does not work then"),
        arg("--package", type=_existing, metavar="FILE", help="the .deb to install"),
        arg("--limit", type=_seconds, default=180.0, metavar="TIME", help="default: 180s"),
        arg("--keep", action="store_true", help="leave the lab as it is if it cannot be started"))
    add("down", _down, "ends the lab, and everything of it")
    add("status", _inside(report.status, early=True),
        "what is on, what is cut, and what the ring says",
        arg("--json", action="store_true"))
    add("off", _inside(power.switch("off")), "cuts a server's power: all of it dies at once",
        server)
    add("on", _inside(power.switch("on")), "turns a server on", server,
        arg("--wait", action="store_true", help="until its agent answers"))
    add("restart", _inside(power.switch("restart")), "turns a server off and on", server)
    add("freeze", _inside(processes.freeze), "stops everything of a server (SIGSTOP)", server,
        arg("--agent", action="store_true", help="its agent only"))
    add("thaw", _inside(processes.thaw), "lets a frozen server, or agent, go on", server)
    add("kill-agent", _inside(processes.kill_agent), "kills a server's agent (SIGKILL)", server)
    add("stop", _inside(processes.stop), "ends a daemon", server, daemon,
        arg("--kill", action="store_true", help="with SIGKILL, not by its procedure"))
    add("hang", _inside(processes.hang), "lets a daemon hang (SIGSTOP)", server, daemon)
    add("unhang", _inside(processes.unhang), "lets a daemon that hangs go on", server, daemon)
    add("cut", _inside(faults.cut), "no frame between two nodes passes any more",
        arg("a", metavar="A"), arg("b", metavar="B"), network,
        arg("--one-way", action="store_true", help="only those from A to B are lost"))
    add("isolate", _inside(faults.isolate), "no frame from or to a node passes any more",
        arg("node", metavar="NODE"), network,
        arg("--mute", dest="way", action="store_const", const="mute",
            help="only those from it are lost: nobody hears it"),
        arg("--deaf", dest="way", action="store_const", const="deaf",
            help="only those to it are lost: it hears nobody"))
    add("lose", _inside(faults.lose), "loses a share of all frames",
        arg("percent", type=float, metavar="PERCENT"), network)
    add("heal", _inside(faults.heal), "ends all cuts, isolation and loss")
    add("fence", _inside(fences.behave), "how the fence of a server behaves from now on", server,
        arg("manner", choices=tuple(fences.MANNERS)))
    add("clock", _inside(clock.step), "steps the wall clock of a server's agent", server,
        arg("seconds", metavar="+/-SECONDS"))
    add("exec", _inside(power.execute, early=True), "runs a command in a server", server,
        arg("words", nargs=argparse.REMAINDER, metavar="COMMAND..."))
    add("client", _inside(client.run), "uses a service from the client, and logs every access",
        arg("target", metavar="NAME|VIP"),
        arg("--every", type=_seconds, default=0.1, metavar="TIME", help="default: 100ms"),
        arg("--limit", type=_seconds, default=0.3, metavar="TIME", help="default: 300ms"),
        arg("--for", dest="duration", type=_seconds, metavar="TIME", help="default: until Ctrl-C"),
        arg("--json", action="store_true", help="at the end, everything as JSON"))
    add("log", _inside(report.log, early=True), "what a server's agent, daemons and ring logged",
        server,
        arg("--lines", type=int, default=40, metavar="N", help="last lines of each (default: 40)"))
    return parser


def _up(lab, options):
    options.ring_text = options.ring.read_text() if options.ring else None
    plan = userring.plan_of(options.ring_text) if options.ring else planned(options.servers)
    with lab.lock():
        up.up(lab, plan, options)
    return 0


def _down(lab, options):
    with lab.lock():
        if lab.read() is None and not lab.run.exists() and not lab.disks.exists():
            print(f"lab: '{lab.name}' is not up")
            return 0
        down(lab)
    print(f"lab: '{lab.name}' is down, and nothing of it is left")
    return 0


def _inside(action, early=False):
    """A command that is carried out in the lab's namespaces; early: while it comes up, too."""

    def command(lab, options):
        plan = lab.must_be_up(early)
        return inside.call(lab, lambda: action(lab, plan, options))

    return command


def main(words=None):
    options = _parser().parse_args(words)
    try:
        lab = Lab(options.lab)
        require_root()
        return options.action(lab, options)
    except LabError as e:
        print(f"lab: {e}", file=sys.stderr)
        return e.code
    except KeyboardInterrupt:
        print("lab: interrupted", file=sys.stderr)
        return INTERRUPTED
