"""What the widget gets: its texts, what to measure, a chart as a table, that a product is left out, and answers."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from .offers import VariantDocument
from .product import PriceDocument, ProductHeadDocument
from .reason import DoubtDocument
from .records import Record, about


class WidgetDocument(Record):
    """What the widget says and draws in one language."""

    language: Annotated[str, about("The language of the texts.")]
    texts: Annotated[dict[str, Any], about("Every text by its code.")]
    advice: Annotated[list[Any] | str, about("The form that asks about the run, as a node.")]


class WidgetEventDocument(Record, kw_only=True):
    """What a shop's page gets with `legfit:size`; never a measure."""

    product: Annotated[str, about("The id of the product.")]
    size: Annotated[
        str | None, about("The size to take; null where there is none to buy, or the visitor has yet to pick one.")
    ]
    also: Annotated[list[str], about("The other sizes that were named.")]
    outcome: Annotated[str, about("What came out, or `excluded`.")]
    variant: Annotated[str | None, about("The shop's variant to put into the basket.")]
    stock: Annotated[int | None, about("How many of it there are; null where no shop says.")]
    availability: Annotated[str | None, about("Whether the shop has it.")]
    price: Annotated[PriceDocument | None, about("What it costs; null where no shop says.")]
    link: Annotated[str | None, about("Where it can be bought; null where no shop says.")]
    variants: Annotated[list[VariantDocument], about("Every variant of the size.")]


Nodes = Annotated[list[Any], about("Texts, and nodes as `[tag, {attribute: value}, child, …]`.")]


class WidgetCardDocument(Record, kw_only=True):
    """What the widget shows for one size, or where there is none."""

    size: Annotated[
        str | None, about("The size; null where there is none to buy, empty where the visitor has yet to pick one.")
    ]
    title: Annotated[str, about("The heading.")]
    top: Nodes
    more: Nodes
    event: Annotated[WidgetEventDocument, about("What the shop's page is told.")]


class WidgetAnswerDocument(Record, kw_only=True):
    """An answer as the widget shows it."""

    emergency: Annotated[list[Any] | UnsetType, about("What to do at once; shown alone.")] = UNSET
    confirm: Annotated[
        list[DoubtDocument] | UnsetType, about("What to ask the visitor first; there are no cards then.")
    ] = UNSET
    cards: Annotated[
        list[WidgetCardDocument],
        about("The card of the size to take, or of the choice between sizes, then of each other size."),
    ]
    advised: Annotated[list[Any] | str | UnsetType, about("The advice for the run that was asked about.")] = UNSET


class MeasureFieldDocument(Record, kw_only=True):
    """One measure that the chart goes by, as a form asks for it; a shoe size has systems and no unit."""

    point: Annotated[str, about("Its name in a question; `shoe` for a shoe size.")]
    name: Annotated[str, about("What people call it.")]
    how: Annotated[str, about("How it is taken; empty for a shoe size.")]
    units: Annotated[dict[str, str], about("Its unit for people who measure in `cm`, and in `in`.")]
    examples: Annotated[dict[str, str], about("What an entry may look like, by unit.")]
    sided: Annotated[bool, about("Whether the left and the right leg may differ.")]
    drawn: Annotated[bool, about("Whether the leg shows where it is taken.")]
    systems: Annotated[list[str] | UnsetType, about("The systems of a shoe size that the chart has.")] = UNSET


class WidgetProductDocument(Record, kw_only=True):
    """What the widget knows of a product before it asks anything."""

    product: Annotated[ProductHeadDocument, about("Which product.")]
    left_out: Annotated[list[str] | UnsetType, about("Why it is left out, where it is: no size is named then.")] = UNSET
    leg: Annotated[list[Any] | str | UnsetType, about("The leg with the places to measure, as a node.")] = UNSET
    has_chart: Annotated[bool, about("Whether a chart, or the maker, names measures at all.")]
    fields: Annotated[
        list[list[MeasureFieldDocument]], about("The measures to ask for; of several in one entry, any one.")
    ]
    lesson: Annotated[
        list[Any] | str | UnsetType, about("How to measure, as a node; `data-way` is a path of the service.")
    ] = UNSET
    no_tape: Annotated[list[Any] | str | UnsetType, about("What to do without a tape, as a node.")] = UNSET
    chart: Annotated[list[Any], about("The chart in both units, as nodes; `data-size` of a row is its size.")]


class ComparableDocument(Record):
    """A product whose sizes say something of the sizes of another."""

    id: Annotated[str, about("Its name in addresses.")]
    brand: Annotated[str, about("The brand.")]
    name: Annotated[str, about("The name as the maker prints it.")]
    sizes: Annotated[list[str], about("The labels of its sizes, from small to large.")]


class ComparablesDocument(Record):
    """Products by whose size that fits the size of another product can be told (`same_as`)."""

    products: Annotated[list[ComparableDocument], about("The products, by brand and name.")]
