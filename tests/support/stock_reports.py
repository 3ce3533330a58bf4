"""What stock feeds did, or would do, with something in every list."""

from __future__ import annotations

from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.stock_report import LeftOutRow, OfferChange, StockReport

BEFORE = Offer(Availability.SOLD_OUT, 0, Money(3490, "EUR"), "https://shop.example/m")
AFTER = Offer(Availability.IN_STOCK, 4, Money(2990, "EUR"), "https://shop.example/m", "https://cdn.example/m.jpg")


def a_stock_report(*, written: bool) -> StockReport:
    """A complete feed with something in every list, more than twenty rows among those that were not found."""
    return StockReport(
        changed=(OfferChange("run-sock", "RS-M", BEFORE, AFTER), OfferChange("run-sock", "RS-S", Offer(), BEFORE)),
        unchanged=7,
        sold_out=(OfferChange("run-sock", "RS-L", Offer(Availability.UNKNOWN), Offer(Availability.SOLD_OUT, 0)),),
        not_found=tuple(LeftOutRow(line, f"=X-{line}") for line in range(3, 25)),
        elsewhere=(LeftOutRow(2, "4006381333931", "shipped"),),
        without_key=1,
        not_decided={"preorder": 2, "in stock, 0": 1},
        collection="own",
        written=written,
    )
