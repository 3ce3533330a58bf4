"""A size of another product on the page: picked by name, asked about by name, and named with the answer; never an id."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from selectolax.lexbor import LexborHTMLParser
from web_service import Service

from catalog.messages.messages import LANGUAGES

SLEEVES = {"garment": "calf_sleeve"}
UNCLEAR = {
    "several": ("CEP III", 4, "“CEP III” can be several products. Which one is yours?"),
    "no size": ("BLITZU calf", 4, "Which size of BLITZU Calf Compression Sleeve fits you?"),
    "not its size": ("BLITZU calf VII", 4, "Which size of BLITZU Calf Compression Sleeve fits you?"),
    "a slip": ("Compresport 2", 2, "No product with a size chart here is called “Compresport 2”. Is it one of these?"),
    "a size alone": ("M", 0, "No product with a size chart here is called “M”. Write its brand, name and size"),
    "unknown": ("Nike M", 0, "No product with a size chart here is called “Nike M”. Write its brand, name and size"),
}


def sent(service: Service, status: int = 200, **form: str) -> LexborHTMLParser:
    page = service.client.post("/", data=SLEEVES | form)
    assert page.status_code == status
    return LexborHTMLParser(page.text)


def words(tree: LexborHTMLParser, css: str) -> list[str]:
    texts = (node.text(separator=" ").replace("\N{WORD JOINER}", "") for node in tree.css(css))
    return [" ".join(text.split()) for text in texts]


def choices(tree: LexborHTMLParser) -> dict[str, str]:
    """What can be picked in the field, and what each button sends."""
    buttons = tree.css(".field button[name=use]")
    return {b.text(): dict(parse_qsl(str(b.attributes["value"])))["same_as"] for b in buttons}


@pytest.mark.parametrize(("typed", "count", "sentence"), UNCLEAR.values(), ids=UNCLEAR)
def test_an_unclear_entry_is_answered_with_names(service: Service, typed: str, count: int, sentence: str) -> None:
    tree = sent(service, 422, same_as=typed)
    (asked,) = words(tree, "#same_as-err")
    assert asked.startswith(sentence)
    assert len(choices(tree)) == count
    said = " ".join(words(tree, ".faults, .err, .offer"))
    for id in re.findall(r"\b[a-z0-9]+(?:-[a-z0-9]+){2,}\b", said):
        pytest.fail(f"an id stands on the page: {id}")
    assert "legfit list" not in said
    assert "/v1/" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_fills_the_field_and_leads_to_an_answer(service: Service, language: str) -> None:
    tree = sent(service, 422, same_as="CEP III", lang=language)
    name, value = next(iter(choices(tree).items()))
    answered = service.client.post(
        "/", data=SLEEVES | {"lang": language, "same_as": "CEP III", "use": f"same_as={value}"}
    )
    assert answered.status_code == 200
    page = LexborHTMLParser(answered.text)
    assert page.css_first("#same_as").attributes["value"] == value
    product, _, size = name.partition(" — ")
    (folded,) = words(page, ".fold .what")
    assert product in folded
    assert re.search(rf"\b{size}\b", folded)


def test_whose_size_it_was_stands_on_the_card_and_in_the_folded_line(service: Service) -> None:
    page = sent(service, same_as="BLITZU Calf Compression Sleeve — S/M")
    whose = "Your size S/M in BLITZU Calf Compression Sleeve"
    assert words(page, ".fold .what") == [f"Calf sleeves · {whose}"]
    assert words(page, ".card .known") == [whose]
    assert words(page, "#head ~ .known") == []
    measured = sent(service, same_as="BLITZU Calf Compression Sleeve — S/M", calf_max_girth="36")
    assert words(measured, ".card .known") == [], "sizes by a measure are not told by that size"


def test_where_it_leaves_sizes_open_the_page_says_which(service: Service) -> None:
    page = sent(service, same_as="CEP Compression socks, men — III")
    assert words(page, "#head") == ["Some sizes are still possible"]
    assert words(page, "#head ~ .known") == ["Your size III in CEP Compression socks, men"]
    leads = dict(zip(words(page, "#needs li > strong"), words(page, "#needs li > .by"), strict=True))
    assert leads["BLITZU Calf Compression Sleeve"] == (
        "The size III you know is made for this calf girth: 12.5–15 in, 31.75–38.1 cm. "
        "So far sizes XS, S/M and L/XL are possible; this decides: calf girth."
    )


def test_sizes_are_suggested_for_the_kind(service: Service) -> None:
    calf, build = (
        [o.attributes["value"] for o in LexborHTMLParser(service.get(f"/?garment={kind}").text).css("#known-sizes option")]
        for kind in ("calf_sleeve", "shorts")
    )  # fmt: skip
    assert "CEP Compression socks, men — III" in calf
    assert "Solidea Bike shorts — M" not in calf
    assert "Solidea Bike shorts — M" in build
    field = LexborHTMLParser(service.get("/").text).css_first("#same_as")
    assert field.attributes["list"] == "known-sizes"


KNOWN = {"product": "blitzu-calf-compression-sleeve", "size": "S/M"}
WIDGET = {
    "a size": (
        "blitzu-calf-compression-sleeve", "Probably size S/M", "Your size S/M in BLITZU Calf Compression Sleeve",
    ),
    "sizes left open": (
        "compressport-ur2", "Your size in the other product is not enough yet",
        "Your size S/M in BLITZU Calf Compression Sleeve"
        "The size S/M you know is made for this calf girth: 13–15 in, 33.1–38.1 cm."
        "So far sizes 1 and 2 are possible; this decides: calf girth.",
    ),
    "nothing in common": (
        "compressport-quad", "Your size in the other product is not enough yet",
        "Your size S/M in BLITZU Calf Compression Sleeve"
        "The size S/M you know says nothing about what this chart goes by: lower thigh girth and thigh girth.",
    ),
}  # fmt: skip


def said(node: object) -> str:
    """The texts of nodes as the widget gets them."""
    return node if isinstance(node, str) else "".join(map(said, node[2:])) if isinstance(node, list) else ""


@pytest.mark.parametrize(("product", "title", "words"), WIDGET.values(), ids=WIDGET)
def test_the_widget_says_whose_size_it_was(service: Service, product: str, title: str, words: str) -> None:
    body = {"question": {"same_as": KNOWN}}
    (card,) = service.post(f"/v1/widget/en/products/{product}/size", body).json()["cards"]
    assert card["title"] == title
    assert words in "".join(map(said, card["top"]))
