"""The files of page and widget, read once: what is not in the folder cannot be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ..problems import refusal
from ..responses import has_tag
from ..routing import route

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


async def static(request: Request) -> Response:
    """A file of the page or the widget."""
    file = files().get(request.path_params["name"])
    if file is None:
        raise refusal(404)
    headers = {**EVERYWHERE, "ETag": f'"{file.tag}"'}
    if has_tag(request.headers.get("if-none-match", ""), file.tag):
        return Response(b"", status_code=304, headers=headers)
    return Response(file.body, media_type=file.kind, headers=headers)


ROUTES: Final = [route("/static/{name:path}", get=static, limited=False)]
