"""How each unit is written in English, German, French, Spanish, Italian, Dutch and Portuguese; small letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

SPELLINGS: Final = {
    # lengths
    "mm": "millimetre millimetres millimeter millimeters millimètre millimètres milímetro milímetros"
    " millimetro millimetri",
    "cm": "centimetre centimetres centimeter centimeters zentimeter centimètre centimètres centímetro centímetros"
    " centimetro centimetri",
    "m": "metre metres meter meters mètre mètres metro metros metri",
    "km": "kilometre kilometres kilometer kilometers kilomètre kilomètres kilómetro kilómetros quilómetro quilómetros"
    " quilômetro quilômetros chilometro chilometri",
    "in": "inch inches zoll pouce pouces po pulgada pulgadas pulg pollice pollici duim duimen polegada polegadas",
    "ft": "foot feet fuß fuss pied pieds pie pies piede piedi voet voeten pé pés",
    "mi": "mile miles meile meilen milles milla millas miglio miglia mijl mijlen milha milhas",
    # weights
    "g": "gram grams gramme grammes gramm gramo gramos grammo grammi grama gramas",
    "kg": "kgs kilo kilos kilogram kilograms kilogramme kilogrammes kilogramm kilogramo kilogramos chilo chili"
    " chilogrammo chilogrammi quilo quilos quilograma quilogramas",
    "lb": "lbs pound pounds libra libras libbra libbre",
    "st": "stone stones",
    # durations
    "h": "hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren",
    "min": "mins minute minutes minuten minuto minutos minuti minuut",
    "s": "sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi seconden",
    # pressure
    "mmhg": "",
}  # fmt: skip
SIGNS: Final = {'"': "in", "'": "ft"}
"""Units that are signs: no full stop stands after them."""
OTHER_POUNDS: Final = frozenset({"pfund", "livre", "livres", "pond", "ponden"})
"""Half a kilogram to some, 454 grams to others: never read."""


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=32)
def unit_words(units: Iterable[str]) -> Mapping[str, str]:
    """Every spelling of some units, with the unit that it means; accents may be left out."""
    words = {unit: unit for unit in units}
    for unit in words.copy():
        for spelling in SPELLINGS[unit].split():
            words[spelling] = words[_unaccented(spelling)] = unit
    return words | {sign: unit for sign, unit in SIGNS.items() if unit in words}


def unit_of(typed: str, units: tuple[str, ...]) -> str | None:
    """The unit that a text means, upper and lower case alike, with or without a full stop; None for no such unit."""
    word, words = typed.lower(), unit_words(units)
    if word.endswith(".") and word[:-1] not in SIGNS:
        word = word[:-1]
    return words.get("mmhg" if word == "mm hg" and "mmhg" in words else word)
