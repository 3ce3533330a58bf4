"""Shoe sizes with their system: `EU 42 2/3`, `UK 8½`, `US W 9.5`, `US 9.5 women's`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from ..number_text import refuse
from ..problem import BadInput
from .look_alikes import DASH, FRACTION_SIGNS, MINUS
from .quantity import clean, with_suggestion

MEN: Final = (
    "m men men's mens man man's male herren männer maenner homme hommes hombre hombres caballero caballeros uomo uomini"
    " heren homem homens masculino"
)
WOMEN: Final = (
    "w women women's womens woman woman's female ladies lady damen frauen femme femmes mujer mujeres señora señoras"
    " senora senoras donna donne dames mulher mulheres feminino"
)
SEX: Final = dict.fromkeys(MEN.split(), "m") | dict.fromkeys(WOMEN.split(), "w")
SEXES: Final = "|".join(sorted(SEX, key=len, reverse=True))
LETTERS: Final = ("m", "w")
"""After a size these may be a width as well: medium, wide."""
SYSTEM: Final = "eu|uk|us"
WORD: Final = r"[^\W\d_](?:[^\W\d_]|')*"
SIGNS: Final = "½⅓⅔¼¾"
FIGURE: Final = rf"\d+(?:[.,]\d+| \d/[23]| ?[{SIGNS}])?"
SIZE: Final = re.compile(
    rf"(?P<system>{SYSTEM})(?: ?(?P<sex>{WORD}))? ?(?P<size>{FIGURE})"
    rf"|(?P<size2>{FIGURE}) ?(?P<system2>{SYSTEM})(?: ?(?P<sex2>{WORD}))?"
    rf"|(?P<system3>us) ?(?P<size3>{FIGURE}) ?(?P<named3>{WORD})"
    rf"|(?P<named4>{WORD}) ?(?P<system4>{SYSTEM}) ?(?P<size4>{FIGURE})"
)
SINGLE: Final = r"\d+(?:[.,]\d+)?"
BETWEEN: Final = rf"(?: ?(?:/|-|{DASH}|{MINUS}|to|or|and|bis|oder|und|à|ou|et|a|o|y) ?| )"
SMALLEST_EU: Final = 15
"""Of a child that walks: what is smaller is no likely reading."""
# Only what is refused needs these: they are compiled when they are used first.
TWO_SIZES: Final = (
    rf"(?P<before>(?:{SYSTEM})(?: ?{WORD})?)? ?(?P<first>{SINGLE}){BETWEEN}"
    rf"(?:(?:{SYSTEM})(?: ?{WORD})? ?)?(?P<second>{SINGLE}) ?(?P<after>(?:{SYSTEM})(?: ?{WORD})?)?"
)
MAY_BE_A_WIDTH: Final = rf"(?:us ?)?{FIGURE} ?[mw]"


def read_shoe(text: object, expected: str) -> tuple[str, Fraction]:
    """The system (`eu`, `uk`, `us`, `us m`, `us w`) and the exact size that a person wrote.

    Raises: BadInput with one problem.
    """
    cleaned = clean(text, expected)
    return with_suggestion(text, cleaned.lower(), lambda typed: _shoe(typed, text, expected), _typed)


def _shoe(lowered: str, text: object, expected: str) -> tuple[str, Fraction]:
    parts = _parts(lowered)
    if parts is None:
        raise _no_shoe(lowered, text, expected)
    sex = SEX.get(parts.get("sex") or parts.get("named", ""), "")
    if sex and parts["system"] != "us":
        likely = f"{parts['system'].upper()} {parts['size']}"
        raise refuse("not_a_shoe_size", text, expected, "no_letter", suggestion=likely)
    size = _figure(parts["size"], text, expected)
    if size is None:
        raise refuse("not_a_shoe_size", text, expected, "one_size")
    return f"{parts['system']} {sex}".strip(), size


def _parts(lowered: str) -> dict[str, str] | None:
    """System, size and the word for men or women of a text; None where it has another word, or another order."""
    match = SIZE.fullmatch(lowered)
    if match is None:
        return None
    parts = {name.rstrip("234"): value for name, value in match.groupdict().items() if value is not None}
    right = parts.get("sex", "m") in SEX and parts.get("named", "men") in SEX and parts.get("named") not in LETTERS
    return parts if right else None


def _figure(typed: str, text: object, expected: str) -> Fraction | None:
    """The exact figure of a size; None where its fraction is none of a shoe size."""
    if sign := FRACTION_SIGNS.get(typed[-1]):
        return int(typed[:-1]) + Fraction(*sign)
    whole, _, part = typed.partition(" ")
    if part:
        fraction = Fraction(part)
        return int(whole) + fraction if 0 < fraction < 1 else None
    return Fraction(typed.replace(",", "."))


def _no_shoe(lowered: str, text: object, expected: str) -> BadInput:
    two = re.fullmatch(TWO_SIZES, lowered)
    low, high = (Fraction(two[name].replace(",", ".")) for name in ("first", "second")) if two else (0, 0)
    if two is not None and low < high and high > 3:  # else a whole number and a part of it
        system = (two["before"] or two["after"] or "").upper()
        first, second = (f"{system} {size}".strip() for size in (two["first"], two["second"]))
        return refuse("two_sizes", text, expected, "two_sizes", first=first, second=second)
    if re.fullmatch(FIGURE, lowered):
        return refuse("unit_missing", text, expected, "shoe_system")
    if re.fullmatch(MAY_BE_A_WIDTH, lowered):
        return refuse("not_a_shoe_size", text, expected, "may_be_a_width")
    return refuse("not_a_shoe_size", text, expected, "one_size")


def _typed(candidate: str) -> str:
    """The size of a candidate as it would be typed; empty where it is refused too."""
    reordered = [re.sub(pattern, means, candidate) for pattern, means in ORDER if re.fullmatch(pattern, candidate)]
    for text in (candidate, *reordered):
        try:
            system, size = _shoe(text, text, "shoe")
        except BadInput:
            continue
        if system == "eu" and size < SMALLEST_EU:
            continue
        return f"{system.upper()} {(_parts(text) or {})['size']}"
    return ""


SIZE_WORDS: Final = r"size|gr\.?|größe|pointure|taille|talla|nr\.?|no\.?"
ORDER: Final = (
    (rf"(eu|uk) ?({FIGURE}) ?(?:{SEXES})", r"\1 \2"),
    (rf"(?:{SEXES}) ?(eu|uk) ?({FIGURE})", r"\1 \2"),
    (rf"(?:us ?)?({FIGURE}) ?([mw])", r"us \2 \1"),
    (rf"({FIGURE}) ?({WORD})", r"us \2 \1"),
    (rf"(?:us )?({WORD}),? (?:us )?(?:size |no\.? )?({FIGURE})", r"us \1 \2"),
    (rf"(?:{SIZE_WORDS})?:? ?({SYSTEM})r?(?:[.:]| size| no\.?)? ?({FIGURE})[.,;]?", r"\1 \2"),
    (rf"({FIGURE}) ?(eu)r", r"\2 \1"),
    (rf"({SYSTEM}) ?({FIGURE}) ?(?:wide|narrow|regular|weit|schmal|large|ancho|[a-e]|[2-6]e)", r"\1 \2"),
)
"""Other orders and words that say nothing of the size, and what they mean."""
