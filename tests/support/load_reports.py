"""What loads did, or would do, with something in every list."""

from __future__ import annotations

from catalog.model.load_report import (
    ChangedProduct,
    LeftOutProduct,
    LoadReport,
    NamedProduct,
    TakenProduct,
    WaitingProduct,
)
from catalog.model.product import Decision, Ruling
from catalog.model.product_difference import FieldChange

LONG_NOTE = (
    "Measured on a pair that a reader sent in, after twenty washes and one season; the shop says the same {} in 2025."
)


def named(id: str, name: str, file: str = "shop.toml", collection: str = "own") -> NamedProduct:
    """A product of a shop's file."""
    return NamedProduct(id, name, file, collection)


def a_report(*, written: bool = False, sync: bool = False) -> LoadReport:
    """A load of one file with something in every list; with `sync` two products are retired."""
    gone = (named("old-sock", "Maker Old Sock"), named("older-sock", "Maker Older Sock", "winter.toml"))
    return LoadReport(
        collections=("own",),
        written=written,
        added=(named("new-sleeve", "Maker New Sleeve"),),
        changed=(
            ChangedProduct(
                named("race-sock", "Maker Race Sock"),
                (
                    FieldChange(("charts", "race-sock-chart", "M", "calf_max_girth"), "35–38 cm", "35–38.5 cm"),
                    FieldChange(("charts", "race-sock-chart", "XL"), "", "calf_max_girth 43–46 cm"),
                    FieldChange(("claims", "breathable"), "Breathable mesh, features", ""),
                    FieldChange(("notes",), LONG_NOTE.format("today"), LONG_NOTE.format("again")),
                ),
            ),
            ChangedProduct(
                named("many-sizes", "Maker Many Sizes"),
                tuple(FieldChange(("variants", f"A-{n}", "colour"), "black", "white") for n in range(15)),
            ),
        ),
        unchanged=tuple(named(f"sock-{n}", f"Maker Sock {n}") for n in range(3)),
        retired=gone if sync else (),
        left=() if sync else gone,
        left_file=() if sync else ("old-sock",),
        waiting=(
            WaitingProduct(named("new-sleeve", "Maker New Sleeve"), "unknown"),
            WaitingProduct(named("sock-1", "Maker Sock 1"), "conflict"),
        ),
        taken=(TakenProduct(named("race-sock", "Maker Race Sock"), "maker.toml", "shipped"),),
        left_out=(LeftOutProduct("other-sock", "my-sock", "mine"),),
        decisions_dropped=(
            Decision("race-sock", Ruling.SPORT, "A. Curator", "2026-10-01", "sold as running wear", "", ""),
        ),
    )  # fmt: skip
