"""Reports are data: codes that every language can say, no prose made by a builder, and no size without its doubts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from reports import QUESTIONS, TODAY, alone, answer, of_a_card, of_a_product, of_a_search

from catalog.commands.repeat import RepeatableCommand
from catalog.commands.terminal.report_output import terminal_lines
from catalog.commands.terminal.screen import Screen
from catalog.messages.messages import LANGUAGES, Messages, sentences
from catalog.model.advice_lead import clinician_first
from catalog.model.cautions import certainty_reason
from catalog.model.verdict import Reason
from catalog.report.html import html_lines
from catalog.report.lines import (
    BLANK,
    CommandLine,
    Figure,
    Joined,
    Line,
    Message,
    Style,
    caution,
    heading,
    item,
    message,
    say,
)
from catalog.report.matches import MATCH_NAMES, row_of
from catalog.report.page import Results
from catalog.report.plain import brief_text, plain_lines, worded_row
from catalog.report.product import one_product
from catalog.report.search import no_match
from catalog.report.why import why_report

ROOM = Path(__file__).resolve().parents[2] / "catalog" / "report"
WORDERS = frozenset({"plain", "html"})
BUILDERS = sorted(path.stem for path in ROOM.glob("*.py") if path.stem not in WORDERS | {"__init__"})
NARROW, WIDE = Screen(24, styled=True), Screen(100, styled=True)
EN = Messages("en")


def codes_of(words):
    """Every message code in words, those of nested facts too."""
    parts = words.parts if isinstance(words, Joined) else [fact for _, fact in getattr(words, "facts", ())]
    own = {words.code} if isinstance(words, Message | Reason) else set()
    return own.union(*map(codes_of, parts))


def lines_of(name):
    """Every line of every report that follows from one of the questions."""
    return [*of_a_search(answer(name)), *(line for one in alone(name) for line in of_a_product(one))]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_message_of_a_line_has_a_sentence_in_every_language(name):
    codes = set().union(*(codes_of(line.words) for line in lines_of(name)))
    assert len(codes) > 30
    assert {language: codes - set(sentences(language)) for language in LANGUAGES} == {lang: set() for lang in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_worder_can_say_every_line(name, language):
    lines, messages = lines_of(name), Messages(language, answer(name).question.units)
    plain = plain_lines(lines, messages)
    assert len(plain) == len(lines)
    assert not [text for text in plain if "{" in text or "None" in text]
    assert len(terminal_lines(lines, messages, NARROW)) >= len(terminal_lines(lines, messages, WIDE)) >= len(lines)
    assert html_lines(lines, messages).count("</li>") == sum(bool(line.mark) for line in lines)


@pytest.mark.parametrize("module", BUILDERS)
def test_a_builder_makes_no_prose(module):
    nodes = list(ast.walk(ast.parse((ROOM / f"{module}.py").read_text("utf-8"))))
    imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name in WORDERS or name.partition(".")[0] == "messages"}
    assert "Messages" not in {node.id for node in nodes if isinstance(node, ast.Name)}


# --- a size and its doubts ---------------------------------------------------------------------------------------------


def doubts_of(match, worded=EN.sentence):
    """The sentences that have to be seen with a size."""
    return [EN.sentence(certainty_reason(match.size)), *map(worded, match.cautions)]


def brief(reason):
    """A caution as a listing says it."""
    return brief_text(reason, EN)


def said(text):
    """A text without line breaks, list marks and styles."""
    return re.sub(r"\s+", " ", re.sub(r"\x1b\[\d*m|<[^>]*>", " ", text).replace("! ", " "))


SEEN = ("product", "why", "card", "row", "narrow product")


def shown(kind, one):
    """The first match of an answer as one of the reports shows it."""
    match = one.matches[0]
    match kind:
        case "product":
            return "\n".join(plain_lines(one_product(one, RepeatableCommand()), EN))
        case "narrow product":
            return "\n".join(terminal_lines(one_product(one, RepeatableCommand()), EN, NARROW))
        case "why":
            return "\n".join(plain_lines(why_report(one, match.product, ()), EN))
        case "card":
            html = html_lines(of_a_card(Results(one, advised=False).cards[0]), EN)
            return html.replace("&gt;", ">").replace("&lt;", "<").replace("&#39;", "'")
        case _:
            return "\n".join(worded_row(row_of(match, TODAY), EN, ("brand", "size"))["beside"])


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_report_shows_a_size_without_how_sure_it_is_and_every_caution(name, kind):
    for one in (one for one in alone(name) if one.matches):
        text = said(shown(kind, one))
        doubts = doubts_of(one.matches[0], brief if kind == "row" else EN.sentence)
        assert [doubt for doubt in doubts if said(doubt).strip() not in text] == []


def test_the_questions_have_sizes_cautions_misses_exclusions_and_clinicians():
    every = [one for name in QUESTIONS for one in alone(name)]
    cautions = {c.code for one in every for m in one.matches for c in m.cautions}
    assert {"caution.near_edge", "caution.chart_unsure", "caution.evening"} <= cautions
    assert [sum(map(len, (one.matches, one.misses, one.excluded))) for one in every] == [1] * len(every)
    assert {bool(one.misses) for one in every} == {bool(one.excluded) for one in every} == {True, False}
    assert [name for name in QUESTIONS if clinician_first(answer(name).advice)] == ["a clinician first", "an emergency"]


@pytest.mark.parametrize(
    ("columns", "sure", "cautious"),
    [
        pytest.param((), False, True, id="all: the certainty is a column"),
        pytest.param(("size",), True, True, id="the size alone"),
        pytest.param(("size", "certainty"), False, True, id="with the certainty"),
        pytest.param(("size", "cautions"), True, False, id="with the cautions"),
        pytest.param(MATCH_NAMES, False, False, id="every column by name"),
    ],
)
def test_what_no_column_shows_is_said_beside_a_row(columns, sure, cautious):
    match = next(m for m in answer("a calf at an edge, in inches").matches if m.cautions)
    first, *others = doubts_of(match, brief)
    assert worded_row(row_of(match, TODAY), EN, columns)["beside"] == [*[first] * sure, *others * cautious]


# --- the worders -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "plain", "html"),
    [
        pytest.param(say("ui.side.left"), "left", "<p>left</p>", id="text"),
        pytest.param(heading(message("ui.plan.title")), "The plan", '<p class="name">The plan</p>', id="heading"),
        pytest.param(item("<b> & 'x' \"y\"", 1), "  - <b> & 'x' \"y\"",
                     "<li>&lt;b&gt; &amp; &#39;x&#39; &#34;y&#34;</li>", id="item"),
        pytest.param(caution("Careful."), "  ! Careful.", "<li>Careful.</li>", id="caution"),
        pytest.param(Line("a\x1b[1m\nb"), "a\N{REPLACEMENT CHARACTER}[1m b", "<p>a\N{REPLACEMENT CHARACTER}[1m b</p>", id="control characters"),
        pytest.param(Line(Joined(("a", "", "b"), ", ")), "a, b", "<p>a, b</p>", id="parts that say nothing"),
        pytest.param(Line(message("ui.size.named", product="P", size="M"), 1, Style.ENTRY), "  P: size M",
                     "<p>P: size M</p>", id="facts"),
        pytest.param(Line(CommandLine(("why", "a b"))), "legfit why \"a b\"", "<p>legfit why &#34;a b&#34;</p>", id="command"),
        pytest.param(BLANK, "", "<p></p>", id="blank"),
    ],
)  # fmt: skip
def test_a_line_as_text_and_as_html(line, plain, html):
    assert (plain_lines([line], EN), html_lines([line], EN)) == ([plain], html)


def test_a_terminal_folds_a_line_under_its_mark_and_gives_weight_to_a_heading():
    lines = [
        heading("one two three four five six"),
        item("one two three four five six"),
        Line("a" * 30, 1, Style.VERBATIM),
    ]
    assert terminal_lines(lines, EN, NARROW) == [
        "\x1b[1mone two three four five\x1b[0m", "\x1b[1msix\x1b[0m", "- one two three four", "  five six", "  " + "a" * 30,
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "figure"), [("en", "4.5"), ("de", "4,5"), ("fr", "4,5"), ("es", "4,5")])
def test_a_figure_has_the_decimals_of_the_language(language, figure):
    assert plain_lines([Line(Figure("4.5"))], Messages(language)) == [figure]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        pytest.param("nothing measured", ["ui.search.measure_missing"], id="a measure is missing"),
        pytest.param("a leg that nothing fits", ["ui.search.nothing"], id="nothing fits"),
    ],
)
def test_why_nothing_fits(name, codes):
    assert [line.words.code for line in no_match(answer(name))][: len(codes)] == codes
