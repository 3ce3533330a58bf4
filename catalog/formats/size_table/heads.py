"""What the head of a column or row names: a point, the size, units, one end of a band, or nothing of a leg."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from ...model.leg import LENGTHS, Dimension, LegPoint
from .word_list import RAISED, Phrase, folded, has_phrase, phrases, place_of, without_phrases, word_table, words_of

LONGEST: Final = 200
DISTANCE: Final = re.compile(r"(?:^|[^\w.,])\d+(?:[.,]\d+)? ?(?:cm|mm|in|inch|inches|zoll|\")(?!\w)", re.ASCII)
TO_FIT: Final = ("to", "fit")
NUMBERING: Final = re.compile(r"[(\[]\s*\w\s*[)\]]|\bA\s*$")
HALF: Final = re.compile(r"(?<![\d/] )(?<![\d/])1/2(?![\d/])|½", re.ASCII)
SEGMENTS: Final = re.compile(r"[()\[\],;:/|\n–—]+|\s-\s")
NEARER: Final = {
    frozenset({LegPoint.THIGH, LegPoint.LOWER_THIGH}): LegPoint.LOWER_THIGH,
    frozenset({LegPoint.THIGH, LegPoint.MID_THIGH}): LegPoint.MID_THIGH,
    frozenset({LegPoint.LEG_LENGTH, LegPoint.INSEAM}): LegPoint.INSEAM,
}
"""Of two points that one head names, the one that it means: the thigh above the knee is the lower thigh."""
SYSTEMS: Final = ("eu", "uk", "us")
WOMEN, MEN, CHILDREN, UNISEX = "women", "men", "children", "unisex"
SHOE_POINTS: Final = {
    ("eu", ""): LegPoint.SHOE_EU, ("uk", ""): LegPoint.SHOE_UK, ("us", ""): LegPoint.SHOE_US,
    ("us", MEN): LegPoint.SHOE_US_MEN, ("us", WOMEN): LegPoint.SHOE_US_WOMEN, ("", ""): LegPoint.SHOE_UNSTATED,
}  # fmt: skip


class Head(Struct, frozen=True):
    """What a head names; all empty for one that names nothing of a leg."""

    text: str = ""
    point: LegPoint | None = None
    candidates: tuple[LegPoint, ...] = ()
    """Measures that a word for the size may mean as well."""
    is_size: bool = False
    is_shoe: bool = False
    systems: tuple[str, ...] = ()
    """Systems of shoes that it names, whether or not it says that they are of shoes."""
    units: tuple[str, ...] = ()
    edge: str = ""
    """`from` or `to` where the column has one end of a band."""
    has_both_ends: bool = False
    """Whether it ends with words for both: `(min - max)`."""
    audience: str = ""
    is_garment: bool = False
    points: tuple[LegPoint, ...] = ()
    """Every point that it names."""
    is_doubtful: bool = False
    """Whether it names several points, or one with a word that makes another thing of it."""

    def is_measure(self) -> bool:
        """Whether a measure is named."""
        return self.point is not None or self.is_shoe or bool(self.candidates)


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head:
    """What a head names.

    >>> read_head("Calf circumference (cm)").point, read_head("Oberschenkel, Mitte (in)").units
    (<LegPoint.CALF: 'calf_max_girth'>, ('in',))
    >>> read_head("Skirt length to mid calf").point, read_head("Waist/Hip").is_doubtful
    (None, True)
    >>> read_head("Gr.").is_size, read_head("Tg").is_size
    (True, True)
    """
    if len(text) > LONGEST:
        return Head(text)
    words, units = _without_units(text)
    words = words[2:] if words[:2] == TO_FIT else words
    points, rest = _points(words)
    audience = audience_of(rest)
    systems = tuple(dict.fromkeys(s for w in rest for s in SYSTEMS if (w,) in phrases("shoe", s)))
    if not points and has_phrase(words, phrases("shoe", "words")):
        return _shoe_head(text, words, set(units), systems, audience)
    points, rest = _mid_thigh(points, tuple(w for w in rest if (w,) not in _sexes()), words)
    edge = _edge(words, text)
    if len(points) > 1 or (points and (_is_blocked(rest, edge, points[0]) or _is_at_distance(text))):
        return Head(text, units=units, points=tuple(points), is_doubtful=True)
    return Head(
        text, points[0] if points else None, () if points else _candidates(rest),
        has_phrase(rest, phrases("size", "words")), points=tuple(points), systems=systems,
        units=units, edge=edge, audience=audience,
        has_both_ends=edge == "to" and words[-2:-1] in phrases("edges", "from"),
        is_garment=has_phrase(rest, phrases("heads", "garment")) or HALF.search(folded(text)) is not None,
    )  # fmt: skip


def _shoe_head(text: str, words: Phrase, units: set[str], systems: tuple[str, ...], audience: str) -> Head:
    """The head of shoe sizes; `M` and `W` are men and women there. Other systems and children's scales are in doubt."""
    letters = {sex for letter, sex in (("w", WOMEN), ("m", MEN)) if letter in words or letter in units}
    if letters and not audience:
        audience = letters.pop() if len(letters) == 1 else UNISEX
    is_other = bool(units - {"m"}) or _is_other_shoe(words) or audience == CHILDREN
    return Head(text, is_shoe=True, systems=systems, audience=audience, is_doubtful=is_other)


def _mid_thigh(points: list[LegPoint], rest: Phrase, words: Phrase) -> tuple[list[LegPoint], Phrase]:
    """The middle of the thigh where a head names the thigh and its middle alone; the words for it are then taken off.

    >>> [read_head(text).point for text in ("Mittlerer Oberschenkelumfang", "thigh (middle)", "Umfang Oberschenkel")]
    [<LegPoint.MID_THIGH: 'mid_thigh_girth'>, <LegPoint.MID_THIGH: 'mid_thigh_girth'>, <LegPoint.THIGH: 'thigh_girth'>]
    """
    if points != [LegPoint.THIGH] or has_phrase(words, phrases("heads", "low") | phrases("heads", "high")):
        return points, rest
    others = without_phrases(rest, phrases("heads", "middle"))
    return (points, rest) if others == rest else ([LegPoint.MID_THIGH], others)


def _is_blocked(rest: Phrase, edge: str, point: LegPoint) -> bool:
    """Whether a word beside a point makes another thing of it."""
    allowed = phrases("edges", edge) if edge else frozenset()
    if point in LENGTHS:
        allowed |= phrases("heads", "lengths")
    elif has_phrase(rest, phrases("heads", "middle")):
        return True
    ends = {LegPoint.THIGH: ("low",), LegPoint.MID_THIGH: ("low", "high")}.get(point, ())
    if any(has_phrase(rest, phrases("heads", end)) for end in ends):
        return True
    return any((w,) in phrases("heads", "blocked") and (w,) not in allowed for w in rest)


def _is_at_distance(text: str) -> bool:
    """Whether a head names a place so far from a point: `15 cm above the knee` is no lower thigh."""
    return DISTANCE.search(folded(RAISED.sub("", text))) is not None


def _is_other_shoe(words: Phrase) -> bool:
    return has_phrase(words, phrases("shoe", "other"))


def _without_units(text: str) -> tuple[Phrase, tuple[str, ...]]:
    """The words of a head without its units, and the units in their order."""
    words: list[str] = []
    units: list[str] = []
    for segment in SEGMENTS.split(RAISED.sub("", text)):
        parts = words_of(segment)
        for at, word in enumerate(parts):
            unit = unit_of(word, is_last=at == len(parts) - 1, is_alone=len(parts) == 1)
            if unit:
                units.append(unit)
            elif word not in ('"', "&", "+"):
                words.append(word)
    listed = tuple(dict.fromkeys(units))
    return tuple(words), tuple(u for u in listed if u != "ft") or listed


def unit_of(word: str, *, is_last: bool, is_alone: bool) -> str:
    """The unit that a word of a head names; `in` and `m` only where they cannot be words."""
    if word == '"' or (word == "in" and is_last):
        return "in"
    if word in ("m", "foot", "pied", "pieds", "pies", "cal", "metric", "imperial"):
        return unit_words().get(word, word) if is_alone else ""
    return unit_words().get(word, "")


@cache
def unit_words() -> dict[str, str]:
    """Each word for a unit, folded."""
    return {folded(word): unit for unit, words in word_table()["units"].items() for word in words}


@cache
def _point_phrases() -> tuple[tuple[Phrase, LegPoint], ...]:
    """Every phrase for a point, the longest first."""
    pairs = {phrase: LegPoint(point) for point in word_table()["points"] for phrase in phrases("points", point)}
    return tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _points(words: Phrase) -> tuple[list[LegPoint], Phrase]:
    """The points that words name, the longest phrases first, and the words that are left."""
    points: list[LegPoint] = []
    rest = words
    there = set(words)
    for phrase, point in _point_phrases():
        while phrase[0] in there and (at := place_of(rest, phrase)) is not None:
            points += [] if point in points else [point]
            rest = (*rest[:at], "·", *rest[at + len(phrase) :])
    if len(points) == 2 and (nearer := NEARER.get(frozenset(points))) is not None:
        points = [nearer]
    return points, tuple(w for w in rest if w != "·")


def _candidates(rest: Phrase) -> tuple[LegPoint, ...]:
    """What a word for the size may measure, where it stands without other words of meaning."""
    for word in rest:
        if (names := _double_words().get(word)) is not None:
            return tuple(map(LegPoint, names))
    return ()


@cache
def _double_words() -> dict[str, list[str]]:
    skipped = ("words", "prefixes", "labels", "versions")
    return {words_of(w)[0]: names for w, names in word_table()["size"].items() if w not in skipped}


def _edge(words: Phrase, text: str) -> str:
    """Whether the last word (or the first, if it is `min` or `max`) says that one end stands there.

    A letter that numbers the head, as in `Calf (A)`, is no word.
    """
    if NUMBERING.search(text):
        return ""
    for edge in ("from", "to"):
        if words[-1:] in phrases("edges", edge) or (
            words[:1] in (("min",), ("max",), ("minimum",), ("maximum",)) and words[:1] in phrases("edges", edge)
        ):
            return edge
    return ""


@cache
def _sexes() -> frozenset[Phrase]:
    return frozenset(p for kind in (WOMEN, MEN, CHILDREN, UNISEX) for p in phrases("audience", kind))


@lru_cache(maxsize=4096)
def audience_of(words: Phrase) -> str:
    """Whom words name; unisex where they name both women and men, nothing where they name children too.

    >>> audience_of(("women", "s")), audience_of(("damen", "und", "herren")), audience_of(("kids", "and", "men"))
    ('women', 'unisex', '')
    """
    names = {kind for kind in (WOMEN, MEN, CHILDREN, UNISEX) if has_phrase(words, phrases("audience", kind))}
    if names in ({WOMEN, MEN}, {WOMEN, MEN, UNISEX}):
        return UNISEX
    return names.pop() if len(names) == 1 else ""


@lru_cache(maxsize=4096)
def section_audience(text: str) -> str:
    """Whom a row names that says nothing else; empty where it says more.

    >>> section_audience("Women's sizes"), section_audience("Women save 20 %")
    ('women', '')
    """
    words = words_of(text)
    if not (audience := audience_of(words)):
        return ""
    others = phrases("audience", "fillers") | phrases("audience", "both") | _sexes()
    return audience if all((w,) in others or w in unit_words() or w == "in" for w in words) else ""


def dimension_of_unit(unit: str) -> Dimension:
    """Whether a unit is one of mass or of length."""
    return Dimension.MASS if unit in ("kg", "lb") else Dimension.LENGTH
