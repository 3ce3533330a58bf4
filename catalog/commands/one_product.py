"""What an answer says of a single product: the size, why, when to wear it, and what does hold the leg instead."""

from __future__ import annotations

from collections.abc import Sequence

from ..documents.product import chart_source
from ..messages.messages import Messages
from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.product import Product
from ..model.question import FitSign
from ..model.verdict import Reason, SizeOutcome
from ..search.advice import sign_reasons
from ..search.product_finder import full_name
from .advice_text import refused, short_advice
from .matches import cautions_of, certainty_of, option_for, strength_word
from .terminal.screen import Screen, printable
from .terminal.table import cautioned

SAID_ABOVE = frozenset({"match.after"})
SAID_BY_CAUTION = {"caution.near_edge": ("size.near_edge", "size.near_end")}
"""Reasons that a caution says already."""


def one_product(found: Answer, messages: Messages, on: Screen) -> list[str]:
    """What the answer says of its single product, with its source."""
    for match in found.matches:
        return _match(match, messages, on)
    for miss in found.misses:
        return _miss(miss, messages, on)
    return [line for out in found.excluded for line in _excluded(out, messages, on)]


def _match(match: Match, messages: Messages, on: Screen) -> list[str]:
    said = messages.text(f"ui.size.{match.size.outcome.value}", _sizes(match))
    lines = _title(match.product, on) + [on.bold(t) for t in on.paragraph(said)]
    lines += on.paragraph(certainty_of(match.size, messages)) if match.size.certainty else []
    lines += cautioned(cautions_of(match, messages), on)
    said_already = {*SAID_ABOVE, *(code for c in match.cautions for code in SAID_BY_CAUTION.get(c.code, ()))}
    lines += _list([r for r in (*match.size.reasons, *match.reasons) if r.code not in said_already], messages, on)
    lines += on.paragraph(messages.text("ui.size.gradient", {"strength": _gradient(match, messages)}))
    return lines + _source(match.product, messages, on)


def _sizes(match: Match) -> dict[str, str]:
    return {"size": match.size.size or "", "other": words_or(match.size.also)}


def words_or(labels: Sequence[str]) -> str:
    """Several size labels as one text."""
    return ", ".join(labels)


def _gradient(match: Match, messages: Messages) -> str:
    return messages.text(f"ui.gradient.{strength_word(match.graduated)}")


def _miss(miss: Miss, messages: Messages, on: Screen) -> list[str]:
    lines = _title(miss.product, on)
    said = "ui.size.undecidable" if miss.size.asks_in_vain else f"ui.size.{miss.size.outcome.value}"
    lines += [on.bold(t) for t in on.paragraph(messages.text(said))]
    lines += _list(miss.size.reasons_to_tell, messages, on)
    options = [o for o in map(option_for, miss.size.asks_for) if o]
    if miss.size.outcome is SizeOutcome.NEEDS_MEASUREMENT and options:
        lines += on.paragraph(messages.text("ui.size.give", {"options": " ".join(dict.fromkeys(options))}))
    return lines + _source(miss.product, messages, on)


def _excluded(out: Exclusion, messages: Messages, on: Screen) -> list[str]:
    lines = _title(out.product, on) + [on.bold(t) for t in on.paragraph(messages.text(f"ui.excluded.{out.kind}"))]
    return lines + _list(out.reasons, messages, on) + _source(out.product, messages, on)


def _title(product: Product, on: Screen) -> list[str]:
    return on.paragraph(printable(f"{full_name(product)} [{product.id}]"))


def _list(reasons: Sequence[Reason], messages: Messages, on: Screen) -> list[str]:
    return [line for r in reasons for line in on.paragraph(printable(messages.sentence(r)), "- ", "  ")]


def _source(product: Product, messages: Messages, on: Screen) -> list[str]:
    source = chart_source(product)
    if source is None:
        return []
    kind = "chart" if product.chart else "page"
    kind += "_undated" if source.seen_on in ("", "unknown") else ""
    said = messages.text(
        f"ui.source.{kind}", {"seen": source.seen_on, "how": messages.text(f"ui.how.{source.confidence}")}
    )
    return [*on.paragraph(said), f"  {printable(source.url)}"]


def instead(others: Sequence[Match], messages: Messages, on: Screen) -> list[str]:
    """The products that do hold this leg."""
    if not others:
        return []
    lines = ["", *on.paragraph(messages.text("ui.size.instead"))]
    for match in others:
        named = messages.text("ui.size.named", {"product": full_name(match.product), "size": match.size.size or ""})
        lines += on.paragraph(printable(f"{named} [{match.product.id}]"), "- ", "  ")
    return lines


def runner_part(found: Answer, messages: Messages, on: Screen, signs: frozenset[FitSign] = frozenset()) -> list[str]:
    """When to wear this product: its own verdict joined to the runner's.

    The runner's alone where no size holds the leg; the one line that asks for the run where none is named. Nothing
    where a clinician comes first: that is said before the size, as is what follows from the `signs` of a wearer.
    """
    if clinician_first(found.advice):
        return []
    own = found.matches[0].advice if found.matches else None
    lines = ["", *short_advice(found.advice, messages, on, own)]
    if own is None or not refused(own):
        return lines
    return lines + _list([r for r in own.reasons if r not in sign_reasons(signs)], messages, on)
