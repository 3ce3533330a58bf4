"""Turns reasons and notes into sentences: the only place where prose is made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from .measure import LegPoint, Length, Mass, Pressure, ShoeSize
from .verdict import Fact, Note, Reason

LANGUAGES: Final = ("en", "de", "fr", "es")
DECIMAL_COMMA: Final = frozenset({"de", "fr", "es"})
AND: Final = {"en": "and", "de": "und", "fr": "et", "es": "y"}
YES_NO: Final = {"en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "es": ("sí", "no")}
PLACEHOLDER: Final = re.compile(r"\{([a-z_0-9]+)\}")

Template = str | Mapping[str, str]


@cache
def sentences(language: str) -> Mapping[str, Template]:
    """Every template of a language by code, from all its files.

    Raises:
        ValueError: two files define one code.
    """
    folder = resources.files(__package__) / "sentences" / language
    table: dict[str, Template] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for code, template in tomllib.loads(file.read_text("utf-8")).items():
            if code in table:
                raise ValueError(f"{language}/{file.name}: {code} is defined twice")
            table[code] = template
    return table


def placeholders(template: Template) -> frozenset[str]:
    """The fact names that a template uses, the one it selects by included."""
    if isinstance(template, str):
        return frozenset(PLACEHOLDER.findall(template))
    texts = (text for key, text in template.items() if key != "by")
    return frozenset({template["by"]}).union(*(PLACEHOLDER.findall(t) for t in texts))


@dataclass(frozen=True, slots=True)
class Words:
    """One language and one unit of length to speak in."""

    language: str = "en"
    units: str = "cm"

    def knows(self, code: str) -> bool:
        """Whether this language has a sentence for a code."""
        return code in sentences(self.language)

    def say(self, code: str, facts: Mapping[str, Fact] | None = None) -> str:
        """The sentence of a code with its facts filled in; English where the language has none.

        Raises:
            KeyError: no language has a sentence for it, or it asks for a fact that is not given.
        """
        table = sentences(self.language)
        template = table[code] if code in table else sentences("en")[code]
        given = facts or {}
        return PLACEHOLDER.sub(lambda m: self.fact(given[m[1]]), _choose(template, given))

    def sentence(self, reason: Reason) -> str:
        """A reason in words."""
        return self.say(reason.code, dict(reason.facts))

    def note(self, note: Note) -> str:
        """A note in words."""
        facts: dict[str, Fact] = {"grade": note.grade, **dict(note.facts)}
        return self.say(note.code, facts)

    def point(self, point: LegPoint) -> str:
        """The name of a point."""
        return self.say(f"point.{point.value}")

    def number(self, text: str) -> str:
        """A number in the language's way of writing decimals."""
        return text.replace(".", ",") if self.language in DECIMAL_COMMA else text

    def fact(self, value: Fact) -> str:
        """A fact by its type: lengths in the wanted unit, points by name, several as a list."""
        match value:
            case Length():
                return self.number(value.about(self.units))
            case Mass():
                return self.number(value.about("kg" if self.units == "cm" else "lb"))
            case Pressure() | ShoeSize():
                return self.number(value.text())
            case LegPoint():
                return self.point(value)
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


def _choose(template: Template, facts: Mapping[str, Fact]) -> str:
    if isinstance(template, str):
        return template
    by = facts[template["by"]]
    if isinstance(by, int) and not isinstance(by, bool):
        return template["one"] if by == 1 else template["other"]
    return template[str(by)] if str(by) in template else template["other"]


def accepted_language(header: str) -> str:
    """The best of our languages for an Accept-Language header or a locale; English if none is there."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:200].split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        wanted.append((-quality, place, re.split("[-_.]", tag.lower())[0]))
    return next((tag for q, _, tag in sorted(wanted) if tag in LANGUAGES and q < 0), "en")
