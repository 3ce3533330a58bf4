"""The fingerprint of a record is that of its JSON as the standard library writes it: databases hold such ones."""

import json
from hashlib import sha256

import pytest
from building import SOURCE, chart, product
from msgspec import Struct
from msgspec.structs import astuple, replace

from catalog.model.leg import LegPoint
from catalog.model.product import Audience, Money, Price
from catalog.model.quantities import Pressure
from catalog.store.fingerprint import chart_digest, digest, product_digest

ROWS = {"S": ("30", "34"), "M": (None, "38")}


def as_written_by_the_standard_library(record):
    def fields(struct):
        assert isinstance(struct, Struct)
        return [getattr(struct, name) for name in struct.__struct_fields__]

    text = json.dumps(record, separators=(",", ":"), default=fields)
    return sha256(text.encode("ascii")).hexdigest()[:32]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(("a", "b"), id="texts"),
        pytest.param(('"', "\\", "/", "\\u00e9"), id="quotes and backslashes"),
        pytest.param(("".join(map(chr, range(32))), "\x7f"), id="control characters"),
        pytest.param(("é", "–", "’", "\u00a0", "\u2028", "ß\x7fß"), id="letters outside ASCII"),
        pytest.param(("\U0001f9e6", "x\uffff\U00010000y"), id="beyond sixteen bits"),
        pytest.param((0, -1, 10**15, True, False, None, ()), id="numbers and nothing"),
        pytest.param((LegPoint.CALF, Audience.WOMEN), id="words of a list"),
        pytest.param(Pressure(180), id="a record of one field"),
        pytest.param(
            product("a", chart=chart(ROWS), price=Price(Money(1999, "EUR"), SOURCE), name="Sock™ – é"), id="product"
        ),
        pytest.param((("medical", "unknown", '[["a", [["text", "\\u00e9"]]]]'), ()), id="verdicts"),
    ],
)
def test_it_is_that_of_the_json_in_ascii(record):
    assert digest(record) == as_written_by_the_standard_library(record)


def test_what_is_no_record_has_none():
    with pytest.raises(TypeError):
        digest(object())


def test_a_later_field_changes_no_fingerprint_of_what_has_no_use_for_it():
    plain = product("a", chart=chart({"M": ("30", "34")}), aliases=(), size_page="", chart_missing_since="")
    as_before = [*astuple(plain)[:-4]]
    as_before[7] = [astuple(plain.charts[0])[:-1]]
    assert product_digest(plain) == as_written_by_the_standard_library(tuple(as_before))


@pytest.mark.parametrize(
    "fields",
    [
        {"aliases": ("b",)},
        {"size_page": "https://x.example"},
        {"chart_missing_since": "2026-11-27"},
        {"aliases": ("", "")},
    ],
    ids=str,
)
def test_what_it_says_changes_it(fields):
    assert len({product_digest(product("a")), product_digest(product("a", **fields))}) == 2


def test_a_taken_chart_is_another_one():
    own = chart({"M": ("30", "34")})
    assert chart_digest(own) != chart_digest(replace(own, chart_of="b"))
