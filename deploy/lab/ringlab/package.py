"""The layer that all servers of a lab share: the package installed, and the lab's own files."""

import hashlib
import pathlib
import shutil
import subprocess

from ringlab import linux, root
from ringlab.failure import LabError
from ringlab.state import GUEST

LAB_HOME = pathlib.Path(__file__).resolve().parent.parent
_CACHE = pathlib.Path("/var/cache/ringwatch-lab")
_CACHED_MAX = 3


def find_deb():
    """The package of this source tree, or the one that was put beside the lab."""
    target = LAB_HOME.parent / "target"
    found = [
        file
        for directory in (target, target / "quick", LAB_HOME)
        for file in directory.glob("ringwatch_*_all.deb")
    ]
    if found:
        return max(found, key=lambda file: file.stat().st_mtime)
    raise LabError(
        f"no package in {target}; build it: mvn -q -DskipTests package,"
        " or name one: --package FILE. Nothing was started."
    )


def _key(deb):
    digest = hashlib.sha256(deb.read_bytes())
    digest.update(pathlib.Path("/var/lib/dpkg/status").read_bytes())
    digest.update(repr(root.disks_of_this_machine()).encode())
    return digest.hexdigest()[:24]


def install(lab, deb):
    """Installs the package as dpkg does it, into a layer over this machine's file system."""
    linux.mount("tmpfs", lab.layer, "tmpfs", 0, "mode=755,size=1g")
    package, target = lab.layer / "package", lab.layer / "root"
    cached = _CACHE / f"package-{_key(deb)}.tar"
    if cached.exists():
        _run("tar", "--xattrs", "--xattrs-include=*", "-xf", cached, "-C", lab.layer)
        cached.touch()
        return
    root.layer(None, package, target, root.disks_of_this_machine())
    linux.bind("/proc", target / "proc")
    linux.bind("/dev", target / "dev")
    for name in ("run", "tmp"):
        linux.mount("tmpfs", target / name, "tmpfs", 0, "mode=755,size=256m")
    for name in ("etc/ringwatch", "var/lib/ringwatch", "var/cache/ringwatch"):
        # What this machine has of its own is not seen in the lab.
        shutil.rmtree(target / name, ignore_errors=True)
    shutil.copy(deb, target / "tmp/ringwatch.deb")
    _run("chroot", target, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "dpkg",
         "--force-unsafe-io", "--force-confnew", "--force-confmiss", "-i", "/tmp/ringwatch.deb")
    linux.unmount(target)
    _CACHE.mkdir(parents=True, exist_ok=True)
    # Two labs that come up at once each make their own.
    part = cached.with_suffix(f".{lab.name}.part")
    _run("tar", "--xattrs", "--xattrs-include=*", "-cf", part, "-C", lab.layer, "package")
    part.rename(cached)
    old = sorted(_CACHE.glob("package-*.tar"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in old[_CACHED_MAX:]:
        file.unlink(missing_ok=True)


def configure(lab, plan, ring_text, guests, fences=()):
    """What all servers have the same: ring file, procedures, original server, the lab's tools."""
    upper = lab.layer / "package/root/upper"
    etc = upper / "etc/ringwatch"
    etc.mkdir(parents=True, exist_ok=True)
    (etc / "ring.yaml").write_text(ring_text)
    (etc / "ring.yaml").chmod(0o600)
    _procedures(lab, plan, upper)
    tools = upper / "usr/local/sbin"
    tools.mkdir(parents=True, exist_ok=True)
    for tool in (LAB_HOME / "server").iterdir():
        shutil.copy(tool, tools / tool.name)
        (tools / tool.name).chmod(0o755)
    for fence in fences:
        if not (tools / fence).exists():
            # Whatever fences the user has, in the lab the boards are asked.
            (tools / fence).symlink_to("fence_lab")
    if guests:
        original = (LAB_HOME / "guest/original.xml").read_text()
        (etc / "original.xml").write_text(original.replace("@IMAGE@", str(GUEST)))


def _procedures(lab, plan, upper):
    """A directory for every server, assembled from those of the roles; and the users' data."""
    assemble, data = (LAB_HOME / "procedures" / name for name in ("assemble", "data"))
    if not assemble.exists():
        return
    assembled = lab.run / "procedures"
    _run(assemble, assembled)
    _run(data, lab.data)
    for server in plan.servers:
        role = server.role
        if not role or not server.procedure.startswith("/"):
            continue
        into = upper / server.procedure.lstrip("/")
        shutil.copytree(assembled / role, into, dirs_exist_ok=True)
        pages, of_role = lab.data / server.name, lab.data / role
        if role.startswith("web") and not pages.exists() and of_role.is_dir():
            shutil.copytree(of_role, pages)
            index = pages / "index.html"
            index.write_text(index.read_text().replace(role, server.name))


def _run(*command):
    end = subprocess.run(
        [str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )
    if end.returncode != 0:
        raise OSError(f"{' '.join(map(str, command))}: {end.stdout[-2000:]}{end.stderr[-2000:]}")
