"""Google Merchant feeds: items of a group become variants of one product, whatever the feed is written in."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_feeds import FEEDS, expected_of, read_feed, without_defaults

from catalog.formats.feed_kind.kind import kind_of_feed
from catalog.formats.google_feed.read import read_google_feed
from catalog.formats.rows.merchant_xml import MOST_BROKEN
from catalog.formats.rows.row import LONGEST_ROW

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FILES = sorted(path.name for path in FEEDS.glob("google-*") if path.suffix != ".json")
G = 'xmlns:g="http://base.google.com/ns/1.0"'


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return read_feed(read_google_feed, data, now=NOW, **options)


def rss(*items, start=f'<rss version="2.0" {G}><channel>'):
    return start + "".join(f"\n<item>{item}</item>" for item in items) + "\n</channel></rss>"


def only(data):
    products, problems = read(data)
    assert problems == []
    (product,) = products
    return product


@pytest.mark.parametrize("name", FILES)
def test_a_whole_feed_is_read(name):
    products, problems = read((FEEDS / name).read_bytes())
    assert {"products": without_defaults(products), "problems": problems} == expected_of(name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("most", [1, 7, 1000])
def test_how_much_a_file_gives_at_once_changes_nothing(name, most):
    data = (FEEDS / name).read_bytes()
    assert read(data, most=most) == read(data)


SAME = {
    "prefix g": rss("<g:id>1</g:id><g:title>Rivo Sock</g:title><g:price>9 EUR</g:price><g:size>M</g:size>"),
    "another prefix": rss("<x:id>1</x:id><x:title>Rivo Sock</x:title><x:price>9 EUR</x:price><x:size>M</x:size>", start='<rss xmlns:x="https://base.google.com/ns/1.0"><channel>'),
    "default namespace": rss("<id>1</id><title>Rivo Sock</title><price>9 EUR</price><size>M</size>", start='<rss xmlns="http://base.google.com/ns/1.0"><channel>'),
    "no namespace": rss("<id>1</id><title>Rivo Sock</title><price>9 EUR</price><size>M</size>", start="<rss><channel>"),
    "prefix that nobody declared": rss("<g:id>1</g:id><g:title>Rivo Sock</g:title><g:price>9 EUR</g:price><g:size>M</g:size>", start="<rss><channel>"),
    "Atom": f'<feed xmlns="http://www.w3.org/2005/Atom" {G}>\n<entry><g:id>1</g:id><title>Rivo Sock</title><g:price>9 EUR</g:price><g:size>M</g:size></entry></feed>',
    "Atom with a prefix": f'<a:feed xmlns:a="http://www.w3.org/2005/Atom" {G}>\n<a:entry><g:id>1</g:id><a:title>Rivo Sock</a:title><g:price>9 EUR</g:price><g:size>M</g:size></a:entry></a:feed>',
    "RSS 1.0": f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {G}>\n<item><g:id>1</g:id><title>Rivo Sock</title><g:price>9 EUR</g:price><g:size>M</g:size></item></rdf:RDF>',
    "TSV": "id\ttitle\tprice\tsize\n1\tRivo Sock\t9 EUR\tM\n",
    "CSV in quotes": '"id","title","price","size"\r\n"1","Rivo Sock","9 EUR","M"\r\n',
    "names with underscores and prefixes": "g:id\tg:title\tg:price\tg:size\n1\tRivo Sock\t9 EUR\tM\n",
}  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SAME.items()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_feed_is_written_in_changes_nothing(text, encoding):
    products, problems = read(text.encode(encoding))
    assert problems == []
    assert without_defaults(products) == [
        {
            "place": "line 2", "handle": "1", "title": "Rivo Sock",
            "variants": [{"place": "line 2", "shop_id": "1", "title": "Rivo Sock", "options": [["size", "M"]], "price": "9 EUR"}],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("<!-- made at night -->\n<?xml version='1.0'?>", id="a comment"),
        pytest.param("\n# made at night\n", id="a line"),
        pytest.param(
            "<br />\n<b>Warning</b>: no date in <b>feed.php</b><br />\n<?xml version='1.0'?>", id="the server"
        ),
    ],
)
def test_remarks_above_a_feed_are_passed_over(above):
    data = (above + rss("<g:id>1</g:id><g:title>Rivo Sock</g:title>")).encode()
    products, problems = read(data)
    lines = above.count("\n") + 2
    assert (kind_of_feed(data, "feed"), [p.place for p in products], problems) == ("google", [f"line {lines}"], [])


@pytest.mark.parametrize("name", FILES)
def test_a_feed_that_is_cut_anywhere_gives_nothing_that_is_not_in_the_whole(name):
    data = (FEEDS / name).read_bytes()
    whole = {v.title for p in read(data)[0] for v in p.variants}
    for end in range(0, len(data), 5):
        products, problems = read(data[:end])
        if name.endswith(".xml"):
            assert {v.title for p in products for v in p.variants} <= whole
            assert problems
        assert products or problems


DAMAGE = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9), st.sampled_from([b"", b"<", b"&", b"]]>", b"\x00", b"<item>", b"\xff", b'"'])), max_size=4)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(FILES), DAMAGE)
def test_whatever_happened_to_a_feed_it_is_read_or_reported(name, damage):
    data = (FEEDS / name).read_bytes()
    for at, length, put in damage:
        data = data[:at] + put + data[at + length :]
    products, problems = read(data)
    assert products or problems


@pytest.mark.parametrize(
    ("prices", "price"),
    [
        pytest.param("<g:price>40 EUR</g:price>", "40 EUR", id="one price"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price>30 EUR</g:sale_price>", "30 EUR", id="a sale without dates"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price>30 EUR</g:sale_price><g:sale_price_effective_date>2026-11-27/2026-11-27</g:sale_price_effective_date>", "30 EUR", id="a sale of today"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price>30 EUR</g:sale_price><g:sale_price_effective_date>2026-11-28/2026-12-24</g:sale_price_effective_date>", "40 EUR", id="a sale to come"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price>30 EUR</g:sale_price><g:sale_price_effective_date>2026-10-01/2026-11-26</g:sale_price_effective_date>", "40 EUR", id="a sale that is over"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price_effective_date>soon</g:sale_price_effective_date>", "40 EUR", id="dates of no sale"),
        pytest.param("<g:price>40 EUR</g:price><price>44 EUR</price>", "40 EUR", id="Google's goes before another"),
        pytest.param("<g:price>40 EUR</g:price><g:price>40 EUR</g:price>", "40 EUR", id="twice the same"),
    ],
)  # fmt: skip
def test_the_price_is_what_is_asked_today(prices, price):
    assert only(rss(f"<g:id>1</g:id><g:title>A</g:title>{prices}")).variants[0].price == price


@pytest.mark.parametrize(
    ("prices", "problem"),
    [
        pytest.param("<g:price>40 EUR</g:price><g:price>44 EUR</g:price>", "feed: line 2: price: two_columns '40 EUR, 44 EUR' (import_one_value, import_not_taken)", id="two prices"),
        pytest.param("<g:price>40 EUR</g:price><g:sale_price>30 EUR</g:sale_price><g:sale_price_effective_date>soon</g:sale_price_effective_date>", "feed: line 2: sale_price_effective_date: bad_sale_dates 'soon' (feed_sale_dates)", id="no dates"),
    ],
)  # fmt: skip
def test_a_price_that_nobody_can_be_sure_of_is_left_out(prices, problem):
    products, problems = read(rss(f"<g:id>1</g:id><g:title>A</g:title>{prices}"))
    assert (products[0].variants[0].price, problems) == ("", [problem])


SALE = "<g:sale_price>30 EUR</g:sale_price><g:sale_price>33 CHF</g:sale_price>"
TWO = "<g:price>40 EUR</g:price><g:price>44 CHF</g:price>"


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        pytest.param(TWO, ("40 EUR", "44 CHF"), id="two currencies"),
        pytest.param(TWO + SALE, ("30 EUR", "33 CHF"), id="a sale in both"),
        pytest.param(TWO + "<g:price>48 USD</g:price>", ("40 EUR", "44 CHF", "48 USD"), id="three currencies"),
    ],
)
def test_prices_in_several_currencies_are_all_kept_for_who_says_which(prices, expected):
    products, problems = read(rss(f"<g:id>1</g:id><g:title>A</g:title>{prices}"))
    (variant,) = products[0].variants
    assert (variant.price, variant.prices, problems) == ("", expected, [])


def item(number, title, group="", brand="Rivo", **more):
    facts = {"id": number, "title": title, "item_group_id": group, "brand": brand, **more}
    return "".join(f"<g:{name}>{text}</g:{name}>" for name, text in facts.items() if text)


def test_items_of_a_group_are_one_product_wherever_they_stand():
    feed = rss(item("1", "Sock M", "G", size="M"), item("2", "Cap"), item("3", "Sock L", "G", size="L"))
    assert [(p.handle, p.title, [v.shop_id for v in p.variants]) for p in read(feed)[0]] == [
        ("2", "Cap", ["2"]),
        ("G", "Sock", ["1", "3"]),
    ]


def test_items_of_two_brands_are_two_products_though_their_group_has_one_name():
    feed = rss(item("1", "Sock", "G"), item("2", "Sock", "G", brand="Tavo"), item("3", "Sock", "G", brand="RIVO"))
    assert [(p.brand, [v.shop_id for v in p.variants]) for p in read(feed)[0]] == [
        ("Tavo", ["2"]),
        ("Rivo", ["1", "3"]),
    ]


def test_a_group_of_which_an_item_cannot_be_read_is_whole_without_it():
    feed = rss(item("1", "", "G"), item("2", "Sock M", "G"), item("3", "", "H"))
    products, problems = read(feed)
    assert [[v.shop_id for v in p.variants] for p in products] == [["2"]]
    assert [p.partition(" (")[0] for p in problems] == ["feed: line 2: title: missing", "feed: line 4: title: missing"]


@pytest.mark.parametrize(
    ("facts", "options"),
    [
        pytest.param([{"gender": "female"}, {"gender": "female"}], [[], []], id="the same in all"),
        pytest.param([{"gender": "female"}, {"gender": "male"}], [[("gender", "female")], [("gender", "male")]], id="gender differs"),
        pytest.param([{"age_group": "adult"}, {}], [[("age_group", "adult")], []], id="said of one alone"),
        pytest.param([{"size": "M", "size_type": "tall"}, {"size": "M"}], [[("size", "M"), ("size_type", "tall")], [("size", "M")]], id="kind of size"),
    ],
)  # fmt: skip
def test_what_items_of_a_group_differ_by_is_an_option(facts, options):
    (product,) = read(rss(*(item(str(n), "Sock", "G", **fact) for n, fact in enumerate(facts, start=1))))[0]
    assert [list(v.options) for v in product.variants] == options


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        pytest.param(["Rivo Sock, black, M", "Rivo Sock, black, L"], "Rivo Sock", id="size and colour behind"),
        pytest.param(["Rivo Sock [M] for runners", "Rivo Sock [L] for runners"], "Rivo Sock", id="in the middle"),
        pytest.param(["Sleeve M", "Calf Sleeve L"], "Sleeve M", id="nothing in common"),
        pytest.param(
            ["Rivo Media | Firme - Color black - Talla M", "Rivo Media | Firme - Color black - Talla L"],
            "Rivo Media | Firme",
            id="with the names of size and colour",
        ),
        pytest.param(["Rivo Team", "Rivo Team"], "Rivo Team", id="the letter of a size that is none"),
    ],
)
def test_the_title_of_a_group_is_what_its_titles_share(titles, title):
    sizes = ("M", "L")
    feed = rss(*(item(size, text, "G", size=size, color="black") for size, text in zip(sizes, titles, strict=True)))
    product = only(feed)
    assert (product.title, [v.title for v in product.variants]) == (title, titles)


def test_attributes_that_a_shop_named_itself_are_read_where_a_brand_file_has_a_place():
    detail = "<g:product_detail><g:attribute_name>{}</g:attribute_name><g:attribute_value>{}</g:attribute_value></g:product_detail>"
    named = detail.format("Compression class", "2") + detail.format("Length", "38") + detail.format("Sport", "running")
    own = "<c:fsa_eligible>yes</c:fsa_eligible><c:warehouse>7</c:warehouse><c:Stoff>Nylon</c:Stoff>"
    start = f'<rss {G} xmlns:c="http://base.google.com/cns/1.0"><channel>'
    product = only(rss(item("1", "Sock") + named + own, start=start))
    assert (product.pressure, product.uses, product.fabric, product.flags) == (
        "2",
        ("running",),
        "Nylon",
        (("fsa eligible", "yes"),),
    )
    assert (product.features, product.not_kept) == (("Compression class: 2", "Length: 38"), {"warehouse": 1})


@pytest.mark.parametrize(
    ("last", "problem"),
    [
        pytest.param(
            "price\n1\tSock\t29.9", "feed: line 2: price: cut_off '29.9' (shop_whole_cell, shop_cell_cut)", id="a price"
        ),
        pytest.param("price\n1\tSock\t29.90\n", "", id="a price in a line that ends"),
        pytest.param("description\n1\tSock\tFirm", "", id="words"),
    ],
)
def test_a_last_cell_that_may_be_cut_is_not_read_where_a_part_says_another_thing(last, problem):
    products, problems = read("id\ttitle\t" + last)
    assert problems == ([problem] if problem else [])
    assert products[0].variants[0].price == ("29.90" if last.endswith("\n") else "")


def test_descriptions_that_differ_by_the_names_of_items_alone_are_told_once():
    texts = {
        "M": "Rivo Sock M. Firm at the calf.",
        "L": "Rivo Sock L. Firm at the calf.",
        "XL": "Rivo Sock XL. Not medical.",
    }
    feed = rss(*(item(s, f"Rivo Sock {s}", "G", size=s, description=text) for s, text in texts.items()))
    assert only(feed).description == "Rivo Sock M. Firm at the calf.\nRivo Sock XL. Not medical."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param('<!DOCTYPE rss [<!ENTITY a "' + "a" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]><rss><item>&b;</item></rss>', "feed: line 1: not_a_feed (rows_formats, rows_no_dtd)", id="entity bomb"),
        pytest.param('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "feed: line 1: not_a_feed (rows_formats, rows_no_dtd)", id="document type"),
        pytest.param("<products><product/></products>", "feed: line 1: not_a_feed (rows_formats, rows_rss_or_atom)", id="another document"),
        pytest.param("<rss><item><id>1</id>" + "<a>" * 5000, "feed: line 1: too_deep (tables_depth, rows_unclosed)", id="deep"),
        pytest.param("<rss><item><id>1</id><description>" + "a" * (LONGEST_ROW + 1) + "</description></item></rss>", "feed: line 1: row_too_long (rows_longest, rows_unclosed)", id="long item"),
        pytest.param("<rss><channel></channel></rss>", "feed: empty_feed (rows_one_row, rows_look_at_export)", id="no item"),
        pytest.param("id\ttitle\tprice\n", "feed: empty_feed (rows_one_row, rows_look_at_export)", id="no row"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_reported_and_gives_nothing(data, problem):
    assert read(data) == ([], [problem])


def test_behind_a_broken_item_the_next_ones_are_read_with_their_lines():
    broken = [f"<g:id>{n}</g:id><g:title>Sock {n}{'<b>' if n % 3 == 0 else ''}</g:title>" for n in range(1, 40)]
    products, problems = read(rss(*broken))
    assert [(p.handle, p.place) for p in products] == [(str(n), f"line {n + 1}") for n in range(1, 40) if n % 3]
    assert [re.search(r"line (\d+)", p)[1] for p in problems] == [str(n + 1) for n in range(1, 40) if n % 3 == 0]


def test_in_a_feed_of_one_line_the_item_is_named():
    items = ["<id>1</id><title>A", *(f"<g:id>{number}</g:id><g:title></g:title>" for number in (2, 3))]
    items += ["<g:id>4</g:id><g:title>Rivo & Sock</g:title>", "<g:id>5</g:id><g:title>A</g:tilte>", "<g:id>3</g:id>"]
    products, problems = read(rss(*items).replace("\n", ""))
    assert [product.place for product in products] == ["line 1: item 4"]
    assert [problem.partition(" (")[0] for problem in problems] == [
        "feed: line 1: not_xml 'mismatched tag'", "feed: line 1: item 2: title: missing",
        "feed: line 1: item 3: title: missing", "feed: line 1: item 5: not_xml 'mismatched tag'",
        "feed: line 1: item 6: title: missing",
    ]  # fmt: skip


def test_signs_that_can_mean_one_thing_only_are_no_fault():
    items = [
        f"<g:id>{n}</g:id><g:title>Sock &amp; Cap {n}</g:title><link>https://rivo.example/?a=1&b={n}\x0b</link>"
        for n in (1, 2)
    ]
    products, problems = read(rss(*items))
    assert problems == []
    assert [(p.place, p.title, p.link) for p in products] == [
        ("line 2", "Sock & Cap 1", "https://rivo.example/?a=1&b=1"),
        ("line 3", "Sock & Cap 2", "https://rivo.example/?a=1&b=2"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>").encode("cp1252"), id="Windows-1252"),
        pytest.param(b'<?xml version="1.0" encoding="utf-8"?>' + rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>").encode("cp1252"), id="Windows-1252 that says it is UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1252"?>' + rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>").encode("cp1252"), id="Windows-1252 that says so"),
        pytest.param(rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>").encode().replace("É".encode(), b"\xc9"), id="UTF-8 with a stray byte"),
        pytest.param(('<?xml version="1.0" encoding="ISO-8859-1"?>' + rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>")).encode(), id="UTF-8 that says it is ISO-8859-1"),
        pytest.param(('<?xml version="1.0" encoding="UTF-8"?>' + rss("<g:id>1</g:id><g:title>Größe</g:title>", "<g:id>2</g:id><g:title>Élite</g:title>")).encode("utf-16"), id="UTF-16 that says it is UTF-8"),
    ],
)  # fmt: skip
def test_a_feed_is_read_in_what_it_is_written_in(data):
    products, problems = read(data)
    assert ([p.title for p in products], problems) == (["Größe", "Élite"], [])


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(rss("<g:id>1</g:id><g:title>A & B<b></g:title>"), id="more is wrong in the item"),
        pytest.param(rss("<g:id>1</g:id><g:title>A & B</g:title>").removesuffix("</channel></rss>"), id="the feed is not closed"),
    ],
)  # fmt: skip
def test_an_item_with_another_fault_is_not_read(feed):
    products, problems = read(feed)
    assert (products, [p.partition(" '")[0] for p in problems]) == ([], ["feed: line 2: not_xml"])


def test_an_endless_row_of_broken_items_ends():
    products, problems = read(rss(*["<g:id>1</g:id><b>"] * (MOST_BROKEN + 5)))
    assert (products, len(problems)) == ([], MOST_BROKEN + 1)


def test_every_item_may_have_an_address_as_browsers_show_it():
    items = (f"<g:id>{n}</g:id><g:title>A</g:title><link>https://rivo.example/?a=1&b={n}</link>" for n in range(1200))
    products, problems = read(rss(*items))
    assert ([p.link for p in products], problems) == ([f"https://rivo.example/?a=1&b={n}" for n in range(1200)], [])


def test_texts_that_are_marked_as_such_stay_as_they_are_in_an_item_that_is_mended():
    product = only(
        rss(
            "<!-- A & B --><g:id>1</g:id><g:title><![CDATA[Calf & Quad]]></g:title><g:brand>Rivo & Sons</g:brand>"
            "<link><![CDATA[https://rivo.example/?a=1&b=2]]></link><g:image_link>https://rivo.example/?c=1&d=2</g:image_link>"
        )
    )
    assert (product.title, product.brand, product.link) == (
        "Calf & Quad",
        "Rivo & Sons",
        "https://rivo.example/?a=1&b=2",
    )
    assert product.image == "https://rivo.example/?c=1&d=2"


def test_names_of_characters_that_only_html_has_are_read():
    product = only(rss("<g:id>1</g:id><g:title>Calf&nbsp;Sleeve &eacute;lite &unheard;</g:title>"))
    assert product.title == "Calf Sleeve élite &unheard;"


def test_an_entity_in_an_address_of_an_attribute_does_no_harm():
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" {G}><entry><g:id>1</g:id><title>A</title><link href="https://rivo.example/?a=1&amp;b=2"/></entry></feed>'
    assert only(feed).link == "https://rivo.example/?a=1&b=2"


def test_a_mark_of_order_inside_a_text_is_not_read():
    assert only("\ufeffid\ttitle\n1\t\ufeffRivo Sock\n").title == "Rivo Sock"
