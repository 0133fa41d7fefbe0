"""A libvirt of its own in namespaces of its own, and the guests in it. Everything ends with the process.

Only for `check`, which runs inside `unshare`: what is mounted, started and added here is seen by nobody else.
"""

import base64
import ctypes
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRIVATE = ["/var/cache/libvirt", "/var/lib/libvirt", "/var/log/libvirt", "/run", "/srv"]
IMAGE = "/var/cache/libvirt/image"
START_LIMIT_S = 60
INSTALL_LIMIT_S = 60
POLL_S = 0.005
LIBC = ctypes.CDLL(None)


class Failure(Exception):
    """Something did not go as it must; its text is the diagnosis."""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def namespace(image, addresses):
    """Makes the inside of the namespaces: mounts, the bridge with the client's addresses, libvirt."""
    for directory in PRIVATE:
        os.makedirs(directory, exist_ok=True)
        run("mount", "-t", "tmpfs", "ringwatch-check", directory)
        if not os.path.exists(IMAGE):
            # Before /run is hidden, where the image may lie.
            os.makedirs(IMAGE)
            run("mount", "--bind", image, IMAGE)
    settings = Path("/run/libvirt-settings")
    settings.mkdir()
    for name in ("qemu.conf", "libvirtd.conf"):
        shutil.copy(HERE / name, settings)
    run("mount", "--bind", str(settings), "/etc/libvirt")
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", "br0", "type", "bridge")
    run("ip", "link", "set", "br0", "up")
    for address in addresses:
        run("ip", "address", "add", f"{address}/24", "dev", "br0")
    os.makedirs("/run/libvirt")
    run("virtlogd", "--daemon")
    run("libvirtd", "--daemon")


class Libvirt:
    """The C library: starting a virsh for each call would be a third of what is measured."""

    def __init__(self):
        self.lib = ctypes.CDLL("libvirt.so.0")
        self.agent = ctypes.CDLL("libvirt-qemu.so.0").virDomainQemuAgentCommand
        self.silent = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: None)
        self.lib.virSetErrorFunc(None, self.silent)
        for function in (self.lib.virConnectOpen, self.lib.virDomainDefineXML, self.agent):
            function.restype = ctypes.c_void_p
        self.lib.virGetLastErrorMessage.restype = ctypes.c_char_p
        self.connection = ctypes.c_void_p(self.good(self.lib.virConnectOpen(b"qemu:///system")))

    def good(self, result):
        if result is None or result == -1:
            raise Failure(self.lib.virGetLastErrorMessage().decode())
        return result

    def define(self, xml):
        return ctypes.c_void_p(self.good(self.lib.virDomainDefineXML(self.connection, xml.encode())))

    def call(self, name, domain):
        self.good(getattr(self.lib, name)(domain))

    def agent_command(self, domain, text):
        """The answer of the guest agent; it has 5 s for it."""
        answer = self.good(self.agent(domain, text.encode(), 5, 0))
        said = ctypes.string_at(answer).decode()
        LIBC.free(ctypes.c_void_p(answer))
        return said


class Guest:
    """An original server, and what becomes of it."""

    def __init__(self, libvirt, name, memory_mib=None):
        self.libvirt = libvirt
        self.name = name
        text = (HERE / "original.xml").read_text().replace("@IMAGE@", IMAGE)
        text = text.replace("<name>ringwatch-original</name>", f"<name>{name}</name>")
        if memory_mib:
            text = re.sub(r"<memory unit='MiB'>\d+", f"<memory unit='MiB'>{memory_mib}", text)
        self.domain = libvirt.define(text)

    def start(self):
        """Starts it; seconds until the guest agent answered."""
        began = time.monotonic()
        self.libvirt.call("virDomainCreate", self.domain)
        while True:
            try:
                self.agent("guest-ping")
                return time.monotonic() - began
            except Failure:
                if time.monotonic() - began > START_LIMIT_S:
                    raise
                time.sleep(0.05)

    def suspend(self):
        self.libvirt.call("virDomainSuspend", self.domain)

    def resume(self):
        self.libvirt.call("virDomainResume", self.domain)

    def destroy(self):
        self.libvirt.call("virDomainDestroy", self.domain)
        self.libvirt.call("virDomainUndefine", self.domain)

    def agent(self, command, **arguments):
        """What the guest agent answers."""
        request = {"execute": command}
        if arguments:
            request["arguments"] = {key.replace("_", "-"): value for key, value in arguments.items()}
        return json.loads(self.libvirt.agent_command(self.domain, json.dumps(request)))["return"]

    def shell(self, script, stdin=b"", environment=()):
        """Exit code, output and errors of a shell script in the guest."""
        arguments = {"path": "/bin/sh", "arg": ["-c", script], "capture_output": True}
        if stdin:
            arguments["input_data"] = base64.b64encode(stdin).decode()
        if environment:
            arguments["env"] = [f"{key}={value}" for key, value in environment.items()]
        pid = self.agent("guest-exec", **arguments)["pid"]
        until = time.monotonic() + INSTALL_LIMIT_S
        while time.monotonic() < until:
            status = self.agent("guest-exec-status", pid=pid)
            if status["exited"]:
                said = [base64.b64decode(status.get(key, "")).decode() for key in ("out-data", "err-data")]
                return status.get("exitcode", -1), *said
            time.sleep(POLL_S)
        raise Failure(f"{self.name}: '{script[:60]}' took longer than {INSTALL_LIMIT_S} s")

    def resident_mib(self):
        """Memory of the host that the guest's process has: all, and its own (not of the shared files)."""
        pid = Path(f"/run/libvirt/qemu/{self.name}.pid").read_text().strip()
        status = Path(f"/proc/{pid}/status").read_text()
        return [int(re.search(rf"{key}:\s+(\d+)", status)[1]) // 1024 for key in ("VmRSS", "RssAnon")]
