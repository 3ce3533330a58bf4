"""Text as words: folded (case, accents, look-alikes, hidden characters), with the breaks between them.

Everything here is linear in the length of the text; nothing is a pattern that a hostile text could slow down.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TAG: Final = re.compile(r"<[^<>]{0,200}>")
WORD: Final = re.compile(r"[^\W_]+")
LETTERS: Final = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "™": " ", "®": " ", "©": " "}
LOOK_ALIKES: Final = dict(
    zip("авеіјкмнорсѕтухԁіο", "abeijkmhopcstuxdio", strict=True)
)  # Cyrillic and Greek letters that are drawn like Latin ones; a hidden word must still be read
COMMA: Final = 1
LINE: Final = 2
SENTENCE: Final = 3


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """One character folded: nothing for hidden ones, a plain letter for dressed ones."""
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return "\n" if char not in "\t" else " "
    if unicodedata.category(char) in {"Cf", "Cc", "Mn", "Cs", "Co", "Cn"}:
        return ""
    char = LETTERS.get(char, char)
    opened = unicodedata.normalize("NFKD", char).casefold()
    bare = (c for c in unicodedata.normalize("NFKD", opened) if not unicodedata.combining(c))
    return "".join(LETTERS.get(c, LOOK_ALIKES.get(c, c)) for c in bare)


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` that it came from."""
    if text.isascii() and text.isprintable():
        return text.lower(), list(range(len(text)))
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for plain in _letter(char):
            out.append(plain)
            places.append(place)
    return "".join(out), places


def folded(text: str) -> str:
    """The folded text alone."""
    return fold(text)[0]


def readable(text: str, limit: int) -> str:
    """At most `limit` characters of a text, tags and entities of web pages resolved."""
    text = text[:limit]
    if "&" in text:
        text = html.unescape(text)
    return TAG.sub(" ", text) if "<" in text else text


def _break(gap: str, next_char: str) -> int:
    """How strongly two words are parted by what stands between them."""
    if any(c in gap for c in "!?;。！？"):
        return SENTENCE
    dot = gap.find(".")
    if dot >= 0 and (dot + 1 == len(gap) or gap[dot + 1].isspace()) and len(gap) > 1 and not next_char.isdigit():
        return SENTENCE
    if any(c in gap for c in "\n•|·"):
        return LINE
    if any(c in gap for c in ",:()[]{}") or (" " in gap and any(c in gap for c in "-–—/")):
        return COMMA
    return 0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order; `breaks[i]` parts word i from the word before it."""

    text: str
    folded: str
    words: tuple[str, ...]
    breaks: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in the folded text."""
    places: list[int]

    def quote(self, first: int, last: int, limit: int) -> str:
        """The text as printed from word `first` up to (not with) word `last`, cut at `limit` characters."""
        return self.quote_span(self.spans[first][0], self.spans[last - 1][1], limit)

    def quote_span(self, start: int, end: int, limit: int) -> str:
        """The text as printed between two places of the folded text, on one line."""
        raw = self.text[self.places[start] : self.places[end - 1] + 1]
        return " ".join("".join(c if c.isprintable() else " " for c in raw[:limit]).split())

    def sentence(self, at: int) -> tuple[int, int]:
        """First word and end of the sentence (or line) that word `at` stands in."""
        first, last = at, at + 1
        while first > 0 and self.breaks[first] < LINE:
            first -= 1
        while last < len(self.words) and self.breaks[last] < LINE:
            last += 1
        return first, last


def words_of(text: str, limit: int = 20_000) -> Words:
    """The words of at most `limit` characters of a text."""
    shown = readable(text, limit)
    plain, places = fold(shown)
    found = list(WORD.finditer(plain))
    breaks, end = [], 0
    for match in found:
        breaks.append(_break(plain[end : match.start()], match[0][0]) if end else SENTENCE)
        end = match.end()
    return Words(shown, plain, tuple(m[0] for m in found), tuple(breaks), tuple(m.span() for m in found), places)
