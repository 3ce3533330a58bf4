"""How often one client may ask: Litestar's rate limit, its memory bounded and its counting cheap."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from time import time
from typing import TYPE_CHECKING, Any, cast

from litestar.connection import Request
from litestar.exceptions import TooManyRequestsException
from litestar.middleware.rate_limit import CacheObject, RateLimitConfig, RateLimitMiddleware

if TYPE_CHECKING:
    from litestar.stores.base import Store
    from litestar.types import ASGIApp

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
    """Counts in this process: no more than a number and a time for each client, and not for too many of them."""

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

    def counted(self, route: str, host: str) -> dict[str, str]:
        """The headers of one more request of a client.

        Raises:
            TooManyRequestsException: it asked too often.
        """
        key = key_of(route, host)
        seen = self.seen(key)
        if len(seen.history) >= self.max_requests:
            raise TooManyRequestsException(headers=self.create_response_headers(seen))
        self.add(key, seen)
        return self.create_response_headers(seen)

    async def retrieve_cached_history(self, key: str, store: Store) -> CacheObject:
        """As the framework asks for it."""
        return self.seen(key)

    async def set_cached_history(self, key: str, cache_object: CacheObject, store: Store) -> None:
        """As the framework says it."""
        self.add(key, cache_object)


def limiter(rate: int) -> Limit:
    """At most `rate` requests a minute from one client to one route."""
    return Limit(("minute", rate), exclude_opt_key=UNLIMITED, middleware_class=Limiter)
