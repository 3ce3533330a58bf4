"""An answer as the contract's document, in three sizes: brief, standard, full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer, Counts, Exclusion, MadeBy, Match, Miss
from ..model.cautions import certainty_reason
from ..model.problem import BadInput
from ..model.product import Product
from ..model.question import Detail, Question
from ..model.verdict import Advice, Reason, SizeVerdict, Verdict
from .advice import headline_document
from .product import Document, basket_document, chart_source, price_document, product_head
from .size import (
    advice_document,
    made_by_document,
    problem_document,
    reason_document,
    reasons_document,
    size_document,
    verdict_document,
)

FIRST: Final = re.compile(r"usage\.(C[1-9]|P[56])")
"""Reasons that are said before any size: health signs, then what the wearer sees on the product."""
CAUTION: Final = "caution."
"""How the codes of cautions begin inside; the documents leave it out."""
OF_THE_ENVELOPE: Final = ("id", "detail")
"""Fields of a question that stand beside it in the answer, or that a door may be told in another way."""


def answer_document(answer: Answer, messages: Messages, detail: Detail = Detail.FULL) -> Document:
    """The whole answer as the contract names it."""
    writer = Writer(answer, messages, detail)
    return {
        **_emergency(answer.advice, messages),
        **_head(answer.made_by, answer.question, detail),
        "counts": _counts(answer.counts, detail),
        **writer.runner(),
        "matches": [writer.match(m) for m in answer.matches],
        "misses": [writer.miss(m) for m in answer.misses],
        "excluded": [writer.exclusion(e) for e in answer.excluded],
        "reasons": reasons_document(answer.reasons, messages),
    }


def size_answer_document(
    answer: Answer, others: Sequence[Match] | None, messages: Messages, detail: Detail = Detail.FULL
) -> Document:
    """The answer for one product and, where they were asked for, other products that hold the leg instead."""
    document = answer_document(answer, messages, detail)
    if others is not None:
        writer = Writer(answer, messages, detail)
        document["others"] = [writer.match(m) for m in others]
    return document


def entry_document(entry: Answer | BadInput, messages: Messages, detail: Detail) -> Document:
    """One entry of several: the answer for a product, or every problem with what should name one."""
    if isinstance(entry, BadInput):
        return {"errors": [problem_document(p, messages) for p in entry.problems]}
    return answer_document(entry, messages, detail)


def advice_answer_document(
    made_by: MadeBy, question: Question, advice: Advice, messages: Messages, detail: Detail = Detail.FULL
) -> Document:
    """The runner's part of an answer alone."""
    return {
        **_emergency(advice, messages),
        **_head(made_by, question, detail),
        "advice": _of_runner(advice, messages, detail),
    }


def _emergency(advice: Advice | None, messages: Messages) -> Document:
    """The call for the emergency services, where a red flag asks for it: the first field, before anything else."""
    urgent = emergency_of(advice)
    return {} if urgent is None else {"emergency": reason_document(urgent, messages)}


def _head(made_by: MadeBy | None, question: Question, detail: Detail) -> Document:
    """Who made the answer, and to what; the question itself is left out of a brief one."""
    named = {"id": question.id} if question.id else {}
    asked = {name: value for name, value in question.asked.items() if name not in OF_THE_ENVELOPE}
    return {
        "made_by": made_by_document(made_by),
        **named,
        **({} if detail is Detail.BRIEF else {"question": asked}),
    }


def _counts(counts: Counts, detail: Detail) -> Document:
    document: Document = {name: getattr(counts, name) for name in ("asked", "matches", "misses", "excluded")}
    if detail is not Detail.BRIEF:
        document["by_outcome"] = dict(counts.by_outcome)
    return {**document, "by_cause": dict(counts.by_cause)}


def _of_runner(advice: Advice, messages: Messages, detail: Detail) -> Document:
    if detail is Detail.BRIEF:
        return headline_document(advice)
    document: Document = advice_document(advice, messages, notes=detail is Detail.FULL)
    return document


def cautions_document(cautions: Sequence[Reason], messages: Messages) -> list[Document]:
    """What has to be seen with a size, each under the short code of the contract: `near_edge`, `sold_out` ..."""
    documents: list[Document] = reasons_document(tuple(cautions), messages)
    return [{**document, "code": document["code"].removeprefix(CAUTION)} for document in documents]


class Writer:
    """Writes the entries of one answer; each size verdict is written once, for many products share theirs."""

    __slots__ = ("_answer", "_detail", "_sizes", "_words")

    def __init__(self, answer: Answer, messages: Messages, detail: Detail) -> None:
        self._answer, self._words, self._detail = answer, messages, detail
        self._sizes: dict[int, Document] = {}

    def runner(self) -> Document:
        """The advice for the runner, where there is one to speak of."""
        advice = self._answer.advice
        return {} if advice is None else {"advice": _of_runner(advice, self._words, self._detail)}

    def match(self, match: Match) -> Document:
        """A product with a size to buy."""
        messages, detail = self._words, self._detail
        size = dict(self._size(match.size))
        reasons = size.pop("reasons", [])
        variants = [v for v in match.product.variants if v.size == match.size.size]
        document = {
            "product": product_head(match.product),
            "lead": lead(match, self._answer.advice, messages),
            **size,
            "cautions": cautions_document(match.cautions, messages),
            "basket": basket_document(variants, full=detail is Detail.FULL),
        }
        if match.advice is not None:
            document["advice"] = self._of_product(match.advice)
        if detail is Detail.BRIEF:
            return document
        return {
            **document,
            **self._gates(match.medical, match.graduated),
            "reasons": reasons + reasons_document(match.reasons, messages),
            "price": price_document(match.product),
            "source": self._source(match.product),
        }

    def miss(self, miss: Miss) -> Document:
        """A product that has no size for this leg; alone it tells its reasons, among others only in a full answer."""
        size = dict(self._size(miss.size))
        if self._detail is not Detail.FULL and self._answer.counts.asked != 1:
            size.pop("reasons", None)
        document = {
            "product": product_head(miss.product),
            "lead": lead(miss, self._answer.advice, self._words),
            **size,
        }
        if self._detail is not Detail.FULL:
            return document
        return {
            **document,
            **self._gates(miss.medical, miss.graduated),
            "source": self._source(miss.product),
        }

    def exclusion(self, exclusion: Exclusion) -> Document:
        """A product that is left out: by a gate, or because what fits is sold out."""
        code = "ui.held_back" if exclusion.kind == "medical_unknown" else f"ui.excluded.{exclusion.kind}"
        document = {
            "product": product_head(exclusion.product),
            "lead": self._words.text(code),
            "rule": exclusion.rule,
        }
        if self._detail is Detail.BRIEF:
            return document
        return {
            **document,
            **self._gates(exclusion.medical, exclusion.graduated),
            "reasons": reasons_document(self._shown(exclusion.reasons), self._words),
        }

    def _shown(self, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """The reasons of a gate; each signal that it read only in a full answer."""
        return reasons if self._detail is Detail.FULL else tuple(r for r in reasons if not r.has("signal"))

    def _size(self, size: SizeVerdict) -> Document:
        """The document of a verdict, to be copied and not changed."""
        document = self._sizes.get(id(size))
        if document is None:
            document = self._sizes[id(size)] = size_document(size, self._words, self._detail)
        return document

    def _gates(self, medical: Verdict, graduated: Verdict) -> Document:
        """What the gates say; the signals behind it only in a full answer."""
        verdicts = {"medical": medical, "graduated": graduated}
        if self._detail is Detail.FULL:
            return {name: verdict_document(verdict, self._words) for name, verdict in verdicts.items()}
        return {name: {"outcome": str(v.outcome), "label": v.label} for name, v in verdicts.items()}

    def _of_product(self, advice: Advice) -> Document:
        if self._detail is Detail.BRIEF:
            return headline_document(advice)
        runner = self._answer.advice
        document: Document = advice_document(advice, self._words, notes=False, order=False, runner=runner)
        return document

    def _source(self, product: Product) -> Document | None:
        """Where the chart was read; what a curator noted about it only in a full answer."""
        source = chart_source(product)
        if source is not None and self._detail is not Detail.FULL:
            del source["note"]
        return source


def lead(entry: Match | Miss, runner: Advice | None, messages: Messages) -> str:
    """The one or two sentences to show for a product: the size and how sure it is, or why there is none.

    A health sign of the runner, or one that the wearer sees on the product, goes before the chart and stands alone.
    """
    for advice in (runner, entry.advice):
        first = [r for r in advice.reasons if FIRST.fullmatch(r.code)] if advice is not None else []
        if first:
            return messages.sentence(first[0])
    size = entry.size
    other = messages.several(list(size.also))
    text = messages.text(f"ui.size.{size.outcome.value}", {"size": size.size or "", "other": other})
    return text if size.certainty is None else f"{text} {messages.sentence(certainty_reason(size))}"
