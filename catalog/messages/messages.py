"""Turns reasons and notes into sentences: the only place where prose is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import tomli
from msgspec import Struct

from ..model.band_text import band_text
from ..model.leg import Dimension, LegPoint
from ..model.money import Money
from ..model.problem import Problem
from ..model.product import Band, Garment
from ..model.quantities import Length, Limit, Mass, Pressure, ShoeSize
from ..model.verdict import Fact, Note, Reason

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "nl")
SPACED: Final = frozenset({"fr"})
"""Languages with a blank before `:`, `;`, `?`, `!` and `%` and inside quotes; no line ends there."""
BESIDE_MARKS: Final = re.compile(r" (?=[:;?!»%](?:[\s.,)]|$))|(?<=«) ")
DECIMAL_COMMA: Final = frozenset({"de", "fr", "es", "it", "nl"})
AND: Final = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en"}
YES_NO: Final = {
    "en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "es": ("sí", "no"), "it": ("sì", "no"),
    "nl": ("ja", "nee"),
}  # fmt: skip
PLACEHOLDER: Final = re.compile(r"\{([a-z_0-9]+)\}")
WEIGHT: Final = re.compile(r"[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
LONGEST_HEADER: Final = 400
BANDS: Final = frozenset({"band", "bands"})
GARMENT_CODES: Final = frozenset(garment.value for garment in Garment if "_" in garment.value)
"""What a record says of its kind in a code: a sentence that quotes it has the word for it."""
CAUSES: Final = "causes"
"""The fact that lists causes by code, each with its own words (`cause.undated`)."""
SIZES, NAMELESS = "sizes", "?"
"""The fact that lists sizes by name, and what stands there for a row of which the size is not known."""
ANY_SHOE: Final = frozenset({"size.needs", "size.narrowed", "size.only_candidate", "size.only_candidate_sure"})
"""Sentences that ask for measures, of which a shoe size of any of the systems named will do."""
DAYS: Final = frozenset({"date", "oldest", "newest"})
"""Facts that are days, which each language writes in its own way; a month or a year alone stays as it is."""
WHOLE_DAY: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)", re.ASCII)
PLACES: Final = frozenset({"place", "places"})
"""The facts that name places in a file."""
PLACE_WORDS: Final = frozenset(
    {"chart", "item", "line", "product", "row", "script", "sheet", "size", "sizes", "table", "variant"}
)
"""The words of a place in a file that each language has its own for; all else is written as it is there."""

Template = str | Mapping[str, str]


@cache
def sentences(language: str) -> Mapping[str, Template]:
    """Every template of a language by code, from all its files. Raises: ValueError (two files define one code)."""
    folder = Path(__file__).parent / language
    table: dict[str, Template] = {}
    for file in sorted(folder.glob("*.toml")):
        for code, template in tomli.loads(file.read_text("utf-8")).items():
            if code in table:
                raise ValueError(f"{language}/{file.name}: {code} is defined twice")
            table[code] = unbroken(template) if language in SPACED else template
    return table


def unbroken(template: Template) -> Template:
    """A template whose blanks beside French marks cannot be a line's end.

    >>> unbroken("Vu : « 9 % » ?").replace("\N{NO-BREAK SPACE}", "~")
    'Vu~: «~9~%~»~?'
    """
    if isinstance(template, str):
        return BESIDE_MARKS.sub("\N{NO-BREAK SPACE}", template)
    return {key: BESIDE_MARKS.sub("\N{NO-BREAK SPACE}", text) for key, text in template.items()}


def placeholders(template: Template) -> frozenset[str]:
    """The fact names that a template uses, the one it selects by included."""
    if isinstance(template, str):
        return frozenset(PLACEHOLDER.findall(template))
    return frozenset({template["by"], *PLACEHOLDER.findall(" ".join(template.values()))})


class SentenceTemplate(Struct, frozen=True):
    """A text of a template taken apart."""

    text: str
    """The text with `%s` for each gap."""
    names: tuple[str, ...]
    """The facts that fill the gaps."""
    first: str
    """The fact that the text begins with, if it begins with one."""

    @classmethod
    def of(cls, text: str) -> SentenceTemplate:
        """The gaps of a text with placeholders."""
        names = tuple(PLACEHOLDER.findall(text))
        starts = PLACEHOLDER.match(text) is not None
        return cls(PLACEHOLDER.sub("%s", text.replace("%", "%%")), names, names[0] if starts else "")


@cache
def _texts(language: str, code: str) -> tuple[str, Mapping[str, SentenceTemplate]]:
    """Which fact selects the text of a code, and the texts by what it can be; English where the language has none."""
    table = sentences(language)
    template = table[code] if code in table else sentences("en")[code]
    if isinstance(template, str):
        return "", {"other": SentenceTemplate.of(template)}
    return template["by"], {key: SentenceTemplate.of(text) for key, text in template.items() if key != "by"}


class Messages(Struct, frozen=True, cache_hash=True):
    """One language and one unit of length to speak in."""

    language: str = "en"
    units: str = "cm"

    def knows(self, code: str) -> bool:
        """Whether this language has a sentence for a code."""
        return code in sentences(self.language)

    def text(self, code: str, facts: Mapping[str, Fact] | None = None) -> str:
        """The sentence of a code with its facts filled in; English where the language has none.

        Raises: KeyError (no language has a sentence for it, or it asks for a fact that is not given).
        """
        values = facts or {}
        if code in ANY_SHOE:
            values = {**values, "points": self._with_one_shoe(values["points"])}
        by, texts = _texts(self.language, code)
        gaps = texts[_selected(values[by], texts) if by else "other"]
        parts = [self._filled(name, values[name]) for name in gaps.names]
        if type(values.get("value")) is ShoeSize and "value" in gaps.names and "point" in gaps.names:
            # The value names the system already: "your shoe size of EU 43".
            parts[gaps.names.index("point")] = self.text("point.shoe")
        sentence = gaps.text % tuple(parts)
        is_small = gaps.first in PLACES or bool(gaps.first and _is_point(values[gaps.first]))
        return sentence[:1].upper() + sentence[1:] if is_small else sentence

    def _with_one_shoe(self, points: Fact) -> Fact:
        """Points with shoe sizes of several systems as "shoe size": one of them is enough."""
        shoes = [p for p in points if p.dimension is Dimension.SHOE]  # type: ignore[union-attr]
        if len(shoes) < 2:
            return points
        return tuple(dict.fromkeys(self.text("point.shoe") if p in shoes else p for p in points))  # type: ignore[union-attr]

    def _filled(self, name: str, fact: Fact) -> str:
        """A fact in its place; printed rows keep their figures, in the language's way of writing decimals."""
        if name == CAUSES:
            return self.several([self.text(f"cause.{cause}") for cause in fact])  # type: ignore[union-attr]
        text = fact if type(fact) is str else self.fact(fact)
        if name in DAYS and (day := WHOLE_DAY.fullmatch(text)):
            return self._day(*map(int, day.groups()))
        if name == SIZES and isinstance(fact, tuple) and NAMELESS in fact:
            return self.several([*(self.fact(s) for s in fact if s != NAMELESS), self.text("ui.size.nameless")])
        if name in PLACES:
            return ", ".join(map(self.place, text.split(", ")))
        if name == "text" and text in GARMENT_CODES:
            return self.text(f"ui.garment.{text}")
        return self.number(text) if name in BANDS else text

    def _day(self, year: int, month: int, day: int) -> str:
        """A day as people write it: "20 April 2011"."""
        name = self.text("ui.months").split(", ")[month - 1]
        return self.text("ui.day", {"day": str(day), "month": name, "year": str(year)})

    def sentence(self, reason: Reason) -> str:
        """A reason in words."""
        return self.text(reason.code, dict(reason.facts))

    def note(self, note: Note) -> str:
        """A note in words."""
        return self.text(note.code, {"grade": note.grade, **dict(note.facts)})

    def expected(self, problem: Problem) -> str:
        """What was expected where a problem is, without a full stop."""
        return self._of_problem(f"problem.expected.{problem.expected}", problem)

    def hint(self, problem: Problem) -> str:
        """What to do about a problem, as a sentence; empty where there is nothing to say."""
        return self._of_problem(f"problem.hint.{problem.hint}", problem) if problem.hint else ""

    def _of_problem(self, code: str, problem: Problem) -> str:
        return self.text(code, dict(problem.facts))  # type: ignore[arg-type]

    def problem(self, problem: Problem) -> str:
        """A problem as one line: the field, what was read, what was expected, the likeliest reading, what to do."""
        expected = {"read": repr(problem.read)[1:-1], "expected": self.expected(problem)}
        parts = [
            self.text("problem.read" if problem.read else "problem.not_read", expected),
            self.text("problem.suggestion", {"suggestion": problem.suggestion}) if problem.suggestion else "",
            self.hint(problem),
        ]
        line = " ".join(p for p in parts if p)
        return f"{self.place(problem.field)}: {line}" if problem.field else line

    def place(self, text: str) -> str:
        """A place in a file, from the outside in: its words in the language, names as they stand there.

        >>> Messages("de").place("cep.toml: product cep-sock: size II: calf_max_girth")
        'cep.toml: Produkt cep-sock: Größe II: calf_max_girth'
        """
        return ": ".join(map(self._step, text.split(": ")))

    def _step(self, step: str) -> str:
        kind, _, name = step.partition(" ")
        return self.text(f"ui.place.{kind}", {"name": name}) if name and kind in PLACE_WORDS else step

    def point(self, point: LegPoint) -> str:
        """The name of a point."""
        return self.text(f"point.{point}")

    def number(self, text: str) -> str:
        """A number in the language's way of writing decimals."""
        return text.replace(".", ",") if self.language in DECIMAL_COMMA else text

    def fact(self, value: Fact) -> str:
        """A fact by its type: lengths in the wanted unit, points by name, several as a list."""
        if type(value) is str:
            return value
        match value:
            case LegPoint():
                return self.point(value)
            case Length() | Limit():
                return self.number(value.about(self.units))
            case Mass():
                return self.number(value.about("kg" if self.units == "cm" else "lb"))
            case Pressure() | ShoeSize():
                return self.number(value.text())
            case Money():
                return self.number(value.typed())
            case Band():
                return self.number(band_text(value, self.units))
            case bool():
                return YES_NO[self.language][0 if value else 1]
            case float():
                return self.number(f"{value:.2f}".rstrip("0").rstrip("."))
            case tuple():
                return self.several([self.fact(v) for v in value])
            case _:
                return str(value)

    def several(self, parts: list[str]) -> str:
        """A list as people say it: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {AND[self.language]} {parts[-1]}"


def _is_point(value: Fact) -> bool:
    """Whether a fact is the name of a point, or begins with one: those are written small inside a sentence."""
    return isinstance(value[0] if isinstance(value, tuple) and value else value, LegPoint)


def _selected(by: Fact, texts: Mapping[str, SentenceTemplate]) -> str:
    if isinstance(by, tuple) and len(by) == 1:
        by = by[0]
    if isinstance(by, int) and not isinstance(by, bool):
        return "one" if by == 1 else "other"
    return str(by) if str(by) in texts else "other"


def spoken(tag: str) -> str | None:
    """The language of ours that a tag or locale names (`de`, `de-AT`, `fr_FR.UTF-8`); None where it is none."""
    language = re.split("[-_.@]", tag.strip().lower())[0]
    return language if language in LANGUAGES else None


@lru_cache(maxsize=64)
def accepted_language(header: str, otherwise: str = "en") -> str:
    """The best of our languages for an Accept-Language header (RFC 9110, 12.5.4); `otherwise` if none is there.

    `*` stands for `otherwise`; what has the weight 0 or a weight that is none is not taken. Equal weights go by
    place. Only the first 20 languages are read.
    """
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:LONGEST_HEADER].split(",")[:20]):
        tag, _, weight = (p.strip() for p in part.partition(";"))
        language = otherwise if tag == "*" else spoken(tag)
        quality = WEIGHT.fullmatch(weight)
        if language is not None and (quality or not weight):
            wanted.append((-float(quality[1]) if quality else -1.0, place, language))
    return next((language for quality, _, language in sorted(wanted) if quality < 0), otherwise)
