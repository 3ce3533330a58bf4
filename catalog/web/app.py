"""The service put together: routes, limits, problems, metrics, and the envelope around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.plugins.prometheus import PrometheusConfig

from .config import BODY_BYTES, Config, config_from
from .middleware import RequestMiddleware
from .problems import log_unexpected
from .rate_limit import TimeLimit, limiter
from .refusals import answer_refused
from .routes import answers, page
from .routes import catalog as reading
from .routes import openapi as api_routes
from .routes import operations as operating
from .routes import review as writing
from .routes import static as static_files
from .state import Service

if TYPE_CHECKING:
    from litestar.types import ControllerRouterHandler

ALLOWED = ["Accept-Language", "Authorization", "Content-Type", "If-None-Match", "X-Legfit-Timing", "X-Request-Id"]
EXPOSED = [
    "Content-Language", "ETag", "Link", "RateLimit-Limit", "RateLimit-Policy", "RateLimit-Remaining",
    "RateLimit-Reset", "Retry-After", "Server-Timing", "X-Request-Id",
]  # fmt: skip
ROUTES: list[ControllerRouterHandler] = [
    *answers.ROUTES, *reading.ROUTES, *writing.ROUTES, *operating.ROUTES, *static_files.ROUTES, *api_routes.ROUTES,
    *page.ROUTES,
]  # fmt: skip


def build(config: Config | None = None) -> RequestMiddleware:
    """The service as an ASGI app; the catalog is opened when the server starts."""
    settings = config or config_from()
    return RequestMiddleware(framework(settings), settings.language, settings.base_path)


def framework(config: Config) -> Litestar:
    """Litestar's app with everything of its own that is used here."""

    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        service = Service(config)
        app.state.service = service
        try:
            await service.start()
            yield
        finally:
            service.stop()

    metrics = PrometheusConfig(app_name="legfit", prefix="legfit", group_path=True)
    limit = [limiter(config.rate).middleware] if config.rate else []
    return Litestar(
        ROUTES,
        lifespan=[running],
        exception_handlers={Exception: answer_refused},
        middleware=[metrics.middleware, TimeLimit(config.seconds), *limit],
        cors_config=CORSConfig(
            allow_origins=list(config.cors),
            allow_methods=["GET", "POST"],
            allow_headers=ALLOWED,
            expose_headers=EXPOSED,
        ),
        compression_config=CompressionConfig(backend="gzip", minimum_size=1000),
        request_max_body_size=BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        after_exception=[log_unexpected],
    )
