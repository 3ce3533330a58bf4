"""The routes that answer questions, in front of the framework: the same answers without its layers in between.

A request with anything unusual about it (another method, a body of unknown length, an odd host) is left to the
framework, which serves the same routes; a test holds both to the same answers, headers and problems.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast
from urllib.parse import parse_qsl

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException, InternalServerException
from litestar.plugins.prometheus import PrometheusConfig
from msgspec import Struct

from .answers import ABOUT_ONE, ANSWERS
from .config import BODY_BYTES
from .envelope import ASGIApp, Receive, Scope, Send
from .limits import Limit, Limiter
from .meter import TIMED_OUT, Meter
from .problems import PROBLEM, document_of, log_unexpected, told_of
from .replies import ENCODER, JSON

PLAIN_HOST: Final = re.compile(rb"[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?")


class Layers(Struct, frozen=True):
    """What the framework puts around a route, in its own words."""

    metrics: PrometheusConfig
    cors: CORSConfig
    compression: CompressionConfig
    limit: Limit | None


class Asked:
    """A request to one of the routes, as they read it."""

    __slots__ = ("_receive", "app", "headers", "path_params", "query_params")

    def __init__(self, app: Litestar, scope: Scope, receive: Receive, headers: Mapping[str, str], named: str) -> None:
        self.app, self.headers, self.path_params = app, headers, {"reference": named}
        self.query_params = queried(scope["query_string"])
        self._receive = receive

    async def body(self) -> bytes:
        """The whole body.

        Raises:
            HTTPException: it is too large, or the client left.
        """
        message = await self._receive()
        body: bytes = message.get("body", b"")
        while message.get("more_body", False) and len(body) <= BODY_BYTES:
            message = await self._receive()
            body += message.get("body", b"")
        if message["type"] == "http.disconnect":
            raise InternalServerException("client disconnected prematurely")
        if len(body) > BODY_BYTES:
            raise HTTPException(status_code=413)
        return body


class Front:
    """The answers, and the framework behind them."""

    def __init__(self, app: Litestar, layers: Layers) -> None:
        self.app, self.layers = app, layers
        self.behind: ASGIApp = app
        self.meter = Meter(app, layers.metrics)
        self.limiter = Limiter(app, layers.limit) if layers.limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A question is answered here; the framework gets everything else."""
        route, named = routed(scope)
        headers = usual_headers(scope) if route else None
        if headers is None:
            await self.behind(scope, receive, send)
            return
        scope["path_template"] = route
        began, status = self.meter.begin(route), TIMED_OUT
        try:
            request = Asked(self.app, scope, receive, headers, named)
            status, kind, body, told = await self._reply(route, request, scope)
            body = self._completed(body, told, headers)
            sent = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
            sent += [(name.lower().encode(), value.encode("latin-1")) for name, value in told.items()]
            await send({"type": "http.response.start", "status": status, "headers": sent})
            await send({"type": "http.response.body", "body": body, "more_body": False})
        finally:
            self.meter.end(route, status, began)

    async def _reply(self, route: str, request: Asked, scope: Scope) -> tuple[int, bytes, bytes, dict[str, str]]:
        """Status, kind of body, body and headers of the answer, or of the problem that there was."""
        counted: dict[str, str] = {}
        try:
            if self.limiter:
                counted = self.limiter.counted(route, scope["client"][0] if scope["client"] else "")
            reply = await ANSWERS[route](request)
        except Exception as error:
            await log_unexpected(error, cast("Any", scope))
            problem = told_of(error)
            told = {**(problem.headers or {}), **counted}
            return problem.status_code, PROBLEM, ENCODER.encode(document_of(problem)), told
        return 200, JSON.encode(), reply.body, {**reply.headers, **counted}

    def _completed(self, body: bytes, told: dict[str, str], asked: Mapping[str, str]) -> bytes:
        """The body as it is sent; what compression and other origins need is added to the headers."""
        compression = self.layers.compression
        if "gzip" in asked.get("accept-encoding", "") and len(body) >= compression.minimum_size:
            body = gzip.compress(body, compression.gzip_compress_level)
            told["Content-Encoding"] = "gzip"
            told["Vary"] = f"{told['Vary']},Accept-Encoding" if "Vary" in told else "Accept-Encoding"
        if "origin" in asked:
            told |= shared_with(self.layers.cors, asked["origin"], with_cookie="cookie" in asked)
        return body


def shared_with(cors: CORSConfig, origin: str, *, with_cookie: bool) -> dict[str, str]:
    """The headers by which a browser lets a page of that origin read the answer, or does not."""
    told = dict(cors.simple_headers)
    if with_cookie if cors.is_allow_all_origins else cors.is_origin_allowed(origin):
        told |= {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    told["Access-Control-Allow-Headers"] = ", ".join(sorted(set(cors.allow_headers)))
    told["Access-Control-Allow-Methods"] = ", ".join(sorted(set(cors.allow_methods)))
    return told


def routed(scope: Scope) -> tuple[str, str]:
    """The route of a question and the product that it names; two empty texts for everything else."""
    if scope["type"] != "http" or scope["method"] != "POST" or scope.get("root_path"):
        return "", ""
    path: str = scope["path"]
    if path in ("/v1/search", "/v1/advise"):
        return path, ""
    parts = path.split("/")
    if len(parts) == 5 and path.startswith("/v1/products/") and parts[3]:
        return ABOUT_ONE.get(parts[4], ""), parts[3]
    return "", ""


def usual_headers(scope: Scope) -> Mapping[str, str] | None:
    """The headers by name, the first of each; None where the framework has to look at them."""
    headers = dict(reversed(scope["headers"]))
    length = headers.get(b"content-length", b"")
    known = length.isdigit() and len(length) < 9 and int(length) <= BODY_BYTES
    if not known or b"transfer-encoding" in headers or not PLAIN_HOST.fullmatch(headers.get(b"host", b"")):
        return None
    return {str(name, "latin-1"): str(value, "latin-1") for name, value in headers.items()}


@lru_cache(maxsize=64)
def queried(query: bytes) -> Mapping[str, Any]:
    """A query by names, the first of each; measures never stand in one."""
    return dict(reversed(parse_qsl(query.decode("latin-1"), keep_blank_values=True)))
