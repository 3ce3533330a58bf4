"""The page of the shop behind an open finder: it is not scrolled, and is as it was afterwards."""

from __future__ import annotations

from typing import Any

import pytest

TALL = "<style>{}</style><script>addEventListener('DOMContentLoaded', () => {{ document.body.style.paddingBottom = '3000px' }})</script>"
SCROLLED = "Math.max(scrollY, document.body.scrollTop)"


def wheel(page: Any) -> Any:
    """How far the page is scrolled after a turn of the wheel beside the panel."""
    page.mouse.move(100, 400)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(300)
    return page.evaluate(SCROLLED)


@pytest.mark.parametrize(
    "css",
    [
        pytest.param("", id="the page itself scrolls"),
        pytest.param("body { overflow-x: hidden }", id="the body says how"),
        pytest.param("html, body { block-size: 100%; margin: 0 } html { overflow: auto }", id="a page of full height"),
    ],
)
def test_the_page_behind_an_open_panel_stays_where_it_is(widget: Any, css: str) -> None:
    page = widget(head=TALL.format(css), open_it=False)
    page.evaluate("scrollTo(0, 40)")
    opener = page.locator("legfit-size").get_by_role("button")
    opener.click()
    page.locator("legfit-size input[type=text]").first.wait_for()
    assert wheel(page) == 40
    page.keyboard.press("Escape")
    assert wheel(page) == 640
    page.evaluate("document.querySelector('legfit-size').show(); document.querySelector('legfit-size').remove()")
    assert wheel(page) == 1240
    assert page.evaluate("document.adoptedStyleSheets.length") == 0


def test_a_panel_that_turns_into_a_part_of_the_page_lets_it_scroll(widget: Any) -> None:
    page = widget(head=TALL.format(""))
    page.evaluate("document.querySelector('legfit-size').setAttribute('open', '')")
    page.locator("legfit-size dialog.inline").wait_for()
    assert wheel(page) > 0
