"""The question on the first screen: pictures of the kinds, the one measure of each, the drawing, the folded form."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import choose, fits_the_screen, unfold

from catalog.messages.messages import LANGUAGES, Messages

IPHONE = {"width": 375, "height": 812}
NARROW = {"width": 320, "height": 640}
NO_CHART = ("shorts", "full_leg_sleeve")
"""The kinds that no product for sport with a chart is of: they say so where their measures are asked, above the button."""
PICTURED = ("sock", "calf_sleeve", "tights", "shorts")
SCRIPTS = [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]
FIRST = {
    "": ["calf_max_girth"],
    "sock": ["calf_max_girth"],
    "calf_sleeve": ["calf_max_girth"],
    "tights": ["height", "weight"],
    "shorts": ["height", "weight"],
    "thigh_sleeve": ["lower_thigh_girth", "thigh_girth"],
    "full_leg_sleeve": ["thigh_girth"],
}
"""What each kind is asked first: what the charts of the shipped catalog go by."""
ASKED_TOO = (".go button.main", "[name=units] >> nth=0")
ON_TOP = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const mine = element.contains(top) || element.closest("label")?.contains(top);
  return mine && box.top >= 0 && box.bottom <= innerHeight;
}"""
"""Whether an element is seen whole on the first screen, with nothing over it."""
SMALL = """all => all.filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: false}))
  .map(e => [e, (e.type === "checkbox" ? e.closest("label") : e).getBoundingClientRect()])
  .filter(([e, box]) => box.height < 43.9 || box.width < 43.9).map(([e, box]) => e.outerHTML.slice(0, 90))"""
"""The controls that are smaller than a finger."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_question_is_on_the_first_screen_of_a_phone(visitor: Any, api: str, language: str) -> None:
    page = visitor(viewport=IPHONE, has_touch=True)
    for kind, fields in FIRST.items():
        if kind and kind not in PICTURED:
            continue
        page.goto(f"{api}/?lang={language}&garment={kind}")
        asked = [".no-chart > .button"] if kind in NO_CHART else [*(f"#{field}" for field in fields), *ASKED_TOO]
        names = [*(f"#garment-{name}" for name in PICTURED), *asked]
        assert [name for name in names if not page.locator(name).evaluate(ON_TOP)] == []
        fits_the_screen(page)
    assert (
        page.locator("#ask :is(input:not([type=hidden]), summary, button:not(.first)), .part").evaluate_all(SMALL) == []
    )
    sizes = "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    typed = page.locator("input:not([type=radio], [type=checkbox], [type=hidden]), select, #ask button")
    assert min(typed.evaluate_all(sizes)) >= 16


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_three_actions_lead_from_the_first_paint_to_a_size(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=IPHONE, has_touch=True, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en")
    page.locator("label", has=page.locator("#garment-calf_sleeve")).tap()
    page.locator("#calf_max_girth").fill("36.5")
    page.get_by_role("button", name="Search").tap()
    page.locator("main.answered").wait_for()
    assert page.get_by_role("article", name="Running sleeve", exact=True).locator(".big").is_visible()


@pytest.mark.parametrize(
    ("kind", "field", "typed", "title", "said"),
    [
        pytest.param(
            "tights", "weight", "72", "Some sizes are still possible",
            ["Only size M is left; this could still rule it out: height.", "height"], id="one of two measures",
        ),
        pytest.param(
            "tights", "height", "178", "Nothing could be compared yet",
            ["This chart still needs: weight.", "weight"], id="where every size is left",
        ),
        pytest.param(
            "thigh_sleeve", "thigh_girth", "56", "Some sizes are still possible",
            ["So far sizes 1 and 2 are possible; this decides: lower thigh girth.", "lower thigh girth"], id="several left",
        ),
    ],
)  # fmt: skip
def test_one_measure_of_two_says_what_is_possible_and_asks_for_the_other(
    visitor: Any, api: str, kind: str, field: str, typed: str, title: str, said: list[str]
) -> None:
    page = visitor(viewport=IPHONE, has_touch=True)
    page.goto(f"{api}/?lang=en&garment={kind}")
    page.locator(f"#{field}").fill(typed)
    page.get_by_role("button", name="Search").tap()
    page.locator("main.answered").wait_for()
    assert page.locator("#head").inner_text() == title
    assert page.locator("#needs .by").first.inner_text() == said[0]
    assert page.locator("#needs").get_by_role("textbox", name=said[1], exact=True).is_visible()


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_what_is_asked_first_follows_the_kind(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en")
    for kind, fields in FIRST.items():
        if kind:
            choose(page, kind)
        visible = [field for field in page.locator(".firsts input").all() if field.is_visible()]
        rings = [figure.get_attribute("id") for figure in page.locator(".rings").all() if figure.is_visible()]
        unhelpful = page.locator("#no-tape, #measures, .go .main, .units, .guide").locator("visible=true")
        assert page.locator("div.no-chart").is_visible() == (kind in NO_CHART)
        assert [field.get_attribute("name") for field in visible] == ([] if kind in NO_CHART else fields)
        assert rings == ([] if kind in NO_CHART else [f"rings-{kind or 'any'}"])
        assert (unhelpful.count() == 0) == (kind in NO_CHART)


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_kind_without_a_chart_leads_to_a_pasted_one_and_to_the_makers(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en&garment=shorts")
    assert page.locator("div.no-chart a").get_attribute("href") == "./chart?lang=en"
    page.get_by_role("button", name="Show these products and their makers' pages").click()
    page.locator("main.answered").wait_for()
    assert page.locator(".fold .what").inner_text() == "Shorts"
    assert page.locator("#head").inner_text() == "Nothing could be compared yet"
    assert page.locator("#no-chart").get_by_role("link").first.is_visible()


def test_measures_that_no_chart_goes_by_are_named(visitor: Any, api: str) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=False)
    page.goto(f"{api}/?lang=en&garment=sock")
    for fold in ("#more", "#measures"):
        page.locator(f"{fold} > summary").click()
    page.locator("#height").fill("178")
    page.locator("#weight").fill("70")
    page.get_by_role("button", name="Search").click()
    page.locator("main.answered").wait_for()
    assert page.locator("#head").inner_text() == "No size chart here goes by height and weight"
    assert page.locator("#needs").get_by_role("textbox", name="calf girth", exact=True).is_visible()


def test_a_number_is_kept_when_kind_unit_or_language_changes(visitor: Any, api: str) -> None:
    page = visitor(viewport=IPHONE)
    page.goto(f"{api}/?lang=en&garment=sock")
    calf = page.locator("#calf_max_girth")
    assert calf.get_attribute("inputmode") == "decimal"
    calf.fill("36.8")
    choose(page, "tights")
    assert calf.is_visible()
    page.check("[name=units][value=in]")
    assert (calf.input_value(), calf.get_attribute("inputmode")) == ("36.8 cm", "text")
    page.get_by_role("button", name="Deutsch").click()
    page.locator("html[lang=de]").wait_for()
    assert calf.input_value() == "36.8 cm"
    assert page.locator("#garment-tights").is_checked()
    assert page.locator("[name=units][value=in]").is_checked()


def test_a_kind_chosen_by_the_arrow_keys_is_kept_in_another_language(visitor: Any, api: str) -> None:
    page = visitor(viewport=IPHONE)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.locator("#garment-sock").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("#garment-tights").is_checked()
    assert page.locator("#height").is_visible()
    page.get_by_role("link", name="Français").click()
    page.locator("html[lang=fr]").wait_for()
    assert page.locator("#garment-tights").is_checked()


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_ring_leads_to_its_field(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.locator("#ring-sock-calf_max_girth").click()
    assert page.evaluate("document.activeElement.id") == "calf_max_girth"
    page.locator("#ring-sock-ankle_min_girth").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ankle_min_girth"
    assert page.locator("#ankle_min_girth").is_visible()


def test_a_field_leads_back_to_its_ring(visitor: Any, api: str) -> None:
    page = visitor(viewport=IPHONE)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.get_by_role("link", name="calf girth: show on the drawing").click()
    assert page.evaluate("document.activeElement.id") == "ring-sock-calf_max_girth"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "calf_max_girth"


FOLDED = [
    pytest.param("en", ["Calf girth 36.5\u00a0cm", "Socks", "half marathon"], "change", id="en"),
    pytest.param("de", ["Wadenumfang 36,5\u00a0cm", "Socken", "Halbmarathon"], "ändern", id="de"),
    pytest.param("fr", ["Tour de mollet 36,5\u00a0cm", "Chaussettes", "semi-marathon"], "modifier", id="fr"),
]


@pytest.mark.parametrize("scripts", SCRIPTS)
@pytest.mark.parametrize(("language", "parts", "change"), FOLDED)
def test_the_form_folds_into_one_line(
    visitor: Any, api: str, language: str, parts: list[str], change: str, scripts: bool
) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang={language}&garment=sock")
    for name, value in {"calf_max_girth": "36.5", "distance": "21.1"}.items():
        unfold(page, f"#{name}")
        page.fill(f"#{name}", value)
    page.press("#distance", "Enter")
    page.locator("main.answered").wait_for()
    assert page.locator("#asked .what").inner_text().split(" · ") == parts
    assert page.locator("#asked .change").inner_text() == change
    assert not page.locator("#calf_max_girth").is_visible()
    page.locator("#asked > summary").click()
    page.fill("#calf_max_girth", "28")
    page.press("#calf_max_girth", "Enter")
    page.get_by_text(Messages(language).number("28 cm")).first.wait_for()
    assert not page.locator("#calf_max_girth").is_visible()


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_without_a_tape_it_is_said_what_height_and_weight_are_good_for(visitor: Any, api: str, scripts: bool) -> None:
    page = visitor(viewport=IPHONE, java_script_enabled=scripts)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.get_by_role("link", name="No tape measure at hand?").click()
    honest = page.locator("#no-tape li >> visible=true").last
    assert honest.inner_text() == "Socks: no size chart here goes by height and weight alone. They give no size."
    choose(page, "tights")
    assert "go by height and weight alone. A size from them is likely at most, never sure." in honest.inner_text()
    page.get_by_role("link", name="Print a paper tape").first.click()
    page.locator(".strips").wait_for()


def test_a_screen_reader_meets_the_question_in_order(visitor: Any, api: str) -> None:
    page = visitor(viewport=IPHONE)
    page.goto(f"{api}/?lang=en&garment=sock")
    tree = [line.strip() for line in page.locator("#ask").aria_snapshot().splitlines()]
    wanted = [
        '- group "What are you looking for?":', '- radio "Socks" [checked]', '- radio "Calf sleeves"', '- radio "Tights"',
        '- radio "Shorts"', '- radiogroup "Units":', '- radio "cm" [checked]', '- radio "inch"', '- textbox "calf girth":',
        '- button "Search"',
    ]  # fmt: skip
    assert [line for line in tree if line in wanted] == wanted


@pytest.mark.parametrize("language", ["de", "es"])
def test_it_holds_at_320_pixels_at_double_text_and_in_forced_colours(
    visitor: Any, api: str, axe: Any, language: str
) -> None:
    page = visitor(viewport=NARROW, forced_colors="active")
    for kind in FIRST:
        page.goto(f"{api}/?lang={language}&garment={kind}")
        fits_the_screen(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        fits_the_screen(page)
    axe(page)
    page.goto(f"{api}/?lang={language}&garment=sock")
    outline = "e => getComputedStyle(e).outlineStyle"
    styles = [page.locator(f"label:has(#garment-{kind})").evaluate(outline) for kind in ("sock", "tights")]
    assert styles == ["solid", "none"]
