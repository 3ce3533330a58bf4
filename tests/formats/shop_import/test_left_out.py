"""What an import leaves out by rule, with the words that decided; a compression product for a leg is never among it."""

from __future__ import annotations

import pytest
from support.bringing import brought, left_out, options, product, variant

from catalog.formats.shop_import.bring import Bringer, BringOptions, BroughtProduct

TABLE = "<table><tr><th>Size</th><th>Calf (cm)</th></tr><tr><td>S</td><td>30-34</td></tr><tr><td>M</td><td>34-38</td></tr></table>"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param("Compression Arm Sleeves", "Arm Sleeves", id="en arms"),
        pytest.param("Kompressions-Armlinge", "Armlinge", id="de arms"),
        pytest.param("Manchons de bras compression", "Manchons de bras", id="fr arms"),
        pytest.param("Manguitos de running", "Manguitos", id="es arms"),
        pytest.param("Knee Sleeve", "Knee Sleeve", id="en knee"),
        pytest.param("Kniebandage", "Kniebandage", id="de knee"),
        pytest.param("Genouillère de compression", "Genouillère", id="fr knee"),
        pytest.param("Rodillera de compresión", "Rodillera", id="es knee"),
        pytest.param("Ginocchiera a compressione", "Ginocchiera", id="it knee"),
        pytest.param("Stabilizator kolana", "Stabilizator kolana", id="pl knee"),
        pytest.param("Compression Boxer Briefs", "Boxer", id="underwear"),
        pytest.param("Compression T-Shirt", "T-Shirt", id="shirt"),
        pytest.param("Long Sleeve Compression Top", "Long Sleeve", id="long sleeves"),
        pytest.param("Compression Half Sleeves T-Shirt", "Half Sleeves", id="sleeves of a shirt"),
        pytest.param("Compression Sleeves and Headband", "Headband", id="sleeves beside a headband"),
        pytest.param("Trail Running Shoes", "Shoes", id="shoes"),
        pytest.param("Einlegesohlen", "Einlegesohlen", id="insoles"),
        pytest.param("Gift Card", "Gift Card", id="gift card"),
        pytest.param("Geschenkgutschein", "Geschenkgutschein", id="de gift card"),
        pytest.param("Compression Sock Donning Aid", "Sock Donning Aid", id="tool named by a sock"),
        pytest.param("Foam Roller", "Roller", id="thing"),
        pytest.param("Sports Compression Sleeves Arm", "Arm", id="sleeves, then arm"),
        pytest.param("ARM Force", "ARM", id="arm alone"),
        pytest.param("Anziehhilfe für Kompressionsstrümpfe", "Anziehhilfe", id="de thing for socks"),
        pytest.param("Wash bag for calf sleeves", "Wash bag", id="thing for sleeves"),
        pytest.param("Lessive pour bas de contention", "Lessive", id="fr thing for stockings"),
        pytest.param("Guanti per calze a compressione", "Guanti", id="it thing for socks"),
        pytest.param("Compression Sock Wash Bag", "Sock Wash Bag", id="bag named by a sock"),
        pytest.param("Sock slider for compression socks", "Sock slider", id="thing named by a sock, for socks"),
    ],
)  # fmt: skip
def test_other_parts_of_the_body_and_things(title, words):
    cause, decided = left_out(product(title))
    assert cause == "other_garment"
    assert words in decided


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"title": "Pro Line", "kind": "Gift Cards"}, ("other_garment", "Gift Cards"), id="type alone"),
        pytest.param({"title": "Pro Line", "categories": ("google:187",)}, ("other_garment", "google:187"), id="number alone"),
        pytest.param({"title": "Any amount", "flags": (("gift_card", "true"),)}, ("other_garment", "gift_card"), id="flag"),
        pytest.param({"title": "Kids Compression Socks"}, ("children", "Kids"), id="children in the title"),
        pytest.param({"title": "Chaussettes de compression enfant"}, ("children", "enfant"), id="fr children"),
        pytest.param({"audience": ("toddler",)}, ("children", "toddler"), id="children in a field"),
        pytest.param({"audience": ("unisex", "kids")}, ("children", "kids"), id="children of either sex"),
        pytest.param({"audience": ("Female", "infant")}, ("children", "infant"), id="girls, in two fields"),
        pytest.param({"title": "Kids Compression Socks", "audience": ("male",)}, ("children", "Kids"), id="children of a sex"),
        pytest.param({"is_published": False}, ("not_published", ""), id="draft"),
        pytest.param({"title": "Race Day Kit", "kind": "Bundles"}, ("no_leg_garment", "Bundles"), id="nothing for a leg"),
        pytest.param({"title": "Adjustable Travel Paddle", "kind": "Paddles"}, ("no_leg_garment", "Paddles"), id="travel without a garment"),
        pytest.param({"title": "Recovery Lamp", "kind": ""}, ("no_leg_garment", ""), id="recovery without a garment"),
        pytest.param({"title": "Armchair", "kind": "", "description": "Mauris venenatis tincidunt."}, ("no_leg_garment", ""), id="Latin is no vein"),
        pytest.param({"title": " ", "handle": ""}, ("no_name", ""), id="no name"),
        pytest.param({"title": "Merino Ankle Socks"}, ("not_compression", "Socks"), id="sock of another kind"),
        pytest.param({"title": "No-Show Socks", "description": "no compression, just comfort"}, ("not_compression", "compression"), id="denied"),
        pytest.param({"title": "Sneakersocken", "description": "Ohne Kompression"}, ("not_compression", "Kompression"), id="de denied"),
        pytest.param({"title": "Cotton Leggings"}, ("not_compression", "Leggings"), id="tights of another kind"),
    ],
)  # fmt: skip
def test_causes(fields, expected):
    assert left_out(product(**fields)) == expected


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"title": "Crew Socks", "description": "Gentle compression at the arch."}, id="description"),
        pytest.param({"title": "Crew Socks", "description": "Not only soft: graduated, too."}, id="graduated"),
        pytest.param({"title": "Crew Socks", "tags": ("compression",)}, id="tag"),
        pytest.param({"title": "Crew Socks", "features": ("15-20 mmHg",)}, id="feature"),
        pytest.param({"title": "Crew Socks", "pressure": "class 1"}, id="field of pressure"),
        pytest.param({"title": "Crew Socks", "variants": (variant(("Compression level", "firm")),)}, id="option"),
        pytest.param({"title": "Socks", "description": TABLE}, id="chart of a calf"),
        pytest.param({"title": "Calf Sleeves"}, id="sleeves need no word"),
        pytest.param({"title": "Recovery Socks"}, id="recovery in a title"),
        pytest.param({"title": "Recovery 2.0", "kind": "", "description": "These socks press gently."}, id="recovery, and socks in the description"),
        pytest.param({"title": "Travel 2.0", "kind": "", "description": "Graduated, for long flights."}, id="travel, and more than a hint elsewhere"),
        pytest.param({"title": "Recovery for the calves", "kind": ""}, id="recovery of a part of the leg"),
        pytest.param({"title": "Socken", "description": "Gut für die Venen, stützt bei Venenschwäche"}, id="de veins"),
        pytest.param({"title": "Socken", "description": "mit Kompression, nicht ohne Komfort"}, id="de"),
        pytest.param({"title": "Chaussettes", "description": "contention légère"}, id="fr"),
        pytest.param({"title": "Calcetines", "description": "compresión graduada"}, id="es"),
        pytest.param({"title": "Calze", "description": "compressione"}, id="it"),
        pytest.param({"title": "Steunkousen"}, id="nl"),
        pytest.param({"title": "Skarpety", "description": "ucisk stopniowany"}, id="pl"),
        pytest.param({"title": "Skarpety", "description": "skarpety kompresyjne"}, id="pl by the word of titles"),
        pytest.param({"title": "Socken", "tags": ("Druckklasse 1",)}, id="de class of pressure"),
        pytest.param({"title": "Kousen", "description": "lichte reiskousen"}, id="nl for travel"),
        pytest.param({"title": "Meias", "description": "compressão"}, id="pt"),
        pytest.param({"title": "Socken", "description": "gegen Thrombose"}, id="medical words count"),
        pytest.param({"title": "Kids and Women Compression Socks"}, id="children and adults"),
        pytest.param({"title": "Compression Socks, baby blue"}, id="a colour that is called by babies"),
        pytest.param({"title": "Calf & Arm Compression Sleeves"}, id="calf and arm"),
        pytest.param({"title": "Compression wrap for calves"}, id="leg word beside a wrap"),
        pytest.param({"title": "Compression Sleeves in a Bag"}, id="sleeves in a bag"),
        pytest.param({"title": "Open Top Compression Stockings"}, id="stockings with a top"),
        pytest.param({"title": "Compression Kit"}, id="compression without a garment"),
    ],
)  # fmt: skip
def test_compression_is_never_left_out(fields):
    assert brought(product(**fields))


def test_socks_of_another_kind_are_taken_where_all_are_asked_for():
    assert brought(product("Merino Ankle Socks"), takes_all=True).draft.garment == "sock"
    assert left_out(product("Compression Arm Sleeves"), takes_all=True)[0] == "other_garment"


def test_children_beside_adults_are_noted():
    assert [n.code for n in brought(product("Kids and Women Compression Socks")).notes] == ["children_too"]


def test_each_product_is_brought_or_left_out():
    bringer = Bringer(options())
    titles = ("Compression Socks", "Arm Sleeves", "Merino Socks", "Gift Card")
    results = [bringer.bring(product(title, handle=title)) for title in titles]
    assert [isinstance(r, BroughtProduct) for r in results] == [True, False, False, False]
    assert isinstance(bringer.options, BringOptions)


SHORT = (
    ("No-Show Compression Sock", "No-Show"), ("Ankle compression socks (quarter)", "Ankle compression socks"),
    ("Low Cut Compression Running Socks", "Low Cut"), ("Quarter Compression Socks", "Quarter Compression Socks"),
    ("Kompressions-Sneakersocken", "Sneakersocken"), ("Socquettes de compression", "Socquettes"),
    ("Calcetines de compresión invisibles", "Calcetines de compresión invisibles"),
    ("Calzini a compressione corti", "Calzini a compressione corti"), ("Compressie enkelsokken", "enkelsokken"),
)  # fmt: skip


@pytest.mark.parametrize(("title", "words"), SHORT)
def test_a_sock_that_ends_at_the_ankle_has_no_leg(title, words):
    assert left_out(product(title=title, kind="", description="")) == ("no_leg_garment", words)
    taken = brought(product(title=title, kind="", description=""), takes_all=True)
    assert taken.draft.garment == "sock"


@pytest.mark.parametrize(
    "title",
    [
        "Compression Socks with ankle support", "Ankle Support Compression Socks", "Knee-high and ankle compression socks",
        "Ankle to calf compression socks", "Compression Crew Socks", "Kompressionsstrümpfe kurz",
    ],
)  # fmt: skip
def test_a_sock_that_names_the_ankle_beside_a_leg_is_one(title):
    assert brought(product(title=title, kind="", description="")).draft.garment == "sock"


def test_a_short_sock_with_a_chart_of_the_calf_is_one_for_the_leg():
    assert brought(product(title="Ankle compression socks", description=TABLE)).draft.garment == "sock"
