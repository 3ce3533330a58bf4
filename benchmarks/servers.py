"""Servers on this machine, and several of them asked in turns: legfit, the framework's bare route and two peers.

Nothing is pinned to a core: client and servers share the machine as they do in the other figures.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import TypeVar

from msgspec import Struct

from .client import Load, ask, request
from .measure import Figure, spread
from .questions import leg_question

CONNECTIONS, SECONDS, ROUNDS = 16, 2.0, 5
SIZE = "/v1/products/compressport-ur2/size"
CHECKOUT = Path(__file__).resolve().parent.parent
ORM_PEER, SQL_PEER, BARE = "peer: FastAPI, SQLAlchemy ORM", "peer: FastAPI, async raw SQL", "bare JSON route"
Named = TypeVar("Named")
BARE_ROUTE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def hello(request):
    return JSONResponse({"hello": "world"})
app = Starlette(routes=[Route("/hello", hello)])
uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False)
"""


class Asked(Struct, frozen=True):
    """A server and what it is asked."""

    port: int
    requests: Sequence[bytes]


def in_turns(asked: Mapping[str, Asked], rounds: int = ROUNDS) -> dict[str, list[Load]]:
    """What each server answered in each round, one server after the other; the first half second is not counted.

    Raises:
        SystemExit: an answer was not 200.
    """
    seen: dict[str, list[Load]] = {name: [] for name in asked}
    for one in asked.values():
        ask(one.port, one.requests, CONNECTIONS, 0.5)
    for turn in range(rounds):
        for name in turned(asked, turn):
            load = ask(asked[name].port, asked[name].requests, CONNECTIONS, SECONDS)
            if load.wrong:
                raise SystemExit(f"{name}: {len(load.wrong)} answers were not 200: {sorted(set(load.wrong))}")
            seen[name].append(load)
    return seen


def turned(names: Iterable[Named], turn: int) -> list[Named]:
    """The same in the other order every second turn, so that nobody always comes first."""
    ordered = list(names)
    return ordered[::-1] if turn % 2 else ordered


def rate_beside(name: str, beside: str, goal: float | None, ours: list[Load], floor: list[Load]) -> Figure:
    """How many times as many requests a second as the floor, round by round."""
    rates = [load.rate for load in floor]
    return Figure(
        f"{name}, requests a second", beside, goal, tuple(a.rate / b for a, b in zip(ours, rates, strict=True)),
        f"{ours[0].rate:.0f}/s, {ours[0].size}", f"{rates[0]:.0f}/s, {floor[0].size}", spread(rates), at_least=True,
    )  # fmt: skip


def leg_bodies(garment: str) -> list[bytes]:
    """The usual question by fifty legs, as bodies of requests."""
    random = Random(3)
    return [json.dumps(leg_question(random, garment)).encode() for _ in range(50)]


def size_requests() -> list[bytes]:
    """Questions to legfit's size route; the answers are whole, of the detail `standard`."""
    return [request("POST", SIZE, body) for body in leg_bodies("calf_sleeve")]


def peer_requests() -> list[bytes]:
    """Questions to a peer about calves as wide as those that legfit is asked about."""
    random = Random(3)
    bodies = [json.dumps({"legs": {"calf_max_girth": random.randint(320, 420) / 10}}).encode() for _ in range(50)]
    return [request("POST", "/v1/products/product-75/size", body) for body in bodies]


@contextmanager
def bare() -> Iterator[Asked]:
    """The framework's bare route: a server that does nothing but answer."""
    with started([sys.executable, "-c", BARE_ROUTE], "/hello") as (port, _):
        yield Asked(port, [request("GET", "/hello")])


@contextmanager
def peers(folder: Path) -> Iterator[dict[str, Asked]]:
    """The two peers by name, on one database in this folder."""
    from .peer import fill

    path = str(folder / "peer.db")
    fill(path)
    with ExitStack() as running:
        found = {}
        for name, module in ((ORM_PEER, "benchmarks.peer"), (SQL_PEER, "benchmarks.peer_async")):
            command = [sys.executable, "-m", module, path]
            port, _ = running.enter_context(started(command, "/openapi.json", folder=CHECKOUT))
            found[name] = Asked(port, peer_requests())
        yield found


@contextmanager
def started(
    command: Sequence[str], path: str, environment: Mapping[str, str] = os.environ, folder: Path | None = None
) -> Iterator[tuple[int, int]]:
    """A server on a port of its own, once it answers; the port and the process.

    Raises:
        SystemExit: no server came up.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [*command, str(port)], env={**environment, "LEGFIT_RATE": "0"}, cwd=folder, stdout=subprocess.DEVNULL
    )
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
