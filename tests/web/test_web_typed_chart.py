"""Lines that a person types as a size chart: what the page itself advises is read, and the place is asked, not guessed."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from web_service import Service

from catalog.messages.messages import LANGUAGES

PAGE, READ, SIZE = "/chart", "/v1/charts/read", "/v1/charts/size"
LINES = "M 34-38 cm\nL 38-42 cm"
PLACE = "cell-1-0-2"
"""The field that names the place: the head of the ranges."""
ASKED = {
    "en": "Which place of the leg are these ranges?",
    "de": "Für welche Stelle am Bein gelten diese Bereiche?",
    "fr": "Quel endroit de la jambe ces valeurs mesurent-elles\u00a0?",
    "es": "¿Qué lugar de la pierna miden estos valores?",
    "it": "Quale punto della gamba misurano questi valori?",
    "nl": "Voor welke plek op het been gelden deze waarden?",
}

UNREAD = {
    "en": "These lines could not be read as a size chart.",
    "de": "Diese Zeilen ließen sich nicht als Größentabelle lesen.",
    "fr": "Ces lignes n'ont pas pu être lues comme un tableau des tailles.",
    "es": "Estas líneas no se han podido leer como una tabla de tallas.",
    "it": "Queste righe non si sono potute leggere come una tabella taglie.",
    "nl": "Deze regels konden niet als maattabel gelezen worden.",
}


def page_of(service: Service, **form: str) -> LexborHTMLParser:
    """The page for a form."""
    sent = service.client.post(PAGE, data=form)
    assert sent.status_code == 200
    return LexborHTMLParser(sent.text)


def title(tree: LexborHTMLParser) -> str:
    """What the page says first of the answer."""
    (head,) = tree.css("#head")
    return head.text().replace("\u202f", "\u00a0")


def choices(tree: LexborHTMLParser) -> list[tuple[str, str, bool]]:
    """The places to choose from: what is sent, what is shown, and whether it is the likely one."""
    buttons = tree.css(f'button[name="{PLACE}"]')
    return [(b.attributes["value"], b.text(), b.attributes.get("class") == "main") for b in buttons]


def hinted(service: Service, language: str) -> list[str]:
    """The lines that the hint of the page shows as an example."""
    (example,) = LexborHTMLParser(service.get(f"{PAGE}?lang={language}").text).css("#text-how code")
    return re.sub("</?code[^>]*>", "", example.html or "").split("<br>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_reads_what_its_own_hint_says(service: Service, language: str) -> None:
    lines = hinted(service, language)
    assert lines[1:] == LINES.splitlines()
    tree = page_of(service, lang=language, text="\n".join(lines), calf_max_girth="36", units="cm")
    assert tree.css(".big")[0].text().endswith("M")
    assert [node.text() for node in tree.css(".band-text")] == ["34-38", "38-42"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_without_a_place_are_asked_for_it(service: Service, language: str) -> None:
    tree = page_of(service, lang=language, text="\n".join(hinted(service, language)[1:]), calf_max_girth="36")
    assert title(tree) == ASKED[language]
    assert tree.css(".big") == []
    assert choices(tree)[0][::2] == ("calf", True)
    assert [likely for _, _, likely in choices(tree)].count(True) == 1


@pytest.mark.parametrize(
    ("measures", "first", "likely"),
    [
        pytest.param({}, "calf", False, id="nothing filled in"),
        pytest.param({"ankle_min_girth": "22"}, "ankle", True, id="ankle"),
        pytest.param({"thigh_girth": "55"}, "thigh", True, id="thigh"),
        pytest.param({"calf_max_girth": "36", "ankle_min_girth": "22"}, "calf", False, id="two"),
        pytest.param({"height": "180"}, "calf", False, id="none of a leg"),
    ],
)
def test_the_one_measure_that_is_filled_in_is_offered_first(
    service: Service, measures: dict[str, str], first: str, likely: bool
) -> None:
    offered = choices(page_of(service, text=LINES, **measures))
    assert (offered[0][0], offered[0][2]) == (first, likely)
    assert sorted(value for value, _, _ in offered) == [
        "above the knee", "ankle", "below the knee", "calf", "hip", "mid thigh", "thigh", "waist",
    ]  # fmt: skip


def test_the_place_that_was_named_stays_and_can_be_taken_back(service: Service) -> None:
    named = {PLACE: "calf", "text": LINES}
    tree = page_of(service, **named, calf_max_girth="36")
    assert tree.css(".big")[0].text().endswith("M")
    assert "Place, as you said: calf girth." in tree.text()
    assert "as you corrected" not in tree.text()
    assert [node.attributes["value"] for node in tree.css(f'input[name="{PLACE}"]')] == ["calf"]
    both = page_of(service, **named, **{"cell-1-1-2": "35-38 cm"})
    assert "1 cell is as you corrected it." in both.text()
    assert title(page_of(service, **named, undo="1")) == ASKED["en"]


def test_a_unit_that_nobody_printed_is_asked_after_the_place(service: Service) -> None:
    text = "S 20-24\nM 24-28"
    assert title(page_of(service, text=text, calf_max_girth="25")) == ASKED["en"]
    assert title(page_of(service, text=text, **{PLACE: "calf"})) == "In which unit are its lengths?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_that_cannot_be_read_are_no_missing_table(service: Service, language: str) -> None:
    tree = page_of(service, lang=language, text="Calf girth\nB 30-34\nC 34-38", calf_max_girth="36", units="cm")
    assert title(tree) == UNREAD[language]
    assert "M 34-38 cm" in tree.css(".note p")[0].text().replace("\u2060", "").replace("\u00a0", " ")


def test_a_line_with_a_range_that_is_not_read_leaves_no_size_sure(service: Service) -> None:
    text = "Calf girth\nmen S 30-34\nM 33-38"
    tree = page_of(service, text=text, calf_max_girth="36", units="cm")
    assert (tree.css(".big")[0].text(), tree.css(".brand")[0].text()) == ("Size M", "The size chart")
    assert [node.attributes["class"] for node in tree.css(".sure")] == ["sure likely"]
    mended = page_of(service, text=text, calf_max_girth="31", units="cm", **{"cell-1-2-1": "S 30-34"})
    assert mended.css(".big")[0].text() == "Size S"


def test_programs_are_told_which_line_is_missing(service: Service) -> None:
    read = service.post(READ, {"text": LINES}).json()
    assert (read["charts"], [t["code"] for t in read["tables_left_out"]]) == ([], ["no_place"])
    question = {"legs": {"calf_max_girth": "36 cm"}}
    refused = service.post(SIZE, {"text": LINES, "question": question})
    assert (refused.status_code, refused.json()["code"]) == (422, "chart_no_place")
    assert refused.json()["errors"][0]["hint"] == (
        "Name the place of the leg that the ranges are for on a line of its own above the sizes, such as “Calf girth”."
    )
    answer = service.post(SIZE, {"text": f"Calf girth\n{LINES}", "question": question}).json()
    assert [match["size"] for match in answer["matches"]] == ["M"]


def fields(tree: LexborHTMLParser) -> dict[str, str]:
    """Every field of a cell that the page has, hidden ones too, with what stands in it."""
    return {
        str(node.attributes["name"]): str(node.attributes["value"])
        for node in tree.css("input[name]")
        if str(node.attributes["name"]).startswith("cell-")
    }


def test_the_place_that_the_title_names_is_offered_first(service: Service) -> None:
    text = f"Stride calf sleeve sizes\n{LINES}"
    offered = choices(page_of(service, text=text, ankle_min_girth="22"))
    assert (offered[0][0], offered[0][2]) == ("calf", True)


def test_a_line_that_is_not_read_is_corrected_as_a_whole(service: Service) -> None:
    text = f"Calf\n{LINES}\nXL fourty-two to 46"
    tree = page_of(service, text=text, calf_max_girth="44")
    assert "Line 4: XL fourty-two to 46. It does not give a size and its range." in tree.text()
    assert fields(tree)["cell-1-4-1"] == "XL fourty-two to 46"
    mended = page_of(service, text=text, calf_max_girth="44", **fields(tree) | {"cell-1-4-1": "XL 42 to 46"})
    again = page_of(service, text=text, calf_max_girth="44", **fields(mended))
    for page in (mended, again):
        assert page.css(".big")[0].text().endswith("XL")
        assert [node.text() for node in page.css(".band-text")] == ["34-38", "38-42", "42-46"]
        assert "1 cell is as you corrected it." in page.text()
    wrong = page_of(service, text=text, calf_max_girth="44", **fields(mended) | {"cell-1-4-1": "XL 46 to 42"})
    assert fields(wrong)["cell-1-4-1"] == "XL 46 to 42"
