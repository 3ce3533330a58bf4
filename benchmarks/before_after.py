"""Two checkouts measured in one run, in turns: `python -m benchmarks.before_after --before CHECKOUT`.

Both are copied first, and asked at their doors alone: `cli.py` as a command and as a service. What is measured inside
a process each checkout measures itself (its own `python -m benchmarks size search`), one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from .checkouts import HERE, copied
from .client import Load
from .measure import timed
from .servers import BARE, Asked, bare, in_turns, peers, size_requests, started, turned

BEFORE, AFTER = "before", "after"
COMMANDS = (
    ["--version"],
    ["--help"],
    ["size", "compressport-ur2", "--calf", "36.5 cm"],
    ["search", "--garment", "calf_sleeve", "--calf", "36.5 cm"],
)
HEADINGS = ("figure", "beside", BEFORE, "from–to", AFTER, "from–to", "after / before")


class Side(Struct, frozen=True):
    """A copy of a checkout, the interpreter that runs it, and a home of its own."""

    name: str
    folder: Path
    python: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """An environment with nothing but this copy and its own catalog; modules are compiled, as an installer does."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEGFIT_", "XDG_", "PYTHON"))}
        folders = {
            "HOME": self.home, "XDG_DATA_HOME": self.home / "data", "XDG_CONFIG_HOME": self.home / "config",
            "PYTHONPATH": self.folder, "PYTHONPYCACHEPREFIX": self.home / "compiled",
        }  # fmt: skip
        return {**kept, **{name: str(path) for name, path in folders.items()}, "NO_COLOR": "1"}

    def run(self, *arguments: str) -> None:
        """Run something of the copy.

        Raises:
            SystemExit: it failed; with what it wrote.
        """
        done = subprocess.run(
            [self.python, *arguments], cwd=self.folder, env=self.environment, check=False, capture_output=True
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(arguments)}\n{done.stderr.decode(errors='replace')}")

    def measured_inside(self, groups: Iterable[str]) -> list[dict[str, Any]]:
        """The figures that the copy measures of itself."""
        results = self.folder / "benchmarks" / "results"
        shutil.rmtree(results, ignore_errors=True)
        self.run("-m", "benchmarks", *groups)
        (written,) = results.glob("*.json")
        figures: list[dict[str, Any]] = json.loads(written.read_text("utf-8"))["figures"]
        return figures


class Compared(Struct, frozen=True):
    """One figure of both checkouts, round by round."""

    name: str
    beside: str
    before: tuple[float, ...]
    after: tuple[float, ...]

    def row(self) -> tuple[str, ...]:
        """The figure as cells of the table; a checkout that does not measure it has none."""
        both = self.before and self.after
        change = f"{median(self.after) / median(self.before):.2f}" if both else ""
        return (self.name, self.beside, *_cells(self.before), *_cells(self.after), change)

    def document(self) -> dict[str, object]:
        """The figure as JSON."""
        return {"name": self.name, "beside": self.beside, BEFORE: self.before, AFTER: self.after}


def http_figures(sides: tuple[Side, Side], folder: Path, rounds: int) -> Iterator[Compared]:
    """Requests a second of the size route with the whole answer, as a multiple of each peer and of the bare route."""
    with ExitStack() as running:
        asked = dict(running.enter_context(peers(folder)))
        asked[BARE] = running.enter_context(bare())
        floors = list(asked)
        for side in sides:
            command = [side.python, str(side.folder / "cli.py"), "serve", "--log-level", "warning", "--port"]
            port, _ = running.enter_context(started(command, "/healthz", side.environment, side.folder))
            asked[side.name] = Asked(port, size_requests())
        seen = in_turns(asked, rounds)
    sizes = {side.name: seen[side.name][0].size for side in sides}
    name = f"HTTP size ({sizes[BEFORE]}, {sizes[AFTER]}), requests a second"
    for floor in floors:
        yield Compared(name, floor, *(_rates(seen[side.name], seen[floor]) for side in sides))


def command_figures(sides: tuple[Side, Side], rounds: int) -> Iterator[Compared]:
    """The time of whole commands as a multiple of a program that does nothing; the catalog is embedded and warm."""
    for arguments in COMMANDS:
        calls = {side.name: partial(side.run, "cli.py", *arguments) for side in sides}
        calls["pass"] = partial(sides[1].run, "-c", "pass")
        for call in calls.values():
            call()
        taken = [{name: timed(calls[name]) for name in turned(calls, n)} for n in range(2 * rounds + 1)]
        ratios = (tuple(times[side.name] / times["pass"] for times in taken) for side in sides)
        yield Compared(f"legfit {' '.join(arguments)}", "python -c pass", *ratios)


def inside_figures(sides: tuple[Side, Side], groups: Iterable[str], rounds: int) -> Iterator[Compared]:
    """What each checkout measures inside a process, by the names that it gives its figures."""
    seen: dict[tuple[str, str], dict[str, list[float]]] = {}
    for turn in range(rounds):
        for side in turned(sides, turn):
            for figure in side.measured_inside(groups):
                both = seen.setdefault((figure["name"], figure["beside"]), {BEFORE: [], AFTER: []})
                both[side.name] += figure["ratios"]
    for (name, beside), both in seen.items():
        yield Compared(name, beside, tuple(both[BEFORE]), tuple(both[AFTER]))


def prepared(name: str, checkout: Path, python: str, folder: Path) -> Side:
    """A copy of a checkout whose embedded catalog has been made."""
    home = folder / f"home-{name}"
    home.mkdir()
    side = Side(name, copied(checkout, folder / name), python, home)
    side.run("cli.py", "list", "--limit", "1")
    return side


def table(figures: Iterable[Compared]) -> str:
    """The figures as lines."""
    rows = [HEADINGS, *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _rates(ours: list[Load], floor: list[Load]) -> tuple[float, ...]:
    return tuple(a.rate / b.rate for a, b in zip(ours, floor, strict=True))


def _cells(ratios: tuple[float, ...]) -> tuple[str, str]:
    return (f"{median(ratios):.3g}", f"{min(ratios):.3g}–{max(ratios):.3g}") if ratios else ("", "")


def measured(sides: tuple[Side, Side], folder: Path, wanted: argparse.Namespace) -> Iterator[Compared]:
    """Every figure that is wanted; none of those with 0 rounds."""
    if wanted.http:
        yield from http_figures(sides, folder, wanted.http)
    if wanted.commands:
        yield from command_figures(sides, wanted.commands)
    if wanted.inside:
        yield from inside_figures(sides, wanted.groups, wanted.inside)


def main() -> int:
    """Print the table, and write the figures as JSON where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.before_after")
    parser.add_argument("--before", type=Path, required=True, help="A checkout.")
    parser.add_argument("--after", type=Path, default=HERE, help="Another checkout; this one by default.")
    parser.add_argument("--before-python", default=sys.executable, help="The interpreter that has what it needs.")
    parser.add_argument("--after-python", default=sys.executable)
    parser.add_argument("--http", type=int, default=7, metavar="ROUNDS", help="Rounds over HTTP; 0 for none.")
    parser.add_argument("--commands", type=int, default=7, metavar="ROUNDS", help="Half the rounds of commands.")
    parser.add_argument("--inside", type=int, default=2, metavar="ROUNDS", help="Rounds of what is inside a process.")
    parser.add_argument("--groups", nargs="+", default=["size", "search"], help="What is measured inside a process.")
    parser.add_argument("--json", type=Path, help="Where to write the figures.")
    args = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        sides = (
            prepared(BEFORE, args.before, args.before_python, folder),
            prepared(AFTER, args.after, args.after_python, folder),
        )
        figures: list[Compared] = []
        for figure in measured(sides, folder, args):
            figures.append(figure)
            sys.stderr.write(" | ".join(figure.row()) + "\n")
    sys.stdout.write(table(figures) + "\n")
    if args.json:
        args.json.write_text(json.dumps([figure.document() for figure in figures], indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
