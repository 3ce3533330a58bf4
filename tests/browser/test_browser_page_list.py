"""The answer on the page in a real browser: sorted and narrowed, one question at a time, a measure added, on paper."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browsing import DESK, PHONE, fits_the_screen
from test_browser_page import search

from catalog.messages.messages import Messages

SCRIPTS = [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]


def brands(page: Any) -> list[str]:
    """The brands of the cards, from the first to the last."""
    return [str(text).split(" · ")[0] for text in page.locator(".card .brand").all_inner_texts()]


def pick(page: Any, name: str, value: str, *, scripts: bool) -> None:
    """Something is picked for the list; without JavaScript it is sent."""
    page.select_option(f".sorting [name={name}]", value)
    if not scripts:
        page.get_by_role("button", name="Apply").click()
        page.locator("main.answered").wait_for()


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_the_list_is_sorted_and_narrowed_where_it_stands(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(java_script_enabled=scripts)
    sent: list[str] = []
    page.goto(f"{api}/?lang=en")
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    page.on("request", lambda request: sent.append(request.method))
    before = brands(page)
    assert before != sorted(before, key=str.casefold)
    pick(page, "sort", "brand", scripts=scripts)
    assert brands(page) == sorted(before, key=str.casefold)
    assert page.locator(".best > li").count() == 1
    pick(page, "only_brand", "CEP", scripts=scripts)
    assert set(brands(page)) == {"CEP"}
    assert len(brands(page)) == before.count("CEP")
    pick(page, "only_brand", "", scripts=scripts)
    assert sorted(brands(page)) == sorted(before)
    assert page.locator("#asked .what").inner_text() == "Calf girth 36.8\u00a0cm"
    assert bool(sent) is not scripts
    assert "36" not in page.url.removeprefix(api)


def test_what_leaves_nothing_says_so(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en")
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    page.select_option(".sorting [name=only_brand]", "EC3D")
    page.check(".sorting [name=only_stock]")
    assert page.locator("#listed").inner_text() == "Nothing that fits is like that. Pick something else above."
    assert page.locator(".card").count() == 0
    page.uncheck(".sorting [name=only_stock]")
    assert page.locator("#listed").inner_text() == "Listed here: 1 of 10."
    assert brands(page) == ["EC3D"]


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_one_question_at_a_time_and_its_reply_changes_the_answer(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en&garment=calf_sleeve&brand=Nordlauf")
    search(page, calf_max_girth="34.4")
    page.locator("main.answered").wait_for()
    questions = page.locator(".one-more h3")
    assert questions.all_inner_texts() == ["Do you like it firmer or softer?"]
    assert page.locator(".best .big").inner_text().split("\n")[-1] == "S / M"
    page.get_by_role("button", name="Softer").click()
    questions.filter(has_text="When did you measure?").wait_for()
    assert questions.count() == 1
    assert page.locator(".best .big").inner_text().split("\n")[-1] == "M"
    page.get_by_role("button", name="In the morning").click()
    page.get_by_text("Is your other leg the same?").wait_for()
    page.check(".one-more [name=side][value=right]")
    page.fill("#other_calf_max_girth", "36")
    page.get_by_role("button", name="Look again").click()
    page.locator(".place", has_text="Calf girth, left").wait_for()
    assert page.locator(".place .val").all_text_contents() == ["36 cm", "34.4 cm"]
    assert questions.count() == 0
    page.locator("#asked > summary").click()
    assert page.locator("#prefer").input_value() == "softer"
    assert page.locator("#other_calf_max_girth").input_value() == "36"
    assert "34" not in page.url.removeprefix(api)
    if scripts:
        page.check("#remember")
        page.locator("#ask button.main").click()
        page.locator("main.answered").wait_for()
        assert json.loads(page.evaluate("localStorage.getItem('legfit:measures')")) == {
            "calf_max_girth-left": "36 cm",
            "calf_max_girth-right": "34.4 cm",
        }


def test_a_question_can_be_passed_over(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=calf_sleeve&brand=Nordlauf")
    search(page, calf_max_girth="34.4")
    page.get_by_role("button", name="Skip").click()
    page.get_by_text("Is your other leg the same?").wait_for()
    page.get_by_role("button", name="Skip").click()
    page.locator("main.answered").wait_for()
    page.locator(".one-more").wait_for(state="detached")


def test_a_size_of_another_brand_stands_for_a_measure(visitor: Any, api: str) -> None:
    page = visitor(quiet=True, java_script_enabled=False)
    page.goto(f"{api}/?lang=en&garment=sock&brand=Nordlauf")
    search(page, calf_max_girth="37")
    page.locator("#same_as").fill("no such sock")
    page.locator(".one-more").get_by_role("button", name="Look again").click()
    page.locator(".faults a").click()
    assert page.locator("#same_as").input_value() == "no such sock"
    assert page.locator("#same_as").get_attribute("aria-invalid") == "true"
    page.fill("#same_as", "nordlauf-firm 2")
    page.locator("form button.main").click()
    assert page.locator(".best .big").inner_text().split("\n")[-1] == "2"
    said = page.locator(".best .card").inner_text()
    assert "You said that size 2 of this chart fits you." in said
    assert "Likely at best: the measure that decides was not taken." in said


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_the_measure_that_is_missing_is_typed_in_where_it_is_missed(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(java_script_enabled=scripts, viewport=PHONE)
    page.goto(f"{api}/?lang=en&garment=sock&brand=Nordlauf")
    search(page, calf_max_girth="37")
    page.locator("main.answered").wait_for()
    page.fill("#add_ankle_min_girth", "23")
    page.fill("#add_shoe", "8")
    page.select_option("[name=add_shoe_system]", "UK")
    page.locator("#needs").get_by_role("button", name="Look again").click()
    page.locator(".best .big", has_text="2").wait_for()
    assert (
        page.locator("#asked .what")
        .inner_text()
        .startswith("Calf girth 37\u00a0cm · ankle girth 23\u00a0cm · shoe size UK 8")
    )
    assert page.locator(".best .place").count() == 3
    fits_the_screen(page)


def test_what_does_not_fit_says_by_how_much_and_draws_it(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?lang=en&garment=sock")
    search(page, calf_max_girth="52")
    group = page.locator("#no-fit")
    assert group.locator("> ul").is_visible()
    first = group.locator("> ul > li").first
    assert "larger than the chart goes" in first.inner_text()
    assert (
        first.get_by_role("img").get_attribute("aria-label")
        == "calf girth: 52 cm. No size of this chart is made for it."
    )
    assert group.locator(".seg.on").count() == 0


@pytest.mark.parametrize("visit", [pytest.param({"viewport": PHONE}, id="phone"), pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="desk dark")])  # fmt: skip
def test_every_part_of_an_answer_is_accessible(visitor: Any, api: str, axe: Any, visit: dict[str, Any]) -> None:
    page = visitor(**visit, quiet=True)
    for garment, fields in (
        ("", {"calf_max_girth": "36.8", "distance": "21.1"}),
        ("calf_sleeve", {"calf_max_girth": "34.4"}),
        ("calf_sleeve", {"calf_max_girth": "35.2"}),
        ("sock", {"calf_max_girth": "52"}),
        ("tights", {"height": "178", "weight": "63"}),
    ):
        page.goto(f"{api}/?lang=en&garment={garment}")
        search(page, **fields)
        page.locator("main.answered").wait_for()
        page.evaluate("document.querySelectorAll('#results details').forEach(d => { d.open = true })")
        axe(page)
        fits_the_screen(page)


def test_the_answer_fits_320_px_and_text_of_twice_the_size(visitor: Any, api: str) -> None:
    for width, size in ((320, "100%"), (640, "200%")):
        page = visitor(viewport={"width": width, "height": 700})
        page.goto(f"{api}/?lang=de")
        search(page, calf_max_girth="35.2", distance="10")
        page.locator("main.answered").wait_for()
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        page.evaluate("document.querySelectorAll('#results details').forEach(d => { d.open = true })")
        fits_the_screen(page)
        for label in page.locator(".best .band text").all():
            box, inside = label.bounding_box(), page.locator(".best .band").first.bounding_box()
            assert inside["x"] - 1 <= box["x"]
            assert box["x"] + box["width"] <= inside["x"] + inside["width"] + 1


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_paper_has_the_size_of_each_product_and_how_it_was_measured(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=sock")
    search(page, calf_max_girth="36.8", ankle_min_girth="22.5")
    page.locator("main.answered").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".how li").all_inner_texts()[0].startswith("Calf girth: Around the widest place")
    for part in (".best .big", ".best .sure", ".best .cautions", ".best .band", ".best .source"):
        assert page.locator(part).first.is_visible(), part
    for part in (".sorting", ".one-more", ".groups", ".share", ".why", ".pic", "#asked", "nav"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".card").count() == page.locator(".card .big:visible").count() == 5
    assert pages_of(page.pdf(format="A4")) == 1


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_one_sheet_has_room_for_doubts_and_advice_and_says_what_was_asked(
    visitor: Any, api: str, language: str
) -> None:
    page = visitor()
    page.goto(f"{api}/?lang={language}&garment=sock")
    page.locator("#more > summary").click()
    page.locator("#run > summary").click()
    page.check("#race")
    search(page, calf_max_girth="38.5", distance="21.1")
    page.locator("main.answered").wait_for()
    page.emulate_media(media="print")
    text = Messages(language).text
    asked = page.locator(".on-paper .asked").inner_text()
    assert asked.endswith(f"{text('page.sock')} · {text('page.half')} · {text('page.folded_race')}")
    assert page.locator(".card .big:visible").count() == 5
    assert page.locator(".phases").is_visible()
    assert pages_of(page.pdf(format="A4")) == 1
