"""One thread that waits for files, children and moments. Limits are the callers' business."""

import heapq
import itertools
import os
import selectors
import signal
import time


class Loop:
    def __init__(self):
        self._selector = selectors.DefaultSelector()
        self._timers = []
        self._numbers = itertools.count()
        self._children = {}
        read, write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        self.readable(read, lambda: os.read(read, 512))

    def readable(self, file, action):
        self._selector.register(file, selectors.EVENT_READ, action)

    def forget(self, file):
        self._selector.unregister(file)

    def after(self, seconds, action):
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), action))

    def ended(self, pid, action):
        """Calls action(wait status) when a child has ended."""
        self._children[pid] = action

    def no_more_ended(self, pid):
        self._children.pop(pid, None)

    def run(self):
        while True:
            self.turn()

    def turn(self):
        wait = max(0, self._timers[0][0] - time.monotonic()) if self._timers else None
        for key, _ in self._selector.select(wait):
            key.data()
        while self._timers and self._timers[0][0] <= time.monotonic():
            heapq.heappop(self._timers)[2]()
        self._reap()

    def _reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            action = self._children.pop(pid, None)
            if action:
                action(status)
