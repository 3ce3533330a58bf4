"""The whole page under hard conditions: 320 px, text twice as large, forced colours, no JavaScript, a strict policy."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pasted_charts as pasted
import pytest
from browsing import choose, fits_the_screen, unfold

MEASURED = {"calf_max_girth": "36.5"}
HOSTILE = pasted.UNREAD.replace(
    "Fellbrook Stride knee sock", "&lt;img src=x onerror=alert(1)&gt;" + "\u202e" + "W" * 3000
)
CUT = """lines => [...document.querySelectorAll("body *")].filter(node => {
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  if (!node.checkVisibility() || box.width < 2 || style.clipPath !== "none" || node.closest("svg")) return false;
  const inScroll = node.closest(".scroll, textarea");
  const reachesOut = !inScroll && (box.right > innerWidth + 1 || box.left < -1);
  const isCut = style.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1;
  const parted = style.hyphens === "auto" ? 10 : 15;
  const texts = [...node.childNodes].filter(part => part.nodeType === 3);
  const broken = texts.some(part => [...part.data.matchAll(/\\S+/gu)].some(word => {
    const range = document.createRange();
    range.setStart(part, word.index);
    range.setEnd(part, word.index + word[0].length);
    return word[0].length < parted && new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > lines;
  }));
  return reachesOut || isCut || broken;
}).map(node => `${node.tagName} ${node.className?.baseVal ?? node.className} ${node.textContent.slice(0, 40)}`)"""
"""Elements that reach out of the screen, whose text is cut off, or one of whose words stands on more lines than that."""


def asked(page: Any, api: str, kind: str = "sock", **fields: str) -> None:
    """A search, as a person types it."""
    page.goto(f"{api}/?lang=en")
    choose(page, kind)
    for name, value in fields.items():
        unfold(page, f"#{name}")
        page.fill(f"#{name}", value)
    page.locator("#ask button.main").click()
    page.locator("main.answered, #results[role=alert], #results [role=alert]").first.wait_for()


def opened(page: Any, api: str) -> None:
    """The form with everything that it has behind "more", for a kind that is asked two measures first."""
    page.goto(f"{api}/?lang=de")
    choose(page, "thigh_sleeve")
    for field in ("#inseam", "#distance", "#brand", "#without-tape", ".lesson"):
        unfold(page, field)


def pasted_at(page: Any, api: str, text: str, calf: str = "") -> None:
    """A pasted table, as a person sends it."""
    page.goto(f"{api}/chart?lang=en")
    page.fill("#text", text)
    page.fill("#calf_max_girth", calf)
    page.locator("#ask button.main").click()
    page.locator("main.answered").wait_for()


STATES: dict[str, Callable[[Any, str], object]] = {
    "start": lambda page, api: page.goto(f"{api}/?lang=de"),
    "whole form": lambda page, api: opened(page, api),
    "lesson": lambda page, api: page.goto(f"{api}/measure?lang=de"),
    "paper tape": lambda page, api: page.goto(f"{api}/tape?lang=de"),
    "fits": lambda page, api: asked(page, api, **MEASURED),
    "fits nothing": lambda page, api: asked(page, api, "calf_sleeve", calf_max_girth="28"),
    "wrong": lambda page, api: asked(page, api, calf_max_girth="143/8 in"),
    "unlikely": lambda page, api: asked(page, api, calf_max_girth="53"),
    "empty chart": lambda page, api: page.goto(f"{api}/chart?lang=de"),
    "unread chart": lambda page, api: pasted_at(page, api, pasted.UNREAD, "36"),
    "hostile catalog": lambda page, api: asked(page, api, "calf_sleeve", calf_max_girth="33"),
    "several charts": lambda page, api: pasted_at(page, api, pasted.TWO),
    "hostile chart": lambda page, api: pasted_at(page, api, HOSTILE, "33"),
    "lost": lambda page, api: page.goto(f"{api}/not/here?lang=de"),
}
"""Every state of the page, and how a person gets there."""


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_off_on_a_narrow_screen_and_with_large_text(visitor: Any, api: str, state: str) -> None:
    page = visitor(viewport={"width": 320, "height": 640}, quiet=True)
    STATES[state](page, api)
    fits_the_screen(page)
    assert page.evaluate(CUT, 1) == []
    page.set_viewport_size({"width": 375, "height": 812})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits_the_screen(page)
    assert page.evaluate(CUT, 2) == []


@pytest.mark.parametrize("state", STATES)
def test_without_javascript_and_in_forced_colours_it_says_the_same(
    visitor: Any, api: str, axe: Any, state: str
) -> None:
    plain = visitor(java_script_enabled=False, quiet=True)
    STATES[state](plain, api)
    page = visitor(forced_colors="active", quiet=True)
    STATES[state](page, api)
    axe(page)
    for selector in ("h1", "#results h2", ".big", ".sure", ".cautions li", ".err", "td.unread"):
        assert plain.locator(selector).all_text_contents() == page.locator(selector).all_text_contents()


@pytest.mark.parametrize("state", STATES)
def test_the_outline_is_whole(visitor: Any, api: str, state: str) -> None:
    page = visitor(quiet=True)
    STATES[state](page, api)
    levels = [int(tag[1]) for tag in page.evaluate(OUTLINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate(UNNAMED) == []
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(node => node.id)")
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert page.locator("main").count() == page.locator("header").count() == page.locator("footer").count() == 1


OUTLINE = '() => [...document.querySelectorAll("h1, h2, h3, h4")].filter(h => h.checkVisibility()).map(h => h.tagName)'
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a")].filter(node =>
  node.checkVisibility() && node.getAttribute("aria-hidden") !== "true" && !(node.ariaLabel || node.labels?.length
    || node.textContent.trim() || node.getAttribute("aria-labelledby"))).map(node => node.outerHTML.slice(0, 80))"""
"""Controls that a screen reader has no name for."""


def test_no_markup_can_be_made_by_a_script(visitor: Any, api: str) -> None:
    page = visitor(quiet=True)
    pasted_at(page, api, HOSTILE, "33")
    for code in ("document.body.innerHTML = '<b>a</b>'", "trustedTypes.createPolicy('a', {})"):
        attempt = f"(() => {{ try {{ {code}; return 'done' }} catch (error) {{ return error.name }} }})()"
        assert page.evaluate(attempt) == "TypeError"
    assert page.locator("main img, main script").count() == 0


CHART_TREE = """\
- button "← To the search, with these measures"
- heading "Your size from any size chart" [level=1]
- paragraph: Copy the size chart of a shop page and paste it here, or choose a file. Nothing is stored.
- group: Calf girth 33 cm · Fellbrook Stride knee sock change
- region "Probably size S":
  - article "Probably size S":
    - paragraph: Fellbrook Stride knee sock
    - heading "Probably size S" [level=2]
    - paragraph: Size S"""


def test_a_screen_reader_hears_the_size_first_and_each_cell_with_its_size(visitor: Any, api: str) -> None:
    page = visitor()
    pasted_at(page, api, pasted.UNREAD, "33")
    tree = page.locator("main").aria_snapshot()
    flat = "\n".join(line.strip().removeprefix("- ") for line in tree.splitlines())
    wanted = [line.strip().removeprefix("- ") for line in CHART_TREE.splitlines()]
    assert [line for line in wanted if line not in flat] == []
    assert flat.index('heading "Probably size S"') < flat.index("Nobody has checked") < flat.index('table "Fellbrook')
    assert 'textbox "calf girth, size M, as printed" [invalid]: 34.5 / 38' in flat
