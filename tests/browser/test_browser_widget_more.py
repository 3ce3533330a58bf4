"""What the widget knows besides the measures: the chart, another brand's size, the firmer or softer one, and the shop."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browsing import embed
from test_browser_widget import ask, title, told

from catalog.messages.messages import LANGUAGES, Messages

TAKES = (
    "<script>addEventListener('legfit:size', event => event.detail.size === null || event.preventDefault())</script>"
)
HEARS = """<script>window.heard = []; for (const name of ["legfit:open", "legfit:answer", "legfit:size"])
addEventListener(name, (event) => heard.push([name, event.detail]))</script>"""


def rows(page: Any) -> list[list[str]]:
    """The size chart that is shown, cell by cell; a second line stands behind a bar."""
    texts: list[list[str]] = page.locator("legfit-size table tr").evaluate_all(
        "all => all.map(row => [...row.cells].map(cell => [...cell.childNodes].map(n => n.textContent.replaceAll('\\xa0', ' ')).join('|')))"
    )
    return texts


CHARTS = [
    pytest.param("nordlauf-firm", {"calf_max_girth": "36", "ankle_min_girth": "22", "shoe": "39"}, [
        ["Size", "calf girth", "ankle girth", "EU shoe size", "UK shoe size"],
        ["1", "12–14 1/2 in|30.5–36.8 cm", "8–9 in|20.4–22.8 cm", "38–40", "5–6.5"],
        ["2", "14–16 1/2 in|35.6–41.9 cm", "8 1/2–10 in|21.6–25.4 cm", "41–43", "7–9"],
    ], ["1"], id="printed in inch"),
    pytest.param("nordlauf-sleeve", {"calf_max_girth": "36.5"}, [
        ["Size", "calf girth"], ["S", "30–34 cm|11.82–13.38 in"], ["M", "35–38 cm|13.78–14.96 in"],
        ["L", "38–42 cm|14.97–16.53 in"], ["XL", "43–54 cm|16.93–21.25 in"],
    ], ["M"], id="printed in cm"),
    pytest.param("compressport-ur2", {"calf_max_girth": "38"}, [
        ["Size", "calf girth"], ["1", "30–34 cm|11.82–13.38 in"], ["2", "35–38 cm|13.78–14.96 in"],
        ["3", "39–42 cm|15.36–16.53 in"], ["4", "43–46 cm|16.93–18.11 in"],
    ], ["2", "3"], id="a choice between two"),
]  # fmt: skip


@pytest.mark.parametrize(("product", "typed", "table", "named"), CHARTS)
def test_the_whole_chart_stands_in_both_units_before_and_after_with_the_sizes_named(
    widget: Any, product: str, typed: dict[str, str], table: list[list[str]], named: list[str]
) -> None:
    page = widget(product)
    chart = page.locator("legfit-size .chart")
    for unit in ("cm", "in"):
        page.locator(f"legfit-size #{unit}").check()
        chart.locator("summary").click()
        assert rows(page) == table
        assert chart.locator("tr.on").count() == 0
    page.locator("legfit-size #cm").check()
    for field, text in typed.items():
        page.locator(f"legfit-size #{field}").fill(text)
    page.locator("legfit-size [part~='submit']").click()
    page.locator("legfit-size .big").wait_for()
    chart.locator("summary").click()
    assert rows(page) == table
    assert chart.locator("tr.on th").all_text_contents() == named
    assert chart.locator(".fields > .hint").text_content() == "As printed, and below it converted and rounded inward."


def questions_from(page: Any) -> list[Any]:
    """What a page asks the service, one question after the other."""
    sent: list[Any] = []
    page.on(
        "request", lambda request: request.method == "POST" and sent.append(json.loads(request.post_data)["question"])
    )
    return sent


def another_brand(page: Any) -> None:
    """Open the choice of a size in another brand."""
    page.locator("legfit-size .own-size summary").click()
    page.locator("legfit-size #own-product").wait_for()


def choose(page: Any, product: str, size: str) -> None:
    """Choose a product and its size."""
    page.locator("legfit-size #own-product").select_option(product)
    page.locator("legfit-size #own-size").select_option(size)


def chosen(page: Any) -> list[str]:
    """What is chosen of another brand."""
    values: list[str] = page.locator("legfit-size .own-size select").evaluate_all("all => all.map(one => one.value)")
    return values


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_no_tape_can_print_one_or_name_another_brand(widget: Any, api: str, language: str) -> None:
    page, text = widget(lang=language), Messages(language).text
    line = page.locator("legfit-size form > .hint").first
    said = f"{text('page.no_tape')} {text('page.tape_link')}, {text('widget.or_own_size')}"
    assert line.text_content() == said
    links = page.locator("legfit-size [data-way]").evaluate_all("all => all.map(link => [link.href, link.textContent])")
    assert links == [
        [f"{api}/measure?lang={language}", text("widget.lesson")], [f"{api}/tape?lang={language}", text("page.tape_link")],
    ]  # fmt: skip
    assert all(page.request.get(link).ok for link, _ in links)
    below = line.evaluate("line => line.nextElementSibling.firstChild.textContent")
    assert below == text("widget.own_size")


def test_a_size_of_another_brand_is_enough(widget: Any, visitor: Any) -> None:
    page = visitor()
    sent = questions_from(page)
    widget(page=page)
    another_brand(page)
    assert "nordlauf-medical" not in page.locator("legfit-size #own-product option").evaluate_all(
        "all => all.map(option => option.value)"
    )
    choose(page, "compressport-ur2", "2")
    page.locator("legfit-size [part~='submit']").click()
    page.locator("legfit-size .big").wait_for()
    same = {"product": "compressport-ur2", "size": "2"}
    assert sent == [{"units": "cm", "legs": {}, "body": {}, "same_as": same}]
    cautions = page.locator("legfit-size [part~='cautions']").text_content()
    assert "Worked out from a size of another product that fits you" in cautions
    page.get_by_role("button", name="Change measures").click()
    assert chosen(page) == ["compressport-ur2", "2"]


def test_a_measure_and_a_size_of_another_brand_go_together(widget: Any, visitor: Any) -> None:
    page = visitor()
    sent = questions_from(page)
    widget(page=page)
    page.locator("legfit-size #calf_max_girth").fill("39.5")
    another_brand(page)
    choose(page, "compressport-ur2", "2")
    page.locator("legfit-size [part~='submit']").click()
    page.locator("legfit-size .big").get_by_text("L", exact=True).wait_for()
    same = {"product": "compressport-ur2", "size": "2"}
    assert sent == [{"units": "cm", "legs": {"calf_max_girth": "39.5 cm"}, "body": {}, "same_as": same}]
    page.get_by_role("button", name="Change measures").click()
    assert page.locator("legfit-size #calf_max_girth").input_value() == "39.5"
    page.evaluate("document.querySelector('legfit-size').setAttribute('lang', 'de')")
    page.locator("legfit-size").get_by_text("Meine Größe davon").wait_for()
    assert chosen(page) == ["compressport-ur2", "2"]
    assert page.locator("legfit-size #calf_max_girth").input_value() == "39.5"


def test_the_measure_that_decides_is_asked_for_beside_a_size_that_is_not_enough(widget: Any) -> None:
    page = widget()
    another_brand(page)
    choose(page, "blitzu-calf-compression-sleeve", "S/M")
    page.locator("legfit-size [part~='submit']").click()
    title(page, "Your size in the other product is not enough yet")
    assert "this decides: calf girth" in page.locator("legfit-size .no-size").text_content()
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.id") == "title"
    ask(page, "36.5")
    title(page, "Your size: M")


def test_a_product_without_its_size_is_asked_for_it(widget: Any) -> None:
    page = widget()
    another_brand(page)
    page.locator("legfit-size #own-product").select_option("compressport-ur2")
    page.locator("legfit-size [part~='submit']").click()
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.id") == "own-size"
    assert page.locator("legfit-size #own-size:invalid").count() == 1
    page.locator("legfit-size #own-size").select_option("2")
    page.locator("legfit-size [part~='submit']").click()
    page.locator("legfit-size .big").wait_for()


def test_a_service_that_is_away_when_another_brand_is_wanted(widget: Any, visitor: Any) -> None:
    page = widget(page=visitor(quiet=True))
    page.route("**/comparable", lambda route: route.abort())
    page.locator("legfit-size summary").get_by_text("I know my size in another brand").click()
    page.locator("legfit-size").get_by_role("alert").wait_for()
    page.unroute("**/comparable")
    page.locator("legfit-size").get_by_role("button", name="Try again").click()
    page.locator("legfit-size #own-product").wait_for()


def test_the_firmer_one_is_remembered_with_the_measures_alone(widget: Any) -> None:
    page = widget()
    ask(page, "38")
    page.locator("legfit-size .big").wait_for()
    page.get_by_role("button", name="Size M, firmer").click()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Change measures").click()
    page.locator("legfit-size #remember").check()
    page.keyboard.press("Enter")
    page.locator("legfit-size .big").wait_for()
    page.get_by_role("button", name="Size M, firmer").click()
    kept = json.loads(page.evaluate("localStorage.getItem('legfit:measures')"))
    assert kept == {"calf_max_girth": "38 cm", "prefer": "firmer"}
    sent: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data_json))
    page = widget(page=page, open_it=False)
    page.locator("legfit-size").get_by_role("button").click()
    title(page, "Size M or L may fit")
    assert [body["question"]["prefer"] for body in sent] == ["firmer"]


def test_what_is_remembered_answers_at_once_and_can_be_changed(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #sides").check()
    page.locator("legfit-size #remember").check()
    page.locator("legfit-size #calf_max_girth-left").fill("36")
    ask(page, "36.5", "calf_max_girth-right")
    title(page, "Your size: M")
    page = widget(page=page, product="compressport-ur2", open_it=False)
    page.locator("legfit-size").get_by_role("button").click()
    title(page, "Your size: 2")
    page.get_by_role("button", name="Change measures").click()
    page.locator("legfit-size #sides").uncheck()
    ask(page, "40")
    page.locator("legfit-size .big").wait_for()
    kept = json.loads(page.evaluate("localStorage.getItem('legfit:measures')"))
    assert kept == {"calf_max_girth": "40 cm"}


def test_the_shop_is_thanked_where_it_took_the_size_over(widget: Any) -> None:
    page = widget(head=TAKES)
    ask(page, "34.2")
    title(page, "Between S and M")
    taken = page.locator("legfit-size [part~='taken']")
    page.get_by_role("button", name="Size S, firmer").click()
    assert taken.text_content() == "Size S is now chosen on this page.Back to the product"
    page.get_by_role("button", name="Size M, softer").click()
    assert taken.text_content() == "Size M is now chosen on this page.Back to the product"
    page.get_by_role("button", name="Back to the product").click()
    assert not page.locator("legfit-size dialog").is_visible()
    page = widget()
    ask(page, "36.5")
    title(page, "Your size: M")
    assert not page.locator("legfit-size [part~='taken']").is_visible()


def test_the_shop_takes_no_uncertain_size_before_the_visitor_picked_one(widget: Any) -> None:
    page = widget(head=TAKES)
    ask(page, "34.4")
    title(page, "Between S and M")
    assert page.locator("legfit-size .big").text_content() == "S / M"
    taken = page.locator("legfit-size [part~='taken']")
    assert taken.count() == 0
    page.get_by_role("button", name="Size S, firmer").click()
    title(page, "Your choice: S")
    assert taken.text_content() == "Size S is now chosen on this page.Back to the product"


def test_the_shop_counts_without_a_measure(widget: Any) -> None:
    page = widget(head=HEARS)
    ask(page, "34.4")
    title(page, "Between S and M")
    page.get_by_role("button", name="Size M, softer").click()
    page.get_by_role("button", name="Change measures").click()
    ask(page, "28")
    title(page, "No size of this product fits your leg")
    heard = page.evaluate("heard")
    assert [(name, detail.get("outcome"), detail.get("size")) for name, detail in heard] == [
        ("legfit:open", None, None),
        ("legfit:answer", "between_sizes", None),
        ("legfit:size", "between_sizes", None),
        ("legfit:size", "between_sizes", "M"),
        ("legfit:answer", "outside_chart", None),
        ("legfit:size", "outside_chart", None),
    ]
    assert heard[0][1] == {"product": "nordlauf-sleeve"}
    assert sorted(heard[1][1]) == ["outcome", "product", "size"]
    assert "34.4" not in json.dumps(heard)
    assert "28" not in json.dumps(heard)


def test_the_stock_is_said_in_words(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.locator("legfit-size [part='stock']").text_content() == "Size M is in stock."
    page = widget("compressport-ur2")
    ask(page, "36.5")
    title(page, "Your size: 2")
    assert page.locator("legfit-size [part='stock']").count() == 0


def test_an_element_that_is_made_anew_by_a_framework_works(visitor: Any, shop: Any, api: str) -> None:
    """What React does to an element: made with attributes set later, taken out and put in again, made twice over."""
    page = visitor()
    shop.pages["/"] = embed(api, body="<div id=root></div>{}")
    page.goto(shop.url)
    page.evaluate(
        """(api) => { document.querySelector("legfit-size").remove();
        for (const time of [1, 2]) {
          const made = document.createElement("legfit-size"), root = document.getElementById("root");
          root.append(made);
          made.setAttribute("api", api);
          made.setAttribute("product", "nordlauf-sleeve");
          root.removeChild(made);
          root.replaceChildren(made);
        } }""",
        api,
    )
    page.locator("legfit-size").get_by_role("button").click()
    ask(page, "36.5")
    title(page, "Your size: M")
    page.evaluate("document.getElementById('root').replaceChildren(document.querySelector('legfit-size'))")
    assert not page.locator("legfit-size dialog").is_visible()
    page.locator("legfit-size").get_by_role("button").click()
    title(page, "Your size: M")
    page.evaluate("document.querySelector('legfit-size').setAttribute('product', 'compressport-ur2')")
    title(page, "Find my size")
    ask(page, "36.5")
    title(page, "Your size: 2")
    assert [event["product"] for event in told(page)] == ["nordlauf-sleeve", "compressport-ur2"]
    assert "open" not in page.evaluate("Object.getOwnPropertyNames(customElements.get('legfit-size').prototype)")


SET = "pair => document.querySelector('legfit-size').setAttribute(...pair)"


def test_another_theme_loses_nothing(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #calf_max_girth").fill("36.5")
    page.evaluate(SET, ["theme", "dark"])
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36.5"
    assert page.locator("legfit-size dialog").evaluate("box => getComputedStyle(box).colorScheme") == "dark"
    page.keyboard.press("Enter")
    title(page, "Your size: M")
    page.evaluate(SET, ["appearance", "button"])
    assert page.locator("legfit-size h2").text_content() == "Your size: M"


def test_another_variant_of_the_product_leaves_the_answer_where_it_is(widget: Any, visitor: Any) -> None:
    """A shop that chooses the variant found, and names it in `product`, as React does in the midst of the event."""
    page = visitor()
    asked: list[str] = []
    page.on("request", lambda request: "/v1/" in request.url and asked.append(request.url.rpartition("/")[2]))
    head = (
        "<script>addEventListener('legfit:size', event => { event.preventDefault();"
        "event.target.setAttribute('product', event.detail.variants[0].sku) })</script>"
    )
    widget(page=page, head=head)
    ask(page, "36.5")
    page.get_by_role("button", name="Back to the product").click()
    page.locator("legfit-size").get_by_role("button").click()
    title(page, "Your size: M")
    assert page.locator("legfit-size [part='taken']").text_content().startswith("Size M is now chosen on this page.")
    assert asked == ["en", "nordlauf-sleeve", "size", "NL-M-RED"]


def test_a_measure_is_typed_once_for_all_products_of_a_page(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #calf_max_girth").fill("36,5")
    page.evaluate(SET, ["product", "compressport-ur2"])
    page.locator("legfit-size .product").get_by_text("Compressport").wait_for()
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36,5"
    page.evaluate(SET, ["lang", "de"])
    title(page, "Meine Größe finden")
    page.locator("legfit-size #calf_max_girth").press("Enter")
    title(page, "Ihre Größe: 2")
    page.evaluate(SET, ["product", "nordlauf-tights"])
    page.locator("legfit-size #height").wait_for()
    page.locator("legfit-size #height").fill("178")
    page.locator("legfit-size #weight").fill("72")
    sent: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data_json))
    page.keyboard.press("Enter")
    title(page, "Wahrscheinlich Größe M")
    assert sent[0]["question"]["legs"] == {}
    assert sent[0]["question"]["body"] == {"height": "178 cm", "weight": "72 kg"}


def test_how_to_measure_is_one_tap_away(widget: Any, api: str) -> None:
    page = widget(lang="fr")
    with page.context.expect_page() as opened:
        page.locator("legfit-size .ask a").click()
    lesson = opened.value
    lesson.locator("h1").wait_for()
    assert lesson.locator("html").get_attribute("lang") == "fr"
    assert lesson.evaluate("opener") is None
    assert page.locator("legfit-size #calf_max_girth").is_visible()


@pytest.mark.parametrize(("pointer", "place"), [("fine", "calf_max_girth"), ("coarse", "title")])
def test_where_a_keyboard_is_the_first_field_is_ready_to_type(widget: Any, pointer: str, place: str) -> None:
    page = widget(visit={"has_touch": True, "is_mobile": True} if pointer == "coarse" else {})
    assert page.evaluate("matchMedia('(pointer:fine)').matches") is (pointer == "fine")
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.id") == place


def test_the_box_to_remember_stays_ticked_when_the_unit_is_turned(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #remember").check()
    page.locator("legfit-size #in").check()
    assert page.locator("legfit-size #remember").is_checked()
    assert page.evaluate("localStorage.length") == 0
    ask(page, "14 3/8 in")
    page.locator("legfit-size .big").wait_for()
    assert json.loads(page.evaluate("localStorage.getItem('legfit:measures')")) == {"calf_max_girth": "14 3/8 in"}
