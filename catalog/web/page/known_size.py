"""A size of another product that fits: what it is called, and what can be picked where an entry is unclear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final
from urllib.parse import urlencode

from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...model.problem import Problem
from ...model.product_name import full_name
from ...model.question import SameAs
from ...search.known_sizes import KnownSize, KnownSizes
from ...search.loaded_catalog import LoadedCatalog
from .form import Form, value_of
from .kinds import Kind
from .problems import Fault, OfferedReading

FIELD: Final = "same_as"
MOST_CHOICES: Final = 8
"""Choices that are shown for an unclear entry; of more it is said how many there are."""


def points_of(kinds: Sequence[Kind], form: Form) -> Collection[LegPoint]:
    """The points that charts of the kind go by that a form asks for, or those of any kind."""
    kind = next((kind for kind in kinds if kind.name == value_of(form, "garment")), kinds[0])
    return kind.charts.points


def known_words(catalog: LoadedCatalog, same_as: SameAs | None, messages: Messages) -> str:
    """Whose size was given: "Your size M in Stride Run Sock"; empty where none was."""
    if same_as is None:
        return ""
    name = full_name(catalog.whole.finder.of_id(same_as.product_id))
    return messages.text("page.your_known", {"size": same_as.size, "product": name})


def with_choices(
    faults: Sequence[Fault], problems: Iterable[Problem], form: Form, sizes: KnownSizes, points: Collection[LegPoint],
    messages: Messages,
) -> tuple[Fault, ...]:  # fmt: skip
    """The faults of a form, that of the known size with names to pick instead of what a program would be told.

    `points` are those that the kind goes by: products that say nothing of them are named where no other is meant.
    """
    if not any(problem.field.startswith(FIELD) for problem in problems):
        return tuple(faults)
    own = _fault(value_of(form, FIELD), sizes, points, messages)
    return tuple(own if fault.name == FIELD else fault for fault in faults)


def _fault(text: str, sizes: KnownSizes, points: Collection[LegPoint], messages: Messages) -> Fault:
    comparable = {product.id for product in sizes.comparable(points)}
    every = sizes.meant(text)
    meant = [size for size in every if size.product.id in comparable] or every
    choices = meant or [size for size in sizes.nearest(text) if size.product.id in comparable]
    more = len(choices) - MOST_CHOICES
    sentences = [_question(text, meant, choices, sizes, messages)]
    if more > 0:
        sentences.append(messages.text("page.known_more", {"count": more}))
    return Fault(FIELD, " ".join(sentences), tuple(map(_offer, choices[:MOST_CHOICES])))


def _question(
    text: str, meant: Sequence[KnownSize], choices: Sequence[KnownSize], sizes: KnownSizes, messages: Messages
) -> str:
    """What is asked where choices can be picked; else what to write."""
    if meant:
        products = {size.product.id for size in meant}
        if len(products) == 1:
            return messages.text("page.known_which_size", {"product": full_name(meant[0].product)})
        return messages.text("page.known_which", {"text": text})
    if choices:
        return messages.text("page.known_nearest", {"text": text})
    example = next((size.text for p in sizes.products for size in sizes.sizes_of(p)), "")
    return messages.text("page.known_none" if example else "page.known_no_charts", {"text": text, "example": example})


def _offer(size: KnownSize) -> OfferedReading:
    """The button that puts a name into the field and asks again."""
    return OfferedReading(urlencode([(FIELD, size.text)]), size.shown)
