"""The ruling of a brand file: what it has to say, and what is refused with its place and what to do."""

from __future__ import annotations

import pytest
from brand_texts import HEAD, read_brand_text

from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.messages.messages import Messages
from catalog.model.catalog_ruling import Ruled
from catalog.model.problem import BadInput

FILE = HEAD.format(seen="2026-11-01")
RULING = """
[[product.ruling]]
ruling = "sport"
why = "A running shop sells it."
source = "page"
date = "2026-11-27"
"""
OPEN = RULING.replace('"sport"', '"open"') + 'would_settle = "the product page"\n'
PLACE = "x.toml: product linter-sock: ruling"


def test_a_ruling_is_read_with_its_source() -> None:
    (product,) = read_brand_text(FILE + RULING, "x.toml")
    ruling = product.ruling
    assert ruling is not None
    assert (ruling.ruled, ruling.why, ruling.on) == (Ruled.SPORT, "A running shop sells it.", "2026-11-27")
    assert (ruling.source, ruling.evidence) == (product.sources[0], "")


def test_what_is_left_open_says_what_would_settle_it() -> None:
    (product,) = read_brand_text(FILE + OPEN, "x.toml")
    assert product.ruling is not None
    assert (product.ruling.ruled, product.ruling.would_settle) == (Ruled.OPEN, "the product page")


@pytest.mark.parametrize("text", [RULING, OPEN, RULING + 'evidence = "0123456789abcdef"\n'])
def test_written_and_read_again_it_is_the_same(text: str) -> None:
    products = read_brand_text(FILE + text, "x.toml")
    assert read_brand_text(brand_text(brand_draft_of("Linter", products)), "x.toml") == products


def without(name: str) -> str:
    return "\n".join(line for line in RULING.splitlines() if not line.startswith(f"{name} =")) + "\n"


FAULTS = [
    pytest.param(without("source"), [f"{PLACE}: source: expected the id of the source that the decision rests on. Add it."], id="no source"),
    pytest.param(without("why"), [f"{PLACE}: why: expected why it is decided so. Add it."], id="no reason"),
    pytest.param(without("date"), [f"{PLACE}: date: expected the day of the decision, like “2026-11-27”. Add it."], id="no day"),
    pytest.param(without("ruling"), [f"{PLACE}: ruling: expected one of sport, medical, open. Add it."], id="no ruling"),
    pytest.param(RULING.replace("2026-11-27", "2026-11"), [f"{PLACE}: date: read '2026-11', expected a day, like “2026-11-27”."], id="a month"),
    pytest.param(RULING.replace("2026-11-27", "unknown"), [f"{PLACE}: date: read 'unknown', expected a day, like “2026-11-27”."], id="an unknown day"),
    pytest.param(RULING.replace('"sport"', '"leave"'), [f"{PLACE}: ruling: read 'leave', expected one of sport, medical, open. Known here: sport, medical, open."], id="another word"),
    pytest.param(RULING.replace('"page"', '"pge"'), [f"{PLACE}: source: read 'pge', expected the id of a [[source]] of this file. Did you mean “page”?"], id="no such source"),
    pytest.param(RULING.replace('"sport"', '"open"'), [f"{PLACE}: would_settle: expected what would settle it. Add it."], id="open, and nothing would settle it"),
    pytest.param(RULING + 'by = "me"\n', [f"{PLACE}: by: read 'me', expected one of catalog. Did you mean “catalog”?"], id="by somebody else"),
    pytest.param(RULING + OPEN, [f"{PLACE}: expected one decision for a product. Take the second one out."], id="two rulings"),
    pytest.param("\n[[product.ruling]]\n", [
        f"{PLACE}: ruling: expected one of sport, medical, open. Add it.",
        f"{PLACE}: why: expected why it is decided so. Add it.",
        f"{PLACE}: date: expected the day of the decision, like “2026-11-27”. Add it.",
        f"{PLACE}: source: expected the id of the source that the decision rests on. Add it.",
    ], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_what_a_ruling_may_not_lack(text: str, expected: list[str]) -> None:
    with pytest.raises(BadInput) as error:
        read_brand_text(FILE + text, "x.toml")
    assert [Messages("en").problem(p) for p in error.value.problems] == expected
