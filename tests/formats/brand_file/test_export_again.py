"""An export of legfit comes back into brand files that an import wrote: corrections are taken, the shop's marks stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from brand_imports import changed, told
from test_import_again import CASES, MARKS, difference, feed, import_into

from catalog.formats.brand_file.files import write_files
from catalog.formats.brand_file.plan import FilesPlan, plan_files
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.draft.models import BrandDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.draft.validation import brand_draft
from catalog.formats.toml_files import parsed

PERSON = (['name = "Run Sock"', 'name = "Long Sock"'], ['"34-38"', '"34 - 38.0"'])
"""What a person corrected in the file before: a name, and a figure that is written another way."""


def exported(folder: Path, *changes: list[str]) -> BrandDraft:
    """What an export of the brand files says, after some changes."""
    (products,) = read_brand_files([folder]).values()
    text = changed(brand_text(brand_draft_of(products[0].brand, products)), *changes)
    place = FieldPath(ProblemCollector(), ("export",))
    data = parsed(text, place)
    assert data is not None
    return brand_draft(data, text, place)


def corrected(folder: Path, draft: BrandDraft) -> FilesPlan:
    plan = plan_files(folder, {draft.brand or "": draft}, exported={draft.brand or ""})
    write_files(plan)
    return plan


@pytest.fixture
def file(tmp_path: Path) -> Path:
    import_into(tmp_path, feed())
    path = tmp_path / "acme.toml"
    path.write_text(changed(path.read_text("utf-8"), *PERSON), "utf-8")
    return path


def test_an_untouched_export_changes_no_byte(file: Path) -> None:
    before = file.read_bytes()
    plan = corrected(file.parent, exported(file.parent))
    assert (told(plan), file.read_bytes()) == ([], before)


@pytest.mark.parametrize("case", CASES)
def test_whatever_a_person_corrected_before_an_untouched_export_changes_no_byte(
    case: dict[str, Any], tmp_path: Path
) -> None:
    import_into(tmp_path, feed(*case.get("first", ())))
    path = tmp_path / "acme.toml"
    path.write_text(changed(path.read_text("utf-8"), *case.get("person", ())), "utf-8")
    before = path.read_bytes()
    plan = corrected(tmp_path, exported(tmp_path))
    assert (told(plan), path.read_bytes()) == ([], before)


NAME = "product acme-run-sock: name: Long Sock → Sock"


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        pytest.param([['"Long Sock"', '"Sock"']], [NAME], id="a name"),
        pytest.param([['"28-33"', '"28-33.5"']], ["chart acme-calves-1: rows: S: calf_max_girth: 28-33 → 28-33.5"], id="a figure"),
        pytest.param([['text = "Knitted for long runs."', 'text = "For trails."']], ["product acme-run-sock: claim: kind other, position description, text Knitted for long runs. → ", "product acme-run-sock: claim:  → kind other, position description, text For trails."], id="a claim"),
        pytest.param([['sku = "RS-S"', 'sku = "RS-XS"']], ["product acme-run-sock: variant: RS-S: sku RS-S, size S, price 39.00 EUR, stock 3 → ", "product acme-run-sock: variant: RS-XS:  → sku RS-XS, size S, price 39.00 EUR, stock 3"], id="another variant"),
        pytest.param([['sku = "RS-S"\nsize = "S"\nprice = { amount = "39.00 EUR" }', 'sku = "RS-S"\nsize = "S"\nprice = { amount = "35.00 EUR" }']], ["product acme-run-sock: variant: RS-S: price: amount: 39.00 EUR → 35.00 EUR"], id="a price"),
    ],
)  # fmt: skip
def test_what_a_person_changed_in_it_is_a_correction_that_stays(
    file: Path, changes: list[list[str]], lines: list[str]
) -> None:
    before = file.read_text("utf-8")
    plan = corrected(file.parent, exported(file.parent, *changes))
    text = file.read_text("utf-8")
    assert sorted(told(plan)) == sorted(lines)
    assert text.partition(MARKS)[2] == before.partition(MARKS)[2]
    assert not any(report.rewritten for report in plan.report.files)
    again = corrected(file.parent, exported(file.parent))
    shop = import_into(file.parent, feed())
    assert [told(again), [line for line in told(shop) if " → " in line]] == [[], []]
    assert difference(text, file.read_text("utf-8")) == ""


def test_skus_of_which_a_spreadsheet_made_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    import_into(tmp_path, feed(['"RS-S"', '"00417"'], ['"RS-M"', '"418"']))
    before = (tmp_path / "acme.toml").read_bytes()
    sheet = exported(tmp_path, ['"00417"', '"417"'], ['"418"', '"418.0"'])
    assert told(corrected(tmp_path, sheet)) == ["product acme-run-sock: sku not known, 417 (00417), 418.0 (418) stays"]
    assert (tmp_path / "acme.toml").read_bytes() == before


def test_a_sku_without_zeros_of_another_size_is_another_variant(tmp_path: Path) -> None:
    import_into(tmp_path, feed(['"RS-S"', '"00417"']))
    sheet = exported(tmp_path, ['sku = "00417"\nsize = "S"', 'sku = "417"\nsize = "L"'])
    assert told(corrected(tmp_path, sheet)) == [
        "product acme-run-sock: variant: 00417: sku 00417, size S, price 39.00 EUR, stock 3 → ",
        "product acme-run-sock: variant: 417:  → sku 417, size L, price 39.00 EUR, stock 3",
    ]


def test_another_stock_is_taken_and_the_next_one_of_the_shop_too(file: Path) -> None:
    corrected(file.parent, exported(file.parent, ["stock = 5", "stock = 1"]))
    assert "stock = 1" in file.read_text("utf-8")
    import_into(file.parent, feed(["stock = 5", "stock = 7"]))
    assert "stock = 7" in file.read_text("utf-8")


def test_a_product_that_is_new_in_it_is_a_persons_own_and_one_taken_out_stays_out(file: Path) -> None:
    sheet = exported(file.parent, ['id = "acme-run-sleeve"', 'id = "acme-own"'], ['sku = "SL-S"', 'sku = "OWN"'])
    text, sleeve = file.read_text("utf-8"), '[[product]]\nid = "acme-run-sleeve"'
    old = exported(file.parent)
    head, _, rest = text.partition(sleeve)
    file.write_text(head + MARKS + rest.partition(MARKS)[2], "utf-8")
    assert told(corrected(file.parent, old)) == ["product acme-run-sleeve: taken_out"]
    assert told(corrected(file.parent, sheet)) == ["product acme-own: new"]
    import_into(file.parent, feed())
    after = file.read_text("utf-8")
    assert 'id = "acme-own"' in after
    assert "sold_out" not in after
    assert sleeve not in after
