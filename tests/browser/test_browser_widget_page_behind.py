"""The page of the shop behind an open finder: it is not scrolled, and is as it was afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import wait_until

TALL = "<style>{}</style><script>addEventListener('DOMContentLoaded', () => {{ document.body.style.paddingBottom = '3000px' }})</script>"
SCROLLED = "Math.max(scrollY, document.body.scrollTop)"


def wheel(page: Any, until: int | None = None) -> Any:
    """How far the page is scrolled after a turn of the wheel beside the panel; it is waited for, where said how far."""
    page.mouse.move(100, 400)
    page.mouse.wheel(0, 600)
    if until is None:
        page.wait_for_timeout(300)
    else:
        wait_until(page, lambda: page.evaluate(SCROLLED) == until)
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
    wheel(page, until=640)
    page.evaluate("document.querySelector('legfit-size').show(); document.querySelector('legfit-size').remove()")
    wheel(page, until=1240)
    assert page.evaluate("document.adoptedStyleSheets.length") == 0


def test_a_panel_that_turns_into_a_part_of_the_page_lets_it_scroll(widget: Any) -> None:
    page = widget(head=TALL.format(""))
    page.evaluate("document.querySelector('legfit-size').setAttribute('open', '')")
    page.locator("legfit-size dialog.inline").wait_for()
    assert wheel(page) > 0


QUICK_VIEW = """(tag) => {
  const view = document.createElement("dialog");
  view.id = "quick";
  view.append(tag);
  document.body.append(view);
  window.keys = [];
  document.addEventListener("keydown", ({ key }) => { keys.push(key); if (key === "Escape") view.close(); });
  view.showModal();
}"""


def test_out_of_a_quick_view_escape_closes_the_finder_alone(widget: Any) -> None:
    page = widget(open_it=False)
    page.locator("legfit-size").evaluate(QUICK_VIEW)
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #calf_max_girth").press_sequentially("36.5")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.locator("legfit-size .big").wait_for()
    page.keyboard.press("Escape")
    page.locator("legfit-size dialog").wait_for(state="hidden")
    assert page.evaluate("[quick.open, keys]") == [True, []]
    page.keyboard.press("Escape")
    assert page.evaluate("[quick.open, keys]") == [False, ["Escape"]]
