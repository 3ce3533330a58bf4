"""Badges on a category page: one request, nothing where nothing is known, and never a size without its doubts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from browsing import wait_until

from catalog.documents.question_reader import parse_question
from catalog.documents.reason import mark_of
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.search.lookup import to_confirm

SAID = "all => all.map(badge => [...badge.shadowRoot.children].map(node => node.textContent))"
PRODUCTS = ["nordlauf-sleeve", "compressport-ur2", "nordlauf-medical", "nordlauf-unknown", "no-such-product", ""]


@pytest.fixture
def category(visitor: Any, shop: Any, api: str) -> Callable[..., Any]:
    """A category page of a shop, for a visitor who let the browser remember some entries."""

    def opened(products: list[str], kept: dict[str, Any] | None, head: str = "", **more: Any) -> Any:
        page = visitor(**more)
        badges = "".join(f'<li><legfit-badge product="{name}" api="{api}"></legfit-badge></li>' for name in products)
        script = f'<script type="module" src="{api}/static/legfit-badge.js"></script>'
        shop.pages["/"] = (
            f'<!doctype html><html lang="en"><link rel=icon href=data:,><title>Shop</title>{head}{script}<ul>{badges}</ul>'
        )
        page.asked = []
        page.on("request", lambda request: request.method == "POST" and page.asked.append(request))
        if kept is not None:
            page.add_init_script(f"localStorage.setItem('legfit:measures', {json.dumps(json.dumps(kept))})")
        page.goto(shop.url)
        return page

    return opened


def test_one_request_for_the_whole_page(category: Any) -> None:
    page = category([*PRODUCTS, "nordlauf-sleeve"], {"calf_max_girth": "40 cm"})
    page.locator("legfit-badge b").nth(2).wait_for()
    badges = page.locator("legfit-badge").evaluate_all(SAID)
    assert badges == [
        ["Your size: L", "sure by its chart · sold out"], ["Your size: 3", "sure by its chart · chart second-hand and without a date"],
        [], [], [], [], ["Your size: L", "sure by its chart · sold out"],
    ]  # fmt: skip
    (request,) = page.asked
    assert request.post_data_json == {
        "question": {"legs": {"calf_max_girth": "40 cm"}, "body": {}}, "products": PRODUCTS[:-1], "agreed": [],
    }  # fmt: skip
    assert "40" not in request.url.rpartition("?")[2]
    assert page.locator("legfit-badge:visible").count() == 3


@pytest.mark.parametrize(
    "kept",
    [None, {}, {"calf_max_girth": ""}, {"calf_max_girth": 7}, {"prefer": "firmer"}, {"ask-calf": "36 cm"}],
    ids=repr,
)
def test_nothing_is_asked_where_nothing_is_remembered(category: Any, kept: dict[str, Any] | None) -> None:
    page = category(PRODUCTS, kept)
    page.wait_for_timeout(400)
    assert page.asked == []
    assert page.locator("legfit-badge:visible").count() == 0


@pytest.mark.parametrize(
    "kept", [{"calf_max_girth": "thick"}, {"calf_max_girth": "5 m"}, {"prefer": "x", "shoe": "y"}], ids=repr
)
def test_what_the_service_will_not_answer_shows_nothing(category: Any, kept: dict[str, str]) -> None:
    page = category(PRODUCTS, kept, quiet=True)
    wait_until(page, lambda: len(page.asked) == 1)
    page.wait_for_timeout(600)
    assert len(page.asked) == 1
    assert page.locator("legfit-badge:visible").count() == 0


(DOUBT,) = to_confirm(parse_question({"garment": "any", "legs": {"calf_max_girth": "53 cm"}}), shipped_policy())
YES = [mark_of(DOUBT)]


@pytest.mark.parametrize(
    ("kept", "sizes"),
    [
        pytest.param({"calf_max_girth": "53 cm", "agreed": YES}, ["Your size: XL"], id="a yes of this entry"),
        pytest.param({"calf_max_girth": "530 mm", "agreed": YES}, ["Your size: XL"], id="the same in another unit"),
        pytest.param({"calf_max_girth": "54 cm", "agreed": YES}, [], id="a yes of another value"),
        pytest.param({"calf_max_girth": "53 cm", "agreed": "yes"}, [], id="no yes that was ever given"),
        pytest.param({"calf_max_girth": "53 cm"}, [], id="no yes at all"),
        pytest.param(
            {"calf_max_girth": "53 cm", "height": "240 cm", "agreed": YES}, [], id="a yes of one entry of two"
        ),
    ],
)
def test_a_doubtful_entry_counts_where_the_visitor_said_it_is_right(
    category: Any, kept: dict[str, Any], sizes: list[str]
) -> None:
    page = category(["nordlauf-sleeve"], kept)
    wait_until(page, lambda: len(page.asked) == 1)
    assert page.asked[0].response().status == 200
    wait_until(page, lambda: page.locator("legfit-badge:visible").count() == len(sizes))
    page.wait_for_timeout(300)
    assert [said[0] for said in page.locator("legfit-badge").evaluate_all(SAID) if said] == sizes
    assert len(page.asked) == 1


def test_a_service_that_is_away_leaves_the_list_as_it_is(category: Any, visitor: Any) -> None:
    page = category(PRODUCTS, None, quiet=True)
    page.route("**/v1/sizes*", lambda route: route.abort())
    page.evaluate("localStorage.setItem('legfit:measures', JSON.stringify({calf_max_girth: '36.5 cm'}))")
    page.evaluate("dispatchEvent(new Event('legfit:remembered'))")
    wait_until(page, lambda: len(page.asked) == 1)
    page.wait_for_timeout(400)
    assert len(page.asked) == 1
    assert page.locator("legfit-badge:visible").count() == 0


def test_more_products_than_one_request_takes(category: Any) -> None:
    page = category([*(f"none-{n}" for n in range(205)), "nordlauf-sleeve"], {"calf_max_girth": "36.5 cm"})
    page.locator("legfit-badge b").wait_for()
    assert [len(request.post_data_json["products"]) for request in page.asked] == [200, 6]


DOUBTS = [
    pytest.param({"calf_max_girth": "36.5 cm"}, ["Your size: 2", "sure by its chart · chart second-hand and without a date"], id="sure"),
    pytest.param({"calf_max_girth": "37.6 cm"}, ["Probably size 2", "likely · close to the edge · chart second-hand and without a date"], id="likely"),
    pytest.param({"calf_max_girth": "38 cm"}, ["Size 2 or 3", "uncertain · close to the edge · chart second-hand and without a date"],
                 id="two sizes are a toss-up"),
    pytest.param({"calf_max_girth": "46 cm"}, ["Perhaps size 4, perhaps none", "uncertain · close to the edge · chart second-hand and without a date"],
                 id="uncertain, and no other size is near"),
    pytest.param({"calf_max_girth-left": "33.3 cm", "calf_max_girth-right": "35.7 cm"},
                 ["Your sizes: 2 and 1", "sure by its chart · chart second-hand and without a date"], id="each leg its own"),
    pytest.param({"calf_max_girth-left": "34 cm", "calf_max_girth-right": "35 cm"},
                 ["Perhaps sizes 2 and 1", "uncertain · close to the edge · chart second-hand and without a date"], id="each leg its own, uncertain"),
]  # fmt: skip


@pytest.mark.parametrize(("kept", "parts"), DOUBTS)
def test_a_badge_is_no_surer_than_its_size(category: Any, kept: dict[str, str], parts: list[str]) -> None:
    page = category(["compressport-ur2"], kept)
    page.locator("legfit-badge b").wait_for()
    assert page.locator("legfit-badge").evaluate_all(SAID) == [parts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_the_page(category: Any, language: str) -> None:
    head = f"<script>document.documentElement.lang = '{language}'</script>"
    page = category(["nordlauf-sleeve"], {"calf_max_girth": "36.5 cm"}, head)
    page.locator("legfit-badge b").wait_for()
    messages = Messages(language)
    said = [messages.text("widget.your_size", {"size": "M", "certainty": "sure"}), messages.text("badge.sure")]
    assert page.locator("legfit-badge").evaluate_all(SAID) == [said]


def test_a_badge_follows_what_is_remembered_and_forgotten_and_its_product(category: Any) -> None:
    page = category(["nordlauf-sleeve"], None)
    again = "dispatchEvent(new Event('legfit:remembered'))"
    page.evaluate(f"localStorage.setItem('legfit:measures', '{{\"calf_max_girth\":\"36.5 cm\"}}'); {again}")
    page.locator("legfit-badge b").get_by_text("Your size: M").wait_for()
    page.evaluate("document.querySelector('legfit-badge').setAttribute('product', 'compressport-ur2')")
    page.locator("legfit-badge b").get_by_text("Your size: 2").wait_for()
    page.evaluate(f"localStorage.clear(); {again}")
    assert page.locator("legfit-badge:visible").count() == 0


def test_a_strict_policy_and_hostile_styles(category: Any, shop: Any, api: str, axe: Any) -> None:
    shop.headers = {
        "Content-Security-Policy": f"default-src 'none'; script-src {api} 'unsafe-inline'; connect-src {api}; img-src data:; "
        "style-src 'unsafe-inline'; require-trusted-types-for 'script'"
    }
    try:
        page = category(["nordlauf-sleeve"], {"calf_max_girth": "36.5 cm"}, "<style>legfit-badge{display:none}</style>")
        page.locator("legfit-badge b").wait_for()
    finally:
        shop.headers = {}


@pytest.mark.parametrize("remembers", [True, False], ids=["remembered", "not remembered"])
def test_a_yes_in_the_finder_is_remembered_with_its_entry_alone(widget: Any, remembers: bool) -> None:
    page = widget("nordlauf-sleeve")
    asked: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request))
    page.locator("legfit-size #calf_max_girth").fill("53")
    page.locator("legfit-size #remember").set_checked(remembers)
    page.locator("legfit-size [part~='submit']").click()
    page.locator("legfit-size [part~='yes']").wait_for()
    assert page.evaluate("localStorage.getItem('legfit:measures')") is None
    page.locator("legfit-size [part~='yes']").click()
    page.locator("legfit-size .big").wait_for()
    kept = page.evaluate("JSON.parse(localStorage.getItem('legfit:measures'))")
    assert kept == ({"calf_max_girth": "53 cm", "agreed": YES} if remembers else None)
    if remembers:
        page.reload()
        asked.clear()
        page.locator("legfit-size").get_by_role("button").click()
        page.locator("legfit-size .big").wait_for()
        assert len(asked) == 1
        page.get_by_role("button", name="Change measures").click()
        page.locator("legfit-size #calf_max_girth").fill("52.5")
        page.locator("legfit-size [part~='submit']").click()
        page.locator("legfit-size [part~='yes']").wait_for()
        kept = page.evaluate("JSON.parse(localStorage.getItem('legfit:measures'))")
        assert kept == {"calf_max_girth": "53 cm", "agreed": YES}
