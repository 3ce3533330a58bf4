"""A browser, a service and a shop of another origin: what the tests of page and widget look through."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from postgres import free_port

from catalog.app.load import load_files
from catalog.model.policy import shipped_policy
from catalog.store import migrate
from catalog.store.database import connect

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = CHECKOUT / "tests" / "browser"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WAIT = 20_000
"""Milliseconds until a thing that should be there counts as missing."""
MISSING = "No Chromium here. Install it: `apt-get install chromium` (Debian) or your system's Chromium package."


def chromium() -> str:
    """Where Chromium is; without one a run of CI fails and any other skips, saying what to install."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    return found or pytest.skip(MISSING)


def installed(module: str, package: str) -> Any:
    """A module of the `dev` extra; without it a run of CI fails and any other skips, saying what to install."""
    if os.environ.get("CI"):
        return importlib.import_module(module)
    return pytest.importorskip(module, reason=f"Not installed: pip install {package}")


class Shop:
    """A shop's web server: each path answers with the HTML put there; it notes who asked and how."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = shop.pages.get(self.path.partition("?")[0], "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                for name, value in shop.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """The server is gone."""
        self.server.shutdown()
        self.server.server_close()


def filled(path: Path) -> str:
    """The address of a catalog with the seed, and with a shop's file and a hostile one in the shop's collection."""
    url = f"sqlite:///{path}"
    migrate.upgrade(url)
    engine = connect(url)
    load_files(engine, [CHECKOUT / "seed"], shipped_policy(), collection="own")
    load_files(engine, [HERE / "shop.toml", HERE / "hostile.toml"], shipped_policy(), collection="nordlauf")
    engine.dispose()
    return url


@contextmanager
def serving(url: str, folder: Path, **more: str) -> Iterator[str]:
    """The address of a real service on a catalog, with `more` settings, for as long as it is needed."""
    port, log = free_port(), folder / "service.log"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LEGFIT_")}
    settings = {"LEGFIT_DATABASE_URL": url, "LEGFIT_CORS": "*", "LEGFIT_RATE": "0", "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-m", "uvicorn", "--factory", "catalog.web.server:app", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=CHECKOUT, stdout=out, stderr=out, env=kept | settings | more)
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text("utf-8")
            if answers(port):
                break
            time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int) -> bool:
    """Whether a service answers by now."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def embed(api: str, product: str = "nordlauf-sleeve", head: str = "", body: str = "{}", **attributes: str) -> str:
    """A shop's page with the widget on it; `body` holds `{}` where the widget stands."""
    said = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    tag = f'<legfit-size product="{product}" api="{api}"{said}></legfit-size>'
    script = f'<script type="module" src="{api}/static/legfit-size.js"></script>'
    listen = "<script>window.told=[];addEventListener('legfit:size',e=>told.push(e.detail))</script>"
    page = '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width,initial-scale=1">'
    return f"{page}<link rel=icon href=data:,><title>Shop</title>{listen}{head}{script}</head><body><main><h1>Shop</h1>{body.format(tag)}</main></body></html>"


def wait_until(page: Any, check: Callable[[], bool]) -> None:
    """Waits until something is so that no element tells, such as a question that the page has sent.

    Never `page.wait_for_function`: its second look is code in a text, which our pages forbid.
    """
    end = time.monotonic() + WAIT / 1000
    while not check():
        assert time.monotonic() < end, "It did not come to be."
        page.wait_for_timeout(50)


def then_whole(action: Callable[..., None]) -> Callable[..., None]:
    """A click or a key that waits for the whole page it leads to, where the visitor has no JavaScript.

    There each may lead to another page, of which the driver waits for the first bytes alone: a look that does not wait
    itself (`count`, `all_inner_texts`) saw half of it.
    """

    @wraps(action)
    def act(locator: Any, *arguments: Any, **options: Any) -> None:
        action(locator, *arguments, **options)
        if getattr(locator.page.context, "without_scripts", False):
            locator.page.wait_for_load_state("domcontentloaded")

    return act


def at_rest(locator: Any) -> dict[str, float]:
    """The box of an element after its movements."""
    locator.evaluate("element => Promise.all(element.getAnimations().map(movement => movement.finished))")
    box: dict[str, float] = locator.bounding_box()
    return box


def fits_the_screen(page: Any) -> None:
    """Nothing reaches out sideways."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen, f"{wide} px of content on {screen} px"


def unfold(page: Any, field: str) -> None:
    """Open whatever a field of the page lies behind: the form after an answer, "more", and the part of it."""
    closed = page.locator("details:not([open])", has=page.locator(field))
    while closed.count():
        closed.first.locator("> summary").click()


def choose(page: Any, kind: str) -> None:
    """Tap the picture of a kind of garment."""
    unfold(page, f"#garment-{kind}")
    page.locator(f"#garment-{kind}").check()
