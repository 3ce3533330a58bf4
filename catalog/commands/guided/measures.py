"""A measure typed at a prompt: one or several readings, of both legs or of each; what is odd is asked about at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from ...documents.question_reader import parse_question
from ...messages.messages import LANGUAGES, Messages, sentences
from ...model.leg import Dimension, LegPoint
from ...model.policy import shipped_policy
from ...model.problem import BadInput
from ...model.verdict import Reason
from ..terminal.prompt import Meaning
from .answered import SHOE, document_of
from .dialogue import Answers, Choice, NotRead, OddAnswer, Step, problem_text

BETWEEN_READINGS: Final = re.compile(r"\s*;\s*|(?<=[^\W\d_]|[\"″”'′’])\s*[,/+]\s*")
"""Between two readings: a semicolon, or another mark after a unit; never a comma inside a number."""
AROUND_A_SIDE: Final = " ,;/&+"
BARE: Final = re.compile(r"[\d.,/\s\N{VULGAR FRACTION ONE HALF}\N{VULGAR FRACTION ONE QUARTER}"
                         r"\N{VULGAR FRACTION THREE QUARTERS}]*\d[\d.,/\s]*")  # fmt: skip
UNITS: Final = {Dimension.LENGTH: ("cm", "in"), Dimension.MASS: ("kg", "lb")}
"""The units that a bare number may be meant in."""
SIDES: Final = ("left", "right")


def _words(name: str) -> list[str]:
    """Return all that may be typed for one thing, in every language."""
    texts = (str(sentences(language)[f"ui.words.{name}"]) for language in LANGUAGES)
    return [word.strip().casefold() for text in texts for word in text.split(",")]


@cache
def _side_words() -> Mapping[str, str]:
    """Return the words of every language for left and right."""
    return {word: side for side in SIDES for word in _words(side)}


def _one_of(words: Iterable[str]) -> str:
    """Return the pattern of one of some words, the longest first."""
    return rf"(?<![^\W_])({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![^\W\d_])"


@cache
def _side() -> re.Pattern[str]:
    return re.compile(rf"{_one_of(_side_words())}\s*[:=]?\s*", re.IGNORECASE)


@cache
def _around_a_reading() -> re.Pattern[str]:
    """Return the pattern of the words before a reading (`leg:`) and behind it (`and the`) that say nothing of it."""
    word = _one_of(_words("leg"))
    return re.compile(rf"^(?:{word}[\s:=]*)+|(?:[\s,;]+{word})+$", re.IGNORECASE)


def typed_measure(text: str, unit: str = "") -> Any:
    """Return what was typed as the question document takes it; a bare number gets the unit, where one is given.

    >>> typed_measure("36.5 cm"), typed_measure("36.5 cm, 36.7 cm")
    ('36.5 cm', {'readings': ['36.5 cm', '36.7 cm']})
    >>> typed_measure("left 36 cm; 36.2 cm, right: 37 cm")
    {'left': {'readings': ['36 cm', '36.2 cm']}, 'right': '37 cm'}
    >>> typed_measure("links 36,5 rechts 37", "cm")
    {'left': '36,5 cm', 'right': '37 cm'}

    Raises: BadInput where a reading stands before the first side.
    """
    before, *rest = _side().split(text)
    if not rest:
        return _readings(text, unit)
    if re.search(r"\d", before):
        raise BadInput.one("side_missing", "", text, "ask_sides")
    # "left leg 36 cm", "36 cm and the right 37 cm": words around a reading say nothing of it.
    sides: dict[str, list[str]] = {}
    for word, part in zip(rest[::2], rest[1::2], strict=True):
        sides.setdefault(_side_words()[word.casefold()], []).append(
            _around_a_reading().sub("", part.strip(AROUND_A_SIDE))
        )
    return {side: _readings("; ".join(sides[side]), unit) for side in SIDES if side in sides}


def _readings(text: str, unit: str) -> Any:
    parts = [part for part in BETWEEN_READINGS.split(text.strip(AROUND_A_SIDE)) if part] or [text]
    parts = [f"{part.strip()} {unit}" if unit and BARE.fullmatch(part) else part for part in parts]
    return parts[0] if len(parts) == 1 else {"readings": parts}


class MeasureReader:
    """Reads the measure of one point beside the other answers; `accepted` are the odd things said to be right."""

    def __init__(self, name: str, point: LegPoint, answers: Answers, accepted: set[Reason], messages: Messages) -> None:
        self._name, self._point, self._answers, self._accepted, self._messages = (
            name,
            point,
            answers,
            accepted,
            messages,
        )
        self._units: dict[str, str] = {}
        """The unit that was said of a text without one."""

    def read(self, text: str) -> Any:
        """Return the measure as the question document takes it. Raises: BadInput, OddAnswer."""
        value = text if self._name == SHOE else typed_measure(text, self._units.get(text, ""))
        try:
            parse_question(document_of({self._name: value}))
        except BadInput as bad:
            units = UNITS.get(self._point.dimension, ())
            if units and any(p.code == "unit_missing" for p in bad.problems) and text not in self._units:
                raise self._doubt_of_unit(text, units) from None
            raise
        self._check(text, value)
        return value

    def _check(self, text: str, value: Any) -> None:
        """Ask about the first thing that is odd. Raises: BadInput, OddAnswer."""
        from ...search.lookup import to_confirm

        question = parse_question(document_of({**self._answers, self._name: value}))
        messages = Messages(self._messages.language, question.units)
        try:
            unlikely = to_confirm(question, shipped_policy())
        except BadInput as bad:
            first = bad.problems[0]
            if not (first.suggestion or first.code == "impossible_pair"):
                raise
            choices = [*self._meant(first.suggestion, text), *self._wrong(text, dict(first.facts).values())]
            raise self._doubt(problem_text(BadInput([first]), messages), choices) from None
        for reason in unlikely:
            if reason not in self._accepted:
                raise self._doubt(messages.sentence(reason), self._remedies(reason, text))

    def _remedies(self, reason: Reason, text: str) -> list[Choice]:
        """Return what can be done about something odd: what is likely comes first."""
        meant = self._meant(str(reason.fact("suggestion")) if reason.has("suggestion") else "", text)
        means = None if meant else Meaning.YES
        right = Choice(self._messages.text("ui.ask.yes"), partial(self._accept, reason, text), means=means)
        return [*meant, right, *self._wrong(text, dict(reason.facts).values())]

    def _accept(self, reason: Reason, text: str) -> str:
        self._accepted.add(reason)
        return text

    def _meant(self, suggestion: str, text: str) -> Iterator[Choice]:
        """Yield the choice of what was probably meant, where a single reading was typed."""
        if suggestion and isinstance(typed_measure(text), str):
            written = self._messages.number(suggestion)
            yield Choice(
                self._messages.text("ui.ask.meant", {"suggestion": written}), lambda: suggestion, means=Meaning.YES
            )

    def _wrong(self, text: str, facts: Any) -> Iterator[Choice]:
        """Yield the choice to type this measure again, and each other one that has a part in it: only that one then."""
        others = [p for p in facts if isinstance(p, LegPoint) and p is not self._point and p.value in self._answers]
        again = self._messages.text("ui.ask.again", {"point": self._messages.point(self._point)})
        yield Choice(again if others else self._messages.text("ui.ask.no"), _nothing, means=Meaning.NO)
        for point in others:
            name = self._messages.text("ui.ask.again", {"point": self._messages.point(point)})
            yield Choice(name, partial(self._forget, point.value, text))

    def _forget(self, name: str, text: str) -> str:
        del self._answers[name]
        return text

    def _doubt(self, text: str, choices: Sequence[Choice]) -> OddAnswer:
        pick = self._messages.text("ui.ask.pick", {"count": len(choices)})
        return OddAnswer(Step("doubt", text, choices=tuple(choices), read=partial(_instead, pick), otherwise=pick))

    def _doubt_of_unit(self, text: str, units: Sequence[str]) -> OddAnswer:
        """Ask for the unit of a bare number: it is never guessed."""
        choices = [Choice(f"{text} {u}" if BARE.fullmatch(text) else u, self._with(text, u)) for u in units]
        return self._doubt(self._messages.text("ui.ask.unit", {"read": text}), choices)

    def _with(self, text: str, unit: str) -> Callable[[], str]:
        def remember() -> str:
            self._units[text] = unit
            return text

        return remember


def _instead(pick: str, typed: str) -> Callable[[], str]:
    """Take a measure that is typed where a choice was to be made. Raises: NotRead where it cannot be one."""
    if not re.search(r"\d.*[^\W\d_\"″”]", typed):
        raise NotRead(pick)
    return partial(str, typed)


def _nothing() -> None:
    """Have the question asked again."""
