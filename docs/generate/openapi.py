"""catalog/web/openapi.json: every route in one table, every shape from the types, an example of every outcome."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Struct

from catalog import __version__
from catalog.documents.answer import AdviceAnswerDocument, AnswerDocument, AnswersDocument, SizeAnswerDocument
from catalog.documents.chart_read import ChartsReadDocument
from catalog.documents.chart_request import CHART_FIELDS, EXAMPLE, chart_question_fields, example_question
from catalog.documents.chart_size import ChartSizeDocument
from catalog.documents.fields import schemas_of
from catalog.documents.json_text import json_text
from catalog.documents.offers import ProductOffersDocument
from catalog.documents.product import ChartDocument, ProductDocument
from catalog.documents.question_reader import (
    decision_fields,
    parse_question,
    question_fields,
    several_fields,
    widget_fields,
)
from catalog.documents.reason import ConfirmDocument, ConfirmProblemDocument, ErrorsDocument, ProblemDocument
from catalog.documents.records import Record, about
from catalog.documents.schema import Schema, reference, schema_name
from catalog.documents.service import (
    DecidedDocument,
    HealthDocument,
    PolicyDocument,
    ProductPageDocument,
    ReadyDocument,
    ReloadedDocument,
    RulesDocument,
)
from catalog.documents.size import PointDocument, SidedPointDocument
from catalog.documents.stock import StockDocument
from catalog.documents.stock_request import CURRENCY, STOCK_FIELDS
from catalog.documents.why import WhyAnswerDocument
from catalog.documents.widget import ComparablesDocument, WidgetAnswerDocument, WidgetDocument, WidgetProductDocument
from catalog.messages.messages import LANGUAGES
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.model.question import Detail
from catalog.search.lookup import MOST_AT_ONCE
from catalog.web.routes.catalog import CURSOR, LARGEST_PAGE, PAGE
from docs.generate.openapi_examples import UNLIKELY, confirm_example, size_examples
from docs.generate.schemas import record_schemas

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
REFUSALS: Final = {
    400: "It cannot be read.",
    401: "It needs a key.",
    403: "The key is for something else.",
    404: "There is no such thing.",
    405: "Not with this method.",
    408: "It took too long.",
    409: "Entries, or what a feed lacks, have to be confirmed; or a name means several products.",
    413: "It is too large.",
    415: "It is of another kind than what can be read.",
    422: "Fields are wrong: all of them at once.",
    429: "Too many from one client.",
    503: "The catalog cannot be reached.",
}
READING: Final = (400, 405, 429, 503)
ASKING: Final = (*READING, 408, 409, 413, 415, 422)
ABOUT_ONE: Final = (*ASKING, 404)
WRITING: Final = (*ABOUT_ONE, 401, 403)
ABOUT: Final = (
    "Which size of a sport compression garment fits a leg, and why. Body measures travel in bodies only; "
    "they are not logged and not kept."
)


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _path(name: str, schema: Schema, description: str, **more: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema, **more}


FLAG: Final[Schema] = {"type": "string", "enum": ["true", "false"]}
NAMED: Final[Schema] = {"type": "string", "minLength": 1}
LENGTH: Final[Schema] = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 1000}, {"type": "string", "enum": ["all"]}]
}
LANGUAGE_TAG: Final[Schema] = {"type": "string", "enum": list(LANGUAGES)}
TEXTS: Final = _path("language", LANGUAGE_TAG, "Language of the texts.")
LANGUAGE: Final = _query("lang", LANGUAGE_TAG, "Language of the sentences; else Accept-Language.")
DETAIL: Final = _query(
    "detail",
    {"type": "string", "enum": [d.value for d in Detail]},
    "How much the answer says; else as the question says.",
)
REFERENCE: Final = _path(
    "reference",
    NAMED,
    "Product id, SKU, GTIN or the shop's own variant id; a slash in it is sent as %2F.",
    example="compressport-ur2",
)
CHART: Final = _path("reference", NAMED, "The id of a chart; products name theirs.", example="example-chart")
LISTS: Final = tuple(
    _query(name, LENGTH, f"Most {name} listed; the counts stay exact.") for name in ("matches", "misses", "excluded")
)
WHOLE: Final = _query("all", FLAG, "Every list whole.")
OTHERS: Final = _query("others", FLAG, "Where it does not fit: what else does.")
BADGE: Final = _query("badge", FLAG, "Also each size in a few words, with how sure it is and every caution.")
TAKING: Final = (
    _query("complete", FLAG, "Of a feed that is no JSON: variants that it lacks are sold out."),
    _query("collection", {"type": "string"}, "The only collection that such a feed may change."),
    _query("yes", FLAG, "Do so although it lacks more than half of what is not sold out."),
    _query("dry_run", FLAG, "Tell what it would change; write nothing."),
    _query("currency", CURRENCY, "The currency of its prices without one."),
)
PAGING: Final = (
    _query("limit", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}, "Products on a page."),
    _query("garment", {"type": "string", "enum": [g.value for g in Garment]}, "Only this kind."),
    _query("brand", {"type": "string"}, "Only this brand."),
    _query("collection", {"type": "string"}, "Only this collection."),
    _query(
        "cursor",
        {"type": "string", "pattern": f"^{CURSOR}$", "examples": ["636570"]},
        "The `next` of the page before; `Link` with `rel=next` holds it too.",
    ),
)


class ApiDocument(Record):
    """An OpenAPI document."""

    openapi: Annotated[str, about("The version of OpenAPI.")]
    info: Annotated[dict[str, Any], about("What this is.")]
    servers: Annotated[list[dict[str, Any]], about("Where the service stands.")]
    paths: Annotated[dict[str, Any], about("Every route.")]
    components: Annotated[dict[str, Any], about("Every shape.")]


class Route(Struct, frozen=True):
    """One route: how it is called, what it is sent, what it answers and how it can refuse."""

    method: str
    path: str
    name: str
    summary: str
    answer: type[Struct] | None
    """The record that it answers; None for plain text."""
    answers: str
    """What the answer is, in a sentence."""
    refusals: tuple[int, ...]
    parameters: tuple[Schema, ...] = ()
    body: str = ""
    """The name of the schema of what it is sent."""

    @property
    def is_cached(self) -> bool:
        """Whether a cache may keep the answer: the catalog, and not whether the service is well."""
        return self.method == "get" and self.path.startswith("/v1/")


ROUTES: Final = (
    Route("post", "/v1/search", "search", "The catalog for one leg.", AnswerDocument,
          "Every product in one of three lists.", ABOUT_ONE, (*LISTS, WHOLE, DETAIL, LANGUAGE), "Question"),
    Route("post", "/v1/products/{reference}/size", "size", "One product for one leg.", SizeAnswerDocument,
          "The size, or why there is none.", ABOUT_ONE, (REFERENCE, DETAIL, LANGUAGE, OTHERS),
          "ProductQuestion"),
    Route("post", "/v1/products/{reference}/why", "why", "The same with all it rests on.", WhyAnswerDocument,
          "The whole tree.", ABOUT_ONE, (REFERENCE, DETAIL, LANGUAGE), "ProductQuestion"),
    Route("post", "/v1/sizes", "sizes", "Several products for one leg, up to 200.", AnswersDocument,
          "A brief answer for each in its place, or why it names no product.", ASKING,
          (DETAIL, LANGUAGE, BADGE), "SeveralProducts"),
    Route("post", "/v1/advise", "advise", "When wearing is worth it.", AdviceAnswerDocument,
          "Advice for the run and the runner.", ABOUT_ONE, (DETAIL, LANGUAGE), "ProductQuestion"),
    Route("post", "/v1/charts/read", "read_charts", "Size charts out of a page or table; or a file as it is.",
          ChartsReadDocument, "Every chart as printed, and what was not read.", ASKING, (LANGUAGE,), "PastedChart"),
    Route("post", "/v1/charts/size", "size_by_chart", "One leg by a pasted chart.", ChartSizeDocument,
          "The size, or why there is none, and the chart as it was read.", ASKING, (DETAIL, LANGUAGE), "ChartQuestion"),
    Route("get", "/v1/products", "list_products", "The catalog.", ProductPageDocument, "A page of it.",
          (*READING, 404), PAGING),
    Route("get", "/v1/products/{reference}", "show_product", "All known of a product.", ProductDocument,
          "The product.", (*READING, 404, 409), (REFERENCE,)),
    Route("get", "/v1/products/{reference}/offers", "show_offers", "What shops offer of a product now.",
          ProductOffersDocument, "Its variants with availability, price, link and image.", (*READING, 404, 409),
          (REFERENCE, LANGUAGE)),
    Route("get", "/v1/charts/{reference}", "show_chart", "A size chart as printed.", ChartDocument, "The chart.",
          (*READING, 404, 409), (CHART,)),
    Route("get", "/v1/policy", "show_policy", "Every figure a rule uses, with its source.", PolicyDocument,
          "The policy.", READING),
    Route("get", "/v1/rules", "show_rules", "The rules and what they can say.", RulesDocument, "The rules.", READING,
          (LANGUAGE,)),
    Route("get", "/v1/widget/{language}", "show_widget", "The widget's texts and drawing.", WidgetDocument,
          "What it says and draws.", (*READING, 404), (TEXTS,)),
    Route("get", "/v1/widget/{language}/products/{reference}", "show_widget_product",
          "What the widget has to know of a product.", WidgetProductDocument,
          "What to measure, the chart as a table, or that the product is left out.", (*READING, 404, 409),
          (TEXTS, REFERENCE)),
    Route("post", "/v1/widget/{language}/products/{reference}/size", "show_widget_answer",
          "One product for one leg, as the widget shows it.", WidgetAnswerDocument,
          "A card for the size to take, and one for each other size that may be picked.", ABOUT_ONE,
          (TEXTS, REFERENCE, OTHERS), "WidgetQuestion"),
    Route("get", "/v1/products/{reference}/comparable", "show_comparable",
          "Products by whose size that of this one can be told.", ComparablesDocument,
          "The products with their sizes.", (*READING, 404, 409), (REFERENCE,)),
    Route("get", "/v1/openapi.json", "show_api", "This document.", ApiDocument, "The document.", READING),
    Route("get", "/healthz", "healthz", "Is it alive.", HealthDocument, "Yes.", (405,)),
    Route("get", "/readyz", "readyz", "Can it answer.", ReadyDocument, "Yes.", (405, 503)),
    Route("get", "/metrics", "metrics", "How it does.", None, "Prometheus text.", (405,)),
    Route("post", "/v1/review", "review", "A curator's decision.", DecidedDocument, "The verdicts that follow.",
          WRITING, (LANGUAGE,), "Decision"),
    Route("post", "/v1/stock", "stock", "Take over what a shop offers; or a CSV, TSV, XML or JSON Lines feed.",
          StockDocument, "What it changed.",
          WRITING, (*TAKING, LANGUAGE), "StockFeed"),
    Route("post", "/v1/reload", "reload", "Look at the catalog again.", ReloadedDocument, "What it is now.", WRITING,
          (LANGUAGE,)),
)  # fmt: skip
"""Every route of the service, pages and static files left out."""


def api_document() -> dict[str, Any]:
    """Make the document of a service that stands at the root of its address."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "legfit",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "`legfit key add NAME` makes one."}
            },
        },
    }


def schemas() -> dict[str, Schema]:
    """Make every shape: of what is sent from its readers, of what is answered from its records."""
    sent = sent_schemas()
    answered = [route.answer for route in ROUTES if route.answer]
    others = (
        PointDocument,
        SidedPointDocument,
        ErrorsDocument,
        ProblemDocument,
        ConfirmDocument,
        ConfirmProblemDocument,
    )
    return {**record_schemas([*answered, *others], sent), **sent}


def sent_schemas() -> dict[str, Schema]:
    """Make the schema of every object that is sent, by name, from the readers within the bounds of the policy."""
    policy = shipped_policy()
    several = several_fields(policy, MOST_AT_ONCE, parse_question)
    by_chart = chart_question_fields(policy, parse_question)
    by_widget = widget_fields(policy, parse_question)
    requests = (
        question_fields(policy),
        several,
        by_widget,
        decision_fields(policy),
        STOCK_FIELDS,
        CHART_FIELDS,
        by_chart,
    )
    return {name: schema for fields in requests for name, schema in schemas_of(fields).items()}


def _operation(route: Route) -> Schema:
    content: Schema = {"text/plain": {"schema": {"type": "string"}}}
    if route.answer:
        content = {JSON: {"schema": {"$ref": reference(schema_name(route.answer))}, **_examples(_answers(route))}}
    answer: Schema = {"description": route.answers, "content": content}
    if route.is_cached:
        answer["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "The same tag, the same bytes."}}
    return {
        "operationId": route.name,
        "summary": route.summary,
        "responses": {"200": answer, **{str(s): _refusal(s, route) for s in sorted(route.refusals)}},
        **({"requestBody": _body(route)} if route.body else {}),
        **({"parameters": list(route.parameters)} if route.parameters else {}),
        **({"security": [{"key": []}]} if 401 in route.refusals else {}),
    }


def _refusal(status: int, route: Route) -> Schema:
    record = ConfirmProblemDocument if status == 409 else ProblemDocument
    content: Schema = {"schema": {"$ref": reference(schema_name(record))}}
    if status == 409 and route.name == "search":
        content |= _examples({"unlikely": confirm_example()})
    response: Schema = {"description": REFUSALS[status], "content": {PROBLEM: content}}
    if status == 429:
        response["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return response


def _body(route: Route) -> Schema:
    content = {"schema": {"$ref": reference(route.body)}, **_examples(_questions(route))}
    return {"required": True, "content": {JSON: content}}


def _examples(values: Mapping[str, Any]) -> Schema:
    return {"examples": {name: {"value": value} for name, value in values.items()}} if values else {}


def _answers(route: Route) -> Mapping[str, Any]:
    """Examples of what a route answers: one of every outcome of a size."""
    return {name: answer for name, (_, answer) in size_examples().items()} if route.name in ("search", "size") else {}


def _questions(route: Route) -> Mapping[str, Any]:
    """Examples of what a route is sent."""
    questions = {name: question for name, (question, _) in size_examples().items()}
    match route.name:
        case "search":
            return {name: {"garment": "any", **q} for name, q in questions.items()} | {"unlikely": UNLIKELY}
        case "sizes":
            return {"fits": {"question": questions["fits"], "products": ["compressport-ur2"]}}
        case "show_widget_answer":
            return {"fits": {"question": questions["fits"]}}
        case "advise":
            return {"marathon": {"run": {"distance": "42.2 km", "race": True}}}
        case "stock":
            return {"feed": {"offers": [{"sku": "NL-CS-M-BLK", "stock": 3, "price": "44.95 EUR"}], "complete": False}}
        case "read_charts":
            return {"text": {"text": EXAMPLE}}
        case "size_by_chart":
            return {"fits": example_question()}
        case "review":
            decision = {"product": "example-sleeve", "ruling": "sport", "by": "Kim", "why": "sold as sportswear"}
            return {"sport": {**decision, "source": "https://shop.example/sleeve"}}
    return questions


def openapi_text() -> str:
    """Write the document as the service ships it: one entry a line, so that a change can be read."""
    return json_text(api_document(), indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_text())
