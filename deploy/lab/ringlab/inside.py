"""From the machine into the lab, and from the lab into a server."""

import os
import signal
import sys
import traceback

from ringlab import linux
from ringlab.failure import INTERRUPTED, LabError
from ringlab.environment import ENVIRONMENT

_SIGNALLED = 128
_NOT_FOUND = 127
_PASSED_ON = ("TERM", "COLUMNS", "LINES", "NO_COLOR")


def call(lab, action):
    """Runs action() in a process inside the lab's namespaces; its exit code."""
    keeper = lab.keeper()

    def enter_and_act():
        # Children are in the namespace of pids that is entered, the process itself is not.
        linux.enter(keeper, ("pid", "net", "ipc", "mnt"))
        return _in_child(lambda: action() or 0)

    return _in_child(enter_and_act)


def _in_child(action):
    """The exit code of a child that runs action(), which returns one."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = action()
            sys.stdout.flush()
        except LabError as e:
            print(f"lab: {e}", file=sys.stderr)
            code = e.code
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            # Whoever read has read enough.
            code = 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return _exit_code(pid)


def _exit_code(pid):
    """Waits for a child; an interruption is the child's, which ends in its own time."""
    while True:
        try:
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            return code if code >= 0 else _SIGNALLED - code
        except KeyboardInterrupt:
            os.kill(pid, signal.SIGINT)


def in_server(pid, *command):
    """The words that run a command in a server, for a process that goes on itself."""
    return ["nsenter", f"--target={pid}", "--mount", "--net", "--pid", "--uts", "--ipc", "--",
            *command]


def run_in_server(pid, command):
    """Runs a command in a server, whose process 1 has that pid in the lab; its exit code."""
    linux.enter(pid, ("pid", "net", "uts", "ipc", "mnt"))
    child = os.fork()
    if child == 0:
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        try:
            os.execvpe(command[0], command, {**ENVIRONMENT, **passed_on})
        except OSError as e:
            print(f"lab: {command[0]}: {e.strerror}", file=sys.stderr)
            sys.stderr.flush()
            os._exit(_NOT_FOUND)
    return _exit_code(child)
