"""Every sentence of every language: there, fed with facts that its code carries, and none that nobody says."""

import ast
import re
from collections import defaultdict
from functools import cache

import pytest
from package_text import CATALOG, nodes, words_in, written_out

from catalog.messages.messages import LANGUAGES, Messages, placeholders, sentences
from catalog.model.advice_lead import FIELDS as QUESTIONS
from catalog.model.cautions import CAUSES
from catalog.model.leg import LegPoint
from catalog.model.quantities import Length, Mass, Pressure, ShoeSize
from catalog.model.question import RedFlag
from catalog.model.verdict import Advised, because
from catalog.rules.usage.garment_order import ORDERS
from catalog.rules.usage.gates import GATES
from catalog.rules.usage.notes import NOTES
from catalog.rules.usage.table import PHASES, ROWS
from catalog.rules.usage.wear_plan import CHECKLIST
from catalog.web.problems import TITLED

PAGES = "\n".join(p.read_text("utf-8") for p in sorted(CATALOG.rglob("*")) if p.suffix in (".js", ".html"))
DOORS = ("ui.", "widget.", "badge.", "demo.", "page.", "how.", "flag.", "point.")
"""What doors say of themselves; rules emit everything else."""
PROBLEMS = ("problem.expected.", "problem.hint.")
"""What was expected and what to do about it: the code is written out where the problem is found."""
STARTS = tuple(re.escape(d) for d in (*DOORS, "usage."))


# --- what the code says, read from its text ------------------------------------------------------------------


def calls(name):
    """Every call of a function or method of that name, with the file it stands in."""
    for file, parts in nodes().items():
        for node in parts:
            if (
                isinstance(node, ast.Call)
                and node.args
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
            ):
                yield file, node


def texts_of(node):
    """The texts that an expression can be, as far as it is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) + texts_of(node.orelse)
    return []


def pattern_of(node):
    """The pattern of a text with holes: `f"ui.col.{name}"`."""
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w:-]+" for p in node.values]
    return "".join(parts)


def built_in(file):
    """The pattern of every text that a file builds, such as `left_size`."""
    return [p for n in nodes()[file] if (p := pattern_of(n)) and p != r"[\w:-]+"]


@cache
def emitted():
    """Each code with every call that emits it and the file it stands in."""
    found = defaultdict(list)
    for name in ("because", "message", "say"):
        for file, call in calls(name):
            for code in texts_of(call.args[0]):
                found[code].append((file, call))
    return found


def missing_facts(template, file, call):
    """The facts that a sentence asks for and the call that emits its code does not give."""
    given = {k.arg: k.value for k in call.keywords}
    asked = placeholders(template)
    if not isinstance(template, str):
        chosen = texts_of(given[template["by"]]) if template["by"] in given else []
        asked = {template["by"]}.union(*(placeholders(template[c]) for c in chosen)) if chosen else asked
    lacking = asked - set(given)
    if None in given:
        lacking -= words_in(file)
        lacking = {name for name in lacking if not any(re.fullmatch(p, name) for p in built_in(file))}
    return lacking


@cache
def patterns():
    """The pattern of every code that is built where it is emitted."""
    return [p for _, call in calls("because") if (p := pattern_of(call.args[0]))]


@cache
def steps():
    """The steps of a plan: those written out, and those built from a table."""
    written = {f"usage.plan.{s}" for _, call in calls("_step") for s in texts_of(call.args[0])}
    return written | {f"usage.plan.donning.{part}" for part in ("sock", "sleeve", "off")}


TABLES = {
    *(f"usage.{id}" for id in (*GATES, *(r.id for r in ROWS), *(o.id for o in ORDERS), *PHASES)),
    *(n.code for n in NOTES), *(f"usage.headline.{v.value}" for v in Advised),
    *(f"usage.headline_if_tested.{v}" for v in ("worth_wearing", "optional", "little_value")), "usage.during_if_tested",
    *(f"usage.question.{name}" for name in QUESTIONS), *(f"usage.check.{c}" for c in (*CHECKLIST, "yes", "stop", "private")),
    *(f"medical.{kind}" for kind in ("decisive", "suggestive", "sport", "sport_hint", "everyday", "ignored")),
    *(f"problem.{kind}.http_{status}" for kind in ("expected", "hint") for status in TITLED),
    *(f"cause.{c}" for c in CAUSES), *(f"point.{p.value}" for p in LegPoint), *(f"flag.{f.value}" for f in RedFlag),
}  # fmt: skip
"""Codes that are built from tables, but for the steps of a plan."""


def said_by_doors():
    """Codes and patterns of codes that the doors ask for by name."""
    for name in ("say", "knows"):
        for _, call in calls(name):
            yield from map(re.escape, texts_of(call.args[0]))
    for parts in nodes().values():
        for node in parts:
            if (pattern := pattern_of(node)) and pattern.startswith(STARTS):
                yield pattern


@cache
def asked_for():
    return re.compile("|".join(sorted(set(said_by_doors()))))


def is_said(code):
    """Whether something in the code base says a code."""
    if code in emitted() or code in TABLES or code in steps() or code in written_out() or asked_for().fullmatch(code):
        return True
    if code.startswith(PROBLEMS):
        return code.removeprefix("problem.expected.").removeprefix("problem.hint.") in written_out()
    if any(re.fullmatch(p, code) for p in patterns()) and code.rpartition(".")[2].split("_")[0] in split_words():
        return True
    return code.startswith(DOORS) and on_a_page(code)


@cache
def split_words():
    """The parts of every word that is written out."""
    return {part for word in written_out() if re.fullmatch(r"[a-z_]+", word) for part in word.split("_")}


BUILT_ON_PAGES = tuple(re.findall(r"`([a-z]+\.)\$\{", PAGES))
"""How the codes begin that a script builds: `how.${point}`."""


def on_a_page(code):
    """Whether a script or a template names a code, whole or by its last word."""
    last = re.escape(code.partition(".")[2])
    return (
        code in PAGES
        or code.startswith(tuple(set(BUILT_ON_PAGES) - {"widget.", "page."}))
        or bool(re.search(rf"""["'`]{last}["'`]|\.{last}\b""", PAGES))
    )


# --- complete ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_emitted_can_be_said_without_the_help_of_english(language):
    here = sentences(language)
    assert sorted({*emitted(), *TABLES, *steps()} - set(here)) == []


def shape(template):
    """What a sentence selects by, and the values; empty for a plain one."""
    return () if isinstance(template, str) else (template["by"], *sorted(template))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_of_the_same_shape(language):
    english, here = sentences("en"), sentences(language)
    assert set(here) == set(english)
    assert {c for c, t in english.items() if shape(t) != shape(here[c])} == set()
    assert {c for c, t in english.items() if placeholders(t) != placeholders(here[c])} == set()


def test_no_sentence_is_there_for_nothing():
    assert [c for c in sentences("en") if not is_said(c)] == []


def test_what_nobody_says_is_found():
    assert not is_said("size.outsider")
    assert not is_said("graduated.shiny")
    assert not is_said("ui.search.everywhere")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_asks_only_for_facts_that_its_code_carries(language):
    here = sentences(language)
    wrong = {
        c: m for c, calls in emitted().items() for file, call in calls if (m := missing_facts(here[c], file, call))
    }
    assert wrong == {}


def test_a_fact_that_is_not_given_is_found():
    call = ast.parse('because("x", point=p, direction="larger")', mode="eval").body
    assert missing_facts("{point} of {value}", "match.py", call) == {"value"}
    by = {"by": "direction", "larger": "{point}", "smaller": "{by}"}
    assert missing_facts(by, "match.py", call) == set()


# --- how it is written ----------------------------------------------------------------------------------------------


def all_texts():
    for language in LANGUAGES:
        for code, template in sentences(language).items():
            for text in [template] if isinstance(template, str) else [t for k, t in template.items() if k != "by"]:
                yield language, code, text


FAMILIAR = {
    "de": r"\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich)\b",
    "fr": r"\b([Tt]u|[Tt]es|[Tt]oi)\b",
    "es": r"\b([Tt]us?|[Tt]uy[oa]s?|[Tt]ienes|[Pp]uedes)\b",
    "it": r"\b(Lei|Suoi?|Sua|[Vv]oi|[Vv]ostr[oaie]|[Ss]criva|[Mm]isuri|[Pp]renda|[Aa]ggiunga)\b",
    "nl": r"\b([Uu]|[Uu]w|[Uu]we|[Gg]ij)\b",
}
"""How nobody is spoken to: as a friend, or in Italian and Dutch, where sport shops say "tu" and "je", as a stranger."""


def test_people_are_spoken_to_in_one_way():
    assert [(lang, c) for lang, c, t in all_texts() if re.search(FAMILIAR.get(lang, "$^"), t)] == []


WRONG_MARKS = {"fr": r"’|[^\s][:;?!»](\s|$)|«\S", "de": r"«|»|\"", "es": r"„|“|\"", "it": r"’|„|\"|«\s|\s[»:;?!]"}


QUESTION_MARK = re.compile(r"(?<=\S)\?")
"""At the end of a question; a `?` that is to be typed stands alone."""


def test_marks_are_set_the_way_of_the_language():
    """What the command line says of itself holds options and documents, written as a machine reads them."""
    typed = ("ui.", "problem.expected.cli_", "problem.hint.cli_")
    filled = [(lang, c, re.sub(r"\{[^}]+\}", "x", t)) for lang, c, t in all_texts() if not c.startswith(typed)]
    assert [(lang, c) for lang, c, t in filled if re.search(WRONG_MARKS.get(lang, "$^"), t)] == []
    assert [c for lang, c, t in all_texts() if lang == "es" and len(QUESTION_MARK.findall(t)) != t.count("¿")] == []
    assert [c for lang, c, t in all_texts() if lang == "de" and t.count("„") != t.count("“")] == []
    assert [
        (lang, c) for lang, c, t in all_texts() if t != t.strip() or "  " in t or ("<" in t and not c.startswith("ui."))
    ] == []


def test_sentences_of_rules_end_as_sentences_do():
    plain = [
        (c, t)
        for _, c, t in all_texts()
        if not c.startswith((*DOORS, "usage.grade", "usage.assumed", "size.leg", "cause.", PROBLEMS[0]))
    ]
    assert [(c, t) for c, t in plain if t[-1] not in ".?:)" or (t[-1] == ")" and c != "medical.decided")] == []


SHORT = 380
"""Longest sentence group that a reason or note may be, in characters."""


def test_nothing_is_too_long_to_be_read_at_once():
    assert [(lang, c, len(t)) for lang, c, t in all_texts() if len(t) > SHORT and not c.startswith("usage.plan")] == []


# --- numbers, units, points --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        pytest.param("en", Length(365_000), "36.5 cm", id="en length"),
        pytest.param("de", Length(365_000), "36,5 cm", id="de length"),
        pytest.param("fr", Mass(72_500), "72,5 kg", id="fr mass"),
        pytest.param("es", Pressure(155), "15,5 mmHg", id="es pressure"),
        pytest.param("de", ShoeSize(LegPoint.SHOE_EU, 4250), "EU 42,5", id="de shoe"),
        pytest.param("fr", 1.25, "1,25", id="fr number"),
        pytest.param(
            "es", (LegPoint.CALF, LegPoint.ANKLE), "contorno de pantorrilla y contorno de tobillo", id="es list"
        ),
        pytest.param("en", ("S", "M", "L"), "S, M and L", id="en list"),
        pytest.param("it", Length(365_000), "36,5 cm", id="it length"),
        pytest.param(
            "it", (LegPoint.CALF, LegPoint.ANKLE), "circonferenza polpaccio e circonferenza caviglia", id="it list"
        ),
        pytest.param("it", True, "sì", id="it yes"),
        pytest.param("nl", Length(365_000), "36,5 cm", id="nl length"),
        pytest.param("nl", (LegPoint.CALF, LegPoint.ANKLE), "kuitomtrek en enkelomtrek", id="nl list"),
        pytest.param("nl", False, "nee", id="nl no"),
        pytest.param("de", True, "ja", id="de yes"),
    ],
)
def test_facts_are_written_the_language_s_way(language, value, text):
    assert Messages(language).fact(value) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Your calf girth of 14.4 in is inside size 2 (14.25–15 in).", id="en"),
        pytest.param("de", "Wadenumfang: 14,4 in liegt in Größe 2 (14,25–15 in).", id="de"),
        pytest.param("fr", "Tour de mollet : 14,4 in est dans la taille 2 (14,25–15 in).", id="fr"),
        pytest.param("es", "Contorno de pantorrilla: 14,4 in está dentro de la talla 2 (14,25–15 in).", id="es"),
        pytest.param("it", "Circonferenza polpaccio: 14,4 in rientra nella taglia 2 (14,25–15 in).", id="it"),
        pytest.param("nl", "Je kuitomtrek van 14,4 in valt binnen maat 2 (14,25–15 in).", id="nl"),
    ],
)
def test_a_sentence_begins_large_and_prints_bands_the_language_s_way(language, text):
    fits = because("size.inside", point=LegPoint.CALF, value=Length(365_760), size="2", band="14.25–15 in")
    assert Messages(language, "in").sentence(fits) == text
