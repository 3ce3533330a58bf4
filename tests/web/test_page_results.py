"""The answer half of the page without a server: the leg on its bands, the groups, the list, and the next question."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import Any

import pytest
from building import chart, product, stocked
from msgspec.structs import replace

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.answer import Answer
from catalog.model.leg import LegPoint
from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Claim, ClaimKind, Position, Price, Product, Variant
from catalog.report.page import Results
from catalog.report.plain import text_of
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import Page, find
from catalog.web.page.band_drawing import DrawnSize, in_rows, places_beside, places_of
from catalog.web.page.follow_up import follow_up
from catalog.web.page.form import Form, document_of, field_name, with_added
from catalog.web.page.frame import render
from catalog.web.page.listing import Listing, listing_of
from catalog.web.page.view import View

POLICY, EN = shipped_policy(), Messages("en")
CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE
SIZES = {"S": ("30", "34"), "M": ("35", "38"), "L": ("38", "42")}


def sock(id: str, rows: Any = None, **more: Any) -> Product:
    return product(id, name=f"Running sock {id}", chart=chart(rows or SIZES, id=f"{id}-chart"), **more)


def answer(*products: Product, page: Page | None = None, **question: Any) -> Answer:
    asked = parse_question({"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}, **question})
    return find(asked, [Candidate(p, gates_of(p, POLICY)) for p in products], POLICY, page or Page())


def page_of(result: Answer, form: Form | None = None, messages: Messages = EN, **more: Any) -> str:
    view = View(messages, form or {"calf_max_girth": ("36.5",)}, answer=result, **more)
    return render("page.html", messages, view.languages(), view=view)


# ---- the leg on the bands


def test_bands_that_overlap_and_labels_that_would_are_on_rows_of_their_own() -> None:
    overlapping = {"S": ("30", "36"), "M": ("35", "40"), "L": ("41", "45")}
    long_names = {"Extra small": ("30", "31"), "Small-medium": ("32", "33"), "L": ("50", "60")}
    touching = {"S": ("30", "35"), "M": ("35", "40")}
    rows = []
    for sizes in (overlapping, long_names, touching, SIZES):
        (match,) = answer(sock("a", sizes), legs={"calf_max_girth": f"{sizes[next(iter(sizes))][0]} cm"}).matches
        (place,) = places_of(match, EN)
        rows.append([s.row for s in place.drawing.segments])
    assert rows == [[0, 1, 0], [0, 1, 0], [0, 0], [0, 0, 0]]


def test_no_label_of_a_row_meets_another() -> None:
    sizes = [DrawnSize("size " + "x" * (n % 9), n * 3.0, 2.5, "") for n in range(30)]
    placed = in_rows(sizes)
    for row in range(max(s.row for s in placed) + 1):
        on_row = sorted(s.reach for s in placed if s.row == row)
        assert all(left[1] <= right[0] + 0.02 for left, right in pairwise(on_row))
        assert all(s.middle > 1 and s.middle < 100 for s in placed)


@pytest.mark.parametrize(
    ("legs", "named", "inside"),
    [
        pytest.param("36.5 cm", [{"M"}], [True], id="in one"),
        pytest.param("34.4 cm", [{"S", "M"}], [False], id="between two"),
        pytest.param("38 cm", [{"M", "L"}], [True], id="in two"),
        pytest.param({"left": "33 cm", "right": "40 cm"}, [{"S", "L"}, {"L"}], [True, True], id="two legs"),
    ],
)
def test_the_leg_is_drawn_where_it_is(legs: Any, named: list[set[str]], inside: list[bool]) -> None:
    (match,) = answer(sock("a"), legs={"calf_max_girth": legs}).matches
    drawings = [place.drawing for place in places_of(match, EN)]
    assert [{s.size for s in d.segments if s.named} for d in drawings] == named
    assert [any(s.at <= d.place <= s.at + s.width for s in d.segments if s.named) for d in drawings] == inside
    assert all(len(d.segments) == 3 for d in drawings)


def test_a_leg_that_nothing_holds_is_drawn_beside_the_bands() -> None:
    result = answer(sock("a"), legs={"calf_max_girth": "44 cm"})
    (place,) = places_beside(result.misses[0], result.question, EN)
    last = place.drawing.segments[-1]
    assert place.drawing.place > last.at + last.width
    assert not any(s.named for s in place.drawing.segments)
    assert place.label == "calf girth: 44 cm. No size of this chart is made for it."


def test_a_size_of_two_boxes_is_drawn_with_both() -> None:
    rows = {"M": [(("165", "180"), ("60", "75")), (("175", "190"), ("55", "65"))], "L": (("175", "190"), ("76", "90"))}
    tall = chart(rows, points=(LegPoint.HEIGHT, LegPoint.WEIGHT), unit=("cm", "kg"))
    result = answer(
        product("a", name="Running tights", chart=tall), legs={}, body={"height": "178 cm", "weight": "63 kg"}
    )
    height, weight = places_of(result.matches[0], EN)
    assert [(s.size, s.row, s.named) for s in height.drawing.segments] == [
        ("M", 0, True),
        ("M", 1, True),
        ("L", 2, False),
    ]
    assert [size for size, _ in weight.bands] == ["M:", "M:"]


# ---- what has no size


def shelf() -> tuple[Product, ...]:
    medical = (
        Claim(ClaimKind.MEDICAL, "Medical device, class 2, on prescription", Position.TITLE, sock("x").sources[0]),
    )
    two_points = chart({"M": (("35", "38"), ("20", "24"))}, points=(CALF, ANKLE), id="two")
    return (
        sock("fits"),
        sock("small", {"S": ("25", "30"), "M": ("31", "33")}),
        product("needs", name="Running sock needs", chart=two_points),
        product("bare", name="Running sock bare", asks_for=(CALF,), size_page="https://maker.example/sizes"),
        product("hostile-page", name="Running sock hostile", size_page="javascript:alert(1)", sources=()),
        sock("medical", claims=medical),
    )


def test_what_needs_two_measures_is_not_said_to_need_one() -> None:
    three = chart({"M": (("35", "38"), ("20", "24"), ("30", "40"))}, points=(CALF, ANKLE, LegPoint.BELOW_KNEE), id="3")
    groups = Results(answer(product("more", name="Running sock more", chart=three)), advised=False).groups
    assert groups.needs is not None
    assert (groups.needs.waiting, groups.needs.help, len(groups.needs.points)) == (1, None, 2)


def test_each_cause_has_its_group_with_what_can_be_done() -> None:
    groups = Results(answer(*shelf()), advised=False).groups
    assert groups.needs is not None
    assert (groups.needs.count, groups.needs.waiting, groups.needs.points) == (1, 1, (ANKLE,))
    assert groups.needs.help is not None
    (off,) = groups.no_fit
    assert [text_of(line.words, EN) for line in off.lead] == [
        "Your calf girth of 36.5 cm is 3.5 cm larger than the chart goes (to 33 cm)."
    ]
    assert [(entry.product.id, entry.link) for entry in groups.no_chart] == [
        ("bare", "https://maker.example/sizes"), ("hostile-page", ""),
    ]  # fmt: skip
    assert [(text_of(out.cause, EN), out.count) for out in groups.left_out] == [("Medical, so left out", 1)]
    counted = groups.needs.count + groups.no_fit_count + groups.no_chart_count + groups.left_out_count
    assert counted == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_vanishes_from_the_page(language: str) -> None:
    messages = Messages(language)
    page = page_of(answer(*shelf()), messages=messages)
    for one in shelf():
        assert len(re.findall(rf"\b{one.name}\b", page)) >= 1, one.id
    for group in ("needs", "no_fit", "no_chart", "left_out"):
        assert f"{html.escape(messages.text(f'page.group_{group}'))} <span" in page
    assert "javascript:" not in page


def test_which_of_two_sizes_comes_first_is_said_once() -> None:
    page = html.unescape(page_of(answer(sock("two"), legs={"calf_max_girth": "38 cm"})))
    assert "Size L or M may fit." in page
    assert page.count("Take L first") == 1


@pytest.mark.parametrize(
    ("calf", "large", "title"),
    [
        pytest.param("36.5 cm", "M", "", id="certain"),
        pytest.param("38 cm", "M / L", "Size M or L may fit.", id="uncertain"),
    ],
)
def test_an_uncertain_size_names_the_other_as_a_choice(calf: str, large: str, title: str) -> None:
    apart = {"M": ("35", "38"), "L": ("39", "42")}
    page = page_of(answer(sock("one", apart), legs={"calf_max_girth": calf}))
    assert re.findall(r'<p class="big">.*?</span>([^<]*)</p>', page) == [large]
    assert re.findall(r'<p class="name">(Size [^<]*)</p>', page) == ([title] if title else [])


def test_a_medical_product_is_not_shown_as_goods() -> None:
    offered = Variant("sku", "M", offer=Offer(Availability.IN_STOCK, 3, Money(4500, "EUR"), "https://shop.example/m"))
    claims = shelf()[-1].claims
    page = page_of(answer(sock("medical", claims=claims, variants=(offered,))))
    _, _, group = page.partition('id="left-out"')
    assert "Running sock medical" in group
    assert "shop.example" not in page
    assert "45.00" not in page
    assert 'class="big"' not in page


def test_a_list_that_is_cut_says_so_and_counts_exactly() -> None:
    many = [product(f"p{n}", name=f"Running sock {n}") for n in range(9)]
    page = page_of(answer(sock("fits"), *many, page=Page(5, 4, 0)))
    assert 'No size chart yet <span class="count">9</span>' in page
    assert "The first 4 are shown." in page


# ---- sorting, narrowing, paging


def priced(id: str, brand: str, amount: str, stock: int | None, rows: Any = None) -> Product:
    one = sock(id, rows, brand=brand, variants=(stocked(f"sku-{id}", "M", stock),))
    return one if not amount else product_with_price(one, amount)


def product_with_price(one: Product, amount: str) -> Product:
    return replace(one, price=Price(Money.parse(amount), one.sources[0]))


NEAR = {"S": ("30", "36.2"), "M": ("36.3", "39"), "L": ("40", "44")}
GOODS = (
    priced("a", "Beta", "30 EUR", 0),
    priced("b", "alpha", "20 EUR", 3, NEAR),
    priced("c", "Gamma", "10 USD", None),
    priced("d", "Beta", "", 1),
)


@pytest.mark.parametrize(
    ("picked", "ids"),
    [
        pytest.param({}, ["a", "b", "c", "d"], id="as answered"),
        pytest.param({"sort": "price"}, ["b", "a", "c", "d"], id="by price, other currencies and none last"),
        pytest.param({"sort": "brand"}, ["b", "a", "d", "c"], id="by brand"),
        pytest.param({"sort": "certainty"}, ["a", "c", "d", "b"], id="by how sure"),
        pytest.param({"sort": "nonsense", "from": "x"}, ["a", "b", "c", "d"], id="what is not known"),
        pytest.param({"only_brand": "Beta"}, ["a", "d"], id="one brand"),
        pytest.param({"only_sure": "1"}, ["a", "c", "d"], id="only sure"),
        pytest.param({"only_stock": "1", "sort": "brand"}, ["b", "d"], id="only in stock"),
        pytest.param({"only_brand": "Nobody"}, [], id="none is left"),
    ],
)  # fmt: skip
def test_the_list_is_sorted_and_narrowed(picked: dict[str, str], ids: list[str]) -> None:
    matches = sorted(answer(*GOODS).matches, key=lambda m: m.product.id)
    listing = listing_of({name: (value,) for name, value in picked.items()})
    assert [m.product.id for m in listing.picked(matches)] == ids


def test_what_has_no_price_comes_after_prices_in_another_currency() -> None:
    goods = (priced("a", "Beta", "", 1), priced("b", "Beta", "10 USD", 1), priced("c", "Beta", "30 EUR", 1))
    more = priced("d", "Beta", "20 EUR", 1)
    matches = sorted(answer(*goods, more).matches, key=lambda m: m.product.id)
    assert [m.product.id for m in Listing(sort="price").picked(matches)] == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    ("start", "shown", "words", "buttons"),
    [
        pytest.param("", 60, "1 to 60 of 130", ["60"], id="first"),
        pytest.param("60", 60, "61 to 120 of 130", ["0", "120"], id="middle"),
        pytest.param("120", 10, "121 to 130 of 130", ["60"], id="last"),
        pytest.param("999999", 60, "1 to 60 of 130", ["60"], id="beyond the end"),
    ],
)
def test_every_match_can_be_reached(start: str, shown: int, words: str, buttons: list[str]) -> None:
    many = [sock(f"{n:03}") for n in range(130)]
    form = {"calf_max_girth": ("36.5",), "from": (start,)}
    page = page_of(answer(*many, page=Page(60) if not start else Page()), form)
    assert page.count("<article") == shown
    assert words in page
    assert ("data-whole" in page) is False
    assert re.findall(r'name="from" value="(\d+)"', page) == buttons


# ---- one question at a time


def asked(result: Answer, form: Form | None = None) -> str:
    products = {p.product.id: p.product for p in result.entries}

    def ask(question: Any, matches: Any) -> Answer:
        return find(question, [Candidate(p, gates_of(p, POLICY)) for p in products.values()], POLICY)

    return follow_up(result, form or {}, ask)


@pytest.mark.parametrize(
    ("legs", "question", "form", "next_question"),
    [
        pytest.param("36.5 cm", {}, {}, "", id="nothing would change it"),
        pytest.param("38.4 cm", {}, {}, "measured", id="in the morning it could be another size"),
        pytest.param("38.4 cm", {"measured": "morning"}, {}, "sides", id="measured in the morning"),
        pytest.param("38.4 cm", {}, {"skip": ("measured",)}, "sides", id="passed over"),
        pytest.param("38.4 cm", {}, {"skip": ("measured", "sides")}, "", id="all passed over"),
        pytest.param("34.4 cm", {}, {}, "prefer", id="two sizes would do"),
        pytest.param(
            "34.4 cm", {"prefer": "softer"}, {}, "measured", id="the wish is known, and a morning would undo it"
        ),
        pytest.param(
            {"left": "38.4 cm", "right": "38.4 cm"}, {"measured": "morning"}, {}, "", id="both legs are known"
        ),
        pytest.param("44 cm", {}, {}, "", id="nothing fits"),
    ],
)
def test_a_question_is_asked_where_its_reply_would_change_the_answer(
    legs: Any, question: dict[str, Any], form: Form, next_question: str
) -> None:
    assert asked(answer(sock("a"), legs={"calf_max_girth": legs}, **question), form) == next_question


def test_a_known_size_is_asked_for_where_a_girth_is_missing() -> None:
    assert asked(answer(shelf()[2])) == "same_as"
    known = {"same_as": {"product": "fits", "size": "M"}}
    assert asked(answer(shelf()[2], **known)) == ""


def test_what_is_asked_stands_with_its_replies_and_can_be_passed_over() -> None:
    result = answer(sock("a"), legs={"calf_max_girth": "34.4 cm"})
    page = page_of(result, {"calf_max_girth": ("34.4",), "skip": ("measured",)}, next_question="prefer")
    box = page.partition('class="one-more"')[2].partition("</section>")[0]
    assert re.findall(r'name="(\w+)" value="(\w+)">', box) == [
        ("prefer", "firmer"), ("prefer", "softer"), ("skip", "prefer"),
    ]  # fmt: skip
    assert '<input type="hidden" form="ask" name="skip" value="measured">' in page


def test_replies_stand_in_the_form_where_they_can_be_changed() -> None:
    form = {"calf_max_girth": ("34",), "other_calf_max_girth": ("38",), "side": ("right",), "prefer": ("softer",),
            "measured": ("evening",), "same_as": ('CEP "x" III',)}  # fmt: skip
    page = page_of(answer(sock("a")), form).partition("</form>")[0]
    assert '<option value="softer" selected>' in page
    assert '<option value="evening" selected>' in page
    assert 'id="other_calf_max_girth" name="other_calf_max_girth" value="38"' in page
    assert 'name="side" value="right" checked' in page
    assert 'value="CEP &#34;x&#34; III"' in page


@pytest.mark.parametrize(
    ("form", "part"),
    [
        pytest.param({"calf_max_girth": ("34",), "other_calf_max_girth": ("38 cm",)},
                     {"legs": {"calf_max_girth": {"left": "34 cm", "right": "38 cm"}}}, id="two legs"),
        pytest.param({"calf_max_girth": ("34",), "other_calf_max_girth": ("38",), "side": ("right",)},
                     {"legs": {"calf_max_girth": {"right": "34 cm", "left": "38 cm"}}}, id="the right one first"),
        pytest.param({"calf_max_girth": ("34",), "side": ("right",)}, {"legs": {"calf_max_girth": "34 cm"}}, id="one leg"),
        pytest.param({"same_as": ("CEP run socks III",)}, {"same_as": {"product": "CEP run socks", "size": "III"}}, id="known"),
        pytest.param({"prefer": ("firmer",), "measured": ("after_run",)}, {"prefer": "firmer", "measured": "after_run"}, id="both"),
    ],
)  # fmt: skip
def test_replies_become_part_of_the_question(form: Form, part: dict[str, Any]) -> None:
    document = document_of(form)
    assert {name: document[name] for name in part} == part


@pytest.mark.parametrize(
    ("form", "joined"),
    [
        pytest.param({"ankle": ("",), "add_ankle": ("22",)}, {"ankle": ("22",)}, id="typed beside the answer"),
        pytest.param({"ankle": ("22",), "add_ankle": ("",)}, {"ankle": ("22",)}, id="left blank"),
        pytest.param({"shoe": ("",), "shoe_system": ("EU",), "add_shoe": ("9",), "add_shoe_system": ("UK",)},
                     {"shoe": ("9",), "shoe_system": ("UK",)}, id="a shoe with its system"),
        pytest.param({"shoe": ("42",), "shoe_system": ("EU",), "add_shoe": ("",), "add_shoe_system": ("UK",)},
                     {"shoe": ("42",), "shoe_system": ("EU",)}, id="a system without a shoe"),
    ],
)  # fmt: skip
def test_what_is_typed_beside_the_answer_joins_the_form(form: Form, joined: Form) -> None:
    assert with_added(form) == joined


@pytest.mark.parametrize(
    ("field", "side", "name"),
    [
        pytest.param("legs.calf_max_girth.left", "", "calf_max_girth", id="the first leg"),
        pytest.param("legs.calf_max_girth.right", "", "other_calf_max_girth", id="the other leg"),
        pytest.param("legs.calf_max_girth.left", "right", "other_calf_max_girth", id="the right one was first"),
        pytest.param("same_as.size", "", "same_as", id="a known size"),
    ],
)
def test_a_problem_finds_the_field_of_its_leg(field: str, side: str, name: str) -> None:
    assert field_name(field, {"side": (side,), "lang": ("en",)}) == name
