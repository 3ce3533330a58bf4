"""The runner's page: HTML that works without JavaScript, and its JSON twin."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...app.errors import StoreError
from ...app.timing import Timing, this_day
from ...documents.answer import answer_document
from ...documents.reason import mark_of
from ...messages.messages import LANGUAGES, Messages
from ...model.answer import Answer, Match
from ...model.policy import Policy
from ...model.problem import BadInput
from ...model.question import Question
from ...model.verdict import Reason
from ...report.page import Results
from ...search.catalog_facts import CatalogFacts
from ...search.dearer import dearer_than_asked
from ...search.loaded_catalog import LoadedCatalog
from ...search.lookup import Page, answer, answer_about, detail_of, to_confirm
from ..content_negotiation import language_in
from ..middleware import with_images
from ..page.follow_up import follow_up
from ..page.form import (
    BODY,
    FIRST,
    OTHER,
    Form,
    choices,
    has_measures,
    question_of,
    read_form,
    shared_query,
    turns_language,
    units_of,
    value_of,
    with_added,
    with_suggestion,
)
from ..page.frame import render
from ..page.in_force import without_dropped
from ..page.kinds import Kind, kinds_of
from ..page.known_size import known_words, points_of, with_choices
from ..page.listing import listing_of
from ..page.problems import Fault, agreed_in, doubt_of, faults_of
from ..page.view import View
from ..requests import body_of, check_confirmed
from ..responses import cached_response, has_tag, private_response
from ..routing import route
from ..state import Service, service_of

LISTED: Final = Page(60, 120, 120)
"""How much of each list the page shows; the counts stay exact."""
EVERY_MATCH: Final = Page(None, LISTED.misses, LISTED.excluded)
"""Every match, where they are sorted or some are picked."""
FORM: Final = "application/x-www-form-urlencoded"
PRIVATE: Final = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}


def page_response(request: Request, view: View, status: int = 200, *, listed: bool = False) -> Response:
    """The page as it is sent; search engines may list it only where nobody asked anything yet."""
    service = service_of(request)
    body = render("page.html", view.messages, view.languages(), site=service.site, listed=listed, view=view)
    headers = {**PRIVATE, "Content-Language": view.messages.language}
    if service.config.images:  # The form, too: with JavaScript the answer comes into its place.
        headers["Content-Security-Policy"] = with_images(service.config.images)
    return Response(body, status_code=status, media_type="text/html", headers=headers)


def language_of(request: Request, form: Form) -> str:
    """The language that the form or the link names, else the browser's."""
    default = service_of(request).config.language
    return language_in(value_of(form, "lang"), request.headers.get("accept-language", ""), default)


async def facts_at_hand(service: Service) -> CatalogFacts | None:
    """What the catalog holds; None where it cannot be read."""
    try:
        return (await service.catalog()).facts
    except StoreError:
        return None


async def brand_names(service: Service) -> Sequence[str]:
    """Every brand of the catalog; none where it cannot be read."""
    try:
        catalog = await service.catalog()
    except StoreError:
        return ()
    return sorted({c.product.brand for c in catalog.index.candidates}, key=str.casefold)


async def kinds_at_hand(service: Service) -> Sequence[Kind]:
    """The kinds of garment with what their charts ask for; the usual where the catalog cannot be read."""
    try:
        return kinds_of((await service.catalog()).kinds)
    except StoreError:
        return kinds_of({})


async def first_visit(request: Request) -> Response:
    """The page with its form, filled by the link as far as a link may."""
    try:
        form = read_form(request.scope["query_string"].decode("latin-1"))
    except BadInput:
        form = {}
    form = dict(read_form(shared_query(form, language_of(request, form))))
    if units_of(form) == "in":
        form |= {"distance_unit": ("mi",), "temperature_unit": ("F",)}
    messages = Messages(language_of(request, form), units_of(form))
    service = service_of(request)
    brands, kinds = await brand_names(service), await kinds_at_hand(service)
    sizes = await sizes_at_hand(service, kinds, form)
    view = View(messages, form, brands, kinds=kinds, known_sizes=sizes, facts=await facts_at_hand(service))
    return unless_known(request, page_response(request, view, listed=True))


def unless_known(request: Request, page: Response) -> Response:
    """A page without anything of a person, which the browser may keep if it asks each time; 304 where it has it."""
    tag = sha256(page.body).hexdigest()[:20]
    page.headers.update({"Cache-Control": "no-cache", "ETag": f'"{tag}"'})
    if has_tag(request.headers.get("if-none-match", ""), tag):
        del page.headers["content-length"], page.headers["content-type"]
        return Response(status_code=304, headers=page.headers)
    return page


async def submit(request: Request) -> Response:
    """The results for a submitted form: a page for people, the contract's document for programs."""
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        return await json_answer(request)
    service = service_of(request)
    form: Form = {}
    messages = Messages(language_of(request, form))
    try:
        form = without_dropped(with_added(with_suggestion(await submitted_form(request))))
        messages = Messages(language_of(request, form), units_of(form))
        return page_response(request, await result_view(service, form, messages))
    except BadInput as bad:
        return page_response(request, await refused_view(service, form, messages, bad), 422)
    except StoreError:
        return page_response(request, View(messages, form, kinds=kinds_of({}), down=True), 503)


async def refused_view(service: Service, form: Form, messages: Messages, bad: BadInput) -> View:
    """The page with what is wrong with its fields, and with what can be picked instead."""
    faults, kinds = faults_of(bad.problems, form, messages, service.policy), await kinds_at_hand(service)
    try:
        sizes = (await service.catalog()).known_sizes
    except StoreError:
        return View(messages, form, (), faults, kinds)
    points = points_of(kinds, form)
    faults = with_choices(faults, bad.problems, form, sizes, points, messages)
    return View(messages, form, await brand_names(service), faults, kinds, known_sizes=sizes.offered(points))


async def sizes_at_hand(service: Service, kinds: Sequence[Kind], form: Form) -> Sequence[str]:
    """The sizes of products that can be picked while one types; none where the catalog cannot be read."""
    try:
        return (await service.catalog()).known_sizes.offered(points_of(kinds, form))
    except StoreError:
        return ()


async def result_view(service: Service, form: Form, messages: Messages) -> View:
    """The page with the answer, or with what has to be entered or confirmed first.

    Raises: BadInput (fields that cannot be used), StoreError (the catalog cannot be read).
    """
    brands, kinds = await brand_names(service), await kinds_at_hand(service)
    sizes = await sizes_at_hand(service, kinds, form)
    question, unlikely = question_and_doubts(form, service.policy)
    if not has_measures(form) and (turns_language(form) or not _kind_of(form, kinds).gives_none):
        faults = () if turns_language(form) else (_missing(form, kinds, messages),)
        return View(messages, form, brands, faults, kinds, known_sizes=sizes)
    if unlikely:
        doubt = doubt_of(unlikely, marks_of(unlikely), messages)
        return View(messages, form, brands, kinds=kinds, known_sizes=sizes, confirm=doubt)
    catalog = await service.catalog()
    page = LISTED if listing_of(form).is_usual else EVERY_MATCH
    result = answer(catalog, question, service.policy, page, today=this_day())
    question_next = next_question(result, form, catalog, service.policy)
    dearer = dearer_than_asked(catalog, question, service.policy)
    whose = known_words(catalog, result.question.same_as, messages)
    return View(
        messages, form, brands, kinds=kinds, known_sizes=sizes, known=whose, answer=result,
        next_question=question_next, images=service.config.images, facts=catalog.facts, dearer=dearer,
    )  # fmt: skip


def next_question(result: Answer, form: Form, catalog: LoadedCatalog, policy: Policy) -> str:
    """What is asked under an answer; nothing while a clinician comes first or the question of a race is open."""
    results = Results(result, advised=True)
    if results.clinician or (results.asks_tested and not value_of(form, "tested")):
        return ""

    def again(question: Question, matches: Sequence[Match]) -> Answer:
        return answer_about(catalog, question, policy, [m.product for m in matches], this_day())

    return follow_up(result, form, again)


def _missing(form: Form, kinds: Sequence[Kind], messages: Messages) -> Fault:
    """That no measure was typed, at the field that the kind of garment begins with."""
    point = _kind_of(form, kinds).charts.first[0]
    return Fault(point.value, messages.text("widget.missing", {"point": messages.point(point)}))


def _kind_of(form: Form, kinds: Sequence[Kind]) -> Kind:
    """The kind of garment that is looked for."""
    return next((kind for kind in kinds if kind.name == value_of(form, "garment")), kinds[0])


def question_and_doubts(form: Form, policy: Policy) -> tuple[Question, tuple[Reason, ...]]:
    """The question of a form, and its unlikely entries that are not confirmed yet.

    A confirmation carries a mark of each entry with its values, so that it holds for those values alone.

    Raises: BadInput (fields that cannot be used).
    """
    question = question_of(form, policy)
    unlikely = to_confirm(question, policy)
    if not unlikely or not set(marks_of(unlikely).split()) <= set(agreed_in(form)):
        return question, unlikely
    return question_of(form, policy, confirmed=True), ()


def marks_of(unlikely: Sequence[Reason]) -> str:
    """A mark for each unlikely entry, made of its reason and its values, with blanks between."""
    return " ".join(mark_of(reason) for reason in unlikely)


async def submitted_form(request: Request) -> Form:
    """The form in the body. Raises: BadInput (it is not a form of this page)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise BadInput.one("unsupported_media_type", "", kind, "page.kind", kind=FORM)
    try:
        return read_form((await body_of(request)).decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput.one("not_utf8", "", "", "page.utf8") from None


async def json_answer(request: Request) -> Response:
    """The form answered with the document that `/v1/search` gives for its question.

    Raises: BadInput, NotConfirmed (as `/v1/search` does).
    """
    service, timing = service_of(request), Timing()
    form = await submitted_form(request)
    question = question_of(form, service.policy, confirmed=value_of(form, "confirmed") == "true")
    messages = Messages(language_of(request, form), question.units)
    check_confirmed(question, service.policy)
    catalog = await service.catalog()
    result = answer(catalog, question, service.policy, LISTED, today=this_day())
    return private_response(request, answer_document(result, messages, detail_of(question)), messages.language, timing)


async def describe(request: Request) -> Response:
    """What the page offers, for programs: its fields, its choices, and where to ask."""
    service = service_of(request)
    catalog = await service.catalog()
    brands = list(await brand_names(service))
    return cached_response(request, catalog, lambda: {
        "ask": {"post": "/index.json", "content_type": FORM, "same_as": "/v1/search"},
        "languages": list(LANGUAGES),
        "measures": [p.value for p in (*FIRST, *OTHER, *BODY)],
        "choices": {name: [str(v) for v in offered] for name, offered in choices().items()} | {"brand": brands},
        "in_links": ["lang", "garment", "units", "brand", "audience", "max_price", "currency", "graduated", "in_stock"],
    })  # fmt: skip


ROUTES: Final = [route("/", get=first_visit, post=submit), route("/index.json", get=describe, post=json_answer)]
