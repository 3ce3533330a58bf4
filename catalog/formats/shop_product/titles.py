"""What the titles and texts of the variants of one product have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..spreadsheet.columns import SheetField, field_of

BETWEEN: Final = " \t-–—|/,;:·•("
"""What stands between the name of a product and the size or colour at the end of its title."""
BEHIND: Final = ")"


OPTIONS: Final = frozenset({SheetField.SIZE, SheetField.COLOUR})
"""What a word before the size or colour may name."""


def common_title(titles: Sequence[tuple[str, Sequence[str]]]) -> str:
    """What titles begin with, each without its own colour, size and the like; a lone title stays as it is.

    >>> common_title([("Rivo Sock - M", ["M"]), ("Rivo Sock - L", ["L"])]), common_title([("Rivo Sock - M", ["M"])])
    ('Rivo Sock', 'Rivo Sock - M')
    """
    first = titles[0][0]
    if len(titles) == 1:
        return first
    bare = [without_values(title, values) for title, values in titles]
    common = list(_common_words([title.split() for title in bare]))
    title = " ".join(common).rstrip(BETWEEN)
    return title if len(common) > 1 or len(set(bare)) == 1 else first


def _common_words(titles: Sequence[Sequence[str]]) -> Iterator[str]:
    for words in zip(*titles, strict=False):
        if len(set(words)) > 1:
            return
        yield words[0]


def without_values(title: str, values: Sequence[str]) -> str:
    """A title without colour, size and the like at its end, nor the word for them before it.

    >>> without_values("Rivo Calf Sleeve - Black / M", ["Black", "M"]), without_values("Sock (M, red)", ["M", "Red"])
    ('Rivo Calf Sleeve', 'Sock')
    >>> without_values("Rivo Media - Color rojo - Talla M", ["rojo", "M"]), without_values("Rivo Team", ["M"])
    ('Rivo Media', 'Rivo Team')
    """
    rest = title
    while True:
        cut = rest.rstrip(BETWEEN + BEHIND)
        ends = [value for value in values if value and _ends_with(cut, value)]
        if not ends:
            return rest.rstrip(BETWEEN) or title
        rest = _without_name(cut[: -len(max(ends, key=len))].rstrip(BETWEEN))


def _without_name(title: str) -> str:
    """A title without the name of an option at its end."""
    before, _, word = title.rpartition(" ")
    return before.rstrip(BETWEEN) if before and (field_of(word) or ("",))[0] in OPTIONS else title


def _ends_with(title: str, value: str) -> bool:
    """Whether a value stands at the end of a title, as a word of its own."""
    before = title[: -len(value)]
    return title.casefold().endswith(value.casefold()) and bool(before) and not before[-1].isalnum()


def texts_of_variants(texts: Sequence[tuple[str, Sequence[str]]]) -> str:
    r"""The texts of variants as one, each with what is its own: of those that differ by that alone the first stands.

    >>> texts_of_variants([("Sock M. Firm.", ["Sock M", "M"]), ("Sock L. Firm.", ["Sock L", "L"]), ("Soft.", [])])
    'Sock M. Firm.\nSoft.'
    """
    first: dict[str, str] = {}
    if len({text for text, _ in texts}) == 1:
        return texts[0][0]
    for text, values in texts:
        own = sorted(filter(None, values), key=len, reverse=True)
        bare = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, own))})(?!\w)", "", text) if own else text
        if text:
            first.setdefault(bare, text)
    return "\n".join(dict.fromkeys(first.values()))
