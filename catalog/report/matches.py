"""A match as one row: what files get as plain values, and what people see of it with its doubts and cautions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.cautions import certainty_reason, percent_text
from ..model.product import Product
from ..model.product_name import full_name
from ..model.verdict import Outcome, Reason, Verdict
from .lines import Figure, Joined, Message, Words, in_brackets, message

BAR: Final = 9
CAUTION: Final = "caution."
SHORT_DATES: Final = {7: "-01", 4: "-07-01"}
"""What completes a date of which a source prints only the month, or only the year."""
Values = dict[str, Any]
Entry = Match | Miss | Exclusion


class MatchColumn(Struct, frozen=True):
    """One column of a listing of matches; its heading is the message `ui.col.` with its name."""

    name: str
    keep: int = 5
    """How much it is needed where there is little room: 9 always, 1 first to go."""
    folds: bool = False
    right: bool = False
    table: bool = True
    """Whether people see it without asking for it."""
    beside: bool = False
    """Whether it has to be seen with each row: a table says it under the row, Markdown in a column."""


COLUMNS: Final = (
    MatchColumn("brand", keep=9),
    MatchColumn("name", keep=9, folds=True),
    MatchColumn("size", keep=9, folds=True),
    MatchColumn("also", table=False),
    MatchColumn("outcome", table=False),
    MatchColumn("position", keep=7),
    MatchColumn("certainty", keep=9),
    MatchColumn("confidence", keep=6, right=True),
    MatchColumn("cautions", table=False, folds=True, beside=True),
    MatchColumn("graduated", folds=True),
    MatchColumn("pressure_band", table=False),
    MatchColumn("pressure", keep=4, folds=True),
    MatchColumn("price", keep=3, right=True),
    MatchColumn("currency", table=False),
    MatchColumn("seen_on", keep=2),
    MatchColumn("product", keep=8),
)
MATCH_NAMES: Final = tuple(column.name for column in COLUMNS)


class Row(Struct, frozen=True):
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


def match_values(match: Match) -> Values:
    """A match as plain values, the same in every language."""
    size = match.size
    positions = [p.position for p in size.points if p.position is not None]
    return {
        **product_values(match.product, match.medical, match.graduated),
        "size": size.size,
        "also": list(size.also),
        "outcome": size.outcome.value,
        "position": round(max(positions), 3) if positions else None,
        "certainty": size.certainty.value if size.certainty else None,
        "confidence": None if size.confidence is None else round(size.confidence, 4),
        "cautions": [c.code.removeprefix(CAUTION) for c in match.cautions],
    }


def product_values(product: Product, medical: Verdict, graduated: Verdict) -> Values:
    """What a row says of a product whatever the leg."""
    price, source = product.price, product.chart_source
    return {
        "product": product.id,
        "brand": product.brand,
        "name": product.name,
        "graduated": gradient_strength(graduated),
        "pressure_band": medical.label,
        "pressure": pressure_text(product),
        "price": price.money.amount if price else None,
        "currency": price.money.currency if price else None,
        "seen_on": source.seen_on if source else "unknown",
    }


def entry_of(answer: Answer, product: str) -> Entry:
    """Where an answer has a product, by its id: a match, a miss or an exclusion."""
    entries: tuple[Entry, ...] = (*answer.matches, *answer.misses, *answer.excluded)
    return next(entry for entry in entries if entry.product.id == product)


def entry_values(entry: Entry) -> Values:
    """One product's row as plain values, whichever list of the answer it is in."""
    values = match_values(entry) if isinstance(entry, Match) else _without_size(entry)
    return {**values, "title": full_name(entry.product)}


def _without_size(entry: Miss | Exclusion) -> Values:
    outcome = f"excluded_{entry.rule}" if isinstance(entry, Exclusion) else entry.size.outcome.value
    return {**product_values(entry.product, entry.medical, entry.graduated), "outcome": outcome}


def row_of(entry: Entry, today: date, *, drawn: bool = False) -> Row:
    """The row for people: both sizes in one cell, the band with its figures, the currency with the price.

    `today` tells the age of the source; `drawn` draws the bar with characters that not every file has.
    """
    values = entry_values(entry)
    cells = {name: words for name, value in values.items() if value and (words := _cell(name, value)) is not None}
    cells |= {
        "graduated": message(f"ui.gradient.{values['graduated']}"),
        "pressure": _pressure(values["pressure"], values["pressure_band"]),
        "price": Figure(f"{values['price']} {values['currency']}".strip() if values["price"] else ""),
        "seen_on": age(values["seen_on"], today),
    }
    if not isinstance(entry, Match):
        return Row(cells)
    cells |= {
        "name": _sport_name(entry),
        "size": _sizes(entry),
        "position": bar(values["position"], "├─●┤" if drawn else "[-o]"),
        "confidence": percent_text(values["confidence"]),
    }
    unknown_stock = tuple(r for r in entry.reasons if r.code == "match.stock_unknown")
    sure = certainty_reason(entry.size) if entry.size.certainty is not None else None
    return Row(cells, sure, (*entry.cautions, *unknown_stock))


def _cell(name: str, value: Any) -> Words | None:
    """A plain value as words: a word of the contract by its name in the language, a list as one text."""
    match name:
        case "outcome":
            return message(f"ui.outcome_of.{value}")
        case "certainty":
            return message(f"ui.certainty.{value}")
        case "also":
            return "; ".join(value)
        case "cautions":
            return None
        case _:
            return str(value)


def _sport_name(match: Match) -> Words:
    """The name; where it is not known whether it is for sport, that with it."""
    if match.medical.outcome is not Outcome.UNKNOWN:
        return match.product.name
    return Joined((match.product.name, in_brackets(message("ui.sport.unknown"))))


def _sizes(match: Match) -> Words:
    size = match.size
    if not size.also:
        return size.size or ""
    code = "ui.size.and" if size.outcome.value == "legs_differ" else "ui.size.or"
    return message(code, size=size.size or "", other=", ".join(size.also))


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
