"""The routes that answer a question: which size, what else fits, why, and when it is worth it."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...app.timing import Timing, this_day
from ...documents.answer import (
    AnswerDocument,
    AnswersDocument,
    advice_answer_document,
    answer_document,
    entry_document,
    size_answer_document,
)
from ...documents.reason import ErrorsDocument
from ...documents.why import why_document
from ...documents.worded import WordedParts
from ...messages.messages import Messages
from ...model.answer import Answer, Match
from ...model.problem import BadInput
from ...model.question import Detail, Question
from ...report.badge import badge
from ...report.plain import text_of
from ...search import lookup
from ...search.advice import advice_for
from ...search.catalog_index import Candidate
from ...search.loaded_catalog import LoadedCatalog
from ...search.lookup import answer, answer_about, answers_about, detail_of, made_by, others_for
from ...search.policy_trace import figures_used
from ..problems import NotConfirmed
from ..requests import detail_in, flag_in, messages_of, page_of, question_of, reference_in, several_of
from ..responses import private_response
from ..routing import route
from ..state import candidate_of, service_of


async def search(request: Request) -> Response:
    """The catalog for one leg."""
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    question = await question_of(request)
    detail = detail_of(question, detail)
    page = page_of(request, detail)
    timing.mark("parse")
    catalog = await service.catalog()
    lookup.check_names(catalog, question)
    timing.mark("snapshot")
    result = answer(catalog, question, service.policy, page, timing.mark, this_day())
    messages = messages_of(request, question.units)
    document = answer_document(result, messages, detail, service.worded)
    return private_response(request, document, messages.language, timing)


async def size(request: Request) -> Response:
    """One product for one leg: the size and what to put in the basket; with `?others=true` what else fits."""
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    result, others = await answer_about_one(request, question, timing)
    messages = messages_of(request, result.question.units)
    document = size_answer_document(result, others, messages, detail_of(result.question, detail), service.worded)
    return private_response(request, document, messages.language, timing)


async def sizes(request: Request) -> Response:
    """Several products for one leg: a brief answer for each in its place, or why it names no product.

    `?badge=true` adds to each match what a badge beside the product says. Where an entry has to be confirmed, badges
    have nothing to say, which is no error: that is then what stands in the place of each product.
    """
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    with_badge = flag_in(request, "badge")
    question, products, doubts = await several_of(request)
    timing.mark("parse")
    if doubts:
        not_confirmed = NotConfirmed(doubts, question.units)
        if not with_badge:
            raise not_confirmed
        language = messages_of(request).language
        document = AnswersDocument(answers=[not_confirmed.doubts(language)] * len(products))
        return private_response(request, document, language, timing)
    catalog = await service.catalog()
    lookup.check_collections(catalog, question, "question.filters.collections")
    timing.mark("snapshot")
    detail, messages = detail_of(question, detail, Detail.BRIEF), messages_of(request, question.units)
    entries = answers_about(catalog, question, service.policy, products, this_day(), words=False)
    documents = [_entry(entry, messages, detail, service.worded, with_badge=with_badge) for entry in entries]
    return private_response(request, AnswersDocument(answers=documents), messages.language, timing)


def _entry(
    entry: Answer | BadInput, messages: Messages, detail: Detail, worded: WordedParts, *, with_badge: bool
) -> AnswerDocument | ErrorsDocument:
    document = entry_document(entry, messages, detail, worded)
    if with_badge and isinstance(document, AnswerDocument) and isinstance(entry, Answer):
        for written, match in zip(document.matches, entry.matches, strict=True):
            written.badge = [text_of(words, messages) for words in badge(match)]
    return document


async def why(request: Request) -> Response:
    """One product for one leg with everything that the answer rests on."""
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    catalog, candidate = await product_asked_about(request, question, timing)
    product, gates = candidate.product, candidate.gates
    result = answer_about(catalog, question, service.policy, [product], this_day())
    timing.mark("judge")
    messages = messages_of(request, question.units)
    figures = figures_used(catalog, question, product, service.policy)
    detail = detail_of(question, detail, Detail.FULL)
    document = why_document(result, product, gates, figures, messages, detail, service.worded)
    return private_response(request, document, messages.language, timing)


async def advise(request: Request) -> Response:
    """When wearing is worth it for this runner, whatever the product."""
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    catalog = await service.catalog()
    timing.mark("snapshot")
    advice = advice_for(question, service.policy)
    timing.mark("judge")
    messages = messages_of(request, question.units)
    stamp = made_by(catalog, service.policy)
    document = advice_answer_document(stamp, question, advice, messages, detail_of(question, detail))
    return private_response(request, document, messages.language, timing)


async def answer_about_one(
    request: Request, question: Question, timing: Timing
) -> tuple[Answer, tuple[Match, ...] | None]:
    """The answer about one product, and with `?others=true` what else fits where it does not."""
    service, with_others = service_of(request), flag_in(request, "others")
    catalog, candidate = await product_asked_about(request, question, timing)
    result = answer_about(catalog, question, service.policy, [candidate.product], this_day())
    others = None
    if with_others and not result.matches:
        most = service.policy.whole("answer.others")
        others = others_for(catalog, question, service.policy, candidate.product, most, this_day())
    timing.mark("judge")
    return result, others


async def product_asked_about(request: Request, question: Question, timing: Timing) -> tuple[LoadedCatalog, Candidate]:
    """The newest catalog, and the product of it that the path names.

    Raises: BadInput (no single product is named, or the question wants a collection that there is not).
    """
    catalog = await service_of(request).catalog()
    lookup.check_collections(catalog, question)
    candidate = await candidate_of(catalog, reference_in(request))
    timing.mark("snapshot")
    return catalog, candidate


ROUTES: Final = [
    route("/v1/search", post=search),
    route("/v1/products/{reference}/size", post=size),
    route("/v1/sizes", post=sizes),
    route("/v1/products/{reference}/why", post=why),
    route("/v1/advise", post=advise),
]
