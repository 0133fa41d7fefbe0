"""One access of a client, as short as the protocol allows: each raises or returns in time."""

import asyncio
import ipaddress


# Where a client finds each daemon.
PORTS = {"vsftpd": 21, "postfix": 25, "sshd": 22, "apache2": 80, "squid": 3128}


class Refused(Exception):
    """The server answered, and not what it should."""


async def _line(reader, *heads):
    line = (await reader.readline()).decode("latin-1").rstrip("\r\n")
    if not line.startswith(heads):
        raise Refused(f"said '{line[:60]}'" if line else "closed the connection")
    return line


async def _reply(reader, *heads):
    """The last line of an FTP reply, which may have several."""
    line = await _line(reader, *heads)
    code = line[:3]
    while line[3:4] == "-" or not line.startswith(code):
        line = (await reader.readline()).decode("latin-1").rstrip("\r\n")
        if not line:
            raise Refused("closed the connection")
    return line


async def _ftp(open_connection, address, port, path):
    """A download, as anonymous."""
    reader, writer = await open_connection(address, port)
    await _reply(reader, "220")
    for command, *heads in (("USER anonymous", "331", "230"), ("PASS client@lab", "230", "202")):
        writer.write(f"{command}\r\n".encode())
        await _reply(reader, *heads)
    writer.write(b"EPSV\r\n")
    reply = await _reply(reader, "229")
    data_port = int(reply.rpartition("|||")[2].partition("|")[0])
    writer.write(f"RETR {path}\r\n".encode())
    data, _ = await open_connection(address, data_port)
    await _reply(reader, "150", "125")
    content = await data.read()
    await _reply(reader, "226", "250")
    if not content:
        raise Refused("sent an empty file")


async def _banner(open_connection, address, port, head):
    reader, _ = await open_connection(address, port)
    await _line(reader, head)


async def _http(open_connection, address, port, url, host):
    reader, writer = await open_connection(address, port)
    writer.write(f"GET {url} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    status = await _line(reader, "HTTP/1.")
    if status.split()[1:2] != ["200"]:
        raise Refused(f"said '{status[:60]}'")
    while (await reader.readline()).strip():
        pass
    if not await reader.read():
        raise Refused("sent an empty page")


def access(daemon, outside):
    """How a client of a daemon uses it: a function of (open_connection, address).

    outside: address of a page beyond the servers, which is fetched through a proxy
    """
    port = PORTS.get(daemon)
    actions = {
        "vsftpd": lambda connect, address: _ftp(connect, address, port, "hello.txt"),
        "postfix": lambda connect, address: _banner(connect, address, port, "220"),
        "sshd": lambda connect, address: _banner(connect, address, port, "SSH-2.0"),
        "apache2": lambda connect, address: _http(connect, address, port, "/", _host(address)),
        "squid": lambda connect, address: _http(
            connect, address, port, f"http://{outside}/", outside
        ),
    }
    return actions.get(daemon)


def _host(address):
    return f"[{address}]" if ipaddress.ip_address(address).version == 6 else address


def opener(keep):
    """A connect that remembers its sockets in keep, so that whoever gives up can drop them all."""

    async def open_connection(address, port):
        reader, writer = await asyncio.open_connection(address, port)
        keep.append(writer)
        return reader, writer

    return open_connection
