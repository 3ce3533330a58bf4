"""The size that a chart which was pasted gives a leg, without any catalog; or why no size may be told from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .. import __version__
from ..formats.brand_toml import Register, products_of
from ..formats.draft.problems import FieldPath, ProblemCollector
from ..formats.size_table.brand_file import brand_file_text, chart_keys
from ..model.advice_lead import clinician_first
from ..model.answer import Answer, MadeBy, Match
from ..model.chart import Box, Size
from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Claim, ClaimKind, Confidence, Position, Product, Source
from ..model.question import Filters, GraduatedFilter, Question
from ..model.read_chart import CHILDREN, ChartsRead, Measures, ReadChart
from ..model.verdict import Gates, Outcome, Reason, Verdict, because
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.rule import lint_files
from ..rules.medical.rule import judge_medical
from ..rules.version import rules_version
from ..search.catalog_index import Candidate
from ..search.find import find
from .read_chart import CHART
from .typed_chart import placeless

MEDICAL_TYPE: Final = "medical_type"
MEDICAL_RANGE: Final = "medical_range"
TOO_LITTLE: Final = frozenset({"chart_unit_unknown", "chart_no_key", "chart_impossible", "chart_no_place"})
NO_LINES: Final = "chart_lines"
"""What is expected where lines were typed of which none could be read."""
AS_PRINTED: Final = frozenset({"duplicate_row"})
"""What the linter calls an error and a page may mean: two sizes for the same legs, which are both named then."""
MOST_ROWS: Final = 500
"""Rows of a chart that a size is told by: no printed chart has more, and the time for an answer grows with them."""
NAMELESS: Final = (Size("?", (Box(()),)),)
"""A row without the name of its size: never named, and never ruled out."""
MOST_WORDS: Final = 200
"""Texts around a chart that the medical rule reads, nearest first."""


class NotAnswerable(BadInput):
    """A chart that no size may be told from: its unit is not known, or it is for children, or of the garment."""

    @property
    def unread(self) -> bool:
        """Whether it is a chart of which too little was read, and not none for the body of a grown person."""
        return any(p.code in TOO_LITTLE or p.expected == NO_LINES for p in self.problems)


class ChartAnswer(Struct, frozen=True):
    """What a chart says of a leg, and the chart as it was read."""

    answer: Answer
    chart: ReadChart
    number: int
    """Its place among the charts, from 1."""
    charts: int
    """How many charts there are."""


def size_by_chart(
    charts: ChartsRead, number: int | None, question: Question, policy: Policy, today: str, name: str = CHART
) -> ChartAnswer:
    """Tell the size of a leg by one of the charts; `number` counts them from 1, None means the only one.

    Raises: BadInput (no chart, several and none named, no such number, or one that fails a check of brand files),
        NotAnswerable (no size may be told from it).
    """
    at = answerable_chart(charts, number, name)
    chart = charts.charts[at]
    product = product_of_chart(chart, policy, today, name)
    gates = gates_of_chart(product, policy)
    answer = _answer(Candidate(product, gates), question, policy, today)
    return ChartAnswer(_with_cautions(answer, chart), chart, at + 1, len(charts.charts))


def answerable_chart(charts: ChartsRead, number: int | None, name: str = CHART) -> int:
    """Find the chart that a size is told by, as its index. Raises: BadInput, NotAnswerable (as `size_by_chart`)."""
    at = _chosen(charts, number, name)
    check_answerable(charts.charts[at], name)
    return at


def _chosen(charts: ChartsRead, number: int | None, name: str) -> int:
    every = charts.charts
    if placeless(charts):
        raise NotAnswerable.one("chart_no_place", name, "", "chart_no_place", "chart_no_place")
    if not every:
        needed = NO_LINES if charts.lines_unread else "chart_some"
        raise NotAnswerable.one("no_size_table", name, "", needed, needed)
    if number is not None:
        if not 1 <= number <= len(every):
            raise BadInput.one("unknown_chart_number", "chart_number", str(number), "chart_number", most=len(every))
        return number - 1
    numbers = answerable_numbers(charts) or (1,)
    if len(numbers) > 1:
        choices = ", ".join(map(str, numbers))
        raise BadInput.one("several_charts", "chart_number", "", "chart_number_of", "chart_number", choices=choices)
    return numbers[0] - 1


def answerable_numbers(charts: ChartsRead) -> tuple[int, ...]:
    """Return the numbers of the charts that a size may be told by, counted from 1."""
    return tuple(number for number, chart in enumerate(charts.charts, start=1) if why_not(chart) is None)


def why_not(chart: ReadChart) -> str | None:
    """Why no size is told from a chart, as the code of a problem; None where one may be."""
    if chart.audience == CHILDREN:
        return "chart_children"
    if chart.measures == Measures.GARMENT:
        return "chart_garment"
    if len(chart.rows) > MOST_ROWS:
        return "chart_too_long"
    if lacks_unit(chart):
        return "chart_unit_unknown"
    if chart.is_impossible:
        return "chart_impossible"
    return None if chart_keys(chart) and chart.points else "chart_no_key"


def lacks_unit(chart: ReadChart) -> bool:
    """Whether a girth or another length stands in the rows of a chart without a unit."""
    with_unit = {point for point, _ in chart.units}
    lengths = {p for p in chart.points if LegPoint(p).dimension is Dimension.LENGTH}
    return chart.unit is None and bool(lengths - with_unit)


def check_answerable(chart: ReadChart, name: str) -> None:
    """Check that a size may be told from a chart. Raises: NotAnswerable."""
    reason = why_not(chart)
    if reason is not None:
        raise NotAnswerable.one(reason, name, chart.title or "", reason, reason)


def product_of_chart(chart: ReadChart, policy: Policy, today: str, name: str = CHART) -> Product:
    """Make a chart the product of a brand file, so that every check of one holds, with the words around it as claims.

    Raises: BadInput (a problem that a brand file may not have, or an error that the linter finds in it).
    """
    collector = ProblemCollector()
    products = products_of(brand_file_text([chart], today), FieldPath(collector, (name,)), Register())
    if collector.problems:
        raise BadInput(collector.problems)
    source = Source("", today, "data", Confidence.FIRST_HAND)
    findings = lint_files({name: products}, policy)
    errors = [f.problem for f in findings if f.level is Level.ERROR and f.code not in AS_PRINTED]
    if errors:
        raise BadInput(errors)
    product, nameless = products[0], NAMELESS if chart.has_nameless_row else ()
    return replace(
        product,
        name=chart.title or product.name,
        sources=(source,),
        charts=tuple(replace(c, source=source, sizes=(*c.sizes, *nameless)) for c in product.charts),
        claims=tuple(_claims(chart.words, source)),
    )


def _claims(words: Sequence[str], source: Source) -> Iterable[Claim]:
    """The words around a chart as the medical rule reads what a product is for."""
    for text in dict.fromkeys(w for w in words[:MOST_WORDS] if w.strip()):
        yield Claim(ClaimKind.OTHER, text, Position.FEATURES, source)


def gates_of_chart(product: Product, policy: Policy) -> Gates:
    """Say whether what a pasted chart belongs to is medical by the words around it; never that it is for sport.

    It fails where the medical rule does, where so much points to medicine that even a sport product would be held back,
    and where anything points there while nothing speaks for sport: nobody knows what was pasted.
    """
    medical = judge_medical(product, policy)
    suggested = {r.fact("signal") for r in medical.reasons if r.code == "medical.suggestive"}
    many = len(suggested) > policy.whole("medical.suggestive_allowed") or MEDICAL_TYPE in suggested
    alone = bool(suggested) and not any(r.code == "medical.sport" for r in medical.reasons)
    held_back = medical.outcome is Outcome.UNKNOWN and (many or alone or medical.label == MEDICAL_RANGE)
    fails = medical.outcome is Outcome.FAIL or held_back
    outcome = Outcome.FAIL if fails else Outcome.UNKNOWN
    reasons = medical.reasons if fails else ()
    return Gates(
        medical=Verdict(medical.rule, outcome, reasons, medical.label),
        graduated=Verdict("graduated", Outcome.UNKNOWN, (), "none"),
        policy=rules_version(policy),
    )


def _answer(candidate: Candidate, question: Question, policy: Policy, today: str) -> Answer:
    """Ask the one chart; whatever the question narrows by, it was named."""
    filters = Filters(graduated=GraduatedFilter.ANY, include_review=True)
    alone = replace(question, garment=None, filters=filters, same_as=None)
    answer = find(alone, [candidate], policy, today=today)
    made_by = MadeBy(__version__, policy.version, "")
    return replace(answer, question=question, made_by=made_by)


def _with_cautions(answer: Answer, chart: ReadChart) -> Answer:
    """The answer with what has to be seen beside a size of a pasted chart, and without advice on the product."""
    inferred = (because("caution.unit_inferred", unit=chart.unit),) if chart.unit_inferred and chart.unit else ()
    beside = (because("caution.not_checked"), *inferred)
    return replace(
        answer,
        advice=answer.advice if clinician_first(answer.advice) else None,
        matches=tuple(_careful(match, (*match.cautions, *beside)) for match in answer.matches),
        misses=tuple(replace(miss, advice=None) for miss in answer.misses),
    )


def _careful(match: Match, cautions: tuple[Reason, ...]) -> Match:
    return replace(match, advice=None, cautions=cautions)
