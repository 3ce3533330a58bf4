"""However an export is written it says the same, and what is cut off says nothing that the whole does not say."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict
from shop_feeds import FEEDS, read_feed
from test_shop_exports import CASES, FILES

SHOPIFY = "shopify-late-mark.csv"
WOOCOMMERCE = "woocommerce-german.csv"
SOUND = {name: (FEEDS / name).read_text("utf-8").replace("\ufeff", "") for name in (SHOPIFY, WOOCOMMERCE)}
TABLES = {
    SHOPIFY: [row for row in csv.reader(io.StringIO(SOUND[SHOPIFY], newline="")) if len(row) == 27],
    WOOCOMMERCE: list(csv.reader(io.StringIO(SOUND[WOOCOMMERCE], newline=""))),
}


def facts(reader, data):
    """What an export says, without the lines on which it stands and the order of what is counted."""
    products, problems = read_feed(reader, data)
    return [_facts(product) for product in products], len(problems)


def _facts(record):
    fields = asdict(record)
    del fields["place"]
    if "variants" in fields:
        fields["variants"] = [_facts(variant) for variant in fields["variants"]]
    return fields


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.randoms(use_true_random=False), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.booleans(),
)  # fmt: skip
def test_however_it_is_written_an_export_says_the_same(name, chance, separator, end, quoting, encoding, has_comment):
    rows = TABLES[name]
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    out = io.StringIO(newline="")
    out.write(f"# Exported today{end}" if has_comment else "")
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows([row[at] for at in order] for row in rows)
    plain = io.StringIO(newline="")
    csv.writer(plain).writerows(rows)
    assert facts(FILES[name], out.getvalue().encode(encoding)) == facts(FILES[name], plain.getvalue().encode())


def is_part(part, whole):
    """Whether a record of a file that is cut off says nothing but what the record of the whole file says."""
    fields = asdict(whole)
    return all(not value or value == fields[name] for name, value in asdict(part).items())


SOUND_CASES = [case for case in CASES if not case.values[1].get("problems")]


@pytest.mark.parametrize(
    ("reader", "data"),
    [pytest.param(FILES[name], (FEEDS / name).read_bytes(), id=name) for name in FILES]
    + [pytest.param(case.values[0], case.values[1]["text"].encode(), id=case.id) for case in SOUND_CASES],
)
def test_a_file_that_is_cut_off_anywhere_gives_no_variant_that_the_whole_has_not(reader, data):
    products, _ = read_feed(reader, data)
    variants = {variant.place: variant for product in products for variant in product.variants}
    titles = {product.title for product in products}
    for at in range(len(data)):
        cut, problems = read_feed(reader, data[:at])
        for product in cut:
            assert product.title in titles or not product.title
            assert all(is_part(variant, variants[variant.place]) for variant in product.variants), (at, problems)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b"{", b"\0"])), max_size=4),
)  # fmt: skip
def test_whatever_happened_to_a_file_it_is_read_or_reported(name, cuts):
    data = (FEEDS / name).read_bytes()
    for at, length, put in cuts:
        data = data[:at] + put + data[at + length :]
    products, problems = read_feed(FILES[name], data)
    assert products or problems or not data.strip()
