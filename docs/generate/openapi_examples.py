"""The examples of the OpenAPI document: made by the engine itself, so that they cannot differ from its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from catalog.documents.answer import size_answer_document
from catalog.documents.question_reader import parse_question
from catalog.documents.reason import confirm_document
from catalog.documents.records import as_data
from catalog.messages.messages import Messages
from catalog.model.leg import LegPoint
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import (
    Band,
    Box,
    CatalogVersion,
    Confidence,
    Edge,
    Garment,
    Product,
    Size,
    SizeChart,
    Source,
    Variant,
)
from catalog.model.snapshot import Snapshot
from catalog.model.verdict import Gates, Outcome, Verdict
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.lookup import answer_about, to_confirm

Example = dict[str, Any]
MILLIMETRE: Final = 1000
CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE
SOURCE: Final = Source("https://brand.example/size-chart", "2026-11-01", "text", Confidence.FIRST_HAND, "An example.")
CALF_SIZES: Final[Mapping[str, tuple[int, int]]] = {
    "S": (300, 330), "M": (330, 360), "L": (370, 400), "XL": (401, 430), "XXL": (450, 480),
}  # fmt: skip
PAIR_SIZES: Final[Mapping[str, tuple[int, int]]] = {"S": (180, 210), "M": (210, 240), "L": (240, 270)}
QUESTIONS: Final[Mapping[str, tuple[str, Example]]] = {
    "fits": ("sleeve", {"calf_max_girth": "34.5 cm"}),
    "in_two_sizes": ("overlap", {"calf_max_girth": "35.5 cm"}),
    "between_sizes": ("sleeve", {"calf_max_girth": {"readings": ["40.04 cm", "40.06 cm"]}}),
    "legs_differ": ("sleeve", {"calf_max_girth": {"left": "32 cm", "right": "34 cm"}}),
    "outside_chart": ("sleeve", {"calf_max_girth": "50 cm"}),
    "in_gap": ("sleeve", {"calf_max_girth": "36.5 cm"}),
    "measurements_disagree": ("sock", {"calf_max_girth": "31 cm", "ankle_min_girth": "22.5 cm"}),
    "needs_measurement": ("sock", {"calf_max_girth": "34.5 cm"}),
    "no_chart": ("plain", {"calf_max_girth": "34.5 cm"}),
}
"""For each outcome of a size: the product that is asked about and the legs that get it."""
UNLIKELY: Final[Example] = {"garment": "sock", "legs": {"calf_max_girth": "54 cm"}}


@cache
def size_examples() -> Mapping[str, tuple[Example, Example]]:
    """Make for each outcome a question and its answer."""
    return dict(_size_examples())


def _size_examples() -> Iterator[tuple[str, tuple[Example, Example]]]:
    catalog, policy = _catalog(), shipped_policy()
    for outcome, (kind, legs) in QUESTIONS.items():
        document: Example = {"legs": legs}
        question = parse_question({"garment": "any", **document}, policy)
        product = next(p for p in catalog.snapshot.products if p.id == f"example-{kind}")
        answer = answer_about(catalog, question, policy, [product])
        yield outcome, (document, as_data(size_answer_document(answer, None if answer.matches else (), Messages())))


@cache
def confirm_example() -> Example:
    """Make what an unlikely entry is answered with."""
    policy = shipped_policy()
    return as_data(confirm_document(to_confirm(parse_question(UNLIKELY, policy), policy), Messages()))


def _catalog() -> LoadedCatalog:
    products = (
        _product("overlap", Garment.CALF_SLEEVE, _chart((CALF,), {"S": ((300, 360),), "M": ((350, 400),)})),
        _product("plain", Garment.CALF_SLEEVE, None),
        _product("sleeve", Garment.CALF_SLEEVE, _chart((CALF,), {n: (c,) for n, c in CALF_SIZES.items()})),
        _product("sock", Garment.SOCK, _chart((CALF, ANKLE), {n: (CALF_SIZES[n], a) for n, a in PAIR_SIZES.items()})),
    )
    sport = Gates(Verdict("medical", Outcome.PASS), Verdict("graduated", Outcome.UNKNOWN), shipped_policy().version)
    return load_catalog(Snapshot(CatalogVersion(1, "example"), products, {p.id: sport for p in products}, {}))


def _product(kind: str, garment: Garment, chart: SizeChart | None) -> Product:
    sizes = chart.sizes if chart else ()
    variants = tuple(
        Variant(f"EX-{s.label}", s.label, shop_id=f"example-{s.label}", offer=Offer(Availability.IN_STOCK, 3))
        for s in sizes
    )
    return Product(
        f"example-{kind}", "Example Brand", f"Example {kind}", garment, (SOURCE,),
        charts=(chart,) if chart else (), variants=variants,
    )  # fmt: skip


def _chart(points: tuple[LegPoint, ...], rows: Mapping[str, tuple[tuple[int, int], ...]]) -> SizeChart:
    """A chart from ranges in millimetres, printed in centimetres."""
    sizes = tuple(
        Size(label, (Box(tuple(_band(p, c) for p, c in zip(points, cells, strict=True))),))
        for label, cells in rows.items()
    )
    steps = tuple((p, MILLIMETRE) for p in points)
    return SizeChart("example-chart", tuple((p,) for p in points), sizes, SOURCE, steps=steps)


def _band(point: LegPoint, cell: tuple[int, int]) -> Band:
    low, high = (Edge(mm * MILLIMETRE, closed=True, printed=f"{mm / 10:g}") for mm in cell)
    return Band(point, low, high, "cm")
