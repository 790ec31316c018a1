"""Pictures over a network, where an author asks for it: from public addresses alone, within limits.

A note is a stranger's text, and this machine may reach what the stranger cannot. So each name is looked
up first, every address that it has must be a public one, and the connection is made to that address and
not to the name, which could mean another by then; a redirection is looked at in the same way. Proxies,
cookies and passwords are not used.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

if TYPE_CHECKING:
    import ssl
    from http.client import HTTPResponse

_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)
_AT_ONCE = 4
Place = tuple[str, int]  # an address in digits, and a port


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a picture, seconds of each and of all, redirections; `allowed` are places that need not
    be public (tests have a server of their own)."""

    most: int = 20_000_000
    seconds: float = 10.0
    in_all: float = 60.0
    redirections: int = 5
    allowed: frozenset[Place] = frozenset()


@dataclass(slots=True)
class Fetcher:
    """What was fetched so far, kept as long as the process: a page that is watched asks again and again."""

    limits: Limits = field(default_factory=Limits)
    known: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, addresses: Iterable[str]) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
        """The contents by address, and of the others the reason why there is none."""
        wanted = [one for one in dict.fromkeys(addresses) if one not in self.known]
        end = time.monotonic() + self.limits.in_all
        missing: dict[str, str] = {}
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for address, got in zip(
                wanted, pool.map(lambda one: _tried(one, self.limits, end), wanted), strict=True
            ):
                if isinstance(got, bytes):
                    self.known[address] = got
                else:
                    missing[address] = got
        return self.known, missing


def _tried(address: str, limits: Limits, end: float) -> bytes | str:
    """The content, or the reason why there is none."""
    try:
        return _fetched(address, limits, min(time.monotonic() + limits.seconds, end))
    except ValueError as error:
        return str(error)
    except TimeoutError:
        return "it took too long"
    except OSError as error:
        return f"it cannot be fetched: {(error.strerror or str(error) or 'no connection').lower()}"


def _fetched(address: str, limits: Limits, end: float) -> bytes:
    """Raises ValueError with the reason, TimeoutError, OSError."""
    for _ in range(limits.redirections + 1):
        parts = _checked(address)
        port = parts.port or _PORTS[parts.scheme]
        host = _ascii(parts.hostname or "")
        place = _public(host, port, limits, end)
        content, address = _answer(parts, host, place, limits, end)
        if not address:
            return content
    raise ValueError("it is redirected too often")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError("it is no address") from None
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise ValueError("only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise ValueError("an address with a name or a password is not fetched")
    return parts


def _ascii(host: str) -> str:
    """The host's name as it is looked up."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("it is no address") from None


def _public(host: str, port: int, limits: Limits, end: float) -> Place:
    """Where to connect to; raises ValueError where one of the name's addresses is not public."""
    found = _looked_up(host, port, end)
    for place in found:
        if place in limits.allowed:
            continue
        if not is_public(place[0]):
            raise ValueError("it lies in a private network, and only public addresses are fetched")
        if port not in _PORTS.values():
            raise ValueError("only the usual ports of the web are asked")
    return found[0]


def _looked_up(host: str, port: int, end: float) -> list[Place]:
    """The addresses of a name; in a thread of its own, since looking up knows no time limit."""
    found: list[Place] = []
    failed: list[OSError] = []

    def look() -> None:
        try:
            for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append((str(place[0]), int(place[1])))
        except (OSError, UnicodeError) as error:
            failed.append(OSError(f"no host {host}") if isinstance(error, UnicodeError) else error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(end - time.monotonic(), 0.0))
    if thread.is_alive():
        raise TimeoutError
    if failed or not found:
        raise ValueError(f'no host "{host[:80]}" is known')
    return found


def is_public(address: str) -> bool:
    """An address that anybody can reach; one that holds another (IPv6 around IPv4) only if both are so.

    >>> is_public("93.184.215.14"), is_public("10.1.2.3"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inside = _inside(found) if found.version == 6 else []
    if inside:
        return all(is_public(str(one)) for one in inside)
    return found.is_global and not (found.is_multicast or found.is_reserved)


_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))


def _inside(found: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    held = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if any(found in network for network in _TRANSLATED):
        held.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in held if one is not None]


def _answer(parts: SplitResult, host: str, place: Place, limits: Limits, end: float) -> tuple[bytes, str]:
    """The content, or the address that it is said to have moved to."""
    from http.client import HTTPConnection, HTTPException

    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    late = threading.Event()
    connection = HTTPConnection("host")  # the socket is ours, and so is the line that names the host
    connection.sock = socket.create_connection(place, timeout=left)
    held: list[Any] = [connection.sock]
    # A server that sends a byte now and then keeps every single wait short: the whole has its end too.
    timer = threading.Timer(max(end - time.monotonic(), 0.0), _cut_off, (held, late))
    timer.start()
    try:
        if parts.scheme == "https":
            held.append(_secured(connection.sock, host))
            connection.sock = held[-1]
            held[-1].do_handshake()
        connection.putrequest("GET", _target(parts), skip_host=True, skip_accept_encoding=True)
        headers = {"Host": _host_line(parts, host), "User-Agent": "roadmap-slides", "Accept": "image/*"}
        for name, value in {**headers, "Connection": "close"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            answer = _read(response, parts, limits)
    except (HTTPException, OSError, ValueError) as error:
        if late.is_set():
            raise TimeoutError from None
        if isinstance(error, HTTPException):
            raise ValueError("the server gives no proper answer") from None
        raise
    finally:
        timer.cancel()
        connection.close()
        for one in held:
            one.close()
    if late.is_set():
        raise TimeoutError
    return answer


def _cut_off(held: list[socket.socket], late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):  # it may be over already
        held[-1].shutdown(socket.SHUT_RDWR)


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """The handshake is still to come: the timer has to find the socket before."""
    import ssl

    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _target(parts: SplitResult) -> str:
    """Path and query, with nothing in them that a request line cannot hold."""
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    return path + (f"?{quote(parts.query, safe='/%:=&~+!$,;@()*?')}" if parts.query else "")


def _host_line(parts: SplitResult, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, _PORTS[parts.scheme]) else f"{shown}:{parts.port}"


def _read(response: HTTPResponse, parts: SplitResult, limits: Limits) -> tuple[bytes, str]:
    if response.status in _MOVED and (where := response.getheader("Location")):
        return b"", urljoin(parts.geturl(), where)
    if response.status != 200:
        raise ValueError(f"the server answers {response.status}")
    too_large = ValueError(f"it is larger than {limits.most / 1_000_000:g} MB")
    length = response.getheader("Content-Length") or ""
    if length.isdigit() and int(length) > limits.most:
        raise too_large
    content = response.read(limits.most + 1)
    if len(content) > limits.most:
        raise too_large
    return content, ""
