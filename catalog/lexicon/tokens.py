"""A text as words in plain small letters (no accents, look-alikes, hidden characters), with the breaks between them.

Everything here is linear in the length of the text; nothing is a pattern that a hostile text could slow down.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from msgspec import Struct

TAG: Final = re.compile(r"<[^<>]{0,200}>")
LINE_TAG: Final = re.compile(r"<\s{0,4}/?(?:br|p|li|div|tr|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
INSIDE_A_WORD: Final = re.compile(
    r"(?<=[^\W\d_])(?:<(?:/?(?:b|i|em|strong|u|wbr|font|mark|small|sub|sup)\b[^<>]{0,80}|!--[^<>]{0,80})>){1,4}(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Tags that part no word: a browser shows "gradu<wbr>ated" as one."""
PARTED: Final = re.compile(r"(?<=[^\W\d_])[-\u00ac\u00ad\u2010\u2011]\s{0,4}[\n\u2028\u2029]\s{0,40}(?=[^\W\d_])")
"""A hyphen at the end of a printed line parts one word."""
SPACED_OUT: Final = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\u00a0-]){4,60}[^\W\d_](?![^\W_])")
"""A word printed l i k e  t h i s."""
SPACED_LETTERS: Final = re.compile(r"[ .\u00a0-][^\W\d_][ .\u00a0-][^\W\d_][ .\u00a0-]")
"""Part of every word that is printed so, and found faster: few texts hold one."""
SPACES: Final = str.maketrans(dict.fromkeys(" .\u00a0-"))
WORD: Final = re.compile(r"([^\W_]+)")
LETTERS: Final = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "™": " ", "®": " ", "©": " ", "℞": " rx ",
    "\u2800": " ",
}  # fmt: skip
LOOK_ALIKES: Final = {
    **dict(zip("авеіјкмнорсѕтухԁԛԝһӏүг", "abeijkmhopcstuxdqwhlyr", strict=True)),
    **dict(zip("αβεικνορτυχωγηϲϳ", "abeikvoptuxwyncj", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡɩ", "abcdefghijklmnoprstuvwyzagi", strict=True)),
    **dict(zip("օսհոց", "ouhng", strict=True)),
}
"""Cyrillic, Greek, small-capital and Armenian letters drawn like Latin ones; a hidden word must still be read."""
LARGE_LOOK_ALIKES: Final = dict(zip("ΗΜΝΡΥΖВНРУХ", "hmnpyzbhpyx", strict=True))
"""Capitals that look like others than their small letters do."""
FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters that are drawn as nothing."""
SHORT: Final = 400
"""What texts of up to so many characters say is remembered by the rules: a catalog repeats its bullets and titles."""
ESCAPED: Final = 2
"""Feeds escape what was escaped already: `&amp;shy;`."""
FEW_DRESSED: Final = 12
"""Most texts have no more characters outside of printed ASCII; each is replaced in the whole text."""
PRINTED: Final = frozenset(map(chr, range(32, 127)))
"""The characters of ASCII that can be seen."""
SHORT_GAP: Final = 3
"""Characters between two words that are looked at once: a sign with a blank, or a bullet between two."""
SENTENCE_SIGNS: Final = frozenset("!?;。！？")
BULLETS: Final = frozenset("•|·")
COMMA_SIGNS: Final = frozenset(",:()[]{}")
DASHES: Final = frozenset("-–—/")
COMMA: Final = 1
LINE: Final = 2
SENTENCE: Final = 3


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """One character normalized: nothing for hidden ones, a plain letter for dressed ones.

    Remembered: a character always comes to the same, and asking what it is costs more than all else in a text.
    """
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " " if char == "\t" else "\n"
    if char in FILLERS or unicodedata.category(char) in {"Cf", "Cc", "Mn", "Me", "Cs", "Co", "Cn"}:
        return ""
    char = LARGE_LOOK_ALIKES.get(char) or LETTERS.get(char, char)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(LETTERS.get(c, LOOK_ALIKES.get(c, c)) for c in bare)


def normalize(text: str) -> tuple[str, Sequence[int]]:
    """A text in plain small letters, and for each of its characters the place in `text` that it came from.

    >>> normalize("Söcke")
    ('socke', range(0, 5))
    >>> normalize("ﬁrm")
    ('firm', [0, 0, 1, 2])
    """
    if text.isascii() and text.isprintable():
        return text.lower(), range(len(text))
    if (plain := _letter_by_letter(text)) is not None:
        return plain, range(len(text))
    letters = list(map(_letter, text))
    plain = "".join(letters)
    if len(plain) == len(text) and all(letters):
        return plain, range(len(text))
    return plain, [place for place, letter in enumerate(letters) for _ in letter]


def _letter_by_letter(text: str) -> str | None:
    """A text nearly all in ASCII, each of whose characters becomes one other; None where it is not so plain."""
    dressed = set(text) - PRINTED
    if len(dressed) > FEW_DRESSED:
        return None
    for char in dressed:
        letter = _letter(char)
        if len(letter) != 1 or letter != letter.lower() or letter != _letter(letter):
            return None
        text = text.replace(char, letter)
    return text.lower()


def normalized(text: str) -> str:
    """A text in plain small letters."""
    return normalize(text)[0]


def readable(text: str, limit: int) -> str:
    """At most `limit` characters of a text, tags and entities of web pages resolved."""
    text = text[:limit]
    for _ in range(ESCAPED):
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = TAG.sub(" ", LINE_TAG.sub("\n", INSIDE_A_WORD.sub("", text)))
    if not text.isprintable():
        text = PARTED.sub("", text)
    if SPACED_LETTERS.search(text) is None:
        return text
    return SPACED_OUT.sub(lambda match: match[0].translate(SPACES), text)


def _break(gap: str, following: str, initial: bool) -> int:
    """How strongly two words are parted by what stands between them; `following` is the next letter as printed.

    A dot after a single letter (`initial`) belongs to an abbreviation such as T.E.D.
    """
    signs = set(gap)
    if signs & SENTENCE_SIGNS:
        return SENTENCE
    dot = gap.find(".")
    is_spaced = 0 <= dot < len(gap) - 1 and gap[dot + 1].isspace()
    if is_spaced and not (initial or following.isdigit()):
        return SENTENCE
    if signs & BULLETS or ("\n" in signs and not (gap.isspace() and following.islower())):
        return LINE
    if signs & COMMA_SIGNS or (" " in signs and signs & DASHES):
        return COMMA
    return 0


_break_at_short = lru_cache(maxsize=4096)(_break)
"""Remembered: what stands between words is nearly always one of a few signs."""


class TokenizedText(Struct, frozen=True):
    """The words of a text in order; `breaks[i]` says how strongly word i is parted from the word before it."""

    printed: str
    """The text as printed, tags and entities resolved."""
    plain: str
    """The same in plain small letters."""
    words: tuple[str, ...]
    breaks: tuple[int, ...]
    ends: Sequence[int]
    """Where the gap before each word, and the word, ends in the plain text, in turn; then where the text does."""
    places: Sequence[int]
    """For each character of the plain text its place in the printed one."""
    gaps: Sequence[str]
    """The plain text before each word, back to the word before it; then that behind the last word."""
    longest: int
    """The letters of the longest word."""

    def span(self, at: int) -> tuple[int, int]:
        """Where word `at` begins and ends in the plain text."""
        return self.ends[2 * at], self.ends[2 * at + 1]

    def word_at(self, place: int) -> int:
        """The word that stands at a place of the plain text, else the one before it; the first where there is none."""
        return max((bisect_right(self.ends, place) - 1) // 2, 0)

    def quote(self, first: int, end: int, limit: int) -> str:
        """The text as printed from word `first` up to (not with) word `end`, cut at `limit` characters."""
        return self.quote_span(self.ends[2 * first], self.ends[2 * end - 1], limit)

    def quote_span(self, start: int, end: int, limit: int) -> str:
        """The text as printed between two places of the plain text, on one line."""
        printed = self.printed[self.places[start] : self.places[end - 1] + 1][: 4 * limit]
        if not printed.isprintable():
            printed = "".join(c if c.isprintable() else _letter(c) and " " for c in printed)
        return " ".join(printed.split())[:limit]


def tokenize(text: str, limit: int = 20_000) -> TokenizedText:
    """The words of at most `limit` characters of a text.

    >>> words = tokenize("Not a <b>medical device</b>. Für Läufer!")
    >>> words.words
    ('not', 'a', 'medical', 'device', 'fur', 'laufer')
    >>> words.breaks
    (3, 0, 0, 0, 3, 0)
    """
    return _tokenized(text[:limit])


@lru_cache(maxsize=16)
def _tokenized(text: str) -> TokenizedText:
    """The words of a whole text; the last few are remembered, for each rule reads the texts of a product anew."""
    printed = readable(text, len(text))
    plain, places = normalize(printed)
    parts = WORD.split(plain)
    gaps, words = parts[::2], tuple(parts[1::2])
    ends = list(accumulate(map(len, parts)))
    breaks = [0] * len(words)
    for at in range(1, len(words)):
        gap = gaps[at]
        if gap != " ":
            break_at = _break_at_short if len(gap) <= SHORT_GAP else _break
            breaks[at] = break_at(gap, printed[places[ends[2 * at]]], len(words[at - 1]) == 1)
    breaks[:1] = [SENTENCE] if words else []
    longest = max(map(len, words), default=0)
    return TokenizedText(printed, plain, words, tuple(breaks), ends, places, gaps, longest)
