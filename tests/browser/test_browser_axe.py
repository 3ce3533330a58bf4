"""No violation of WCAG 2.2 AA that axe can find, in every state, light and dark, phone and desk."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, fits_the_screen, unfold
from test_browser_widget import ask, title

SCHEMES = [
    pytest.param({"viewport": PHONE, "color_scheme": "light"}, id="phone light"),
    pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="desk dark"),
]


def open_form(page: Any) -> None:
    """Every part of the form and of the guide beside it stands open."""
    for field in ("#garment-any", "#height", "#calf_max_girth", "#ankle_min_girth", "#distance", "#brand", ".lesson"):
        unfold(page, field)


@pytest.mark.parametrize("visit", SCHEMES)
def test_the_widget_in_every_state(widget: Any, axe: Any, visit: dict[str, Any]) -> None:
    page = widget(open_it=False, visit={**visit, "quiet": True}, theme="system")
    axe(page)
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #calf_max_girth").wait_for()
    page.locator("legfit-size #sides").check()
    for word in ("I know my size in another brand", "Size chart"):
        page.locator("legfit-size summary").get_by_text(word).click()
    page.locator("legfit-size #own-product").wait_for()
    axe(page)
    page.locator("legfit-size #sides").uncheck()
    ask(page, "thick")
    axe(page)
    ask(page, "34.4")
    title(page, "Between S and M")
    for summary in page.locator("legfit-size summary").all():
        summary.click()
    axe(page)
    page.locator("legfit-size #distance").fill("21")
    page.locator("legfit-size #C2").check()
    page.get_by_role("button", name="Show advice").click()
    page.locator("legfit-size [part~='clinician']").wait_for()
    axe(page)
    page.get_by_role("button", name="Change measures").click()
    ask(page, "28")
    title(page, "No size of this product fits your leg")
    axe(page)
    page.get_by_role("button", name="Change measures").click()
    ask(page, "53")
    title(page, "Is this right?")
    axe(page)
    page.route("**/v1/widget/*/products/*/size*", lambda route: route.abort())
    page.get_by_role("button", name="Yes, it is right").click()
    page.locator("legfit-size").get_by_role("alert").wait_for()
    axe(page)


@pytest.mark.parametrize("visit", SCHEMES)
def test_the_firm_sock_with_its_shoe_size(widget: Any, axe: Any, visit: dict[str, Any]) -> None:
    page = widget("nordlauf-firm", visit=visit, theme="system")
    axe(page)
    page.locator("legfit-size #calf_max_girth").fill("38")
    page.locator("legfit-size #ankle_min_girth").fill("23")
    ask(page, "42", "shoe")
    page.locator("legfit-size [part~='safety']").wait_for()
    axe(page)


@pytest.mark.parametrize("visit", SCHEMES)
def test_the_page_in_every_state(visitor: Any, api: str, axe: Any, visit: dict[str, Any]) -> None:
    page = visitor(**visit, quiet=True)
    page.goto(api)
    open_form(page)
    axe(page)
    fits_the_screen(page)
    for fields in (
        {"calf_max_girth": "36.5"},
        {"calf_max_girth": "28"},
        {"calf_max_girth": "53"},
        {"calf_max_girth": "900"},
        {},
    ):
        page.goto(f"{api}/?garment=calf_sleeve")
        for name, value in fields.items():
            page.fill(f"#{name}", value)
        page.get_by_role("button", name="Search").click()
        page.locator("main.answered, #results [role=alert], .faults").first.wait_for()
        for summary in page.locator("#results summary").all():
            summary.click()
        axe(page)
        fits_the_screen(page)


@pytest.mark.parametrize("visit", SCHEMES)
def test_what_cannot_wait_and_what_may_have_been_meant(
    widget: Any, visitor: Any, api: str, axe: Any, visit: dict[str, Any]
) -> None:
    page = widget(visit={**visit, "quiet": True})
    ask(page, "143/8 in")
    page.get_by_role("button", name="Did you mean 14 3/8 in?").wait_for()
    axe(page)
    ask(page, "34.4")
    page.get_by_role("button", name="Size M, softer", exact=True).click()
    title(page, "Your choice: M")
    axe(page)
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #race").check()
    page.locator("legfit-size #distance").fill("21.1")
    page.locator("legfit-size #duration").fill("4")
    page.get_by_role("button", name="Show advice").click()
    page.get_by_role("button", name="Did you mean 4 h?").click()
    page.locator("legfit-size").get_by_role("group", name="Have you tested it in training?").wait_for()
    axe(page)
    page.locator("legfit-size #C1").check()
    page.get_by_role("button", name="Show advice").click()
    title(page, "Get help now")
    axe(page)
    fits_the_screen(page)
    page.goto(api)
    open_form(page)
    page.fill("#calf_max_girth", "143/8 in")
    page.fill("#duration", "4")
    page.get_by_role("button", name="Search").click()
    page.locator(".offer").first.wait_for()
    axe(page)
    fits_the_screen(page)
    page.fill("#calf_max_girth", "36.8")
    page.fill("#duration", "")
    page.locator("[value=C1]").check()
    page.get_by_role("button", name="Search").click()
    page.locator(".urgent").wait_for()
    axe(page)
    page.goto(f"{api}/not/here")
    axe(page)
