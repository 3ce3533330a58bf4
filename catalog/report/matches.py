"""A match as one row: what files get as plain values, and what people see of it with its doubts and cautions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from ..model.answer import Answer, Entry, Exclusion, Match
from ..model.buying import price_of
from ..model.cautions import certainty_reason, percent_text, sizes_to_choose
from ..model.product import Product
from ..model.product_name import full_name
from ..model.size_lead import may_be_none
from ..model.verdict import Outcome, Reason, SizeOutcome, Verdict
from .lines import Figure, Joined, Message, Words, in_brackets, message

MATCH_NAMES: Final = (
    "brand", "name", "size", "also", "outcome", "position", "certainty", "confidence", "cautions", "graduated",
    "pressure_band", "pressure", "price", "currency", "seen_on", "product",
)  # fmt: skip
"""Every column of a listing of matches, in its order."""
BAR: Final = 9
CAUTION: Final = "caution."
SHORT_DATES: Final = {7: "-01", 4: "-07-01"}
"""What completes a date of which a source prints only the month, or only the year."""
Values = dict[str, Any]


class MatchRow(Struct, frozen=True):
    """A product as people see it in a listing: a cell for each column that it has a value for, and its doubts."""

    cells: dict[str, Words]
    certainty: Reason | None = None
    """How sure the size is, as a sentence; None where there is no size."""
    cautions: tuple[Reason, ...] = ()
    """Everything that has to be seen with the size."""

    def beside(self, columns: Sequence[str]) -> tuple[Reason, ...]:
        """What has to be said with the row where these columns were picked: how sure it is, and every caution.

        What a column shows is not said again; without a choice of columns the certainty has one of its own.
        """
        sure = self.certainty if columns and "certainty" not in columns else None
        return (*((sure,) if sure else ()), *(() if "cautions" in columns else self.cautions))


def entry_of(answer: Answer, product: str) -> Entry:
    """Where an answer has a product, by its id: a match, a miss or an exclusion."""
    return next(entry for entry in answer.entries if entry.product.id == product)


def entry_values(entry: Entry) -> Values:
    """One product's row as plain values, the same in every language, whichever list of the answer it is in."""
    product, source = entry.product, entry.product.chart_source
    price = entry.price if isinstance(entry, Match) else price_of(product)
    return {
        "title": full_name(product),
        "product": product.id,
        "brand": product.brand,
        "name": product.name,
        "outcome": f"excluded_{entry.rule}" if isinstance(entry, Exclusion) else entry.size.outcome.value,
        "graduated": gradient_strength(entry.graduated),
        "pressure_band": entry.medical.label,
        "pressure": pressure_text(product),
        "price": price.amount if price else None,
        "currency": price.currency if price else None,
        "seen_on": source.seen_on if source else "unknown",
        **(_size_values(entry) if isinstance(entry, Match) else {}),
    }


def _size_values(match: Match) -> Values:
    size = match.size
    positions = [p.position for p in size.points if p.position is not None]
    return {
        "size": size.size,
        "also": list(size.also),
        "position": round(max(positions), 3) if positions else None,
        "certainty": size.certainty.value if size.certainty else None,
        "confidence": None if size.confidence is None else round(size.confidence, 4),
        "cautions": [c.code.removeprefix(CAUTION) for c in match.cautions],
    }


def row_of(entry: Entry, today: date, *, drawn: bool = False) -> MatchRow:
    """The row for people: both sizes in one cell, the band with its figures, the currency with the price.

    `today` tells the age of the source; `drawn` draws the bar with characters that not every file has.
    """
    values = entry_values(entry)
    cells: dict[str, Words] = {
        **{name: values[name] or "" for name in ("title", "product", "brand", "name", "pressure_band", "currency")},
        "outcome": message(f"ui.outcome_of.{values['outcome']}"),
        "graduated": message(f"ui.gradient.{values['graduated']}"),
        "pressure": _pressure(values["pressure"], values["pressure_band"]),
        "price": Figure(f"{values['price']} {values['currency']}".strip() if values["price"] else ""),
        "seen_on": age(values["seen_on"], today),
    }
    if not isinstance(entry, Match):
        return MatchRow(cells)
    cells |= {
        "name": _sport_name(entry, entry.product.name),
        "title": _sport_name(entry, full_name(entry.product)),
        "size": sizes_of(entry),
        "also": "; ".join(entry.size.also),
        "position": bar(values["position"], "├─●┤" if drawn else "[-o]"),
        "certainty": message(f"ui.certainty.{values['certainty']}") if values["certainty"] else "",
        "confidence": percent_text(values["confidence"]),
    }
    unknown_stock = tuple(r for r in entry.reasons if r.code == "match.stock_unknown")
    sure = certainty_reason(entry.size) if entry.size.certainty is not None else None
    return MatchRow(cells, sure, (*entry.cautions, *unknown_stock))


def _sport_name(match: Match, name: str) -> Words:
    """The name; where it is not known whether it is for sport, that with it."""
    if match.medical.outcome is not Outcome.UNKNOWN:
        return name
    return Joined((name, in_brackets(message("ui.sport.unclear"))))


def sizes_of(match: Match) -> Words:
    """The size; every one that the answer names, or from which a person chooses, and "or none" where that may be."""
    size = match.size
    if size.outcome is SizeOutcome.LEGS_DIFFER:
        return message("ui.size.and", size=size.size or "", other=", ".join(size.also))
    first, *others = sizes_to_choose(size) or (size.size or "", *size.also)
    if may_be_none(size):
        return message("ui.size.or_none", size=first)
    return _one_of(first, others) if others else first


def _one_of(first: str, others: Sequence[str]) -> Message:
    """Sizes as a choice: "1, 2 or 3"."""
    *more, last = others
    return message("ui.size.or", size=", ".join((first, *more)), other=last)


def _pressure(figure: str | None, band: str) -> Words:
    """The pressure with the name of its band: `20–30 mmHg, firm`."""
    name = message(f"ui.band.{band or 'unstated'}")
    if not figure:
        return name
    return Figure(figure) if band == "unstated" else Joined((Figure(figure), name), ", ")


def gradient_strength(graduated: Verdict) -> str:
    """How well the gradient is shown: measured, laboratory, stated, claimed, none, not_judged or disproved."""
    if graduated.outcome is Outcome.NOT_APPLICABLE:
        return "not_judged"
    return "disproved" if graduated.outcome is Outcome.FAIL else graduated.label or "none"


def pressure_text(product: Product) -> str | None:
    """The pressure that a source states, in mmHg; None where none does."""
    for figure in product.pressure:
        ends = [p.text().removesuffix(" mmHg") for p in (figure.low, figure.high) if p is not None]
        if ends:
            text = "–".join(dict.fromkeys(ends))
            sign = "" if len(ends) == 2 else "≥" if figure.low is not None else "≤"
            return f"{sign}{text} mmHg"
    return None


def bar(position: float | None, signs: str) -> str:
    """Where in the band the leg lies, loose end left, tight end right; empty where an end is open.

    `signs` are the loose end, the line, the leg and the tight end.

    >>> bar(0.25, "[-o]")
    '[--o------]'
    """
    if position is None:
        return ""
    start, line, leg, end = list(signs)
    place = min(max(round(position * (BAR - 1)), 0), BAR - 1)
    return f"{start}{line * place}{leg}{line * (BAR - 1 - place)}{end}"


def age(seen_on: str, today: date) -> Message:
    """How long ago a source was read: days, months or years; unknown where no date is known."""
    try:
        seen = date.fromisoformat(seen_on + SHORT_DATES.get(len(seen_on), ""))
    except ValueError:
        return message("ui.age.unknown")
    days = max((today - seen).days, 0)
    if days < 60:
        return message("ui.age.days", count=days)
    return message("ui.age.months", count=days // 30) if days < 730 else message("ui.age.years", count=days // 365)
