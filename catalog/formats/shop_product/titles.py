"""What the titles of the variants of one product have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

BETWEEN: Final = " \t-–—|/,;:·•("
"""What stands between the name of a product and the size or colour at the end of its title."""
BEHIND: Final = ")"


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
    """A title without colour, size and the like at its end.

    >>> without_values("Rivo Calf Sleeve - Black / M", ["Black", "M"]), without_values("Sock (M, red)", ["M", "Red"])
    ('Rivo Calf Sleeve', 'Sock')
    >>> without_values("Rivo Team", ["M"]), without_values("M", ["M"])
    ('Rivo Team', 'M')
    """
    rest = title
    while True:
        ends = [v for v in values if v and _ends_with(rest.rstrip(BETWEEN + BEHIND), v)]
        if not ends:
            return rest.rstrip(BETWEEN) or title
        cut = rest.rstrip(BETWEEN + BEHIND)
        rest = cut[: -len(max(ends, key=len))].rstrip(BETWEEN)


def _ends_with(title: str, value: str) -> bool:
    """Whether a value stands at the end of a title, as a word of its own."""
    before = title[: -len(value)]
    return title.casefold().endswith(value.casefold()) and bool(before) and not before[-1].isalnum()
