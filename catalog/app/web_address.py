"""The addresses that `fetch` opens: taken apart, put into ASCII, and the next one of a redirect."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct

from ..formats.draft.addresses import LONGEST_ADDRESS
from ..model.problem import BadInput, safe_repr

PORTS: Final = {"http": 80, "https": 443}
UNSEEN: Final = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]|\s")
"""What no address has: programs do not agree about what it means there."""
AMBIGUOUS: Final = re.compile("[ßς\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]", re.I)
"""Letters that two editions of the standard for names in other scripts (IDNA) make different names of."""
HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?|[0-9a-f:.]+", re.A)
KEPT: Final = "%/:=&?~+!$,;'@()*[]|"
"""Signs that stay as they are in a path or a query."""


class WebAddress(Struct, frozen=True):
    """An address of http or https, all of it in ASCII."""

    scheme: str
    host: str
    """A name in small letters, or an IP address without brackets."""
    port: int
    path: str
    """The path with its query: what is asked for."""

    @property
    def authority(self) -> str:
        """The host as the header Host and an address have it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"

    def at(self, path: str) -> WebAddress:
        """Another path of the same host."""
        return WebAddress(self.scheme, self.host, self.port, path)


def web_address(text: str) -> WebAddress:
    """Take an address apart. Raises: BadInput (it is none of http or https, or has a name and password in it).

    >>> web_address("HTTPS://Bücher.example/größe?a=1#top").text
    'https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?a=1'
    """
    if len(text) > LONGEST_ADDRESS:
        raise BadInput.one("too_long", "", text, "file_most_characters", "file_shorten", most=LONGEST_ADDRESS)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _no_address(text) from None
    if UNSEEN.search(text) or parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise _no_address(text)
    if "@" in parts.netloc:
        # The password is not repeated anywhere.
        raise BadInput.one("address_with_password", "", parts.hostname, "fetch_no_password", "fetch_save_page")
    path = quote(parts.path, KEPT) or "/"
    query = f"?{quote(parts.query, KEPT)}" if parts.query else ""
    return WebAddress(parts.scheme, _host(parts, text), port or PORTS[parts.scheme], path + query)


def is_address(text: str) -> bool:
    """Whether a person who types this means an address, not a file.

    >>> is_address("https://shop.example/size"), is_address("size.html"), is_address("ftp://shop.example")
    (True, False, True)
    """
    return re.match(r"[a-z][a-z0-9+.-]+://", text, re.I) is not None


def next_address(address: WebAddress, location: str) -> WebAddress:
    """The address that a redirect leads to. Raises: BadInput, as `web_address`."""
    text = _as_written(location).strip().replace(" ", "%20")
    try:
        joined = urljoin(address.text, text)
    except ValueError:
        raise _no_address(text) from None
    return web_address(joined)


def _as_written(header: str) -> str:
    """A header with letters that should have been quoted: a byte each as it is read, but mostly written as UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _host(parts: SplitResult, text: str) -> str:
    host = (parts.hostname or "").removesuffix("\N{FULLWIDTH FULL STOP}")
    if not host.isascii():
        if AMBIGUOUS.search(host):
            raise BadInput.one("bad_address", "", text, "fetch_plain_host", "fetch_as_shown")
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise _no_address(text) from None
    if not HOST.fullmatch(host):
        raise _no_address(text)
    return host


def _no_address(text: str) -> BadInput:
    return BadInput.one("bad_address", "", safe_repr(text), "fetch_address")
