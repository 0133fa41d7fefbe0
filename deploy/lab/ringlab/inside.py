"""From the machine into the lab."""

import os
import sys
import traceback

from ringlab import linux
from ringlab.failure import LabError


def call(lab, action):
    """Runs action() in a process inside the lab's namespaces; its exit code."""
    keeper = lab.keeper()
    linux.enter(keeper, ("pid", "net", "ipc", "mnt"))
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = action() or 0
        except LabError as e:
            print(f"lab: {e}", file=sys.stderr)
            code = e.code
        except KeyboardInterrupt:
            code = 130
        except SystemExit as e:
            code = e.code if isinstance(e.code, int) else 1
        except BrokenPipeError:
            code = 1
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
            except BrokenPipeError:
                pass
            sys.stderr.flush()
            os._exit(code)
    while True:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        except KeyboardInterrupt:
            # The child has it, too, and says what it knows until now.
            continue


def run_in_server(pid, command):
    """Replaces this process by a command in a server, whose process 1 has that pid."""
    # Its process 1 ends when it is turned off, and this with it.
    linux.enter(pid, ("pid", "net", "uts", "ipc", "mnt"))
    child = os.fork()
    if child == 0:
        from ringlab.init import ENVIRONMENT

        environment = dict(ENVIRONMENT)
        for name in ("TERM", "COLUMNS", "NO_COLOR"):
            if name in os.environ:
                environment[name] = os.environ[name]
        try:
            os.execvpe(command[0], command, environment)
        except OSError as e:
            print(f"lab: {command[0]}: {e.strerror}", file=sys.stderr)
            os._exit(127)
    while True:
        try:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            continue
