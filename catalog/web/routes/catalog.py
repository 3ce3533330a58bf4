"""The routes that show what there is: products, charts, the policy, the rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from ...app.timing import Timing
from ...documents.offers import offers_document
from ...documents.product import chart_document, product_document
from ...documents.records import filled
from ...documents.service import (
    ListedProductDocument,
    PolicyDocument,
    ProductPageDocument,
    RuleDocument,
    RulesDocument,
    SentenceDocument,
)
from ...documents.why import threshold_document
from ...messages.messages import Template, sentences
from ...model.policy import Policy
from ...model.problem import BadInput, Problem
from ...model.product import Garment
from ...search.catalog_index import Candidate
from ...search.product_finder import known_collections
from ..requests import messages_of, reference_in, whole_number
from ..responses import cached_response, private_response
from ..routing import route
from ..state import candidate_of, parameter, service_of

PAGE, LARGEST_PAGE = 50, 200
CURSOR: Final = "([0-9a-f]{2}){1,400}"
SAYS: Final = {
    "medical": "Sport or medical-grade: what is medical-grade, or cannot be told apart from it, is left out.",
    "graduated": "Tighter at the ankle than above, by figures where there are any, else by what the maker claims.",
    "size": "Which size of a chart the leg lies in, and what to do at edges, in gaps and outside.",
    "plausible": "Whether the entries can be a leg: impossible ones are refused, unlikely ones asked again.",
    "tightness": "How tight the size will sit on this leg, as far as the figures say.",
    "same_as": "Which size of another chart holds the legs of a size that is known to fit.",
    "usage": "When wearing is worth it, from the evidence.",
}
"""The rules in one sentence each; figures and sentences follow from the policy and the words."""


async def products(request: Request) -> Response:
    """The products of the catalog, a page at a time."""
    catalog = await service_of(request).catalog()
    problems: list[Problem] = []
    limit = whole_number(request, "limit", PAGE, LARGEST_PAGE, problems, least=1)
    garment = parameter(request, "garment")
    if garment is not None and garment not in set(Garment):
        kinds = (("choices", ", ".join(Garment)),)
        problems.append(Problem("unknown_query_garment", "garment", "", "http_one_of", facts=kinds))
    if problems:
        raise BadInput(problems)
    after = _after(parameter(request, "cursor"))
    brand, collection = parameter(request, "brand"), parameter(request, "collection")
    collections = known_collections(() if collection is None else (collection,), catalog.collections, "collection")
    candidates = [c for c in catalog.index.candidates if _is_named(c, garment, brand, collections)]
    start = bisect_right([c.product.id for c in candidates], after) if after else 0
    listed, more = candidates[start : start + limit], len(candidates) > start + limit
    cursor = listed[-1].product.id.encode().hex() if more else None
    page = ProductPageDocument(
        products=[_listed(c) for c in listed], count=len(candidates), next=cursor, catalog=catalog.version
    )
    return cached_response(request, catalog, lambda: page, headers=_link(request, cursor))


def _is_named(candidate: Candidate, garment: str | None, brand: str | None, collections: Collection[str]) -> bool:
    """Whether a list has a product; no garment, brand or collections mean any."""
    product = candidate.product
    return (
        (garment is None or product.garment == garment)
        and (brand is None or product.brand.casefold() == brand.casefold())
        and (not collections or candidate.collection in collections)
    )


def _listed(candidate: Candidate) -> ListedProductDocument:
    product, gates = candidate.product, candidate.gates
    points = product.chart.points if product.chart else product.asks_for
    return filled(
        ListedProductDocument,
        product,
        collection=candidate.collection,
        medical=gates.medical.outcome,
        graduated=gates.graduated.outcome,
        charts=[chart.id for chart in product.charts],
        keyed_by=list(points),
    )


def _after(cursor: str | None) -> str:
    """The place in the order of ids that a cursor stands for; empty for the first page.

    Raises: BadInput (it is none).
    """
    if cursor is None:
        return ""
    if not re.fullmatch(CURSOR, cursor):
        raise BadInput.one("bad_cursor", "cursor", "", "http_cursor")
    return bytes.fromhex(cursor).decode("utf-8", "replace")


def _link(request: Request, cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    names = ("limit", "garment", "brand", "collection")
    query = {n: v for n in names if (v := parameter(request, n)) is not None}
    return {"Link": f'<products?{urlencode({**query, "cursor": cursor})}>; rel="next"'}


async def product(request: Request) -> Response:
    """Everything the catalog knows of a product, every fact with its source."""
    catalog = await service_of(request).catalog()
    candidate = await candidate_of(catalog, reference_in(request))
    return cached_response(request, catalog, lambda: product_document(candidate.product, candidate.collection))


async def offers(request: Request) -> Response:
    """What shops offer of a product now: availability, price, link and image of each variant."""
    timing, catalog = Timing(), await service_of(request).catalog()
    product = (await candidate_of(catalog, reference_in(request))).product
    document = offers_document(product, catalog.version, catalog.stock)
    return private_response(request, document, messages_of(request).language, timing)


async def chart(request: Request) -> Response:
    """A size chart as printed, and the products that are sized by it."""
    catalog, reference = await service_of(request).catalog(), reference_in(request)
    if reference not in catalog.charts:
        raise BadInput.one("unknown_chart", "id", reference, "http_chart", "http_chart")
    size_chart, product_ids = catalog.charts[reference]
    return cached_response(request, catalog, lambda: chart_document(size_chart, product_ids))


async def policy(request: Request) -> Response:
    """Every figure that a rule uses, with its source."""
    policy = service_of(request).policy
    thresholds = [threshold_document(threshold) for threshold in policy]
    return cached_response(request, None, lambda: PolicyDocument(version=policy.version, thresholds=thresholds))


async def rules(request: Request) -> Response:
    """The rules: what each decides, the figures it uses, and every sentence it can say."""
    policy, language = service_of(request).policy, messages_of(request).language

    def document() -> RulesDocument:
        rules = [_rule(name, policy, sentences(language)) for name in SAYS]
        return RulesDocument(version=policy.version, language=language, rules=rules)

    return cached_response(request, None, document, language)


def _rule(name: str, policy: Policy, templates: Mapping[str, Template]) -> RuleDocument:
    return RuleDocument(
        rule=name,
        says=SAYS[name],
        policy=[threshold.name for threshold in policy if threshold.name.partition(".")[0] == name],
        sentences=[
            SentenceDocument(code=code, template=template)
            for code, template in templates.items()
            if code.partition(".")[0] == name or (name == "usage" and "." not in code)
        ],
    )


ROUTES: Final = [
    route("/v1/products", get=products),
    route("/v1/products/{reference}", get=product),
    route("/v1/products/{reference}/offers", get=offers),
    route("/v1/charts/{reference}", get=chart),
    route("/v1/policy", get=policy),
    route("/v1/rules", get=rules),
]
