"""The page for pasted tables: what is drawn, what is corrected, what every kind of table leads to."""

from __future__ import annotations

import base64
import re
from html import unescape

import pasted_charts as pasted
import pytest
from selectolax.lexbor import LexborHTMLParser
from web_service import Service

PAGE = "/chart"
CELL = "cell-1-3-2"
"""The cell of size M in the tables of `pasted_charts`."""
EITHER_UNIT = "Size;Calf\nS;20-24\nM;24-28\n"
"""Figures that a leg can have in centimetres and in inches."""


def shown(service: Service, **form: str) -> str:
    """The page for a form, without its head."""
    sent = service.client.post(PAGE, data=form)
    assert (sent.status_code, sent.headers["cache-control"]) == (200, "no-store")
    return sent.text


def test_the_page_works_with_text_alone(service: Service) -> None:
    assert "textarea" in service.get(f"{PAGE}?lang=fr").text
    page = shown(service, text=pasted.UNREAD)
    assert '<th scope="col">calf girth</th>' in page
    assert '<span class="band-text">30-34</span>' in page
    assert 'class="unread"' in page
    assert 'value="34.5 / 38"' in page
    assert "It does not have one clear reading." in page
    assert "is right for your leg" not in page


def test_the_page_tells_the_size_with_certainty_and_cautions(service: Service) -> None:
    page = shown(service, text=pasted.SOCK, calf_max_girth="36")
    assert "Sure by this chart: &gt;99\N{NO-BREAK SPACE}% that size M is right for your leg." in page
    assert "Nobody has checked this chart" in page
    assert "for sport" not in page.lower().partition('<section class="results"')[2]


def test_which_of_two_sizes_comes_first_is_said_once(service: Service) -> None:
    page = shown(service, text="Size\tCalf (cm)\nS\t30-34\nM\t34-38\nL\t37-42\n", calf_max_girth="37.5")
    assert "L and M probably fit" in page
    assert page.count("Take L first") == 1


def test_the_clipboard_s_html_goes_before_the_text(service: Service) -> None:
    page = shown(service, text="S 1 M 2", html=pasted.SOCK, calf_max_girth="36")
    assert "size M is right" in page


def test_a_file_goes_before_both(service: Service) -> None:
    data = base64.b64encode(pasted.SOCK.encode()).decode()
    assert "size M is right" in shown(service, text="S", html="<p>", data=data, calf_max_girth="36")


def test_several_charts_are_offered_and_one_is_picked(service: Service) -> None:
    page = shown(service, text=pasted.TWO, calf_max_girth="36")
    assert "There are 2 size charts here. Which one is yours?" in page
    assert 'name="pick" value="2"' in page
    assert "size M is right" not in page
    for picked in ({"pick": "2"}, {"number": "2"}, {"number": "1", "pick": "2"}):
        page = shown(service, text=pasted.TWO, calf_max_girth="36", **picked)
        assert "size M is right" in page
        assert 'name="number" value="2"' in page


def test_medicine_gets_no_size_on_the_page(service: Service) -> None:
    page = shown(service, text=pasted.MEDICAL, calf_max_girth="36")
    assert "No size: the text around this chart points to a medical product." in page
    assert "is right for your leg" not in page


def test_what_is_pasted_is_text_on_the_page(service: Service) -> None:
    hostile = pasted.SOCK.replace("<td>S</td>", "<td>&lt;img src=x onerror=alert(1)&gt;</td>")
    page = shown(service, text=hostile)
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_unlikely_measures_are_asked_about_first(service: Service) -> None:
    page = shown(service, text=pasted.SOCK, calf_max_girth="60")
    (mark,) = re.findall(r'name="confirmed" value="([0-9a-f]+)"', page)
    assert "lies in" not in page
    answered = shown(service, text=pasted.SOCK, calf_max_girth="60", confirmed=mark)
    assert f'<input type="hidden" name="confirmed" value="{mark}">' in answered
    assert 'class="main" type="submit" form="ask" name="confirmed"' not in answered


@pytest.mark.parametrize("form", [{}, {"text": "   "}])
def test_an_empty_form_asks_for_a_table(service: Service, form: dict) -> None:
    assert "Paste a table first" in shown(service, **form, calf_max_girth="36")


def test_what_cannot_be_read_is_said(service: Service) -> None:
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n0000").decode()
    refused = service.client.post(PAGE, data={"data": data})
    assert (refused.status_code, "A picture cannot be read" in refused.text) == (422, True)


# --- cells that a person corrects -----------------------------------------------------------------------------


def text_of(page: str) -> str:
    """The words of a page, its tags taken out, and the signs in its figures that end no line."""
    words = unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2])).replace("\N{WORD JOINER}", "")
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("text", "fields", "there", "missing"),
    [
        pytest.param(pasted.UNREAD, {CELL: "34.5-38"}, ["size M is right", "on the page: 34.5 / 38"], ["two ways"], id="read then"),
        pytest.param(pasted.UNREAD, {CELL: "thick"}, ["There is no figure in it", "on the page: 34.5 / 38"], ["size M is right"], id="still unread"),
        pytest.param(pasted.UNREAD, {CELL: ""}, ["It does not have one clear reading."], ["on the page:"], id="blank"),
        pytest.param(pasted.UNREAD, {CELL: "34.5 / 38"}, ["It does not have one clear reading."], ["on the page:"], id="as printed"),
        pytest.param(pasted.UNREAD, {CELL: "34.5-38", "undo": "1"}, ["It does not have one clear reading."], ["on the page:"], id="taken back"),
        pytest.param(pasted.SOCK, {CELL: "34.5\u200b – 38\u202e"}, ["size M is right"], ["on the page:"], id="letters that nobody sees"),
        pytest.param(pasted.SOCK, {CELL: "37-38"}, ["on the page: 34.5 – 38", "gap between its sizes"], ["is right for your leg"], id="a read cell"),
        pytest.param(pasted.SOCK, {"cell-7-3-2": "37-38", "cell-1-99-2": "1"}, ["size M is right"], ["on the page:"], id="no such cell"),
        pytest.param(pasted.MEDICAL, {CELL: "34-38"}, ["No size: the text around this chart"], ["is right for your leg"], id="medical stays medical"),
        pytest.param(pasted.TEXT, {"cell-1-3-3": "20-23", "ankle_min_girth": "22"}, ["on the page: 20.5-22.5", "size M is right"], [], id="a pasted text"),
        pytest.param(EITHER_UNIT, {"calf_max_girth": ""}, ["In which unit are its lengths?"], ["Now your measure"], id="a unit is asked for"),
        pytest.param(EITHER_UNIT, {"calf_max_girth": "", "unit-1": "cm"}, ["Its lengths are in cm, as you said.", "Now your measure", "20-24"], ["In which unit"], id="a unit is said"),
        pytest.param(EITHER_UNIT, {"calf_max_girth": "", "unit-1": "furlong"}, ["In which unit are its lengths?"], ["Now your measure"], id="no unit"),
    ],
)  # fmt: skip
def test_the_corrected_table_is_read_again(
    service: Service, text: str, fields: dict[str, str], there: list[str], missing: list[str]
) -> None:
    words = text_of(shown(service, **{"text": text, "calf_max_girth": "36", **fields}))
    assert [sentence for sentence in there if sentence not in words] == []
    assert [sentence for sentence in missing if sentence in words] == []


def test_every_correction_is_sent_again_with_the_next_form(service: Service) -> None:
    page = shown(service, text=pasted.UNREAD, **{CELL: "34.5-38", "unit-1": "cm", "cell-1-2-1": "Smallest"})
    sent = dict(re.findall(r'name="((?:cell|unit)-[^"]*)" value="([^"]*)"', page))
    assert sent == {
        "cell-1-2-2": "30 – 34",
        CELL: "34.5-38",
        "cell-1-4-2": "38.5 – 43",
        "unit-1": "cm",
        "cell-1-2-1": "Smallest",
    }
    assert "Smallest" in text_of(page)


def test_a_cell_of_two_columns_has_two_fields(service: Service) -> None:
    page = shown(service, text="Size\tCalf from (cm)\tCalf to (cm)\nS\t30\t34\nM\t34.5\t38\n")
    assert re.findall(r'name="(cell-[^"]*)" value="([^"]*)"', page) == [
        ("cell-1-2-2", "30"), ("cell-1-2-3", "34"), ("cell-1-3-2", "34.5"), ("cell-1-3-3", "38"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Size\tAnkle (cm)\tCalf (cm)\nS\t18 / 20\t30-34\nM\t20.5-22.5\t34.5-38\n", id="sizes are rows"),
        pytest.param("Size\tS\tM\nAnkle (cm)\t18 / 20\t20.5-22.5\nCalf (cm)\t30-34\t34.5-38\n", id="sizes are columns"),
    ],
)
def test_columns_stand_as_on_the_page(service: Service, text: str) -> None:
    heads = re.findall(r'<th scope="col">([^<]*)</th>', shown(service, text=text))
    assert heads == ["Size", "ankle girth", "calf girth"]


# --- what every kind of table leads to ------------------------------------------------------------------------

LARGE = "<table><tr><th>Size</th><th>Calf (cm)</th></tr>" + "".join(
    f"<tr><td>Number {n}</td><td>{30 + n / 100:.2f} – {30.01 + n / 100:.2f}</td></tr>" for n in range(700)
) + "</table>"  # fmt: skip
MANY = "".join(pasted.SOCK.replace("Fellbrook Stride knee sock", f"Sock number {n}") for n in range(60))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        pytest.param(pasted.SOCK, ["The table was read. Now your measure", "Still needed: calf girth"], id="no measure yet"),
        pytest.param(pasted.TWO, ["There are 2 size charts here. Which one is yours?", "For men"], id="several"),
        pytest.param(pasted.NO_CHART, ["There is no size chart for legs here.", "type it in, a line for each size", "It is about delivery."], id="none"),
        pytest.param("S M L", ["There is no size chart for legs here."], id="no table at all"),
        pytest.param(pasted.GARMENT, ["No size by this table", "These are measures of the garment"], id="of the garment"),
        pytest.param(pasted.CHILDREN, ["No size by this table", "No size is given from a chart for children.", "30-34"], id="for children"),
        pytest.param(pasted.MEDICAL, ["No size: the text around this chart points to a medical product.", "A pharmacy"], id="medical"),
        pytest.param(LARGE, ["This is longer than any size chart", "600 more rows are not shown."], id="long"),
        pytest.param(MANY, ["There are 60 size charts here.", "40 more tables are not shown."], id="many"),
    ],
)  # fmt: skip
def test_every_kind_of_table_says_what_it_is_without_a_measure(service: Service, text: str, there: list[str]) -> None:
    page = shown(service, text=text)
    words = text_of(page)
    assert [sentence for sentence in there if sentence not in words] == []
    assert "is right for your leg" not in words
    assert len(page) < 2_000_000 + len(text)


@pytest.mark.parametrize(
    ("size", "status", "sentence"),
    [
        pytest.param(999_000, 200, "There is no size chart for legs here.", id="just a megabyte"),
        pytest.param(1_100_000, 422, "Save or copy the size chart alone.", id="more than a megabyte"),
        pytest.param(4_100_000, 413, "a table of at most 1 MB", id="more than a form may have"),
    ],
)
def test_what_is_too_long_is_a_page(service: Service, size: int, status: int, sentence: str) -> None:
    sent = service.client.post(PAGE, data={"text": "word " * (size // 5), "calf_max_girth": "36"}, timeout=60)
    assert sent.status_code == status
    assert sentence in text_of(sent.text)


# --- to the page and back -------------------------------------------------------------------------------------


def fields_back(page: str) -> list[tuple[str, str]]:
    """The fields of the form that leads back to the search."""
    form = page.partition('<form id="to-search"')[2].partition("</form>")[0]
    return [(name, unescape(value)) for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', form)]


def test_what_was_typed_at_the_search_comes_and_goes_with_the_person(service: Service) -> None:
    typed = {"garment": "sock", "distance": "21.1", "race": "1", "brand": "CEP", "calf_max_girth": "36"}
    came = shown(service, paste="1", lang="de", units="cm", **typed)
    assert "Etwas im Formular" not in came
    assert 'value="36"' in came
    carried = unescape(re.search(r'name="carried" value="([^"]*)"', came)[1])  # type: ignore[index]
    page = shown(service, lang="de", units="cm", carried=carried, text=pasted.SOCK, calf_max_girth="37")
    assert dict(fields_back(page)) == {"lang": "de", "units": "cm", **typed, "calf_max_girth": "37"}
    assert '"back"' in page
    assert service.client.post("/", data=dict(fields_back(page))).status_code == 200


def test_without_anything_typed_a_link_leads_back(service: Service) -> None:
    page = shown(service, text=pasted.SOCK)
    assert fields_back(page) == []
    assert '<a href="./?lang=en">' in page


# --- hostile texts --------------------------------------------------------------------------------------------

LONG = "A" * 10_000
EVIL = "&lt;script&gt;alert(1)&lt;/script&gt;\u202e\u2066 &amp;quot; onfocus=alert(1) x=&quot;"


@pytest.mark.parametrize(
    "name", [pytest.param(EVIL, id="markup and marks"), pytest.param(LONG, id="ten thousand letters")]
)
def test_hostile_texts_of_a_table_stay_texts(service: Service, name: str) -> None:
    text = pasted.UNREAD.replace("Fellbrook Stride knee sock", name).replace("34.5 / 38", f"34.5 / 38 {name}")
    page = shown(service, text=text.replace("<td>S</td>", f"<td>{name[:500]}</td>"), calf_max_girth="36")
    assert not {"\u202e", "\u2066"} & set(page)
    tree = LexborHTMLParser(page)
    assert [script.attributes.get("src", "none").rpartition("/")[2] for script in tree.css("script")] == [
        "online.js",
        "chart.js",
    ]
    assert [name for node in tree.css("*") for name in node.attributes if name.startswith("on")] == []
    assert all(len(node.attributes["value"]) <= 60 for node in tree.css("input.cell"))


# --- another text is pasted over the one that was read --------------------------------------------------------


def form_of(page: str) -> dict[str, str]:
    """What a browser would send with the form of a page: every field, ends of lines as browsers write them."""
    tree = LexborHTMLParser(page)
    fields = {
        n.attributes["name"]: n.attributes["value"] or ""
        for n in tree.css("input[name]")
        if n.attributes.get("type") != "radio"
    }
    text = tree.css_first("textarea").text().removeprefix("\n").replace("\n", "\r\n")
    return {str(name): value for name, value in fields.items() if name} | {"text": text}


LINES = "M 34-38 cm\nL 38-42 cm"
SAID = {
    "place": (LINES, {"cell-1-0-2": "calf"}, "as you said"),
    "unit": (EITHER_UNIT, {"unit-1": "cm"}, "as you said"),
    "cell": (pasted.UNREAD, {CELL: "34.5-38"}, "as you corrected it"),
    "table": (pasted.TWO, {"pick": "2"}, "size M is right"),
}


@pytest.mark.parametrize(("text", "said", "words"), SAID.values(), ids=SAID)
def test_what_was_said_of_a_text_holds_for_that_text_alone(
    service: Service, text: str, said: dict[str, str], words: str
) -> None:
    first = shown(service, text=text, calf_max_girth="36", **said)
    again = shown(service, **form_of(first))
    assert words in text_of(first)
    assert words in text_of(again)
    for other in ("S 20-24\r\nXL 24-28 cm", pasted.SOCK.replace("30", "31"), f"{text} "):
        page = shown(service, **form_of(again) | {"text": other})
        fresh = shown(service, text=other, calf_max_girth="36")
        assert text_of(page).replace("← Back to the search", "") == text_of(fresh).replace("← Back to the search", "")
        assert form_of(page) == form_of(fresh)


def test_what_was_said_can_be_taken_back(service: Service) -> None:
    page = shown(service, text=LINES, **{"cell-1-0-2": "calf"})
    assert "Which place of the leg" in text_of(shown(service, **form_of(page), undo="1"))
