"""A size table copied out of a page and pasted in a real browser; without JavaScript its text; and no barrier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pasted_charts as pasted
import pytest
from browsing import DESK, PHONE, fits_the_screen, wait_until

SHOP_PAGE = f"<!doctype html><html lang='en'><title>Shop</title><body>{pasted.SOCK}</body></html>"

TWO_UNITS = pasted.SOCK.replace("30 – 34", "30 – 34 cm / 11.8 – 13.4 in").replace("Calf (cm)", "Calf").replace(
    "34.5 – 38", "34.5 – 38 cm / 13.6 – 15 in").replace("38.5 – 43", "38.5 – 43 cm / 15.2 – 16.9 in")  # fmt: skip


def copied(page: Any, shop: Any) -> None:
    """The shop's whole page is marked and copied, as a person does it."""
    shop.pages["/"] = SHOP_PAGE
    page.goto(shop.url)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")


def test_a_table_is_pasted_as_the_page_shows_it(visitor: Any, api: str, shop: Any) -> None:
    page = visitor(quiet=True)
    copied(page, shop)
    page.goto(f"{api}/chart")
    page.locator("#text").focus()
    page.keyboard.press("Control+v")
    page.locator("#said", has_text="was copied").wait_for()
    assert "<table" in page.locator("#html").input_value()
    page.fill("#calf_max_girth", "36")
    page.locator("form button.main").click()
    page.locator("main.answered").wait_for()
    assert page.locator(".big").text_content().endswith("M")
    assert "size M is right for your leg" in page.locator(".sure").text_content()
    assert "Nobody has checked" in page.locator(".cautions").text_content()
    assert page.locator("table.sizes tbody tr").count() == 3
    assert "36" not in page.url.removeprefix(api)


def test_what_is_typed_afterwards_counts_and_no_longer_what_was_pasted(visitor: Any, api: str, shop: Any) -> None:
    page = visitor(quiet=True)
    copied(page, shop)
    page.goto(f"{api}/chart")
    page.locator("#text").focus()
    page.keyboard.press("Control+v")
    page.locator("#said", has_text="was copied").wait_for()
    page.fill("#text", pasted.TEXT)
    assert page.locator("#html").input_value() == ""
    page.locator("form button.main").click()
    page.locator("table.sizes th", has_text="ankle girth").wait_for()


def test_a_file_is_read(visitor: Any, api: str, tmp_path: Path) -> None:
    page = visitor()
    (tmp_path / "chart.html").write_bytes(pasted.UNREAD.encode("utf-16"))
    page.goto(f"{api}/chart")
    page.set_input_files("#file", tmp_path / "chart.html")
    wait_until(page, lambda: page.locator("#data").input_value() != "")
    page.locator("form button.main").click()
    page.locator("td.unread").wait_for()
    assert page.locator("td.unread input").input_value() == "34.5 / 38"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
def test_without_javascript_text_is_enough(visitor: Any, api: str, language: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?lang={language}")
    page.locator("a[href*='chart?lang=']:visible").first.click()
    assert page.locator("html").get_attribute("lang") == language
    page.fill("#text", pasted.SOCK)
    page.fill("#calf_max_girth", "36")
    page.locator("form button.main").click()
    page.locator("main.answered").wait_for()
    assert page.locator(".big").text_content().endswith("M")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "visit",
    [
        pytest.param({"viewport": PHONE, "color_scheme": "light"}, id="phone light"),
        pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="desk dark"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(pasted.UNREAD, id="unread"),
        pytest.param(pasted.TWO + TWO_UNITS, id="several"),
        pytest.param(pasted.MEDICAL, id="medical"),
        pytest.param(pasted.NO_CHART, id="no chart"),
    ],
)
def test_no_barrier_on_the_page(visitor: Any, api: str, axe: Any, visit: dict[str, Any], text: str) -> None:
    page = visitor(**visit)
    page.goto(f"{api}/chart")
    axe(page)
    page.fill("#text", text)
    page.fill("#calf_max_girth", "33")
    page.locator("form button.main").click()
    page.locator("main.answered").wait_for()
    axe(page)
    fits_the_screen(page)
