"""Charts that were read become a brand file: to be corrected by hand, or read at once with every check that one has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...model.leg import Dimension, LegPoint
from ...model.plain_name import plain_name
from ...model.read_chart import ReadChart, ReadRow, UnreadCell
from ...model.source import FILE

PASTED: Final = "pasted"
"""What brand, source and ids of a pasted chart begin with, until somebody writes the true ones."""
FROM_PASTE: Final = f"{FILE}{PASTED}"
"""The source of what has neither an address nor the name of a file."""
UNREAD: Final = "?"
BUILD: Final = ("height", "weight")
LONGEST_TITLE: Final = 200
LONGEST_ID: Final = 40
ALTERNATIVES: Final = "|"
Keys = tuple[str, ...]


def brand_file_text(charts: Sequence[ReadChart], seen_on: str, address: str = FROM_PASTE) -> str:
    """Write charts as one brand file, a product for each.

    `seen_on` is the ISO date on which they were read at `address`, which is
    `file:` and a name for a file. A cell that was not read is `?`, with a comment
    that says where it stands, what is printed there and the code of the reason.
    """
    lines = [
        f"brand = {_text(PASTED)}", "", "[[source]]", f"id = {_text(PASTED)}", f"url = {_text(address)}",
        f"seen_on = {_text(seen_on)}", 'read_as = "data"', 'confidence = "first_hand"',
    ]  # fmt: skip
    for number, chart in enumerate(charts, start=1):
        lines += ["", *_product(chart, number)]
    return "\n".join(lines) + "\n"


def chart_keys(chart: ReadChart) -> tuple[Keys, ...]:
    """What the charts of a brand file would be keyed by: one by girths, lengths and shoe, or one by build, or both.

    >>> rows = (ReadRow("S", (("calf_max_girth", "30-34"), ("height", "160-170"), ("weight", "50-60"))),)
    >>> chart_keys(ReadChart(1, None, None, "cm", rows, keyed_by=("calf_max_girth",)))
    (('calf_max_girth',), ('height', 'weight'))
    """
    main = tuple(key for key in chart.keyed_by if key)
    columns = {point for row in chart.rows for point, _ in row.bands}
    build = tuple(p for p in BUILD if p in columns)
    has_girth = any(LegPoint(p).is_girth for key in main for p in key.split(ALTERNATIVES))
    beside = has_girth and len(build) == len(BUILD) and not set(build) & set(main)
    return tuple(keys for keys in (main, build if beside else ()) if keys)


def _product(chart: ReadChart, number: int) -> Iterator[str]:
    title = " ".join((chart.title or "").split())[:LONGEST_TITLE] or f"Chart {number}"
    product = f"{PASTED}-{number}"
    yield from ("[[product]]", f"id = {_text(product)}", f"name = {_text(title)}", 'garment = "unstated"')
    if chart.audience in ("women", "men", "unisex"):
        yield f"audience = {_text(chart.audience)}"
    yield f"sources = [{_text(PASTED)}]"
    for place, keys in enumerate(chart_keys(chart)):
        name = f"{product}-{plain_name(keys[0].split(ALTERNATIVES)[0].replace('_', '-'), LONGEST_ID)}"
        yield from ("", "[[product.chart]]", f"id = {_text(name)}", *_chart(chart, keys, with_unread=not place))


def _chart(chart: ReadChart, keys: Keys, *, with_unread: bool) -> Iterator[str]:
    points = [p for key in keys for p in key.split(ALTERNATIVES)]
    units = {p: unit for p, unit in chart.units if p in points}
    yield f"keyed_by = [{', '.join(map(_text, keys))}]"
    if chart.unit and any(p not in units and LegPoint(p).dimension is Dimension.LENGTH for p in points):
        yield f"unit = {_text(chart.unit)}"
    if units:
        yield f"units = {{ {', '.join(f'{p} = {_text(unit)}' for p, unit in units.items())} }}"
    if chart.twin is not None and chart.twin.unit:
        yield f"note = {_text(f'printed in {chart.twin.unit} too')}"
    yield "rows = ["
    yield from (f"  {row}," for row in dict.fromkeys(_rows(chart.rows, keys)))
    yield "]"
    if with_unread:
        yield from map(_unread, chart.unread)


def _unread(cell: UnreadCell) -> str:
    """A comment on a cell that was not read."""
    where = ", ".join(part for part in (cell.size, cell.point) if part)
    return _comment(f"unread: row {cell.row}, column {cell.column} ({where}): {cell.text}: {cell.code}")


def _rows(rows: Iterable[ReadRow], keys: Keys) -> Iterator[str]:
    """The rows as tables; a key without a band is `?`, but for an alternative beside one that has one.

    Rows that differ only at points that are no keys are the same; whoever takes them writes each once.
    """
    for row in rows:
        cells = {"size": row.size, **{p: band for key in keys for p, band in _cells(row, key)}}
        yield f"{{ {', '.join(f'{name} = {_text(value)}' for name, value in cells.items())} }}"


def _cells(row: ReadRow, key: str) -> list[tuple[str, str]]:
    printed = [(p, band) for p in key.split(ALTERNATIVES) if (band := row.band(p))]
    return printed or [(key.split(ALTERNATIVES)[0], UNREAD)]


def _comment(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"# {' '.join(plain.split())[:LONGEST_TITLE]}"


def _text(value: str) -> str:
    """A text as TOML writes it; halves of characters, which no file can hold, are replaced."""
    return json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
