"""The widget on a shop's page, in a real browser against the real service: whole journeys."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import fits_the_screen

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint
from catalog.model.quantities import Length
from catalog.model.verdict import because

ACTIVE = "document.querySelector('legfit-size').shadowRoot.activeElement"


def ask(page: Any, value: str, field: str = "calf_max_girth") -> None:
    """One measure, and Enter."""
    page.locator(f"legfit-size #{field}").fill(value)
    page.keyboard.press("Enter")


def told(page: Any) -> list[dict[str, Any]]:
    """Every event that the shop got."""
    events: list[dict[str, Any]] = page.evaluate("told")
    return events


def heading(page: Any) -> Any:
    """The title of the panel."""
    return page.locator("legfit-size h2")


def unbound(text: str) -> str:
    """A text with ordinary blanks before its units, where the widget lets no line end."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def title(page: Any, text: str) -> None:
    """The panel has that title by now."""
    page.locator("legfit-size h2").get_by_text(text, exact=True).wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_finds_a_size_in_every_language(widget: Any, language: str) -> None:
    messages = Messages(language)
    page = widget(lang=language)
    title(page, messages.text("widget.find"))
    ask(page, "36,5")
    title(page, messages.text("widget.your_size", {"size": "M", "certainty": "sure"}))
    shown = page.locator("legfit-size .val").text_content()
    assert shown == messages.number("36.5 cm")
    assert page.locator("legfit-size dialog").get_attribute("lang") == language
    said = because("size.inside", point=LegPoint.CALF, value=Length(365_000), size="M", band="35–38 cm")
    sure = because("certainty.sure", basis="leg", size="M", percent=">99 %")
    lines = page.locator("legfit-size .answer p").all_text_contents()
    assert [unbound(line) for line in lines] == [unbound(messages.sentence(reason)) for reason in (sure, said)]


def test_the_shop_learns_size_and_variant(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    title(page, "Your size: M")
    (event,) = told(page)
    assert {k: v for k, v in event.items() if k != "variants"} == {
        "product": "nordlauf-sleeve", "size": "M", "also": [], "outcome": "fits", "variant": "40003", "stock": 7,
        "availability": "in_stock", "price": {"minor": 4900, "currency": "JPY", "seen_on": "2026-11-20"}, "link": "https://shop.example/m",
    }  # fmt: skip
    assert [v["sku"] for v in event["variants"]] == ["NL-M-RED", "NL-M-BLK"]


def test_between_two_sizes_both_are_shown_and_either_can_be_taken(widget: Any) -> None:
    page = widget()
    ask(page, "34.4")
    title(page, "Between S and M")
    assert page.locator("legfit-size .seg.on").count() == 2
    page.locator("legfit-size").get_by_role("button", name="Size M, softer", exact=True).click()
    first, second = told(page)
    assert (first["size"], first["also"], first["outcome"]) == (None, ["S", "M"], "between_sizes")
    assert (second["size"], second["also"], second["variant"]) == ("M", ["S"], "40003")
    pressed = page.locator("legfit-size").get_by_role("button", pressed=True)
    assert pressed.all_text_contents() == ["Size M, softer"]


def test_two_sizes_that_both_hold_the_leg(widget: Any) -> None:
    page = widget()
    ask(page, "38")
    title(page, "Size L or M may fit")


def test_a_size_that_is_sold_out_is_said_to_be(widget: Any) -> None:
    page = widget()
    ask(page, "40")
    title(page, "Your size: L")
    assert page.locator("legfit-size [part~='cautions']").text_content() == "Size L is sold out."
    assert page.locator("legfit-size [part='stock']").count() == 0
    assert told(page)[0]["stock"] == 0


def test_no_size_names_what_else_fits_and_the_shop_learns_that_too(widget: Any) -> None:
    page = widget("compressport-ur2", product_url="/p/{id}", others="")
    ask(page, "48")
    title(page, "No size of this product fits your leg")
    link = page.locator("legfit-size [part='others'] a").first
    assert "Nordlauf Running sleeve" in page.locator("legfit-size [part='others']").text_content()
    assert link.get_attribute("href").endswith("/p/nordlauf-sleeve")
    (event,) = told(page)
    assert (event["size"], event["variant"], event["outcome"]) == (None, None, "outside_chart")


def test_other_brands_are_named_only_where_the_shop_wants_it(widget: Any) -> None:
    page = widget("compressport-ur2", product_url="/p/{id}")
    ask(page, "48")
    title(page, "No size of this product fits your leg")
    assert page.locator("legfit-size [part='others']").count() == 0
    assert "Nordlauf" not in page.locator("legfit-size .card").text_content()


@pytest.mark.parametrize(
    ("attributes", "filters", "is_named"),
    [
        pytest.param({"others": "", "collection": "nordlauf"}, {"collections": ["nordlauf"]}, True, id="the shop's"),
        pytest.param({"others": "", "collection": " own "}, {"collections": ["own"]}, False, id="another collection"),
        pytest.param({"others": ""}, None, True, id="every collection"),
        pytest.param({"collection": "nordlauf"}, None, False, id="nothing is recommended"),
    ],
)
def test_a_shop_recommends_what_it_sells_alone_where_it_says_so(
    widget: Any, visitor: Any, attributes: dict[str, str], filters: dict[str, list[str]] | None, is_named: bool
) -> None:
    page = visitor()
    bodies: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and bodies.append(request.post_data_json))
    widget("compressport-ur2", page=page, **attributes)
    ask(page, "48")
    title(page, "No size of this product fits your leg")
    assert [body["question"].get("filters") for body in bodies] == [filters]
    assert ("Nordlauf" in page.locator("legfit-size .card").text_content()) is is_named


def test_a_medical_product_is_left_out_before_anything_is_asked(widget: Any) -> None:
    page = widget("nordlauf-medical", open_it=False)
    page.locator("legfit-size").get_by_role("button").click()
    title(page, "This product is left out here")
    assert "It is called a medical device" in page.locator("legfit-size [part='no-size']").text_content()
    assert page.locator("legfit-size input").count() == 0


def test_a_product_without_a_chart_says_so(widget: Any) -> None:
    page = widget("nordlauf-unknown", open_it=False)
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size").get_by_text("No size chart is known for this product").wait_for()


def test_it_asks_for_just_what_the_chart_needs(widget: Any) -> None:
    page = widget("nordlauf-firm")
    ids = page.locator("legfit-size input[type=text]").evaluate_all("all => all.map(i => i.id)")
    assert ids == ["calf_max_girth", "ankle_min_girth", "shoe"]
    assert page.locator("legfit-size select option").all_text_contents() == ["EU", "UK"]
    assert (
        page.locator("legfit-size .leg").get_attribute("aria-label") == "Where to measure: 1 calf girth, 2 ankle girth"
    )
    page = widget("nordlauf-tights")
    ids = page.locator("legfit-size input[type=text]").evaluate_all("all => all.map(i => i.id)")
    assert ids == ["height", "weight"]
    assert page.locator("legfit-size .leg").count() == 0


def test_a_firm_garment_comes_with_its_safety_note(widget: Any) -> None:
    page = widget("nordlauf-firm")
    page.locator("legfit-size #calf_max_girth").fill("38")
    page.locator("legfit-size #ankle_min_girth").fill("23")
    ask(page, "42", "shoe")
    title(page, "Your size: 2")
    note = page.locator("legfit-size [part~='safety']").text_content()
    assert note.startswith("A firm garment: check first")
    assert "ask a doctor or pharmacist first" in note


def test_height_and_weight_in_any_unit(widget: Any) -> None:
    page = widget("nordlauf-tights", units="in")
    page.locator("legfit-size #height").fill("5'10\"")
    ask(page, "158", "weight")
    title(page, "Probably size M")
    page.get_by_role("button", name="Change measures").click()
    page.locator("legfit-size #cm").check()
    values = page.locator("legfit-size input[type=text]").evaluate_all("all => all.map(i => i.value)")
    assert values == ["5'10\"", "158 lb"]


@pytest.mark.parametrize("typed", ["14 3/8", "14-3/8", "14⅜", "14.375", "14 3/8 in", '14,37"', "365,1 mm", "36.5cm"])
def test_inches_and_fractions_are_read(widget: Any, typed: str) -> None:
    page = widget(units="in")
    ask(page, typed)
    title(page, "Your size: M")
    assert page.locator("legfit-size .val").text_content().endswith(" in")


def test_left_and_right_may_be_given_apart(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #sides").check()
    page.locator("legfit-size #calf_max_girth-left").fill("33.8")
    ask(page, "35.2", "calf_max_girth-right")
    title(page, "Your legs probably need different sizes: left S, right M")
    assert page.locator("legfit-size .band").count() == 2


def test_what_is_missing_or_unreadable_is_said_at_its_field(widget: Any) -> None:
    page = widget()
    page.keyboard.press("Tab")
    page.locator("legfit-size [part~='submit']").click()
    field = page.locator("legfit-size #calf_max_girth")
    assert page.locator("legfit-size #calf_max_girth-err").text_content() == "Please fill in: calf girth."
    assert field.get_attribute("aria-invalid") == "true"
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.id") == "calf_max_girth"
    assert told(page) == []


def test_what_the_service_refuses_is_said_at_its_field(widget: Any) -> None:
    page = widget(visit={"quiet": True})
    for typed in ("900", "thick"):
        ask(page, typed)
        page.locator("legfit-size #calf_max_girth-err").get_by_text(f"Please check “{typed}").wait_for()
        assert page.locator("legfit-size #calf_max_girth").input_value() == typed
    assert told(page) == []


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "Expected: between 20 cm and 80 cm."), ("de", "Erwartet: zwischen 20 cm und 80 cm.")]
)
def test_what_is_possible_is_said_where_an_entry_is_not(widget: Any, lang: str, expected: str) -> None:
    page = widget(visit={"quiet": True}, lang=lang)
    ask(page, "3.65")
    page.locator("legfit-size #calf_max_girth-err").get_by_text(expected).wait_for()


@pytest.mark.parametrize("answered", [False, True], ids=["the form", "the answer"])
def test_opened_again_the_focus_is_where_it_was_the_first_time(widget: Any, answered: bool) -> None:
    page = widget()
    if answered:
        ask(page, "36.5")
    page.locator("legfit-size .big" if answered else "legfit-size #calf_max_girth").wait_for()
    first = page.evaluate(f"{ACTIVE}.id")
    page.keyboard.press("Escape")
    page.locator("legfit-size .o").click()
    assert page.evaluate(f"{ACTIVE}.id") == first


def test_advice_comes_on_demand(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #distance").fill("21.1")
    page.locator("legfit-size #intensity").select_option("hard")
    page.get_by_role("button", name="Show advice").click()
    page.locator("legfit-size [part='advised']").wait_for()
    assert "not make you faster" in page.locator("legfit-size [part='advised']").text_content()
    assert page.locator("legfit-size #distance").input_value() == "21.1"
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.part[0]") == "advised"


def test_a_sign_for_a_clinician_comes_before_everything_else(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #distance").fill("10")
    page.locator("legfit-size #C2").check()
    page.get_by_role("button", name="Show advice").click()
    alert = page.locator("legfit-size").get_by_role("alert")
    alert.wait_for()
    assert alert.text_content().startswith("See a clinician first")
    assert page.locator("legfit-size .card > *").nth(1).get_attribute("role") == "alert"
    assert page.locator("legfit-size [part='advised']").count() == 0


def test_it_has_its_own_direction_on_a_page_from_right_to_left(widget: Any) -> None:
    page = widget(head="<script>document.documentElement.dir='rtl'</script>")
    panel = page.locator("legfit-size dialog").bounding_box()
    assert panel["x"] == 0
    title_at = page.locator("legfit-size h2").bounding_box()["x"]
    close_at = page.locator("legfit-size [part~='close']").bounding_box()["x"]
    assert title_at < close_at
    fits_the_screen(page)
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.locator("legfit-size dialog").evaluate("node => getComputedStyle(node).direction") == "ltr"
    fits_the_screen(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360])
def test_nothing_reaches_out_of_a_small_screen(widget: Any, language: str, width: int) -> None:
    page = widget("nordlauf-firm", lang=language, visit={"viewport": {"width": width, "height": 700}})
    page.locator("legfit-size #sides").check()
    fits_the_screen(page)
    page.locator("legfit-size #sides").uncheck()
    page.locator("legfit-size #calf_max_girth").fill("38")
    page.locator("legfit-size #ankle_min_girth").fill("23")
    ask(page, "42", "shoe")
    page.locator("legfit-size .big").wait_for()
    page.locator("legfit-size summary").last.click()
    fits_the_screen(page)


def test_two_widgets_on_one_page_keep_apart(widget: Any, api: str) -> None:
    other = f'{{}}<legfit-size product="compressport-ur2" api="{api}"></legfit-size>'
    page = widget(open_it=False, body=other)
    for n in (0, 1):
        page.locator("legfit-size").nth(n).get_by_role("button").click()
        page.locator("legfit-size").nth(n).locator("#calf_max_girth").fill("36.5")
        page.keyboard.press("Enter")
        page.locator("legfit-size").nth(n).locator(".big").wait_for()
        page.keyboard.press("Escape")
    assert [e["size"] for e in told(page)] == ["M", "2"]


def test_the_attributes_may_change(widget: Any) -> None:
    page = widget()
    page.evaluate("document.querySelector('legfit-size').setAttribute('lang', 'de')")
    title(page, "Meine Größe finden")
    page.evaluate("document.querySelector('legfit-size').setAttribute('product', 'nordlauf-firm')")
    page.locator("legfit-size #shoe").wait_for()
