"""What one look at charts over a population says, as data without words: terminal, documents, plots and page read it.

Whatever is told of everybody is told of the women and of the men too (`Shares`, `Coverage`). Places on a leg are in
store units (um, g); a share is a part of 1 with its 95 % interval. Sentences are made in `coverage_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..app.changed_chart import EdgeChange
from ..model.answer import MadeBy
from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.product import Audience, Garment
from .compare import SizeAgainst
from .coverage import Coverage, GroupCoverage
from .groups import Shares
from .population import Share


class PopulationFacts(Struct, frozen=True):
    """Who was looked at."""

    id: str
    """`nhanes`, `ansur2`, or the name of a shop's own file."""
    is_own: bool
    """Whether it is a shop's own file, of which no source and no year is known."""
    people: int
    women: float
    """The part of women; what is left beside them and the men did not say."""
    men: float
    years: tuple[int, int] | None = None
    source: str = ""
    limits: tuple[str, ...] = ()
    """Codes of what has to be known before its shares are used."""
    sex: str = ""
    """`women` or `men`, where they alone were asked for."""
    build: tuple[float, float] | None = None
    """From which body mass index to under which, where a build was asked for."""
    bad_rows: int = 0
    """Rows of a shop's file that could not be read; they are nobody here."""
    unread_sexes: int = 0
    """People of a shop's file whose sex it says in words that are not known; they are neither women nor men here."""


class ProductFacts(Struct, frozen=True):
    """One product by name."""

    id: str
    brand: str
    name: str
    garment: Garment
    audience: Audience | None = None


class PointDensity(Struct, frozen=True):
    """How the people spread over a measure, in steps of equal width.

    There is none for a few people: it would show their measures.
    """

    point: LegPoint
    start: int
    """Where the first step begins, in store units."""
    width: int
    everybody: tuple[float, ...]
    """The part of all people in each step; none where hardly anybody stands. Who lies outside the steps is in none."""
    women: tuple[float, ...] = ()
    """The part of the women; empty where there are none."""
    men: tuple[float, ...] = ()


class PointRange(Struct, frozen=True):
    """A stretch of one measure, both ends in it; None is an end without limit."""

    point: LegPoint
    low: int | None
    high: int | None


class SizeOverlap(Struct, frozen=True):
    """Two sizes whose boxes share a stretch, and who lies in it."""

    sizes: tuple[str, str]
    """As printed, from small to large."""
    ranges: tuple[PointRange, ...]
    """At each point of the chart, the stretch that the boxes share."""
    people: Shares


class SizeGap(Struct, frozen=True):
    """A stretch of one measure between two sizes that belongs to none, wider than a step of the printed figures."""

    sizes: tuple[str, str]
    """The size that ends below it and the one that begins above it."""
    point: LegPoint
    after: int
    """The last value of the size below, in store units."""
    before: int
    """The first value of the size above."""
    people: Shares
    """Who has no size there."""


class SizesDisagree(Struct, frozen=True):
    """People whom each measure alone would give a size, but no size holds all of them."""

    sizes: tuple[tuple[LegPoint, tuple[str, ...]], ...]
    """By point: the sizes whose bands hold that measure."""
    people: Shares


class ChartSeams(Struct, frozen=True):
    """Where the sizes of a chart meet badly."""

    overlaps: tuple[SizeOverlap, ...] = ()
    gaps: tuple[SizeGap, ...] = ()
    disagreements: tuple[SizesDisagree, ...] = ()
    """The most frequent first; a few."""


class WhatIf(Struct, frozen=True):
    """The same charts with changed edges, over the same people."""

    changes: tuple[EdgeChange, ...]
    charts: tuple[SizeChart, ...]
    coverage: Coverage
    seams: ChartSeams
    gained: Shares
    """Who gets a size then and none today."""
    lost: Shares
    """Who gets a size today and none then."""
    other_size: Shares
    """Who gets another size than today."""


class Comparison(Struct, frozen=True):
    """The sizes of another product against those of this one, over the same people."""

    product: ProductFacts
    charts: tuple[SizeChart, ...]
    lacks: Mapping[LegPoint, str]
    """Points that either asks for and the population lacks: then nothing is compared."""
    unread: tuple[str, ...] = ()
    """Their sizes with a row that was not read whole."""
    sizes: tuple[SizeAgainst, ...] = ()
    """Their size, then ours: their M is your L for such a part of those who take their M."""
    both: Shares | None = None
    """Who gets a size of both."""
    only_this: Shares | None = None
    only_other: Shares | None = None
    neither: Shares | None = None


class ChartCoverage(Struct, frozen=True):
    """The charts in force of one product, or of several that share them, over a population."""

    products: tuple[ProductFacts, ...]
    charts: tuple[SizeChart, ...]
    coverage: Coverage
    not_asked: Mapping[LegPoint, str] = {}
    """Points of a chart in force that the population lacks, where another chart of the product sized everybody."""
    seams: ChartSeams = ChartSeams()
    densities: tuple[PointDensity, ...] = ()
    """For each point of the charts that the population has."""
    doubts: tuple[str, ...] = ()
    """Causes for doubt in the charts as printed: `quoted`, `undated`, `old` and the like, as beside a size."""
    unread: tuple[str, ...] = ()
    """Sizes with a row that was not read whole: whom they fit is not known, and every share is the least it can be."""
    what_if: WhatIf | None = None
    comparisons: tuple[Comparison, ...] = ()

    @property
    def audience(self) -> Audience | None:
        """Whom all of the products are made for: women or men; None where it is anybody, or they differ."""
        meant = {p.audience for p in self.products}
        (only,) = meant if len(meant) == 1 else (None,)
        return None if only is Audience.UNISEX else only

    @property
    def group(self) -> str:
        """Whose figures count first: `women` or `men` for a product made for them, else `everybody`."""
        name = self.audience.value if self.audience in (Audience.WOMEN, Audience.MEN) else "everybody"
        return name if getattr(self.coverage, name) is not None else "everybody"

    @property
    def first(self) -> GroupCoverage | None:
        """The figures of that group; None where coverage is unknown."""
        figures: GroupCoverage | None = getattr(self.coverage, self.group)
        return figures


class ProductsForLegs(Struct, frozen=True):
    """How many products of a kind have a size for ordinary and for rare legs of one group of people."""

    median: int
    """For the leg that has the median at every measure."""
    rarest: int
    """For the rarest tenth of legs, those farthest from the middle of all measures at once: half of them have so
    many products or fewer."""
    rarest_without: Share
    """The part of that tenth for whom no product has a size."""


class KindCoverage(Struct, frozen=True):
    """All products of a kind that were asked about, over a population."""

    garment: Garment
    products: int
    """Products that are counted: those whose coverage is known."""
    unknown: int
    """Products whose charts ask for what the population lacks."""
    without_chart: int
    points: tuple[LegPoint, ...] = ()
    """The measures by which a leg is called rare: those that the counted charts ask for."""
    served: Shares = Shares()
    """Who gets a size of one of the products at least."""
    everybody: ProductsForLegs | None = None
    women: ProductsForLegs | None = None
    men: ProductsForLegs | None = None
    least: bool = False
    """Whether a counted chart has rows that were not read: shares are the least that they can be."""


class ProductWithoutSizes(Struct, frozen=True):
    """A product that nobody gets a size of, whatever the leg."""

    product: ProductFacts
    cause: str
    """`medical`, `held_back`, `not_graduated` …, or `no_chart`."""


class CoverageReport(Struct, frozen=True):
    """What one run says."""

    made_by: MadeBy
    day: str
    """The ISO date of the run."""
    population: PopulationFacts
    charts: tuple[ChartCoverage, ...]
    """Charts that several products share stand here once; by brand and name."""
    left_out: tuple[ProductWithoutSizes, ...] = ()
    kinds: tuple[KindCoverage, ...] = ()
    """By kind of garment, where several products were asked about."""
    file: str = ""
    """The brand file that the products are of, where they are not of the catalog."""
    lacks: Mapping[LegPoint, str] = {}
    """Every point that some chart waits for and the population lacks, with the code of the reason."""
