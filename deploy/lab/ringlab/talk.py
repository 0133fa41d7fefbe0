"""Questions to boards and agents. To be asked from inside the lab."""

import contextlib
import http.client
import json
import socket

from ringlab.failure import LabError

_LIMIT_S = 15


def board(lab, server, action):
    """Has a board do something; what it answers."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_LIMIT_S)
        try:
            line.connect(str(lab.board_socket(server)))
            line.sendall((action + "\n").encode())
            answer = line.makefile().readline().strip()
        except OSError as e:
            raise LabError(f"the board of {server} does not answer: {e}") from e
    if not answer or answer.startswith("error"):
        raise LabError(f"the board of {server} says: {answer or 'nothing'}")
    return answer


def init_pid(lab, server):
    """Pid of a server's process 1, as the lab sees it; 0 if it is off or about to boot."""
    return int(board(lab, server, "pid"))


class _Connection(http.client.HTTPConnection):
    def __init__(self, path, limit):
        super().__init__("agent", timeout=limit)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _socket_of(pid):
    return f"/proc/{pid}/root/run/ringwatch/agent.sock"


def agent(pid, path, body=None, limit=3):
    """What the agent says of a server whose process 1 has that pid; None if it says nothing, or
    only why it does not: an agent that starts has a socket before its member answers."""
    if not pid:
        return None
    connection = _Connection(_socket_of(pid), limit)
    with contextlib.closing(connection):
        try:
            connection.request(
                "GET" if body is None else "POST", path,
                body=None if body is None else json.dumps(body),
                headers={"Accept": "application/json"},
            )
            answer = connection.getresponse()
            said = json.loads(answer.read())
            return None if "error" in said else said
        except (OSError, ValueError, http.client.HTTPException):
            return None
