"""The route of the OpenAPI document."""

from __future__ import annotations

from typing import Final

from litestar import Response, get

from ..api_document import api_document
from ..responses import cached_response
from ..state import AnyRequest, service_of


@get("/v1/openapi.json")
async def openapi(request: AnyRequest) -> Response[bytes]:
    """What this service answers, for people and for programs that write clients."""
    return cached_response(request, None, lambda: api_document(service_of(request).config.base_path))


ROUTES: Final = [openapi]
