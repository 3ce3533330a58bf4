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
    """The answer to a question: for the one who asked and for no cache."""
    body = encode(document)
    headers = {**PRIVATE, "Content-Language": language}
    if request.headers.get(TIMING) == "1":
        timing.mark("encode")
        headers["Server-Timing"] = timing.header()
    return Response(body, media_type=JSON, headers=headers)


def cached_response(
    request: Request,
    shelf: LoadedCatalog | None,
    document: Callable[[], object],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A document that caches may keep under a strong ETag: the same tag, the same bytes."""
    policy = service_of(request).policy.version
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    parts = (__version__, policy, shelf.version if shelf else "", language, path, query)
    return tagged(request, sha256("\n".join(parts).encode()).hexdigest()[:20], document, language, headers)


def tagged(
    request: Request,
    tag: str,
    document: Callable[[], object],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """304 where the caller has this tag already, else what `document()` makes."""
    sent = {"ETag": f'"{tag}"', "Cache-Control": ASK_AGAIN, "Vary": "Accept-Language", **(headers or {})}
    if language:
        sent["Content-Language"] = language
    if has_tag(request.headers.get("if-none-match", ""), tag):
        return Response(b"", status_code=304, headers=sent)
    return Response(encode(document()), media_type=JSON, headers=sent)


def has_tag(header: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag; a compressed copy has one of its own."""
    names = {part.strip().removeprefix("W/") for part in header.split(",")}
    return bool(names & {"*", f'"{tag}"', f'"{tag}{GZIPPED}"'})
