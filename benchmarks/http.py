"""Figures of the HTTP service: one worker, 16 connections from this machine, beside the framework's bare route."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from .catalogs import made, write
from .client import Load, ask, request
from .measure import Figure, seconds, spread
from .questions import leg_question

SIZE, SEARCH = "/v1/products/compressport-ur2/size", "/v1/search?matches=20&misses=0&excluded=0"
CONNECTIONS, SECONDS, ROUNDS = 16, 2.0, 5
BARE = """
import sys, uvicorn
from litestar import Litestar, get
@get("/hello")
async def hello() -> dict[str, str]:
    return {"hello": "world"}
app = Litestar([hello], openapi_config=None, logging_config=None)
uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False)
"""
SERVE = "from catalog.commands import main; main()"


def figures() -> Iterator[Figure]:
    """The size route and the search route, in rounds beside the bare route."""
    catalog = made(1200, "shared")
    with TemporaryDirectory() as name:
        url = write(catalog, Path(name))
        with _serving([sys.executable, "-c", BARE], "/hello") as bare, serving(url) as ours:
            asked = {
                "HTTP size": [request("POST", SIZE, body) for body in _bodies("calf_sleeve")],
                "HTTP search, 20 matches": [request("POST", SEARCH, body) for body in _bodies("any")],
            }
            seen = {what: _rounds(ours, requests, bare) for what, requests in asked.items()}
    goals = {"HTTP size": 0.60, "HTTP search, 20 matches": 0.25}
    for what, pairs in seen.items():
        yield _share(what, goals[what], pairs)
    yield _tail(seen["HTTP size"])


def _rounds(port: int, requests: Sequence[bytes], bare: int) -> list[tuple[Load, Load]]:
    hello = [request("GET", "/hello")]
    ask(port, requests, CONNECTIONS, 0.5)
    return [(ask(port, requests, CONNECTIONS, SECONDS), ask(bare, hello, CONNECTIONS, SECONDS)) for _ in range(ROUNDS)]


def _share(what: str, goal: float, pairs: list[tuple[Load, Load]]) -> Figure:
    wrong = sum(len(ours.wrong) for ours, _ in pairs)
    if wrong:
        raise SystemExit(f"{what}: {wrong} answers were not 200")
    rates = [bare.rate for _, bare in pairs]
    return Figure(
        f"{what}, requests a second", "bare JSON route", goal, tuple(a.rate / b.rate for a, b in pairs),
        f"{pairs[0][0].rate:.0f}/s", f"{rates[0]:.0f}/s", spread(rates), at_least=True,
    )  # fmt: skip


def _tail(pairs: list[tuple[Load, Load]]) -> Figure:
    loads = [ours for ours, _ in pairs]
    medians = [load.percentile(0.5) for load in loads]
    return Figure(
        "HTTP size, p99", "its own p50", 4, tuple(load.percentile(0.99) / load.percentile(0.5) for load in loads),
        seconds(loads[0].percentile(0.99)), seconds(medians[0]), spread(medians),
    )  # fmt: skip


def _bodies(garment: str) -> list[bytes]:
    random = Random(3)
    return [json.dumps(leg_question(random, garment)).encode() for _ in range(50)]


@contextmanager
def serving(url: str) -> Iterator[int]:
    """A legfit server of one worker, without a rate limit; its port."""
    command = [sys.executable, "-c", SERVE, "serve", "--database", url, "--log-level", "warning", "--port"]
    with _serving(command, "/healthz") as port:
        yield port


@contextmanager
def _serving(command: list[str], path: str) -> Iterator[int]:
    with started(command, path) as (port, _):
        yield port


@contextmanager
def started(command: list[str], path: str) -> Iterator[tuple[int, int]]:
    """A server on a port of its own, once it answers; the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "LEGFIT_RATE": "0"}
    process = subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, path)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, path: str) -> None:
    for _ in range(300):
        try:
            if ask(port, [request("GET", path)], 1, 0.05).seconds:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no server came up on port {port}")
