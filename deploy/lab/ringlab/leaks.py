"""What a lab that was taken down may have left behind."""

import time

from ringlab import linux

_KINDS = ("pid", "net", "mnt", "ipc")
_LIMIT_S = 10


def namespaces(keeper):
    """The numbers of all namespaces in which processes of a lab are, its keeper's included."""
    found = set()
    for pid in _descendants(keeper):
        for kind in _KINDS:
            number = linux.namespace_of(pid, kind)
            if number and number != linux.namespace_of("self", kind):
                found.add((kind, number))
    return found


def _descendants(keeper):
    children = {}
    for pid in linux.pids():
        fields = linux.stat(pid)
        if fields:
            children.setdefault(int(fields[1]), []).append(pid)
    found, left = [], [keeper]
    while left:
        pid = left.pop()
        found.append(pid)
        left += children.get(pid, [])
    return found


def find(lab, before):
    """Lines about processes and mounts that are left; waits for what the kernel does later."""
    until = time.monotonic() + _LIMIT_S
    while True:
        found = _processes(before) + _mounts(lab)
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.05)


def _processes(before):
    found = []
    for pid in linux.pids():
        for kind in _KINDS:
            if (kind, linux.namespace_of(pid, kind)) in before:
                found.append(f"process {pid} in its {kind} namespace")
                break
    return found


def _mounts(lab):
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        points = [line.split()[4] for line in file]
    heads = (f"{lab.run}/", f"{lab.disks}/")
    return [f"mount {point}" for point in points if point.startswith(heads)]
