"""One request to one IP address that was checked, with bounds for time and size."""

from __future__ import annotations

import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from typing import Any, BinaryIO, Final

from msgspec import Struct

from .deadline import Deadline
from .web_address import WebAddress

BLOCK: Final = 64 * 1024
"""Bytes that are read at once."""
PIECE: Final = 1024 * 1024
"""Bytes that are unpacked at once: a block of a packed file can hold a thousand times its size."""
WITH_PAGE: Final = (200, 203)
"""Statuses with which the whole page comes."""
REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
GZIP: Final = ("gzip", "x-gzip")
OVERHEAD: Final = 1_000_000
"""Bytes of an answer beside twice its body: headers, and the lengths of pieces."""
MOST_ATTEMPTS: Final = 4
"""IP addresses of one host that are tried."""
ATTEMPT_SECONDS: Final = 3.0
"""How long one of several IP addresses may take to answer before the next is tried."""


class PageTooLarge(Exception):
    """There are more bytes than were allowed."""


class PageCutOff(Exception):
    """The bytes ended before they were complete."""


class UnknownPacking(Exception):
    """The bytes are packed in a way that was not asked for; the message names it."""


class PageAnswer(Struct, frozen=True):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters; of several alike the first."""
    body: bytes
    """Unpacked; empty where no page came, and where it was written elsewhere."""

    @property
    def is_page(self) -> bool:
        """Whether a page came."""
        return self.status in WITH_PAGE

    @property
    def is_redirect(self) -> bool:
        """Whether it leads to another address."""
        return self.status in REDIRECTS and "location" in self.headers


class Bounds:
    """How long and how much may still be read."""

    def __init__(self, deadline: Deadline, most: int) -> None:
        self.deadline, self._most = deadline, most

    def count(self, received: int) -> int:
        """The same number, after it was counted. Raises: PageTooLarge."""
        self._most -= received
        if self._most < 0:
            raise PageTooLarge
        return received


class BoundedSocket(socket.socket):
    """A socket whose reads end with the time that is left for all of them, and with the bytes."""

    bounds: Bounds

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """Read into a buffer. Raises: PageTooLarge, TimeoutError, OSError."""
        self.settimeout(self.bounds.deadline.left())
        return self.bounds.count(super().recv_into(buffer, nbytes, flags))


class BoundedTLSSocket(ssl.SSLSocket):
    """The same, encrypted."""

    bounds: Bounds

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """Read into a buffer. Raises: PageTooLarge, TimeoutError, OSError."""
        self.settimeout(self.bounds.deadline.left())
        return self.bounds.count(super().recv_into(buffer, nbytes, flags))


class PinnedConnection(HTTPConnection):
    """A connection to one of the IP addresses of a host, which are not asked for again."""

    def __init__(self, address: WebAddress, ips: list[str], bounds: Bounds) -> None:
        super().__init__(address.host, address.port)
        self._address, self._ips = address, ips[:MOST_ATTEMPTS]
        self._bounds, self._deadline = bounds, bounds.deadline

    def connect(self) -> None:
        """Connect to the first IP address that answers. Raises: OSError (none does), TimeoutError."""
        sock = self._first_that_answers()
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            context.sslsocket_class = BoundedTLSSocket
            sock.settimeout(self._deadline.left())
            try:
                # An end that the server does not announce may be a cut: it is an error then, not the end of the page.
                secure = context.wrap_socket(
                    sock, server_hostname=self._address.host.removesuffix("."), suppress_ragged_eofs=False
                )
            except BaseException:
                sock.close()
                raise
            secure.bounds = self._bounds  # type: ignore[attr-defined]
            self.sock = secure
        else:
            self.sock = sock

    def _first_that_answers(self) -> BoundedSocket:
        for ip in self._ips[:-1]:
            try:
                return self._connected(ip, min(ATTEMPT_SECONDS, self._deadline.left()))
            except OSError:
                continue
        return self._connected(self._ips[-1], self._deadline.left())

    def _connected(self, ip: str, seconds: float) -> BoundedSocket:
        sock = BoundedSocket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.bounds = self._bounds
            sock.settimeout(seconds)
            sock.connect((ip, self._address.port))
        except BaseException:
            sock.close()
            raise
        return sock


def ask(
    address: WebAddress, ips: list[str], headers: Mapping[str, str], deadline: Deadline, most: int,
    *, cut: bool = False, into: BinaryIO | None = None,
) -> PageAnswer:  # fmt: skip
    """Ask for a page at one of the IP addresses of its host; redirects are not followed.

    The body has at most so many bytes, packed and unpacked; with `cut` it ends there. It is written `into` a file where
    one is named.

    Raises: PageTooLarge, PageCutOff, UnknownPacking, TimeoutError, OSError (no connection; ssl.SSLError is one),
    HTTPException or ValueError (no answer in HTTP), zlib.error (packed wrongly).
    """
    with ExitStack() as opened:
        bounds = Bounds(deadline, 2 * most + OVERHEAD)
        connection = opened.enter_context(closing(PinnedConnection(address, ips, bounds)))
        connection.request("GET", address.path, headers={"Host": address.authority, "Connection": "close", **headers})
        response = opened.enter_context(closing(connection.getresponse()))
        answer_headers = {name.lower(): value for name, value in reversed(response.getheaders())}
        if response.status not in WITH_PAGE:
            return PageAnswer(response.status, answer_headers, b"")
        unpacking = _unpacking(answer_headers.get("content-encoding", ""))
        body = BytesIO()
        _read_body(response, unpacking, most, into or body, cut=cut)
        return PageAnswer(response.status, answer_headers, body.getvalue())


def _read_body(response: HTTPResponse, unpacking: Unpacking, most: int, into: BinaryIO, *, cut: bool) -> None:
    """Write a body into a file, to its end or where it is `cut`. Raises: PageTooLarge, PageCutOff."""
    if not cut and response.length is not None and response.length > most:
        raise PageTooLarge
    received = written = 0
    while block := response.read(BLOCK):
        received += len(block)
        for piece in unpacking.unpacked(block):
            into.write(piece[: most - written])
            written += len(piece)
            if max(written, received) > most:
                if cut:
                    return
                raise PageTooLarge
    if response.length or not unpacking.is_whole:
        raise PageCutOff


class Unpacking:
    """How the blocks of a body that is not packed are unpacked."""

    is_whole = True
    """Whether all that was packed has been read."""

    def unpacked(self, block: bytes) -> Iterator[bytes]:
        """The bytes of a block, in pieces of a sane size. Raises: zlib.error."""
        yield block


class GzipUnpacking(Unpacking):
    """How the blocks of a body that is packed with gzip are unpacked."""

    def __init__(self) -> None:
        self._packed = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def is_whole(self) -> bool:  # type: ignore[override]
        """Whether all that was packed has been read."""
        return self._packed.eof and not self._packed.unused_data

    def unpacked(self, block: bytes) -> Iterator[bytes]:
        """The bytes of a block, in pieces of a sane size. Raises: zlib.error."""
        while block:
            if self._packed.eof:
                raise zlib.error("more follows than one packed file")
            yield self._packed.decompress(block, PIECE)
            block = self._packed.unconsumed_tail


def _unpacking(packing: str) -> Unpacking:
    """The way to unpack what a header Content-Encoding names. Raises: UnknownPacking."""
    name = packing.strip().lower()
    if name in ("", "identity"):
        return Unpacking()
    if name not in GZIP:
        raise UnknownPacking(name)
    return GzipUnpacking()
