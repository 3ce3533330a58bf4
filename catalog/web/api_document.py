"""The OpenAPI document: every route, every shape, an example of every outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from .. import __version__
from ..messages.messages import LANGUAGES
from ..model.policy import shipped_policy
from ..model.product import Garment
from ..model.question import Detail
from .api_answers import answer_schemas, other_schemas
from .api_descriptions import described
from .api_examples import UNLIKELY, confirm_example, size_examples
from .api_schemas import Schema, question_schemas, ref
from .routes.catalog import CURSOR, LARGEST_PAGE, PAGE

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
TOLD: Final = {
    400: "It cannot be read.",
    401: "It needs a key.",
    404: "There is no such thing.",
    405: "Not with this method.",
    408: "It took too long.",
    409: "Entries have to be confirmed, or a name means several products.",
    413: "It is too large.",
    415: "It is not JSON.",
    422: "Fields are wrong: all of them at once.",
    429: "Too many from one client.",
    503: "The catalog cannot be reached.",
}
ASKING: Final = (400, 408, 409, 413, 415, 422, 429, 503)
READING: Final = (400, 429, 503)
ABOUT: Final = (
    "Which size of a sport compression garment fits a leg, and why. Body measures travel in bodies only; "
    "they are not logged and not kept."
)


@cache
def api_document(base_path: str = "") -> Mapping[str, Any]:
    """The document of a service that stands behind a path, made once."""
    policy = shipped_policy()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "legfit",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_path or "/"}],
        "paths": {**_asking(), **_reading(), **_operating(), **_writing()},
        "components": {
            "schemas": described({**question_schemas(policy), **answer_schemas(), **other_schemas()}),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "`legfit key add NAME` makes one."}
            },
        },
    }


def _operation(name: str, told: str, answer: Schema, errors: Iterable[int], **more: Any) -> Schema:
    responses = {"200": answer, **{str(s): _problem(s) for s in sorted({*errors, 405})}}
    return {"operationId": name, "summary": told, "responses": responses, **more}


def _problem(status: int) -> Schema:
    shape = "ConfirmProblem" if status == 409 else "Problem"
    response: Schema = {"description": TOLD[status], "content": {PROBLEM: {"schema": ref(shape)}}}
    if status == 429:
        response["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return response


def _json(told: str, shape: str, examples: Mapping[str, Any] | None = None, *, tagged: bool = False) -> Schema:
    content: Schema = {"schema": ref(shape)}
    if examples:
        content["examples"] = {name: {"value": value} for name, value in examples.items()}
    response: Schema = {"description": told, "content": {JSON: content}}
    if tagged:
        response["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "The same tag, the same bytes."}}
    return response


def _body(shape: str, examples: Mapping[str, Any]) -> Schema:
    told = {name: {"value": value} for name, value in examples.items()}
    return {"required": True, "content": {JSON: {"schema": ref(shape), "examples": told}}}


def _query(name: str, schema: Schema, told: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": told, "schema": schema}


def _path(told: str, example: str) -> Schema:
    schema = {"type": "string", "minLength": 1}
    return {
        "name": "reference",
        "in": "path",
        "required": True,
        "description": told,
        "schema": schema,
        "example": example,
    }


LANGUAGE: Final = _query(
    "lang", {"type": "string", "enum": list(LANGUAGES)}, "Language of the sentences; else Accept-Language."
)
DETAIL: Final = _query(
    "detail",
    {"type": "string", "enum": [d.value for d in Detail]},
    "How much the answer says; else as the question says.",
)
FLAG: Final[Schema] = {"type": "string", "enum": ["true", "false"]}
REFERENCE: Final = _path(
    "Product id, SKU, GTIN or the shop's own variant id; a slash in it is sent as %2F.", "compressport-ur2"
)

SPOKEN: Final = {
    **LANGUAGE,
    "name": "language",
    "in": "path",
    "required": True,
    "description": "Language of the texts.",
}


def _asking() -> Schema:
    sizes = size_examples()
    asked = {name: question for name, (question, _) in sizes.items()}
    search = {name: {"garment": "any", **question} for name, question in asked.items()} | {"unlikely": UNLIKELY}
    answers = {name: answer for name, (_, answer) in sizes.items()}
    length = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 1000}, {"type": "string", "enum": ["all"]}]}
    lists = [_query(n, length, f"Most {n} listed; the counts stay exact.") for n in ("matches", "misses", "excluded")]
    counts = [*lists, _query("all", FLAG, "Every list whole.")]
    about_one: Schema = {"requestBody": _body("ProductQuestion", asked), "parameters": [REFERENCE, DETAIL, LANGUAGE]}
    one = (*ASKING, 404)
    found = _operation(
        "search",
        "The catalog for one leg.",
        _json("Every product in one of three lists.", "Answer", answers),
        one,
        requestBody=_body("Question", search),
        parameters=[*counts, DETAIL, LANGUAGE],
    )
    found["responses"]["409"]["content"][PROBLEM]["examples"] = {"unlikely": {"value": confirm_example()}}
    size = _operation(
        "size",
        "One product for one leg.",
        _json("The size, or why there is none.", "SizeAnswer", answers),
        one,
        requestBody=about_one["requestBody"],
        parameters=[
            *about_one["parameters"],
            _query("others", FLAG, "Where it does not fit: what else does."),
            _query("drawing", FLAG, "Also where the leg lies on the bands of the chart, ready to be drawn."),
        ],
    )
    why = _operation("why", "The same with all it rests on.", _json("The whole tree.", "WhyAnswer"), one, **about_one)
    advise = _operation(
        "advise",
        "When wearing is worth it.",
        _json("Advice for the run and the runner.", "AdviceAnswer"),
        one,
        requestBody=_body("ProductQuestion", {"marathon": {"run": {"distance": "42.2 km", "race": True}}}),
        parameters=[DETAIL, LANGUAGE],
    )
    return {
        "/v1/search": {"post": found},
        "/v1/products/{reference}/size": {"post": size},
        "/v1/products/{reference}/why": {"post": why},
        "/v1/sizes": {"post": _several(asked["fits"])},
        "/v1/advise": {"post": advise},
    }


def _several(question: Mapping[str, Any]) -> Schema:
    return _operation(
        "sizes",
        "Several products for one leg, up to 200.",
        _json("A brief answer for each in its place, or why it names no product.", "Answers"),
        ASKING,
        requestBody=_body("SeveralProducts", {"fits": {"question": question, "products": ["compressport-ur2"]}}),
        parameters=[DETAIL, LANGUAGE],
    )


def _reading() -> Schema:
    chart = _path("The id of a chart; products name theirs.", "example-chart")
    missing = (*READING, 404, 409)
    return {
        "/v1/products": _get("list_products", "The catalog.", "ProductPage", READING, *_narrowed()),
        "/v1/products/{reference}": _get("show_product", "All known of a product.", "Product", missing, REFERENCE),
        "/v1/charts/{reference}": _get("show_chart", "A size chart as printed.", "Chart", missing, chart),
        "/v1/policy": _get("show_policy", "Every figure a rule uses, with its source.", "Policy", READING),
        "/v1/rules": _get("show_rules", "The rules and what they can say.", "Rules", READING, LANGUAGE),
        "/v1/widget/{language}": _get(
            "show_widget", "The widget's texts and drawing.", "Widget", (*READING, 404), SPOKEN
        ),
        "/v1/openapi.json": _get("show_api", "This document.", "Document", READING),
    }


def _get(name: str, told: str, shape: str, errors: Iterable[int], *parameters: Schema) -> Schema:
    more = {"parameters": list(parameters)} if parameters else {}
    return {"get": _operation(name, told, _json(told, shape, tagged=True), errors, **more)}


def _narrowed() -> list[Schema]:
    limit = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}
    cursor = {"type": "string", "pattern": f"^{CURSOR}$", "examples": ["636570"]}
    return [
        _query("limit", limit, "Products on a page."),
        _query("garment", {"type": "string", "enum": [g.value for g in Garment]}, "Only this kind."),
        _query("brand", {"type": "string"}, "Only this brand."),
        _query("cursor", cursor, "The `next` of the page before; `Link` with `rel=next` holds it too."),
    ]


def _operating() -> Schema:
    metrics = {"description": "Prometheus text.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {
        "/healthz": {"get": _operation("healthz", "Is it alive.", _json("Yes.", "Health"), ())},
        "/readyz": {"get": _operation("readyz", "Can it answer.", _json("Yes.", "Ready"), (503,))},
        "/metrics": {"get": _operation("metrics", "How it does.", metrics, ())},
    }


def _writing() -> Schema:
    key: Schema = {"security": [{"key": []}]}
    errors = (*ASKING, 401, 404)
    example = {
        "product": "example-sleeve",
        "ruling": "sport",
        "by": "Kim",
        "why": "sold as sportswear",
        "source": "https://shop.example/sleeve",
    }
    decide = _operation(
        "review",
        "A curator's decision.",
        _json("The verdicts that follow.", "Decided"),
        errors,
        requestBody=_body("Decision", {"sport": example}),
        parameters=[LANGUAGE],
        **key,
    )
    again = _operation(
        "reload",
        "Look at the catalog again.",
        _json("What it is now.", "Reloaded"),
        errors,
        parameters=[LANGUAGE],
        **key,
    )
    return {"/v1/review": {"post": decide}, "/v1/reload": {"post": again}}
