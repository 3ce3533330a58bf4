"""Answers as bytes: one encoding, and the headers that caches and browsers go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from .. import __version__
from ..app.timing import Timing
from ..documents.json_text import encode
from ..search.loaded_catalog import LoadedCatalog
from .state import service_of

JSON: Final = "application/json"
PRIVATE: Final = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
ASK_AGAIN: Final = "public, no-cache"
"""A cache may keep it and has to ask each time whether it still holds: a load is seen at once."""
GZIPPED: Final = "-gzip"
TIMING: Final = "x-legfit-timing"


def private_response(request: Request, document: object, language: str, timing: Timing) -> Response:
    """Send an answer that no cache may keep; the step that ends here is the wording of it."""
    timing.mark("words")
    body = encode(document)
    headers = {**PRIVATE, "Content-Language": language}
    if request.headers.get(TIMING) == "1":
        timing.mark("encode")
        headers["Server-Timing"] = timing.header()
    return Response(body, media_type=JSON, headers=headers)


def cached_response(
    request: Request,
    catalog: LoadedCatalog | None,
    document: Callable[[], object],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Send a document that caches may keep under a strong ETag, which stands for its bytes.

    A caller that has it already gets 304; otherwise `document` makes it.
    """
    policy, version = service_of(request).policy.version, catalog.version if catalog else ""
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    tag = sha256("\n".join((__version__, policy, version, language, path, query)).encode()).hexdigest()[:20]
    lines = {"ETag": f'"{tag}"', "Cache-Control": ASK_AGAIN, "Vary": "Accept-Language", **(headers or {})}
    if language:
        lines["Content-Language"] = language
    if has_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=lines)
    return Response(encode(document()), media_type=JSON, headers=lines)


def has_tag(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag, or the tag of the compressed copy."""
    names = {part.strip().removeprefix("W/") for part in header.split(",")}
    return bool(names & {"*", f'"{tag}"', f'"{tag}{GZIPPED}"'})
