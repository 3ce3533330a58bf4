"""Sizes of schema.org: the label of each, and the size chart that their measures of the body come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from ...model.policy import shipped_policy
from ...model.read_chart import ReadChart
from ..size_table.limits import Limits, limits_of
from ..size_table.read import read_tables
from ..size_table.tables import Cell, Table
from .graph import SchemaGraph, last_part, types_of, values_of
from .json_ld import Node, text_value

SPECIFICATION: Final = "SizeSpecification"
REGULAR: Final = frozenset({"", "wearablesizegroupregular", "regular"})
BODY: Final = "Body measurements"
"""What schema.org says that `suggestedMeasurement` is; put beside the chart for the reader of size tables."""
UNIT_CODES: Final = {"CMT": "cm", "MMT": "mm", "MTR": "m", "INH": "in", "FOT": "ft", "KGM": "kg", "LBR": "lb"}
"""Codes of UN/CEFACT Recommendation 20."""
NAMES: Final = ("name", "valueReference", "additionalType", "measurementType", "propertyID")
"""Where a measure says of which place of the body it is."""
BODY_NAMES: Final = {"foot": "foot length", "inside leg": "inside leg length"}
"""What https://schema.org/BodyMeasurementTypeEnumeration means by names that are short for something."""
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_AGE: Final = 3
OLDEST_CHILD: Final = 13
"""Years; Google's `kids` ends there: https://support.google.com/merchants/answer/6324463"""
UNNAMED: Final = "suggestedMeasurement"


class BodyMeasure(NamedTuple):
    """One measure of a size: what stands above its column, and what in its cell."""

    head: str
    cell: str


def size_labels(graph: SchemaGraph, node: Node) -> list[str]:
    """The sizes of a product as printed."""
    labels = [_label(graph, value) for value in values_of(node, "size")]
    return list(dict.fromkeys(label for label in labels if label))


def _label(graph: SchemaGraph, value: object) -> str:
    node = graph.node(value) if isinstance(value, dict) else None
    if node is None:
        return text_value(value)
    if SPECIFICATION not in types_of(node) and (figure := graph.text(node, "value")):
        return f"{figure} {_unit(graph, node)}".strip()
    group = HUMP.sub(" ", last_part(graph.text(node, "sizeGroup")).removeprefix("WearableSizeGroup"))
    named = graph.text(node, "name", "termCode")
    return named if group.replace(" ", "").lower() in REGULAR else f"{named} {group.lower()}".strip()


def charts_of(graph: SchemaGraph, nodes: Iterable[Node], not_kept: Counter[str]) -> tuple[ReadChart, ...]:
    """The charts of all sizes that some nodes have, one for each audience."""
    groups: dict[str, dict[str, dict[str, list[str]]]] = {}
    for value in (value for node in nodes for value in values_of(node, "size")):
        size = graph.node(value) if isinstance(value, dict) else None
        if size is None or "suggestedMeasurement" not in size:
            continue
        row = groups.setdefault(audience_of_size(graph, size), {}).setdefault(_label(graph, value), {})
        for measure in _measures(graph, size, not_kept):
            cells = row.setdefault(measure.head, [])
            cells += [measure.cell] if measure.cell not in cells else []
    tables = [_table(number, who, rows) for number, (who, rows) in enumerate(groups.items(), start=1)]
    read = read_tables([table for table in tables if len(table.rows[0]) > 1], page_limits())
    not_kept[UNNAMED] += len(read.tables_left_out)
    return read.charts


@cache
def page_limits() -> Limits:
    """What a body can measure, by the policy that travels with the program."""
    return limits_of(shipped_policy())


def is_age(text: str) -> bool:
    """Whether a text is the whole years of somebody.

    >>> is_age("16"), is_age("9" * 5_000), is_age("16.5")
    (True, False, False)
    """
    return text.isdecimal() and len(text) <= LONGEST_AGE


def audience_of_size(graph: SchemaGraph, size: Node) -> str:
    """Whom a size is for, in a word that the reader of size tables knows; empty where it does not say."""
    genders = {last_part(text).lower() for text in graph.texts(size, "suggestedGender")}
    ages = graph.nodes(size, "suggestedAge")
    oldest = [text for age in ages if (text := graph.text(age, "maxValue"))]
    if any(is_age(text) and int(text) <= OLDEST_CHILD for text in oldest):
        return "Children"
    return {"female": "Women", "male": "Men", "unisex": "Unisex"}.get(genders.pop(), "") if len(genders) == 1 else ""


def _measures(graph: SchemaGraph, size: Node, not_kept: Counter[str]) -> list[BodyMeasure]:
    """The measures of a size; one without a name or in an unknown unit is counted alone."""
    measures = []
    for value in values_of(size, UNNAMED):
        node = graph.node(value) if isinstance(value, dict) else None
        name = _place(graph, node) if node is not None else ""
        unit = _unit(graph, node) if node is not None else None
        cell = _cell(graph, node) if node is not None else ""
        if name and cell and unit is not None:
            measures.append(BodyMeasure(f"{name} ({unit})" if unit else name, cell))
        else:
            not_kept[UNNAMED] += 1
    return measures


def _place(graph: SchemaGraph, measure: Node) -> str:
    """Which place of the body a measure is of, as words."""
    text = last_part(graph.text(measure, *NAMES)).removeprefix("BodyMeasurement")
    words = HUMP.sub(" ", text)
    return BODY_NAMES.get(words.lower(), words)


def _unit(graph: SchemaGraph, measure: Node) -> str | None:
    """The unit of a measure; both where its code and its text contradict each other, None where it is not known."""
    code, text = graph.text(measure, "unitCode"), graph.text(measure, "unitText")
    by_code = UNIT_CODES.get(code.upper(), code.lower() if code.lower() in UNIT_CODES.values() else "")
    if code and not by_code:
        return None
    return by_code if not text or by_code == text.lower() else f"{by_code} / {text}" if by_code else text


def _cell(graph: SchemaGraph, measure: Node) -> str:
    """What a cell of a size table would print: a band, an end with the other one open, or one figure."""
    low, high, value = (graph.text(measure, name) for name in ("minValue", "maxValue", "value"))
    band = (
        f"{low}-{high}" if low and high and low != high else low if low == high else f">={low}" if low else f"<={high}"
    )
    return " / ".join(filter(None, (value, band)))


def _table(number: int, audience: str, rows: Mapping[str, Mapping[str, Sequence[str]]]) -> Table:
    """A size table as a page would print it; a size that has two figures at one place prints both."""
    heads = list(dict.fromkeys(head for cells in rows.values() for head in cells))
    lines = [[Cell(text, head=True) for text in ("Size", *heads)]]
    lines += [
        [Cell(label), *(Cell(" / ".join(cells.get(head, ()))) for head in heads)] for label, cells in rows.items()
    ]
    titles = (audience,) if audience else ()
    numbers = tuple(range(1, len(lines) + 1))
    return Table(number, tuple(map(tuple, lines)), "html", numbers, titles=titles, beside=(BODY,))
