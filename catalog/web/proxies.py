"""Who is asking where a proxy stands in front: its word is taken only where its address is named in the settings."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address, ip_network
from typing import Any, Final, TypeAlias

from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .config import ANYBODY

ASGIApp: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]
"""As both Starlette and uvicorn have it, who name the types of its parts differently."""
LOG = logging.getLogger("legfit")
PROXY_HEADERS: Final = frozenset((b"x-forwarded-for", b"forwarded", b"x-real-ip"))


class BehindProxies:
    """Believes the headers of the proxies in the settings, and warns once where another address sends such headers.

    Without the setting all visitors of a proxy count as one client, and soon meet its limit.
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[str]) -> None:
        self.app: ASGIApp = ProxyHeadersMiddleware(app, list(proxies)) if proxies else app
        self.anybody = ANYBODY in proxies
        self.networks = [ip_network(proxy) for proxy in proxies if proxy != ANYBODY]
        self.warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the life of the server."""
        if scope["type"] == "http" and not self.warned and self._is_doubtful(scope):
            self.warned = True
            LOG.warning("forwarded_by_unknown_proxy: LEGFIT_PROXIES does not name the peer; its headers are ignored")
        await self.app(scope, receive, send)

    def _is_doubtful(self, scope: Scope) -> bool:
        """Whether a request carries a proxy's headers and comes from an address that may not send them."""
        if self.anybody or not any(name in PROXY_HEADERS for name, _ in scope["headers"]):
            return False
        host = scope["client"][0] if scope.get("client") else ""
        try:
            return not any(ip_address(host) in network for network in self.networks)
        except ValueError:
            return True
