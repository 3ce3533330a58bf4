"""The route of the OpenAPI document."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ..api_document import api_document
from ..responses import cached_response
from ..routing import route
from ..state import service_of


async def openapi(request: Request) -> Response:
    """What this service answers, for people and for programs that write clients."""
    return cached_response(request, None, lambda: api_document(service_of(request).config.base_path))


ROUTES: Final = [route("/v1/openapi.json", get=openapi)]
