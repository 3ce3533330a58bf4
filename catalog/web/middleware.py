"""What holds for every request whatever its route: an id, safe headers, one line in the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from random import getrandbits
from time import perf_counter
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .content_negotiation import takes_gzip
from .logs import frames
from .refusals import problem_response
from .responses import GZIPPED

LOG = logging.getLogger("legfit")
WELL_FORMED: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
ESCAPES_LEFT: Final = re.compile(rb"(%2[Ff]|%25)")
SLASHES: Final = re.compile("//+")
CSP: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    b"require-trusted-types-for 'script'; trusted-types 'none'"
)
PICTURES: Final = "img-src 'self' data:"
SAFE: Final = (
    (b"content-security-policy", CSP),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""Sent with every answer that does not say otherwise itself."""


def with_images(origins: Iterable[str]) -> str:
    """The content security policy of a page that shows pictures of some other origins, too."""
    return CSP.decode().replace(PICTURES, f"{PICTURES} {' '.join(origins)}")


class RequestMiddleware:
    """The outermost layer: it sees every request and every answer, those of no route too."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app, self.base_path = app, base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the life of the server."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        record = RequestRecord(scope, send)
        try:
            # Where no setting names the path, it may be that of the server (`--root-path` of uvicorn).
            base_path = self.base_path or scope.get("root_path", "").rstrip("/")
            if record.scope["path"] == base_path:
                moved = RedirectResponse(f"{base_path}/", 308, {"cache-control": "no-store"})
                await record.respond(moved, receive)
            else:
                record.take_off(base_path)
                await self.app(record.scope, receive, record.send)
        except Exception as error:
            # Its place and not its message, which may repeat what was sent.
            fault = {"request_id": record.id, "error": type(error).__name__, "frames": frames(error)}
            LOG.error("failed", extra=fault)  # noqa: TRY400
            if not record.status:
                await record.respond(await problem_response(Request(record.scope), error), receive)
        finally:
            record.log()


class RequestRecord:
    """One request and its answer."""

    __slots__ = ("began", "id", "is_head", "outer_send", "scope", "status")

    def __init__(self, scope: Scope, send: Send) -> None:
        self.outer_send = send
        self.began, self.status = perf_counter(), 0
        self.id = _request_id(scope)
        self.is_head = scope["method"] == "HEAD"
        # The server keeps its own copy, and leaves the body of an answer to HEAD out by itself.
        self.scope = {**scope, "method": "GET"} if self.is_head else scope
        self.scope["path"] = _path(scope)
        self.scope["legfit.request_id"] = self.id
        self.scope["headers"] = _negotiated(scope["headers"])

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer, its headers completed."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._headers(message["headers"])
        await self.outer_send(message)

    def take_off(self, base_path: str) -> None:
        """Take the path that the service stands behind off the address; a proxy may have done so by itself.

        A route is found without doubled slashes and a slash at the end; links of a page need them (`raw_path`).
        """
        path: str = self.scope["path"].removeprefix(base_path)
        self.scope["root_path"] = ""
        if not path.startswith("/"):
            path = self.scope["path"]
        self.scope["raw_path"] = path.encode("utf-8", "replace")
        self.scope["path"] = SLASHES.sub("/", path).rstrip("/") or "/"

    async def respond(self, response: Response, receive: Receive) -> None:
        """Send an answer that no route made."""
        await response(self.scope, receive, self.send)

    def _headers(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = dict(headers)
        if b"content-encoding" in present and present.get(b"etag", b"").endswith(b'"'):
            tag = present[b"etag"][:-1] + GZIPPED.encode() + b'"'
            headers = [(n, tag if n == b"etag" else v) for n, v in headers]
        safe = [(name, value) for name, value in SAFE if name not in present]
        return [*headers, *safe, (b"x-request-id", self.id.encode())]

    def log(self) -> None:
        """Write one line: the route and never the path, the query or the body."""
        if LOG.isEnabledFor(logging.INFO):
            route = self.scope.get("route")
            template = route.path_format if route else "none"
            ms = round((perf_counter() - self.began) * 1000)
            method = "HEAD" if self.is_head else self.scope["method"]
            fields = {"method": method[:10], "route": template, "status": self.status, "ms": ms}
            LOG.info("request", extra={"request_id": self.id, **fields})


def _negotiated(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with Accept-Encoding weighed: `gzip` where the caller takes it, else without the header."""
    encodings = ", ".join(value.decode("latin-1") for name, value in headers if name == b"accept-encoding")
    if not encodings:
        return headers
    others = [(name, value) for name, value in headers if name != b"accept-encoding"]
    return [*others, (b"accept-encoding", b"gzip")] if takes_gzip(encodings) else others


def _path(scope: Scope) -> str:
    """The path with `%2F` and `%25` as they were sent: a slash within a shop's own id parts no segments."""
    raw: bytes = scope.get("raw_path") or b""
    if not ESCAPES_LEFT.search(raw):
        return str(scope["path"])
    parts = [p.upper() if ESCAPES_LEFT.fullmatch(p) else unquote_to_bytes(p) for p in ESCAPES_LEFT.split(raw)]
    return b"".join(parts).decode("utf-8", "replace")


def _request_id(scope: Scope) -> str:
    """The caller's id where it is well formed, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and WELL_FORMED.fullmatch(value):
            return str(value, "ascii")
    return f"{getrandbits(64):016x}"
