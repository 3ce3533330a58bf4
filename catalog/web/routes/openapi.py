"""The route of the OpenAPI document."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ..responses import cached_response
from ..routing import route
from ..state import service_of

DOCUMENT: Final = Path(__file__).parents[1] / "openapi.json"
"""Written by `python -m docs.generate.openapi`: it changes only with the code."""


async def openapi(request: Request) -> Response:
    """What this service answers, for people and for programs that write clients."""
    servers = [{"url": service_of(request).config.base_path or "/"}]
    return cached_response(request, None, lambda: {**_document(), "servers": servers})


@cache
def _document() -> dict[str, Any]:
    return msgspec.json.decode(DOCUMENT.read_bytes(), type=dict[str, Any])


ROUTES: Final = [route("/v1/openapi.json", get=openapi)]
