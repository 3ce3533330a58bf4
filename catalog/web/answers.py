"""The routes that answer a question: which size, what else fits, why, and when it is worth it."""

from __future__ import annotations

from typing import Final

from litestar import Response, post

from ..document import advice_answer_document, answer_document, size_answer_document
from ..figures import figures_used
from ..lookup import advice_for, answer, answer_about, made_by, others_for
from ..why_document import why_document
from .asking import named_in, page_of, question_of, words_of
from .replies import answered
from .service import AnyRequest, service_of
from .timing import Timing


@post("/v1/search", status_code=200)
async def search(request: AnyRequest) -> Response[bytes]:
    """The catalog for one leg."""
    service, timing, page = service_of(request), Timing(), page_of(request)
    question = await question_of(request)
    timing.mark("parse")
    shelf = await service.shelves.get()
    timing.mark("snapshot")
    found = answer(shelf.snapshot, question, service.policy, page, timing.mark)
    words = words_of(request, question.units)
    document = answer_document(found, words)
    timing.mark("words")
    return answered(request, document, words.language, timing)


@post("/v1/products/{reference:str}/size", status_code=200)
async def size(request: AnyRequest, reference: str) -> Response[bytes]:
    """One product for one leg: the size, what to put in the basket, or what else fits."""
    service, timing = service_of(request), Timing()
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    candidate = shelf.candidate(named_in(reference))
    timing.mark("snapshot")
    found = answer_about(shelf.snapshot, question, service.policy, [candidate.product])
    most = service.policy.whole("answer.others")
    others = None if found.matches else others_for(shelf.snapshot, question, service.policy, candidate.product, most)
    timing.mark("judge")
    words = words_of(request, question.units)
    document = size_answer_document(found, others, words)
    timing.mark("words")
    return answered(request, document, words.language, timing)


@post("/v1/products/{reference:str}/why", status_code=200)
async def why(request: AnyRequest, reference: str) -> Response[bytes]:
    """One product for one leg with everything that the answer rests on."""
    service, timing = service_of(request), Timing()
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    candidate = shelf.candidate(named_in(reference))
    timing.mark("snapshot")
    found = answer_about(shelf.snapshot, question, service.policy, [candidate.product])
    timing.mark("judge")
    words = words_of(request, question.units)
    figures = figures_used(shelf.snapshot, question, candidate.product, service.policy)
    document = why_document(found, candidate.product, candidate.gates, figures, words)
    timing.mark("words")
    return answered(request, document, words.language, timing)


@post("/v1/advise", status_code=200)
async def advise(request: AnyRequest) -> Response[bytes]:
    """When wearing is worth it for this runner, whatever the product."""
    service, timing = service_of(request), Timing()
    question = await question_of(request, garment=False)
    timing.mark("parse")
    shelf = await service.shelves.get()
    timing.mark("snapshot")
    found = advice_for(question, service.policy)
    timing.mark("judge")
    words = words_of(request, question.units)
    document = advice_answer_document(made_by(shelf.snapshot, service.policy), question, found, words)
    timing.mark("words")
    return answered(request, document, words.language, timing)


ROUTES: Final = [search, size, why, advise]
