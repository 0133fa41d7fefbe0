"""Whether all is as at first: what every run of a bench or an attack begins and ends with."""

import time

from ringlab import client, talk
from ringlab.forming import is_formed

_QUIET_S = 1.0
_POLL_S = 0.5


class Quiet:
    """To be used inside the lab."""

    def __init__(self, lab, plan, guests):
        """guests: whether servers are to have suspended original servers"""
        self._lab = lab
        self._plan = plan
        self._guests = guests

    def wait(self, limit, originals=True, recorder=None):
        """Waits until all is as at first, and stays so for a moment; None, or what is not."""
        until, since = time.monotonic() + limit, None
        while True:
            missing = self._missing(originals)
            now = time.monotonic()
            since = None if missing else since or now
            if since is not None and now - since >= _QUIET_S:
                return None
            if now >= until:
                return missing or "it changes"
            if recorder:
                pass_time(recorder, _POLL_S)
            else:
                time.sleep(_POLL_S)

    def _missing(self, originals):
        for server in self._plan.servers:
            pid = talk.init_pid(self._lab, server.name)
            status = talk.agent(pid, "/v1/status")
            if status is None:
                return f"no agent answers on {server.name}"
            if not is_formed(status):
                return f"{server.name} does not see all serve"
            if originals and self._guests and not _has_originals(status):
                return f"{server.name} has not all its original servers"
        if originals:
            silent = client.silent(self._lab, self._plan)
            if silent:
                return f"the client is not served by {', '.join(silent)}"
        return None


def _has_originals(status):
    kept = status.get("originals")
    return bool(kept) and len(kept["ready"]) >= kept["wanted"] and not kept["serving"]


def pass_time(recorder, seconds):
    """Time passes, and what is told is taken in."""
    recorder.wait(lambda events: False, seconds)
