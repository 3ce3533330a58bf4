"""The one use case: read the catalog, find, stamp the answer with what made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from .. import __version__
from ..model.answer import Answer, MadeBy, Match
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import Product, SizeChart
from ..model.question import Detail, Question, SameAs
from ..model.verdict import Reason
from ..rules.plausible import check_plausible
from .find import WHOLE, Candidate, Page, find, unmarked
from .loaded_catalog import LoadedCatalog
from .product_finder import find_product, known_brands

__all__ = [
    "MOST_AT_ONCE", "PAGES", "WHOLE", "Candidate", "Page", "answer", "answer_about",
    "answer_for", "answers_about", "check_brands",
    "detail_of", "made_by", "named", "others_for", "stamped", "to_confirm", "with_known_size",
]  # fmt: skip

SHOWN = 20
PAGES = {Detail.BRIEF: Page(SHOWN, 0, 0), Detail.STANDARD: Page(SHOWN, SHOWN, 0), Detail.FULL: WHOLE}
"""How much of each list a search shows where nobody says otherwise; what is not listed is counted."""
MOST_AT_ONCE = 200
"""Products that may be asked about in one go."""


def check_brands(catalog: LoadedCatalog, question: Question, field: str = "filters.brands") -> None:
    """Nothing, where the catalog has every brand that a question asks for.

    Raises:
        BadInput: it does not; each is named under `field`, with the nearest.
    """
    if question.filters.brands:
        known_brands(question.filters.brands, catalog.snapshot.products, field)


def to_confirm(question: Question, policy: Policy) -> tuple[Reason, ...]:
    """The entries that are unlikely and not confirmed: no answer before the person has said that they are right.

    Raises:
        BadInput: entries that cannot be true.
    """
    problems, unlikely = check_plausible(question, policy)
    if problems:
        raise BadInput(problems)
    return unlikely


def detail_of(question: Question, wanted: Detail | None = None, otherwise: Detail = Detail.STANDARD) -> Detail:
    """How much the answer says: as the door was told, else as the question says, else `otherwise`."""
    return wanted or question.detail or otherwise


def answer(
    catalog: LoadedCatalog,
    question: Question,
    policy: Policy,
    page: Page = WHOLE,
    mark: Callable[[str], None] = unmarked,
    today: str = "",
) -> Answer:
    """The answer over the whole catalog; `mark` is told when judging and ordering end.

    `today` is the ISO date that the age of a size chart is counted from; without it no chart is called old.

    Raises:
        BadInput: the size that is said to fit is not one of the catalog.
    """
    question, known = with_known_size(catalog, question)
    return stamped(find(question, catalog.index, policy, page, known, mark, today), catalog, policy)


def answer_for(
    catalog: LoadedCatalog, question: Question, policy: Policy, products: Sequence[str], today: str = ""
) -> Answer:
    """The answer for products named in any way, whatever kind of garment they are.

    Raises:
        BadInput: a name is not one product of the catalog; every such name is told.
    """
    return answer_about(catalog, question, policy, named(catalog, products), today)


def answers_about(
    catalog: LoadedCatalog, question: Question, policy: Policy, products: Sequence[str], today: str = ""
) -> Iterator[Answer | BadInput]:
    """The answer for each of several products alone, in order; a reference that names no product is an error there."""
    for place, reference in enumerate(products):
        try:
            product = catalog.finder.find(reference)
        except BadInput as bad:
            yield BadInput(p.at(f"products.{place}") for p in bad.problems)
            continue
        yield answer_about(catalog, question, policy, [product], today)


def answer_about(
    catalog: LoadedCatalog, question: Question, policy: Policy, products: Sequence[Product], today: str = ""
) -> Answer:
    """The answer for these products only, whatever kind of garment they are; `today` as for `answer`."""
    question, known = with_known_size(catalog, question)
    whole = replace(question, garment=None, filters=replace(question.filters, brands=(), audience=None))
    found = find(whole, catalog.index_with(products), policy, WHOLE, known, today=today)
    return replace(found, question=question, made_by=made_by(catalog, policy))


def named(catalog: LoadedCatalog, products: Sequence[str]) -> tuple[Product, ...]:
    """The products that some references name, in their order.

    Raises:
        BadInput: a reference is not one product of the catalog; every such reference is told.
    """
    found: list[Product] = []
    problems: list[Problem] = []
    for reference in products:
        try:
            found.append(catalog.finder.find(reference))
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems:
        raise BadInput(problems)
    return tuple(found)


def others_for(
    catalog: LoadedCatalog, question: Question, policy: Policy, product: Product, most: int = 5, today: str = ""
) -> tuple[Match, ...]:
    """Products of the same kind that do hold this leg, best first, at most `most`."""
    kind = replace(question, garment=product.garment, filters=replace(question.filters, brands=()))
    found = answer(catalog, kind, policy, Page(most + 1, 0, 0), today=today).matches
    return tuple(m for m in found if m.product.id != product.id)[:most]


def with_known_size(catalog: LoadedCatalog, question: Question) -> tuple[Question, SizeChart | None]:
    """The question with the size that fits named by product id and printed label, and the chart it is from.

    The product may be named in any way, and a label may be of several words.

    Raises:
        BadInput: no such product, or its chart has no such size.
    """
    if question.same_as is None:
        return question, None
    told = f"{question.same_as.product_id} {question.same_as.size}".split()
    first = BadInput.one("not_a_size", "same_as", " ".join(told), "find_product_and_size")
    refused: list[BadInput] = []
    for at in range(len(told) - 1, 0, -1):
        try:
            size = " ".join(told[at:])
            product = _sized_as(" ".join(told[:at]), size, catalog)
            label = _label(product, size)
        except BadInput as bad:
            refused.append(bad)
            continue
        return replace(question, same_as=SameAs(product.id, label)), product.chart
    raise BadInput(p.at("same_as") for p in (refused or [first])[0].problems)


def _sized_as(reference: str, size: str, catalog: LoadedCatalog) -> Product:
    """The product of that id or code; else the one named among those with a size of that label, or among all."""
    finder, wanted = catalog.finder, size.casefold()
    exact = finder.exact(reference)
    if exact is not None:
        return exact
    having = [p for p in finder.products if p.chart and any(s.label.casefold() == wanted for s in p.chart.sizes)]
    try:
        return find_product(reference, having)
    except BadInput as bad:
        if any(p.code == "ambiguous_product" for p in bad.problems):
            raise
    return finder.find(reference)


def _label(product: Product, size: str) -> str:
    """The printed label of a size of a product, upper and lower case alike."""
    labels = [s.label for s in product.chart.sizes] if product.chart else []
    for label in labels:
        if label.casefold() == size.casefold():
            return label
    expected = "find_size" if labels else "find_product_with_chart"
    raise BadInput.one("unknown_size", "size", size, expected, choices=", ".join(labels))


def stamped(found: Answer, catalog: LoadedCatalog, policy: Policy) -> Answer:
    """The answer with package, policy and catalog version."""
    return replace(found, made_by=made_by(catalog, policy))


def made_by(catalog: LoadedCatalog, policy: Policy) -> MadeBy:
    """What an answer over this snapshot is made by."""
    return MadeBy(__version__, policy.version, catalog.version)
