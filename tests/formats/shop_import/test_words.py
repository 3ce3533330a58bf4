"""The words of a product with their positions, its audience, pressure and fabric; no text that a gate reads is lost."""

from __future__ import annotations

import re
import sys
import unicodedata
from decimal import Decimal

import pytest
from support.bringing import brought, loaded, note_facts, product, variant

from catalog.formats.shop_import.phrases import (
    SEARCHED,
    WORD,
    PhraseGroups,
    groups_of,
    word_lists,
    words_in,
    words_of_text,
)
from catalog.formats.shop_import.texts import in_pieces, label_text, lines_of_markup, one_text
from catalog.formats.size_table.word_list import NO_WORD, QUOTES, RAISED, folded, words_of
from catalog.model.policy import shipped_policy
from catalog.rules.graduated.rule import judge_graduated
from catalog.rules.medical.rule import judge_medical

CHART = "<table><tr><th>Size</th><th>Calf (cm)</th></tr><tr><td>S</td><td>30-34</td></tr><tr><td>M</td><td>34-38</td></tr></table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>One.</p><p>Two</p>", ["One.", "Two"], id="paragraphs"),
        pytest.param("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"], id="list"),
        pytest.param("One<br>Two<br/>Three", ["One", "Two", "Three"], id="line breaks"),
        pytest.param("gradu<b>ated</b> fit", ["graduated fit"], id="inside a word"),
        pytest.param("<script>var a='<p>x</p>'</script><style>p{}</style>One<!-- <p>two</p> -->", ["One"], id="no script"),
        pytest.param("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;", ["One", "Two & three"], id="escaped twice"),
        pytest.param("One &amp; two\nThree", ["One & two", "Three"], id="plain"),
        pytest.param("Under 20 < 30 mmHg", ["Under 20 < 30 mmHg"], id="a sign that is no markup"),
        pytest.param("<table><tr><td>Level</td><td>20 mmHg</td></tr></table>", ["Level | 20 mmHg"], id="table"),
        pytest.param("<h2 title='a > b'>One</h2>Two", ["One", "Two"], id="sign in an attribute"),
        pytest.param("One\u200b\u200e\ufeff two\x00", ["One\u200b two"], id="hidden characters"),
        pytest.param("<noscript>One</noscript><del>Two</del>", ["OneTwo"], id="struck out is kept"),
        pytest.param("<div>" * 2_000 + "deep", ["deep"], id="deep"),
        pytest.param("<table><tr><td>One</td><td></td><td></td></tr></table>", ["One"], id="empty cells"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_a_description_as_lines(text, expected):
    assert lines_of_markup(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Graduated.", "Two pairs"], "Graduated. Two pairs", id="end of a sentence"),
        pytest.param(["Graduated.", "18 mmHg"], "Graduated. • 18 mmHg", id="a figure behind it"),
        pytest.param(["Do not use with:", "DVT"], "Do not use with: • DVT", id="a list"),
        pytest.param(["class I.", "Soft"], "class I. • Soft", id="an abbreviation"),
        pytest.param(["One"], "One", id="one"),
        pytest.param([], "", id="none"),
    ],
)  # fmt: skip
def test_lines_as_one_text(lines, expected):
    assert one_text(lines) == expected


def test_a_long_text_in_pieces_loses_nothing():
    text = "medical " * 4_000 + "x" * 12_000
    pieces = list(in_pieces(text))
    assert max(map(len, pieces)) <= 10_000
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_a_label_holds_nothing_that_cannot_be_seen():
    assert label_text("\u00a0W\u200bP\u3164 4\u2009R\ufe0f ") == "WP 4 R"


EVERY_SIGN = " ".join(f"{sign}b{sign}A3" for sign in map(chr, range(128)))


def test_plain_letters_are_parted_as_all_others_are():
    assert words_in(EVERY_SIGN) == words_of_text(EVERY_SIGN) == tuple(WORD.findall(EVERY_SIGN.lower()))
    by_patterns = NO_WORD.sub(" ", RAISED.sub("", EVERY_SIGN).lower().replace('"', ' " ')).split()
    assert words_of(EVERY_SIGN) == tuple(word.rstrip("0123456789") or word for word in by_patterns)


@pytest.mark.parametrize("section", SEARCHED)
def test_a_phrase_is_found_whichever_sections_a_text_is_looked_through_for(section):
    alone = PhraseGroups(word_lists()[section])
    for text in (text for texts in word_lists()[section].values() for text in texts):
        words = words_in(re.sub(r"[|][^ ]*", "", text).replace("..", "").replace("*", ""))
        assert alone.all_in(words)
        assert groups_of(section).all_in(words) == alone.all_in(words)


def test_words_and_their_positions():
    shop_product = product(
        "Run Compression Sock", kind="Socks", categories=("google:209", "Sport > Socks"), tags=("run", "blue"),
        features=("Padded heel",), uses=("running",), description="<p>Breathable and light.</p>",
        variants=(variant(("Size", "M"), ("Pack", "2 pairs"), title="Run Compression Sock medical M", sku="A"),),
    )  # fmt: skip
    draft = brought(shop_product).draft
    assert [(c.position, c.kind, c.text) for c in draft.claim] == [
        ("title", "other", "Run Compression Sock medical M"),
        ("features", "other", "Padded heel"),
        ("features", "other", "Pack: 2 pairs"),
        ("description", "breathable", "Breathable and light."),
        ("category", "other", "Socks • Sport > Socks • run • blue"),
    ]
    assert (draft.name, draft.intended_use, draft.categories) == ("Run Compression Sock", ["running"], ["google:209"])


def test_titles_of_variants_of_options_alone_say_nothing_more():
    variants = (variant(("Color", "Black"), ("Size", "M"), title="Black / M", sku="A"), variant(title="M", sku="B"))
    assert brought(product(variants=variants)).draft.claim == []


def test_flags_and_codes():
    draft = brought(
        product(flags=(("fsa_eligible", "true"),), codes=(("mpn", "X 1"), ("gtin", "'4006381333931"), ("udi_di", "1")))
    ).draft
    assert draft.flags == {"fsa_eligible": "true"}
    assert [(c.scheme, c.value) for c in draft.code] == [("mpn", "X 1"), ("gtin", "4006381333931"), ("udi_di", "1")]


def test_a_size_table_goes_and_its_other_words_stay():
    table = CHART.replace("<tr><th>Size", "<caption>For DVT patients</caption><tr><th>Size", 1).replace(
        "34-38", "34-38</td><td>medical device"
    )
    (claim,) = brought(product(description=f"<p>Compression.</p>{table}<p>Wash cold.</p>")).draft.claim
    assert claim.text == "Compression. For DVT patients • medical device • Wash cold."


def test_a_table_that_is_no_chart_stays_whole():
    table = "<table><tr><th>Zone</th><th>Pressure</th></tr><tr><td>ankle</td><td>18-21 mmHg</td></tr></table>"
    (claim,) = brought(product(description=table)).draft.claim
    assert claim.text == "Zone | Pressure • ankle | 18-21 mmHg"


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        pytest.param({"title": "Run Compression Sock for running"}, "pass", id="sport in the title"),
        pytest.param({"uses": ("running",)}, "pass", id="sport as a use"),
        pytest.param({"description": "A medical device class I."}, "fail", id="medical in the description"),
        pytest.param({"features": ("Medizinprodukt",)}, "fail", id="medical in a feature"),
        pytest.param({"description": f"<p>Compression</p>{CHART.replace('S</td>', 'S</td><td>medical device</td>', 1)}"}, "fail", id="in a cell of the chart"),
        pytest.param({"title": "Run Sock", "variants": (variant(title="Compression medical device", sku="A"),)}, "fail", id="in the title of a variant"),
        pytest.param({"variants": (variant(("Type", "medical device"), sku="A"),)}, "fail", id="in an option"),
        pytest.param({"title": "Compression Sock", "tags": ("medical device",)}, "unknown", id="a tag suggests"),
        pytest.param({"flags": (("prescription_required", "true"),)}, "fail", id="flag"),
        pytest.param({"codes": (("510k", "K101224"),)}, "fail", id="code"),
        pytest.param({"pressure": "30-40 mmHg"}, "fail", id="pressure"),
        pytest.param({"description": "soft " * 3_000 + "medical device"}, "fail", id="behind more than one text holds"),
        pytest.param({"title": "Compression Sock for running", "description": "x " * 120_000}, "unknown", id="never passes half read"),
    ],
)  # fmt: skip
def test_the_medical_gate_reads_all_of_it(fields, outcome):
    (read,), problems = loaded([brought(product(**fields))])
    assert problems == []
    assert judge_medical(read, shipped_policy()).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("Graduated compression.", "unknown", id="claimed"),
        pytest.param("Uniform compression all over.", "fail", id="denied"),
        pytest.param("Tighter at the calf than at the ankle.", "fail", id="inverse"),
        pytest.param("Breathable.", "unknown", id="nothing"),
    ],
)  # fmt: skip
def test_the_graduated_gate_reads_it_as_any_other_text(text, outcome):
    (read,), _ = loaded([brought(product(description=f"<p>{text}</p>"))])
    assert judge_graduated(read, shipped_policy()).outcome == outcome


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"title": "Women's Compression Sock"}, ("women", None), id="en"),
        pytest.param({"title": "Kompressionssocken Damen"}, ("women", None), id="de"),
        pytest.param({"title": "Chaussettes de compression femme"}, ("women", None), id="fr"),
        pytest.param({"title": "Calze a compressione uomo"}, ("men", None), id="it"),
        pytest.param({"title": "Calcetines de compresión hombre"}, ("men", None), id="es"),
        pytest.param({"title": "Compressiekousen heren"}, ("men", None), id="nl"),
        pytest.param({"title": "Skarpety kompresyjne męskie"}, ("men", None), id="pl"),
        pytest.param({"title": "Meias de compressão feminina"}, ("women", None), id="pt"),
        pytest.param({"audience": ("female", "adult")}, ("women", None), id="field"),
        pytest.param({"audience": ("unisex",)}, ("unisex", None), id="unisex is said"),
        pytest.param({"title": "Compression Sock for Women and Men"}, (None, None), id="both are not unisex"),
        pytest.param({"variants": (variant(("Gender", "Men"), sku="A"),)}, ("men", None), id="option"),
        pytest.param({"variants": (variant(("Gender", "Men"), sku="A"), variant(("Gender", "Women"), sku="B"))}, (None, None), id="options of both"),
        pytest.param({"kind": "Women > Socks"}, (None, None), id="above the product type"),
        pytest.param({"kind": "Women's Socks"}, ("women", None), id="product type"),
        pytest.param({"audience": ("male",), "title": "Women's Compression Sock"}, (None, "men, women"), id="they disagree"),
        pytest.param({"description": "for women"}, (None, None), id="never the description"),
        pytest.param({}, (None, None), id="nobody"),
    ],
)  # fmt: skip
def test_audience(fields, expected):
    result = brought(product(**fields))
    words = next((facts["words"] for code, facts in note_facts(result) if code == "audience_contradiction"), None)
    assert (result.draft.audience, words) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"title": "Compression Sock 20-30 mmHg"}, ("20 mmHg", "30 mmHg", "unstated", ""), id="title"),
        pytest.param({"pressure": "18 – 21 mmHg"}, ("18 mmHg", "21 mmHg", "unstated", ""), id="field"),
        pytest.param({"description": "18–21 mmHg at the ankle."}, ("18 mmHg", "21 mmHg", "ankle", ""), id="at the ankle"),
        pytest.param({"description": "Am Knöchel 18 bis 21 mmHg"}, ("18 mmHg", "21 mmHg", "ankle", ""), id="de"),
        pytest.param({"description": "18 à 21 mmHg à la cheville"}, ("18 mmHg", "21 mmHg", "ankle", ""), id="fr"),
        pytest.param({"description": "15,5-20 mmHg"}, ("15.5 mmHg", "20 mmHg", "unstated", ""), id="decimal comma"),
        pytest.param({"features": ("Compression (mmHg): 20-30",)}, ("20 mmHg", "30 mmHg", "unstated", ""), id="unit first"),
        pytest.param({"pressure": "Class 1"}, (None, None, "unstated", "Class 1"), id="class"),
        pytest.param({"title": "Compression Sock class 2, 23-32 mmHg"}, ("23 mmHg", "32 mmHg", "unstated", "class 2"), id="class and range"),
        pytest.param({"title": "Compression Sock 20-30 mmHg", "description": "20-30 mmHg at the ankle"}, ("20 mmHg", "30 mmHg", "ankle", ""), id="said twice"),
    ],
)  # fmt: skip
def test_pressure_that_can_be_read(fields, expected):
    result = brought(product(**fields))
    (entry,) = result.draft.pressure
    assert ((entry.low, entry.high, entry.stated_at, entry.label), entry.kind) == (expected, "brand_stated")
    assert result.notes == ()


@pytest.mark.parametrize(
    ("fields", "unread"),
    [
        pytest.param({"title": "Compression Sock 15-20 mmHg", "description": "also in 20-30 mmHg"}, "15-20 mmHg, 20-30 mmHg", id="two ranges"),
        pytest.param({"description": "up to 20-30 mmHg"}, "20-30 mmHg", id="hedged"),
        pytest.param({"description": "unlike 30-40 mmHg stockings"}, "30-40 mmHg", id="compared with"),
        pytest.param({"description": "25 mmHg"}, "25 mmHg", id="one figure"),
        pytest.param({"description": "30-20 mmHg"}, "30-20 mmHg", id="upside down"),
        pytest.param({"description": "18 mmHg at the ankle, 13 mmHg at the calf"}, "18 mmHg, 13 mmHg", id="two places"),
        pytest.param({"pressure": "firm"}, "firm", id="a word in the field"),
        pytest.param({"title": "Compression Sock class 1", "features": ("class 2",)}, "class 1, class 2", id="two classes"),
    ],
)  # fmt: skip
def test_pressure_that_stays_in_the_words(fields, unread):
    result = brought(product(**fields))
    assert (result.draft.pressure, note_facts(result)) == ([], [("pressure_unread", {"text": unread})])
    words = {result.draft.name, *(claim.text for claim in result.draft.claim)}
    assert all(any(part in text for text in words) for part in unread.split(", "))


@pytest.mark.parametrize(
    ("fields", "expected", "noted"),
    [
        pytest.param({"fabric": "80% polyamide, 20% elastane"}, {"polyamide": 80, "elastane": 20}, False, id="field"),
        pytest.param({"fabric": "Polyamid 80 %, Elasthan 20 %"}, {"Polyamid": 80, "Elasthan": 20}, False, id="names first"),
        pytest.param({"fabric": "78,5% recycled nylon / 21,5% Lycra"}, {"recycled nylon": Decimal("78.5"), "Lycra": Decimal("21.5")}, False, id="decimals"),
        pytest.param({"fabric": "Polyamide, elastane"}, {"Polyamide": None, "elastane": None}, False, id="no shares"),
        pytest.param({"description": "<ul><li>82% nylon 18% spandex</li></ul>"}, {"nylon": 82, "spandex": 18}, False, id="line of the description"),
        pytest.param({"description": "20% off! 80% nylon"}, {}, False, id="not the whole"),
        pytest.param({"fabric": "Leg: 80% nylon, 20% elastane; foot: 100% cotton"}, {}, True, id="two parts"),
        pytest.param({"fabric": "80% nylon, 30% elastane"}, {}, True, id="more than all"),
        pytest.param({"fabric": "soft yarn"}, {}, True, id="no fibre"),
    ],
)  # fmt: skip
def test_fabric(fields, expected, noted):
    result = brought(product(**fields))
    assert {f.fibre: f.percent for f in result.draft.fabric} == expected
    assert [n.code for n in result.notes] == (["fabric_unread"] if noted else [])
    if noted:
        assert fields["fabric"] in [c.text for c in result.draft.claim]


def test_every_accent_is_taken_out_wherever_it_stands() -> None:
    text = "Größe – ΆΒΓ • 袜子 ½ 🧦 " + "".join(map(chr, range(0xA0, 0x3000)))
    text += "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code)))
    plain = unicodedata.normalize("NFD", text.translate(QUOTES)).casefold()
    assert folded(text) == "".join(c for c in plain if not unicodedata.combining(c))
