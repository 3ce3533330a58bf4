"""How often one client may ask, and how long a request may take."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from time import time
from typing import TYPE_CHECKING, Any, cast

from litestar.connection import Request
from litestar.enums import ScopeType
from litestar.exceptions import TooManyRequestsException
from litestar.middleware import ASGIMiddleware
from litestar.middleware.rate_limit import CacheObject, RateLimitConfig, RateLimitMiddleware

from .problems import refusal
from .refusals import answer_at_once

if TYPE_CHECKING:
    from litestar.stores.base import Store
    from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

UNLIMITED = "unlimited"
"""The route option of what is never counted: health, metrics, files."""
WINDOW = 60
MOST_CLIENTS = 20_000
"""Clients remembered at once, each by the routes it asked; who has been quiet the longest is forgotten first."""


def key_of(route: str, host: str) -> str:
    """A route and who asks for it: an address, or the /64 of an IPv6 address, which one client has to itself."""
    if ":" not in host:
        return f"{route} {host}"
    try:
        address = IPv6Address(ip_address(host))
    except ValueError:
        return f"{route} {host}"
    return f"{route} {address.exploded[:19]}::/64"


@dataclass
class Limit(RateLimitConfig):
    """A limit, and how often each client asked each route in its current minute: a number and a time."""

    clients: dict[str, tuple[int, int]] = field(default_factory=dict)


class Limiter(RateLimitMiddleware):
    """Litestar's rate limit, counting in this process: a number and a time for each of not too many clients."""

    def __init__(self, app: ASGIApp, config: Limit) -> None:
        super().__init__(app, config)
        self.clients = config.clients

    def cache_key_from_request(self, request: Request[Any, Any, Any]) -> str:
        """Who asks for what."""
        return key_of(request.scope["path_template"], request.client.host if request.client else "")

    def seen(self, key: str) -> CacheObject:
        """How often the client asked in its current minute; a range stands for that many times."""
        now = int(time())
        count, reset = self.clients.pop(key, (0, 0))
        if reset <= now:
            count, reset = 0, now + WINDOW
        self.clients[key] = count, reset
        return CacheObject(history=cast("list[int]", range(count)), reset=reset)

    def add(self, key: str, seen: CacheObject) -> None:
        """One more."""
        count = len(seen.history) + 1
        seen.history = cast("list[int]", range(count))
        self.clients[key] = count, seen.reset
        if len(self.clients) > MOST_CLIENTS:
            del self.clients[next(iter(self.clients))]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; what is too much is answered here, so that it is counted as what it is."""
        try:
            await super().__call__(scope, receive, send)
        except TooManyRequestsException as error:
            await answer_at_once(error, cast("HTTPScope", scope), receive, send)

    async def retrieve_cached_history(self, key: str, store: Store) -> CacheObject:
        """As the framework asks for it."""
        return self.seen(key)

    async def set_cached_history(self, key: str, cache_object: CacheObject, store: Store) -> None:
        """As the framework says it."""
        self.add(key, cache_object)


def limiter(rate: int) -> Limit:
    """At most `rate` requests a minute from one client to one route."""
    return Limit(("minute", rate), exclude_opt_key=UNLIMITED, middleware_class=Limiter)


class TimeLimit(ASGIMiddleware):
    """How long a request may take, from its first byte to the end of its answer."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request; where its answer has not begun in time, it is a problem.

        Raises:
            TimeoutError: the answer has begun already.
        """
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self.seconds):
                await next_app(scope, receive, sending)
        except TimeoutError:
            if begun:
                raise
            late = refusal(408, headers={"Connection": "close"})
            await answer_at_once(late, cast("HTTPScope", scope), receive, send)
