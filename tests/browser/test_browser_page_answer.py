"""What the page says with a size: how sure it is, every caution, what cannot wait, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from browsing import PHONE, fits_the_screen, unfold
from test_browser_page import post, search

from catalog.messages.messages import LANGUAGES, Messages

REST = "Show the result all the same"


def card(page: Any, name: str = "Running sleeve") -> Any:
    """The card of one product of the test's own shop."""
    return page.get_by_role("article", name=name, exact=True)


@pytest.mark.parametrize(
    ("calf", "sure", "cautions"),
    [
        pytest.param("36.5", "Sure by this chart: >99\N{NO-BREAK SPACE}% that size M is right for your leg.", [], id="in the middle"),
        pytest.param("40", "Sure by this chart: >99\N{NO-BREAK SPACE}% that size L is right for your leg.", ["Size L is sold out."], id="sold out"),
        pytest.param(
            "37.9", "Uncertain by this chart: 58\N{NO-BREAK SPACE}% that size M is right for your leg.",
            ["A small measuring error decides between these sizes. Measure once more before you buy."],
            id="near an edge",
        ),
    ],
)  # fmt: skip
def test_how_sure_and_every_caution_stand_open_beside_the_size(
    visitor: Any, api: str, calf: str, sure: str, cautions: list[str]
) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?garment=calf_sleeve&brand=Nordlauf")
    search(page, calf_max_girth=calf)
    assert card(page).locator(".sure").inner_text() == sure
    assert card(page).locator(".cautions li").all_inner_texts() == cautions
    assert card(page).locator("details .sure, details .cautions").count() == 0


def test_a_price_has_the_decimals_of_its_currency(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?garment=calf_sleeve&brand=Nordlauf")
    search(page, calf_max_girth="36.5")
    assert card(page).get_by_text("4900 JPY, as of 20 November 2026", exact=True).count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_band_is_in_the_wearers_unit_too(visitor: Any, api: str, language: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?garment=calf_sleeve&brand=Nordlauf&units=in&lang={language}")
    search(page, calf_max_girth="14 1/2")
    messages = Messages(language)
    size, band = messages.text("widget.of_size", {"size": "M"}), messages.number("35–38 cm, 13.78–14.96 in")
    assert card(page).locator(".of-place span").text_content() == f"{size} {band}"


def test_an_emergency_stands_alone_and_the_rest_behind_a_button(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False, viewport=PHONE)
    page.goto(api)
    unfold(page, "[value=C1]")
    page.locator("[value=C1]").check()
    search(page, calf_max_girth="36.8")
    sentence = "Chest pain, sudden breathlessness or coughing blood: call the emergency services now."
    back = page.get_by_role("link", name="Back to the search")
    assert page.locator("main").inner_text().split("\n") == [
        "Get help now",
        "",
        sentence,
        "",
        back.inner_text(),
        "",
        REST,
    ]
    assert not page.locator("form").is_visible()
    assert page.get_by_role("alert").inner_text().startswith("Get help now")
    page.get_by_text(REST).click()
    assert page.locator(".card").first.is_visible()
    fits_the_screen(page)
    page.get_by_text(REST).click()
    back.click()
    assert page.locator("[value=C1]").is_visible(), "who ticked it by mistake finds it again"


@pytest.mark.parametrize("name", ["n" * 9000, "long name " * 900], ids=["one word", "many words"])
def test_a_name_without_an_end_leaves_the_size_in_sight(visitor: Any, api: str, name: str) -> None:
    page = visitor(viewport=PHONE)
    page.goto(api)
    search(page, calf_max_girth="36.8")
    top = card(page).locator(".top").element_handle()
    top.query_selector("h3").evaluate("(title, name) => { title.textContent = name }", name)
    assert top.bounding_box()["height"] < PHONE["height"] / 3
    fits_the_screen(page)


def test_another_sign_for_a_clinician_stands_before_the_sizes(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(api)
    unfold(page, "[value=C2]")
    page.locator("[value=C2]").check()
    search(page, calf_max_girth="36.8")
    assert page.locator("#results > *").first.inner_text().startswith("See a clinician first")
    assert page.locator(".card").first.is_visible()
    assert page.locator("#results > *").first.inner_text().count("See a clinician first") == 1


def test_the_one_question_of_a_race_is_asked(visitor: Any, api: str) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/?garment=calf_sleeve")
    unfold(page, "#race")
    assert not page.locator("#tested").is_visible()
    page.check("#race")
    assert page.locator("#tested").is_visible()
    search(page, calf_max_girth="36.8", distance="21.1")
    question = page.get_by_role("group", name="Have you tested it in training?")
    assert question.get_by_role("button").all_inner_texts() == ["Yes, on several runs", "No", "Not yet"]
    assert "if not, leave it off in the race." in page.locator("section.advice").inner_text()
    question.get_by_role("button", name="No", exact=True).click()
    page.locator("main.answered").wait_for()
    assert page.locator("#tested").input_value() == "no"
    assert page.get_by_role("group", name="Have you tested it in training?").count() == 0
    assert "You have not tested it in training, so leave it off" in page.locator("section.advice").inner_text()


@pytest.mark.parametrize(("answer", "tested"), [("yes", True), ("no", False), ("not_yet", None), ("", None)])
def test_not_yet_is_no_answer_to_whether_it_was_tested(api: str, answer: str, tested: bool | None) -> None:
    _, document = post(f"{api}/index.json", f"calf_max_girth=36.8&distance=21.1&race=1&tested={answer}")
    assert document["question"].get("runner", {}).get("tested_in_training") is tested


@pytest.mark.parametrize(
    ("form", "heading", "help_text"),
    [
        pytest.param(
            "garment=calf_sleeve&brand=Nordlauf&calf_max_girth=36.5&graduated=stated",
            "Your filters leave out what would fit",
            "1 product would fit without “Graduated pressure: shown by figures”.", id="a filter",
        ),
        pytest.param(
            "garment=calf_sleeve&brand=Nordlauf&calf_max_girth=28", "Nothing in the catalog fits these measures",
            "Nothing is forced to fit.", id="a leg that nothing fits",
        ),
        pytest.param(
            "garment=tights&brand=Nordlauf&calf_max_girth=36", "No size chart here goes by calf girth",
            "Fill in what is missing below.", id="no chart goes by the measure that was given",
        ),
        pytest.param(
            "garment=tights&brand=2XU&height=178&weight=70", "Nothing could be compared yet",
            "None of these products has a size chart here yet. Open “No size chart yet” below", id="no chart is known",
        ),
        pytest.param(
            "garment=tights&brand=CEP&height=178&weight=70", "The catalog has no product of this kind",
            "<p>Look at another kind of garment, or narrow by less.</p>", id="none of the kind",
        ),
    ],
)  # fmt: skip
def test_why_there_is_no_match_is_said(api: str, form: str, heading: str, help_text: str) -> None:
    _, html = post(f"{api}/", form)
    assert f'<h2 id="head">{heading}</h2>' in html
    assert help_text in html


def test_what_is_too_dear_is_named_and_the_limit_can_be_dropped(api: str) -> None:
    form = "garment=thigh_sleeve&brand=Compressport&lower_thigh_girth=40&thigh_girth=58&max_price=1&currency=EUR"
    _, html = post(f"{api}/", form)
    assert '<h2 id="head">Your filters leave out what would fit</h2>' in html
    assert "1 product would fit without “At most 1\N{NO-BREAK SPACE}EUR”." in html
    assert re.findall(r'name="drop" value="(\w+)"', html) == ["max_price"]
    assert "<li>Compressport Q for Quad thigh sleeves: 60\N{NO-BREAK SPACE}EUR</li>" in html
    _, html = post(f"{api}/", f"{form}&drop=max_price")
    assert '<h2 id="head">1 product may fit your leg</h2>' in html
    assert "At most" not in html.partition('class="what">')[2].partition("</span>")[0]


def test_beside_matches_the_limit_can_be_dropped_where_what_it_hides_is_named(api: str) -> None:
    _, html = post(f"{api}/", "garment=calf_sleeve&brand=Compressport&calf_max_girth=36.5&max_price=1&currency=EUR")
    group = html.partition('id="left-out"')[2]
    assert re.findall(r"<li>(Compressport [^:<]*: [0-9]+)\N{NO-BREAK SPACE}EUR", group) == [
        "Compressport UR2 (Ultra Race &amp; Recovery) calf sleeves: 45", "Compressport R2 Oxygen calf sleeves: 50",
    ]  # fmt: skip
    assert re.findall(r'name="drop" value="(\w+)"', html) == ["max_price"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_said_in_the_language_of_the_page(api: str, language: str) -> None:
    messages = Messages(language)
    _, html = post(f"{api}/", f"lang={language}&calf_max_girth=143/8 in&rest_day=1&distance=5")
    for said in (
        messages.text("page.bad_field", {"field": messages.text("point.calf_max_girth"), "value": "143/8 in"}),
        messages.text("widget.did_you_mean", {"suggestion": "14 3/8 in"}),
        messages.text("widget.rest_day_or_run"),
    ):
        assert said.replace("'", "&#39;") in html
    assert language == "en" or "Write" not in html


@pytest.mark.parametrize(
    ("field", "typed", "offered"),
    [
        pytest.param("calf_max_girth", "14 3/8", ["14 3/8 in"], id="inches beside centimetres"),
        pytest.param("other_calf_max_girth", "14 3/8", ["14 3/8 in"], id="of the other leg"),
        pytest.param("calf_max_girth", "36 1/2", ["36.5 cm"], id="a fraction of centimetres"),
        pytest.param("calf_max_girth", "3 1/2", [], id="no calf is so thin in either"),
        pytest.param("weight", "154 1/2", ["154.5 kg", "154 1/2 lb"], id="a weight can be either"),
    ],
)
def test_what_may_be_meant_is_what_a_body_can_have(api: str, field: str, typed: str, offered: list[str]) -> None:
    form = {"units": "cm", "calf_max_girth": "36.5", field: typed}
    _, html = post(f"{api}/", urlencode(form))
    summary, _, fields = html.partition('<fieldset class="kinds"')
    for part in (summary, fields):
        assert re.findall(r"Did you mean (.*?)[?]<", part) == offered


@pytest.mark.parametrize(
    ("form", "said"),
    [
        pytest.param(
            "calf_max_girth=14.5 cm", "calf girth: please check “14.5 cm”. Expected: between 20 cm and 80 cm. Did you mean 14.5 in?",
            id="inches",
        ),
        pytest.param(
            "lang=fr&units=in&calf_max_girth=36 in",
            "tour de mollet : vérifiez « 36 in ». Attendu : entre 7,87 in et 31,5 in. Vouliez-vous dire 36 cm\u202f?",
            id="centimetres, in French",
        ),
        pytest.param("calf_max_girth=2", "calf girth: please check “2”. Expected: between 20 cm and 80 cm. Nobody has such a measure: check it and its unit.", id="neither"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_with_what_may_be_meant(visitor: Any, api: str, form: str, said: str) -> None:
    page = visitor(java_script_enabled=False)
    page.set_content(post(f"{api}/", form)[1])
    text = " ".join(page.locator(".faults li").inner_text().split())
    assert text.replace("\u00a0", " ") == said.replace("\u202f", " ")


@pytest.fixture(scope="module")
def behind(api: str) -> Iterator[str]:
    """The service behind a proxy that serves it under a path of its own."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.passed(None)

        def do_POST(self) -> None:
            self.passed(self.rfile.read(int(self.headers["Content-Length"])))

        def passed(self, body: bytes | None) -> None:
            """The same request under `/size/`; everything else is not there."""
            if not self.path.startswith("/size/"):
                self.send_error(404)
                return
            names = ("Accept", "Content-Type", "Accept-Language")
            headers = {name: self.headers[name] for name in names if name in self.headers}
            try:
                reply = urlopen(Request(api + self.path.removeprefix("/size"), body, headers))
            except HTTPError as error:
                reply = error
            self.send_response(reply.status or 500)
            for name in ("Content-Type", "Content-Security-Policy"):
                self.send_header(name, reply.headers[name])
            self.end_headers()
            self.wfile.write(reply.read())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_works_behind_a_path_prefix(visitor: Any, behind: str) -> None:
    page = visitor()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(behind)))
    page.goto(f"{behind}/size/?lang=en&garment=calf_sleeve")
    search(page, calf_max_girth="36.8")
    page.locator("main.answered").wait_for()
    page.get_by_role("button", name="Deutsch").click()
    page.locator("html[lang=de]").wait_for()
    page.goto(page.locator("#share").evaluate("link => link.href"))
    assert page.locator("#garment-calf_sleeve").is_checked()
    assert page.evaluate("getComputedStyle(document.querySelector('button.main')).backgroundColor") == "rgb(11, 93, 82)"
    assert {url for url in asked if not url.startswith("/size/")} == set()
    assert {"/size/static/page.css", "/size/static/page.js", "/size/static/size/entries.js"} <= set(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_has_a_page_that_leads_back(visitor: Any, behind: str, language: str) -> None:
    page = visitor(quiet=True, locale=language)
    page.goto(f"{behind}/size/not/here")
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("getComputedStyle(document.querySelector('main')).display") == "grid"
    assert page.locator("nav [aria-current]").get_attribute("lang") == language
    page.get_by_role("link", name=Messages(language).text("page.problem_home")).click()
    page.locator("#calf_max_girth").wait_for()
    assert page.url == f"{behind}/size/?lang={language}"
