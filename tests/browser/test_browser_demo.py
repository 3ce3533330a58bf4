"""The made-up shop of `legfit serve --demo`: link, button, badge, sold out, two sizes and an unknown product."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHECKOUT, DESK, PHONE, answers, fits_the_screen
from postgres import free_port
from running import environment

from catalog.messages.messages import LANGUAGES, Messages

ALL = ["demo-run-sock", "demo-calf-sleeve", "demo-race-sock", "demo-trail-tights", "demo-new-sleeve"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the made-up shop, served as a shop owner does."""
    home, port = tmp_path_factory.mktemp("demo"), free_port()
    command = [sys.executable, str(CHECKOUT / "cli.py"), "serve", "--demo", "--port", str(port)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment(home))
    try:
        for _ in range(600):
            assert process.poll() is None, (home / "log").read_text("utf-8")
            if answers(port):
                break
            time.sleep(0.05)
        assert f"The made-up shop is at http://127.0.0.1:{port}/demo" in (home / "log").read_text("utf-8")
        yield f"http://127.0.0.1:{port}/demo"
    finally:
        process.terminate()
        process.wait(20)
    assert not list(home.rglob("catalog.db")), "the person's own catalog was touched"


def found(page: Any, demo: str, product: str, **measures: str) -> Any:
    """The product's page with the answer to some measures."""
    page.goto(f"{demo}/{product}")
    page.locator("legfit-size").get_by_role("button").first.click()
    for name, value in measures.items():
        page.locator(f"legfit-size #{name}").fill(value)
    page.keyboard.press("Enter")
    page.locator("legfit-size .big").wait_for()
    return page


def test_a_shop_owner_sees_everything_in_a_minute(visitor: Any, demo: str) -> None:
    page = visitor(quiet=True)
    page.goto(demo)
    assert page.locator("legfit-badge").evaluate_all("all => all.map(badge => badge.getAttribute('product'))") == ALL
    assert page.locator(".made-up").is_visible()
    page.goto(f"{demo}/demo-run-sock")
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #remember").check()
    found(page, demo, "demo-run-sock", calf_max_girth="36.5")
    assert page.locator("#size").input_value() == "M"
    assert page.locator("legfit-size .taken").text_content() == "Size M is now chosen on this page.Back to the product"
    page.get_by_role("button", name="Back to the product").click()
    assert not page.locator("legfit-size dialog").is_visible()
    told = page.locator("#told").text_content()
    assert [name for name in ("legfit:open", "legfit:answer", "legfit:size") if name in told] != []
    assert "36.5" not in told


def test_two_sizes_by_a_button_sold_out_and_unknown(visitor: Any, demo: str) -> None:
    page = found(visitor(quiet=True), demo, "demo-calf-sleeve", calf_max_girth="37")
    assert page.locator("legfit-size [part~='choice']").count() == 2
    assert page.locator("legfit-size .o.filled").count() == 1
    found(page, demo, "demo-race-sock", calf_max_girth="37", shoe="42")
    assert page.locator("legfit-size [part~='cautions']").text_content() == "Size II is sold out."
    found(page, demo, "demo-trail-tights", height="172", weight="65")
    page.goto(f"{demo}/demo-new-sleeve")
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size").get_by_text("This product is not in the size finder.").wait_for()
    assert page.request.get(f"{demo}/nothing").status == 404


def test_it_holds_the_made_up_products_alone(visitor: Any, demo: str) -> None:
    listed = visitor().request.get(demo.replace("/demo", "/v1/products")).json()
    assert sorted(p["id"] for p in listed["products"]) == sorted(ALL[:-1])
    assert {(p["collection"], p["brand"]) for p in listed["products"]} == {("demo", "Northwind")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language_on_a_phone(visitor: Any, demo: str, language: str) -> None:
    page = visitor(viewport=PHONE, quiet=True)
    for path in ("", "/demo-calf-sleeve"):
        page.goto(f"{demo}{path}?lang={language}&dark=1")
        assert page.locator(".made-up").text_content() == Messages(language).text("demo.made_up")
        fits_the_screen(page)


@pytest.mark.parametrize("dark", ["", "?dark=1"], ids=["light", "dark"])
def test_its_pages_can_be_read_by_everybody(visitor: Any, axe: Any, demo: str, dark: str) -> None:
    page = visitor(viewport=DESK)
    page.goto(f"{demo}{dark}")
    axe(page)
    page.goto(f"{demo}/demo-run-sock{dark}")
    axe(page)
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #calf_max_girth").wait_for()
    assert page.locator("legfit-size dialog").evaluate("node => node.style.colorScheme") == (
        "dark" if dark else "light"
    )
    axe(page)
