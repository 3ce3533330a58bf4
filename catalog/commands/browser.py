"""Opens the runner's page in a browser as soon as the service answers."""

from __future__ import annotations

import socket
from threading import Thread
from time import monotonic, sleep
from typing import Final

import typer

EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  looked at, never listened on
"""Where a browser of this machine finds what listens on every address."""
PATIENCE: Final = 60
"""Seconds that the service has to begin to answer."""


def page_address(host: str, port: int, path: str = "") -> str:
    """Return the address of the page, or of another one that is reached by `path`.

    >>> page_address("0.0.0.0", 8000), page_address("::1", 8080, "demo")
    ('http://127.0.0.1:8000/', 'http://[::1]:8080/demo')
    """
    name = EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}/{path}" if ":" in name else f"http://{name}:{port}/{path}"


def open_when_there(host: str, port: int, path: str = "") -> None:
    """Open the page in a browser as soon as the port answers; a service that never does opens none."""
    Thread(target=_open, args=(EVERYWHERE.get(host, host), port, path), daemon=True).start()


def _open(host: str, port: int, path: str) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            typer.launch(page_address(host, port, path))
            return
