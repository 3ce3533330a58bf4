"""A match as one row: what files get as plain values and what people see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from ..documents.product import chart_source
from ..messages.messages import Messages
from ..model.answer import Answer, Match
from ..model.cautions import certainty_reason, percent_text
from ..model.leg import LegPoint
from ..model.product import Product
from ..model.verdict import Outcome, SizeVerdict, Verdict
from ..search.product_finder import full_name
from .terminal.table import Column

MATCH_NAMES: Final = (
    "brand", "name", "size", "also", "outcome", "position", "certainty", "confidence", "cautions", "graduated",
    "pressure_band", "pressure", "price", "currency", "seen_on", "product",
)  # fmt: skip
BAR: Final = 9
CAUTION: Final = "caution."
SHORT_DATES: Final = {7: "-01", 4: "-07-01"}
"""What completes a date of which a source prints only the month, or only the year."""


def match_columns(messages: Messages, on: date, *, plain: bool = True) -> list[Column]:
    """The columns of a listing of matches; `plain` draws the bar with letters only."""
    head = {name: messages.text(f"ui.col.{name}") for name in MATCH_NAMES}
    bars = plain_bar if plain else drawn_bar
    return [
        Column("brand", head["brand"], keep=9),
        Column("name", head["name"], keep=9, folds=True),
        Column("size", head["size"], keep=9, folds=True),
        Column("also", head["also"], table=False),
        Column("outcome", head["outcome"], lambda v: outcome_named(v, messages), table=False),
        Column("position", head["position"], lambda v: bars(v), keep=7),
        Column("certainty", head["certainty"], lambda v: messages.text(f"ui.certainty.{v}") if v else "", keep=9),
        Column("confidence", head["confidence"], lambda v: percent(v, messages), keep=6, right=True),
        Column("cautions", head["cautions"], lambda v: " ".join(v or ()), table=False, folds=True, beside=True),
        Column("graduated", head["graduated"], lambda v: messages.text(f"ui.gradient.{v}"), keep=5, folds=True),
        Column("pressure_band", head["pressure_band"], table=False),
        Column("pressure", head["pressure"], lambda v: pressure_shown(v, messages), keep=4, folds=True),
        Column("price", head["price"], lambda v: messages.number(str(v or "")), keep=3, right=True),
        Column("currency", head["currency"], table=False),
        Column("seen_on", head["seen_on"], lambda v: age(v, on, messages), keep=2),
        Column("product", head["product"], keep=8),
    ]


def match_row(match: Match, messages: Messages) -> dict[str, Any]:
    """A match as plain values, the same in every language."""
    product, size = match.product, match.size
    positions = [p.position for p in size.points if p.position is not None]
    return {
        **product_row(product, match.medical, match.graduated),
        "size": size.size,
        "also": list(size.also),
        "outcome": size.outcome.value,
        "position": round(max(positions), 3) if positions else None,
        "certainty": size.certainty.value if size.certainty else None,
        "confidence": None if size.confidence is None else round(size.confidence, 4),
        "cautions": [c.code.removeprefix(CAUTION) for c in match.cautions],
    }


def product_row(product: Product, medical: Verdict, graduated: Verdict) -> dict[str, Any]:
    """What a row says of a product whatever the leg."""
    price, source = product.price, chart_source(product)
    return {
        "product": product.id,
        "brand": product.brand,
        "name": product.name,
        "graduated": strength_word(graduated),
        "pressure_band": medical.label,
        "pressure": pressure_text(product),
        "price": price.money.amount if price else None,
        "currency": price.money.currency if price else None,
        "seen_on": source.seen_on if source else "unknown",
    }


def table_row(match: Match, messages: Messages) -> dict[str, Any]:
    """The same row for people: both sizes in one cell, the band with its figures, the currency with the price."""
    row = match_row(match, messages)
    row["cautions"] = [*cautions_of(match, messages), *_stock_of(match, messages)]
    row["sure"] = certainty_of(match.size, messages)
    if match.medical.outcome is Outcome.UNKNOWN:
        row["name"] = f"{row['name']} ({messages.text('ui.sport.unknown')})"
    together = "ui.size.and" if match.size.outcome.value == "legs_differ" else "ui.size.or"
    if match.size.also:
        row["size"] = messages.text(together, {"size": match.size.size or "", "other": ", ".join(match.size.also)})
    row["pressure"] = f"{row['pressure'] or ''}|{row['pressure_band']}"
    row["price"] = f"{row['price']} {row['currency']}".strip() if row["price"] else ""
    return row


def beside_row(row: Mapping[str, Any], picked: Sequence[str]) -> list[str]:
    """What has to be seen with a row of a table: how sure the size is, where that is no column, and every caution."""
    sure = [row["sure"]] if picked and "certainty" not in picked and row.get("sure") else []
    cautions = () if "cautions" in picked else row.get("cautions", ())
    return [*sure, *cautions]


def cautions_of(match: Match, messages: Messages) -> list[str]:
    """Everything that has to be seen with the size, in sentences."""
    return [messages.sentence(c) for c in match.cautions]


def _stock_of(match: Match, messages: Messages) -> list[str]:
    """That a stock which the person asked for is not known: no column of a table shows it."""
    return [messages.sentence(r) for r in match.reasons if r.code == "match.stock_unknown"]


def certainty_of(size: SizeVerdict, messages: Messages) -> str:
    """How sure a size is, as a sentence; empty where the verdict has none."""
    return messages.sentence(certainty_reason(size)) if size.certainty is not None else ""


def answer_row(found: Answer, product: str, messages: Messages, *, people: bool) -> dict[str, Any]:
    """One product's row, whichever list of the answer it is in."""
    everything: list[Any] = [*found.matches, *found.misses, *found.excluded]
    about = next(x for x in everything if x.product.id == product)
    if isinstance(about, Match):
        row = table_row(about, messages) if people else match_row(about, messages)
    else:
        row = {**product_row(about.product, about.medical, about.graduated), "outcome": about.size.outcome.value}
        if people:
            row["pressure"] = f"{row['pressure'] or ''}|{row['pressure_band']}"
            row["price"] = f"{row['price']} {row['currency']}".strip() if row["price"] else ""
    if about in found.excluded:
        row["outcome"] = f"excluded_{about.rule}"
    return {**row, "title": full_name(about.product)}


def outcome_named(outcome: str, messages: Messages) -> str:
    """How a comparison ended, in words; empty for what was not compared, where a sentence says why."""
    code = f"ui.outcome_of.{outcome}"
    return messages.text(code) if messages.knows(code) else ""


def where_there_is_one(column: Column) -> Column:
    """The column, showing nothing where a row has no value for it."""
    show = column.show
    return replace(column, show=show and (lambda value: "" if value is None else show(value)))


def strength_word(graduated: Verdict) -> str:
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


def pressure_shown(value: Any, messages: Messages) -> str:
    """The pressure with the name of its band: `20–30 mmHg, firm`."""
    figure, _, band = str(value or "").partition("|")
    name = messages.text(f"ui.band.{band or 'unstated'}")
    return f"{messages.number(figure)}, {name}" if figure and band != "unstated" else messages.number(figure) or name


def percent(value: Any, messages: Messages) -> str:
    """A probability as people read it: `99 %`, `>99 %`, never 100."""
    return percent_text(value)


def drawn_bar(position: Any) -> str:
    """Where in the band the leg lies, loose end left, tight end right; empty where an end is open."""
    return _bar(position, "├", "─", "●", "┤")


def plain_bar(position: Any) -> str:
    """The same with letters that every terminal and file has."""
    return _bar(position, "[", "-", "o", "]")


def _bar(position: Any, start: str, line: str, leg: str, end: str) -> str:
    if position is None:
        return ""
    place = min(max(round(position * (BAR - 1)), 0), BAR - 1)
    return f"{start}{line * place}{leg}{line * (BAR - 1 - place)}{end}"


def today() -> date:
    """The date of now, for the age of sources."""
    return date.today()  # noqa: DTZ011  the age of a source is counted in days, in the reader's own time


def age(seen_on: Any, on: date, messages: Messages) -> str:
    """How long ago a source was read: days, months or years; `unknown` where no date is known."""
    text = str(seen_on or "")
    try:
        seen = date.fromisoformat(text + SHORT_DATES.get(len(text), "")) if len(text) != 4 else date(int(text), 7, 1)
    except ValueError:
        return messages.text("ui.age.unknown")
    days = max((on - seen).days, 0)
    if days < 60:
        return messages.text("ui.age.days", {"count": days})
    if days < 730:
        return messages.text("ui.age.months", {"count": days // 30})
    return messages.text("ui.age.years", {"count": days // 365})


def point_named(code: str, messages: Messages) -> str:
    """A point's name for people, where a row holds its code; anything else as it stands."""
    return messages.text(f"point.{code}") if messages.knows(f"point.{code}") else code


def option_for(point: LegPoint) -> str:
    """The option that takes a measure of a point; empty where none can decide it."""
    from .options.question import LEG_OPTIONS

    if point is LegPoint.SHOE_UNSTATED:
        return ""
    if point.value.startswith("shoe_"):
        return "--shoe"
    fields = (f"legs.{point.value}", f"body.{point.value}")
    return next((o.option for o in LEG_OPTIONS if o.field in fields), "")
