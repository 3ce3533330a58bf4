"""What holds for every request whatever its route: an id, safe headers, one line in the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from random import getrandbits
from time import perf_counter
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, unquote_to_bytes

from .content_negotiation import language_in, takes_gzip
from .logs import frames
from .problems import REQUEST_ID, refusal
from .refusals import sent
from .responses import GZIPPED

Scope: TypeAlias = dict[str, Any]
"""As uvicorn hands them over; the framework's own types know none of the names that are added here."""
Message: TypeAlias = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]

LOG = logging.getLogger("legfit")
WELL_FORMED: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
KEPT: Final = re.compile(rb"(%2[Ff]|%25)")
CSP: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE: Final = (
    (b"content-security-policy", CSP),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""Sent with every answer that does not say otherwise itself."""


class RequestMiddleware:
    """The service around the framework's app."""

    def __init__(self, app: ASGIApp, language: str = "en", base_path: str = "") -> None:
        self.app, self.language, self.base_path = app, language, base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of the server."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = RequestRecord(scope, send, self.language)
        if self.base_path and not exchange.within(self.base_path):
            await exchange.redirect(f"{self.base_path}/")
            exchange.log()
            return
        try:
            await self.app(exchange.scope, receive, exchange.send)
        except Exception as error:
            told = {"request_id": exchange.id, "error": type(error).__name__, "frames": frames(error)}
            LOG.exception("failed", extra=told, exc_info=False)
            await exchange.fail(500, "internal_error")
        finally:
            exchange.log()


class RequestRecord:
    """One request and its answer."""

    __slots__ = ("began", "id", "is_head", "language", "scope", "sending", "status")

    def __init__(self, scope: Scope, send: Send, language: str) -> None:
        self.sending, self.language = send, language
        self.began, self.status = perf_counter(), 0
        self.id = _request_id(scope)
        self.is_head = scope["method"] == "HEAD"
        # The server keeps its own copy, and leaves the body of an answer to HEAD out by itself.
        self.scope = {**scope, "method": "GET"} if self.is_head else scope
        self.scope["path"] = _path(scope)
        self.scope["headers"] = _negotiated(scope["headers"])
        self.scope[REQUEST_ID] = self.id

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer, its headers completed."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._headers(message)
        await self.sending(message)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        headers = [(name.lower(), value) for name, value in message["headers"]]
        present = dict(headers)
        if b"content-encoding" in present and present.get(b"etag", b"").endswith(b'"'):
            tag = present[b"etag"][:-1] + GZIPPED.encode() + b'"'
            headers = [(n, tag if n == b"etag" else v) for n, v in headers]
        headers += [(name, value) for name, value in SAFE if name not in present]
        return [*headers, (b"x-request-id", self.id.encode())]

    def within(self, base_path: str) -> bool:
        """Whether the address has an end of its own; the path that the service stands behind is taken off it.

        A proxy may take it off by itself, so a path without it is taken as it is.
        """
        path: str = self.scope["path"]
        if path == base_path:
            return False
        if path.startswith(f"{base_path}/"):
            self.scope["path"] = path[len(base_path) :]
            self.scope["raw_path"] = self.scope["path"].encode("utf-8", "replace")
        return True

    async def redirect(self, address: str) -> None:
        """Send the caller to another address of this host."""
        headers = [(b"location", address.encode()), (b"content-length", b"0"), (b"cache-control", b"no-store")]
        await self.send({"type": "http.response.start", "status": 308, "headers": headers})
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def fail(self, status: int, code: str = "") -> None:
        """Answer with a problem, where the answer has not begun yet."""
        if self.status:
            return
        asked = {name: value.decode("latin-1") for name, value in reversed(self.scope["headers"])}
        query = dict(reversed(parse_qsl(self.scope["query_string"].decode("latin-1"))))
        language = language_in(query.get("lang"), asked.get(b"accept-language", ""), self.language)
        made = sent(refusal(status, code), language, asked.get(b"accept", ""), self.scope["path"])
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in made.headers.items()]
        headers += [(b"content-length", str(len(made.body)).encode()), (b"connection", b"close")]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": made.body, "more_body": False})

    def log(self) -> None:
        """One line: the route and never the path, the query or the body."""
        if LOG.isEnabledFor(logging.INFO):
            route = self.scope.get("path_template") or "none"
            ms = round((perf_counter() - self.began) * 1000)
            method = "HEAD" if self.is_head else self.scope["method"]
            told = {"request_id": self.id, "method": method[:10], "route": route, "status": self.status, "ms": ms}
            LOG.info("request", extra=told)


def _negotiated(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with what the caller takes of compression weighed: the framework looks for the bare word."""
    wanted = ", ".join(value.decode("latin-1") for name, value in headers if name == b"accept-encoding")
    if not wanted:
        return headers
    others = [(name, value) for name, value in headers if name != b"accept-encoding"]
    return [*others, (b"accept-encoding", b"gzip")] if takes_gzip(wanted) else others


def _path(scope: Scope) -> str:
    """The path with `%2F` and `%25` as they were sent: a slash within a shop's own id parts no segments."""
    raw: bytes = scope.get("raw_path") or b""
    if not KEPT.search(raw):
        return str(scope["path"])
    return "".join(_decoded(part) for part in KEPT.split(raw))


def _decoded(part: bytes) -> str:
    return part.decode("ascii").upper() if KEPT.fullmatch(part) else unquote_to_bytes(part).decode("utf-8", "replace")


def _request_id(scope: Scope) -> str:
    """The caller's id where it is well formed, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and WELL_FORMED.fullmatch(value):
            return str(value, "ascii")
    return f"{getrandbits(64):016x}"
