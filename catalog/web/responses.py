"""Answers as bytes: one encoding, and the headers that caches and browsers go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from litestar import Response

from .. import __version__
from ..documents.json_text import encode
from ..search.loaded_catalog import LoadedCatalog
from .state import AnyRequest, service_of
from .timing import Timing

JSON: Final = "application/json"
PRIVATE: Final = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
ASK_AGAIN: Final = "public, no-cache"
"""A cache may keep it and has to ask each time whether it still holds: a load is seen at once."""
GZIPPED: Final = "-gzip"
TIMING: Final = "x-legfit-timing"


def private_response(request: AnyRequest, document: object, language: str, timing: Timing) -> Response[bytes]:
    """The answer to a question: for the one who asked and for no cache."""
    body = encode(document)
    headers = {**PRIVATE, "Content-Language": language}
    if request.headers.get(TIMING) == "1":
        timing.mark("encode")
        headers["Server-Timing"] = timing.header()
    return Response(body, media_type=JSON, headers=headers)


def cached_response(
    request: AnyRequest,
    shelf: LoadedCatalog | None,
    document: Callable[[], object],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """A document that caches may keep under a strong ETag: the same tag, the same bytes."""
    policy = service_of(request).policy.version
    parts = (__version__, policy, shelf.version if shelf else "", language, request.url.path, request.url.query)
    return tagged(request, sha256("\n".join(parts).encode()).hexdigest()[:20], document, language, headers)


def tagged(
    request: AnyRequest,
    tag: str,
    document: Callable[[], object],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
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
