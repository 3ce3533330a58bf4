"""The grammar of a length, stated a second time, by itself: whatever is read is of it and has its exact value."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.problem import BadInput
from catalog.model.quantities import Length, Mass, ShoeSize

# --- the grammar, written out once more; nothing of the reader is imported -------------------------------------------

MICROMETRES = {"mm": 1000, "cm": 10_000, "m": 1_000_000, "in": 25_400, "ft": 304_800}
WORDS = {
    "mm": "mm millimetre millimetres millimeter millimeters millimètre millimètres milímetro milímetros millimetro"
    " millimetri",
    "cm": "cm centimetre centimetres centimeter centimeters zentimeter centimètre centimètres centímetro centímetros"
    " centimetro centimetri",
    "m": "m metre metres meter meters mètre mètres metro metros metri",
    "in": "in inch inches zoll pouce pouces po pulgada pulgadas pulg pollice pollici duim duimen polegada polegadas",
    "ft": "ft foot feet fuß fuss pied pieds pie pies piede piedi voet voeten pé pés",
}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"))  # fmt: skip
INVISIBLE |= dict.fromkeys(range(0xFE00, 0xFE10))
LOOKS = {
    "'": "′‵’‘‛ʹʼ´`", '"': "″‶”“‟ʺ˝〃", "/": "⁄∕", "-": "‐‑﹣", ",": "﹐٫", ".": "﹒․", "mm": "㎜", "cm": "㎝", "in": "㏌",
    " ": "\t\u2800\u3164\uffa0",
}  # fmt: skip
LOOK = {ord(sign): plain for plain, signs in LOOKS.items() for sign in signs}
PARTS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅓": "1/3", "⅔": "2/3"}


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def words_of(unit):
    plain = [*WORDS[unit].split(), *map(without_accents, WORDS[unit].split())]
    return "(?:" + "|".join(sorted(set(plain), key=len, reverse=True)) + r")\.?"


INCH = rf"(?:{words_of('in')}|\")"
FOOT = rf"(?:{words_of('ft')}|')"
PLAIN = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)"
IN_INCHES = rf"(?:{PLAIN}|\d+[ -][1-9]\d?/(?:2|4|8|16|32|64)|\d+ ?[½¼¾⅛⅜⅝⅞⅓⅔])"
AFTER_FEET = r"(?:\d+(?:[.,]\d+)?|\d+[ -][1-9]\d?/(?:2|4|8|16|32|64)|(?:\d+ ?)?[½¼¾⅛⅜⅝⅞⅓⅔])"
GRAMMAR = re.compile(
    rf"(?P<mm>{PLAIN}) ?{words_of('mm')}|(?P<cm>{PLAIN}|\d+[½¼¾]) ?{words_of('cm')}|(?P<m>{PLAIN}) ?{words_of('m')}"
    rf"|(?P<inch>{IN_INCHES}) ?{INCH}|(?P<ft>\d+) ?{FOOT}|(?P<feet>\d+) ?{FOOT} ?(?P<inches>{AFTER_FEET}) ?{INCH}?"
    r"|(?P<metres>\d+)m(?P<centimetres>\d\d)",
    re.ASCII,
)


def as_seen(text):
    seen = ""
    for char in unicodedata.normalize("NFC", text).translate(INVISIBLE):
        wide = chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
        digit = unicodedata.decimal(wide, None)
        blank = unicodedata.category(wide) == "Zs"
        seen += str(digit) if digit is not None else " " if blank else wide.translate(LOOK)
    return re.sub(" +", " ", seen.strip().replace("''", '"')).strip(" ").lower()


def figure(text, most_decimals=None):
    """The exact value; None where a comma may part thousands, or a fraction is none of a tape."""
    if re.fullmatch(r"0*[1-9]\d*,\d{3}", text):
        return None
    text = re.sub(r"(\d?) ?([½¼¾⅛⅜⅝⅞⅓⅔])", lambda sign: f"{sign[1]} {PARTS[sign[2]]}", text)
    values = [Fraction(f"0{p}" if p[0] == "." else p) for p in re.split("[ -]", text.replace(",", ".").strip())]
    return None if len(values) == 2 and not 0 < values[1] < 1 else sum(values)


def length_of(text):
    """The micrometres of a text that is of the grammar; None for any other text."""
    found = GRAMMAR.fullmatch(as_seen(text))
    if found is None:
        return None
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    figures = {name: figure(value) for name, value in given.items()}
    if None in figures.values():
        return None
    if "feet" in figures:
        whole = figures["feet"] * 12 + figures["inches"] if figures["inches"] < 12 else 0
        return whole * 25_400
    if "metres" in figures:
        return figures["metres"] * 1_000_000 + figures["centimetres"] * 10_000
    ((name, value),) = figures.items()
    return value * MICROMETRES["in" if name == "inch" else name]


def check(text):
    """The reader agrees with the grammar about a text: read or not, and what it is."""
    expected = length_of(text)
    try:
        read = Length.parse(text).um
    except BadInput as refused:
        (problem,) = refused.problems
        assert problem.suggestion == "" or length_of(problem.suggestion), problem.suggestion
        return None
    assert expected is not None, "read, and not of the grammar"
    assert read == round(expected)
    return read


# --- texts made by the grammar ---------------------------------------------------------------------------------------

WHOLE = st.integers(1, 999)
BLANKS = st.sampled_from(["", " ", "  ", "\u00a0", "\u202f", "\u2009", "\u3000", "\t"])
ZEROS = {"ascii": 0x30, "full width": 0xFF10, "arabic": 0x660, "persian": 0x6F0, "devanagari": 0x966, "bold": 0x1D7CE}
IN_DIGITS = st.sampled_from(sorted(ZEROS))
CASES = st.sampled_from([str, str.upper, str.title])
TAPE = st.sampled_from([2, 4, 8, 16, 32, 64]).flatmap(lambda d: st.tuples(st.integers(1, d - 1), st.just(d)))


def in_digits(text, script):
    return re.sub(r"[0-9]", lambda digit: chr(ZEROS[script] + int(digit[0])), text)


@st.composite
def decimals(draw):
    whole, part, mark = draw(st.integers(0, 999)), draw(st.from_regex(r"\A[0-9]{1,4}\Z")), draw(st.sampled_from(".,"))
    if mark == "," and len(part) == 3:
        whole = 0
    return f"{whole}{mark}{part}", Fraction(f"{whole}.{part}")


@st.composite
def mixed(draw):
    whole, (numerator, denominator) = draw(WHOLE), draw(TAPE)
    sign = draw(st.sampled_from(sorted(PARTS)))
    if draw(st.booleans()):
        return f"{whole}{draw(st.sampled_from(['', ' ']))}{sign}", whole + Fraction(PARTS[sign])
    return f"{whole}{draw(st.sampled_from([' ', '-', '  ']))}{numerator}/{denominator}", whole + Fraction(
        numerator, denominator
    )


NUMBERS = st.one_of(WHOLE.map(lambda n: (str(n), Fraction(n))), decimals())
QUARTERS = st.tuples(WHOLE, st.sampled_from("½¼¾")).map(lambda f: (f"{f[0]}{f[1]}", f[0] + Fraction(PARTS[f[1]])))
UNIT_WORDS = {unit: sorted({*words.split(), *map(without_accents, words.split())}) for unit, words in WORDS.items()}


@st.composite
def lengths(draw):
    unit = draw(st.sampled_from(["mm", "cm", "m", "in", "feet"]))
    if unit == "feet":
        feet = draw(st.integers(1, 9))
        text, value = draw(NUMBERS | mixed())
        foot, inch = (
            draw(st.sampled_from(["'", " ft ", "′", " feet ", " Fuß "])),
            draw(st.sampled_from(['"', " in", "", "″"])),
        )
        if value >= 12:
            text, value = "11 1/2", Fraction(23, 2)
        return f"{feet}{foot}{text}{inch}", (feet * 12 + value) * 25_400
    text, value = draw({"in": NUMBERS | mixed(), "cm": NUMBERS | QUARTERS}.get(unit, NUMBERS))
    word = draw(CASES)(draw(st.sampled_from(UNIT_WORDS[unit]))) + draw(st.sampled_from(["", "."]))
    word = draw(st.sampled_from([word, '"', "”", "''"])) if unit == "in" else word
    return f"{text}{draw(BLANKS)}{word}", value * MICROMETRES[unit]


@settings(max_examples=600, deadline=None)
@given(lengths(), IN_DIGITS)
def test_what_the_grammar_makes_is_read_exactly(made, script):
    text, value = made
    typed = in_digits(text, script)
    if len(typed) > 40 or round(value) == 0:
        return
    assert length_of(typed) == value
    assert check(typed) == round(value)


PIECES = [
    *"0123456789", "10", "14", "36", "3/8", "5/2", "1/2", "143/8", "2/3", "36.5", "36,500", "0,365", ".", ",", "/", "-", "–", "—", "−",
    "‑", " ", " ", "\u00a0", "\u200b", "\ufeff", "\u202e", "½", "¼", "⅜", "⅓", "⅕", "'", '"', "′", "″", "''", "ft", "in", "cm", "mm", "m",
    "kg", "st", "Zoll", "zoll.", "centimètres", "pulgadas", "pouces", "inch", "inches", "feet", "Fuß", "to", "bis", "and", "x", "+", "~",
    "３", "５", "٣", "㎝", "㎜", "º", "²", "①", "Ⅷ", "．", "，", "／", "٫", "٬",
]  # fmt: skip
PIECED = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@st.composite
def mutated(draw):
    """A length with a character or two taken out, doubled, swapped or put in."""
    text = draw(lengths())[0]
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(["", *PIECES]))
        text = text[:at] + piece + text[at + draw(st.integers(0, 2)) :]
    return text


FRACTIONS = st.builds("{} {}/{} in".format, st.integers(1, 20), st.integers(0, 9), st.integers(0, 17))


@settings(max_examples=2000, deadline=None)
@given(st.text(max_size=12) | PIECED | mutated() | FRACTIONS)
def test_whatever_is_read_is_of_the_grammar_and_has_its_value(text):
    check(text)


# --- weights and shoe sizes, stated by themselves too ----------------------------------------------------------------

GRAMS = {"kg": 1000, "g": 1, "lb": Fraction("453.59237"), "st": Fraction("6350.29318")}
WEIGHT_WORDS = {
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes kilogramm kilogramo kilogramos chilo chili chilogrammo"
    " chilogrammi quilo quilos quilograma quilogramas",
    "g": "g gram grams gramme grammes gramm gramo gramos grammo grammi grama gramas",
    "lb": "lb lbs pound pounds libra libras libbra libbre",
    "st": "st stone stones",
}


def weight_words(unit):
    return "(?:" + "|".join(sorted(WEIGHT_WORDS[unit].split(), key=len, reverse=True)) + r")\.?"


WEIGHT = re.compile(
    rf"(?P<kg>{PLAIN}|\d+[½¼¾]) ?{weight_words('kg')}|(?P<g>{PLAIN}) ?{weight_words('g')}|(?P<lb>{IN_INCHES}) ?{weight_words('lb')}"
    rf"|(?P<st>\d+) ?{weight_words('st')}|(?P<stones>\d+) ?{weight_words('st')} ?(?P<pounds>\d+(?:[.,]\d+)?) ?{weight_words('lb')}",
    re.ASCII,
)
MAN = "m men men's mens man man's male herren männer maenner homme hommes hombre hombres caballero caballeros uomo uomini heren homem homens masculino"
WOMAN = "w women women's womens woman woman's female ladies lady damen frauen femme femmes mujer mujeres señora señoras senora senoras donna donne dames mulher mulheres feminino"
SEXES = "|".join(sorted([*MAN.split(), *WOMAN.split()], key=len, reverse=True))
NAMED = "|".join(sorted([w for w in (*MAN.split(), *WOMAN.split()) if len(w) > 1], key=len, reverse=True))
A_SIZE = r"\d+(?:[.,]\d+| (?:1/2|1/3|2/3)| ?[½⅓⅔¼¾])?"
SHOE = re.compile(
    rf"(?:(?:eu|uk) ?(?P<a>{A_SIZE})|(?P<b>{A_SIZE}) ?(?:eu|uk)"
    rf"|us ?(?:(?:{SEXES})(?![a-zäöüñ]) ?)?(?P<c>{A_SIZE})|(?P<d>{A_SIZE}) ?us(?: ?(?:{SEXES}))?"
    rf"|us ?(?P<e>{A_SIZE}) ?(?:{NAMED})|(?:{NAMED}) ?us ?(?P<f>{A_SIZE}))",
    re.ASCII,
)


def weight_of(text):
    found = WEIGHT.fullmatch(as_seen(text).replace("㎏", "kg"))
    figures = {name: figure(value) for name, value in found.groupdict().items() if value is not None} if found else {}
    if not figures or None in figures.values():
        return None
    if "stones" in figures:
        return figures["stones"] * GRAMS["st"] + figures["pounds"] * GRAMS["lb"] if figures["pounds"] < 14 else None
    ((unit, value),) = figures.items()
    return value * GRAMS[unit]


def size_of(text):
    found = SHOE.fullmatch(as_seen(text))
    values = [value for value in found.groupdict().values() if value is not None] if found else []
    if not values:
        return None
    whole, part = re.fullmatch(r"([\d.,]+) ?(.*)", values[0]).groups()
    return Fraction(whole.replace(",", ".")) + Fraction(PARTS.get(part, part or "0"))


OTHER_PIECES = st.lists(st.sampled_from([
    *"0123456789", "11", "72", "158", "42", "2/3", "1/2", "4/2", ".", ",", "/", "-", "–", " ", " ", "\u00a0", "½", "⅔", "⅜", "kg", "KG", "lb",
    "lbs", "st", "stone", "Pfund", "g", "Kilogramm", "kilos", "EU", "UK", "US", "us ", "EU ", "M", "W", "women's", "women’s", "Damen", "hommes",
    "mujer", "wide", "４", "٤", "㎏", "to",
]), max_size=7).map("".join)  # fmt: skip
WEIGHTS = st.sampled_from(
    ["72 kg", "72,5kg", "158 lb", "158 1/2 lb", "11 st 4 lb", "11st4lb", "72½ kg", "900 g", "11 st"]
)
SHOES = st.sampled_from(
    ["EU 43", "EU 42 2/3", "UK 8½", "US M 9", "9 US M", "US 9.5 women's", "43 EU", "women's US 9", "US Damen 9,5"]
)


@st.composite
def changed(draw, texts):
    text = draw(texts)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(OTHER_PIECES)[:3] + text[at + draw(st.integers(0, 2)) :]
    return text


def read_or_none(kind, text):
    try:
        return kind.parse(text)
    except BadInput:
        return None


@settings(max_examples=1500, deadline=None)
@given(OTHER_PIECES | changed(WEIGHTS))
def test_whatever_weight_is_read_is_of_the_grammar_and_has_its_value(text):
    mass, expected = read_or_none(Mass, text), weight_of(text) or 0
    assert (mass.g if mass else 0) == round(expected) or (mass is None and "," in as_seen(text))


@settings(max_examples=1500, deadline=None)
@given(OTHER_PIECES | changed(SHOES))
def test_whatever_shoe_size_is_read_is_of_the_grammar_and_has_its_value(text):
    size, expected = read_or_none(ShoeSize, text), size_of(text) or 0
    assert (size.hundredths if size else 0) == round(expected * 100)
