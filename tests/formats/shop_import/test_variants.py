"""Variants of an export: their size by the chart, their numbers mended where a check digit proves it, their offers."""

from __future__ import annotations

import pytest
from support.bringing import brought, note_facts, product, variant
from support.bringing import chart_of as chart

from catalog.formats.shop_import.offers import _mended_address, readable_address
from catalog.formats.shop_import.options import option_kind
from catalog.formats.shop_import.size_labels import matched_label, size_at_end
from catalog.formats.shop_import.trade_numbers import mended_gtin


@pytest.mark.parametrize(
    ("printed", "labels", "expected"),
    [
        pytest.param("M", ("S", "M", "L"), "M", id="as printed"),
        pytest.param("m", ("S", "M", "L"), "M", id="capitals"),
        pytest.param("Size M", ("S", "M", "L"), "M", id="word for the size"),
        pytest.param("Größe: M", ("S", "M", "L"), "M", id="German word"),
        pytest.param("M (36-40)", ("S", "M", "L"), "M", id="brackets"),
        pytest.param("M 36-40", ("S", "M", "L"), "M", id="range behind"),
        pytest.param("36-40 / M", ("S", "M", "L"), "M", id="range before"),
        pytest.param("36-40 M", ("S", "M", "L"), "M", id="range before, no sign"),
        pytest.param("M | 36-40", ("S", "M", "L"), "M", id="range behind a bar"),
        pytest.param("36-38 / T1", ("T1", "T2"), "T1", id="range before a figure with a letter"),
        pytest.param("EU 36-38 / S/M", ("S/M", "L/XL"), "S/M", id="range with its system before two letters"),
        pytest.param("35-38 / S", ("35-38", "39-42"), "35-38", id="the range is the label"),
        pytest.param("35-38 / S", ("35-38", "S"), "", id="range and letter are two labels"),
        pytest.param("35-38", ("S 35-38", "M 39-42"), "S 35-38", id="the chart has the range beside the label"),
        pytest.param("35-38", ("S 35-38", "M 35-38"), "", id="two labels with the range"),
        pytest.param("36-38 / S", ("M", "L"), "", id="range beside a label that the chart lacks"),
        pytest.param("Medium", ("S", "M", "L"), "M", id="word"),
        pytest.param("Mittel", ("S", "M", "L"), "M", id="German letter word"),
        pytest.param("Moyenne", ("S", "M", "L"), "M", id="French letter word"),
        pytest.param("M", ("Small", "Medium", "Large"), "Medium", id="letter for a word"),
        pytest.param("Medium", ("M", "Medium"), "Medium", id="the word goes first where the chart has it"),
        pytest.param("M", ("M", "Medium"), "M", id="the letter, too"),
        pytest.param("Medium (M)", ("S", "M"), "M", id="word and letter"),
        pytest.param("XXL", ("XL", "2XL"), "2XL", id="two ways of many X"),
        pytest.param("X-Large", ("L", "XL"), "XL", id="X and a word"),
        pytest.param("S/M", ("S-M", "L-XL"), "S-M", id="two letters joined otherwise"),
        pytest.param("S / M", ("S/M", "L/XL"), "S/M", id="blanks"),
        pytest.param("S", ("S/M", "L/XL"), "", id="half of a label"),
        pytest.param("2", ("I", "II", "III"), "", id="no Roman for Arabic"),
        pytest.param("II", ("1", "2", "3"), "", id="no Arabic for Roman"),
        pytest.param("ii", ("I", "II", "III"), "II", id="Roman in small letters"),
        pytest.param("2", ("Size 1", "Size 2"), "Size 2", id="the chart has the word"),
        pytest.param("M", ("M (short)", "M (long)"), "", id="two could be meant"),
        pytest.param("Taille unique", ("One Size",), "One Size", id="one size in another language"),
        pytest.param("XS", ("S", "M"), "", id="not there"),
        pytest.param("44", ("42-44", "45-47"), "", id="a figure inside a range"),
    ],
)  # fmt: skip
def test_a_label_of_the_chart(printed, labels, expected):
    assert matched_label(printed, labels) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(name, kind, id=name)
        for kind, names in {
            "size": ("Size", "Größe", "Groesse", "Taille", "Talla", "Taglia", "Misura", "Maat", "Rozmiar", "Tamanho", "pa_size", "SOCK SIZE"),
            "leg": ("Calf size", "Wadenumfang", "Wadengröße", "Tour de mollet", "Talla de pantorrilla", "Kuitomvang", "Obwód łydki"),
            "foot": ("Shoe size", "Schuhgröße", "Pointure", "Foot size", "Schoenmaat", "Rozmiar buta"),
            "colour": ("Color", "Colour", "Farbe", "Couleur", "Colore", "Kleur", "Kolor", "Cor", "Coloris"),
            "gender": ("Gender", "Geschlecht", "Sexe", "Género", "Sesso", "Geslacht", "Płeć"),
            "length": ("Length", "Länge", "Longueur"),
            "nothing": ("Title", "", "Option1", "Variante", "Style"),
            "no_size": ("size_type", "size system", "Pack size", "age_group"),
            "other": ("Pack", "Compression level", "Material"),
        }.items() for name in names
    ],
)  # fmt: skip
def test_what_an_option_says(name, expected):
    assert option_kind(name).value == expected


SIZES = [
    pytest.param([("Size", "Medium")], "", "M", id="option"),
    pytest.param([("Color", "Black"), ("Taglia", "m")], "", "M", id="option beside colour"),
    pytest.param([("Title", "M")], "", "M", id="only option without a name"),
    pytest.param([("Title", "Black / M")], "", "M", id="end of the only option"),
    pytest.param([("Title", "Default Title")], "Run Sock - M", "M", id="end of the product's title"),
    pytest.param([("Title", "Default Title")], "Run Sock 3", "", id="no size in the title"),
    pytest.param([("Style", "Crew")], "", "", id="a word that is no size"),
    pytest.param([("Size", "M"), ("Shoe size", "39-42")], "", "M / 39-42", id="two sizes that the chart does not join"),
    pytest.param([("Size", "")], "", "", id="empty"),
    pytest.param([("Size", "M"), ("Größe", "M")], "", "M", id="the same size twice"),
]


@pytest.mark.parametrize(("choices", "title", "expected"), SIZES)
def test_the_size_of_a_variant(choices, title, expected):
    shop_product = product(
        title or "Compression Sock", description=chart("S", "M", "L") + "compression", variants=(variant(*choices),)
    )
    (made,) = brought(shop_product).draft.variant
    assert made.size == expected


def test_two_sizes_are_a_label_where_the_chart_joins_them():
    shop_product = product(
        description=chart("M/39-42", "L/43-46"),
        variants=(variant(("Shoe size", "39-42"), ("Calf size", "M"), sku="A"),),
    )
    result = brought(shop_product)
    assert (result.draft.variant[0].size, note_facts(result)) == ("M/39-42", [])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(("S (36-38)", "S (39-41)", "M (39-41)"), ["S (36-38)", "S (39-41)", "M"], id="two feet of one calf"),
        pytest.param(("36-38 / S", "39-41 / S"), ["36-38 / S", "39-41 / S"], id="ranges before"),
        pytest.param(("36-38 / S", "39-41 / M"), ["S", "M"], id="one foot each"),
        pytest.param(("S (36-38)", "36–38 / S"), ["S", "S"], id="one range written in two ways"),
    ],
)  # fmt: skip
def test_a_label_with_two_ranges_is_not_the_whole_size(printed, expected):
    variants = tuple(variant(("Size", size), sku=str(n)) for n, size in enumerate(printed))
    result = brought(product(description=chart("S", "M", "L"), variants=variants))
    assert [v.size for v in result.draft.variant] == expected
    noted = [facts["text"] for code, facts in note_facts(result) if code == "two_sizes"]
    assert noted == [", ".join(size for size in expected if "-" in size)] * ("-" in expected[0])


def test_sizes_without_a_label_are_named_with_the_nearest_and_once():
    variants = tuple(variant(("Size", size), sku=f"{size}{n}") for n, size in enumerate(("Medum", "Medum", "40")))
    result = brought(product(description=chart("Small", "Medium", "Large"), variants=variants))
    assert [v.size for v in result.draft.variant] == ["Medum", "Medum", "40"]
    assert note_facts(result) == [
        ("size_unmatched", {"label": "Medum", "nearest": "Medium", "labels": "Small, Medium, Large"}),
        ("size_not_in_chart", {"label": "40", "labels": "Small, Medium, Large"}),
    ]


@pytest.mark.parametrize(
    ("title", "labels", "expected"),
    [
        pytest.param("Run Sock - M", (), "M", id="dash"),
        pytest.param("Run Sock, Black, XL", (), "XL", id="comma"),
        pytest.param("Run Sock (S/M)", (), "S/M", id="brackets"),
        pytest.param("Run Sock M", (), "", id="no sign before it"),
        pytest.param("Run Sock - III", (), "", id="Roman figure without a chart"),
        pytest.param("Run Sock - III", ("III",), "III", id="Roman figure of the chart"),
        pytest.param("Run Sock - Black", ("M",), "", id="colour"),
    ],
)  # fmt: skip
def test_the_end_of_a_title(title, labels, expected):
    assert size_at_end(title, labels) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("4006381333931", "4006381333931", id="plain"),
        pytest.param("'4006381333931", "4006381333931", id="apostrophe"),
        pytest.param("’4006381333931", "4006381333931", id="printed apostrophe"),
        pytest.param('="4006381333931"', "4006381333931", id="formula"),
        pytest.param("4 006381 333931", "4006381333931", id="blanks"),
        pytest.param("4006381333931.0", "4006381333931", id="decimal"),
        pytest.param("36000291452", "036000291452", id="one lost zero"),
        pytest.param("'36000291452", "036000291452", id="apostrophe and lost zero"),
        pytest.param("4.006381333931E+12", "4006381333931", id="every digit with a power of ten"),
        pytest.param("4,006381333931E+12", "4006381333931", id="the same with a comma"),
        pytest.param("4.00638E+12", "", id="digits lost"),
        pytest.param("4006381333932", "", id="wrong check digit"),
        pytest.param("36000291453", "", id="wrong check digit with a lost zero"),
        pytest.param("0000000000000", "", id="zeros"),
        pytest.param("12345", "", id="too short"),
        pytest.param("４００６３８１３３３９３１", "", id="figures of another width"),
        pytest.param("ABC", "", id="letters"),
    ],
)  # fmt: skip
def test_a_gtin_is_mended_where_it_is_proven(printed, expected):
    assert mended_gtin(printed) == expected


def test_gtins_that_are_not_proven_are_counted():
    variants = tuple(
        variant(sku=str(n), gtin=gtin) for n, gtin in enumerate(("4.00638E+12", "4006381333932", "n/a", "0", ""))
    )
    result = brought(product(variants=variants))
    assert [v.gtin for v in result.draft.variant] == [None] * 5
    assert note_facts(result) == [
        ("gtin_shortened", {"count": 1, "text": "4.00638E+12"}), ("gtin_left_out", {"count": 1, "text": "4006381333932"})
    ]  # fmt: skip


SKUS = [
    pytest.param({"sku": " WP405R "}, "WP405R", id="printed"),
    pytest.param({"sku": "'00123"}, "00123", id="apostrophe before a number"),
    pytest.param({"sku": "'t Hart"}, "'t Hart", id="apostrophe of a word"),
    pytest.param({"shop_id": "4711", "gtin": "4006381333931"}, "4711", id="shop id"),
    pytest.param({"gtin": "'4006381333931"}, "4006381333931", id="GTIN"),
    pytest.param({}, "run-sock-black-m", id="handle and options"),
]


@pytest.mark.parametrize(("fields", "expected"), SKUS)
def test_a_sku_is_there_whatever_is_missing(fields, expected):
    result = brought(product(variants=(variant(("Color", "Black"), ("Size", "M"), **fields),)))
    assert result.draft.variant[0].sku == expected
    made = [("sku_made", {"count": 1, "text": expected})] if "sku" not in fields else []
    assert note_facts(result) == made


@pytest.mark.parametrize("size", ["3-Apr", "2026-04-03", "03.04.2026"])
def test_a_size_that_became_a_day_is_none(size):
    result = brought(product(description=chart("3-4", "5-6"), variants=(variant(("Size", size), sku="A"),)))
    assert result.draft.variant[0].size == ""
    assert note_facts(result) == [("size_is_day", {"count": 1, "text": size})]


def test_a_sku_without_its_last_digits_is_none():
    result = brought(product(variants=(variant(("Size", "M"), sku="4.0E+12"),)))
    assert result.draft.variant[0].sku == "run-sock-m"
    assert note_facts(result) == [
        ("sku_shortened", {"count": 1, "text": "4.0E+12"}),
        ("sku_made", {"count": 1, "text": "run-sock-m"}),
    ]


@pytest.mark.parametrize("sku", ["3-Apr", "03-Apr", "Apr-03", "03. Apr", "3-abr", "03-avr.", "1-Mrz", "5-May"])
def test_a_sku_that_became_a_day_is_none(sku):
    result = brought(product(variants=(variant(("Size", "M"), sku=sku),)))
    assert result.draft.variant[0].sku == "run-sock-m"
    assert note_facts(result) == [
        ("sku_is_day", {"count": 1, "text": sku}),
        ("sku_made", {"count": 1, "text": "run-sock-m"}),
    ]


@pytest.mark.parametrize(
    "sku", ["APR-03-BLK", "APR-03", "3-APR", "Apr-03-M", "Mar-103", "3-Run", "A3-Apr", "03-04", "2026-04-03"]
)
def test_a_sku_that_a_shop_may_have_written_itself_stays(sku):
    result = brought(product(variants=(variant(("Size", "M"), sku=sku),)))
    assert (result.draft.variant[0].sku, note_facts(result)) == (sku, [])


def test_one_sku_twice():
    variants = (
        variant(("Size", "S"), sku="A", price="10"), variant(("Size", "M"), sku="A"), variant(("Size", "S"), sku="A", price="11"),
    )  # fmt: skip
    result = brought(product(variants=variants))
    assert [(v.sku, v.size) for v in result.draft.variant] == [("A", "S"), ("A-m", "M")]
    assert note_facts(result) == [
        ("sku_twice", {"sku": "A", "new": "A-m"}),
        ("variant_twice", {"count": 1, "text": "A"}),
    ]


PRICES = [
    pytest.param("29,90", "EUR", "29.90 EUR", id="comma"),
    pytest.param("€ 29.90", "", "29.90 EUR", id="sign"),
    pytest.param("29.90 USD", "", "29.90 USD", id="own currency"),
    pytest.param("$39.95", "USD", "39.95 USD", id="sign of several, the currency beside it"),
    pytest.param("CHF 45.–", "", "45.00 CHF", id="no cents"),
    pytest.param("1'299.00", "CHF", "1299.00 CHF", id="Swiss thousands"),
    pytest.param("1.299,00", "EUR", "1299.00 EUR", id="German thousands"),
    pytest.param("4900", "JPY", "4900 JPY", id="no decimals"),
    pytest.param("29.90", "", "29.90 EUR", id="currency of the run"),
]


@pytest.mark.parametrize(("text", "currency", "expected"), PRICES)
def test_a_price(text, currency, expected):
    result = brought(product(variants=(variant(sku="A", price=text, currency=currency),)))
    price = result.draft.variant[0].price
    assert (price.amount if price else None, result.notes) == (expected, ())


@pytest.mark.parametrize(
    ("text", "beside", "of_run", "code"),
    [
        pytest.param("29.90", "", "", "price_without_currency", id="no currency"),
        pytest.param("$29.90", "", "", "price_without_currency", id="sign of several"),
        pytest.param("$29.90", "", "EUR", "price_without_currency", id="sign of several beside another"),
        pytest.param("1.299", "EUR", "", "price_unread", id="thousands or cents"),
        pytest.param("29.90 USD", "EUR", "", "price_unread", id="two currencies"),
        pytest.param("on request", "EUR", "", "price_unread", id="words"),
        pytest.param("-5", "EUR", "", "price_unread", id="below zero"),
    ],
)  # fmt: skip
def test_a_price_that_is_not_taken(text, beside, of_run, code):
    result = brought(product(variants=(variant(sku="A", price=text, currency=beside),)), currency=of_run)
    printed = f"{text} {beside}".strip()
    assert (result.draft.variant[0].price, note_facts(result)) == (None, [(code, {"count": 1, "text": printed})])


def test_what_is_said_of_a_variant_names_the_line_of_the_first_such_variant():
    prices = ("29.90 EUR", "abc", "def")
    variants = tuple(variant(sku=f"A{n}", place=f"line {n}", price=text) for n, text in enumerate(prices, start=2))
    (note,) = brought(product(variants=variants)).notes
    assert (note.code, note.place) == ("price_unread", "line 3")


@pytest.mark.parametrize(
    ("stock", "availability", "expected", "codes"),
    [
        pytest.param("5", "", (5, None), [], id="number"),
        pytest.param("0", "out of stock", (0, "sold_out"), [], id="both"),
        pytest.param("", "in stock", (None, "in_stock"), [], id="word"),
        pytest.param("0", "in stock", (None, "in_stock"), ["stock_disagrees"], id="they disagree"),
        pytest.param("-3", "", (0, None), [], id="oversold"),
        pytest.param("-1.0", "backorder", (0, "unknown"), [], id="oversold, as a decimal"),
        pytest.param("-1.5", "", (None, None), ["stock_unread"], id="no whole number"),
        pytest.param("many", "", (None, None), ["stock_unread"], id="word for a number"),
        pytest.param("ausverkauft", "", (None, "sold_out"), [], id="word of availability for a number"),
        pytest.param("", "perhaps", (None, None), ["availability_unread"], id="unknown word"),
        pytest.param("", "preorder", (None, "unknown"), [], id="neither"),
    ],
)  # fmt: skip
def test_stock(stock, availability, expected, codes):
    result = brought(product(variants=(variant(sku="A", stock=stock, availability=availability),)))
    (made,) = result.draft.variant
    assert ((made.stock, made.availability), [n.code for n in result.notes]) == (expected, codes)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        pytest.param("https://a.example/p", "", "https://a.example/p", id="whole"),
        pytest.param("//cdn.example/a.jpg", "", "https://cdn.example/a.jpg", id="without a scheme"),
        pytest.param("/products/a", "https://a.example/feed", "https://a.example/products/a", id="of the shop"),
        pytest.param("/products/a", "", "", id="of no shop"),
        pytest.param("https://a.example/a b.jpg", "", "https://a.example/a%20b.jpg", id="blank"),
        pytest.param("javascript:alert(1)", "https://a.example", "", id="script"),
        pytest.param("data:image/png;base64,AAAA", "https://a.example", "", id="data"),
        pytest.param("https://user:pw@a.example/", "", "", id="password"),
        pytest.param("http://[", "https://a.example", "", id="broken"),
    ],
)  # fmt: skip
def test_an_address(text, base, expected):
    assert readable_address(text, base) == expected


@pytest.mark.parametrize(
    "text",
    [pytest.param("https://cdn.example/a.jpg?v=1", id="whole"), pytest.param("http://cdn.example", id="host alone")],
)
def test_an_address_that_needs_no_mending_is_what_mending_makes_of_it(text):
    assert readable_address(text, "https://shop.example/p/") == text == _mended_address(text, "https://shop.example/p/")


@pytest.mark.parametrize(
    ("currency", "amount", "notes"),
    [
        pytest.param("CHF", "33.00 CHF", [], id="one of them is said"),
        pytest.param("eur", "30.00 EUR", [], id="in small letters"),
        pytest.param("", None, [("price_in_several", {"count": 1, "text": "30 EUR, 33 CHF"})], id="none is said"),
        pytest.param("USD", None, [("price_in_several", {"count": 1, "text": "30 EUR, 33 CHF"})], id="another is said"),
    ],
)
def test_a_price_in_several_currencies(currency, amount, notes):
    offered = variant(("Size", "M"), sku="A", prices=("30 EUR", "33 CHF"))
    result = brought(product(variants=(offered,)), currency=currency)
    (made,) = result.draft.variant
    assert (made.price and made.price.amount, note_facts(result)) == (amount, notes)


def test_link_and_picture_of_the_product_stand_in_for_those_of_a_variant():
    variants = (variant(sku="A", link="https://a.example/v"), variant(sku="B", image="javascript:x"))
    result = brought(product(link="https://a.example/p", image="https://a.example/p.jpg", variants=variants))
    assert [(v.link, v.image) for v in result.draft.variant] == [
        ("https://a.example/v", "https://a.example/p.jpg"), ("https://a.example/p", None),
    ]  # fmt: skip
    assert note_facts(result) == [("image_unread", {"count": 1, "text": "javascript:x"})]
