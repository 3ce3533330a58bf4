"""The routes for those who run the service: is it alive, can it answer, how does it do."""

from __future__ import annotations

from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ...documents.json_text import encode
from ...documents.service import HealthDocument, ReadyDocument
from ..metrics import metrics_text
from ..problems import refusal
from ..routing import route
from ..state import service_of

NOT_KEPT: Final = {"Cache-Control": "no-store"}


async def healthz(_: Request) -> Response:
    """The process is alive; nothing else is looked at."""
    return Response(encode(HealthDocument(status="ok")), media_type="application/json", headers=NOT_KEPT)


async def readyz(request: Request) -> Response:
    """The catalog can be reached: 200, or 503 while answers come from the catalog as it was last seen."""
    service = service_of(request)
    catalog = await service.catalog()
    if not service.holder.reachable:
        raise refusal(503, "catalog_unavailable", {"Retry-After": "5"})
    document = ReadyDocument(
        status="ready",
        package=__version__,
        policy=service.policy.version,
        catalog=catalog.version,
        products=len(catalog.index.candidates),
    )
    return Response(encode(document), media_type="application/json", headers=NOT_KEPT)


async def metrics(_: Request) -> Response:
    """Counts and durations by route, in Prometheus' text format."""
    return Response(metrics_text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


ROUTES: Final = [
    route("/healthz", get=healthz, limited=False),
    route("/readyz", get=readyz, limited=False),
    route("/metrics", get=metrics, limited=False),
]
