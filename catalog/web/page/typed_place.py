"""The question which place of the leg typed lines measure, and an example of lines that can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ...app.typed_chart import PLACE_CELL, PLACE_WORDS
from ...messages.messages import Messages
from ...model.leg import LegPoint
from .form import FIRST

FIELD: Final = "cell-{}-{}-{}".format(*PLACE_CELL)
"""The field of the head of the ranges: what names the place is a correction of it."""
EXAMPLE: Final = ("M 34-38 cm", "L 38-42 cm")


class PlaceChoice(Struct, frozen=True):
    """A place that may be named: the field and what is sent in it, its name, whether it alone is filled in."""

    field: str
    value: str
    name: str
    is_likely: bool


def place_choices(filled: Sequence[LegPoint], hinted: LegPoint | None, messages: Messages) -> list[PlaceChoice]:
    """The places that typed lines may measure; the likely one comes first, to be confirmed.

    Likely is the one that the title names (`hinted`), else the one that alone is filled in.
    """
    likely = hinted or (filled[0] if len(filled) == 1 else None)
    points = [*FIRST, *(p for p in PLACE_WORDS if p not in FIRST)]
    points.sort(key=lambda point: point is not likely)
    return [PlaceChoice(FIELD, PLACE_WORDS[p], messages.point(p), p is likely) for p in points]


def typed_example(messages: Messages) -> list[str]:
    """Lines of a chart as they can be typed, the place on top."""
    place = messages.point(FIRST[0])
    return [place[:1].upper() + place[1:], *EXAMPLE]
