"""What an answer says of a single product, what does hold the leg instead, and every reason of every match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.cautions import certainty_reason
from ..model.product import Product
from ..model.product_name import full_name
from ..model.verdict import Reason, SizeOutcome, SizeVerdict
from .advice import refused, short_advice
from .lines import BLANK, Hints, Joined, Line, Message, Style, caution, heading, item, items, message, say
from .matches import gradient_strength
from .offers import offer_of_size

SAID_ABOVE: Final = frozenset({"match.after"})
SAID_BY_CAUTION: Final = {"caution.near_edge": ("size.near_edge", "size.near_end")}
"""Reasons that a caution says already."""


def one_product(answer: Answer, hints: Hints) -> list[Line]:
    """What the answer says of its single product, with its source."""
    for match in answer.matches:
        return _match(match)
    for miss in answer.misses:
        return _miss(miss, hints)
    return [line for out in answer.excluded for line in _excluded(out)]


def product_title(product: Product) -> Joined:
    """The name of a product with its id."""
    return Joined((full_name(product), f"[{product.id}]"))


def size_words(size: SizeVerdict) -> Message:
    """What the chart says of the leg, in one sentence."""
    return message(f"ui.size.{size.outcome.value}", size=size.size or "", other=", ".join(size.also))


def certainty_and_cautions(match: Match) -> list[Line]:
    """How sure a size is, and everything that has to be seen with it."""
    sure = [Line(certainty_reason(match.size))] if match.size.certainty else []
    return [*sure, *map(caution, match.cautions)]


def _match(match: Match) -> list[Line]:
    repeated = {*SAID_ABOVE, *(code for c in match.cautions for code in SAID_BY_CAUTION.get(c.code, ()))}
    return [
        Line(product_title(match.product)),
        heading(size_words(match.size)),
        *certainty_and_cautions(match),
        *items(r for r in (*match.size.reasons, *match.reasons) if r.code not in repeated),
        say("ui.size.gradient", strength=message(f"ui.gradient.{gradient_strength(match.graduated)}")),
        *offer_of_size(match),
        *_source(match.product),
    ]


def _miss(miss: Miss, hints: Hints) -> list[Line]:
    options = dict.fromkeys(option for p in miss.size.asks_for if (option := hints.option_for(p)))
    asks = miss.size.outcome is SizeOutcome.NEEDS_MEASUREMENT and bool(options)
    return [
        Line(product_title(miss.product)),
        heading(message("ui.size.undecidable") if miss.size.asks_in_vain else size_words(miss.size)),
        *items(miss.size.reasons_to_tell),
        *([say("ui.size.give", options=" ".join(options))] if asks else []),
        *_source(miss.product),
    ]


def _excluded(out: Exclusion) -> list[Line]:
    why = heading(message(f"ui.excluded.{out.kind}"))
    return [Line(product_title(out.product)), why, *items(out.reasons), *_source(out.product)]


def _source(product: Product) -> list[Line]:
    source = product.chart_source
    if source is None:
        return []
    kind = "chart" if product.chart else "page"
    undated = "_undated" if source.seen_on in ("", "unknown") else ""
    how = message(f"ui.how.{source.confidence.value}")
    return [say(f"ui.source.{kind}{undated}", seen=source.seen_on, how=how), Line(source.url, 1, Style.VERBATIM)]


def instead(others: Sequence[Match]) -> list[Line]:
    """The products that do hold this leg."""
    if not others:
        return []
    return [BLANK, say("ui.size.instead"), *(item(_other(match)) for match in others)]


def _other(match: Match) -> Joined:
    named = message("ui.size.named", product=full_name(match.product), size=match.size.size or "")
    return Joined((named, f"[{match.product.id}]"))


def runner_part(answer: Answer, felt: Sequence[Reason] = ()) -> list[Line]:
    """When to wear this product: its own verdict joined to the runner's.

    The runner's alone where no size holds the leg; the one line that asks for the run where none is named. Nothing
    where a clinician comes first: that is said before the size, as is what the wearer `felt`.
    """
    if clinician_first(answer.advice):
        return []
    own = answer.matches[0].advice if answer.matches else None
    refusals = own.reasons if own is not None and refused(own) else ()
    return [BLANK, *short_advice(answer.advice, own), *items(r for r in refusals if r not in felt)]


def any_firm(answer: Answer) -> bool:
    """Whether a firm product is named as one to wear, so that the health questions are shown unasked.

    That is every match, and a product that was asked for by name though no size of it can be told yet.
    """
    asked_for = answer.misses if len(answer.misses) == answer.counts.asked else ()
    gates = [m.medical for m in answer.matches] + [m.medical for m in asked_for]
    return any(gate.label == "firm" for gate in gates)


def match_reasons(answer: Answer) -> list[Line]:
    """Every reason of every match under its name, each once."""
    lines: list[Line] = []
    for match in answer.matches:
        lines += [BLANK, heading(full_name(match.product)), *items(_reasons(match, answer))]
    return lines


def _reasons(match: Match, answer: Answer) -> dict[Reason, None]:
    own = match.advice.reasons if match.advice and match.advice is not answer.advice else ()
    every = (*match.size.reasons, *match.graduated.reasons, *match.reasons, *own)
    return dict.fromkeys(reason for reason in every if not reason.has("phase"))
