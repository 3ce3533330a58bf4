"""Rows of a size chart with a figure that could not be read: whom they fit is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.chart import Box, SizeChart


def is_read(chart: SizeChart, box: Box) -> bool:
    """Whether a row was read whole: it has a band for each measure that the chart asks for."""
    return all(any(box.band(point) for point in key) for key in chart.keys)


def read_sizes(charts: Iterable[SizeChart]) -> tuple[str, ...]:
    """The sizes with a row that was read whole, as printed; empty where nothing can be said of anybody."""
    return tuple(dict.fromkeys(size.label for c in charts for size, box in c.boxes() if is_read(c, box)))


def unread_sizes(charts: Iterable[SizeChart]) -> tuple[str, ...]:
    """The sizes with a row that was not read whole, as printed."""
    return tuple(dict.fromkeys(size.label for c in charts for size, box in c.boxes() if not is_read(c, box)))


def are_unread_between(chart: SizeChart, one: str, other: str) -> bool:
    """Whether a size that was not read whole stands between two others as printed, or is one of them."""
    labels, unread = [size.label for size in chart.sizes], unread_sizes([chart])
    if one not in labels or other not in labels:
        return bool(unread)
    ends: Sequence[int] = sorted((labels.index(one), labels.index(other)))
    return not set(unread).isdisjoint(labels[ends[0] : ends[1] + 1])
