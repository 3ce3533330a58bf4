"""Drafts that wait in a temporary file come back as they were, each brand by itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from catalog.formats.brand_file.canonical import fields_of
from catalog.formats.brand_file.draft_spool import DraftSpool
from catalog.formats.brand_file.packed import packed_fields, unpacked_fields
from catalog.formats.draft.models import BrandDraft, ProductDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.draft.validation import brand_draft
from catalog.model.import_report import ImportNote

SEED = sorted((Path(__file__).resolve().parents[3] / "seed" / "brands").glob("*.toml"))


def draft_of(path: Path) -> BrandDraft:
    """The draft of a shipped file."""
    text = path.read_text("utf-8")
    return brand_draft(tomli.loads(text, parse_float=Decimal), text, FieldPath(ProblemCollector(), (path.name,)))


def test_every_shipped_draft_comes_back_as_it_was() -> None:
    spool, drafts = DraftSpool(), {path.stem: draft_of(path) for path in SEED}
    for brand, draft in drafts.items():
        spool.add(brand, [], draft.source, draft.chart)
    for at in range(max(len(draft.product) for draft in drafts.values())):
        for brand, draft in drafts.items():
            spool.add(brand, list(enumerate(draft.product))[at : at + 1], (), ())
    assert list(spool) == list(drafts)
    for brand, draft in drafts.items():
        assert fields_of(spool[brand]) == {**fields_of(draft), "brand": brand}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Decimal("82.50"), id="a figure with decimals"),
        pytest.param(10**30, id="a figure beyond 64 bits"),
        pytest.param(-(10**30), id="one below them"),
        pytest.param([{"size": "é – 袜"}, [True, 3]], id="tables and lists"),
    ],
)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    again = unpacked_fields(packed_fields({"a": value}))["a"]
    assert (again, type(again), str(again)) == (value, type(value), str(value))


def test_halves_of_characters_are_replaced_as_in_a_file() -> None:
    assert unpacked_fields(packed_fields({"a\ud83d": "Run \ud83d Sock"})) == {"a?": "Run ? Sock"}


def test_drafts_are_changed_by_their_numbers_whenever_they_are_made() -> None:
    spool = DraftSpool()
    for number in (7, 8):
        spool.add("Stride", [(number, ProductDraft(id="run"))], (), ())

    def settle(number: int, draft: ProductDraft) -> tuple[ImportNote, ...]:
        draft.id = f"{draft.id}-{number}"
        return (ImportNote("id_taken", draft.id),)

    assert [p.id for p in spool["Stride"].product] == ["run"], "of several with one id the first counts"
    spool.settle = settle
    for _ in range(2):
        assert [p.id for p in spool["Stride"].product] == ["run-7", "run-8"]
    assert [note.product for note in spool.settlement_notes("Stride")] == ["run-7", "run-8"]
