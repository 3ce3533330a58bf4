"""The straight lines and boxes that a PDF draws, in millimetres of paper: what a test measures a print by."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator

MM = 72 / 25.4
"""Points of a millimetre."""
Matrix = tuple[float, ...]
Point = tuple[float, float]
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(wide) / MM, float(high) / MM) for wide, high in boxes]


def lines_of(pdf: bytes) -> list[tuple[Point, Point]]:
    """Every straight line from point to point, those around boxes too."""
    return [line for stream in STREAM.findall(pdf) for line in _lines(_inflated(stream))]


def _inflated(stream: bytes) -> str:
    try:
        return zlib.decompress(stream).decode("latin-1")
    except zlib.error:
        return ""


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _lines(text: str) -> Iterator[tuple[Point, Point]]:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    saved: list[Matrix] = []
    last: Point = (0, 0)

    def place(x: float, y: float) -> Point:
        a, b, c, d, e, f = matrix
        return ((a * x + c * y + e) / MM, (b * x + d * y + f) / MM)

    for line in text.splitlines():
        *numbers, operator = line.split() or [""]
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop()
        elif operator == "cm":
            matrix = _times(tuple(map(float, numbers)), matrix)
        elif operator in ("m", "l"):
            here = place(*map(float, numbers))
            if operator == "l":
                yield last, here
            last = here
        elif operator == "re":
            x, y, wide, high = map(float, numbers)
            corners = [place(*c) for c in ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))]
            yield from itertools.pairwise(corners)
