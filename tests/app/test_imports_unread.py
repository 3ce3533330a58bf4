"""What an import could not read, or was not given, leaves the brand files of a shop as they are, and is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from importing import POLICY, Shop, export, row

from catalog.app.import_shop import write_import
from catalog.messages.messages import Messages
from catalog.model.import_report import ImportReport
from catalog.report.imported import import_lines
from catalog.report.plain import plain_lines

ROW = '{ size = "M", calf_max_girth = "34-38" }'


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.engine.dispose()


def brought(shop: Shop, *rows: str) -> ImportReport:
    """The report of an import into brand files."""
    return write_import(shop.ready(export(*rows), into=shop.folder / "brands"), POLICY)


def brand_file(shop: Shop) -> str:
    """What stands in the brand file above the marks."""
    return (shop.folder / "brands" / "stride.toml").read_text("utf-8").partition("# What the last import")[0]


def without_table(text: str) -> str:
    """The lines of a product whose description has words alone."""
    return text.partition("<table>")[0] + text.partition("</table>")[2]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(row("run", m="34/38?"), id="a cell that is no figure"),
        pytest.param(row("run", m="13.5-15").replace("28-33", "11-13"), id="inches under a heading of cm"),
    ],
)
def test_what_was_not_read_of_a_chart_stays_and_is_said(shop: Shop, again: str) -> None:
    brought(shop, row("run"))
    before = brand_file(shop)
    report = brought(shop, again)
    assert (brand_file(shop), report.notes[0].code, report.notes[0].product) == (before, "kept_charts", "stride-run")
    assert report.unread > 0
    assert [product for product in report.products if product.fields] == []


def test_a_correction_stays_where_the_shop_has_no_table_any_more(shop: Shop) -> None:
    brought(shop, row("run"))
    file = shop.folder / "brands" / "stride.toml"
    file.write_text(file.read_text("utf-8").replace("34-38", "34-38.5"), "utf-8")
    before = brand_file(shop)
    report = brought(shop, without_table(row("run")))
    assert brand_file(shop) == before
    lines = "\n".join(plain_lines(import_lines(report), Messages("en")))
    assert "charts: yours S: 28-33 cm; M: 34-38.5 cm; the shop has it no longer" in lines
