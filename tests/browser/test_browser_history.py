"""Back and Forward find the form and every answer again, reload and other languages too, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pasted_charts as pasted
import pytest
from browsing import FLAGS, PHONE, WAIT, chromium

from catalog.messages.messages import LANGUAGES, Messages

PATHS = [pytest.param("/", id="search"), pytest.param("/chart", id="table")]
TITLES = {
    "/": "Compression that fits your leg",
    "/chart": f"{Messages('en').text('page.chart_title')} · {Messages('en').text('page.title')}",
}
STORED = """async () => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, window.name,
  await caches.keys(), (await indexedDB.databases()).length, Object.keys(history.state ?? {}), location.href]"""


def ask(page: Any, calf: str) -> None:
    """Another calf, asked by the Enter key, and its answer."""
    if page.locator("#asked:not([open])").count():
        page.locator("#asked > summary").click()
    page.fill("#calf_max_girth", calf)
    page.locator("#calf_max_girth").press("Enter")
    page.locator("main.answered #asked:not([open])").wait_for()
    assert figure(page) == f"{calf} cm"


def step(page: Any) -> tuple[str, str]:
    """Where a person is: the language and the leg of the answer."""
    return page.locator("html").get_attribute("lang"), figure(page)


def figure(page: Any) -> str:
    """The leg as it stands on the first card, or "form" where nothing is answered."""
    return page.locator(".card .val").first.text_content() if page.locator("main.answered").count() else "form"


def opened(page: Any, address: str) -> None:
    """The form, with a table where it takes one."""
    page.goto(address)
    if page.locator("#text").count():
        page.fill("#text", pasted.SOCK)


@pytest.mark.parametrize("path", PATHS)
def test_back_leads_to_what_was_typed_and_forward_to_the_answer(visitor: Any, api: str, path: str) -> None:
    page = visitor()
    opened(page, f"{api}{path}?lang=en")
    ask(page, "36.5")
    size, top = page.locator(".big").first.inner_text(), page.evaluate("scrollY")
    page.go_back()
    assert (figure(page), page.input_value("#calf_max_girth"), page.title()) == ("form", "36.5", TITLES[path])
    assert page.evaluate("document.activeElement.id") == "calf_max_girth"
    page.go_forward()
    assert (page.locator(".big").first.inner_text(), page.evaluate("scrollY")) == (size, top)
    page.locator(".card .why > summary, .card > details > summary").first.click()
    assert page.locator(".card details[open] li").first.is_visible()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_it_is_stored(visitor: Any, api: str, path: str) -> None:
    page = visitor()
    opened(page, f"{api}{path}?lang=en")
    ask(page, "36.5")
    ask(page, "37.5")
    page.go_back()
    *stores, state, address = page.evaluate(STORED)
    assert stores == [[], [], "", "", [], 0]
    assert set(state) <= {"view", "answered"}
    assert address == f"{api}{path}?lang=en"


def test_two_answers_and_a_language_between_them_are_steps_of_their_own(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=sock")
    ask(page, "36.5")
    page.get_by_role("button", name="Deutsch").click()
    page.locator("html[lang=de] main.answered").wait_for()
    page.locator("#asked > summary").click()
    page.fill("#calf_max_girth", "37.5")
    page.locator("#calf_max_girth").press("Enter")
    page.locator(".card .val", has_text="37,5 cm").first.wait_for()
    steps = [("en", "form"), ("en", "36.5 cm"), ("de", "36,5 cm"), ("de", "37,5 cm")]
    for expected in reversed(steps[:-1]):
        page.go_back()
        assert step(page) == expected
    for expected in steps[1:]:
        page.go_forward()
        assert step(page) == expected
    page.evaluate("history.go(-3)")
    page.locator("main:not(.answered)").wait_for()
    ask(page, "40")
    page.go_back()
    assert figure(page) == "form"


def asked_of(page: Any) -> tuple[Any, ...]:
    """What the form above an answer holds: kind, calf, its unit, whether the further measures and the fold are open."""
    kind = page.locator("[name=garment]:checked").get_attribute("value")
    units = page.locator("[name=units]:checked").get_attribute("value")
    folds = [page.locator(fold).count() for fold in ("#more[open]", "#asked[open]")]
    return kind, page.input_value("#calf_max_girth"), units, page.input_value("[name=shown]"), *folds


def test_back_to_an_answer_its_form_is_as_it_was_asked_not_as_another_person_went_on(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=sock")
    ask(page, "36.5")
    page.locator("#asked > summary").click()
    page.locator("#more > summary").click()
    page.locator("label:has(#garment-calf_sleeve)").click()
    page.locator("label:has([name=units][value=in])").click()
    page.fill("#calf_max_girth", "13 1/2")
    page.locator("#calf_max_girth").press("Enter")
    page.locator("#asked:not([open])", has_text="Calf girth 13 1/2 in · Calf sleeves").wait_for()
    page.go_back()
    assert page.locator("#asked .what").inner_text() == "Calf girth 36.5\u00a0cm · Socks"
    assert asked_of(page) == ("sock", "36.5", "cm", "cm", 0, 0)
    assert page.evaluate("document.activeElement.matches('#asked > summary')")
    assert page.locator(".firsts #calf_max_girth[inputmode=decimal]").count()
    page.go_forward()
    assert asked_of(page)[:4] == ("calf_sleeve", "13 1/2", "in", "in")


def test_back_to_an_answer_from_a_table_the_table_is_the_one_that_was_asked(visitor: Any, api: str) -> None:
    page = visitor()
    opened(page, f"{api}/chart?lang=en")
    ask(page, "36.5")
    table = page.input_value("#text"), page.input_value("[name=html]")
    page.locator("#asked > summary").click()
    page.locator("#source > summary").click()
    page.fill("#text", pasted.SOCK.replace("34.5", "35.5"))
    ask(page, "37.5")
    page.go_back()
    assert (page.input_value("#text"), page.input_value("[name=html]")) == table


def test_a_link_within_an_answer_is_no_step_away_from_it(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=sock")
    ask(page, "36.5")
    page.evaluate("location.hash = 'results'")
    page.go_back()
    assert figure(page) == "36.5 cm"
    page.go_back()
    assert figure(page) == "form"
    page.evaluate("history.go(2)")
    page.locator("main.answered").wait_for()
    assert page.url.endswith("#results")


def test_what_is_wrong_is_a_step_too(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.fill("#calf_max_girth", "thick")
    page.keyboard.press("Enter")
    page.locator(".faults").wait_for()
    assert page.evaluate("document.activeElement.id") == "results"
    page.go_back()
    assert (page.locator(".faults").count(), page.input_value("#calf_max_girth")) == (0, "thick")
    page.go_forward()
    page.fill("#calf_max_girth", "36.5")
    page.keyboard.press("Enter")
    page.locator("main.answered").wait_for()
    page.go_back()
    assert (page.locator(".faults").count(), page.input_value("#calf_max_girth")) == (1, "thick")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_loaded_again_the_page_says_that_nothing_was_kept(visitor: Any, api: str, path: str, language: str) -> None:
    page = visitor()
    opened(page, f"{api}{path}?lang={language}")
    page.fill("#calf_max_girth", "36.5")
    page.locator("#calf_max_girth").press("Enter")
    page.locator("main.answered").wait_for()
    page.set_viewport_size(PHONE)
    page.evaluate("scrollTo(0, 900)")
    page.reload()
    said = page.get_by_text(Messages(language).text("page.gone"), exact=True)
    said.wait_for()
    assert said.evaluate("node => node === document.activeElement && node.getBoundingClientRect().top >= 0")
    assert said.evaluate("node => node.getBoundingClientRect().bottom <= innerHeight")
    assert page.input_value("#calf_max_girth") == ""
    page.fill("#calf_max_girth", "38")
    page.go_back()
    assert page.input_value("#calf_max_girth") == "38"


def test_loaded_again_kind_and_unit_stay(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=calf_sleeve&units=in")
    page.fill("#calf_max_girth", "14 1/2")
    page.keyboard.press("Enter")
    page.locator("main.answered").wait_for()
    page.reload()
    assert page.locator("#garment-calf_sleeve").is_checked()
    assert page.locator("[name=units][value=in]").is_checked()


def test_loaded_again_what_is_remembered_is_asked_again(visitor: Any, api: str) -> None:
    page = visitor()
    page.goto(f"{api}/?lang=en&garment=sock")
    page.check("#remember")
    ask(page, "36.5")
    page.reload()
    page.locator("main.answered").wait_for()
    assert figure(page) == "36.5 cm"
    page.go_back()
    assert (figure(page), page.input_value("#calf_max_girth")) == ("form", "36.5")
    page.go_back()
    assert figure(page) == "form"


def test_a_connection_that_breaks_on_the_way_loses_nothing(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.fill("#calf_max_girth", "36.5")
    page.route(f"{api}/", lambda route: route.abort())
    page.keyboard.press("Enter")
    bar = page.get_by_role("alert").filter(has_text="No connection to the size finder.")
    bar.wait_for()
    page.unroute(f"{api}/")
    bar.get_by_role("button", name="Try again").click()
    page.locator("main.answered").wait_for()
    assert page.locator("#away").inner_text() == ""


def test_a_page_that_says_what_failed_is_shown_as_it_is(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    page.goto(f"{api}/?lang=en&garment=sock")
    page.fill("#calf_max_girth", "36.5")
    html = {"status": 429, "content_type": "text/html", "body": "<!doctype html><title>No</title><h1>Please wait</h1>"}
    page.route(f"{api}/", lambda route: route.fulfill(**html))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Please wait").wait_for()


def test_without_javascript_every_language_keeps_what_was_typed(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?lang=en")
    assert page.locator(".tongues button:visible").count() == 0
    page.fill("#calf_max_girth", "36.5")
    assert page.locator(".tongues a:visible").count() == 0
    page.get_by_role("button", name="Nederlands").click()
    page.locator("html[lang=nl] main.answered").wait_for()
    page.get_by_role("button", name="Español").click()
    page.locator("html[lang=es] main.answered").wait_for()
    assert page.locator("#calf_max_girth").input_value() == "36.5"


@pytest.mark.parametrize(("path", "typed"), [("/", "[name=race]"), ("/chart", "#source")])
def test_a_language_is_no_question(visitor: Any, api: str, path: str, typed: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}{path}?lang=en")
    if path == "/":
        page.locator("#more > summary").click()
        page.locator("#run > summary").click()
        page.check(typed)
    else:
        page.fill("#text", " ")
    page.get_by_role("button", name="Italiano").click()
    page.locator("html[lang=it]").wait_for()
    assert page.locator("[role=alert]:not(:empty)").count() == 0
    assert path == "/chart" or page.locator(typed).is_checked()


@pytest.fixture
def remembering(browser: Any) -> Iterator[Any]:
    """A page in a Chromium that keeps pages for Back in its memory, as it does for people: its driver switches that off."""
    flags = [*FLAGS, "--enable-features=BackForwardCache"]
    switched_off = ["--disable-back-forward-cache"]
    opened = browser.browser_type.launch(executable_path=chromium(), args=flags, ignore_default_args=switched_off)
    page = opened.new_page(locale="en")
    page.set_default_timeout(WAIT)
    yield page
    opened.close()


def test_from_another_page_back_leads_to_the_answer_and_on_to_the_form(remembering: Any, api: str) -> None:
    page = remembering
    page.goto(f"{api}/?lang=en&garment=sock")
    ask(page, "36.5")
    page.goto(f"{api}/measure?lang=en")
    page.evaluate("history.back()")
    page.locator("main.answered").wait_for()
    assert figure(page) == "36.5 cm"
    page.evaluate("history.back()")
    page.locator("main:not(.answered)").wait_for()
    assert page.input_value("#calf_max_girth") == "36.5"
