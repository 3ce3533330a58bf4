"""The files of page and widget, read once: what is not in the folder cannot be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ..joined import SCRIPTS, joined, pinned
from ..problems import refusal
from ..responses import has_tag
from ..routing import route
from ..state import service_of

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


FOR_EVER: Final = EVERYWHERE | {"Cache-Control": "public, max-age=31536000, immutable"}
"""A script under a name with its hash."""
FOLDER: Final = Path(__file__).parents[1] / "static"


class File(Struct, frozen=True):
    """One file: its bytes, their kind and their tag."""

    body: bytes
    kind: str
    tag: str


@cache
def files() -> Mapping[str, File]:
    """Read every file of the folder, by its path below it, of the kinds that are served."""
    bodies = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.suffix in KINDS
    }
    scripts = {name: joined(f"{name}.js", lambda path: bodies[path].decode()).encode() for name in SCRIPTS}
    every = bodies | {f"{name}.js": script for name, script in scripts.items()}
    every |= {pinned(name, script): script for name, script in scripts.items()}
    return {path: File(body, KINDS[Path(path).suffix], sha256(body).hexdigest()[:20]) for path, body in every.items()}


NOT_LISTED: Final = ("/v1/", "/index.json", "/healthz", "/readyz", "/metrics", "/demo")
"""What is for programs, and no page that a search engine could show."""


async def robots(request: Request) -> Response:
    """What search engines may list: the pages, and nothing that is for programs.

    They read it at the root of a host: behind a path of its own, the host's own file has to say the same.
    """
    base_path = service_of(request).config.base_path
    lines = ["User-agent: *", *(f"Disallow: {base_path}{path}" for path in NOT_LISTED)]
    return Response(
        "\n".join(lines) + "\n", media_type=KINDS[".txt"], headers={"Cache-Control": "public, max-age=3600"}
    )


async def static(request: Request) -> Response:
    """A file of the page or the widget."""
    name: str = request.path_params["name"]
    file = files().get(name)
    if file is None:
        raise refusal(404)
    is_pinned = name.startswith(tuple(f"{script}-" for script in SCRIPTS))
    headers = {**(FOR_EVER if is_pinned else EVERYWHERE), "ETag": f'"{file.tag}"'}
    if has_tag(request.headers.get("if-none-match", ""), file.tag):
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.kind, headers=headers)


ROUTES: Final = [
    route("/static/{name:path}", get=static, limited=False),
    route("/robots.txt", get=robots, limited=False),
]
