"""How the widget looks on a shop's page: the scheme of the page behind it, and colours that can be read whatever a shop sets."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, at_rest, embed, fits_the_screen
from test_browser_widget import ask, title

ACCENTS = [
    "#000", "#fff", "#ff0", "#0ff", "#f0f", "#f00", "#0f0", "#00f", "#777", "#808000", "#ffdf6b", "#1f3d7a", "#e4002b",
    "rgb(255 165 0 / 50%)", "hsl(330 90% 60%)", "oklch(70% .2 150)", "rebeccapurple", "lightgray", "#f7f7f7", "#111",
]  # fmt: skip
TWENTY = f"""<script>window.ACCENTS = {ACCENTS!r};
window.ratios = (host) => {{
  const inside = host.shadowRoot, probe = inside.querySelector("i");
  const srgb = (colour) => {{
    probe.style.color = `color-mix(in srgb, ${{colour}} 100%, #0000)`;
    return getComputedStyle(probe).color.match(/[\\d.]+(e-?\\d+)?/g).slice(0, 3).map(Number);
  }};
  const light = (colour) => {{
    const [r, g, b] = srgb(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }};
  window.ratio = (a, b) => {{ const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); }};
  const style = (selector) => getComputedStyle(inside.querySelector(selector));
  const paper = style("dialog").backgroundColor;
  return {{
    big: ratio(style(".big").color, style(".big").backgroundColor), sure: ratio(style(".sure").color, paper),
    change: ratio(style(".change").color, paper), why: ratio(style(".why a, .why summary").color, paper),
    stock: ratio(style(".answer p").color, paper), opener: ratio(style(".o").color, style(".o").backgroundColor),
  }};
}};
window.edges = (host) => {{
  const style = (selector) => getComputedStyle(host.shadowRoot.querySelector(selector));
  return [ratio(style(".big").borderTopColor, style("dialog").backgroundColor), ratio(style(".seg.on").stroke, style("dialog").backgroundColor)];
}};</script>"""
SCHEME = "node => node.style.colorScheme"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_accent_can_be_read(widget: Any, theme: str) -> None:
    page = widget(head=TWENTY, theme=theme, appearance="button")
    ask(page, "36.5")
    title(page, "Your size: M")
    worst, edges = {}, {}
    for accent in ACCENTS:
        page.evaluate(
            """(accent) => { const host = document.querySelector("legfit-size");
              host.close(); host.style.setProperty("--legfit-accent", accent); host.removeAttribute("appearance");
              host.setAttribute("appearance", "button"); host.show(); }""",
            accent,
        )
        worst[accent] = min(page.evaluate("ratios(document.querySelector('legfit-size'))").items(), key=lambda i: i[1])
        edges[accent] = min(page.evaluate("edges(document.querySelector('legfit-size'))"))
    assert len(worst) == 20
    assert {accent: low for accent, low in edges.items() if low < 2.99} == {}
    assert {accent: low for accent, low in worst.items() if low[1] < 4.49} == {}


DARK = "<style>body{background:#101418;color:#eee}</style>"
PAGES = [
    pytest.param("", "dark", {}, "light", id="a white page, a system that prefers dark"),
    pytest.param(DARK, "light", {}, "dark", id="a dark page, a system that prefers light"),
    pytest.param("<style>:root{color-scheme:dark}</style>", "light", {}, "dark", id="a page of the dark scheme"),
    pytest.param("<style>:root{color-scheme:light dark}</style>", "dark", {}, "dark", id="a page of both schemes"),
    pytest.param("<style>main{background:rgb(0 0 0/80%)}</style>", "light", {}, "dark", id="a glass before white"),
    pytest.param(
        "<style>main{background:linear-gradient(#000,#222);color:#fff}</style>", "light", {}, "dark", id="a picture"
    ),
    pytest.param(DARK, "dark", {"theme": "light"}, "light", id="light, asked for"),
    pytest.param("", "light", {"theme": "dark"}, "dark", id="dark, asked for"),
    pytest.param("", "dark", {"theme": "system"}, "dark", id="the system's, asked for"),
]


@pytest.mark.parametrize(("head", "system", "attributes", "scheme"), PAGES)
def test_light_or_dark_as_the_page_behind_it(
    widget: Any, head: str, system: str, attributes: dict[str, str], scheme: str
) -> None:
    page = widget(head=head, visit={"color_scheme": system}, **attributes)
    assert page.locator("legfit-size dialog").evaluate(SCHEME) == scheme


def test_a_sheet_from_below_on_a_phone_and_a_panel_at_the_side_of_a_desk(widget: Any) -> None:
    page = widget(visit={"viewport": PHONE})
    sheet = at_rest(page.locator("legfit-size dialog"))
    assert (sheet["x"], sheet["width"], round(sheet["y"] + sheet["height"])) == (0, PHONE["width"], PHONE["height"])
    assert sheet["y"] > 40
    page = widget(visit={"viewport": DESK})
    panel = at_rest(page.locator("legfit-size dialog"))
    assert (panel["y"], panel["height"], panel["x"] + panel["width"]) == (0, DESK["height"], DESK["width"])
    assert panel["width"] == 480
    page.mouse.click(100, 700)
    assert not page.locator("legfit-size dialog").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "LEGFIT-SIZE"


def test_the_link_is_of_the_text_that_it_stands_in(widget: Any) -> None:
    head = "<style>main{font:italic 19px/1.2 monospace;color:rgb(120,0,60)}</style>"
    page = widget(open_it=False, head=head)
    look = page.evaluate("""() => { const link = document.querySelector("legfit-size").shadowRoot.querySelector(".o"), s = getComputedStyle(link);
      return [s.fontStyle, s.fontSize, s.fontFamily, s.color, s.backgroundColor, link.querySelector("svg") !== null, link.offsetHeight >= 44]; }""")
    assert look == ["italic", "19px", "monospace", "rgb(120, 0, 60)", "rgba(0, 0, 0, 0)", True, True]


def test_at_twice_the_text_nothing_reaches_out(widget: Any) -> None:
    page = widget(head="<style>legfit-size{--legfit-font-size:32px}</style>", visit={"viewport": PHONE})
    wide = "node => [node.scrollWidth <= node.clientWidth, node.querySelector('input[type=text]').clientWidth > 150]"
    assert page.locator("legfit-size dialog").evaluate(wide) == [True, True]
    ask(page, "34.4")
    title(page, "Between S and M")
    assert page.locator("legfit-size dialog").evaluate("node => node.scrollWidth <= node.clientWidth")
    fits_the_screen(page)


def test_it_opens_by_itself_where_the_shop_says_so(widget: Any, shop: Any, api: str, visitor: Any) -> None:
    page = visitor()
    shop.pages["/"] = embed(api, open="")
    page.goto(shop.url)
    page.locator("legfit-size #calf_max_girth").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    panel, field = (page.locator(f"legfit-size {part}").bounding_box() for part in ("dialog", "#calf_max_girth"))
    assert panel["width"] == 704
    assert panel["y"] < field["y"] < panel["y"] + panel["height"]
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.locator("legfit-size").get_by_role("button", name="Close").count() == 0
    page.evaluate("document.querySelector('legfit-size').removeAttribute('open')")
    assert page.locator("legfit-size").get_by_role("button").all_text_contents() == ["Find my size"]


@pytest.mark.parametrize("colours", ["none", "active"], ids=["colours of the shop", "forced colours"])
def test_the_size_that_is_picked_looks_picked(widget: Any, colours: str) -> None:
    page = widget(visit={"forced_colors": colours})
    ask(page, "38")
    page.locator("legfit-size [aria-pressed]").first.click()
    page.locator("legfit-size [aria-pressed=true]").wait_for()
    grounds = "all => all.map(node => [node.ariaPressed, getComputedStyle(node).backgroundColor])"
    first = dict(page.locator("legfit-size [aria-pressed]").evaluate_all(grounds))
    assert len(set(first.values())) == 2
    page.locator("legfit-size [aria-pressed=false]").click()
    assert dict(page.locator("legfit-size [aria-pressed]").evaluate_all(grounds)) == first


def test_advice_is_read_from_its_first_line(widget: Any) -> None:
    """On a phone the advice is longer than the screen, and the title stands over what is scrolled."""
    page = widget(visit={"viewport": PHONE})
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    fields = [page.locator(f"legfit-size #{name}").bounding_box() for name in ("distance", "duration")]
    assert fields[0]["y"] == fields[1]["y"]
    page.locator("legfit-size #distance").fill("21.1")
    page.locator("legfit-size #race").check()
    page.locator("legfit-size [part~='advise']").click()
    advised = page.locator("legfit-size [part='advised']")
    advised.wait_for()
    title_box = page.locator("legfit-size .top").bounding_box()
    assert advised.bounding_box()["y"] >= title_box["y"] + title_box["height"]
