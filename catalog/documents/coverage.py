"""Charts seen over a population, as a document and as rows."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import UNSET as UNSET
from msgspec import Meta, UnsetType

from ..model.product import Audience, Garment
from ..model.verdict import SizeOutcome
from .answer import MadeByDocument
from .records import Record, about, words

COVERAGE_ROW_NAMES: Final = (
    "product",
    "brand",
    "name",
    "group",
    "what",
    "of",
    "point",
    "after",
    "before",
    "share",
    "low",
    "high",
    "of_100",
    "pieces",
)
"""The columns of coverage as a listing, a row a figure."""
Part = Annotated[float, Meta(ge=0, le=1)]
PeopleCount = Annotated[int, Meta(ge=0)]
Ends = ("below", "above", "between", "combination")


class ShareDocument(Record):
    """A part of a group of people, with its 95 % interval."""

    share: Annotated[Part, about("The part, from 0 to 1.")]
    low: Annotated[Part, about("The lower end of the interval.")]
    high: Annotated[Part, about("The upper end of the interval.")]


class GroupSharesDocument(Record):
    """A share of everybody, of the women and of the men; null where the population has nobody of the group."""

    everybody: Annotated[ShareDocument | None, about("Of all people.")]
    women: Annotated[ShareDocument | None, about("Of the women.")]
    men: Annotated[ShareDocument | None, about("Of the men.")]


class CodedTextDocument(Record):
    """A code and what it says."""

    code: Annotated[str, about("The code, for programs.")]
    text: Annotated[str, about("The sentence, for people.")]


class LackingPointDocument(CodedTextDocument):
    """A measure that the population lacks, and why."""

    point: Annotated[str, about("The measure.")]


class PopulationDocument(Record):
    """Who was looked at."""

    id: Annotated[str, about("`nhanes`, `ansur2`, or the name of a file of one's own.")]
    own: Annotated[bool, about("Whether it is a file of one's own.")]
    people: Annotated[PeopleCount, about("How many people are counted; those of a survey are drawn from it.")]
    women: Annotated[Part, about("The part of women.")]
    men: Annotated[Part, about("The part of men.")]
    years: Annotated[list[int] | None, about("The first and the last year in which they were measured.")]
    source: Annotated[str, about("The address of the survey.")]
    limits: Annotated[list[CodedTextDocument], about("What has to be known before the shares are used.")]
    sex: Annotated[str, words(("", "women", "men")), about("Who alone was asked for; empty for both.")]
    bmi: Annotated[list[float] | None, about("From which body mass index to under which, where that was asked for.")]
    bad_rows: Annotated[PeopleCount, about("Rows of a file that could not be read, and count nowhere.")]
    unread_sexes: Annotated[
        PeopleCount, about("People whose sex a file says in words that are not known: they count as neither of both.")
    ]


class NamedProductOfChartDocument(Record):
    """A product that goes by a chart."""

    id: Annotated[str, about("Its id.")]
    brand: Annotated[str, about("Its brand.")]
    name: Annotated[str, about("Its name.")]
    garment: Annotated[str, words(Garment), about("Its kind.")]
    audience: Annotated[str | None, words(Audience), about("Whom it is made for; null where nobody says.")]


class OutcomeShareDocument(ShareDocument):
    """How many have one outcome."""

    outcome: Annotated[str, words(SizeOutcome), about("What the chart says of them.")]


class SizeShareDocument(ShareDocument):
    """How many of those who get a size take one."""

    size: Annotated[str, about("The size that they take first.")]
    of_100: Annotated[PeopleCount, about("Of 100 people who get a size; all sizes together are 100.")]
    pieces: Annotated[PeopleCount | UnsetType, about("Of an order of so many pieces (`--order`).")] = UNSET


class SizePairDocument(ShareDocument):
    """How many lie in two sizes at once."""

    sizes: Annotated[list[str], about("The size to take first, then the others.")]


class OutsideRangeDocument(ShareDocument):
    """People who get no size, by where they stand; who is outside at two measures is in both entries."""

    where: Annotated[str, words(Ends), about("Below the smallest size, above the largest, between two, or in none.")]
    point: Annotated[str | None, about("The measure; null where each one alone has a size.")]
    after: Annotated[str | None, about("The last value that a size below them holds.")]
    before: Annotated[str | None, about("The first value that a size above them holds.")]


class GroupDocument(Record):
    """What a chart does for one group of people."""

    served: Annotated[ShareDocument, about("Who gets a size.")]
    outcomes: Annotated[list[OutcomeShareDocument], about("By outcome, the largest first.")]
    sizes: Annotated[list[SizeShareDocument], about("The size curve: of those who get a size.")]
    in_two: Annotated[list[SizePairDocument], about("Who could wear two sizes, of the whole group.")]
    left_out: Annotated[list[OutsideRangeDocument], about("Who gets no size, of the whole group.")]


class GroupsDocument(Record):
    """What a chart does for everybody, the women and the men; null for a group without people."""

    everybody: Annotated[GroupDocument | None, about("All people.")]
    women: Annotated[GroupDocument | None, about("The women.")]
    men: Annotated[GroupDocument | None, about("The men.")]


class PointRangeDocument(Record):
    """A stretch of one measure."""

    point: Annotated[str, about("The measure.")]
    low: Annotated[str | None, about("The first value in it; null without a limit.")]
    high: Annotated[str | None, about("The last value in it; null without a limit.")]


class SizeOverlapDocument(GroupSharesDocument):
    """Two sizes that share a stretch, and who lies in it."""

    sizes: Annotated[list[str], about("The two sizes.")]
    ranges: Annotated[list[PointRangeDocument], about("The stretch at every measure of the chart.")]


class SizeGapDocument(GroupSharesDocument):
    """A stretch between two sizes that no size holds, and who lies in it without a size."""

    sizes: Annotated[list[str], about("The size below it and the size above it.")]
    point: Annotated[str, about("The measure.")]
    after: Annotated[str, about("The last value of the size below.")]
    before: Annotated[str, about("The first value of the size above.")]


class SizesAtPointDocument(Record):
    """The sizes that one measure alone would give."""

    point: Annotated[str, about("The measure.")]
    sizes: Annotated[list[str], about("The sizes that hold it.")]


class SizesDisagreeDocument(GroupSharesDocument):
    """People whose measures ask for different sizes."""

    points: Annotated[list[SizesAtPointDocument], about("By measure: the sizes that hold it.")]


class SeamsDocument(Record):
    """Where the sizes of a chart meet badly."""

    overlaps: Annotated[list[SizeOverlapDocument], about("Two sizes that share a stretch.")]
    gaps: Annotated[list[SizeGapDocument], about("Stretches between two sizes that belong to none.")]
    disagreements: Annotated[list[SizesDisagreeDocument], about("Measures that ask for different sizes; a few.")]


class EdgeChangeDocument(Record):
    """A range that is other than printed."""

    size: Annotated[str, about("The size.")]
    point: Annotated[str, about("The measure.")]
    before: Annotated[str, about("The range as printed today.")]
    after: Annotated[str, about("The range that is tried.")]


class WhatIfDocument(Record):
    """The same people on the chart with changed ranges."""

    changes: Annotated[list[EdgeChangeDocument], about("What is changed.")]
    groups: Annotated[GroupsDocument, about("What the changed chart does.")]
    seams: Annotated[SeamsDocument, about("Where its sizes meet badly.")]
    gained: Annotated[GroupSharesDocument, about("Who gets a size and has none today.")]
    lost: Annotated[GroupSharesDocument, about("Who loses the size of today.")]
    other_size: Annotated[GroupSharesDocument, about("Who takes another size than today.")]


class SizeAgainstDocument(ShareDocument):
    """Which part of those who take a size of the other product take a size of this one."""

    theirs: Annotated[str, about("The size of the other product.")]
    ours: Annotated[str | None, about("The size of this one; null for who gets none.")]


class AgainstDocument(Record):
    """The sizes of another product in sizes of this one."""

    product: Annotated[NamedProductOfChartDocument, about("The other product.")]
    unknown: Annotated[list[LackingPointDocument], about("Measures that lack, so that nothing is compared.")]
    unread_sizes: Annotated[list[str], about("Sizes of the other product with a row that was not read whole.")]
    sizes: Annotated[list[SizeAgainstDocument], about("Size by size of the other product.")]
    both: Annotated[GroupSharesDocument | None, about("Who gets a size of both.")]
    only_this: Annotated[GroupSharesDocument | None, about("Who gets a size of this product alone.")]
    only_other: Annotated[GroupSharesDocument | None, about("Who gets a size of the other alone.")]
    neither: Annotated[GroupSharesDocument | None, about("Who gets none of either.")]


class DensityDocument(Record):
    """How the people spread over a measure, in steps of equal width."""

    point: Annotated[str, about("The measure.")]
    start: Annotated[str, about("Where the first step begins.")]
    width: Annotated[str, about("How wide each step is.")]
    everybody: Annotated[list[float], about("The part of all people in each step.")]
    women: Annotated[list[float], about("The part of the women; empty where there are few.")]
    men: Annotated[list[float], about("The part of the men; empty where there are few.")]


class ChartCoverageDocument(Record):
    """The charts in force of one product, or of several that share them."""

    products: Annotated[list[NamedProductOfChartDocument], about("The products.")]
    charts: Annotated[list[str], about("The ids of the charts.")]
    group: Annotated[str, words(("everybody", "women", "men")), about("Whose figures count first.")]
    unknown: Annotated[list[LackingPointDocument], about("Measures that lack: then nothing is known of coverage.")]
    not_asked: Annotated[list[LackingPointDocument], about("Measures of a further chart that nobody was asked for.")]
    doubts: Annotated[list[str], about("Causes for doubt in the charts as printed, as beside a size; `unread_rows`.")]
    unread_sizes: Annotated[
        list[str],
        about("Sizes with a row that was not read whole: whom they fit is unknown, and shares are the least possible."),
    ]
    without_measures: Annotated[Part, about("Of a file of one's own: who lacks a measure, and counts nowhere.")]
    groups: Annotated[GroupsDocument, about("What the charts do.")]
    seams: Annotated[SeamsDocument, about("Where their sizes meet badly.")]
    densities: Annotated[list[DensityDocument], about("How the people spread over each measure.")]
    what_if: Annotated[WhatIfDocument | None, about("The same with changed ranges.")]
    against: Annotated[list[AgainstDocument], about("Other products beside it.")]


class LeftOutOfCoverageDocument(Record):
    """A product that gives nobody a size, whatever the leg."""

    product: Annotated[NamedProductOfChartDocument, about("The product.")]
    cause: Annotated[str, about("`medical`, `held_back`, `not_graduated` and the like, or `no_chart`.")]


class ProductsForLegsDocument(Record):
    """How many products have a size for ordinary and for rare legs."""

    median: Annotated[PeopleCount, about("Products for the leg with the median at every measure.")]
    rarest: Annotated[PeopleCount, about("Half of the rarest tenth of legs have so many products or fewer.")]
    rarest_without: Annotated[ShareDocument, about("The part of that tenth for whom there is none.")]


class KindCoverageDocument(Record):
    """All products of one kind that were asked about."""

    garment: Annotated[str, words(Garment), about("The kind.")]
    products: Annotated[PeopleCount, about("Products that are counted.")]
    unknown: Annotated[PeopleCount, about("Products whose charts ask for what the population lacks.")]
    without_chart: Annotated[PeopleCount, about("Products without a size chart.")]
    points: Annotated[list[str], about("The measures by which a leg is rare.")]
    served: Annotated[GroupSharesDocument, about("Who gets a size of one product at least.")]
    everybody: Annotated[ProductsForLegsDocument | None, about("Of all people.")]
    women: Annotated[ProductsForLegsDocument | None, about("Of the women.")]
    men: Annotated[ProductsForLegsDocument | None, about("Of the men.")]


class CoverageDocument(Record):
    """What one look at charts over a population says."""

    made_by: Annotated[MadeByDocument, about("The versions that made it.")]
    day: Annotated[str, about("The day on which it was made.")]
    file: Annotated[str, about("The brand file that was looked at; empty for the catalog.")]
    population: Annotated[PopulationDocument, about("Who was looked at.")]
    charts: Annotated[list[ChartCoverageDocument], about("Every chart once.")]
    kinds: Annotated[list[KindCoverageDocument], about("By kind, where several products were asked about.")]
    left_out: Annotated[list[LeftOutOfCoverageDocument], about("Products that give nobody a size.")]
