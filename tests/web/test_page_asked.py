"""What the page says of the question without a server: its folded line, whose legs fit, kinds that no chart is of."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from building import chart, product

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.answer import Answer
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment, Product
from catalog.report.page import Results
from catalog.report.plain import text_of
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import Page, find
from catalog.search.kind_charts import kind_charts
from catalog.web.page.form import Form, document_of
from catalog.web.page.frame import render
from catalog.web.page.kinds import OTHER_KINDS, PICTURED, kinds_of
from catalog.web.page.view import View

ASKED = (*PICTURED, *OTHER_KINDS)
POLICY, EN = shipped_policy(), Messages("en")
WIDE, NARROW = {"S": ("30", "34"), "M": ("35", "40")}, {"S": ("30", "36"), "M": ("36.5", "40")}
APART = {"S": ("30", "36.9"), "M": ("37", "40")}


def sock(id: str, rows: Any, garment: Garment = Garment.SOCK) -> Product:
    return product(id, name=f"Running sock {id}", chart=chart(rows, id=f"{id}-chart"), garment=garment)


def answer(form: Form, *products: Product, page: Page | None = None) -> Answer:
    asked = parse_question(document_of(form))
    return find(asked, [Candidate(p, gates_of(p, POLICY)) for p in products], POLICY, page or Page())


CALF = {"calf_max_girth": ("36",)}
BOTH = {**CALF, "other_calf_max_girth": ("38",)}
FOLDED = [
    pytest.param({**CALF, "garment": ("sock",)}, "Calf girth 36 cm · Socks", id="one leg"),
    pytest.param({**BOTH, "garment": ("sock",)}, "Calf girth left 36 cm, right 38 cm · Socks", id="both legs"),
    pytest.param({**BOTH, "side": ("right",)}, "Calf girth left 38 cm, right 36 cm", id="the right one first"),
    pytest.param({**CALF, "other_calf_max_girth": ("15 in",)}, "Calf girth left 36 cm, right 15 in", id="a unit of its own"),
    pytest.param({"garment": ("sock",), "same_as": ("CEP Run III",)}, "Socks · fits: CEP Run III", id="a known size"),
    pytest.param({"same_as": ("medi III",)}, "Fits: medi III", id="a known size alone"),
    pytest.param({**CALF, "measured": ("evening",), "prefer": ("firmer",)}, "Calf girth 36 cm · In the evening · Firmer",
                 id="when, and how firm"),
    pytest.param({**CALF, "audience": ("women",), "max_price": ("40",), "currency": ("EUR",), "in_stock": ("1",)},
                 "Calf girth 36 cm · women · At most 40\N{NO-BREAK SPACE}EUR · In stock only", id="whom, how much, and in stock"),
    pytest.param({**CALF, "graduated": ("stated",), "brand": ("CEP",)},
                 "Calf girth 36 cm · CEP · Graduated pressure: shown by figures", id="a brand, and proof of graduation"),
    pytest.param({**CALF, "graduated": ("any",), "audience": ("",)}, "Calf girth 36 cm", id="nothing is left out"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "line"), FOLDED)
def test_the_folded_line_says_everything_that_was_answered(form: Form, line: str) -> None:
    view = View(EN, form, answer=answer(CALF, sock("a", WIDE)))
    assert view.folded == re.sub(r"(?<=\d) (?=cm|in)", "\u00a0", line)


def test_both_legs_stand_on_paper() -> None:
    view = View(Messages("de"), BOTH, answer=answer(BOTH, sock("a", WIDE)))
    assert view.measured() == [("Wadenumfang", "links 36 cm, rechts 38 cm")]


HEADS = [
    pytest.param(CALF, [WIDE], "1 product fits your leg", id="one leg"),
    pytest.param(BOTH, [WIDE, WIDE], "2 products fit your legs", id="one size for both"),
    pytest.param(BOTH, [APART, APART], "2 products fit your larger leg", id="each leg its own size"),
    pytest.param(BOTH, [WIDE, APART], "2 products fit your larger leg, some of them both", id="one of each"),
    pytest.param(CALF, [NARROW], "1 product may fit your leg", id="one leg at the edge of a size"),
    pytest.param(
        CALF, [WIDE, NARROW], "2 products fit or may fit your leg", id="inside one size, at the edge of another"
    ),
    pytest.param(BOTH, [NARROW, NARROW], "2 products may fit your larger leg", id="two legs, one of them at an edge"),
]


@pytest.mark.parametrize(("form", "rows", "head"), HEADS)
def test_the_heading_is_no_surer_than_the_cards(form: Form, rows: list[Any], head: str) -> None:
    result = answer(form, *(sock(f"sock-{number}", row) for number, row in enumerate(rows)))
    assert text_of(Results(result, advised=False).title, EN) == head


def test_of_a_list_that_is_cut_not_every_product_is_said_to_fit_both_legs() -> None:
    result = answer(BOTH, sock("a", WIDE), sock("b", NARROW), page=Page(matches=1))
    assert [match.product.id for match in result.matches] == ["a"]
    title = text_of(Results(result, advised=False).title, EN)
    assert title == "2 products fit or may fit your larger leg, some of them both"


def kinds_without(*products: Product, language: str = "en") -> tuple[set[str], str]:
    """The kinds that the form warns of, and the words."""
    kinds = kinds_of(kind_charts([Candidate(p, gates_of(p, POLICY)) for p in products]))
    messages = Messages(language)
    view = View(messages, {}, kinds=kinds)
    page = render("page.html", messages, view.languages(), view=view)
    note = re.search(r'<div class="no-chart" data-kinds="([^"]*)">(.*?)</div>', page, re.DOTALL)
    return (set(note[1].split()), html.unescape(note[2])) if note else (set(), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_a_kind_is_measured_that_no_chart_is_of_the_form_says_so(language: str) -> None:
    tights = product("tights", garment=Garment.TIGHTS)
    kinds, words = kinds_without(sock("a", WIDE), tights, language=language)
    assert kinds == {*ASKED} - {"sock"}
    text, link = (Messages(language).text(f"page.kind_{name}") for name in ("no_chart", "paste"))
    assert re.sub("<.*?>", "", words).splitlines() == [text, link]
    assert f'href="./chart?lang={language}"' in words


def test_a_catalog_without_a_chart_says_it_of_any_kind_and_one_that_cannot_be_read_of_none() -> None:
    assert kinds_without(product("tights", garment=Garment.TIGHTS))[0] == {"any", *ASKED}
    assert not any(kind.gives_none for kind in kinds_of({}))
    assert kinds_without(*(sock(kind.value, WIDE, kind) for kind in ASKED)) == (set(), "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param("Running tights", True, id="made for sport"),
        pytest.param("Tights", False, id="nothing says for what"),
    ],
)
def test_what_height_and_weight_are_good_for_is_said_of_kinds_that_they_give_a_size(words: str, says: bool) -> None:
    build = chart({"M": (("160", "180"), ("50", "80"))}, points=(LegPoint.HEIGHT, LegPoint.WEIGHT), unit=("cm", "kg"))
    tights = product("tights", name=words, chart=build, garment=Garment.TIGHTS)
    kinds = kinds_of(kind_charts([Candidate(tights, gates_of(tights, POLICY))]))
    page = render("page.html", EN, View(EN, {}, kinds=kinds).languages(), view=View(EN, {}, kinds=kinds))
    assert ("Tights: 1 of 1 size charts here goes by height and weight alone." in page) is says
