"""The files of page and widget, read once: what is not in the folder cannot be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from msgspec import Struct

from ..rate_limit import UNLIMITED
from ..responses import has_tag
from ..state import AnyRequest

KINDS: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
EVERYWHERE: Final = {
    "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Shops load the widget from their own pages."""


class File(Struct, frozen=True):
    """One file: its bytes, their kind and their tag."""

    body: bytes
    kind: str
    tag: str


@cache
def files() -> Mapping[str, File]:
    """Every file of the folder by its path, of the kinds that are served."""
    return dict(_walk(resources.files("catalog.web") / "static", ""))


def _walk(folder: Traversable, path: str) -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for entry in folder.iterdir() if folder.is_dir() else ():
        name = f"{path}{entry.name}"
        kind = KINDS.get("." + entry.name.rpartition(".")[2])
        if entry.is_dir():
            found += _walk(entry, f"{name}/")
        elif kind:
            body = entry.read_bytes()
            found.append((name, File(body, kind, sha256(body).hexdigest()[:20])))
    return found


@get("/static/{name:path}", opt={UNLIMITED: True})
async def static(request: AnyRequest, name: str) -> Response[bytes]:
    """A file of the page or the widget."""
    file = files().get(str(name).removeprefix("/"))
    if file is None:
        raise NotFoundException
    headers = {**EVERYWHERE, "ETag": f'"{file.tag}"'}
    if has_tag(request.headers.get("if-none-match", ""), file.tag):
        return Response(b"", status_code=304, headers=headers, media_type=file.kind)
    return Response(file.body, media_type=file.kind, headers=headers)


ROUTES: Final = [static]
