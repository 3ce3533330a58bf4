"""What a person narrows by: the stock of the size that fits, and prices that are only compared in one currency."""

from __future__ import annotations

import pytest
from building import SOURCE, chart, product, stocked
from msgspec import UNSET

from catalog.commands.repeat import RepeatableCommand
from catalog.documents.answer import answer_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint
from catalog.model.money import Money
from catalog.model.policy import shipped_policy
from catalog.model.product import Price
from catalog.model.question import Detail
from catalog.report.left_out import left_out
from catalog.report.lines import message
from catalog.report.plain import plain_lines
from catalog.report.product import one_product
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate, index_of
from catalog.search.find import Page, find, prepared

POLICY = shipped_policy()
WORDS = Messages("en")
APART = chart({"S": ("30", "34"), "M": ("35", "38"), "L": ("39", "43")})
OVERLAP = chart({"S": ("30", "36"), "M": ("34", "40")})


def sock(id, *, stocks=None, price=None, sized=APART):
    variants = tuple(stocked(f"{id}-{n}", size, stock) for n, (size, stock) in enumerate(stocks or ()))
    money = Price(Money.parse(price, unnamed=True), SOURCE) if price else None
    return product(id, name=f"Running sock {id}", chart=sized, variants=variants, price=money)


def index_of_products(*products):
    return index_of([Candidate(p, gates_of(p, POLICY)) for p in products])


def ask(index, calf, page=None, **question):
    document = {"garment": "any", "legs": {"calf_max_girth": calf}, **question}
    return find(parse_question(document), index, POLICY, page or Page())


def codes(match):
    return [r.code for r in (*match.size.reasons, *match.reasons, *match.cautions)]


IN_STOCK = {"filters": {"in_stock": True}}


# --- stock --------------------------------------------------------------------------------------------------------------


def test_the_stock_of_the_size_that_fits_decides():
    index = index_of_products(sock("a", stocks=[("S", 5), ("L", 0)]))
    answer = ask(index, "41 cm", **IN_STOCK)
    assert (answer.matches, answer.misses) == ((), ())
    (out,) = answer.excluded
    assert (out.rule, out.size.size) == ("stock", "L")
    assert [WORDS.sentence(r) for r in out.reasons] == [
        "Size L, which would fit, is sold out, and you asked for what is in stock."
    ]
    assert answer.counts.by_cause == (("sold_out", 1),)
    assert [m.size.size for m in ask(index, "32 cm", **IN_STOCK).matches] == ["S"]


def test_without_the_wish_a_size_that_is_sold_out_stays_and_says_so():
    (match,) = ask(index_of_products(sock("a", stocks=[("S", 5), ("L", 0)])), "41 cm").matches
    assert (match.size.size, codes(match)[-1]) == ("L", "caution.sold_out")


@pytest.mark.parametrize(
    ("stocks", "calf", "wish", "size", "also", "by"),
    [
        pytest.param([("S", 5), ("M", 0)], "35 cm", {}, "S", ("M",), "size.by_stock", id="two sizes hold the leg"),
        pytest.param([("S", 5), ("M", 2)], "35 cm", {}, "M", ("S",), None, id="both in stock"),
        pytest.param([("S", 0), ("M", 2)], "35 cm", {}, "M", ("S",), None, id="the other one is sold out"),
        pytest.param([("S", 5), ("M", 0), ("M", None)], "35 cm", {}, "M", ("S",), None, id="a colour that nobody knows of"),
        pytest.param([("S", 0), ("M", 2)], "35 cm", {"prefer": "firmer"}, "M", ("S",), "size.by_stock", id="stock before a wish"),
        pytest.param([("S", 5), ("M", 2)], "35 cm", {"prefer": "firmer"}, "S", ("M",), "size.by_wish", id="a wish where both are"),
    ],
)  # fmt: skip
def test_stock_decides_between_two_sizes_that_both_fit(stocks, calf, wish, size, also, by):
    (match,) = ask(index_of_products(sock("a", stocks=stocks, sized=OVERLAP)), calf, **IN_STOCK, **wish).matches
    assert (match.size.size, match.size.also) == (size, also)
    assert [c for c in codes(match) if c.startswith("size.by_")] == [by] * bool(by)
    assert "caution.sold_out" not in codes(match)


def test_stock_never_moves_a_size_that_nobody_asked_to_move():
    (match,) = ask(index_of_products(sock("a", stocks=[("S", 5), ("M", 0)], sized=OVERLAP)), "35 cm").matches
    assert (match.size.size, match.size.also) == ("M", ("S",))
    assert {"caution.sold_out"} < set(codes(match))


def test_stock_decides_in_a_rounding_gap():
    (match,) = ask(index_of_products(sock("a", stocks=[("S", 5), ("M", 0)])), "34.7 cm", **IN_STOCK).matches
    assert (match.size.outcome, match.size.size, match.size.also) == ("between_sizes", "S", ("M",))
    low, high = match.size.points[0].stays
    assert (low.at, high.at, high.closed) == (300_000, 350_000, False)


@pytest.mark.parametrize(
    "stocks", [pytest.param([("L", None)], id="not known"), pytest.param([("S", 3)], id="no such variant")]
)
def test_unknown_stock_passes_and_is_said(stocks):
    (match,) = ask(index_of_products(sock("a", stocks=stocks)), "41 cm", **IN_STOCK).matches
    assert "match.stock_unknown" in codes(match)


def test_products_of_one_chart_have_a_stock_of_their_own():
    index = index_of_products(
        sock("a", stocks=[("S", 5), ("M", 0)], sized=OVERLAP), sock("b", stocks=[("S", 0), ("M", 3)], sized=OVERLAP),
        sock("c", stocks=[("S", 0), ("M", 0)], sized=OVERLAP), sock("d", sized=OVERLAP),
    )  # fmt: skip
    answer = ask(index, "35 cm", **IN_STOCK)
    assert {m.product.id: m.size.size for m in answer.matches} == {"a": "S", "b": "M", "d": "M"}
    assert [e.product.id for e in answer.excluded] == ["c"]
    assert (answer.counts.asked, answer.counts.matches, answer.counts.excluded) == (4, 3, 1)
    assert ask(index, "35 cm", Page(1, 1, 1), **IN_STOCK).matches == answer.matches[:1]


def test_what_is_sold_out_and_does_not_fit_is_a_miss_by_its_size():
    answer = ask(index_of_products(sock("a", stocks=[("S", 0), ("L", 0)])), "50 cm", **IN_STOCK)
    assert answer.counts.by_cause == (("outside_chart", 1),)


# --- price --------------------------------------------------------------------------------------------------------------


MIXED = (
    sock("euro-45", price="45 EUR"), sock("pound-44", price="44 GBP"), sock("euro-60", price="60 EUR"),
    sock("yen", price="4900 JPY"), sock("bare", price="1 XXX"), sock("none"),
)  # fmt: skip


def arrays(index):
    pytest.importorskip("numpy")
    return prepared(index, for_many=True)


@pytest.fixture(params=[pytest.param(lambda s: s, id="rules"), pytest.param(arrays, id="arrays")])
def mixed(request):
    return request.param(index_of_products(*MIXED))


def price_sentences(match):
    return [WORDS.sentence(r) for r in match.reasons if r.code.startswith("match.price")]


def test_prices_are_compared_in_the_commonest_currency_and_others_come_after(mixed):
    matches = ask(mixed, "36 cm").matches
    assert [m.product.id for m in matches[:2]] == ["euro-45", "euro-60"]
    assert {m.product.id: price_sentences(m) for m in matches} == {
        "euro-45": [], "euro-60": [], "none": [],
        "pound-44": ["Its price is in GBP and is not compared with prices in EUR."],
        "yen": ["Its price is in JPY and is not compared with prices in EUR."],
        "bare": ["Its price is in ? and is not compared with prices in EUR."],
    }  # fmt: skip


def test_no_price_of_another_currency_costs_less_or_more(mixed):
    matches = ask(mixed, "36 cm").matches
    after = [r.fact("by") for m in matches[1:] for r in m.reasons if r.code == "match.after"]
    assert after == ["price", "unpriced", "name", "name", "name"]


def test_a_limit_names_the_currency(mixed):
    answer = ask(mixed, "36 cm", filters={"max_price": "50 GBP"})
    assert answer.matches[0].product.id == "pound-44"
    assert answer.counts.matches == len(MIXED)
    assert price_sentences(answer.matches[1])[0].endswith("so your price limit could not be checked.")


def test_what_is_over_the_limit_is_counted_by_its_cause(mixed):
    answer = ask(mixed, "36 cm", filters={"max_price": "50 EUR"})
    assert "euro-60" not in {m.product.id for m in answer.matches}
    assert (answer.counts.asked, answer.counts.by_cause) == (5, (("over_max_price", 1),))


@pytest.mark.parametrize("page", [pytest.param(Page(n, n, n), id=str(n)) for n in (1, 2, 4, 9)])
def test_a_page_by_price_is_the_beginning_of_the_whole(mixed, page):
    for question in ({}, {"filters": {"max_price": "50 GBP"}}, {"filters": {"max_price": "5000 JPY"}}):
        whole = ask(mixed, "36 cm", **question)
        assert ask(mixed, "36 cm", page, **question).matches == whole.matches[: page.matches]


def test_the_currency_is_the_commonest_among_the_matches_and_not_of_the_catalog(mixed):
    others = [sock(f"pound-{n}", price=f"{n} GBP", sized=chart({"S": ("20", "25")})) for n in range(50, 55)]
    index = index_of_products(*MIXED, *others)
    for answer in (ask(index, "36 cm"), ask(arrays(index), "36 cm")):
        assert [m.product.id for m in answer.matches[:2]] == ["euro-45", "euro-60"]


def test_a_product_asked_about_alone_is_compared_with_nothing():
    (match,) = ask(index_of_products(MIXED[1]), "36 cm").matches
    assert price_sentences(match) == []


# --- causes -------------------------------------------------------------------------------------------------------------

CAUSES = {
    "needs_measurement", "outside_chart", "in_gap", "measurements_disagree", "no_chart", "held_back", "medical",
    "not_graduated", "gradient_not_as_asked", "over_max_mmhg", "over_max_price", "other_currency", "sold_out",
}  # fmt: skip


@pytest.mark.parametrize(
    ("products", "question", "cause"),
    [
        pytest.param([sock("a")], {"legs": {"thigh_girth": "56 cm"}}, "needs_measurement", id="a measure is missing"),
        pytest.param([sock("a")], {"legs": {"calf_max_girth": "50 cm"}}, "outside_chart", id="outside"),
        pytest.param([sock("a", sized=None)], {}, "no_chart", id="no chart"),
        pytest.param([sock("a")], {"filters": {"graduated": "stated"}}, "gradient_not_as_asked", id="the gradient is not stated"),
        pytest.param([product("a", name="Medical compression stocking class 2", chart=APART)], {}, "medical", id="medical"),
        pytest.param([product("a", name="Stocking", chart=APART)], {}, "held_back", id="nobody has decided"),
        pytest.param([sock("a", price="60 EUR")], {"filters": {"max_price": "50 EUR"}}, "over_max_price", id="dearer"),
        pytest.param([sock("a", stocks=[("M", 0)])], {"filters": {"in_stock": True}}, "sold_out", id="sold out"),
    ],
)  # fmt: skip
def test_every_product_that_is_no_match_has_its_cause(products, question, cause):
    document = {"legs": {"calf_max_girth": "36 cm"}, **question}
    for index in (index_of_products(*products), arrays(index_of_products(*products))):
        counts = find(parse_question({"garment": "any", **document}), index, POLICY).counts
        assert (counts.matches, counts.by_cause) == (0, ((cause, 1),))
        assert cause in CAUSES


# --- how it is worded -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sold_out_is_told_at_every_door(detail, language):
    answer, messages = ask(index_of_products(sock("a", stocks=[("L", 0)])), "41 cm", **IN_STOCK), Messages(language)
    document = as_data(answer_document(answer, messages, detail))
    (out,) = document["excluded"]
    assert document["counts"]["by_cause"] == {"sold_out": 1}
    assert (out["rule"], out["lead"]) == ("stock", messages.text("ui.excluded.stock_sold_out"))
    assert any("--in-stock" in line for line in plain_lines(one_product(answer, RepeatableCommand()), messages))
    assert left_out(answer, RepeatableCommand()) == [message("ui.out.sold_out", count=1)]


def test_a_chart_of_a_shoe_size_without_a_system_asks_for_nothing_and_prints_its_rows():
    sized = chart({"XS": ("5", "7"), "S/M": ("8", "10")}, (LegPoint.SHOE_UNSTATED,), unit="size")
    answer = ask(index_of_products(product("a", name="Running sock", chart=sized)), "36 cm", shoe="US 8")
    (document,) = answer_document(answer, WORDS, Detail.FULL).misses
    assert document.needs is UNSET
    texts = [r.text for r in document.reasons]
    assert (
        texts[0] == "The chart does not say whether its shoe sizes are EU, UK or US. As printed: XS: 5–7 and S/M: 8–10."
    )
    assert not [t for t in texts if "also needs" in t]
    assert answer.reasons == ()
