"""A tape measure of paper in true size: strips that are glued together, and the frame of a bank card to check it by.

Every figure is in millimetres, from the left and from the top of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

PARTS: Final = 5
LENGTH: Final = 240
"""What one strip measures; two sheets of paper, A4 and Letter, hold it with the flap it is glued by."""
WIDE, APART, TOP, FLAP = 22, 2, 2, 10
INCH: Final = 25.4
CARD: Final = (85.6, 53.98)
"""Length and height of a bank card: ISO/IEC 7810, ID-1."""
TICKS: Final = ((10, 8.0), (5, 5.5), (1, 3.5))
"""How long the tick of a millimetre is: of a whole centimetre, a half one, any other."""
EIGHTHS: Final = ((8, 8.0), (4, 6.0), (2, 4.5), (1, 3.0))
"""The same of an eighth of an inch."""


class Strip(Struct, frozen=True):
    """One part of the tape: its outline, the flap for the next part, its ticks, and its figures with their places."""

    left: int
    edge: str
    glue: str
    ticks: str
    figures: tuple[tuple[float, float, int], ...]

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.left + WIDE / 2


class Tape(Struct, frozen=True):
    """The tape on its sheet."""

    strips: tuple[Strip, ...]
    width: int = PARTS * (WIDE + APART)
    height: int = TOP + LENGTH + FLAP + 1
    head: float = TOP + 3.6
    foot: float = TOP + LENGTH + FLAP / 2 + 1


class CardFrame(Struct, frozen=True):
    """The frame of a bank card, upright, its long side along the tape."""

    frame_width: float
    frame_height: float
    middle: float
    edge: str
    line: str


def paper_tape() -> Tape:
    """The tape in `PARTS` strips, centimetres at the left edge of each and inches at the right."""
    return Tape(tuple(_strip(number) for number in range(PARTS)))


def card_frame() -> CardFrame:
    """The frame to lay a bank card on."""
    length, height = CARD
    edge = f"M1 1h{height}v{length}h{-height}z"
    return CardFrame(height + 2, length + 2, height / 2 + 1, edge, f"M4 1v{length}M1 1h6M1 {1 + length}h6")


def _strip(number: int) -> Strip:
    left, bottom = number * (WIDE + APART) + 1, TOP + LENGTH
    flap = f"M{left} {bottom}h{WIDE}v{FLAP}h{-WIDE}z" if number < PARTS - 1 else ""
    edge = f"M{left} {TOP}h{WIDE}v{LENGTH}h{-WIDE}z"
    ticks = "".join((*_centimetres(left), *_inches(left, number)))
    return Strip(left, edge, flap, ticks, (*_centimetre_figures(left, number), *_inch_figures(left, number)))


def _centimetres(left: int) -> Iterator[str]:
    for y in range(LENGTH + 1):
        length = next(length for every, length in TICKS if y % every == 0)
        yield f"M{left} {TOP + y}h{length}"


def _eighths(number: int) -> Iterator[tuple[int, float]]:
    """Every eighth of an inch on a strip, counted from the beginning of the tape, with its height."""
    first, last = (part * LENGTH * 8 / INCH for part in (number, number + 1))
    for eighth in range(int(first) + (first % 1 > 0), int(last) + 1):
        yield eighth, round(TOP + eighth * INCH / 8 - number * LENGTH, 3)


def _inches(left: int, number: int) -> Iterator[str]:
    for eighth, y in _eighths(number):
        length = next(length for every, length in EIGHTHS if eighth % every == 0)
        yield f"M{left + WIDE} {y}h{-length}"


def _centimetre_figures(left: int, number: int) -> Iterator[tuple[float, float, int]]:
    return ((left + 4.2, TOP + y - 0.8, number * LENGTH // 10 + y // 10) for y in range(10, LENGTH + 1, 10))


def _inch_figures(left: int, number: int) -> Iterator[tuple[float, float, int]]:
    return (
        (left + WIDE - 4.2, y - 0.8, eighth // 8) for eighth, y in _eighths(number) if eighth % 8 == 0 and y > TOP + 7
    )
