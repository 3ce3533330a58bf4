"""Small charts and questions written the way a person would print them."""

from __future__ import annotations

import re
from fractions import Fraction

from catalog.model.leg import LegPoint
from catalog.model.product import Band, Box, Confidence, Edge, Size, SizeChart, Source, TieRule, printed_step
from catalog.model.quantities import Length, ShoeSize, per_unit
from catalog.model.question import Legs, MeasuredWhen, Prefer, Question, Reading, Sex, Side

NOWHERE = Source("https://example.org/chart", "unknown", "text", Confidence.FIRST_HAND)
LETTER = {
    "calf": LegPoint.CALF, "ankle": LegPoint.ANKLE, "thigh": LegPoint.THIGH, "length": LegPoint.LEG_LENGTH,
    "height": LegPoint.HEIGHT, "weight": LegPoint.WEIGHT, "hip": LegPoint.HIP, "foot": LegPoint.FOOT_LENGTH,
    "eu": LegPoint.SHOE_EU, "uk": LegPoint.SHOE_UK, "us": LegPoint.SHOE_US, "unstated": LegPoint.SHOE_UNSTATED,
    "us_w": LegPoint.SHOE_US_WOMEN,
}  # fmt: skip
BAND = re.compile(r"^(\(?)([\d.]*)-([\d.]*)(\)?)$")


def edge(figure: str, point: LegPoint, unit: str, *, closed: bool) -> Edge | None:
    return Edge(int(Fraction(figure) * per_unit(point, unit)), closed, figure) if figure else None


def band(point: LegPoint, text: str, unit: str = "cm") -> Band:
    """`31-34` closed, `(37-` more than 37, `-37)` less than 37, `-` no limit at all."""
    if point is LegPoint.WEIGHT:
        unit = "kg"
    if (parts := BAND.match(text)) is None:
        raise ValueError(text)
    low = edge(parts[2], point, unit, closed=not parts[1])
    high = edge(parts[3], point, unit, closed=not parts[4])
    return Band(point, low, high, unit)


def chart(
    keys: str, *rows: str, unit: str = "cm", tie: TieRule | None = None, priority: str = "", posture: str = ""
) -> SizeChart:
    """Keys as `calf ankle` or `calf eu|uk`; a row as `M: 31-34 20-22`, `?` where it was not readable."""
    named = tuple(tuple(LETTER[p] for p in key.split("|")) for key in keys.split())
    flat = [p for key in named for p in key]
    boxes: dict[str, list[Box]] = {}
    for row in rows:
        label, _, figures = row.partition(": ")
        cells = zip(flat, figures.split(), strict=True)
        boxes.setdefault(label, []).append(Box(tuple(band(p, text, unit) for p, text in cells if text != "?")))
    sizes = tuple(Size(label, tuple(own)) for label, own in boxes.items())
    bands = {p: tuple(b for s in sizes for x in s.boxes for b in x.bands if b.point is p) for p in flat}
    steps = tuple((p, printed_step(p, bands[p])) for p in flat)
    first = tuple(LETTER[p] for p in priority.split())
    return SizeChart("chart", named, sizes, NOWHERE, tie_rule=tie, priority=first, posture=posture, steps=steps)


def reading(text: str | int, unit: str = "cm") -> Reading:
    """One reading, or several with slashes between: `36.5/36.7`; a mean of two, a median of more."""
    if isinstance(text, int):
        return Reading(text, (text,), unit)
    values = tuple(round(Fraction(part) * 10_000) for part in text.split("/"))
    ordered = sorted(values)
    middle = sum(ordered) // 2 if len(ordered) == 2 else ordered[len(ordered) // 2]
    return Reading(middle, values, unit)


def leg(**points: str | int) -> dict[LegPoint, Reading]:
    """Readings in cm and kg by short name; a whole number is taken in store units."""
    readings = {}
    for name, text in points.items():
        point = LETTER[name]
        if point is LegPoint.WEIGHT and isinstance(text, str):
            text = round(Fraction(text) * 1000)
        readings[point] = reading(text)
    return readings


def asking(
    left: dict[LegPoint, Reading] | None = None, right: dict[LegPoint, Reading] | None = None, *,
    shoe: str | None = None, prefer: Prefer | None = None, measured: MeasuredWhen | None = None,
    sex: Sex | None = None, confirmed: bool = False, **points: str | int,
) -> Question:  # fmt: skip
    """A question: points of both legs by keyword, or a left and a right leg."""
    if left is not None and right is not None:
        legs = Legs(((Side.LEFT, left), (Side.RIGHT, right)))
    else:
        legs = Legs(((Side.BOTH, leg(**points)),) if points else ())
    size = ShoeSize.parse(shoe) if shoe else None
    return Question(None, legs, sex=sex, shoe=size, prefer=prefer, measured=measured, confirmed=confirmed)


def cm(figure: str | float) -> Length:
    """A length of so many centimetres."""
    return Length(round(Fraction(str(figure)) * 10_000))
