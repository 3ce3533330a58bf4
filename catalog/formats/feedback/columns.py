"""Which column of a shop's returns is what, and what the words in its cells mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import tomli
from msgspec import Struct, field

from ...model.column_names import has_figure as has_figure
from ...model.column_names import no_column
from ...model.did_you_mean import no_choice
from ...model.feedback import FeedbackField, FeedbackWord
from ...model.leg import LegPoint
from ...model.measure_columns import NOTHING, POINTS, UNITS, PeopleColumn, measure_columns
from ...model.problem import BadInput, Problem
from ..size_table.heads import read_head
from ..stock_feed.columns import FeedColumn, feed_column, folded

TABLE: Final = Path(__file__).with_name("columns.toml")
KEYS: Final = (FeedbackField.PRODUCT, FeedbackField.SKU, FeedbackField.GTIN, FeedbackField.SHOP_ID, FeedbackField.ID)
"""Fields that name a product; all but the first name a variant, and so a size."""
OUTCOMES: Final = (FeedbackField.OUTCOME, FeedbackField.RETURNED, FeedbackField.KEPT)
OF_FEEDS: Final = {
    FeedColumn.SKU: FeedbackField.SKU, FeedColumn.GTIN: FeedbackField.GTIN,
    FeedColumn.SHOP_ID: FeedbackField.SHOP_ID, FeedColumn.ID: FeedbackField.ID,
}  # fmt: skip
LONGEST_HEAD: Final = 80
MOST_SEEN: Final = 10_000
LONGEST_WORD: Final = 60
"""Characters of a word that is remembered; a longer text is no word of a list."""
BESIDE: Final = re.compile(r"[;,/|+\n]")
"""What stands between several reasons in one cell."""


class FeedbackColumns(Struct, frozen=True):
    """Where each thing stands in a row, by the place of its column from 0."""

    names: tuple[str, ...]
    fields: Mapping[FeedbackField, int]
    measures: tuple[tuple[int, PeopleColumn], ...]


class FeedbackWords(Struct, frozen=True):
    """What words mean, as `folded`: those of the list, and those that a person added."""

    own: Mapping[str, FeedbackWord]
    seen: Counter[tuple[str, FeedbackWord | None]] = field(default_factory=Counter)
    """The words of a file with what they were taken for, counted; the first `MOST_SEEN` different ones."""

    def note(self, text: str, word: FeedbackWord | None) -> None:
        """Count a word that was read."""
        key = (text if len(text) <= LONGEST_WORD else "", word)
        if key in self.seen or len(self.seen) < MOST_SEEN:
            self.seen[key] += 1

    def meaning(self, text: str, among: Sequence[FeedbackWord]) -> FeedbackWord | None:
        """What a word means among some meanings; None where it means none of them.

        >>> FeedbackWords({}).meaning("Zu eng", [FeedbackWord.TOO_TIGHT]).value
        'too_tight'
        """
        plain = _folded_word(text)
        own = self.own.get(plain)
        return own if own in among else next((word for word in among if plain in _listed()[word]), None)


@lru_cache(maxsize=1024)
def _folded_word(text: str) -> str:
    return folded(text)


@cache
def _listed() -> Mapping[FeedbackWord, frozenset[str]]:
    return {FeedbackWord(word): frozenset(map(folded, texts)) for word, texts in _table()["words"].items()}


@cache
def _table() -> dict[str, Any]:
    return tomli.loads(TABLE.read_text("utf-8"))


@cache
def _listed_names() -> Mapping[str, FeedbackField]:
    return {folded(name): FeedbackField(f) for f, names in _table()["columns"].items() for name in names}


@lru_cache(maxsize=1024)
def field_of_column(name: str) -> FeedbackField | None:
    """What a column of that name says; None where it is nothing of ours.

    >>> [field_of_column(n) for n in ("Retourengrund", "EAN", "Größe", "Colour")][:3]
    [<FeedbackField.REASON: 'reason'>, <FeedbackField.GTIN: 'gtin'>, <FeedbackField.SIZE: 'size'>]
    """
    if not name or len(name) > LONGEST_HEAD:
        return None
    if (field := _listed_names().get(folded(name))) is not None:
        return field
    if (in_feed := feed_column(name)) is not None and in_feed[0] in OF_FEEDS:
        return OF_FEEDS[in_feed[0]]
    head = read_head(name)
    return FeedbackField.SIZE if head.is_size and not head.units and head.point is None else None


def is_of_feedback(name: str) -> bool:
    """Whether a column of that name says anything that is read."""
    return field_of_column(name) is not None or _point_of(name) is not None


@lru_cache(maxsize=16)
def typed_names(typed: tuple[str, ...]) -> frozenset[str]:
    """The names of columns that a person typed, with and without what stands behind a colon."""
    names = [text.partition("=")[2].strip() for text in typed]
    return frozenset((*names, *(name.rpartition(":")[0] for name in names if ":" in name)))


def own_words(texts: Iterable[str]) -> FeedbackWords:
    """The words that a person added, each as `too_tight=spannt`. Raises: BadInput (every one that cannot be read)."""
    own: dict[str, FeedbackWord] = {}
    problems: list[Problem] = []
    meanings = tuple(str(word) for word in FeedbackWord)
    for text in texts:
        meaning, equals, word = text.partition("=")
        if not equals or not folded(word):
            problems += BadInput.one("wrong_mapping", "--word", text, "feedback_word").problems
        elif meaning.strip() not in meanings:
            problems += no_choice("unknown_value", "--word", meaning.strip(), meanings).problems
        else:
            own[folded(word)] = FeedbackWord(meaning.strip())
    if problems:
        raise BadInput(problems)
    return FeedbackWords(own)


def columns_of(names: Sequence[str], typed: Sequence[str] = ()) -> FeedbackColumns:
    """Where each thing stands: as `typed` (`size=Größe`, `calf_max_girth=Wade:cm`), else by the names of the columns.

    Raises: BadInput (every column that is missing, there twice, or cannot be read).
    """
    fields, problems = _typed_fields(names, [text for text in typed if _is_field(text)])
    measured, of_measures = _measures(names, [text for text in typed if not _is_field(text)])
    taken = {*fields.values(), *(names.index(column.name) for column in measured)}
    named: dict[FeedbackField, list[int]] = {}
    for at, name in enumerate(names):
        field = field_of_column(name)
        if field is not None and field not in fields and at not in taken:
            named.setdefault(field, []).append(at)
    problems += of_measures + [
        _two_columns(f, [names[at] for at in places]) for f, places in named.items() if places[1:]
    ]
    fields |= {field: places[0] for field, places in named.items()}
    fields = {field: at for field, at in fields.items() if at >= 0}
    problems += _missing(fields)
    if problems:
        raise BadInput(dict.fromkeys(problems))
    return FeedbackColumns(tuple(names), fields, tuple((names.index(m.name), m) for m in measured))


def _is_field(text: str) -> bool:
    return text.partition("=")[0].strip() in set(FeedbackField)


def _typed_fields(names: Sequence[str], typed: Iterable[str]) -> tuple[dict[FeedbackField, int], list[Problem]]:
    """The places of the columns that were typed; -1 for a field that is not to be read."""
    fields: dict[FeedbackField, int] = {}
    problems: list[Problem] = []
    for text in typed:
        key, _, name = (part.strip() for part in text.partition("="))
        if name != NOTHING and name not in names:
            problems.append(no_column("--column", name, names))
        elif FeedbackField(key) in fields:
            problems.append(Problem("given_twice", "--column", key, "cli_one_value", "cli_keep_one"))
        else:
            fields[FeedbackField(key)] = -1 if name == NOTHING else names.index(name)
    return fields, problems


def _measures(names: Sequence[str], typed: Sequence[str]) -> tuple[list[PeopleColumn], list[Problem]]:
    """The columns of measures: typed, named as in a batch, or as in a size table with one unit (`Wade (cm)`)."""
    unknown = [text for text in typed if re.split(r"[.=]", text.strip())[0] not in POINTS]
    if unknown:
        choices = [*FeedbackField, *POINTS]
        return [], [p for t in unknown for p in no_choice("unknown_value", "--column", t, choices).problems]
    measures, problems = measure_columns(names, typed)
    taken, points = {m.name for m in measures}, {re.split(r"[.=]", text.strip())[0] for text in typed}
    heads: dict[LegPoint, list[str]] = {}
    for name in names:
        point = None if name in taken else _point_of(name)
        if point is not None and point.value not in points:
            heads.setdefault(point, []).append(name)
    for point, same in heads.items():
        if len(same) > 1 or any(m.point is point for m in measures):
            problems.append(_two_of_a_point(point, [*(m.name for m in measures if m.point is point), *same]))
        elif len(units := read_head(same[0]).units) == 1 and units[0] in UNITS[point.dimension]:
            measures.append(PeopleColumn(same[0], point, units[0]))
        else:
            problems.append(_no_unit(same[0], point))
    return measures, problems


def _point_of(name: str) -> LegPoint | None:
    """The measure that a head names as size tables do, without doubt; a shoe size has to be typed."""
    head = read_head(name) if name and len(name) <= LONGEST_HEAD else None
    return None if head is None or head.is_doubtful or head.is_size or field_of_column(name) else head.point


def _no_unit(name: str, point: LegPoint) -> Problem:
    units = UNITS[point.dimension]
    example, without = f"--column {point.value}={name}:{units[0]}", f"--column {point.value}={NOTHING}"
    facts = (("choices", ", ".join(units)), ("example", example), ("without", without))
    return Problem("no_unit", "--column", name, "batch_unit", "batch_name_unit", facts)


def _two_columns(field: FeedbackField, names: Sequence[str]) -> Problem:
    facts = (("example", f"--column {field.value}={names[0]}"),)
    return Problem("two_columns", "--column", ", ".join(names), "feedback_one_column", "feedback_say_column", facts)


def _two_of_a_point(point: LegPoint, names: Sequence[str]) -> Problem:
    side = ".left" if point.is_sided else ""
    facts = (("example", f"--column {point.value}{side}={names[0]}:{UNITS[point.dimension][0]}"),)
    return Problem("two_columns", "--column", ", ".join(names), "feedback_one_column", "feedback_say_column", facts)


def _missing(fields: Mapping[FeedbackField, int]) -> list[Problem]:
    """What has to be there: which product, which size, and whether it was kept."""
    has_variant = any(key in fields for key in KEYS[1:])
    wanted = (
        (any(key in fields for key in KEYS), "product", "feedback_product"),
        (has_variant or FeedbackField.SIZE in fields, "size", "feedback_size"),
        (any(key in fields for key in OUTCOMES), "outcome", "feedback_outcome"),
    )
    facts = {name: (("example", f"--column {name}=…"),) for _, name, _ in wanted}
    return [
        Problem("missing", "--column", "", expected, "feedback_say_column", facts[name])
        for there, name, expected in wanted
        if not there
    ]
