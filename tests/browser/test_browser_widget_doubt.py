"""What the widget does where there is doubt: it asks, and offers what may have been meant; it never guesses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browsing import wait_until
from test_browser_widget import ask, title, told

NAMES = {"M": "Size M, firmer", "L": "Size L, softer"}


def test_the_panel_follows_the_size_that_is_picked(widget: Any) -> None:
    page = widget()
    ask(page, "38")
    title(page, "Size L or M may fit")
    first, other = "L", "M"
    card = page.locator("legfit-size .answer")
    assert page.locator("legfit-size .big").text_content() == "L / M"
    assert page.locator("legfit-size [aria-pressed=true]").count() == 0
    sold_out = "Size L is sold out"
    for size, heading in ((other, f"Your choice: {other}"), (first, f"Your choice: {first}")):
        page.locator("legfit-size").get_by_role("button", name=NAMES[size], exact=True).click()
        title(page, heading)
        assert page.locator("legfit-size .big").text_content() == size
        assert (f"Take {first} first" in card.text_content()) == (size == first)
        assert (sold_out in page.locator("legfit-size .card").text_content()) == (size == "L")
        label = page.locator("legfit-size .band").get_attribute("aria-label")
        assert f"Size {size} is for" in label
        assert (
            page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.textContent") == NAMES[size]
        )


DOUBTS = [
    pytest.param({"calf_max_girth": "37.6"}, "Probably size 2", "2", [], "2", id="likely"),
    pytest.param({"calf_max_girth": "46"}, "Perhaps size 4, perhaps none", "4", ["Size 4"], None, id="uncertain, and no other size is near"),
    pytest.param({"calf_max_girth": "38"}, "Size 2 or 3 may fit", "2 / 3", ["Size 2, firmer", "Size 3, softer"], None, id="at an edge"),
    pytest.param({"calf_max_girth-left": "33.3", "calf_max_girth-right": "35.7"}, "Your legs need different sizes: left 1, right 2",
                 "2", ["Size 2 (right leg)", "Size 1 (left leg)"], "2", id="each leg its own"),
    pytest.param({"calf_max_girth-left": "34", "calf_max_girth-right": "35"}, "Your legs may need different sizes: left 1, right 2",
                 "2 / 1", ["Size 2 (right leg)", "Size 1 (left leg)"], None, id="each leg its own, uncertain"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "heading", "large", "buttons", "size"), DOUBTS)
def test_the_shop_gets_no_size_that_the_visitor_has_yet_to_choose(
    widget: Any, typed: dict[str, str], heading: str, large: str, buttons: list[str], size: str | None
) -> None:
    page = widget("compressport-ur2")
    if len(typed) > 1:
        page.locator("legfit-size #sides").check()
    for field, text in typed.items():
        page.locator(f"legfit-size #{field}").fill(text)
    page.keyboard.press("Enter")
    title(page, heading)
    assert page.locator("legfit-size .big").text_content() == large
    choices = page.locator("legfit-size [part~='choice']")
    assert choices.all_text_contents() == buttons
    assert [event["size"] for event in told(page)] == [size]
    if size is None:
        choices.last.click()
        picked = buttons[-1].split(",")[0].split(" (")[0].removeprefix("Size ")
        title(page, f"Your choice: {picked}")
        assert [event["size"] for event in told(page)] == [None, picked]


def test_a_shoe_size_on_no_stated_scale_is_not_asked_for(widget: Any) -> None:
    page = widget("pro-compression-marathon-sock", open_it=False)
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size [part='no-size']").wait_for()
    text = page.locator("legfit-size [part='no-size']").text_content()
    assert "XS: 5–7" in text
    title(page, "This chart goes by shoe size, but does not say whether EU, UK or US")
    assert page.locator("legfit-size input, legfit-size select, legfit-size [part~='change']").count() == 0


@pytest.mark.parametrize(
    ("typed", "turned", "back"),
    [
        pytest.param("36.5", "36.5 cm", "36.5", id="a number keeps its unit"),
        pytest.param("14 3/8 in", "14 3/8", "14 3/8 in", id="the unit that is shown is not written twice"),
        pytest.param("365 mm", "365 mm", "365 mm", id="a unit of its own stays"),
        pytest.param("abc", "abc", "abc", id="what cannot be read stays"),
        pytest.param("", "", "", id="an empty field stays empty"),
    ],
)
def test_turning_the_unit_changes_the_meaning_of_no_number(widget: Any, typed: str, turned: str, back: str) -> None:
    page = widget()
    field = page.locator("legfit-size #calf_max_girth")
    field.fill(typed)
    page.locator("legfit-size #in").check()
    assert field.input_value() == turned
    page.locator("legfit-size #cm").check()
    assert field.input_value() == back


@pytest.mark.parametrize(
    ("product", "field", "typed", "meant", "size"),
    [
        pytest.param("nordlauf-sleeve", "calf_max_girth", "143/8 in", "14 3/8 in", "M", id="a blank lost"),
        pytest.param("nordlauf-sleeve", "calf_max_girth", "14.5 cm", "14.5 in", "M", id="the wrong unit"),
    ],
)
def test_what_may_have_been_meant_can_be_tapped(
    widget: Any, product: str, field: str, typed: str, meant: str, size: str
) -> None:
    page = widget(product, visit={"quiet": True})
    ask(page, typed, field)
    page.locator("legfit-size").get_by_role("button", name=f"Did you mean {meant}?").click()
    title(page, f"Your size: {size}")
    page.get_by_role("button", name="Change measures").click()
    assert page.locator(f"legfit-size #{field}").input_value() == meant


@pytest.mark.parametrize("typed", ["42/43", "8/9"])
def test_two_shoe_sizes_are_never_read_as_a_fraction(widget: Any, typed: str) -> None:
    page = widget("nordlauf-firm", visit={"quiet": True})
    page.locator("legfit-size #calf_max_girth").fill("38")
    page.locator("legfit-size #ankle_min_girth").fill("23")
    ask(page, typed, "shoe")
    page.locator("legfit-size #shoe-err").get_by_text(f"Please check “EU {typed}”.").wait_for()
    assert told(page) == []


@pytest.mark.parametrize("typed", ["14.5 inches", "14,5 Zoll", "36,5 centimètres", "３６．５ｃｍ", "36.5㎝"])
def test_the_widget_reads_whatever_the_service_reads(widget: Any, typed: str) -> None:
    page = widget()
    ask(page, typed)
    title(page, "Your size: M")


def test_an_unlikely_measure_is_asked_about_first(widget: Any) -> None:
    page = widget()
    ask(page, "53")
    title(page, "Is this right?")
    assert told(page) == []
    page.get_by_role("button", name="Yes, it is right").click()
    title(page, "Your size: XL")
    assert told(page)[0]["size"] == "XL"


def test_a_confirmation_holds_for_the_values_asked_about(widget: Any) -> None:
    page = widget()
    ask(page, "53")
    title(page, "Is this right?")
    page.get_by_role("button", name="Yes, it is right").click()
    title(page, "Your size: XL")
    page.get_by_role("button", name="Change measures").click()
    ask(page, "53.5")
    title(page, "Is this right?")
    page.get_by_role("button", name="Change measures").click()
    ask(page, "53")
    title(page, "Your size: XL")


def test_a_yes_holds_as_long_as_the_page_for_every_finder_on_it(widget: Any, api: str) -> None:
    more = f'<legfit-size id="other" product="nordlauf-sleeve" api="{api}" units="in"></legfit-size>'
    page = widget(body=f"{{}}{more}", open_it=False)
    page.evaluate("document.querySelector('legfit-size').show()")
    page.locator("legfit-size #calf_max_girth").wait_for()
    ask(page, "53")
    page.get_by_role("button", name="Yes, it is right").click()
    title(page, "Your size: XL")
    asked: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request))
    page.evaluate("document.querySelector('legfit-size').remove(); document.querySelector('legfit-size').show()")
    page.locator("legfit-size #calf_max_girth").wait_for()
    ask(page, "530 mm")
    title(page, "Your size: XL")
    assert len(asked) == 1
    assert page.evaluate("localStorage.length") == 0
    page = widget(page=page)
    ask(page, "53")
    title(page, "Is this right?")


def test_a_rest_day_with_a_run_is_not_asked(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #race").check()
    page.locator("legfit-size #rest_day").check()
    page.get_by_role("button", name="Show advice").click()
    error = page.locator("legfit-size #rest_day-err").text_content()
    assert error.startswith("A rest day has no run")
    assert page.locator("legfit-size [part='advised']").count() == 0


def test_a_planned_time_without_a_unit_is_asked_about(widget: Any) -> None:
    page = widget(visit={"quiet": True})
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #duration").fill("4")
    page.get_by_role("button", name="Show advice").click()
    offers = page.locator("legfit-size #duration-err button")
    offers.first.wait_for()
    assert offers.all_text_contents() == ["Did you mean 4 h?", "Did you mean 4 min?"]
    offers.first.click()
    page.locator("legfit-size [part='advised']").wait_for()
    assert page.locator("legfit-size #duration").input_value() == "4 h"


def test_a_run_that_hardly_can_be_is_asked_about_once(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #distance").fill("21.1")
    page.locator("legfit-size #duration").fill("30 min")
    page.get_by_role("button", name="Show advice").click()
    title(page, "Is this right?")
    page.get_by_role("button", name="Change measures").click()
    title(page, "Your size: M")
    assert len(told(page)) == 1
    assert page.locator("legfit-size #duration").input_value() == "30 min"
    page.locator("legfit-size #duration").fill("31 min")
    page.get_by_role("button", name="Show advice").click()
    title(page, "Is this right?")
    page.get_by_role("button", name="Yes, it is right").click()
    page.locator("legfit-size [part='advised']").wait_for()
    page.get_by_role("button", name="Show advice").click()
    page.locator("legfit-size [part='advised']").wait_for()
    assert page.locator("legfit-size .confirm").count() == 0


def test_the_one_question_of_a_race_is_asked(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    assert not page.locator("legfit-size #tested").is_visible()
    page.locator("legfit-size #distance").fill("21.1")
    page.locator("legfit-size #race").check()
    assert page.locator("legfit-size #tested option").all_text_contents() == [
        "not said", "Yes, on several runs", "No", "Not yet",
    ]  # fmt: skip
    sent: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(json.loads(request.post_data)))
    page.get_by_role("button", name="Show advice").click()
    question = page.locator("legfit-size").get_by_role("group", name="Have you tested it in training?")
    question.get_by_role("button", name="Yes").click()
    page.locator("legfit-size #tested").wait_for()
    wait_until(page, lambda: page.locator("legfit-size #tested").input_value() == "yes")
    question.wait_for(state="detached")
    page.locator("legfit-size #tested").select_option("not_yet")
    page.get_by_role("button", name="Show advice").click()
    wait_until(page, lambda: len(sent) == 3)
    assert [body["question"]["runner"].get("tested_in_training") for body in sent] == [None, True, None]
    assert all(body["question"]["run"] == {"rest_day": False, "race": True, "distance": "21.1 km"} for body in sent)


def test_an_emergency_stands_alone_and_the_rest_behind_a_button(widget: Any) -> None:
    page = widget()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #C1").check()
    page.get_by_role("button", name="Show advice").click()
    title(page, "Get help now")
    said = "Chest pain, sudden breathlessness or coughing blood: call the emergency services now."
    rest = "Show the result all the same"
    assert page.locator("legfit-size .card").text_content() == f"Get help now✕{said}{rest}"
    assert len(told(page)) == 1
    page.get_by_role("button", name=rest).click()
    title(page, "Your size: M")
    assert len(told(page)) == 2
