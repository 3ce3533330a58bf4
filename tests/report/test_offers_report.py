"""What people are shown of offers: the price and the shop of a size, every variant of a product, no unsafe address."""

import pytest
from building import SOURCE, chart, gates, product
from msgspec.structs import replace

from catalog.commands.repeat import RepeatableCommand
from catalog.documents.answer import answer_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.money import Money
from catalog.model.offer import NO_OFFER, Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Price, Variant
from catalog.model.question import Detail
from catalog.report.lines import Style
from catalog.report.matches import entry_values
from catalog.report.offers import offers_of
from catalog.report.page import Results
from catalog.report.plain import plain_lines, text_of
from catalog.report.product import one_product
from catalog.search.catalog_index import Candidate, index_of
from catalog.search.find import find
from catalog.web.page.frame import render
from catalog.web.page.view import View

POLICY = shipped_policy()
EN = Messages("en")
SIZED = chart({"S": ("30", "34"), "M": ("35", "38")})
QUESTION = parse_question({"garment": "any", "legs": {"calf_max_girth": "36 cm"}}, POLICY)
LINK, IMAGE = "https://shop.example/m?a=1&b=<2>", "https://shop.example/m.jpg"
HOSTILE = ("javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:alert(1)", "//shop.example/m", " https://x.example")


def offer(price=None, link="", stock=None, availability=Availability.IN_STOCK, image=""):
    return Offer(availability, stock, Money.parse(price) if price else None, link, image)


def sock(medium, *others, small=NO_OFFER, listed="60 EUR"):
    """A sock with offers on size M, in three colours, and on S."""
    colours = zip(("black", "red", "blue"), (medium, *others), strict=False)
    variants = [Variant(f"a-m-{colour}", "M", colour, offer=said) for colour, said in colours]
    price = Price(Money.parse(listed), SOURCE) if listed else None
    return product("a", name="Sock", chart=SIZED, price=price, variants=(*variants, Variant("a-s", "S", offer=small)))


def answer(sold):
    return find(QUESTION, index_of([Candidate(sold, gates())]), POLICY)


def lines_with_offers(sold):
    """The lines that an answer about a product has for its offers."""
    bare = sock(NO_OFFER, *[NO_OFFER] * (len(sold.variants) - 2), listed="60 EUR" if sold.price else None)
    plain = plain_lines(one_product(answer(bare), RepeatableCommand()), EN)
    return [line for line in plain_lines(one_product(answer(sold), RepeatableCommand()), EN) if line not in plain]


@pytest.mark.parametrize(
    ("sold", "expected"),
    [
        pytest.param(sock(offer("45 EUR", LINK)), ["In size M it costs 45.00 EUR.", "Where to buy it:", f"  {LINK}"], id="price and link"),
        pytest.param(sock(offer("45 EUR")), ["In size M it costs 45.00 EUR."], id="a price"),
        pytest.param(sock(offer("45 EUR"), offer("44 EUR")), ["In size M it costs 44.00 EUR."], id="the cheaper colour"),
        pytest.param(sock(offer(link=LINK)), ["Where to buy it:", f"  {LINK}"], id="a link"),
        pytest.param(sock(NO_OFFER, small=offer("45 EUR", LINK)), [], id="of another size"),
        *(pytest.param(sock(offer(link=link)), [], id=link) for link in HOSTILE),
    ],
)  # fmt: skip
def test_a_size_is_shown_with_its_price_and_its_shop(sold, expected):
    assert lines_with_offers(sold) == expected


DATED = replace(offer("45 EUR"), priced_on="2026-11-27")


def test_a_price_of_a_shop_has_its_day_everywhere():
    sold = sock(replace(offer("46 EUR"), priced_on="2026-11-20"), DATED)
    assert lines_with_offers(sold) == ["In size M it costs 45.00 EUR (as of 27 November 2026)."]
    (card,) = Results(answer(sold), advised=False).cards
    assert text_of(card.price, EN) == "45.00 EUR, as of 27 November 2026"
    assert plain_lines(offers_of(sold), EN)[1].endswith("in stock, 45.00 EUR (as of 27 November 2026)")
    for detail, names in ((Detail.STANDARD, ["price"]), (Detail.FULL, ["price", "basket"])):
        match = as_data(answer_document(answer(sold), EN, detail))["matches"][0]
        assert match["price"] == {"minor": 4500, "currency": "EUR", "seen_on": "2026-11-27"}
        days = [variant["price"].get("seen_on") for variant in match["basket"]]
        assert days == (["2026-11-20", "2026-11-27"] if "basket" in names else [None, None])


def test_a_price_of_another_size_has_its_day_too():
    (card,) = Results(answer(sock(NO_OFFER, small=DATED, listed="60 EUR")), advised=False).cards
    assert text_of(card.price, EN) == "from 45.00 EUR, as of 27 November 2026"


def test_an_address_is_never_folded():
    (line,) = [line for line in one_product(answer(sock(offer(link=LINK))), RepeatableCommand()) if line.words == LINK]
    assert line.style is Style.VERBATIM


@pytest.mark.parametrize(
    ("medium", "others", "link", "image"),
    [
        pytest.param(offer(link="a", availability=Availability.SOLD_OUT), [offer(link="b", image="i")], "b", "i", id="in stock first"),
        pytest.param(offer(link="a", availability=Availability.SOLD_OUT), [offer(link="b", availability=Availability.UNKNOWN)], "b", "", id="then not known"),
        pytest.param(offer(link="a", image="j", availability=Availability.SOLD_OUT), [], "a", "j", id="sold out at last"),
        pytest.param(offer(), [offer(link="b", image="i")], "b", "i", id="one that has a link"),
    ],
)  # fmt: skip
def test_link_and_image_are_those_of_the_variant_to_buy(medium, others, link, image):
    (match,) = answer(sock(medium, *others)).matches
    assert (match.link, match.image) == (link, image)


@pytest.mark.parametrize(
    ("detail", "of_match", "of_variant"),
    [
        pytest.param(Detail.BRIEF, set(), {"price"}, id="brief"),
        pytest.param(Detail.STANDARD, {"price", "link", "image"}, {"price"}, id="standard"),
        pytest.param(Detail.FULL, {"price", "link", "image"}, {"price", "link", "image"}, id="full"),
    ],
)
def test_each_detail_has_its_part_of_an_offer(detail, of_match, of_variant):
    sold = sock(offer("45 EUR", LINK, 3, image=IMAGE), NO_OFFER)
    document = as_data(answer_document(answer(sold), EN, detail))
    (match,) = document["matches"]
    first, second = match["basket"]
    names = {"price", "link", "image"}
    assert (names & match.keys(), names & first.keys(), names & second.keys()) == (of_match, of_variant, set())
    assert first["price"] == {"minor": 4500, "currency": "EUR"}
    assert [v["availability"] for v in match["basket"]] == ["in_stock", "unknown"]


@pytest.mark.parametrize(
    ("sold", "price", "shop"),
    [
        pytest.param(sock(offer("45 EUR", LINK)), "45.00 EUR", LINK, id="of the size"),
        pytest.param(sock(NO_OFFER, small=offer("45 EUR")), "from 45.00 EUR", "", id="of another size"),
        pytest.param(sock(NO_OFFER), "60.00 EUR, as the source printed it on 1 November 2026", "", id="as printed"),
        pytest.param(sock(NO_OFFER, listed=None), "", "", id="not known"),
        *(pytest.param(sock(offer("45 EUR", link)), "45.00 EUR", "", id=link) for link in HOSTILE),
    ],
)  # fmt: skip
def test_a_card_of_the_page_has_price_and_shop(sold, price, shop):
    (card,) = Results(answer(sold), advised=False).cards
    assert (text_of(card.price, EN), card.shop) == (price, shop)


@pytest.mark.parametrize(
    ("availability", "words", "cautions"),
    [
        pytest.param(Availability.IN_STOCK, "in stock", [], id="some"),
        pytest.param(Availability.SOLD_OUT, "", ["Size M is sold out."], id="none"),
        pytest.param(Availability.UNKNOWN, "", [], id="not known"),
    ],
)
def test_a_card_of_the_page_says_what_is_in_stock(availability, words, cautions):
    (card,) = Results(answer(sock(offer("45 EUR", LINK, availability=availability))), advised=False).cards
    assert text_of(card.stock, EN) == words
    assert [text_of(line.words, EN) for line in card.cautions] == cautions


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_links_to_the_shop_and_loads_nothing_from_it(language):
    messages = Messages(language)
    sold = sock(offer("45 EUR", LINK, image=IMAGE))
    view = View(messages, {"calf_max_girth": ("36",)}, answer=answer(sold))
    html = render("page.html", messages, view.languages(), view=view)
    escaped = LINK.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shop = messages.text("page.shop")
    assert f'<a href="{escaped}" target="_blank" rel="noopener noreferrer nofollow">{shop}</a>' in html
    assert (IMAGE in html, "<2>" in html) == (False, False)


def test_every_variant_of_which_something_is_said_is_a_line():
    sold = sock(
        offer("45 EUR", LINK, 7),
        offer(availability=Availability.SOLD_OUT, stock=0),
        NO_OFFER,
        small=offer(link=HOSTILE[0]),
    )
    assert plain_lines(offers_of(sold), EN) == [
        "- M black [a-m-black]: in stock (7), 45.00 EUR", f"  {LINK}", "- M red [a-m-red]: sold out", "- S [a-s]: in stock",
    ]  # fmt: skip


def test_a_row_for_a_program_has_the_price_of_the_size():
    (match,) = answer(sock(offer("45 EUR"), small=offer("30 EUR"))).matches
    assert [entry_values(match)[name] for name in ("price", "currency")] == ["45.00", "EUR"]
