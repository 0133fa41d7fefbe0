"""The file system of a lab's server: a layer of its own over the package over this machine."""

import os
import pathlib
import shutil
import uuid

from ringlab import linux
from ringlab.state import GUEST

# What is a disk of its own on this machine, and part of what a server needs.
_DISKS = ("/usr", "/var", "/etc", "/opt", "/bin", "/lib", "/sbin")
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty", "kvm", "net/tun", "vhost-net")

# Of this machine's own services nothing is seen in a server; each server has its own on its disk.
_OWN = (
    "/etc/libvirt",
    "/var/lib/libvirt",
    "/var/cache/libvirt",
    "/var/log/libvirt",
    "/var/lib/ringwatch",
    "/var/spool/postfix",
    "/var/lib/postfix",
    "/var/spool/squid",
    "/var/log",
)


def disks_of_this_machine():
    """Mount points under the root that hold programs or their files."""
    found = []
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        for line in file:
            fields = line.split()
            point, kind = fields[4], fields[fields.index("-") + 1]
            inside = any(point == disk or point.startswith(disk + "/") for disk in _DISKS)
            if inside and kind in ("ext4", "xfs", "btrfs", "ext3", "ext2", "f2fs"):
                found.append(point)
    return sorted(found)


def layer(lower, disk, target, submounts):
    """Mounts layers over each other on a directory: lowest / , then lower if there is one."""
    for point in ("/", *submounts):
        name = point.strip("/").replace("/", "-") or "root"
        upper, work = disk / name / "upper", disk / name / "work"
        for directory in (upper, work, target):
            directory.mkdir(parents=True, exist_ok=True)
        lowers = [point]
        if lower is not None:
            above = lower / name / "upper"
            if above.is_dir():
                lowers.insert(0, str(above))
        linux.mount(
            "overlay",
            str(target) + point.rstrip("/"),
            "overlay",
            data=f"lowerdir={':'.join(lowers)},upperdir={upper},workdir={work}",
        )


def _devices(root):
    dev = root / "dev"
    linux.mount("tmpfs", dev, "tmpfs", linux.MS_NOSUID, "mode=755,size=1m")
    for name in _DEVICES:
        source, target = pathlib.Path("/dev", name), dev / name
        if source.exists():
            target.parent.mkdir(exist_ok=True)
            target.touch()
            linux.bind(source, target)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"),
                         ("stderr", "fd/2"), ("ptmx", "pts/ptmx")):
        (dev / name).symlink_to(target)
    (dev / "pts").mkdir()
    linux.mount("devpts", dev / "pts", "devpts", 0, "newinstance,ptmxmode=0666,mode=620")
    (dev / "shm").mkdir()
    linux.mount("tmpfs", dev / "shm", "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=1777")


def _memory_disks(root):
    for name, mode in (("run", "755"), ("tmp", "1777"), ("var/tmp", "1777")):
        linux.mount("tmpfs", root / name, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV,
                    f"mode={mode},size=256m")
    (root / "run/lock").mkdir(mode=0o1777)
    (root / "run/sshd").mkdir(mode=0o755)


def _own_directories(root, disk):
    for name in _OWN:
        target = root / name.lstrip("/")
        if not target.is_dir():
            if name not in ("/var/lib/ringwatch", "/etc/libvirt", "/var/lib/libvirt"):
                continue
            target.mkdir(parents=True)
        own = disk / "own" / name.strip("/").replace("/", "-")
        if not own.is_dir():
            # Empty, with the owners that the packages gave to it.
            _copy_tree_of_directories(target, own)
        linux.bind(own, target)


def _copy_tree_of_directories(source, target):
    target.mkdir(parents=True)
    status = source.stat()
    os.chown(target, status.st_uid, status.st_gid)
    target.chmod(status.st_mode & 0o7777)
    for child in source.iterdir():
        if child.is_dir() and not child.is_symlink():
            _copy_tree_of_directories(child, target / child.name)


def _boot_id(root):
    """A boot id of its own, a new one at every boot, where the kernel shows its own."""
    source = root / "run/.boot-id"
    source.write_text(f"{uuid.uuid4()}\n")
    linux.bind(source, root / "proc/sys/kernel/random/boot_id", read_only=True)


def make(lab, server, with_guests):
    """Makes the root of a server that boots, in the mount namespace of this process; enters it."""
    linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    root, disk = lab.root(server), lab.disk(server)
    layer(lab.layer / "package", disk, root, disks_of_this_machine())
    _own_directories(root, disk)
    linux.mount("proc", root / "proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    linux.mount("sysfs", root / "sys", "sysfs", linux.MS_RDONLY | linux.MS_NOSUID)
    _devices(root)
    _memory_disks(root)
    _boot_id(root)
    data = root / "srv/data"
    data.mkdir(parents=True, exist_ok=True)
    linux.bind(lab.data, data)
    if with_guests:
        for name in ("qemu.conf", "libvirtd.conf"):
            shutil.copy(pathlib.Path(__file__).parent.parent / "guest" / name, root / "etc/libvirt")
        image = root / "var/cache/ringwatch-lab/guest"
        image.mkdir(parents=True, exist_ok=True)
        linux.bind(GUEST, image, read_only=True)
    (root / "etc/hostname").write_text(server + "\n")
    linux.be_root_directory(root)
