"""What the page does where there is doubt: it asks, offers what may have been meant, and keeps what numbers mean."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import unfold
from test_browser_page import post, search


def test_an_unlikely_measure_is_asked_about(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(api)
    search(page, calf_max_girth="53")
    page.get_by_role("button", name="Yes, it is right").click()
    page.locator("main.answered").wait_for()


@pytest.mark.parametrize("scripts", [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without")])
def test_a_confirmation_holds_for_the_values_asked_about(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(java_script_enabled=scripts)
    page.goto(api)
    search(page, calf_max_girth="53")
    yes = page.get_by_role("button", name="Yes, it is right")
    yes.wait_for()
    page.fill("#calf_max_girth", "54")
    page.press("#calf_max_girth", "Enter")
    page.get_by_text("54 cm").first.wait_for()
    assert page.locator("main.answered").count() == 0
    page.fill("#calf_max_girth", "53.5")
    yes.click()
    page.get_by_text("53.5 cm").first.wait_for()
    assert page.locator("main.answered").count() == 0
    yes.click()
    page.locator("main.answered").wait_for()


def test_a_confirmation_holds_when_another_measure_is_added(api: str) -> None:
    _, html = post(f"{api}/", "calf_max_girth=53")
    mark = re.search(r'name="confirmed" value="([0-9a-f ]+)"', html)
    assert mark
    asked = '<h2 id="head">Is this right?'
    assert asked not in post(f"{api}/", f"calf_max_girth=53&foot_length=26&confirmed={mark[1]}")[1]
    assert asked in post(f"{api}/", f"calf_max_girth=53.1&confirmed={mark[1]}")[1]
    assert asked in post(f"{api}/", "calf_max_girth=53&confirmed=true")[1]


def test_a_yes_is_carried_on(api: str) -> None:
    marks = r'name="confirmed" value="([0-9a-f ]+)"'
    asked = '<h2 id="head">Is this right?'
    first = re.findall(marks, post(f"{api}/", "calf_max_girth=53")[1])
    assert len(first) == 1
    _, answered = post(f"{api}/", f"calf_max_girth=53&confirmed={first[0]}")
    assert re.findall(marks, answered) == first
    _, other = post(f"{api}/", f"calf_max_girth=54&confirmed={first[0]}")
    assert asked in other
    second = re.findall(marks, other)
    assert second == [second[0], first[0]]
    assert second[0] != first[0]
    _, again = post(f"{api}/", f"calf_max_girth=53&confirmed={second[0]}&confirmed={second[1]}")
    assert asked not in again
    assert re.findall(marks, again) == second


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_what_was_confirmed_is_not_asked_again_until_it_changes(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(java_script_enabled=scripts)
    page.goto(f"{api}/?garment=calf_sleeve")
    search(page, calf_max_girth="53")
    page.get_by_role("button", name="Yes, it is right").click()
    page.locator("main.answered").wait_for()
    page.get_by_role("button", name="Deutsch").click()
    page.locator("html[lang=de] main.answered").wait_for()
    page.locator("#asked > summary").click()
    page.fill("#calf_max_girth", "53,5")
    page.locator("#calf_max_girth").press("Enter")
    page.get_by_role("button", name="Ja, es stimmt").click()
    page.locator("main.answered .what", has_text="53,5 cm").wait_for()


def test_what_may_have_been_meant_can_be_tapped(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False, quiet=True)
    page.goto(f"{api}/?garment=calf_sleeve")
    search(page, calf_max_girth="143/8 in")
    offer = page.locator("#calf_max_girth-err + .row button")
    assert offer.text_content() == "Did you mean 14 3/8 in?"
    offer.click()
    page.locator("main.answered").wait_for()
    assert page.locator("#calf_max_girth").input_value() == "14 3/8 in"
    assert "14" not in page.url.removeprefix(api)


UNTURNED = {
    "distance": "21.1",
    "temperature": "20",
    "duration": "1:50:00",
    "weight": "72 kg",
    "calf_max_girth": "36.8 cm",
}
"""What stands in the fields after the unit was turned to inches: no number means anything else than before."""


def test_turning_the_unit_changes_the_meaning_of_no_number(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(api)
    for name in ("distance", "weight", "ankle_min_girth"):
        unfold(page, f"#{name}")
    for name, value in {**UNTURNED, "weight": "72", "calf_max_girth": "36.8"}.items():
        page.fill(f"#{name}", value)
    page.check("[name=units][value=in]")
    assert {name: page.locator(f"#{name}").input_value() for name in UNTURNED} == UNTURNED
    units = ["distance_unit", "temperature_unit"]
    assert [page.locator(f"#{name}").input_value() for name in units] == ["km", "C"]
    assert page.locator("#calf_max_girth-how").inner_text().endswith("For example 14\N{NO-BREAK SPACE}3/8\u00a0in")
    assert page.locator("#ankle_min_girth-unit").inner_text() == "in"
    assert not page.locator("#calf_max_girth-unit").is_visible()
    page.check("[name=units][value=cm]")
    assert page.locator("#calf_max_girth").input_value() == "36.8"
    page.check("[name=units][value=in]")
    search(page)
    page.locator("main.answered").wait_for()
    assert page.locator(".val").first.text_content() == "14.49 in"
    assert page.locator("#asked .what").inner_text().split(" · ")[:2] == [
        "Calf girth 36.8\u00a0cm",
        "weight 72\u00a0kg",
    ]


@pytest.mark.parametrize(
    ("name", "typed", "readings"),
    [
        pytest.param("weight", "100", ("100 kg", "100 lb"), id="weight"),
        pytest.param("calf_max_girth", "28", ("28 cm", "28 in"), id="calf"),
    ],
)
def test_without_javascript_a_number_typed_before_the_unit_was_turned_is_asked_about(
    visitor: Any, api: str, name: str, typed: str, readings: tuple[str, str]
) -> None:
    page = visitor(java_script_enabled=False, quiet=True)
    page.goto(api)
    page.locator("#more > summary").click()
    page.fill(f"#{name}", typed)
    page.check("[name=units][value=in]")
    search(page)
    offers = page.locator(f"#{name} ~ .row button, .field:has(#{name}) .row button")
    assert offers.all_text_contents() == [f"Did you mean {reading}?" for reading in readings]
    offers.first.click()
    page.locator("main.answered").wait_for()
    assert page.locator(f"#{name}").input_value() == readings[0]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param("calf_max_girth=14.5&units=in&shown=cm", 200, id="possible in one unit alone"),
        pytest.param("calf_max_girth=36.5 cm&weight=70 kg&units=in&shown=cm", 200, id="with its unit"),
        pytest.param("calf_max_girth=14.5&weight=150&units=in&shown=in", 200, id="not turned"),
        pytest.param("calf_max_girth=14.5&weight=150&units=in", 200, id="sent by a program"),
        pytest.param("calf_max_girth=36.5&weight=150&units=cm&shown=in", 422, id="turned to centimetres"),
    ],
)
def test_only_what_a_body_can_have_in_both_units_is_asked_about(api: str, sent: str, status: int) -> None:
    assert post(f"{api}/", sent)[0] == status


@pytest.mark.parametrize(
    ("sent", "run"),
    [
        pytest.param("distance=21.1&temperature=20&units=in", ("21.1 km", "20 C"), id="turned to inches"),
        pytest.param("distance=21.1&temperature=20&units=cm", ("21.1 km", "20 C"), id="in centimetres"),
        pytest.param("distance=13.1&distance_unit=mi&temperature=-4&temperature_unit=F", ("21.0824064 km", "-20 C"),
                     id="with units of their own"),
        pytest.param("distance=13.1 mi&temperature=68 F&units=cm", ("21.0824064 km", "20 C"), id="with the unit typed"),
    ],
)  # fmt: skip
def test_distance_and_temperature_have_units_of_their_own(api: str, sent: str, run: tuple[str, str]) -> None:
    _, answer = post(f"{api}/index.json", f"calf_max_girth=36.8 cm&{sent}")
    asked = answer["question"]["run"]
    assert (asked["distance"], asked["temperature"]) == run


def test_a_planned_time_without_a_unit_is_asked_about(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False, quiet=True)
    page.goto(api)
    search(page, calf_max_girth="36.8", duration="4")
    offers = page.locator("#duration ~ .row button")
    assert offers.all_text_contents() == ["Did you mean 4 h?", "Did you mean 4 min?"]
    offers.first.click()
    page.locator("main.answered").wait_for()
    assert page.locator("#duration").input_value() == "4 h"


@pytest.mark.parametrize("told", ["distance=10", "duration=1:00:00", "race=1"])
def test_a_rest_day_with_a_run_is_refused_with_every_other_fault(api: str, told: str) -> None:
    status, html = post(f"{api}/", f"calf_max_girth=thick&rest_day=1&{told}")
    assert status == 422
    assert 'href="#calf_max_girth"' in html
    assert "A rest day has no run: leave the distance, the time and the race out, or untick the rest day." in html
    assert post(f"{api}/", "calf_max_girth=36.8&rest_day=1&temperature=20")[0] == 200
