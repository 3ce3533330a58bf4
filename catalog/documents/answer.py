"""An answer as the contract's document, in three sizes: brief, standard, full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, TypeVar

from msgspec import UNSET, Meta, UnsetType

from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer, Counts, MadeBy, Match
from ..model.problem import BadInput
from ..model.question import Detail, Question
from ..model.verdict import Advice
from .advice import AdviceDocument, advice_document, headline_document
from .entries import EntryWriter, ExclusionDocument, MatchDocument, MissDocument
from .offers import OffersVersion
from .question import QuestionDocument, question_document
from .reason import ErrorsDocument, ReasonDocument, errors_document, reason_document, reasons_document
from .records import Record, about
from .worded import WordedParts


class MadeByDocument(Record, kw_only=True):
    """The versions that made an answer."""

    package: Annotated[str, about("The version of the program.")]
    policy: Annotated[str, about("Which edition of the rules' figures it goes by.")]
    catalog: Annotated[str, about("The version of the catalog.")]
    stock: OffersVersion = UNSET


class CountsDocument(Record, kw_only=True):
    """How many products ended where; exact, however long the lists."""

    asked: Annotated[int, about("How many products were asked about.")]
    matches: Annotated[int, about("How many have a size to buy.")]
    misses: Annotated[int, about("How many have no size for this leg.")]
    excluded: Annotated[int, about("How many are left out: medical, not graduated, or sold out.")]
    by_outcome: Annotated[dict[str, int] | UnsetType, about("How many have no size or are left out, by outcome.")] = (
        UNSET
    )
    by_cause: Annotated[dict[str, int], about("How many are no match, by cause.")]


class StampedDocument(Record, kw_only=True):
    """What every answer begins with."""

    emergency: Annotated[ReasonDocument | UnsetType, about("What to do at once; nothing else matters then.")] = UNSET
    made_by: Annotated[MadeByDocument | UnsetType, about("The versions that made the answer.")]
    id: Annotated[str | UnsetType, about("What the question is called, repeated.")] = UNSET
    question: Annotated[QuestionDocument | UnsetType, about("The question, as it was understood.")] = UNSET


class AnswerDocument(StampedDocument, kw_only=True):
    """Every product that was asked about, in one of three lists."""

    counts: Annotated[CountsDocument, about("How many products ended where; exact, however long the lists.")]
    advice: Annotated[AdviceDocument | UnsetType, about("When wearing is worth it for the runner.")] = UNSET
    matches: Annotated[list[MatchDocument], about("Products with a size to buy, best first.")]
    misses: Annotated[list[MissDocument], about("Products without a size for this leg.")]
    excluded: Annotated[
        list[ExclusionDocument], about("Products that are left out: medical, not graduated, or sold out.")
    ]
    reasons: Annotated[list[ReasonDocument], about("What is worth knowing about the question as a whole.")]


class SizeAnswerDocument(AnswerDocument, kw_only=True):
    """What came out for one product and, where they were asked for, other products that fit the leg instead."""

    others: Annotated[
        list[MatchDocument] | UnsetType, about("Other products that fit this leg; with `?others=true` alone.")
    ] = UNSET


class AdviceAnswerDocument(StampedDocument, kw_only=True):
    """The runner's part of an answer alone."""

    advice: Annotated[AdviceDocument, about("When wearing is worth it for the runner.")]


EITHER: Final = [{"$ref": "AnswerDocument"}, {"$ref": "ErrorsDocument"}, {"$ref": "ConfirmDocument"}]
OneAnswer = Annotated[Any, Meta(extra_json_schema={"anyOf": EITHER})]
Kind = TypeVar("Kind", bound=AnswerDocument)


class AnswersDocument(Record):
    """Answers about several products, each in the place of its product."""

    answers: Annotated[
        list[OneAnswer],
        about(
            "A brief answer for each product, why it names none, or with `?badge=true` what has to be confirmed first."
        ),
    ]


def answer_document(
    answer: Answer, messages: Messages, detail: Detail = Detail.FULL, worded: WordedParts | None = None
) -> AnswerDocument:
    """Word a whole answer as the contract has it; `worded` has the parts that a door keeps."""
    return _answer(AnswerDocument, answer, messages, detail, worded)


def size_answer_document(
    answer: Answer,
    others: Sequence[Match] | None,
    messages: Messages,
    detail: Detail = Detail.FULL,
    worded: WordedParts | None = None,
) -> SizeAnswerDocument:
    """Word the answer for one product and, where they were asked for, other products that fit the leg instead."""
    document = _answer(SizeAnswerDocument, answer, messages, detail, worded)
    if others is not None:
        writer = EntryWriter(answer, messages, detail, worded)
        document.others = [writer.match(m) for m in others]
    return document


def entry_document(
    entry: Answer | BadInput, messages: Messages, detail: Detail, worded: WordedParts | None = None
) -> AnswerDocument | ErrorsDocument:
    """Word one entry of several: the answer for a product, or every problem with what should name one."""
    if isinstance(entry, BadInput):
        return errors_document(entry.problems, messages)
    return answer_document(entry, messages, detail, worded)


def advice_answer_document(
    made_by: MadeBy, question: Question, advice: Advice, messages: Messages, detail: Detail = Detail.FULL
) -> AdviceAnswerDocument:
    """Word the runner's part of an answer alone."""
    stamp = _stamp(made_by, question, advice, messages, detail)
    return AdviceAnswerDocument(**stamp, advice=_of_runner(advice, messages, detail))


def _answer(kind: type[Kind], answer: Answer, messages: Messages, detail: Detail, worded: WordedParts | None) -> Kind:
    writer = EntryWriter(answer, messages, detail, worded)
    return kind(
        **_stamp(answer.made_by, answer.question, answer.advice, messages, detail),
        counts=_counts(answer.counts, detail),
        advice=UNSET if answer.advice is None else _of_runner(answer.advice, messages, detail, worded),
        matches=[writer.match(m) for m in answer.matches],
        misses=[writer.miss(m) for m in answer.misses],
        excluded=[writer.exclusion(e) for e in answer.excluded],
        reasons=reasons_document(answer.reasons, messages),
    )


def _stamp(
    made_by: MadeBy | None, question: Question, advice: Advice | None, messages: Messages, detail: Detail
) -> dict[str, Any]:
    """The fields that every answer begins with: a call for the emergency services, where a red flag asks for it, first.

    The question is written as it was understood, but for what stands beside it or is said in another way at a door.
    """
    urgent = emergency_of(advice)
    written = UNSET if detail is Detail.BRIEF else question_document(question)
    if written is not UNSET:
        written.id = written.detail = UNSET
    return {
        "emergency": UNSET if urgent is None else reason_document(urgent, messages),
        "made_by": _made_by(made_by) if made_by else UNSET,
        "id": question.id or UNSET,
        "question": written,
    }


def _made_by(made_by: MadeBy) -> MadeByDocument:
    return MadeByDocument(
        package=made_by.package, policy=made_by.policy, catalog=made_by.catalog, stock=made_by.stock or UNSET
    )


def _counts(counts: Counts, detail: Detail) -> CountsDocument:
    by_outcome = UNSET if detail is Detail.BRIEF else dict(counts.by_outcome)
    return CountsDocument(
        asked=counts.asked, matches=counts.matches, misses=counts.misses, excluded=counts.excluded,
        by_outcome=by_outcome, by_cause=dict(counts.by_cause),
    )  # fmt: skip


def _of_runner(advice: Advice, messages: Messages, detail: Detail, worded: WordedParts | None = None) -> AdviceDocument:
    if detail is Detail.BRIEF:
        return headline_document(advice)
    write = worded.advice if worded else advice_document
    return write(advice, messages, notes=detail is Detail.FULL)
