"""What an import could not read, or was not given, leaves the brand files of a shop as they are, and is said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from importing import POLICY, Shop, export, row

from catalog.app.fetch import Fetcher
from catalog.app.import_shop import BringOptions, ImportRequest, limits_of, read_mapping, ready_import, write_import
from catalog.app.import_source import source_files
from catalog.formats.shop_import.chart_mapping import MappedChart
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
    lines = "\n".join(plain_lines(import_lines(report), Messages("en")))
    assert "where it is wrong, correct it or take it out of the file" in lines


def test_a_chart_of_before_that_no_leg_has_now_stays_and_what_to_do_is_said(shop: Shop) -> None:
    ankles = row("run", m="30-34").replace("Calf", "Ankle")
    brought(shop, ankles)
    before = brand_file(shop)
    columns = (
        ("<th>Ankle (cm)</th>", "<td>28-33</td>", "<td>30-34</td>"),
        ("<th>Calf (cm)</th>", "<td>17-19</td>", "<td>20-22</td>"),
    )
    swapped = ankles
    for own, other in zip(*columns, strict=True):
        swapped = swapped.replace(own, own + other)
    report = brought(shop, swapped)
    assert (brand_file(shop), report.notes[0].code) == (before, "kept_charts")
    assert "chart_impossible" in {note.code for note in report.notes}
    assert report.unread > 0


def test_a_figure_that_the_shop_left_out_stays_and_is_not_called_missing(shop: Shop) -> None:
    report = brought(shop, row("run", m="–"))
    assert "measure_missing" in {note.code for note in report.notes}
    (shop.folder / "brands" / "stride.toml").unlink()
    brought(shop, row("run"))
    before = brand_file(shop)
    report = brought(shop, row("run", m="–"))
    assert brand_file(shop) == before
    assert {"kept_charts", "measure_missing"} & {note.code for note in report.notes} == {"kept_charts"}


def test_a_correction_stays_where_the_shop_has_no_table_any_more(shop: Shop) -> None:
    brought(shop, row("run"))
    file = shop.folder / "brands" / "stride.toml"
    file.write_text(file.read_text("utf-8").replace("34-38", "34-38.5"), "utf-8")
    before = brand_file(shop)
    report = brought(shop, without_table(row("run")))
    assert brand_file(shop) == before
    lines = "\n".join(plain_lines(import_lines(report), Messages("en")))
    assert "charts: yours S: 28-33 cm; M: 34-38.5 cm; the shop has it no longer" in lines


def options_of(shop: Shop, *rows: str, **options: Any) -> ImportReport:
    """The report of an import into brand files with other options than the one before."""
    (shop.folder / "export.csv").write_text(export(*rows), "utf-8")
    bring = BringOptions("2026-11-28", limits_of(POLICY), **options)
    with ExitStack() as opened:
        sources = source_files([str(shop.folder / "export.csv")], io.BytesIO(), Fetcher(), opened)
        return write_import(ready_import(ImportRequest(bring, into=shop.folder / "brands"), sources, POLICY), POLICY)


def charts_for(shop: Shop, vendor: str) -> tuple[MappedChart, ...]:
    """A chart that a person gives to all of a vendor."""
    (shop.folder / "chart.csv").write_text("Size,Calf (cm)\nS,28-33\nM,34-39\n", "utf-8")
    (shop.folder / "charts.toml").write_text(
        f'[[charts]]\nfile = "chart.csv"\nfor = {{ vendor = "{vendor}" }}\n', "utf-8"
    )
    return read_mapping(shop.folder / "charts.toml", limits_of(POLICY))


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param({}, ["kept_price"], id="a currency"),
        pytest.param({"address": "https://stride.example"}, ["kept_shop"], id="the address of the shop"),
        pytest.param({"is_own_shop": True}, ["kept_own"], id="that the shop is the maker's own"),
        pytest.param(
            {"address": "https://stride.example", "is_own_shop": True}, ["kept_shop", "kept_own"], id="both of the shop"
        ),
    ],
)
def test_an_option_that_was_forgotten_is_no_news_of_the_shop(
    shop: Shop, options: dict[str, Any], codes: list[str]
) -> None:
    options_of(shop, row("run"), **{"currency": "EUR", **options})
    before = brand_file(shop)
    for _ in range(2):
        report = options_of(shop, row("run"), **({"currency": "EUR"} if options else {}))
        assert brand_file(shop) == before
        assert [note.code for note in report.notes] == codes
        assert {p.action.value for p in report.products} == {"unchanged"}


def test_charts_that_were_forgotten_stay_until_they_are_given_anew(shop: Shop) -> None:
    plain = without_table(row("run"))
    options_of(shop, plain, currency="EUR", charts=charts_for(shop, "Stride"))
    before = brand_file(shop)
    report = options_of(shop, plain, currency="EUR")
    assert (brand_file(shop), [note.code for note in report.notes[:1]]) == (before, ["kept_given"])
    report = options_of(shop, plain, currency="EUR", charts=charts_for(shop, "Alto"))
    assert ("[[chart]]" in before, "[[chart]]" in brand_file(shop)) == (True, False)


def test_figures_of_the_shop_beside_charts_that_were_forgotten_are_named_once(shop: Shop) -> None:
    options_of(shop, without_table(row("run")), currency="EUR", charts=charts_for(shop, "Stride"))
    named = [
        [(": ".join(change.path), change.before, change.after) for p in report.products for change in p.corrections]
        for report in (options_of(shop, row("run", m=m), currency="EUR") for m in ("34-39", "35-38", "35-38", "34-38"))
    ]
    change = "charts: M: calf_max_girth", "34-39 cm"
    assert named == [[], [(*change, "35-38 cm")], [], [(*change, "34-38 cm")]]


def test_a_product_that_came_for_its_chart_alone_is_not_gone_without_it(shop: Shop) -> None:
    plain = row("run", title="Crew").partition('"<p>')[0] + ",Stride,Crews,,TRUE,Size,S,run-S,3,29.90,,active\n"
    options_of(shop, plain, currency="EUR", charts=charts_for(shop, "Stride"))
    report = options_of(shop, plain, row("race"), currency="EUR")
    assert "sold_out" not in brand_file(shop)
    assert {p.id: p.action.value for p in report.products} == {"stride-run": "unchanged", "stride-race": "new"}


def test_a_price_that_a_person_corrected_stays_corrected(shop: Shop) -> None:
    options_of(shop, row("run"), currency="EUR")
    file = shop.folder / "brands" / "stride.toml"
    file.write_text(file.read_text("utf-8").replace("29.90 EUR", "25.00 EUR"), "utf-8")
    before = brand_file(shop)
    for currency in ("", "EUR", "EUR"):
        options_of(shop, row("run"), currency=currency)
        assert brand_file(shop) == before


def test_the_file_of_the_right_shop_goes_on_without_an_address(shop: Shop) -> None:
    options_of(shop, row("run"), currency="EUR", address="https://a.example")
    options_of(shop, row("race"), currency="EUR", address="https://b.example")
    for handle, file in (("run", "stride.toml"), ("race", "stride-2.toml")):
        report = options_of(shop, row(handle, price="24.90"), currency="EUR")
        assert [(p.id, p.file, p.action.value) for p in report.products] == [(f"stride-{handle}", file, "changed")]


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        pytest.param("Arm Sleeves", [], id="of products that are left out"),
        pytest.param("Hike Sock", ["sku_twice"], id="of a product that is taken"),
    ],
)
def test_a_sku_of_two_variants_is_a_problem_where_one_of_them_is_taken(
    shop: Shop, title: str, codes: list[str]
) -> None:
    report = brought(shop, row("run"), row("arm", title=title).replace("arm-M", "arm-S"))
    assert [problem.code for problem in report.problems] == codes
    assert bool(report.left_out) is not bool(codes)


def test_skus_of_which_a_spreadsheet_made_numbers_stay_and_are_named(shop: Shop) -> None:
    whole = row("run").replace("run-S", "00417").replace("run-M", "00418")
    brought(shop, whole)
    before = brand_file(shop)
    report = brought(shop, whole.replace("00417", "417").replace("00418", "418.0"))
    assert brand_file(shop) == before
    note = next(note for note in report.notes if note.code == "kept_sku")
    assert dict(note.facts) == {"count": 2, "text": "417 (00417), 418.0 (00418)"}
