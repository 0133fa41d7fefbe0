"""System calls that Python 3.11 has no function for, and what /proc says of a process."""

import contextlib
import ctypes
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags):
    _checked(_libc.unshare(flags), "unshare")


def setns(fd, kind):
    _checked(_libc.setns(fd, kind), "setns")


def mount(source, target, kind=None, flags=0, data=None):
    def text(value):
        return None if value is None else os.fsencode(value)

    _checked(
        _libc.mount(text(source), text(target), text(kind), ctypes.c_ulong(flags), text(data)),
        f"mount {kind or source} on {target}",
    )


def bind(source, target, read_only=False):
    mount(source, target, flags=MS_BIND | MS_REC)
    if read_only:
        mount(None, target, flags=MS_REMOUNT | MS_BIND | MS_RDONLY)


def unmount(target):
    _checked(_libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def be_root_directory(directory):
    """Makes a mounted directory the root, and lets go of the old one."""
    os.chdir(directory)
    _checked(_libc.pivot_root(b".", b"."), "pivot_root")
    unmount(".")
    os.chdir("/")


def set_hostname(name):
    raw = os.fsencode(name)
    _checked(_libc.sethostname(raw, len(raw)), "sethostname")


def enter(pid, kinds):
    """Enters namespaces of a process, named as in /proc/PID/ns; that of pids is for children."""
    flags = {
        "pid": CLONE_NEWPID,
        "net": CLONE_NEWNET,
        "uts": CLONE_NEWUTS,
        "ipc": CLONE_NEWIPC,
        "mnt": CLONE_NEWNS,
    }
    fds = [(os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY), flags[kind]) for kind in kinds]
    for fd, flag in fds:
        setns(fd, flag)
        os.close(fd)


@contextlib.contextmanager
def within(pid, kind):
    """In a namespace of a process, for a while."""
    own = f"/proc/self/ns/{kind}"
    back = os.open(own, os.O_RDONLY)
    try:
        enter(pid, (kind,))
        yield
    finally:
        setns(back, 0)
        os.close(back)


def fork_in_new_pid_namespace():
    """Like fork; the child is the init of a new pid namespace, the parent stays in its own."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY)
    try:
        unshare(CLONE_NEWPID)
        pid = os.fork()
        if pid != 0:
            setns(own, CLONE_NEWPID)
        return pid
    finally:
        os.close(own)


def stat(pid):
    """What the kernel says of a process from its state on; None if there is none."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split() or None
    except OSError:
        return None


def state(pid):
    """The letter of a process's state; X if there is none."""
    fields = stat(pid)
    return fields[0] if fields else "X"


def start_time(pid):
    """When a live process was started, in the kernel's ticks: with the pid a unique name."""
    fields = stat(pid)
    return int(fields[19]) if fields and fields[0] not in "ZX" else None


def namespace_of(pid, kind):
    """The number of a process's namespace, or None if there is none any more."""
    try:
        return os.stat(f"/proc/{pid}/ns/{kind}").st_ino
    except OSError:
        return None


def pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def inside(pid_namespace):
    """All processes of a pid namespace, as this process sees them."""
    return [pid for pid in pids() if namespace_of(pid, "pid") == pid_namespace]
