"""An answer as a person reads it on a terminal: plain lines, one table, the next step."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..answer import Answer, Match
from ..document import measure_text
from ..naming import full_name
from ..verdict import SizeOutcome
from ..words import Words
from .output import Column, printable

MATCH_COLUMNS = (
    Column("brand", "Brand"),
    Column("name", "Name"),
    Column("size", "Size"),
    Column("outcome", "Outcome"),
    Column("position", "In the band"),
    Column("confidence", "Sure"),
    Column("graduated", "Graduated"),
    Column("pressure", "Pressure"),
    Column("price", "Price"),
    Column("seen_on", "Chart seen"),
    Column("product", "Id"),
)
BAR = 11


def bar(position: float | None) -> str:
    """Where in the band, loose end left, tight end right; empty where an end is open."""
    if position is None:
        return ""
    place = min(max(round(position * (BAR - 1)), 0), BAR - 1)
    return "[" + "-" * place + "o" + "-" * (BAR - 1 - place) + "]"


def match_row(match: Match, words: Words) -> dict[str, Any]:
    """A match as one row of a listing."""
    tightest = max((p.position for p in match.size.points if p.position is not None), default=None)
    source = match.product.chart.source if match.product.chart else match.product.sources[0]
    return {
        "product": match.product.id,
        "brand": match.product.brand,
        "name": match.product.name,
        "size": " or ".join(s for s in (match.size.size, *match.size.also) if s),
        "outcome": match.size.outcome.value,
        "position": bar(tightest),
        "confidence": None if match.size.confidence is None else f"{match.size.confidence:.0%}",
        "graduated": match.graduated.label or match.graduated.outcome.value,
        "pressure": match.medical.label,
        "price": price_text(match),
        "seen_on": source.seen_on,
    }


def price_text(match: Match) -> str:
    """The price with its currency, or nothing where no source prints one."""
    price = match.product.price
    if price is None:
        return ""
    return f"{price.minor / 100:.2f} {price.currency}".strip()


def left_out(answer: Answer) -> list[str]:
    """What is not among the matches, one line for each group, most first."""
    return [f"{n} {group.replace(':', ': ').replace('_', ' ')}" for group, n in answer.counts.by_outcome]


def said_of(match: Match, words: Words) -> list[str]:
    """The reasons of one match, as sentences."""
    return [printable(words.sentence(r)) for r in (*match.size.reasons, *match.reasons)]


def one_product(answer: Answer, words: Words) -> list[str]:
    """What the answer says of its single product, with its source."""
    lines: list[str] = []
    for match in answer.matches:
        size = match.size
        lines.append(f"{full_name(match.product)}: size {size.size}")
        lines += [f"  also: {', '.join(size.also)}"] if size.also else []
        lines += [f"  {text}" for text in said_of(match, words)]
        source = match.product.chart.source if match.product.chart else match.product.sources[0]
        lines.append(f"  chart: {source.url} (seen {source.seen_on}, {source.confidence.value})")
    for miss in answer.misses:
        lines.append(f"{full_name(miss.product)}: {miss.size.outcome.value.replace('_', ' ')}")
        lines += [f"  {printable(words.sentence(r))}" for r in miss.size.reasons]
    for out in answer.excluded:
        lines.append(f"{full_name(out.product)}: excluded ({out.rule})")
        lines += [f"  {printable(words.sentence(r))}" for r in out.reasons]
    return [printable(line) for line in lines]


def outcomes(answer: Answer) -> Counter[SizeOutcome]:
    """How often each size outcome occurs among the misses."""
    return Counter(m.size.outcome for m in answer.misses)


def value_text(words: Words, point: Any, value: int) -> str:
    """A reading in the wanted unit and language."""
    return words.number(measure_text(point, value, words.units))
