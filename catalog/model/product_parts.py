"""A product taken apart: labelled parts within parts, called as in a brand file, each with what is printed there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from .band_text import band_text
from .chart import Band, Box, SizeChart, printed_step
from .money import Money
from .number_text import number_text
from .product import Claim, ClaimKind, Code, Fibre, PointPressure, Position, PressureFigure, Product, Source, Variant
from .quantities import Pressure, per_unit

NAMES: Final = {
    "fibres": "fabric", "tie_rule": "between_sizes", "keys": "keyed_by", "steps": "step", "sizes": "",
    "money": "amount",
}  # fmt: skip
"""Fields that a brand file calls by another name; the rows of a chart stand in the chart itself."""
APART: Final = frozenset({"offer"})
"""Fields that are no part of a product: they change without it."""
Labelled = tuple[tuple[str, "Part"], ...]
SourceNames = Mapping[Source, str]
"""What each source of the product is called."""


class Part(Struct, frozen=True):
    """A part of a product: what is printed of it, and the parts within it or, where there are none, its value."""

    text: str
    parts: Labelled = ()
    value: object = None


def product_parts(product: Product) -> Part:
    """The whole product as parts; equal products have equal ones."""
    sources = _source_names(product.sources)
    own = product.sources[:1]
    uses = tuple(c for c in product.claims if _is_use(c, own))
    special = {
        "sources": _branch((sources[s], _record(s, sources, ("url",))) for s in product.sources),
        "claims": _tuple(tuple(c for c in product.claims if not _is_use(c, own)), sources),
        "flags": _branch((name, _leaf(value)) for name, value in product.flags),
    }
    fields = dict(_fields(product, sources, (), special))
    return _branch([*fields.items(), ("intended_use", _branch(("", _leaf(c.text)) for c in uses))])


def _is_use(claim: Claim, own: tuple[Source, ...]) -> bool:
    """Whether a brand file says it in the short list `intended_use`."""
    short = claim.kind is ClaimKind.INTENDED_USE and claim.position is Position.INTENDED_USE
    return short and (claim.source,) == own


def _source_names(sources: Iterable[Source]) -> SourceNames:
    """The address of each source; a second one of the same address has its number behind it."""
    seen: Counter[str] = Counter()
    names: dict[Source, str] = {}
    for source in sources:
        seen[source.url] += 1
        names.setdefault(source, source.url if seen[source.url] == 1 else f"{source.url} ({seen[source.url]})")
    return names


def _leaf(value: object, text: str | None = None) -> Part:
    return Part(str(value) if text is None else text, value=value)


def _branch(parts: Iterable[tuple[str, Part]], text: str | None = None, without: tuple[str, ...] = ()) -> Part:
    """A part of those that say anything; its text is theirs, without that of where it was read and of some labels."""
    labelled = tuple((label, part) for label, part in parts if part.parts or part.value is not None)
    texts = (part.text for label, part in labelled if label not in ("source", *without) and part.text)
    return Part(", ".join(texts) if text is None else text, labelled)


def _fields(
    record: Struct, sources: SourceNames, without: tuple[str, ...] = (), special: Mapping[str, Part] | None = None
) -> Iterator[tuple[str, Part]]:
    """Every field of a record that says anything, by the name that a brand file has for it."""
    for name in record.__struct_fields__:
        if name not in APART and name not in without:
            label = NAMES.get(name, name)
            yield label, special[label] if special and label in special else _part(getattr(record, name), sources)


def _record(record: Struct, sources: SourceNames, without: tuple[str, ...] = ()) -> Part:
    return _branch(_fields(record, sources, without))


def _part(value: Any, sources: SourceNames) -> Part:
    """A field as a part; what says nothing is one without a value."""
    match value:
        case None | "" | ():
            return Part("")
        case Source():
            # A note that is corrected at the source itself is one change, not one at everything that was read there.
            return _leaf(sources[value]) if value in sources else _leaf(value, ", ".join(filter(None, _plain(value))))
        case Money() | Pressure():
            return _leaf(value, value.text())
        case SizeChart():
            return _chart(value, sources)
        case PressureFigure() | PointPressure():
            figure = ("figure", _span(value.low, value.high))
            name = "stated_at" if isinstance(value, PressureFigure) else "point"
            return _branch([figure, *_fields(value, sources, ("low", "high", name))])
        case Claim() | Code():
            words = "text" if isinstance(value, Claim) else "value"
            name = "kind" if isinstance(value, Claim) else "scheme"
            return _branch([("", _leaf(getattr(value, words))), *_fields(value, sources, (words, name))])
        case Fibre():
            share = "" if value.per_mille is None else f" {value.per_mille / 10:g} %"
            return _leaf(value, f"{value.name}{share}")
        case Variant():
            return _record(value, sources, ("sku",))
        case tuple():
            return _tuple(value, sources)
        case Struct():
            return _record(value, sources)
        case _:
            return _leaf(value)


def _plain(source: Source) -> tuple[str, ...]:
    return source.url, source.seen_on, source.read_as, source.confidence.value, source.note


def _tuple(values: tuple[Any, ...], sources: SourceNames) -> Part:
    return _branch((_label(value), _part(value, sources)) for value in values)


def _label(value: Any) -> str:
    """What one of several parts is called; empty where its text has to name it."""
    match value:
        case SizeChart():
            return value.id
        case Variant():
            return value.sku
        case Claim():
            return value.kind.value
        case Code():
            return value.scheme
        case PressureFigure():
            return value.stated_at
        case PointPressure():
            return value.point.value
        case _:
            return ""


def _span(low: Pressure | None, high: Pressure | None) -> Part:
    """Two ends of a pressure as one figure: `18–21 mmHg`, `≥ 18 mmHg`."""
    if low is None and high is None:
        return Part("")
    ends = [end.text() for end in (low, high) if end is not None]
    sign = "" if len(ends) == 2 else "≥ " if low is not None else "≤ "
    texts = dict.fromkeys(ends)
    return _leaf((low, high), sign + "–".join(t.removesuffix(" mmHg") for t in texts) + " mmHg")


def _chart(chart: SizeChart, sources: SourceNames) -> Part:
    """A chart: what it goes by and its rows, each row under the label of its size."""
    keys = ", ".join("|".join(key) for key in chart.keys)
    special = {
        "keyed_by": _leaf(chart.keys, keys),
        "current": Part("") if chart.current else _leaf("false"),
        "forced": _leaf("true") if chart.forced else Part(""),
        "priority": _leaf(chart.priority, ", ".join(chart.priority)) if chart.priority else Part(""),
        "step": _steps(chart),
        "": _branch((size.label, row) for size in chart.sizes for row in _rows(chart, size.boxes)),
    }
    labels = ", ".join(dict.fromkeys(size.label for size in chart.sizes))
    return _branch(_fields(chart, sources, ("id",), special), f"{keys}: {labels}" if labels else keys)


def _steps(chart: SizeChart) -> Part:
    """The steps that are not those of the figures themselves: a figure that is corrected moves those with it."""
    bands = [band for _, box in chart.boxes() for band in box.bands]
    steps: list[tuple[str, Part]] = []
    for point in dict.fromkeys((*chart.points, *(point for point, _ in chart.steps))):
        printed = tuple(b for b in bands if b.point is point)
        if chart.step(point) != printed_step(point, printed):
            steps.append((point.value, _step(chart.step(point), printed)))
    return _branch(steps, ", ".join(f"{label} {part.text}" for label, part in steps))


def _step(step: int, printed: tuple[Band, ...]) -> Part:
    """A step in the unit of the bands that are printed at its point."""
    if not printed:
        return _leaf(step)
    figure = step / per_unit(printed[0].point, printed[0].unit)
    return _leaf(step, f"{number_text(figure, 5)} {printed[0].unit}".strip())


def _rows(chart: SizeChart, boxes: tuple[Box, ...]) -> list[Part]:
    """The boxes of one size; a size without any is a row all the same."""
    return [_box(chart, box) for box in boxes] or [_leaf((), "?")]


def _box(chart: SizeChart, box: Box) -> Part:
    """The bands of a row by their points; `?` for a point that could not be read there, as in a brand file."""
    parts = [(band.point.value, _leaf(band, band_text(band))) for band in box.bands]
    parts += [(key[0].value, _leaf("?")) for key in chart.keys if len(key) == 1 and box.band(key[0]) is None]
    parts += [("note", _leaf(box.note))] if box.note else []
    return _branch(parts, "; ".join(f"{label} {part.text}" for label, part in parts))
