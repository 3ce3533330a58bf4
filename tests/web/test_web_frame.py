"""What stands around every page: how it is found and shared, the shop's own links, and what is said where it fails."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pasted_charts as pasted
import pytest
from postgres import free_port
from starlette.testclient import TestClient
from web_service import CHECKOUT, Service, environment, serving, wait_until
from web_service import answers as is_up

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput
from catalog.web.app import build
from catalog.web.config import config_from
from catalog.web.problems import TITLED
from catalog.web.routes import page as page_route

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PUBLIC = "https://shop.example/fit"
LEGAL = {
    "LEGFIT_URL": f"{PUBLIC}/",
    "LEGFIT_IMPRINT": "/legal?a=1&b=2",
    "LEGFIT_PRIVACY": "https://shop.example/privacy",
}


@pytest.fixture(scope="module")
def public(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that knows its own address and the shop's pages, and has little patience."""
    with serving(seeded_url, tmp_path_factory.mktemp("public"), **LEGAL, LEGFIT_RATE="60") as running:
        yield running


def heads(page: str, pattern: str) -> list[str]:
    """What a pattern finds in the head of a page."""
    return [html.unescape(found) for found in re.findall(pattern, page.partition("</head>")[0])]


@pytest.mark.parametrize("path", ["/", "/chart"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_one_page_in_six_languages(public: Service, service: Service, path: str, language: str) -> None:
    for running, begins in ((public, PUBLIC), (service, ".")):
        page = running.get(f"{path}?lang={language}&garment=sock").text
        assert heads(page, '<link rel="canonical" href="(.*?)">') == [f"{begins}{path}?lang={language}"]
        others = heads(page, '<link rel="alternate" hreflang="(?:..)" href="(.*?)">')
        assert others == [f"{begins}{path}?lang={tag}" for tag in LANGUAGES]
        assert heads(page, 'hreflang="x-default" href="(.*?)"') == [f"{begins}{path}"]
        assert heads(page, 'name="robots" content="(.*?)"') == []


def test_what_others_see_of_a_shared_page_has_whole_addresses_or_none(public: Service, service: Service) -> None:
    page = public.get("/?lang=de").text
    assert heads(page, '"og:title" content="(.*?)"') == [Messages("de").text("page.title")]
    assert heads(page, '"og:description" content="(.*?)"') == heads(page, 'name="description" content="(.*?)"')
    assert heads(page, '"og:locale" content="(.*?)"') == ["de_DE"]
    assert heads(page, '"og:url" content="(.*?)"') == [f"{PUBLIC}/?lang=de"]
    (picture,) = heads(page, '"og:image" content="(.*?)"')
    sent = public.get(picture.removeprefix(PUBLIC))
    assert (sent.headers["content-type"], sent.content[16:24]) == ("image/png", bytes([0, 0, 4, 176, 0, 0, 2, 118]))
    assert heads(service.get("/").text, '"og:(?:url|image)"') == []


def test_every_icon_of_the_head_is_there(service: Service) -> None:
    icons = heads(service.get("/").text, '<link rel="(?:icon|apple-touch-icon)" href="./(.*?)"')
    assert [service.get(f"/{icon}").headers["content-type"] for icon in icons] == ["image/svg+xml", *["image/png"] * 2]


def test_an_answer_and_a_problem_are_not_listed(service: Service) -> None:
    measured = {"garment": "sock", "calf_max_girth": "36.5"}
    pages = [
        service.client.post("/", data=measured),
        service.client.post("/chart", data={"text": pasted.SOCK, "calf_max_girth": "36"}),
        service.client.post("/", data={**measured, "calf_max_girth": "x"}),
        service.get("/nowhere", headers=BROWSER),
    ]
    for page in pages:
        assert heads(page.text, 'name="robots" content="(.*?)"') == ["noindex"]
        assert heads(page.text, "(canonical|hreflang|og:)") == []


def test_robots_are_kept_to_the_pages(service: Service, seeded_url: str, tmp_path: Path) -> None:
    robots = service.get("/robots.txt")
    assert (robots.status_code, robots.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert "Disallow: /v1/\n" in robots.text
    with serving(seeded_url, tmp_path, LEGFIT_BASE_PATH="/shop/fit") as running:
        assert "Disallow: /shop/fit/v1/\n" in running.get("/shop/fit/robots.txt").text


@pytest.mark.parametrize("path", ["/", "/chart", "/nowhere"])
def test_every_page_links_to_the_shop_s_legal_pages(public: Service, service: Service, path: str) -> None:
    foot = public.get(f"{path}?lang=de", headers=BROWSER).text.partition("<footer>")[2]
    assert '<a href="/legal?a=1&amp;b=2">Impressum</a>' in foot
    assert '<a href="https://shop.example/privacy">Datenschutz</a>' in foot
    assert "legal" not in service.get(path, headers=BROWSER).text


BAD = [
    "javascript:alert(1)", "http://shop.example/legal", "//shop.example/legal", "/\\shop.example", "data:text/html,x",
    "https://", "https:///legal", "https://a@shop.example/", "https://shop.example:x/", 'https://shop.example/"><b>',
    "legal", "/a b", "/ä", "https://shop.example/\nx", "/" + "a" * 600,
]  # fmt: skip


@pytest.mark.parametrize("name", ["LEGFIT_IMPRINT", "LEGFIT_PRIVACY", "LEGFIT_URL"])
@pytest.mark.parametrize("value", BAD)
def test_what_is_no_address_of_a_page_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(BadInput) as refused:
        config_from({name: value})
    assert [(p.code, p.field) for p in refused.value.problems] == [("bad_setting", name)]
    assert "shop.example" in Messages("en").expected(refused.value.problems[0])


@pytest.mark.parametrize("value", ["https://shop.example/legal", "https://shop.example:8443/a?b=c#d", "/legal", ""])
def test_addresses_of_pages_are_taken(value: str) -> None:
    assert config_from({"LEGFIT_IMPRINT": value}).imprint == value


def test_the_page_itself_has_no_path_for_an_address() -> None:
    with pytest.raises(BadInput):
        config_from({"LEGFIT_URL": "/fit"})


# --- what went wrong, for people ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", sorted(TITLED))
def test_every_status_has_plain_words_and_says_what_to_do(language: str, status: int) -> None:
    messages = Messages(language)
    for code in (f"page.sorry_{status}", f"page.sorry_{status}_do"):
        text = messages.text(code, {"count": 7})
        assert "HTTP" not in text
        assert "{" not in text
    assert messages.text("page.sorry_429_do", {"count": 1}) != messages.text("page.sorry_429_do", {"count": 7})


def test_how_long_to_wait_is_said_and_that_nothing_is_lost(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_RATE="1") as running:
        form = {"lang": "en", "calf_max_girth": "36.5"}
        pages = [running.client.post("/", data=form, headers=BROWSER) for _ in range(2)]
        assert [page.status_code for page in pages] == [200, 429]
        wait = pages[1].headers["retry-after"]
        assert f"You can ask again in {wait} seconds." in pages[1].text
        assert "Then load this page again: what you typed is sent once more." in pages[1].text
        assert "36.5" not in pages[1].text
        again = [running.get("/chart", headers=BROWSER) for _ in range(2)][1]
        assert '<a class="button" href="">Try again</a>' in again.text
        assert "sent once more" not in again.text


def test_what_will_not_be_over_in_a_moment_leads_back(service: Service) -> None:
    much = service.client.post("/", content=b"a=" + b"b" * 70_000, headers={**BROWSER, **FORM})
    assert (much.status_code, "Your browser&#39;s Back button leads to what you typed." in much.text) == (413, True)
    assert "again" not in much.text.partition("<main")[2].partition("<footer")[0]


def test_a_fault_of_ours_has_its_number_and_nothing_of_the_form(
    seeded_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise RuntimeError("36.5 cm")

    monkeypatch.setattr(page_route, "render", fails)
    config = config_from({"LEGFIT_RATE": "0"}, database=seeded_url)
    with TestClient(build(config), raise_server_exceptions=False) as client:
        sent = client.post(
            "/?lang=nl", data={"calf_max_girth": "36.5"}, headers={**BROWSER, "X-Request-Id": "shop-1234"}
        )
    assert sent.status_code == 500
    assert "<h1>Hier ging iets mis</h1>" in sent.text
    assert "Nummer van dit verzoek: shop-1234" in sent.text
    assert "Laad deze pagina dan opnieuw" in sent.text
    assert "36.5" not in sent.text


def test_the_details_for_programs_are_folded_away(service: Service) -> None:
    page = service.get("/v1/products/nothing-like-it?lang=en", headers=BROWSER).text
    assert "<h1>There is no page at this address</h1>" in page
    plain, _, details = page.partition("<details>")
    assert "Expected" not in plain
    assert "404 Not Found" in details


def test_under_the_root_path_of_another_server(seeded_url: str, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "uvicorn.log"
    command = [sys.executable, "-m", "uvicorn", "--factory", "catalog.web.server:app", "--port", str(port)]
    settings = environment(tmp_path) | {"LEGFIT_DATABASE_URL": seeded_url, "LEGFIT_RATE": "0"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--root-path", "/shop/fit"], cwd=CHECKOUT, stdout=out, stderr=out, env=settings
        )
    running = Service(process, port, log)
    try:
        wait_until(lambda: is_up(running), log)
        lost = running.get("/chart/nowhere", headers=BROWSER)
        assert (lost.status_code, 'href="../static/page.css"' in lost.text) == (404, True)
        assert 'action="./chart#results"' in running.get("/chart").text
    finally:
        running.stop()
