"""Importing a shop's catalog: from a Shopify export to the written catalog, beside the bare rows of it; and its memory.

Every round is a process of its own (`python -m benchmarks.importing load FEED`), as with `benchmarks.loading`: modules
are imported before, and nothing is remembered from the round before.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from catalog.app.fetch import Fetcher
from catalog.app.import_shop import BringOptions, ImportRequest, ReadyImport, limits_of, ready_import, write_import
from catalog.app.import_source import source_files
from catalog.model.gtin import check_digit
from catalog.model.policy import shipped_policy

from .loading import BESIDE, bare_rows, empty_catalog
from .measure import Figure, figure, spread, timed

PRODUCTS, CHARTS, BRANDS, ROUNDS, GOAL = 10_000, 800, 40, 5, 8.0
LARGE, MEMORY = 200_000_000, 512_000_000
"""Bytes of a large feed, and of memory that reading it may take at its highest point."""
SIZES = ("S", "M", "L", "XL")
HEAD = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name", "Option1 Value",
    "Variant SKU", "Variant Grams", "Variant Inventory Qty", "Variant Price", "Variant Barcode", "Image Src", "Status",
)  # fmt: skip
BODY = """<p>The {name} is knitted for long runs and for the hours after them. It is tightest at the ankle and gets \
looser towards the knee.</p><ul><li>Graduated compression for running</li><li>Flat toe seam, cushioned heel</li>\
<li>72 % polyamide, 28 % elastane</li></ul><table><tr><th>Size</th><th>Calf (cm)</th><th>Ankle (cm)</th></tr>{rows}\
</table>"""


LONG = "<p>Wash it at 30 degrees, inside out, and dry it flat; the yarn keeps its shape for years.</p>" * 40
"""What a shop says under every product."""


def import_figures() -> Iterator[Figure]:
    """Ten thousand products imported, judged and loaded; and the memory that a feed of 200 MB takes."""
    with TemporaryDirectory() as name:
        told = "importing 10 000 products from a Shopify export"
        for what, apart in ((told, False), (f"{told}, all descriptions different", True)):
            feed = write_feed(Path(name) / "export.csv", PRODUCTS, apart=apart)
            rounds = [_measured("load", feed) for _ in range(ROUNDS)]
            yield figure(what, BESIDE, GOAL, [(r["whole"], r["floor"]) for r in rounds])
            yield figure("… of that all but writing", BESIDE, None, [(r["ready"], r["floor"]) for r in rounds])
        large = write_feed(Path(name) / "large.csv", least=LARGE, apart=True, more=LONG)
        for what in ("load", "files"):
            most = [_measured(f"memory-{what}", large)["most"] for _ in range(2)]
            ratios = tuple(m / MEMORY for m in most)
            ours = f"{max(most) / 1e6:.0f} MB"
            yield Figure(
                f"memory for a feed of 200 MB, {what}", "512 MB", 1.0, ratios, ours, "512 MB", spread(most)
            )  # fmt: skip


def write_feed(path: Path, products: int = 0, least: int = 0, *, apart: bool = False, more: str = "") -> Path:
    """A Shopify export of so many products with four variants each, or of at least so many bytes.

    With `apart` no two descriptions are the same: each names its product. `more` stands at the end of each.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        at = 0
        while at < products or file.tell() < least:
            rows.writerows(_rows(at, more, apart=apart))
            at += 1
    return path


def _rows(at: int, more: str, *, apart: bool) -> Iterator[list[object]]:
    """The rows of one product: what it is in the first, then a variant in each."""
    brand, name = f"Stride {at * BRANDS // PRODUCTS}", f"Run Sock {at}"
    handle = f"run-sock-{at}"
    body = BODY.format(name=name if apart else "Run Sock", rows=_chart(at * CHARTS // PRODUCTS % CHARTS))
    whole = [handle, name, body + more, brand, "Compression Socks", "running, compression", "true"]
    for row, size in enumerate(SIZES):
        first = whole if row == 0 else [handle, *[""] * 6]
        number = f"40{at:08d}{row:02d}"
        gtin = f"'{number}{check_digit(number + '0')}"
        yield [
            *first, "Size" if row == 0 else "", size, f"SR-{at}-{size}", 60, (at + row) % 30, "39.90", gtin,
            f"https://cdn.shop.example/{handle}-{row}.jpg", "active" if row == 0 else "",
        ]  # fmt: skip


def _chart(number: int) -> str:
    """The rows of one of the charts; no two are the same."""
    by, step = number % 40 / 10, number // 40 / 10
    return "".join(
        f"<tr><td>{size}</td><td>{28 + by + 4 * row:.1f}-{31.5 + by + 4 * row:.1f}</td>"
        f"<td>{17 + step + 2 * row:.1f}-{18.5 + step + 2 * row:.1f}</td></tr>"
        for row, size in enumerate(SIZES)
    )


def _measured(what: str, feed: Path) -> dict[str, float]:
    command = [sys.executable, "-m", __name__, what, str(feed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _load(feed: Path, folder: Path) -> dict[str, float]:
    policy, engine = shipped_policy(), empty_catalog(folder / "ours.db")
    parts: list[float] = []

    def load() -> None:
        started = perf_counter()
        ready = _ready(feed, load=True)
        parts.append(perf_counter() - started)
        write_import(ready, policy, engine)

    whole = timed(load)
    engine.dispose()
    return {"whole": whole, "ready": parts[0], "floor": bare_rows(folder)}


def _ready(feed: Path, into: Path | None = None, *, load: bool = False) -> ReadyImport:
    bring = BringOptions("2026-11-27", limits_of(shipped_policy()), "https://shop.example/", currency="EUR")
    with ExitStack() as opened:
        sources = source_files([str(feed)], io.BytesIO(), Fetcher(), opened)
        return ready_import(ImportRequest(bring, into, load), sources, shipped_policy())


def _memory_load(feed: Path, folder: Path) -> dict[str, float]:
    engine = empty_catalog(folder / "ours.db")
    write_import(_ready(feed, load=True), shipped_policy(), engine)
    engine.dispose()
    return _most()


def _memory_files(feed: Path, folder: Path) -> dict[str, float]:
    write_import(_ready(feed, into=folder / "brands"), shipped_policy())
    return _most()


def _most() -> dict[str, float]:
    """The memory of this process and of the one that judges, each at its highest point, in bytes; Linux tells kB."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return {"most": sum(resource.getrusage(which).ru_maxrss for which in both) * 1024}


def main() -> None:
    """One round, as JSON."""
    rounds = {"load": _load, "memory-load": _memory_load, "memory-files": _memory_files}
    with TemporaryDirectory() as name:
        sys.stdout.write(json.dumps(rounds[sys.argv[1]](Path(sys.argv[2]), Path(name))))


if __name__ == "__main__":
    main()
