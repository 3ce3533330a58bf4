"""How often one client may ask: Litestar's rate limit, its memory bounded and its counting cheap."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from time import time
from typing import TYPE_CHECKING, Any, cast

from litestar.connection import Request
from litestar.middleware.rate_limit import CacheObject, RateLimitConfig, RateLimitMiddleware

if TYPE_CHECKING:
    from litestar.stores.base import Store
    from litestar.types import ASGIApp

UNLIMITED = "unlimited"
"""The route option of what is never counted: health, metrics, files."""
WINDOW = 60
MOST_CLIENTS = 20_000
"""Clients remembered at once; who has been quiet the longest is forgotten first."""


def client_of(request: Request[Any, Any, Any]) -> str:
    """Who asks: an address, or the /64 of an IPv6 address, which one client has to itself."""
    host = request.client.host if request.client else ""
    if ":" not in host:
        return host
    try:
        address = IPv6Address(ip_address(host))
    except ValueError:
        return host
    return f"{address.exploded[:19]}::/64"


class Limiter(RateLimitMiddleware):
    """Counts in this process: no more than a number and a time for each client, and not for too many of them."""

    def __init__(self, app: ASGIApp, config: RateLimitConfig) -> None:
        super().__init__(app, config)
        self.clients: dict[str, tuple[int, int]] = {}

    async def retrieve_cached_history(self, key: str, store: Store) -> CacheObject:
        """How often the client asked in its current minute; a range stands for that many times."""
        now = int(time())
        count, reset = self.clients.pop(key, (0, 0))
        if reset <= now:
            count, reset = 0, now + WINDOW
        self.clients[key] = count, reset
        return CacheObject(history=cast("list[int]", range(count)), reset=reset)

    async def set_cached_history(self, key: str, cache_object: CacheObject, store: Store) -> None:
        """One more."""
        count = len(cache_object.history) + 1
        cache_object.history = cast("list[int]", range(count))
        self.clients[key] = count, cache_object.reset
        if len(self.clients) > MOST_CLIENTS:
            del self.clients[next(iter(self.clients))]


def limiter(rate: int) -> RateLimitConfig:
    """At most `rate` requests a minute from one client."""
    return RateLimitConfig(
        ("minute", rate), exclude_opt_key=UNLIMITED, identifier_for_request=client_of, middleware_class=Limiter
    )
