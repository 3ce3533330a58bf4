"""A question and a loaded catalog to an answer: over the whole catalog, or about products that somebody named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from msgspec.structs import replace

from .. import __version__
from ..model.answer import Answer, MadeBy, Match
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput, Problem, safe_repr
from ..model.product import Product, SizeChart
from ..model.question import Detail, Question, SameAs
from ..model.verdict import Reason
from ..rules.plausible import check_plausible
from .find import WHOLE, Page, best_measure, find, no_timer, waiting_for
from .loaded_catalog import LoadedCatalog
from .product_finder import NEAREST, ProductFinder, known_brands, known_collections

__all__ = [
    "MOST_AT_ONCE", "PAGES", "WHOLE", "Page", "answer", "answer_about", "answers_about", "check_collections",
    "check_names", "detail_of", "made_by", "next_measure", "others_for", "products_named", "products_of_ids",
    "to_confirm", "with_reference_size",
]  # fmt: skip

LISTED: Final = 20
PAGES: Final = {Detail.BRIEF: Page(LISTED, 0, 0), Detail.STANDARD: Page(LISTED, LISTED, 0), Detail.FULL: WHOLE}
"""How much of each list a search shows by default; what is not listed is counted."""
MOST_AT_ONCE: Final = 200
"""Products that may be asked about in one go."""


def check_names(
    catalog: LoadedCatalog, question: Question, brands: str = "filters.brands",
    collections: str = "filters.collections",
) -> None:  # fmt: skip
    """Check that the catalog has every brand and every collection that a question asks for.

    Raises: BadInput (each missing one is named under the field `brands` or `collections`, with the nearest).
    """
    problems: list[Problem] = []
    for check in (partial(_check_brands, field=brands), partial(check_collections, field=collections)):
        try:
            check(catalog, question)
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)


def _check_brands(catalog: LoadedCatalog, question: Question, field: str) -> None:
    if question.filters.brands:
        known_brands(question.filters.brands, catalog.snapshot.products, field)


def check_collections(catalog: LoadedCatalog, question: Question, field: str = "filters.collections") -> None:
    """Check that the catalog has every collection that a question asks for. Raises: BadInput, as `check_names`."""
    if question.filters.collections:
        known_collections(question.filters.collections, catalog.collections, field)


def to_confirm(question: Question, policy: Policy) -> tuple[Reason, ...]:
    """The entries that are unlikely and not confirmed: no answer before the person has said that they are right.

    Raises: BadInput (entries that cannot be true).
    """
    problems, unlikely = check_plausible(question, policy)
    if problems:
        raise BadInput(problems)
    return unlikely


def detail_of(question: Question, wanted: Detail | None = None, otherwise: Detail = Detail.STANDARD) -> Detail:
    """How much the answer says: what the door `wanted`, else what the question says, else `otherwise`."""
    return wanted or question.detail or otherwise


def answer(
    catalog: LoadedCatalog, question: Question, policy: Policy, page: Page = WHOLE,
    timer: Callable[[str], None] = no_timer, today: str = "",
) -> Answer:  # fmt: skip
    """The answer over the whole catalog; `timer` is called when judging and ordering end.

    `today` is the ISO date that the age of a size chart is counted from; without it no chart is called old.

    Raises: BadInput (the size that is said to fit is not one of the catalog).
    """
    question, reference_chart = with_reference_size(catalog, question)
    unstamped = find(question, catalog.index, policy, page, reference_chart, timer, today)
    return replace(unstamped, made_by=made_by(catalog, policy))


def next_measure(
    catalog: LoadedCatalog, question: Question, policy: Policy, unknown: frozenset[LegPoint]
) -> tuple[LegPoint, int] | None:
    """The measure that would decide most products, and how many; None where none would.

    `unknown` are points that the person cannot measure: what waits for one of them waits for nothing else.
    """
    waiting = waiting_for(question, catalog.index, policy)
    return best_measure((points, count) for points, count in waiting if unknown.isdisjoint(points))


def answers_about(
    catalog: LoadedCatalog, question: Question, policy: Policy, products: Sequence[str], today: str = "",
    *, words: bool = True,
) -> Iterator[Answer | BadInput]:  # fmt: skip
    """The answer for each of several products alone, in order; an error where a reference names no product.

    `words` says whether some words of a name may name it, as people type them.
    """
    for place, reference in enumerate(products):
        try:
            product = catalog.finder.find(reference, words=words)
        except BadInput as bad:
            yield BadInput(p.at(f"products.{place}") for p in bad.problems)
            continue
        yield answer_about(catalog, question, policy, [product], today)


def answer_about(
    catalog: LoadedCatalog, question: Question, policy: Policy, products: Sequence[Product], today: str = ""
) -> Answer:
    """The answer for these products only, whatever kind of garment they are and whose; `today` as for `answer`."""
    question, reference_chart = with_reference_size(catalog, question)
    filters = replace(question.filters, brands=(), collections=(), audience=None)
    any_kind = replace(question, garment=None, filters=filters)
    unstamped = find(any_kind, catalog.index_with(products), policy, WHOLE, reference_chart, today=today)
    return replace(unstamped, question=question, made_by=made_by(catalog, policy))


def products_named(catalog: LoadedCatalog, references: Sequence[str]) -> tuple[Product, ...]:
    """The products that some references name, in their order.

    Raises: BadInput (a reference is not one product of the catalog; every such reference is listed).
    """
    return _each(catalog.finder.find, references)


def products_of_ids(catalog: LoadedCatalog, product_ids: Sequence[str]) -> tuple[Product, ...]:
    """The products of exactly some ids, in their order, each once.

    Raises: BadInput (ids that no product of the catalog has; each is listed with the nearest).
    """
    return _each(catalog.finder.of_id, tuple(dict.fromkeys(product_ids)))


def _each(find: Callable[[str], Product], references: Sequence[str]) -> tuple[Product, ...]:
    products: list[Product] = []
    problems: list[Problem] = []
    for reference in references:
        try:
            products.append(find(reference))
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems:
        raise BadInput(problems)
    return tuple(products)


def others_for(
    catalog: LoadedCatalog, question: Question, policy: Policy, product: Product, most: int = 5, today: str = ""
) -> tuple[Match, ...]:
    """Products of the same kind that do hold this leg, best first, at most `most`."""
    kind = replace(question, garment=product.garment, filters=replace(question.filters, brands=()))
    matches = answer(catalog, kind, policy, Page(most + 1, 0, 0), today=today).matches
    return tuple(m for m in matches if m.product.id != product.id)[:most]


def with_reference_size(catalog: LoadedCatalog, question: Question) -> tuple[Question, SizeChart | None]:
    """The question with the size that is said to fit named by product id and printed label, and its chart.

    The product may be named in any way and be of any collection, and a label may be of several words.

    Raises: BadInput (no such product, or its chart has no such size).
    """
    if question.same_as is None:
        return question, None
    words = f"{question.same_as.product_id} {question.same_as.size}".split()
    first_error = None
    for at in range(len(words) - 1, 0, -1):
        reference, size = " ".join(words[:at]), " ".join(words[at:])
        try:
            product = _product_of_size(catalog.whole.finder, reference, size)
            label = _printed_label(product, size)
        except BadInput as bad:
            first_error = first_error or bad
            continue
        return replace(question, same_as=SameAs(product.id, label)), product.chart
    error = first_error or BadInput.one("not_a_size", "same_as", " ".join(words), "find_product_and_size")
    raise BadInput(_with_sizes(catalog, p, " ".join(words)).at("same_as") for p in error.problems)


def _with_sizes(catalog: LoadedCatalog, problem: Problem, text: str) -> Problem:
    """The problem of a known size that names no product, with the products that have sizes and a name like it."""
    if problem.code != "unknown_product":
        return problem
    near = [size.shown for size in catalog.known_sizes.nearest(text)][:NEAREST]
    facts = (("names", ", ".join(near)),)
    hint = "find_nearest" if near else "find_list"
    return replace(problem, read=safe_repr(text), expected="find_product_and_size", hint=hint, facts=facts)


def _product_of_size(finder: ProductFinder, reference: str, size: str) -> Product:
    """The product of that id or code; else the one named among those with a size of that label, or among all."""
    exact = finder.exact(reference)
    if exact is not None:
        return exact
    with_size = [p for p in finder.products if p.chart and _has_size(p.chart, size)]
    try:
        return ProductFinder(with_size).find(reference)
    except BadInput as bad:
        if any(p.code == "ambiguous_product" for p in bad.problems):
            raise
    return finder.find(reference)


def _has_size(chart: SizeChart, label: str) -> bool:
    return any(size.label.casefold() == label.casefold() for size in chart.sizes)


def _printed_label(product: Product, size: str) -> str:
    """The printed label of a size of a product, upper and lower case alike."""
    labels = [s.label for s in product.chart.sizes] if product.chart else []
    for label in labels:
        if label.casefold() == size.casefold():
            return label
    expected = "find_size" if labels else "find_product_with_chart"
    raise BadInput.one("unknown_size", "size", size, expected, choices=", ".join(labels))


def made_by(catalog: LoadedCatalog, policy: Policy) -> MadeBy:
    """The versions of package, policy, catalog and offers that an answer is made by."""
    return MadeBy(__version__, policy.version, catalog.version, catalog.stock)
