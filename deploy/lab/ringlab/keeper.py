"""The keeper of a lab: process 1 of a pid namespace in which everything of the lab runs.

When it is killed, the kernel ends all of it: processes, network namespaces, mounts, rules.
"""

import os
import signal
import sys
import time
import traceback

from ringlab import linux, network, package
from ringlab.board import Board
from ringlab.failure import LabError
from ringlab.init import say


def start(lab, plan, ring_text, deb, options, record):
    """Starts the keeper. It begins only after record(its pid) has returned, and ends if it fails.

    So there is no moment at which a lab runs of which nobody could say who keeps it.
    """
    read, write = os.pipe()
    go_read, go_write = os.pipe()
    between = os.fork()
    if between == 0:
        os.close(read)
        os.close(go_write)
        os.setsid()
        linux.unshare(
            linux.CLONE_NEWPID | linux.CLONE_NEWNS | linux.CLONE_NEWNET | linux.CLONE_NEWIPC
        )
        pid = os.fork()
        if pid == 0:
            os.close(write)
            if os.read(go_read, 1) != b"g":
                os._exit(1)
            _be_keeper(lab, plan, ring_text, deb, options)
        os.write(write, str(pid).encode())
        os._exit(0)
    os.close(write)
    os.close(go_read)
    with open(read, encoding="ascii") as pipe:
        pid = int(pipe.read() or 0)
    os.waitpid(between, 0)
    if not pid:
        raise LabError("no namespaces can be made here; this needs all capabilities of root")
    try:
        record(pid)
        os.write(go_write, b"g")
    finally:
        os.close(go_write)


def _be_keeper(lab, plan, ring_text, deb, options):
    code = 1
    try:
        log = os.open(lab.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        null = os.open("/dev/null", os.O_RDONLY)
        for fd, number in ((null, 0), (log, 1), (log, 2)):
            os.dup2(fd, number)
        os.closerange(3, 1024)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.umask(0o022)
        os.chdir("/")
        _keep(lab, plan, ring_text, deb, options)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _keep(lab, plan, ring_text, deb, options):
    began = time.monotonic()
    linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("proc", "/proc", "proc")
    for directory in (lab.layer, lab.run / "boards", lab.run / "roots", lab.data):
        directory.mkdir(parents=True, exist_ok=True)
    package.install(lab, deb)
    package.configure(lab, plan, ring_text, options["guests"], options["fence-agents"])
    say(f"lab: package installed after {time.monotonic() - began:.2f} s")
    network.make_switches()
    holders = network.make_gateway_and_client(plan)
    for name, pid in holders.items():
        (lab.run / f"{name}.pid").write_text(str(pid))
    names = {}
    for machine in plan.machines():
        pid = os.fork()
        if pid == 0:
            _be_board(lab, machine, plan, options)
        names[pid] = machine.name
    say(f"lab: {len(names)} boards after {time.monotonic() - began:.2f} s")
    while True:
        pid, status = os.wait()
        if pid in names:
            say(f"lab: the board of {names[pid]} ended with {os.waitstatus_to_exitcode(status)}")


def _be_board(lab, machine, plan, options):
    try:
        os.setsid()
        Board(lab, machine, plan, options).run()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(1)
