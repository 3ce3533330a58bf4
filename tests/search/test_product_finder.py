"""The one finder of products: what a reference names, in which order, and when it is asked about."""

import pytest
from building import product, sentences_of

from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.search.product_finder import ProductFinder, known_brands, normalized

PRODUCTS = [
    product("cep-run-socks", brand="CEP", name="Run Compression Socks 4.0", variants=(Variant("0123", shop_id="77"),)),
    product("cep-run-sleeves", brand="CEP", name="Run Sleeves", variants=(Variant("123", gtin="04006381333931"),)),
    product("elan", brand="Élan", name="Chaussette Été", variants=(Variant("ÉT-1"), Variant("cep-run-socks"))),
    product("77-light", brand="Straße", name="Light", variants=(Variant("Nl/Ts%-X", shop_id="gid://shop/1"),)),
    product("new", brand="Neu", name="Neu 5", aliases=("old-id", "older-id"), variants=(Variant("older-id-x"),)),
    product("twin-a", brand="Twin", name="Sock", variants=(Variant("T-1", shop_id="5"), Variant("T-1", size="L"))),
    product("twin-b", brand="Twin", name="Sock", variants=(Variant("t-1", shop_id="5"),)),
]
FINDER = ProductFinder(PRODUCTS)
FOUND = [
    ("cep-run-socks", "cep-run-socks", "id, though it is the SKU of another"),
    (" cep-run-socks\n", "cep-run-socks", "blanks around it"),
    ("0123", "cep-run-socks", "SKU with a leading zero"),
    ("123", "cep-run-sleeves", "SKU without it"),
    ("77", "cep-run-socks", "shop id"),
    ("04006381333931", "cep-run-sleeves", "GTIN of 14 digits"),
    ("4006381333931", "cep-run-sleeves", "GTIN of 13 digits"),
    ("4 006381 333931", "cep-run-sleeves", "GTIN as a label prints it"),
    ("T-1", "twin-a", "SKU as written, though another is written small"),
    ("t-1", "twin-b", "SKU as written, small"),
    ("CEP-Run-Socks", "cep-run-socks", "id in capitals"),
    ("ét-1", "elan", "SKU in another case"),
    ("et-1", "elan", "SKU without accents"),
    ("nl/ts%-x", "77-light", "SKU with signs"),
    ("GID://shop/1", "77-light", "shop id in another case"),
    ("CEP run sleeves", "cep-run-sleeves", "brand and name"),
    ("cep_run_sleeves", "cep-run-sleeves", "id with other signs"),
    ("chaussette ete", "elan", "name without accents"),
    ("STRASSE light", "77-light", "a sharp s"),
    ("compression socks", "cep-run-socks", "words of the name"),
    ("sleeves", "cep-run-sleeves", "one word of the name"),
    ("socks 4.0", "cep-run-socks", "words with a figure"),
    ("old-id", "new", "an old id"),
    ("OLDER-ID", "new", "an old id in capitals"),
    ("older id", "new", "an old id as words"),
]


@pytest.mark.parametrize(("reference", "id"), [pytest.param(r, i, id=name) for r, i, name in FOUND])
def test_a_reference_names_one_product(reference, id):
    assert FINDER.find(reference).id == id


@pytest.mark.parametrize(
    ("reference", "choices"),
    [
        pytest.param("5", "twin-a, twin-b", id="a shop id of two"),
        pytest.param("Twin Sock", "twin-a, twin-b", id="a name of two"),
        pytest.param("cep run", "cep-run-sleeves, cep-run-socks", id="words of two"),
    ],
)
def test_what_names_several_products_is_asked_about(reference, choices):
    with pytest.raises(BadInput) as bad:
        FINDER.find(reference)
    assert [p.code for p in bad.value.problems] == ["ambiguous_product"]
    assert sentences_of(bad.value) == f"product: read {reference!r}, expected one product. It could be: {choices}."


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        pytest.param("00123", "`legfit list` or GET /v1/products shows every product.", id="another number of zeros"),
        pytest.param("400638133393", "`legfit list` or GET /v1/products shows every product.", id="a GTIN cut short"),
        pytest.param("cep-run-sock", "Nearest: cep-run-socks, cep-run-sleeves, twin-a, twin-b.", id="nearly an id"),
        pytest.param("", "`legfit list` or GET /v1/products shows every product.", id="nothing"),
        pytest.param("---", "`legfit list` or GET /v1/products shows every product.", id="no letter"),
    ],
)
def test_what_names_no_product_gets_the_nearest(reference, hint):
    with pytest.raises(BadInput) as bad:
        FINDER.find(reference)
    assert [p.code for p in bad.value.problems] == ["unknown_product"]
    assert sentences_of(bad.value).endswith(f"expected a product of the catalog. {hint}")


def test_the_nearest_of_a_large_catalog_share_a_word():
    large = ProductFinder([product(f"maker-sock-{n}", name=f"Sock {n}") for n in range(2001)])
    assert large.nearest("sock 17") == [f"maker-sock-{n}" for n in (17, 0, 1, 10, 100)]
    assert large.nearest("maker-sok-17") == ["maker-sock-17", *(f"maker-sock-{n}" for n in (0, 1, 10, 100))]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Run & Recovery 4.0!", "run recovery 4 0"), ("Größe_M", "grosse m"), ("Компресс", "компресс"), ("²", "2")],
)
def test_a_name_is_compared_without_case_accents_and_signs(text, plain):
    assert normalized(text) == plain


def test_brands_are_known_whatever_their_case_and_blanks():
    assert known_brands([" cep ", "ÉLAN"], PRODUCTS, "brand") == {"CEP", "Élan"}
    with pytest.raises(BadInput) as bad:
        known_brands(["CEP", "Twinn", "Nowhere"], PRODUCTS, "filters.brands")
    assert sentences_of(bad.value, "en") == (
        "filters.brands: read 'Twinn', expected a brand of the catalog. Did you mean “Twin”? `legfit list --columns brand` shows them.\n"
        "filters.brands: read 'Nowhere', expected a brand of the catalog. `legfit list --columns brand` shows them."
    )


LIKE = ProductFinder(
    [product("joule-a-black", brand="Joule", name="A Black"), product("zq-6-8", brand="ZQ", name="Six 77")]
)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        pytest.param("joule-a", True, id="an id with words of another"),
        pytest.param("Joule-A", True, id="in capitals"),
        pytest.param("joule_a", True, id="with other signs"),
        pytest.param("black-joule", True, id="in another order"),
        pytest.param("zq-6-6", True, id="a part twice"),
        pytest.param("zq 6 6", True, id="a word twice"),
        pytest.param("77", True, id="a number"),
        pytest.param("joule a", False, id="words of a program"),
        pytest.param("black", False, id="a word of a program"),
    ],
)
def test_what_is_an_id_or_code_is_never_some_words_of_a_name(reference, words):
    with pytest.raises(BadInput) as refused:
        LIKE.find(reference, words=words)
    assert [p.code for p in refused.value.problems] == ["unknown_product"]


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("reference", ["JOULE-A-BLACK", "joule_a_black", "Joule A Black", "a black"])
def test_a_whole_name_or_id_is_enough_for_a_program(reference, words):
    assert LIKE.find(reference, words=words).id == "joule-a-black"


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("run-sock", id="id"),
        pytest.param(" run-sock", id="a blank before it"),
        pytest.param("S1", id="SKU"),
        pytest.param("4006381333931", id="GTIN"),
        pytest.param("77", id="shop id"),
    ],
)
def test_what_names_a_product_of_another_collection_is_never_taken_for_a_likeness_of_one_here(reference):
    """The product of this view is called like each of these, by its whole name or a word of it."""
    away = product("run-sock", variants=(Variant("S1", gtin="04006381333931", shop_id="77"),))
    here = product("run-sock-black", name={"S1": "Sock S1 black"}.get(reference, reference))
    assert ProductFinder([here]).find(reference).id == here.id
    view = ProductFinder([here], beyond=ProductFinder([away, here]))
    for finder in (view, view.with_offered({})):
        with pytest.raises(BadInput) as refused:
            finder.find(reference)
        assert [p.code for p in refused.value.problems] == ["unknown_product"]
        assert finder.find("run sock black").id == here.id
