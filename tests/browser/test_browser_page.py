"""The runner's page in a real browser: with and without JavaScript, in every language, by keyboard, on paper."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any
from urllib.request import Request, urlopen

import pytest
from browsing import PHONE, choose, fits_the_screen, unfold, wait_until

from catalog.messages.messages import LANGUAGES, Messages


def post(
    url: str, body: str, accept: str = "text/html", kind: str = "application/x-www-form-urlencoded"
) -> tuple[int, Any]:
    """What a program gets for a form."""
    request = Request(url, body.encode(), {"Content-Type": kind, "Accept": accept})
    try:
        with urlopen(request) as reply:
            status, text = reply.status, reply.read().decode()
    except OSError as error:
        status, text = error.code, error.read().decode()  # type: ignore[attr-defined]
    return status, json.loads(text) if text.startswith("{") else text


def search(page: Any, **fields: str) -> None:
    """A filled form, sent."""
    for name, value in fields.items():
        unfold(page, f"#{name}")
        page.fill(f"#{name}", value)
    unfold(page, "form button.main")
    page.locator("form button.main").click()


@pytest.mark.parametrize(
    "scripts", [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_runner_finds_what_fits(visitor: Any, api: str, language: str, scripts: bool) -> None:
    messages = Messages(language)
    page = visitor(java_script_enabled=scripts)
    page.goto(f"{api}/?lang={language}")
    assert page.locator("h1").text_content() == messages.text("page.title")
    choose(page, "calf_sleeve")
    search(page, calf_max_girth="36,8")
    page.locator("main.answered").wait_for()
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#head").text_content().startswith("5 ")
    card = page.locator(".card", has_text="Running sleeve").last
    assert card.locator(".val").text_content() == messages.number("36.8 cm")
    assert card.locator(".seg.on").count() == 1
    assert page.locator("#calf_max_girth").input_value() == "36,8"
    assert "36" not in page.url.removeprefix(api)


def test_left_out_and_missing_products_can_be_opened(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(api)
    search(page, calf_max_girth="36.8")
    for name in ("no-chart", "left-out"):
        details = page.locator(f"details#{name}")
        assert not details.locator("> ul").is_visible()
        details.locator("> summary").click()
        assert details.locator("> ul > li").count() > 0
    medical = page.locator("#left-out li", has_text="Medical, so left out").first
    medical.locator("summary").click()
    assert "medical device" in medical.inner_text().lower()
    assert page.locator("#left-out").locator("a, img, .big").count() == 0


def test_the_link_to_share_holds_nothing_of_the_body(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en")
    choose(page, "sock")
    unfold(page, "#brand")
    page.select_option("#brand", "CEP")
    unfold(page, "[value=C5]")
    page.locator("[value=C5]").check()
    search(page, calf_max_girth="36.8", distance="10", height="178", weight="70", shoe="43")
    page.locator("main.answered").wait_for()
    address = page.locator("#share").get_attribute("href")
    assert address == "./?lang=en&garment=sock&brand=CEP"
    page.goto(f"{api}/{address}&calf_max_girth=36.8&flag=C5")
    assert page.locator("#garment-sock").is_checked()
    assert page.locator("#brand").input_value() == "CEP"
    assert page.locator("#calf_max_girth").input_value() == ""
    assert page.locator("[name=flag]:checked").count() == 0


def test_advice_stands_over_the_results_when_the_run_is_told(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(api)
    search(page, calf_max_girth="36.8", distance="21.1", temperature="27")
    advice = page.locator("section.advice").text_content()
    assert "When it is worth wearing" in advice
    assert page.locator(".phases b").all_inner_texts() == [
        "Before: little value.",
        "During: worth it.",
        "After: worth it.",
    ]
    assert "not make you faster" in advice


def test_an_empty_form_says_what_to_begin_with(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(api)
    search(page)
    page.locator(".faults").wait_for()
    assert page.evaluate("document.activeElement.id") == "results"
    page.locator(".faults a").click()
    assert page.evaluate("document.activeElement.id") == "calf_max_girth"


def test_every_fault_is_told_at_once_and_nothing_is_lost(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.goto(api)
    search(page, calf_max_girth="thick", ankle_min_girth="22.5", thigh_girth="9000", shoe="big")
    page.locator(".faults").wait_for()
    hrefs = page.locator(".faults a").evaluate_all("all => all.map(a => a.hash)")
    assert sorted(hrefs) == ["#calf_max_girth", "#shoe", "#thigh_girth"]
    assert page.locator("#thigh_girth-err").is_visible()
    assert page.locator("#ankle_min_girth").input_value() == "22.5"


def test_nothing_fits_is_an_answer_with_what_to_do(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(api)
    choose(page, "sock")
    search(page, calf_max_girth="52")
    page.locator("#head", has_text="Nothing in the catalog fits these measures").wait_for()
    assert page.locator(".card").count() == 0
    assert page.locator("details.list").count() > 0


def test_measures_are_remembered_only_when_asked(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(api)
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    assert page.evaluate("localStorage.length") == 0
    unfold(page, "#remember")
    page.check("#remember")
    search(page)
    page.locator("main.answered").wait_for()
    page.goto(api)
    assert page.locator("#calf_max_girth").input_value() == "36.8"
    page.click("#forget")
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("#calf_max_girth").input_value() == ""


def test_another_language_keeps_what_was_typed(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(api)
    page.fill("#calf_max_girth", "36.8")
    page.get_by_role("button", name="Deutsch").click()
    page.locator("html[lang=de]").wait_for()
    assert page.locator("#calf_max_girth").input_value() == "36.8"


def test_the_keyboard_alone_is_enough_on_a_phone(visitor: Any, api: str) -> None:
    page = visitor(viewport=PHONE)
    page.goto(f"{api}/?lang=en")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "calf_max_girth":
            break
    page.keyboard.type("36.8")
    page.keyboard.press("Enter")
    page.locator("main.answered").wait_for()
    wait_until(page, lambda: page.evaluate("document.activeElement.id") == "results")
    fits_the_screen(page)
    top = page.locator("#results").bounding_box()["y"]
    assert -5 <= top <= 300
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True


def test_a_screen_reader_finds_landmarks_headings_and_names(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en")
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    for role in ("banner", "main", "contentinfo", "navigation"):
        assert page.get_by_role(role).count() == 1
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.get_by_role("textbox", name="calf girth", exact=True).count() == 0
    assert page.locator("#asked > summary").inner_text().split("\n") == ["Calf girth 36.8\u00a0cm", "change"]
    unfold(page, "#calf_max_girth")
    assert page.get_by_role("textbox", name="calf girth", exact=True).count() == 1
    article = page.get_by_role("article", name="Running sleeve", exact=True)
    article.scroll_into_view_if_needed()
    assert article.get_by_role("img").get_attribute("aria-label") == "calf girth: 36.8 cm. Size M is for 35–38 cm."


def test_on_paper_stands_the_answer_and_not_the_form(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en")
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("form").is_visible()
    assert page.locator(".card .band").first.is_visible()
    assert page.locator(".asked").text_content() == "Calf girth 36.8\N{NO-BREAK SPACE}cm"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 33, 31)"
    assert len(page.pdf()) > 10_000


def test_texts_of_a_hostile_product_stay_texts(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.goto(f"{api}/?lang=en&brand=%22%3E%3Cscript%3Ewindow.hacked=1%3C/script%3E")
    search(page, calf_max_girth='36.8 "><img src=x onerror="window.hacked=1">')
    page.locator(".faults").wait_for()
    assert page.evaluate("window.hacked") is None
    page.goto(api)
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    assert page.locator(".card", has_text="</h2><script>").count() == 1
    assert page.evaluate(
        "[window.hacked, document.querySelectorAll('img, [onerror], [onload], main script').length]"
    ) == [None, 0]
    assert "49" not in page.locator(".card", has_text="</h2><script>").locator("h3").text_content()


def test_the_page_has_no_inline_script_or_style(api: str) -> None:
    with urlopen(api) as reply:
        policy, html = reply.headers["Content-Security-Policy"], reply.read().decode()
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count('<script type="module" src="') > 0
    assert " on" not in html.replace(" one ", " ").split("<body>")[0]


def test_the_json_twin_is_the_searchs_own_answer(api: str) -> None:
    form = "garment=calf_sleeve&calf_max_girth=36,8&distance=10&lang=de"
    status, twin = post(f"{api}/index.json", form)
    assert status == 200
    question = {
        "garment": "calf_sleeve",
        "units": "cm",
        "legs": {"calf_max_girth": "36,8 cm"},
        "run": {"distance": "10 km"},
    }
    _, searched = post(
        f"{api}/v1/search?lang=de&matches=60&misses=120&excluded=120", json.dumps(question), kind="application/json"
    )
    assert twin == searched
    assert post(f"{api}/", form, accept="application/json") == (200, twin)
    status, refused = post(f"{api}/index.json", "calf_max_girth=thick", accept="application/json")
    assert (status, refused["errors"][0]["field"]) == (422, "legs.calf_max_girth")
    with urlopen(f"{api}/index.json") as reply:
        described = json.load(reply)
    assert described["ask"]["same_as"] == "/v1/search"
    assert "Nordlauf" in described["choices"]["brand"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param("calf_max_girth=36", "multipart/form-data", 422, id="another kind of form"),
        pytest.param(
            "&".join(f"f{i}=1" for i in range(500)), "application/x-www-form-urlencoded", 422, id="too many fields"
        ),
        pytest.param("calf_max_girth=%ff", "application/x-www-form-urlencoded", 422, id="bytes that are no text"),
        pytest.param(
            "garment=boots&calf_max_girth=36", "application/x-www-form-urlencoded", 422, id="an unknown garment"
        ),
    ],
)
def test_a_form_that_is_none_gets_the_page_with_its_faults(api: str, body: str, kind: str, status: int) -> None:
    found, html = post(f"{api}/", body, kind=kind)
    assert found == status
    assert 'bad faults" role="alert"' in html
