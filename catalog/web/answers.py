"""The routes that answer a question: which size, what else fits, why, and when it is worth it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler

from ..answer_document import advice_answer_document, answer_document, size_answer_document
from ..figures import figures_used
from ..lookup import advice_for, answer, answer_about, check_brands, detail_of, made_by, others_for
from ..question import Detail
from ..timing import this_day
from ..why_document import why_document
from .asking import detail_in, flag_in, page_of, product_in, question_of, words_of
from .drawing import places_document
from .page_cards import certainty_text
from .replies import Reply, answered
from .service import AnyRequest, Heard, service_of
from .timing import Timing


async def search(request: Heard) -> Reply:
    """The catalog for one leg."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request)
    detail = detail_of(question, wanted)
    page = page_of(request, detail)
    timing.mark("parse")
    shelf = await service.shelves.get()
    check_brands(shelf.snapshot, question)
    timing.mark("snapshot")
    found = answer(shelf.snapshot, question, service.policy, page, timing.mark, this_day())
    words = words_of(request, question.units)
    document = answer_document(found, words, detail)
    timing.mark("words")
    return answered(request, document, words.language, timing)


async def size(request: Heard) -> Reply:
    """One product for one leg: the size and what to put in the basket; with `?others=true` what else fits.

    `?drawing=true` adds what the widget draws and says: the leg on the bands of the chart, and how sure the size is.
    """
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    others_wanted, drawn = flag_in(request, "others"), flag_in(request, "drawing")
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    candidate = await shelf.candidate(product_in(request))
    timing.mark("snapshot")
    found = answer_about(shelf.snapshot, question, service.policy, [candidate.product], this_day())
    others = None
    if others_wanted and not found.matches:
        most = service.policy.whole("answer.others")
        others = others_for(shelf.snapshot, question, service.policy, candidate.product, most, this_day())
    timing.mark("judge")
    words = words_of(request, question.units)
    document = size_answer_document(found, others, words, detail_of(question, wanted))
    for each, match in zip(document["matches"] if drawn else (), found.matches, strict=False):
        each |= {"sure": certainty_text(match.size, words), "places": places_document(match, words)}
    timing.mark("words")
    return answered(request, document, words.language, timing)


async def why(request: Heard) -> Reply:
    """One product for one leg with everything that the answer rests on."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    candidate = await shelf.candidate(product_in(request))
    timing.mark("snapshot")
    found = answer_about(shelf.snapshot, question, service.policy, [candidate.product], this_day())
    timing.mark("judge")
    words = words_of(request, question.units)
    figures = figures_used(shelf.snapshot, question, candidate.product, service.policy)
    detail = detail_of(question, wanted, Detail.FULL)
    document = why_document(found, candidate.product, candidate.gates, figures, words, detail)
    timing.mark("words")
    return answered(request, document, words.language, timing)


async def advise(request: Heard) -> Reply:
    """When wearing is worth it for this runner, whatever the product."""
    service, timing, wanted = service_of(request), Timing(), detail_in(request)
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    timing.mark("snapshot")
    found = advice_for(question, service.policy)
    timing.mark("judge")
    words = words_of(request, question.units)
    made = made_by(shelf.snapshot, service.policy)
    document = advice_answer_document(made, question, found, words, detail_of(question, wanted))
    timing.mark("words")
    return answered(request, document, words.language, timing)


Answering = Callable[[Heard], Awaitable[Reply]]
ANSWERS: Final[dict[str, Answering]] = {
    "/v1/search": search,
    "/v1/products/{reference}/size": size,
    "/v1/products/{reference}/why": why,
    "/v1/advise": advise,
}
"""The routes by their paths."""


ABOUT_ONE: Final = {path.rpartition("/")[2]: path for path in ANSWERS if "{" in path}
"""Those about one product, by their last word."""


def _framed(path: str, answering: Answering) -> HTTPRouteHandler:
    """A route as the framework serves it."""

    async def handler(request: AnyRequest) -> Response[bytes]:
        reply = await answering(request)
        return reply.response()

    return post(path.replace("{reference}", "{reference:str}"), status_code=200, name=path)(handler)


ROUTES: Final = [_framed(path, answering) for path, answering in ANSWERS.items()]
