"""What a client of each service of the lab does, to see that it serves. Each returns what it saw."""

import ftplib
import http.client
import io
import smtplib
import socket
import subprocess
import time
import urllib.request

TIMEOUT_S = 10


def ftp(address, who, _keys):
    with ftplib.FTP(timeout=TIMEOUT_S) as client:
        banner = client.connect(address)
        client.login()
        got = io.BytesIO()
        client.retrbinary("RETR hello.txt", got.write)
        assert who in banner, banner
        assert got.getvalue() == b"A file of the FTP server.\n", got.getvalue()
        return banner


def smtp(address, who, _keys):
    with smtplib.SMTP(timeout=TIMEOUT_S) as client:
        code, banner = client.connect(address)
        assert code == 220 and who in banner.decode(), banner
        return banner.decode()


def smtp_delivers(_address, _who, _keys, mail="/srv/data/mail"):
    """A message of ours arrives in a mailbox, as a file of the users' data."""
    import glob

    with smtplib.SMTP(_address, timeout=TIMEOUT_S) as client:
        client.sendmail("somebody@example.org", ["anna@lab.test"], "Subject: a test\n\nText.\n")
    until = time.monotonic() + TIMEOUT_S
    while not glob.glob(f"{mail}/anna/new/*"):
        assert time.monotonic() < until, "the message did not arrive"
        time.sleep(0.05)
    return "delivered"


def http_page(address, who, _keys):
    connection = http.client.HTTPConnection(address, timeout=TIMEOUT_S)
    connection.request("GET", "/")
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 200 and f"Served by {who}." in page, page
    return f"200, X-Served-By: {answer.headers['X-Served-By']}"


def proxy(address, who, _keys):
    handler = urllib.request.ProxyHandler({"http": f"http://{address}:3128"})
    with urllib.request.build_opener(handler).open("http://172.21.14.10:8080/", timeout=TIMEOUT_S) as answer:
        via = answer.headers["Via"]
        assert answer.status == 200 and who in via, via
        return f"200, Via: {via}"


def ssh(address, _who, _keys):
    with socket.create_connection((address, 22), timeout=TIMEOUT_S) as connection:
        banner = connection.makefile().readline().strip()
    assert banner.startswith("SSH-2.0-OpenSSH"), banner
    return banner


def ssh_lets_in(address, who, keys):
    """A login with the key of the lab's user."""
    options = ["BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
    command = ["ssh", "-i", f"{keys}/client_key", *(part for option in options for part in ("-o", option))]
    done = subprocess.run(
        [*command, f"root@{address}", "cat /proc/sys/kernel/hostname"], capture_output=True, text=True, timeout=30
    )
    assert done.stdout.strip() == who, done.stderr
    return f"logged in to {who}"


# Server: last byte of its VIP, its port, what a client does first (timed), and then (not timed).
SERVICES = {
    "mail": (201, 25, smtp, smtp_delivers),
    "ftp": (202, 21, ftp, None),
    "web1": (203, 80, http_page, None),
    "web2": (204, 80, http_page, None),
    "proxy": (205, 3128, proxy, None),
    "login": (206, 22, ssh, ssh_lets_in),
}
