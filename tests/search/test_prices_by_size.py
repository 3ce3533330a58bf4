"""What a size costs: the price that is shown, ordered by and limited is that of the size that the leg needs."""

import pytest
from building import SOURCE, chart, product

from catalog.documents.question_reader import parse_question
from catalog.model.buying import has_prices_by_size, lowest_in, price_in, price_of
from catalog.model.money import Money
from catalog.model.offer import Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Price, Variant
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate, index_of
from catalog.search.find import Page, find, prepared

POLICY = shipped_policy()
SIZED = chart({"S": ("30", "34"), "M": ("35", "38"), "L": ("39", "43")})


def money(text):
    return Money.parse(text) if text else None


def sock(id, listed=None, brand="Maker", **offered):
    """A sock with a price of its own, and one for each size that is named: a text, or several for its colours."""
    texts = [(size, t) for size, text in offered.items() for t in (text if isinstance(text, tuple) else (text,))]
    variants = tuple(Variant(f"{id}-{n}", s, offer=Offer(price=money(t))) for n, (s, t) in enumerate(texts))
    price = Price(money(listed), SOURCE) if listed else None
    return product(id, brand=brand, name=f"Running sock {id}", chart=SIZED, variants=variants, price=price)


def arrays(index):
    pytest.importorskip("numpy")
    return prepared(index, for_many=True)


@pytest.fixture(params=[pytest.param(lambda index: index, id="rules"), pytest.param(arrays, id="arrays")])
def ask(request):
    def ask(products, calf="36 cm", page=None, **filters):
        index = request.param(index_of([Candidate(p, gates_of(p, POLICY)) for p in products]))
        document = {"garment": "any", "legs": {"calf_max_girth": calf}, "filters": filters}
        return find(parse_question(document), index, POLICY, page or Page())

    return ask


@pytest.mark.parametrize(
    ("sold", "whole", "in_m", "by_size"),
    [
        pytest.param(sock("a"), "", "", False, id="nothing known"),
        pytest.param(sock("a", "50 EUR"), "50 EUR", "50 EUR", False, id="a printed price"),
        pytest.param(sock("a", "50 EUR", S="40 EUR", M="40 EUR"), "40 EUR", "40 EUR", False, id="one price for all"),
        pytest.param(sock("a", "50 EUR", S="30 EUR", M="45 EUR"), "30 EUR", "45 EUR", True, id="a price for each size"),
        pytest.param(sock("a", M=("45 EUR", "42 EUR"), S="42 EUR"), "42 EUR", "42 EUR", False, id="the cheaper colour"),
        pytest.param(sock("a", "50 EUR", S="30 EUR", M=""), "30 EUR", "30 EUR", False, id="no price in the size"),
        pytest.param(sock("a", "50 EUR", S="30 EUR", M="45 USD"), "50 EUR", "45 USD", True, id="two currencies"),
        pytest.param(sock("a", "50 EUR", M=("45 USD", "30 EUR")), "50 EUR", "50 EUR", False, id="two in one size"),
    ],
)  # fmt: skip
def test_the_price_of_a_product_and_of_a_size(sold, whole, in_m, by_size):
    assert (price_of(sold), price_in(sold, "M"), has_prices_by_size(sold)) == (money(whole), money(in_m), by_size)
    for size in ("S", "M", "L", None):
        price = price_in(sold, size)
        assert price is None or lowest_in(sold, price.currency) <= price.minor


def names(answer):
    return [m.product.id for m in answer.matches]


SHELF = (
    sock("a", S="10 EUR", M="90 EUR"), sock("b", brand="Other", S="60 EUR", M="50 EUR"), sock("c", "70 EUR"),
    sock("d", brand="Other", S="40 EUR", M="95 EUR"), sock("e", brand="Third", M="70 EUR", L="20 EUR"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("calf", "expected"),
    [pytest.param("36.5 cm", "b c e a d", id="M"), pytest.param("32 cm", "a e d b c", id="S, and the lowest where it has none")],
)  # fmt: skip
@pytest.mark.parametrize("most", [1, 2, 3, None])
def test_matches_are_ordered_by_the_price_of_the_size(ask, calf, expected, most):
    answer = ask(SHELF, calf, Page(most))
    assert names(answer) == expected.split()[:most]
    assert [m.price for m in answer.matches] == [price_in(m.product, m.size.size) for m in answer.matches]


@pytest.mark.parametrize(
    ("sold", "calf", "matches", "causes"),
    [
        pytest.param(sock("a", S="30 EUR", M="60 EUR"), "36.5 cm", 0, {"over_max_price": 1}, id="the size is dearer"),
        pytest.param(sock("a", S="30 EUR", M="60 EUR"), "32 cm", 1, {}, id="another size is dearer"),
        pytest.param(sock("a", "60 EUR", S="30 EUR"), "36.5 cm", 1, {}, id="the size has no price of its own"),
        pytest.param(sock("a", "60 EUR", S="30 EUR", M="40 EUR"), "36.5 cm", 1, {}, id="cheaper than its printed price"),
        pytest.param(sock("a", "30 EUR", M="60 EUR"), "36.5 cm", 0, {"over_max_price": 1}, id="dearer than its printed price"),
        pytest.param(sock("a", S="30 EUR", M="60 EUR"), "44 cm", 0, {"outside_chart": 1}, id="no size fits, some size is cheaper"),
        pytest.param(sock("a", S="70 EUR", M="60 EUR"), "44 cm", 0, {"over_max_price": 1}, id="no size fits, all are dearer"),
        pytest.param(sock("a", S="30 EUR", M="60 USD"), "36.5 cm", 1, {}, id="another currency"),
        pytest.param(sock("a", S="30 EUR", M="60 EUR"), {"left": "32 cm", "right": "36.5 cm"}, 0, {"over_max_price": 1}, id="one of two"),
        pytest.param(sock("a", S="30 EUR", M="40 EUR"), {"left": "32 cm", "right": "36.5 cm"}, 1, {}, id="none of two"),
    ],
)  # fmt: skip
def test_a_limit_judges_the_size_that_the_leg_needs(ask, sold, calf, matches, causes):
    counts = ask([sold], calf, max_price="50 EUR").counts
    assert (counts.matches, dict(counts.by_cause), counts.asked) == (
        matches,
        causes,
        0 if "over_max_price" in causes else 1,
    )


def test_a_size_in_another_currency_says_that_its_price_is_not_compared(ask):
    shelf = [sock("a", "50 EUR", S="30 EUR", M="45 USD"), sock("b", "70 EUR"), sock("c", "80 EUR")]
    answer = ask(shelf)
    assert names(answer) == ["b", "c", "a"]
    reasons = [r for r in answer.matches[2].reasons if r.code.startswith("match.price")]
    assert [(r.code, r.fact("currency"), r.fact("other")) for r in reasons] == [
        ("match.price_not_compared", "USD", "EUR")
    ]


def test_only_in_stock_a_size_that_stock_moves_costs_what_it_costs(ask):
    from catalog.model.offer import Availability

    sized = chart({"S": ("30", "36"), "M": ("34", "40")})
    variants = (
        Variant("a-s", "S", offer=Offer(Availability.IN_STOCK, price=money("60 EUR"))),
        Variant("a-m", "M", offer=Offer(Availability.SOLD_OUT, price=money("40 EUR"))),
    )
    sold = product("a", name="Running sock", chart=sized, variants=variants)
    assert ask([sold], "35 cm", max_price="50 EUR").matches[0].price == money("40 EUR")
    assert dict(ask([sold], "35 cm", max_price="50 EUR", in_stock=True).counts.by_cause) == {"over_max_price": 1}


def test_what_a_size_costs_is_worked_out_once_for_all_questions(monkeypatch):
    """A search through prices that say little about those of the size would work out those of every product."""
    worked_out = []
    monkeypatch.setattr("catalog.search.prices.price_in", lambda p, size: worked_out.append(p.id) or price_in(p, size))
    products = [sock(f"p{n}", S=f"{n + 1} EUR", M=f"{90 - n} EUR") for n in range(20)]
    index = index_of([Candidate(p, gates_of(p, POLICY)) for p in products])
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "36 cm"}})
    first = find(question, index, POLICY, Page(3))
    assert sorted(worked_out) == sorted(p.id for p in products)
    assert names(find(question, index, POLICY, Page(3))) == names(first) == ["p19", "p18", "p17"]
    assert len(worked_out) == len(products)
    dearer = sock("p19", S="20 EUR", M="88 EUR")
    changed = index.with_candidates({19: Candidate(dearer, index.candidates[19].gates)})
    assert names(find(question, changed, POLICY, Page(3))) == ["p18", "p17", "p16"]
    assert worked_out[len(products) :] == ["p19"]
    assert names(find(question, index, POLICY, Page(3))) == names(first)
