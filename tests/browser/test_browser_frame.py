"""Around the page: no connection, cells corrected in place, from the search to a table and back, keys, a path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pasted_charts as pasted
import pytest
from browsing import PHONE, choose, filled, serving, unfold

PATHS = [pytest.param("/", id="search"), pytest.param("/chart", id="table")]


def typed(page: Any, address: str) -> None:
    """A form with something in it."""
    page.goto(address)
    if page.locator("#text").count():
        page.fill("#text", pasted.SOCK)
    page.fill("#calf_max_girth", "36.5")


def press(page: Any) -> None:
    """The main button of the form."""
    page.locator("#ask button.main").click()


def away(page: Any) -> Any:
    """What is said where there is no connection, once it is said."""
    bar = page.get_by_role("alert").filter(has_text="No connection to the size finder.")
    bar.wait_for()
    return bar


@pytest.mark.parametrize("path", PATHS)
def test_offline_is_said_and_nothing_typed_is_lost(visitor: Any, api: str, axe: Any, path: str) -> None:
    page = visitor(viewport=PHONE)
    typed(page, f"{api}{path}")
    page.context.set_offline(True)
    press(page)
    bar = away(page)
    axe(page)
    assert page.input_value("#calf_max_girth") == "36.5"
    bar.get_by_role("button", name="Try again").click()
    assert away(page).is_visible()
    page.context.set_offline(False)
    page.get_by_role("alert").filter(has_text="The connection is back.").wait_for()
    page.get_by_role("button", name="Try again").click()
    page.locator("main.answered").wait_for()
    assert page.locator("#away").inner_text() == ""


def test_a_service_that_is_gone_is_noticed_before_the_form_is_sent(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.clock.install()
    typed(page, api)
    page.clock.fast_forward("01:00")
    page.route("**/healthz", lambda route: route.abort())
    press(page)
    bar = away(page)
    assert page.input_value("#calf_max_girth") == "36.5"
    page.unroute("**/healthz")
    bar.get_by_role("button", name="Try again").click()
    page.locator("main.answered").wait_for()


def test_a_service_that_answers_with_an_error_is_gone_too(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.clock.install()
    typed(page, api)
    page.clock.fast_forward("01:00")
    page.route("**/healthz", lambda route: route.fulfill(status=502))
    press(page)
    away(page)


# --- the table ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_cells_are_corrected_in_their_places(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{api}/chart")
    page.fill("#text", pasted.UNREAD)
    page.fill("#calf_max_girth", "36")
    press(page)
    again = page.get_by_role("button", name="Read it again")
    page.get_by_role("textbox", name="calf girth, size M, as printed").fill("34.5-38")
    again.click()
    page.locator("td.mended").wait_for()
    assert page.locator(".big").inner_text().split()[-1] == "M"
    assert "on the page: 34.5 / 38" in page.locator("td.mended").inner_text()
    assert "Nobody has checked this chart" in page.locator(".cautions").inner_text()
    assert not again.is_visible()
    page.get_by_role("checkbox", name="Correct a cell").check()
    page.get_by_role("textbox", name="calf girth, size L, as printed").fill("35-43")
    again.click()
    page.get_by_text("2 cells are as you corrected them.").wait_for()
    assert "L and M both fit" in page.locator(".card").inner_text()
    page.get_by_role("button", name="As it was copied").click()
    page.locator("td.unread").wait_for()
    assert page.locator("td.mended").count() == 0
    assert "36" not in page.url.removeprefix(api)


def test_a_table_is_picked_and_stays_picked(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/chart")
    page.fill("#text", pasted.TWO)
    page.fill("#calf_max_girth", "36")
    press(page)
    page.get_by_role("button", name="Use this table").nth(1).click()
    page.locator(".card").wait_for()
    unfold(page, "#calf_max_girth")
    page.fill("#calf_max_girth", "39")
    press(page)
    page.locator("#asked", has_text="39 cm").wait_for()
    assert page.locator(".read h3").first.inner_text() == "Chart 2: Men"
    assert page.locator(".big").inner_text().split()[-1] == "L"


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_measures_go_to_the_table_and_back_in_no_address(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en")
    choose(page, "sock")
    page.fill("#calf_max_girth", "36.5")
    press(page)
    page.locator("#no-chart summary").first.click()
    page.locator("#no-chart button[formaction]").click()
    page.locator("#text").wait_for()
    assert page.input_value("#calf_max_girth") == "36.5"
    assert page.locator("[role=alert] h2").count() == 0
    page.fill("#text", pasted.SOCK)
    press(page)
    page.locator(".card").wait_for()
    unfold(page, "#calf_max_girth")
    page.fill("#calf_max_girth", "37")
    page.get_by_role("button", name="To the search, with these measures").click()
    page.locator("#asked", has_text="Socks").wait_for()
    assert f"{37 if scripts else 36.5}\u00a0cm" in page.locator("#asked > summary").inner_text()
    assert not {"36", "37"} & set(page.url.removeprefix(api))


def test_another_language_keeps_the_table(visitor: Any, api: str) -> None:
    page = visitor(viewport=PHONE)
    page.goto(f"{api}/chart?lang=en")
    page.fill("#text", pasted.SOCK)
    page.fill("#calf_max_girth", "36")
    page.get_by_role("button", name="Italiano").click()
    page.locator("html[lang=it] main.answered").wait_for()
    assert page.locator(".big").inner_text().split()[-1] == "M"


def test_a_table_that_is_too_long_is_not_sent(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/chart?lang=en")
    page.evaluate("document.getElementById('text').value = 'ü'.repeat(500_001)")
    press(page)
    page.locator("#said", has_text="more than one megabyte").wait_for()
    assert page.url == f"{api}/chart?lang=en"


# --- keys, a path of its own -----------------------------------------------------------------------------------------


def test_the_table_by_keys_alone(visitor: Any, api: str) -> None:
    page = visitor(viewport=PHONE)
    page.goto(f"{api}/chart?lang=en")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never comes to {selector}")

    tab_to("#text")
    page.keyboard.insert_text(pasted.UNREAD)
    tab_to("#calf_max_girth")
    page.keyboard.type("36")
    page.keyboard.press("Enter")
    page.locator("td.unread").wait_for()
    assert page.evaluate("document.activeElement.id") == "results"
    tab_to("td.unread input")
    page.keyboard.press("Control+a")
    page.keyboard.type("34.5-38")
    page.keyboard.press("Enter")
    page.locator("td.mended").wait_for()
    tab_to("#mend")
    page.keyboard.press("Space")
    assert page.locator("td input.cell").first.is_visible()


def test_under_a_path_of_its_own(visitor: Any, tmp_path: Path) -> None:
    with serving(filled(tmp_path / "catalog.db"), tmp_path, LEGFIT_BASE_PATH="/shop/fit") as address:
        page, answers = visitor(), []
        page.on("response", lambda response: answers.append((response.status, response.url)))
        typed(page, f"{address}/shop/fit")
        press(page)
        page.locator("main.answered").wait_for()
        page.locator("#no-chart summary").first.click()
        page.locator("#no-chart button[formaction]").click()
        page.fill("#text", pasted.SOCK)
        press(page)
        page.locator(".card").wait_for()
        page.get_by_role("button", name="Deutsch").click()
        page.locator("html[lang=de] .card").wait_for()
        page.locator(".back button").click()
        page.locator("html[lang=de] #asked").wait_for()
        assert {status for status, _ in answers} <= {200, 308}
        assert all(url.startswith(f"{address}/shop/fit") for _, url in answers)
