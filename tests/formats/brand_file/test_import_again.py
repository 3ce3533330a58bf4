"""A second import into a file that a person corrected: what changes in the text, to the letter, and what is reported."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
import tomli
from brand_imports import changed, told

from catalog.formats.brand_file.files import write_files
from catalog.formats.brand_file.plan import FilesPlan, plan_files
from catalog.formats.brand_file.shop_read import ShopRead
from catalog.formats.draft.models import BrandDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.draft.validation import brand_draft
from catalog.formats.toml_files import parsed

DATA = tomli.loads((Path(__file__).resolve().parents[2] / "cases" / "brand_imports.toml").read_text("utf-8"))
CASES = [pytest.param(case, id=case["id"]) for case in DATA["case"]]
MARKS = "# What the last import wrote"


def feed(*changes: list[str]) -> BrandDraft:
    """What the shop says, after some changes of the first feed."""
    text = changed(DATA["shop"], *changes)
    place = FieldPath(ProblemCollector(), ("shop.toml",))
    data = parsed(text, place)
    assert data is not None
    draft = brand_draft(data, text, place)
    assert not place.collector.problems
    return draft


def import_into(folder: Path, draft: BrandDraft, *, complete: bool = True, **read: Any) -> FilesPlan:
    """The plan of an import that was carried out."""
    plan = plan_files(folder, {"Acme": draft}, ShopRead(complete=complete, **read))
    write_files(plan)
    return plan


def difference(before: str, after: str) -> str:
    """The lines that differ above the marks."""
    texts = [text.partition(MARKS)[0].splitlines() for text in (before, after)]
    lines = list(difflib.unified_diff(*texts, n=0, lineterm=""))[2:]
    return "".join(f"{line}\n" for line in lines if not line.startswith("@@"))


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_the_file(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    first = case.get("first", ())
    import_into(tmp_path, feed(*first))
    mine = changed(file.read_text("utf-8"), *case.get("person", ()))
    file.write_text(mine, "utf-8")
    second = feed(*first, *case.get("shop", ()))
    read = {name: frozenset(case.get(name, ())) for name in ("unsure_skus", "repeated")}
    plan = import_into(tmp_path, second, complete=case.get("complete", True), **read)
    text = file.read_text("utf-8")
    assert (difference(mine, text), told(plan)) == (case.get("difference", ""), case.get("report", []))
    assert not any(report.rewritten for report in plan.report.files)
    import_into(tmp_path, second, complete=case.get("complete", True), **read)
    assert file.read_text("utf-8") == text, "a third import of the same feed changes nothing"


def test_what_the_first_import_writes(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    assert (tmp_path / "acme.toml").read_text("utf-8").partition(MARKS)[0] == DATA["file"]


def test_a_size_of_the_shop_stands_before_a_larger_one_that_a_person_added(tmp_path: Path) -> None:
    (case,) = (case for case in DATA["case"] if case["id"] == "a size of the shop before one that a person added")
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    file.write_text(changed(file.read_text("utf-8"), *case["person"]), "utf-8")
    import_into(tmp_path, feed(*case["shop"]))
    rows = tomli.loads(file.read_text("utf-8"))["chart"][0]["rows"]
    assert [row["size"] for row in rows] == ["S", "M", "L", "XL", "XXL"]


RENAMED = (['"acme-run-sleeve"', '"acme-sleeve-2"'],)
"""The shop has another handle for the sleeve, and the same SKU."""


def test_a_product_that_a_person_took_out_stays_out_under_another_id(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    head, _, rest = file.read_text("utf-8").partition('[[product]]\nid = "acme-run-sleeve"')
    file.write_text(head + MARKS + rest.partition(MARKS)[2], "utf-8")
    plan = import_into(tmp_path, feed(*RENAMED))
    assert told(plan) == ["product acme-run-sleeve: taken_out"]
    assert "acme-sleeve-2" not in file.read_text("utf-8").partition(MARKS)[0]


def test_a_plan_says_which_id_a_product_has_in_its_file(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    assert plan_files(tmp_path, {"Acme": feed(*RENAMED)}).names == {"acme-sleeve-2": "acme-run-sleeve"}
