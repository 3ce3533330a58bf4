"""The service put together: routes, limits, problems, and what holds for every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from .config import Config, config_from
from .middleware import RequestMiddleware
from .problems import FORESEEN
from .refusals import problem_response
from .routes import (
    answers,
    catalog,
    chart_page,
    charts,
    demo,
    measure_page,
    openapi,
    operations,
    page,
    review,
    static,
    stock,
    widget,
)  # fmt: skip
from .state import Service

ALLOWED: Final = [
    "Accept-Language", "Authorization", "Content-Type", "If-None-Match", "X-Legfit-Timing", "X-Request-Id",
]  # fmt: skip
EXPOSED: Final = [
    "Content-Language", "ETag", "Link", "RateLimit-Limit", "RateLimit-Policy", "RateLimit-Remaining",
    "RateLimit-Reset", "Retry-After", "Server-Timing", "X-Request-Id",
]  # fmt: skip
ROUTES: Final = [
    # Of the charts first those with a name of their own: OPTIONS is answered by the first route of an address.
    *answers.ROUTES, *charts.ROUTES, *catalog.ROUTES, *review.ROUTES, *stock.ROUTES, *operations.ROUTES, *static.ROUTES,
    *openapi.ROUTES, *widget.ROUTES, *page.ROUTES, *chart_page.ROUTES, *measure_page.ROUTES,
]  # fmt: skip
"""Routes are tried in this order: the busiest stand first."""


def build(config: Config | None = None) -> Starlette:
    """Make the service as an ASGI app; the catalog is opened when the server starts."""
    settings = config or config_from()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.service = service = Service(settings)
        try:
            await service.catalog()
            yield
        finally:
            service.holder.close()

    middleware = [Middleware(RequestMiddleware, base_path=settings.base_path)]
    if settings.cors:
        methods = ["GET", "POST"]
        middleware.append(Middleware(CORSMiddleware, settings.cors, methods, ALLOWED, expose_headers=EXPOSED))
    handlers = dict.fromkeys(FORESEEN, problem_response)
    routes = [*ROUTES, *(demo.ROUTES if settings.demo else ())]
    app = Starlette(routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=lifespan)
    app.router.redirect_slashes = False
    return app
