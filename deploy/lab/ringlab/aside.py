"""A process of its own in a node's network, so that nothing delays what it does there.

It tells in lines of JSON, and goes on until it is told to end. It comes before all that runs in the
servers, as who looks at them from a machine of its own would not wait for theirs.
"""

import json
import os
import select
import signal
import time
import traceback

from ringlab import linux

# Agents have -10.
_FIRST = -15


class Aside:
    """Begins when it is made. To be used inside the lab."""

    def __init__(self, lab, node, action):
        """action(end, tell): end becomes readable when it is to end; tell(said) says something."""
        read, write = os.pipe()
        end_read, end_write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(read)
            os.close(end_write)
            _be_aside(lab, node, lambda: action(end_read, lambda said: _tell(write, said)))
        os.close(write)
        os.close(end_read)
        self._read, self._end = read, end_write
        self._rest = b""

    def look(self, seconds):
        """What it tells within that time; returns at the first news. EOFError if it has ended."""
        readable, _, _ = select.select([self._read], [], [], max(0, seconds))
        if not readable:
            return []
        data = os.read(self._read, 1 << 20)
        if not data:
            raise EOFError("a recorder ended")
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [json.loads(line) for line in lines]

    def end(self, limit):
        """Has it end; all that it still tells, within that time."""
        os.close(self._end)
        until, told = time.monotonic() + limit, []
        try:
            while (left := until - time.monotonic()) > 0:
                told += self.look(left)
            os.kill(self._pid, signal.SIGKILL)
        except EOFError:
            # It is done, or it failed and said why.
            pass
        finally:
            os.close(self._read)
            os.waitpid(self._pid, 0)
        return told


def _tell(write, said):
    data = json.dumps(said, separators=(",", ":")).encode() + b"\n"
    while data:
        data = data[os.write(write, data):]


def _be_aside(lab, node, action):
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.nice(_FIRST)
        linux.enter(int((lab.run / f"{node}.pid").read_text()), ("net",))
        action()
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)
