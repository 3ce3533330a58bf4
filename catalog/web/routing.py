"""How a route is made: its handler for each method, and the layers that every answer of a route goes through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from .metrics import MetricsMiddleware
from .rate_limit import RateLimitMiddleware, TimeLimitMiddleware

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
OPTIONS: Final = "OPTIONS"


class CompressionMiddleware(GZipMiddleware):
    """Starlette's compression, for those requests alone whose caller takes gzip: any other answer stays as it is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. `RequestMiddleware` leaves an Accept-Encoding header only where gzip is wanted."""
        wanted = any(name == b"accept-encoding" for name, _ in scope["headers"])
        await (super().__call__ if wanted else self.app)(scope, receive, send)


ALL: Final = (Middleware(CompressionMiddleware, minimum_size=1000), Middleware(MetricsMiddleware))


def route(path: str, *, limited: bool = True, seconds: str = "seconds", **handlers: Handler) -> Route:
    """Make a route from the handler of each method: `route("/v1/search", post=search)`.

    OPTIONS is answered with the methods that the route has. Routes that are not `limited` (health, metrics, files)
    may be asked as often as a client likes. `seconds` names the setting for how long an answer may take.
    """
    layers = [*ALL, Middleware(TimeLimitMiddleware, setting=seconds)]
    if limited:
        layers.append(Middleware(RateLimitMiddleware))
    methods = sorted({*(method.upper() for method in handlers), OPTIONS})

    async def respond(request: Request) -> Response:
        if request.method == OPTIONS:
            return Response(status_code=204, headers={"Allow": ", ".join(methods)})
        return await handlers[request.method.lower()](request)

    return Route(path, respond, methods=methods, middleware=layers)
