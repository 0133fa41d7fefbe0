"""What the commands that work with labs have in common."""

import os
import pathlib
import signal
import sys

from ringlab.failure import INTERRUPTED, NOT_DONE, LabError


def require_root():
    if os.geteuid() != 0:
        raise LabError("must be run as root: namespaces and bridges are made. Nothing was done.")


def guarded(name, action):
    """The exit code of action(); says what it failed of."""
    # Also where a shell had SIGINT ignored: the processes in the lab are ended by it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        return action()
    except LabError as e:
        print(f"{name}: {e}", file=sys.stderr)
        return e.code
    except KeyboardInterrupt:
        print(f"{name}: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has read enough.
        sys.stdout = None
        return NOT_DONE


def add_lab_options(parser, lab, limit, late):
    """Options of whoever brings a lab of its own up; late: what is not over within the limit."""
    parser.add_argument("--boot", type=float, default=8.0, metavar="SECONDS",
                        help="how long machines are on before their system starts (default: 8)")
    parser.add_argument("--limit", type=float, default=limit, metavar="SECONDS",
                        help=f"{late} by then has failed (default: {limit:g})")
    parser.add_argument("--lab", default=lab, metavar="NAME", help=f"default: {lab}")
    parser.add_argument("--package", type=pathlib.Path, metavar="FILE", help="the .deb to use")
