"""Figures of whole programs: the command line from its start to its end, and a worker's memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .catalogs import Made, made, write
from .checkouts import HERE
from .measure import ROUNDS, Figure, figure, seconds, timed

BARE = [sys.executable, "-c", "pass"]
LEGFIT = [sys.executable, "-c", "from catalog.commands import main; main()"]


def command_figures() -> Iterator[Figure]:
    """The command line beside an empty program; the catalog is embedded and warm, the modules are compiled."""
    wanted: Sequence[tuple[list[str], float | None]] = (
        (["--version"], 4), (["--help"], 14),
        (["size", "compressport-ur2", "--calf", "36.5 cm"], 20),
        (["search", "--garment", "calf_sleeve", "--calf", "36.5 cm"], None),
    )  # fmt: skip
    with TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_DATA_HOME": home, "LEGFIT_DATABASE_URL": "", "NO_COLOR": "1"}
        # As installed: pip compiles what it installs; a checkout does at the first run unless it is told not to.
        environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": home}
        for arguments, goal in wanted:
            command = [*LEGFIT, *arguments]
            _run(command, environment)
            pairs = [(_run(command, environment), _run(BARE, environment)) for _ in range(2 * ROUNDS + 1)]
            yield figure(f"legfit {' '.join(arguments)}", "python -c pass", goal, pairs)


def _run(command: list[str], environment: dict[str, str]) -> float:
    return timed(lambda: subprocess.run(command, env=environment, check=True, capture_output=True))


def memory_figures() -> Iterator[Figure]:
    """What one worker holds with 100 000 products, beside the bytes of the bands: two 8-byte edges each."""
    for kind in ("shared", "own"):
        catalog = made(100_000, kind)
        with TemporaryDirectory() as name:
            url = write(catalog, Path(name))
            held = [_resident(url) for _ in range(3)]
        for what, bands in (("the charts", _bands(catalog)), ("every product", _bands_of_products(catalog))):
            ratios = tuple(h / bands for h in held)
            goal = 40 if what == "every product" else None
            yield Figure(
                f"memory of a worker, 100 000 products, {kind} charts", f"bytes of the bands of {what}", goal, ratios,
                f"{held[0] / 2**20:.0f} MiB", f"{bands / 2**20:.1f} MiB", (max(held) - min(held)) / max(held),
            )  # fmt: skip


def _resident(url: str) -> int:
    worker = [sys.executable, "-m", "benchmarks.worker", url]
    done = subprocess.run(worker, cwd=HERE, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) * 1024


def _bands(catalog: Made) -> int:
    return 16 * sum(len(box.bands) for c in catalog.charts for _, box in c.boxes())


def _bands_of_products(catalog: Made) -> int:
    counts = {id(c): sum(len(box.bands) for _, box in c.boxes()) for c in catalog.charts}
    return 16 * sum(counts[id(c)] for p in catalog.products for c in p.charts)


__all__ = ["command_figures", "memory_figures", "seconds"]
