"""How often one client may ask, and how long a request may take."""

from __future__ import annotations

import asyncio
from ipaddress import IPv6Address, ip_address
from time import time
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import refusal
from .refusals import problem_response

WINDOW: Final = 60
"""Seconds after which a client's count starts anew."""
MOST_CLIENTS: Final = 20_000
"""Clients remembered at once, each by the routes it asked; who has been quiet the longest is forgotten first."""


def key_of(route: str, host: str) -> str:
    """The key that requests are counted by: the route and the address, of IPv6 its /64, which one client has to itself.

    >>> key_of("/v1/search", "2001:db8::1:2:3:4")
    '/v1/search 2001:0db8:0000:0000::/64'
    """
    if ":" not in host:
        return f"{route} {host}"
    try:
        address = IPv6Address(ip_address(host))
    except ValueError:
        return f"{route} {host}"
    return f"{route} {address.exploded[:19]}::/64"


class RequestCounts:
    """How often each client asked each route in its current minute: a number and a time for not too many clients."""

    def __init__(self) -> None:
        self.clients: dict[str, tuple[int, int]] = {}

    def add(self, key: str, most: int) -> tuple[int, int]:
        """Count a request and return the count, at most one above `most`, and the second when it starts anew."""
        now = int(time())
        count, reset = self.clients.pop(key, (0, 0))
        if reset <= now:
            count, reset = 0, now + WINDOW
        self.clients[key] = count, reset = min(count, most) + 1, reset
        if len(self.clients) > MOST_CLIENTS:
            del self.clients[next(iter(self.clients))]
        return count, reset


class RateLimitMiddleware:
    """Refuses a client that asks a route more often in a minute than the settings allow; 0 allows everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.counts = app, RequestCounts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it with 429; the headers say how many are left."""
        most = scope["app"].state.service.config.rate
        if not most:
            await self.app(scope, receive, send)
            return
        host = scope["client"][0] if scope["client"] else ""
        count, reset = self.counts.add(key_of(scope["route"].path_format, host), most)
        headers = {
            "ratelimit-policy": f"{most}; w={WINDOW}",
            "ratelimit-limit": str(most),
            "ratelimit-remaining": str(max(most - count, 0)),
            "ratelimit-reset": str(reset - int(time())),
        }
        if count > most:
            late = refusal(429, headers={**headers, "retry-after": headers["ratelimit-reset"]})
            await (await problem_response(Request(scope), late))(scope, receive, send)
            return
        lines = [(name.encode(), value.encode()) for name, value in headers.items()]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *lines]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class TimeLimitMiddleware:
    """Bounds how long a request may take, from its first byte to the end of its answer."""

    def __init__(self, app: ASGIApp, setting: str = "seconds") -> None:
        """`setting` is what the seconds are called in the settings of the service."""
        self.app, self.setting = app, setting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with 408 where its answer has not begun in time.

        Raises: TimeoutError (the answer has begun already).
        """
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(getattr(scope["app"].state.service.config, self.setting)):
                await self.app(scope, receive, send_and_note)
        except TimeoutError:
            if begun:
                raise
            late = refusal(408, headers={"connection": "close"})
            await (await problem_response(Request(scope), late))(scope, receive, send)
