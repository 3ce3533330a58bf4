"""A stock feed of a hundred thousand variants beside a bare UPDATE of as many rows, alone and while a server answers.

Every round is a process of its own (`python -m benchmarks.stock DATABASE BARE FEED`) with a feed in which every row
says something new, so that every variant changes. The floor updates the same columns of the same table, made by the
same migration.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, field
from msgspec.structs import replace

from catalog.app.stock import StockRequest, update_stock
from catalog.model.product import Variant
from catalog.store.database import connect

from .catalogs import Made, made, write
from .client import Load, ask
from .http import SERVE, serving
from .measure import Figure, figure, seconds, spread, timed
from .servers import CONNECTIONS, size_requests

PRODUCTS, SIZES, ROUNDS, GOAL = 10_000, 10, 5, 4.0
LATE = 408
BESIDE = "executemany of as many updates"
UPDATE = """UPDATE offer
SET availability = ?, stock = ?, price_minor = ?, price_currency = ?, link = ?, image = ?, version = ?
WHERE product = ? AND sku = ?"""


class Asking(Struct):
    """16 connections that ask a server until they are told to stop."""

    port: int
    loads: list[Load] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Ask, two seconds at a time."""
        while not self.stop.is_set():
            self.loads.append(ask(self.port, size_requests(), CONNECTIONS, 2.0))

    def p99(self) -> float:
        """Seconds that 99 of 100 answers did not exceed."""
        return Load([s for load in self.loads for s in load.seconds]).percentile(0.99)

    def late(self) -> int:
        """Answers that were given up as too late (408). Raises: SystemExit (there were others that were not 200)."""
        wrong = [status for load in self.loads for status in load.wrong]
        if set(wrong) - {LATE}:
            raise SystemExit(f"answers were not 200: {sorted(set(wrong))}")
        return len(wrong)


def stock_figures() -> Iterator[Figure]:
    """The feed, the whole command, the feed while a server answers, and how long its answers take then."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = write(_shop(), folder)
        database = Path(url.removeprefix("sqlite:///"))
        feeds = [_feed(folder, turn) for turn in range(3 * ROUNDS + 3)]
        command = [sys.executable, "-c", SERVE, "stock", "--database", url]
        subprocess.run([*command, str(feeds.pop())], check=True, capture_output=True)
        bare = shutil.copy(database, folder / "bare.db")
        rounds = [_round(url, bare, feeds.pop()) for _ in range(ROUNDS)]
        yield figure("a stock feed of 100 000 variants", BESIDE, GOAL, rounds)
        whole = [_beside_floor(command, bare, feeds.pop()) for _ in range(ROUNDS)]
        yield figure("… the whole command, from its start", BESIDE, None, whole)
        with serving(url) as port:
            yield from _beside_a_server(port, url, bare, feeds)


def _beside_floor(command: list[str], bare: str, feed: Path) -> tuple[float, float]:
    ours = timed(lambda: subprocess.run([*command, str(feed)], check=True, capture_output=True))
    return ours, _round("", bare, feed)[1]


def _beside_a_server(port: int, url: str, bare: str, feeds: list[Path]) -> Iterator[Figure]:
    with _asked(port) as quiet:
        threading.Event().wait(6.0)
    with _asked(port) as busy:
        rounds = [_round(url, bare, feeds.pop()) for _ in range(ROUNDS)]
    yield figure("… while 16 connections ask", BESIDE, GOAL, rounds)
    ours = f"{seconds(busy.p99())}, {busy.late()} too late of {sum(len(load.seconds) for load in busy.loads)}"
    ratios, floors = (busy.p99() / quiet.p99(),), [load.percentile(0.99) for load in quiet.loads]
    yield Figure(
        "… p99 of their answers", "p99 without a feed", None, ratios, ours, seconds(quiet.p99()), spread(floors)
    )


@contextmanager
def _asked(port: int) -> Iterator[Asking]:
    asking = Asking(port)
    thread = threading.Thread(target=asking.run)
    thread.start()
    try:
        yield asking
    finally:
        asking.stop.set()
        thread.join()


def _shop() -> Made:
    catalog = made(PRODUCTS, "shared")
    variants = [tuple(Variant(_sku(n * SIZES + at), "M", "") for at in range(SIZES)) for n in range(PRODUCTS)]
    products = tuple(replace(p, variants=v) for p, v in zip(catalog.products, variants, strict=True))
    return Made(f"{catalog.name}-stocked", products, catalog.gates)


def _sku(number: int) -> str:
    return f"SKU-{number:06d}"


def _feed(folder: Path, turn: int) -> Path:
    """A feed with every column in which every row differs from that of any other turn."""
    path = folder / f"feed-{turn}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("sku,availability,stock,price,link,image_link\n")
        for n in range(PRODUCTS * SIZES):
            price, page = f"{20 + (n + turn) % 400 / 10:.2f} EUR", f"https://shop.example/p/{n}?v={turn}"
            file.write(
                f"{_sku(n)},in_stock,{(n + turn) % 50 + 1},{price},{page},https://cdn.example/i/{n}-{turn}.jpg\n"
            )
    return path


def _round(url: str, bare: str, feed: Path) -> tuple[float, float]:
    """Seconds of ours, none without an address, and of the floor, in a process of their own."""
    command = [sys.executable, "-m", __name__, url, str(bare), str(feed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    ours, floor = json.loads(done.stdout)
    return ours, floor


def _ours(url: str, feed: Path) -> float:
    engine = connect(url)

    def update() -> None:
        report = update_stock(engine, feed.read_bytes(), StockRequest())
        assert len(report.changed) == PRODUCTS * SIZES  # noqa: S101

    took = timed(update)
    engine.dispose()
    return took


def _floor(bare: str, feed: Path) -> float:
    """Seconds that sqlite3 takes to update as many rows, which lie ready in memory, in one transaction."""
    turn = int(feed.stem.rpartition("-")[2])
    with closing(sqlite3.connect(bare)) as target:
        keys = target.execute("SELECT product, sku FROM offer").fetchall()
        rows = [
            (
                "in_stock",
                n % 50 + turn,
                2000 + turn,
                "EUR",
                f"https://shop.example/p/{n}?v={turn}",
                f"https://cdn.example/i/{n}-{turn}.jpg",
                100 + turn,
                *key,
            )
            for n, key in enumerate(keys)
        ]
        assert len(rows) == PRODUCTS * SIZES  # noqa: S101

        def update() -> None:
            with target:
                target.executemany(UPDATE, rows)

        return timed(update)


def main() -> None:
    """One round: seconds of the feed and of its floor, as JSON."""
    url, bare, feed = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    sys.stdout.write(json.dumps([_ours(url, feed) if url else 0, _floor(bare, feed)]))


if __name__ == "__main__":
    main()
