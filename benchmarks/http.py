"""Figures of the HTTP service: one worker, 16 connections, in turns with a bare route and two peers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .catalogs import made, write
from .client import Load, request
from .measure import Figure, seconds, spread
from .servers import BARE, Asked, bare, in_turns, leg_bodies, peers, rate_beside, size_requests, started

SEARCH = "/v1/search?matches=20&misses=0&excluded=0"
SERVE = "from catalog.commands import main; main()"
OURS = "legfit"


def figures() -> Iterator[Figure]:
    """The size route and the search route beside the bare route, and the size route beside the peers."""
    catalog = made(1200, "shared")
    with TemporaryDirectory() as name:
        url = write(catalog, Path(name))
        with serving(url) as ours, bare() as floor, peers(Path(name)) as others:
            sizes = in_turns({OURS: Asked(ours, size_requests()), BARE: floor, **others})
            wanted = [request("POST", SEARCH, body) for body in leg_bodies("any")]
            searches = in_turns({OURS: Asked(ours, wanted), BARE: floor})
    yield rate_beside("HTTP size", BARE, 0.60, sizes[OURS], sizes[BARE])
    for peer in others:
        yield rate_beside("HTTP size", peer, None, sizes[OURS], sizes[peer])
    yield rate_beside("HTTP search, 20 matches", BARE, 0.25, searches[OURS], searches[BARE])
    yield _tail(sizes[OURS])


def _tail(loads: list[Load]) -> Figure:
    medians = [load.percentile(0.5) for load in loads]
    return Figure(
        "HTTP size, p99", "its own p50", 4, tuple(load.percentile(0.99) / load.percentile(0.5) for load in loads),
        seconds(loads[0].percentile(0.99)), seconds(medians[0]), spread(medians),
    )  # fmt: skip


@contextmanager
def serving(url: str) -> Iterator[int]:
    """A legfit server of one worker, without a rate limit; its port."""
    command = [sys.executable, "-c", SERVE, "serve", "--database", url, "--log-level", "warning", "--port"]
    with started(command, "/healthz") as (port, _):
        yield port
