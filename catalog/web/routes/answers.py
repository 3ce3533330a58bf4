"""The routes that answer a question: which size, what else fits, why, and when it is worth it."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...app.timing import Timing, this_day
from ...documents.answer import (
    AnswersDocument,
    advice_answer_document,
    answer_document,
    entry_document,
    size_answer_document,
)
from ...documents.why import why_document
from ...model.question import Detail
from ...report.page import certainty_words
from ...report.plain import text_of
from ...search.advice import advice_for
from ...search.lookup import (
    answer,
    answer_about,
    answers_about,
    check_brands,
    detail_of,
    made_by,
    others_for,
)
from ...search.policy_trace import figures_used
from ..page.leg_drawing import places_document
from ..requests import detail_in, flag_in, page_of, question_of, reference_in, several_of, words_of
from ..responses import private_response
from ..routing import route
from ..state import candidate_of, service_of


async def search(request: Request) -> Response:
    """The catalog for one leg."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request)
    detail = detail_of(question, wanted)
    page = page_of(request, detail)
    timing.mark("parse")
    shelf = await service.catalog()
    check_brands(shelf, question)
    timing.mark("snapshot")
    found = answer(shelf, question, service.policy, page, timing.mark, this_day())
    words = words_of(request, question.units)
    document = answer_document(found, words, detail, service.worded)
    timing.mark("words")
    return private_response(request, document, words.language, timing)


async def size(request: Request) -> Response:
    """One product for one leg: the size and what to put in the basket; with `?others=true` what else fits.

    `?drawing=true` adds what the widget draws and says: the leg on the bands of the chart, and how sure the size is.
    """
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    others_wanted, drawn = flag_in(request, "others"), flag_in(request, "drawing")
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.catalog()
    candidate = await candidate_of(shelf, reference_in(request))
    timing.mark("snapshot")
    found = answer_about(shelf, question, service.policy, [candidate.product], this_day())
    others = None
    if others_wanted and not found.matches:
        most = service.policy.whole("answer.others")
        others = others_for(shelf, question, service.policy, candidate.product, most, this_day())
    timing.mark("judge")
    words = words_of(request, question.units)
    document = size_answer_document(found, others, words, detail_of(question, wanted), service.worded)
    for entry, match in zip(document.matches if drawn else (), found.matches, strict=False):
        entry.sure, entry.places = text_of(certainty_words(match), words), places_document(match, words)
    timing.mark("words")
    return private_response(request, document, words.language, timing)


async def sizes(request: Request) -> Response:
    """Several products for one leg: a brief answer for each in its place, or why it names no product."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question, products = await several_of(request)
    timing.mark("parse")
    shelf = await service.catalog()
    timing.mark("snapshot")
    detail, words = detail_of(question, wanted, Detail.BRIEF), words_of(request, question.units)
    found = answers_about(shelf, question, service.policy, products, this_day())
    document = AnswersDocument(answers=[entry_document(e, words, detail, service.worded) for e in found])
    timing.mark("words")
    return private_response(request, document, words.language, timing)


async def why(request: Request) -> Response:
    """One product for one leg with everything that the answer rests on."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.catalog()
    candidate = await candidate_of(shelf, reference_in(request))
    timing.mark("snapshot")
    found = answer_about(shelf, question, service.policy, [candidate.product], this_day())
    timing.mark("judge")
    words = words_of(request, question.units)
    figures = figures_used(shelf, question, candidate.product, service.policy)
    detail = detail_of(question, wanted, Detail.FULL)
    document = why_document(found, candidate.product, candidate.gates, figures, words, detail, service.worded)
    timing.mark("words")
    return private_response(request, document, words.language, timing)


async def advise(request: Request) -> Response:
    """When wearing is worth it for this runner, whatever the product."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.catalog()
    timing.mark("snapshot")
    found = advice_for(question, service.policy)
    timing.mark("judge")
    words = words_of(request, question.units)
    made = made_by(shelf, service.policy)
    document = advice_answer_document(made, question, found, words, detail_of(question, wanted))
    timing.mark("words")
    return private_response(request, document, words.language, timing)


ROUTES: Final = [
    route("/v1/search", post=search),
    route("/v1/products/{reference}/size", post=size),
    route("/v1/sizes", post=sizes),
    route("/v1/products/{reference}/why", post=why),
    route("/v1/advise", post=advise),
]
