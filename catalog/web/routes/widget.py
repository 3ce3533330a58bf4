"""The routes of the widget: its words, and what it has to know of a product before it asks anything."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...app.timing import Timing
from ...documents.answer import size_answer_document
from ...documents.widget import WidgetAnswerDocument
from ...messages.messages import LANGUAGES, Messages, spoken
from ...model.problem import BadInput
from ...model.question import Detail, Question
from ...search.lookup import answer_about
from ..page.known_size import known_words
from ..page.widget import comparables_document, widget_document, widget_product_document
from ..page.widget_card import widget_answer_document
from ..problems import NotConfirmed
from ..requests import reference_in, widget_question_of
from ..responses import cached_response, private_response
from ..routing import route
from ..state import candidate_of, service_of
from .answers import answer_about_one


async def words(request: Request) -> Response:
    """What the widget says and draws in one language."""
    tag = _language(request)
    return cached_response(request, None, lambda: widget_document(tag), tag)


async def product(request: Request) -> Response:
    """What the widget has to know of a product: what to measure, its chart as a table, or that it is left out."""
    service, tag = service_of(request), _language(request)
    catalog = await service.catalog()
    product = (await candidate_of(catalog, reference_in(request))).product
    left_out = answer_about(catalog, Question(None), service.policy, [product]).excluded
    exclusion = left_out[0] if left_out else None
    return cached_response(request, catalog, lambda: widget_product_document(product, exclusion, Messages(tag)), tag)


async def size(request: Request) -> Response:
    """One product for one leg, as the widget shows it, or what the visitor has to confirm first.

    `?others=true` adds what else fits.
    """
    timing, tag = Timing(), _language(request)
    try:
        question = await widget_question_of(request)
    except NotConfirmed as unlikely:
        doubts = WidgetAnswerDocument(cards=[], confirm=unlikely.doubts(tag).confirm)
        return private_response(request, doubts, tag, timing)
    timing.mark("parse")
    result, others = await answer_about_one(request, question, timing)
    messages = Messages(tag, result.question.units)
    document = size_answer_document(result, others, messages, Detail.FULL)
    whose = known_words(await service_of(request).catalog(), result.question.same_as, messages)
    return private_response(
        request, widget_answer_document(result, document, messages, whose, others or ()), tag, timing
    )


async def comparable(request: Request) -> Response:
    """The products by whose size that fits the size of this one can be told."""
    catalog = await service_of(request).catalog()
    product = (await candidate_of(catalog, reference_in(request))).product
    return cached_response(request, catalog, lambda: comparables_document(catalog, product))


def _language(request: Request) -> str:
    """The language that the address names. Raises: BadInput (it is none that is spoken here)."""
    language: str = request.path_params["language"]
    tag = spoken(language)
    if tag is None:
        raise BadInput.one("unknown_language", "lang", language, "http_one_of", choices=", ".join(LANGUAGES))
    return tag


ROUTES: Final = [
    route("/v1/widget/{language}", get=words),
    route("/v1/widget/{language}/products/{reference}", get=product),
    route("/v1/widget/{language}/products/{reference}/size", post=size),
    route("/v1/products/{reference}/comparable", get=comparable),
]
