"""The routes for those who run the service: is it alive, can it answer, how does it do."""

from __future__ import annotations

from typing import Final

from litestar import Response, get
from litestar.plugins.prometheus import PrometheusController
from litestar.types import ControllerRouterHandler

from ... import __version__
from ...documents.json_text import encode
from ...documents.service import HealthDocument, ReadyDocument
from ..problems import refusal
from ..rate_limit import UNLIMITED
from ..state import AnyRequest, service_of

OPEN: Final = {UNLIMITED: True}
NOT_KEPT: Final = {"Cache-Control": "no-store"}


@get("/healthz", opt=OPEN)
async def healthz() -> Response[bytes]:
    """The process is alive; nothing else is looked at."""
    return Response(encode(HealthDocument(status="ok")), media_type="application/json", headers=NOT_KEPT)


@get("/readyz", opt=OPEN)
async def readyz(request: AnyRequest) -> Response[bytes]:
    """The catalog can be reached: 200, or 503 while answers come from the catalog as it was last seen."""
    service = service_of(request)
    shelf = await service.shelves.get()
    if not service.shelves.reachable:
        raise refusal(503, "catalog_unavailable", {"Retry-After": "5"})
    document = ReadyDocument(
        status="ready",
        package=__version__,
        policy=service.policy.version,
        catalog=shelf.version,
        products=len(shelf.index.candidates),
    )
    return Response(encode(document), media_type="application/json", headers=NOT_KEPT)


class Metrics(PrometheusController):
    """Counts and durations by route, in Prometheus' text format; nothing that anybody asked."""

    path = "/metrics"
    opt = OPEN


ROUTES: Final[list[ControllerRouterHandler]] = [healthz, readyz, Metrics]
