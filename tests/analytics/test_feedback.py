"""What a shop's returns say: counts, honest shares, places near an edge, and charts that look wrong beyond chance."""

from __future__ import annotations

import random

import pytest
from charts import NOWHERE, chart
from policies import with_value

from catalog.analytics.feedback import feedback_report
from catalog.analytics.feedback_tally import edges_of
from catalog.app.feedback import ElsewhereRow, FeedbackEvent, SeveralPieces, UnreadReason
from catalog.model.feedback import BadFeedbackRow, FeedbackWord, SentPiece
from catalog.model.feedback_report import EdgePlace, FeedbackReport
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment, Product

POLICY = shipped_policy()
KEPT, RETURNED, EXCHANGED = FeedbackWord.KEPT, FeedbackWord.RETURNED, FeedbackWord.EXCHANGED
TIGHT, LOOSE, OTHER = FeedbackWord.TOO_TIGHT, FeedbackWord.TOO_LOOSE, FeedbackWord.OTHER
SIZES = chart("calf", "S: 30-34", "M: 34-38", "L: 38-42", "XL: 42-46")


def sock(id: str = "sock") -> Product:
    return Product(id, "Brand", id.title(), Garment.SOCK, (NOWHERE,), charts=(SIZES,))


def piece(
    size: str,
    outcome: FeedbackWord,
    *reasons: FeedbackWord,
    calf: str = "",
    of: Product | None = None,
    exchanged_for: str = "",
) -> SentPiece:
    """One piece; `calf` in cm, two with a blank between where legs were told apart."""
    measures = tuple((LegPoint.CALF, round(float(cm) * 10_000)) for cm in calf.split())
    return SentPiece(of or sock(), size, outcome, frozenset(reasons), exchanged_for, measures)


def pieces(of: Product | None = None, **sizes: tuple[int, int, int]) -> list[SentPiece]:
    """Pieces of each size: so many sent, so many of them too tight and so many too loose."""
    every = []
    for size, (sent, tight, loose) in sizes.items():
        every += [piece(size, RETURNED, TIGHT, of=of)] * tight + [piece(size, RETURNED, LOOSE, of=of)] * loose
        every += [piece(size, KEPT, of=of)] * (sent - tight - loose)
    return every


def report(*events: FeedbackEvent) -> FeedbackReport:
    return feedback_report(events, POLICY)


def doubts(*events: FeedbackEvent) -> list[tuple[str, str, str]]:
    return [(d.product, d.size, d.side.value) for d in report(*events).doubts]


def test_every_piece_is_counted_once_under_what_it_says():
    whole = report(
        piece("M", KEPT), piece("M", KEPT, TIGHT), piece("M", RETURNED, TIGHT), piece("M", RETURNED, LOOSE),
        piece("M", RETURNED, OTHER), piece("M", RETURNED), piece("M", EXCHANGED, exchanged_for="L"),
        piece("M", EXCHANGED, exchanged_for="S"), piece("M", EXCHANGED, TIGHT, exchanged_for="L"),
        piece("M", EXCHANGED), piece("S", KEPT),
    )  # fmt: skip
    small, medium = whole.products[0].sizes
    assert (small.size, small.sent, medium.size, medium.sent) == ("S", 1, "M", 10)
    assert (medium.kept, medium.returned, medium.unsaid) == (2, 8, 4)
    assert (medium.too_tight, medium.too_loose) == (3, 1)
    assert (medium.exchanged_larger, medium.exchanged_smaller) == (1, 1)
    assert medium.kept + medium.returned == medium.sent


def test_a_return_without_a_reason_is_no_fit_and_no_complaint():
    whole = report(*[piece("M", RETURNED)] * 30, *[piece("M", KEPT)] * 10, *[piece("M", RETURNED, TIGHT)] * 10)
    (medium,) = whole.products[0].sizes
    assert (medium.kept, medium.unsaid, medium.too_tight) == (10, 30, 10)
    assert medium.tight.value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("sent", "tells"),
    [pytest.param(4, False, id="4"), pytest.param(19, False, id="19"), pytest.param(20, True, id="20")],
)
def test_few_are_too_few_to_tell(sent, tells):
    whole = report(*pieces(M=(sent, 3, 0)))
    (medium,) = whole.products[0].sizes
    assert whole.tells(medium) is tells
    assert medium.tight.low < 3 / sent < medium.tight.high


def test_of_returns_alone_nothing_is_told():
    whole = report(*pieces(S=(60, 60, 0), M=(60, 3, 57)))
    assert whole.only_returns
    assert (whole.doubts, whole.comparisons) == ((), 0)
    assert not whole.tells(whole.products[0].sizes[0])


@pytest.mark.parametrize(
    ("sizes", "named"),
    [
        pytest.param({"S": (100, 3, 2), "M": (100, 30, 2), "L": (100, 4, 2)}, [("M", "too_tight")], id="an upper edge"),
        pytest.param({"S": (100, 3, 2), "M": (100, 3, 2), "L": (100, 4, 30)}, [("L", "too_loose")], id="a lower edge"),
        pytest.param({"S": (100, 3, 2), "M": (100, 30, 2), "L": (100, 4, 28)}, [("M", "too_tight"), ("L", "too_loose")], id="one edge by both its sizes"),
        pytest.param({"S": (100, 30, 2), "M": (100, 31, 2), "L": (100, 29, 2)}, [], id="all alike"),
        pytest.param({"S": (100, 3, 2), "M": (19, 19, 0), "L": (100, 3, 2)}, [], id="too few of the size"),
        pytest.param({"S": (10, 0, 0), "M": (100, 40, 0), "L": (9, 0, 0)}, [], id="too few of the others"),
        pytest.param({"S": (20, 1, 0), "M": (20, 6, 0), "L": (20, 1, 0)}, [], id="may be chance"),
        pytest.param({"S": (9000, 90, 0), "M": (9000, 540, 0), "L": (9000, 90, 0)}, [], id="sure and small"),
        pytest.param({"S": (900, 9, 0), "M": (100, 40, 0), "L": (100, 40, 0), "XL": (900, 9, 0)}, [("M", "too_tight"), ("L", "too_tight")], id="a neighbour as bad, the other one good"),
        pytest.param({"S": (100, 40, 0), "M": (100, 40, 0), "L": (2000, 20, 0)}, [("M", "too_tight")], id="an end as bad as its only neighbour"),
    ],
)  # fmt: skip
def test_the_edge_of_a_size_looks_wrong(sizes, named):
    assert sorted(doubts(*pieces(**sizes))) == sorted(("sock", *doubt) for doubt in named)


def test_the_other_side_of_the_edge_and_what_the_chart_says_are_named():
    (doubt,) = report(*pieces(S=(100, 3, 2), M=(100, 30, 2), L=(100, 4, 2))).doubts
    assert (doubt.beyond, doubt.own.count, doubt.own.sent, doubt.others.count, doubt.others.sent) == (
        "L",
        30,
        100,
        7,
        200,
    )
    assert [(b.point, b.low and b.low.printed, b.high and b.high.printed) for b in doubt.bands] == [
        (LegPoint.CALF, "34", "38")
    ]
    (last,) = report(*pieces(S=(100, 3, 2), XL=(100, 30, 2))).doubts
    assert (last.size, last.beyond) == ("XL", "")


def test_a_whole_chart_runs_small():
    good, small = sock("good"), sock("small")
    events = [*pieces(good, S=(80, 3, 2), M=(80, 4, 2)), *pieces(small, S=(80, 30, 0), M=(80, 31, 0))]
    assert doubts(*events) == [("small", "", "too_tight")]
    (doubt,) = report(*events).doubts
    assert (doubt.own.count, doubt.others.count, doubt.bands, doubt.places) == (61, 7, (), ())


def test_many_comparisons_are_shared_out():
    few, many = report(*pieces(S=(50, 2, 0), M=(50, 12, 0))), []
    for number in range(60):
        many += pieces(sock(f"p{number:02}"), S=(50, 2, 0), M=(50, 12 if not number else 3, 0))
    whole = report(*many)
    assert (few.comparisons, round(few.each_percent, 2)) == (4, 98.75)
    assert (whole.comparisons, round(whole.each_percent, 3)) == (360, 99.986)
    assert [d.size for d in few.doubts] == ["M"]
    assert whole.doubts == ()


def test_files_without_anything_wrong_name_a_chart_less_often_than_agreed():
    chance = random.Random(21)
    wrong = 0
    for _ in range(60):
        events: list[FeedbackEvent] = []
        for number in range(12):
            share = chance.uniform(0.02, 0.3)
            sizes = {
                s: (n, sum(chance.random() < share for _ in range(n)), 0)
                for s, n in zip("SML", (40, 90, 60), strict=True)
            }
            events += pieces(sock(f"p{number}"), **sizes)
        wrong += any(doubt.size for doubt in report(*events).doubts)
    assert wrong <= 3  # 5 of 100 files at most; the rule is on the safe side of that


@pytest.mark.parametrize(
    ("calf", "outcome", "reasons", "place"),
    [
        pytest.param("33.9", RETURNED, [TIGHT], EdgePlace.BELOW, id="below"),
        pytest.param("34", RETURNED, [TIGHT], EdgePlace.LOWER, id="on the lower edge"),
        pytest.param("35.1", RETURNED, [TIGHT], EdgePlace.MIDDLE, id="middle"),
        pytest.param("37", RETURNED, [TIGHT], EdgePlace.UPPER, id="a quarter from the upper edge"),
        pytest.param("38.1", RETURNED, [TIGHT], EdgePlace.ABOVE, id="above"),
        pytest.param("35 37.5", RETURNED, [TIGHT], EdgePlace.UPPER, id="too tight on the larger leg"),
        pytest.param("34.5 36", RETURNED, [LOOSE], EdgePlace.LOWER, id="too loose on the smaller leg"),
        pytest.param("36", KEPT, [], EdgePlace.MIDDLE, id="kept"),
    ],
)  # fmt: skip
def test_where_a_measured_leg_lies(calf, outcome, reasons, place):
    whole = report(*[piece("M", outcome, *reasons, calf=calf)] * 5)
    (places,) = whole.products[0].sizes[0].places
    assert (places.point, places.reason) == (LegPoint.CALF, reasons[0] if reasons else KEPT)
    assert places.people == ((place, 5),)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param((0, 0, 4), {}, id="too few in all"),
        pytest.param((0, 0, 5), {"upper": 5}, id="just enough"),
        pytest.param((0, 4, 9), {}, id="the rest would tell the small group"),
        pytest.param((4, 4, 9), {"upper": 9, "elsewhere": 8}, id="two small groups together"),
        pytest.param((1, 6, 9), {"upper": 9, "elsewhere": 7}, id="a small group with the next larger one"),
        pytest.param((5, 6, 9), {"lower": 5, "middle": 6, "upper": 9}, id="all large enough"),
    ],
)
def test_small_groups_of_measured_people_are_not_shown(counts, shown):
    calves = zip(("34.2", "36", "37.8"), counts, strict=True)
    events = [piece("M", RETURNED, TIGHT, calf=calf) for calf, count in calves for _ in range(count)]
    places = report(*events).products[0].sizes[0].places
    assert [{place.value: n for place, n in each.people} for each in places] == ([shown] if shown else [])


def test_a_chart_open_to_a_side_is_near_its_edge_by_the_width_of_the_others():
    open_chart = chart("calf", "S: -34)", "M: 34-38", "L: (38-")
    product = Product("sock", "Brand", "Sock", Garment.SOCK, (NOWHERE,), charts=(open_chart,))
    edges = edges_of(product, 25)
    assert edges["S"][LegPoint.CALF] == (None, 340_000, 10_000)
    assert edges["L"][LegPoint.CALF] == (380_000, None, 10_000)


def test_a_product_without_a_chart_is_counted_and_nobody_is_placed():
    bare = Product("bare", "Brand", "Bare", Garment.SOCK, (NOWHERE,))
    assert edges_of(bare, 25) == {}


def test_what_is_not_counted_is_told():
    whole = report(
        BadFeedbackRow(2, "size", "no_size"), BadFeedbackRow(2, "outcome", "no_outcome"), BadFeedbackRow(3, "", "unreadable"),
        ElsewhereRow(4), SeveralPieces(5), *[UnreadReason("spannt")] * 5, *[UnreadReason("my leg")] * 4,
        *[UnreadReason("36,5 cm")] * 9,
    )  # fmt: skip
    assert (whole.bad_rows, len(whole.bad), whole.elsewhere, whole.several, whole.unread) == (2, 3, 1, 1, 18)
    assert whole.unread_words == (("spannt", 5),)


def test_thresholds_are_those_of_the_policy():
    strict = with_value(POLICY, "feedback.least_excess_points", 40)
    assert feedback_report(pieces(S=(100, 3, 2), M=(100, 30, 2)), strict).doubts == ()
    loose = with_value(with_value(POLICY, "feedback.tell_from", 3), "feedback.smallest_group", 1)
    whole = feedback_report([piece("M", RETURNED, TIGHT, calf="37.9")] * 3 + [piece("M", KEPT)], loose)
    assert whole.tells(whole.products[0].sizes[0])
    assert whole.products[0].sizes[0].places[0].people == ((EdgePlace.UPPER, 3),)


def test_counts_are_those_of_counting_by_hand():
    chance = random.Random(4)
    outcomes = (KEPT, KEPT, RETURNED, EXCHANGED)
    reasons = ((), (), (TIGHT,), (LOOSE,), (OTHER,), (TIGHT, LOOSE))
    every = [
        piece(
            chance.choice("SML"), chance.choice(outcomes), *chance.choice(reasons), of=sock(chance.choice(("a", "b")))
        )
        for _ in range(2000)
    ]
    whole = report(*every)
    for product in whole.products:
        for size in product.sizes:
            own = [p for p in every if p.product.id == product.product and p.size == size.size]
            by_hand = (
                len(own), sum(p.outcome is KEPT for p in own), sum(TIGHT in p.reasons for p in own),
                sum(LOOSE in p.reasons for p in own), sum(p.outcome is not KEPT and not p.reasons for p in own),
            )  # fmt: skip
            assert by_hand == (size.sent, size.kept, size.too_tight, size.too_loose, size.unsaid)
    assert sum(size.sent for product in whole.products for size in product.sizes) == whole.counted == 2000
