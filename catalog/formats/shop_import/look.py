"""What one product of a shop's export says, looked at alone: nothing here rests on another product.

So it can be looked at anywhere, as in a second process while others are brought; what two products share is settled
where they are brought.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ...model.import_report import LeftOutOfImport
from ..shop_product.record import ShopProduct
from .audience import AudienceReading, read_audience
from .bring_options import BringOptions
from .charts import WeighedChart, weighed_chart
from .described import ChartReader, without_tables
from .garment import GarmentReading, read_garment
from .left_out import by_rule, left_out, names_children, pressing
from .texts import in_pieces, prose_of, without_hidden


class LookedProduct(Struct, frozen=True):
    """A product with what its texts say."""

    product: ShopProduct
    """Its description is plain text."""
    lines: tuple[str, ...]
    """The lines of its description."""
    garment: GarmentReading
    charts: tuple[WeighedChart, ...]
    """The charts that the format has fields for, then those of the description."""
    charts_sum: int
    """A sum over the charts of the description."""
    tables_problem: str
    """The code of what kept the tables of the description from being read."""
    tables_left_out: tuple[str, ...]
    """The codes of why tables of the description that are full of ranges were read as no charts."""
    audience: AudienceReading
    names_children: bool
    left_out: LeftOutOfImport | None
    """The rule that leaves it out."""


class ProductLook:
    """Looks at the products of one run; each description of charts is read once."""

    def __init__(self, options: BringOptions) -> None:
        self._options = options
        self._reader = ChartReader(options.limits)

    def look(self, product: ShopProduct) -> LookedProduct:
        """What the texts of a product say."""
        described = self._reader.described(product.description)
        prose = prose_of(without_tables(product.description, described))
        plain = replace(product, description=prose.text)
        presses = pressing(plain)
        garment = read_garment(plain, plain.description, is_compressive=presses.is_said)
        charts = (*map(weighed_chart, product.charts), *described.charts)
        if not name_of(plain):
            out: LeftOutOfImport | None = left_out(plain, "no_name", "")
        else:
            for_leg = any(chart.is_for_leg for chart in charts) or any(
                chart.is_for(plain) for chart in self._options.charts
            )
            out = by_rule(plain, garment, presses, has_leg_chart=for_leg, takes_all=self._options.takes_all)
        return LookedProduct(
            plain, prose.lines, garment, charts, described.digest, described.problem, described.left_out,
            read_audience(plain), names_children(plain), out,
        )  # fmt: skip


def name_of(product: ShopProduct) -> str:
    """The title, else the handle in words."""
    title = without_hidden(product.title)
    return next(in_pieces(title or without_hidden(product.handle.replace("-", " "))), "")
