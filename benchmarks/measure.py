"""Timing beside a floor: both in one run, turn by turn, the median of the ratios and how far they spread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

from msgspec import Struct

ROUNDS = 7
LEAST_SECONDS = 0.02
"""How long one turn takes at least; shorter calls are repeated."""
WARMING = 10
"""Turns before the first that counts: a program that runs on is what is measured."""
Call = Callable[[], object]


class Figure(Struct, frozen=True):
    """One measured ratio, its goal, and what was seen on the way."""

    name: str
    beside: str
    goal: float | None
    ratios: tuple[float, ...]
    ours: str
    floor: str
    noise: float
    """How far the floor itself moved between rounds: largest minus smallest, as a share of its median."""
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def document(self) -> dict[str, object]:
        """The figure as JSON."""
        return {
            "name": self.name, "beside": self.beside, "goal": self.goal, "at_least": self.at_least,
            "ratio": round(self.ratio, 3), "ratios": [round(r, 3) for r in self.ratios], "met": self.met,
            "ours": self.ours, "floor": self.floor, "noise": round(self.noise, 3),
        }  # fmt: skip


def compare(name: str, beside: str, goal: float | None, ours: Call, floor: Call, rounds: int = ROUNDS) -> Figure:
    """Ours and the floor in turns of at least `LEAST_SECONDS`; the first turns of both are not counted."""
    times = _often(ours), _often(floor)
    for _ in range(WARMING):
        gc.collect()
        _turn(ours, times[0])
        _turn(floor, times[1])
    taken: list[tuple[float, float]] = []
    for _ in range(rounds):
        gc.collect()
        taken.append((_turn(ours, times[0]), _turn(floor, times[1])))
    return figure(name, beside, goal, taken)


def figure(name: str, beside: str, goal: float | None, taken: list[tuple[float, float]]) -> Figure:
    """A figure from pairs of seconds, ours first."""
    ours, floors = [a for a, _ in taken], [b for _, b in taken]
    ratios = tuple(a / b for a, b in taken)
    return Figure(name, beside, goal, ratios, seconds(median(ours)), seconds(median(floors)), spread(floors))


def spread(values: list[float]) -> float:
    """Largest minus smallest, as a share of the median."""
    return (max(values) - min(values)) / median(values)


def _often(call: Call) -> int:
    call()
    started = perf_counter()
    call()
    took = perf_counter() - started
    return max(1, round(LEAST_SECONDS / max(took, 1e-7)))


def _turn(call: Call, times: int) -> float:
    started = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - started) / times


def timed(call: Call) -> float:
    """Seconds that one call takes."""
    started = perf_counter()
    call()
    return perf_counter() - started


def seconds(value: float) -> str:
    """A time as people read it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def table(figures: list[Figure]) -> str:
    """The figures as lines, each beside its goal."""
    rows = [("figure", "beside", "goal", "seen", "from–to", "ours", "floor", "noise", "")]
    for f in figures:
        sign = ">=" if f.at_least else "<="
        verdict = {True: "met", False: "MISSED", None: ""}[f.met]
        rows.append((
            f.name, f.beside, "" if f.goal is None else f"{sign} {f.goal:g}", f"{f.ratio:.3g}",
            f"{min(f.ratios):.3g}–{max(f.ratios):.3g}", f.ours, f.floor, f"{f.noise:.0%}", verdict,
        ))  # fmt: skip
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)
