"""Sizes that stand behind an option of another name, in the name of an offer, or nowhere; and the nearest label."""

from __future__ import annotations

import pytest
from support.bringing import brand_files, brought, note_facts, options, product, variant
from support.bringing import chart_of as chart

from catalog.formats.shop_import.bring import Bringer
from catalog.formats.shop_import.nearest_size import nearest_label

TAKEN = ("option_is_size", {"option": "Fit", "sizes": "S, M"})


def variants(name, *values, more=()):
    return tuple(variant((name, value), *more, sku=f"A{n}") for n, value in enumerate(values))


@pytest.mark.parametrize(
    ("labels", "offers", "sizes", "notes"),
    [
        pytest.param("SM", variants("Storlek", "S", "M"), ["S", "M"], [], id="Swedish, which is known"),
        pytest.param("SM", variants("Fit", "S", "M"), ["S", "M"], [TAKEN], id="an unknown name, sizes of the chart"),
        pytest.param("SM", variants("Fit", "small", "M"), ["S", "M"], [("option_is_size", {"option": "Fit", "sizes": "small, M"})], id="written otherwise"),
        pytest.param("SM", variants("Color", "S", "M"), ["S", "M"], [("option_is_size", {"option": "Color", "sizes": "S, M"})], id="called colour"),
        pytest.param("", variants("Fit", "S", "M"), ["S", "M"], [TAKEN], id="without a chart, letters"),
        pytest.param("", variants("Fit", "S"), [""], [], id="without a chart, one letter"),
        pytest.param("12", variants("Pairs", "1", "2"), ["", ""], [("size_missing", {"count": 2, "text": "Pairs: 1, Pairs: 2"})], id="figures of something else"),
        pytest.param("SM", variants("Fit", "S", "wide"), ["", ""], [("size_missing", {"count": 2, "text": "Fit: S, Fit: wide"})], id="not all are sizes"),
        pytest.param("SM", variants("Fit", "S", more=(("Cut", "M"),)), [""], [("size_missing", {"count": 1, "text": "Fit: S, Cut: M"})], id="two such options"),
        pytest.param("SM", variants("Fit", "S", more=(("Size", "M"),)), ["M"], [], id="beside one called size"),
        pytest.param("SM", variants("Fit", "M"), [""], [("size_missing", {"count": 1, "text": "Fit: M"})], id="one letter that may be short for men"),
        pytest.param("SM", variants("Compression level", "Small", "Medium"), ["", ""], [("size_missing", {"count": 2, "text": "Compression level: Small, Compression level: Medium"})], id="how firm it is"),
        pytest.param(("I", "II"), variants("Kompressionsklasse", "I", "II"), ["", ""], [("size_missing", {"count": 2, "text": "Kompressionsklasse: I, Kompressionsklasse: II"})], id="a class of compression"),
        pytest.param(("I", "II"), variants("CCL", "I", "II"), ["", ""], [("size_missing", {"count": 2, "text": "CCL: I, CCL: II"})], id="a class of compression, short"),
        pytest.param("SL", variants("Pack", "Small", "Large"), ["", ""], [("size_missing", {"count": 2, "text": "Pack: Small, Pack: Large"})], id="how many are in a pack"),
        pytest.param("LR", variants("Side", "L", "R"), ["", ""], [("size_missing", {"count": 2, "text": "Side: L, Side: R"})], id="which leg"),
        pytest.param("SM", variants("Kompressionsgröße", "S", "M"), ["S", "M"], [("option_is_size", {"option": "Kompressionsgröße", "sizes": "S, M"})], id="called size beside it"),
        pytest.param("SM", (variant(sku="A", title="S"), variant(sku="B", title="M")), ["S", "M"], [], id="names of offers"),
        pytest.param("", (variant(sku="A", title="S"), variant(sku="B", title="XL")), ["S", "XL"], [], id="names of offers, no chart"),
        pytest.param("SM", variants("Choose", "S", "M"), ["S", "M"], [], id="a name that says nothing"),
        pytest.param("SM", variants("Choose Initial", "L", "M", "Q"), ["", "", ""], [("size_missing", {"count": 3, "text": "Choose Initial: L, Choose Initial: M, Choose Initial: Q"})], id="letters of the alphabet"),
        pytest.param("SM", (variant(sku="A", title="Blue"),), [""], [("size_missing", {"count": 1, "text": "Blue"})], id="the name of an offer that is no size"),
    ],
)  # fmt: skip
def test_the_size_of_variants_without_an_option_called_so(labels, offers, sizes, notes):
    result = brought(product(description=chart(*labels) if labels else "", variants=offers))
    assert [made.size for made in result.draft.variant] == sizes
    assert note_facts(result) == notes


SIDES = (
    ("left", "right"),
    ("Left leg", "Right leg"),
    ("links", "rechts"),
    ("gauche", "droite"),
    ("L", "R"),
    ("G", "D"),
    ("pair", "left"),
)


@pytest.mark.parametrize("name", ["Leg", "Calf", "Bein", "Side", "Foot", "Size of leg"])
@pytest.mark.parametrize("sides", [pytest.param(sides, id=" ".join(sides)) for sides in SIDES])
def test_the_side_of_a_leg_costs_no_size(name, sides):
    offers = tuple(variant(("Size", size), (name, side), sku=size + side) for size in ("S", "M") for side in sides)
    result = brought(product(description=chart("S", "M"), variants=offers))
    assert [made.size for made in result.draft.variant] == ["S", "S", "M", "M"]
    assert note_facts(result) == []
    assert any(sides[0] in claim.text for claim in result.draft.claim)


@pytest.mark.parametrize("values", [("S", "M"), ("L",), ("L", "XL"), ("left", "M")])
def test_an_option_of_a_leg_that_is_not_of_sides_alone_is_a_size_as_before(values):
    offers = tuple(variant(("Leg", value), sku=f"A{value}") for value in values)
    assert [made.size for made in brought(product(description=chart("S", "M"), variants=offers)).draft.variant] == list(
        values
    )


def test_an_option_that_was_taken_for_the_size_is_no_colour_and_no_claim():
    result = brought(product(description=chart("S", "M"), variants=variants("Color", "S", "M")))
    assert [made.colour for made in result.draft.variant] == ["", ""]
    assert not any("Color" in claim.text for claim in result.draft.claim)


@pytest.mark.parametrize(
    ("printed", "labels", "expected"),
    [
        pytest.param("Small / Regular", ("S", "M"), "S", id="a word beside another"),
        pytest.param("S / Black", ("S", "M"), "S", id="a letter beside a colour"),
        pytest.param("M Tall", ("S", "M"), "M", id="a letter before a word"),
        pytest.param("Medum", ("S", "M"), "M", id="a word written wrong"),
        pytest.param("Mediums", ("Small", "Medium"), "Medium", id="the label written wrong"),
        pytest.param("XXL", ("S", "M"), "M", id="larger than all"),
        pytest.param("2XS", ("S", "M"), "S", id="smaller than all"),
        pytest.param("L", ("S/M", "XL/XXL"), "S/M", id="between two"),
        pytest.param("1 pair", ("S", "M"), "", id="no size"),
        pytest.param("36-38", ("S", "M"), "", id="a range"),
    ],
)
def test_the_nearest_label(printed, labels, expected):
    assert nearest_label(printed, labels) == expected


def one_run(*products):
    """The GTINs of the variants of products of one run in the end, and the codes of the notes that settling makes."""
    bringer = Bringer(options())
    results = [bringer.bring(each) for each in products]
    ids = bringer.settlement.new_ids()
    notes = [note for r in results for note in bringer.settlement.settled_draft(r.number, r.draft, ids)]
    drafts = [draft for file in brand_files(results).values() for draft in file.product]
    return [[made.gtin for made in draft.variant] for draft in drafts], [note.code for note in notes]


GTIN = "4006381333931"


@pytest.mark.parametrize(
    ("second", "gtins", "codes"),
    [
        pytest.param(variant(("Size", "M"), sku="B", gtin=GTIN), [None, None], ["gtin_of_two_variants"], id="another size"),
        pytest.param(variant(("Size", "S"), ("Color", "Red"), sku="B", gtin=GTIN), [None, None], ["gtin_of_two_variants"], id="another colour"),
        pytest.param(variant(("Size", "M"), sku="B", gtin=f"0{GTIN}"), [None, None], ["gtin_of_two_variants"] * 2, id="another size, with a zero before it"),
        pytest.param(variant(("Size", "S"), sku="B", gtin=GTIN), [GTIN, GTIN], [], id="the same thing with another SKU"),
    ],
)  # fmt: skip
def test_a_gtin_of_two_variants_is_of_none(second, gtins, codes):
    first = variant(("Size", "S"), sku="A", gtin=GTIN)
    assert one_run(product(variants=(first, second))) == ([gtins], codes)


def test_a_gtin_of_two_variants_and_another_product_is_named_once_for_each_product():
    first, second = (variant(("Size", size), sku=size, gtin=GTIN) for size in "SM")
    other = product(handle="sleeve", title="Calf Compression Sleeve", variants=(variant(sku="C", gtin=GTIN),))
    gtins, codes = one_run(product(variants=(first, second)), other)
    assert (gtins, codes) == ([[None, None], [None]], ["gtin_of_two_products"] * 2)


@pytest.mark.parametrize(
    ("title", "size", "handle", "noted"),
    [
        pytest.param("Compression Run Sock - S", "S", "A-S", [("size_in_title", {})], id="its size at the end"),
        pytest.param("Compression Run Sock", "S", "A-S", [], id="no size in the title"),
        pytest.param("Compression Run Sock - S", "S", "run-sock", [], id="of a group"),
    ],
)
def test_an_item_without_a_group_whose_title_ends_with_its_size_is_named(title, size, handle, noted):
    offers = (variant(("size", size), sku="A-S", shop_id="A-S"),)
    assert note_facts(brought(product(title=title, handle=handle, variants=offers))) == noted
