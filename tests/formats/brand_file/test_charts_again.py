"""A second import of charts: corrected by a person or not; the same, changed, gone or unread; of one product or two."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomli
from brand_imports import changed, told
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from catalog.formats.brand_file.chart_names import renamed_in_marks
from catalog.formats.brand_file.files import write_files
from catalog.formats.brand_file.marks import mark
from catalog.formats.brand_file.plan import FilesPlan, plan_files
from catalog.formats.brand_file.shop_read import CHARTS, ShopRead
from catalog.formats.draft.models import BrandDraft

DATA = tomli.loads((Path(__file__).resolve().parents[2] / "cases" / "chart_imports.toml").read_text("utf-8"))
CASES = [pytest.param(case, id=case["id"]) for case in DATA["case"]]
SOURCE = {"id": "shop", "url": "file:shop.csv", "seen_on": "2026-11-27", "read_as": "data", "confidence": "quoted"}


def feed(charts: dict[str, str]) -> BrandDraft:
    """What a shop says of products with these charts, each called by its figures as an import calls it."""
    tables = {text: chart(text) for text in charts.values() if text}
    products = [
        {"id": f"acme-{name}", "name": name, "garment": "sock", "sources": ["shop"],
         "charts": [tables[text]["id"]] if text else [], "variant": [{"sku": f"{name}-{size}"} for size in "SM"]}
        for name, text in charts.items()
    ]  # fmt: skip
    return BrandDraft.model_validate(
        {"brand": "Acme", "source": [SOURCE], "chart": list(tables.values()), "product": products}
    )


def chart(text: str) -> dict[str, Any]:
    """A chart of calves; one that begins with `in` or `ankle` is of inches, or of ankles besides."""
    first, *_ = text.split()
    unit, points = ("in" if first == "in" else "cm"), ["calf_max_girth", *(["ankle_min_girth"] * (first == "ankle"))]
    cells = [row.split() for row in text.removeprefix("in ").removeprefix("ankle ").split(", ")]
    rows = [{"size": size, **dict(zip(points, bands, strict=True))} for size, *bands in cells]
    digest = sha256(text.encode()).hexdigest()[:4]
    return {"id": f"acme-{digest}", "keyed_by": points, "unit": unit, "source": "shop", "rows": rows}


def import_into(folder: Path, charts: dict[str, str], *unread: str, is_all_read: bool = True) -> FilesPlan:
    """The plan of an import that was carried out; of the `unread` products the charts could not be read whole."""
    parts = {f"acme-{name}": frozenset({CHARTS}) for name in unread}
    plan = plan_files(folder, {"Acme": feed(charts)}, ShopRead(is_all_read=is_all_read, unread=parts))
    write_files(plan)
    return plan


def sizes(plan: FilesPlan) -> dict[str, str]:
    """The charts in force of each product, written as in the cases."""
    fields = tomli.loads(next(iter(plan.texts.values())))
    at_top = {chart["id"]: chart for chart in fields.get("chart", ())}
    products = fields["product"]
    of_products = {p["id"]: [*map(at_top.__getitem__, p.get("charts", ())), *p.get("chart", ())] for p in products}
    return {id.removeprefix("acme-"): " + ".join(map(_text, charts)) for id, charts in of_products.items()}


def _text(chart: dict[str, Any]) -> str:
    rows = (" ".join(row.values()) for row in chart["rows"])
    prefix = "in " if chart["unit"] == "in" else "ankle " if len(chart["keyed_by"]) > 1 else ""
    return prefix + ", ".join(rows)


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_the_charts(case: dict[str, Any], tmp_path: Path) -> None:
    first = DATA["shop"] | case.get("first", {})
    import_into(tmp_path, first)
    file = tmp_path / "acme.toml"
    for number, step in enumerate(case["step"]):
        file.write_text(changed(file.read_text("utf-8"), *step.get("person", ())), "utf-8")
        shop, options = first | step.get("shop", {}), {"is_all_read": step.get("is_all_read", True)}
        plan = import_into(tmp_path, shop, *step.get("unread", ()), **options)
        expected = first | step.get("sizes", {})
        assert (number, sizes(plan), told(plan)) == (number, expected, step.get("report", []))
        assert not any(report.rewritten for report in plan.report.files)
        again = import_into(tmp_path, shop, *step.get("unread", ()), **options)
        assert again.texts == plan.texts, "another import of the same changes nothing"
        assert [line for line in told(again) if line.endswith("(new)")] == [], "and tells no news"


@pytest.mark.parametrize(
    ("products", "names"),
    [
        pytest.param([(["a", "b"], ["old a", "old b"])], {"old a": "a", "old b": "b"}, id="both of one product"),
        pytest.param([(["a", "c"], ["old a", "c"])], {"old a": "a"}, id="one that is called as before"),
        pytest.param([(["a", "own"], ["old a"])], {"old a": "a"}, id="one of a person's own"),
        pytest.param([(["a", "b"], ["old a"])], {}, id="one more than before"),
        pytest.param([(["a"], ["old a"]), (["b"], ["old a"])], {}, id="two for one"),
        pytest.param([(["c"], ["c"]), (["a"], [])], {}, id="none that was renamed"),
    ],
)
def test_charts_that_were_renamed_in_the_marks(
    products: list[tuple[list[str], list[str]]], names: dict[str, str]
) -> None:
    used = [(charts, {"charts": ",".join(map(mark, written))}) for charts, written in products]
    expected = {mark(old): id for old, id in names.items()}
    assert renamed_in_marks({"a": {}, "b": {}, "c": {}}, used) == expected


PRINTED = st.sampled_from(
    ["", "S 28-33, M 34-38, L 39-44", "S 28-33, M 35-39, L 39-44", "S 28-33, M ?, L 39-45", "S 27-33, M 34-38",
     "in S 11-13, M 13.5-15", "ankle S 28-33 18-20, M 34-38 21-23", "S 28-33, L 39-44",
     "Small 28-33, Medium 34-38, Large 39-44", "Small 28-33, Medium 35-39", "Small ?, Medium 34-38"]
)  # fmt: skip
ROUNDS = st.lists(
    st.tuples(st.fixed_dictionaries({"sock": PRINTED, "sleeve": PRINTED, "knee": PRINTED}), st.booleans()),
    min_size=1, max_size=4,
)  # fmt: skip


@given(st.fixed_dictionaries({"sleeve": PRINTED, "knee": PRINTED}), ROUNDS)
@settings(max_examples=40, deadline=None, phases=[Phase.reuse, Phase.generate])
def test_a_correction_is_never_lost(others: dict[str, str], rounds: list[tuple[dict[str, str], bool]]) -> None:
    with TemporaryDirectory() as name:
        plan = import_into(Path(name), DATA["shop"] | others)
        ((path, text),) = plan.texts.items()
        before, chart, after = text.partition(f'id = "{feed(DATA["shop"]).product[0].charts[0]}"')
        path.write_text(before + chart + after.replace("34-38", "34-38.5", 1), "utf-8")
        for shop, is_unread in rounds:
            unread = [product for product, text in shop.items() if "?" in text or (is_unread and "M" not in text)]
            plan = import_into(Path(name), shop, *unread)
            charts = sizes(plan)
            assert " 34-38.5" in charts["sock"]
            assert not any(" + " in text for text in charts.values())
            assert not any("S " in text and "Small " in text for text in charts.values()), "never sizes of two kinds"
            assert not any("M " in text and "Medium " in text for text in charts.values())
            again = import_into(Path(name), shop, *unread)
            assert again.texts == plan.texts
            assert [line for line in told(again) if "→" in line or line.endswith("(new)")] == []
