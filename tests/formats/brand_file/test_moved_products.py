"""A product that a person moved to another file: no import writes there, but what the shop changed since is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_import_again import MARKS, changed, feed, import_into, told

SOCK = '[[product]]\nid = "acme-run-sock"'
SLEEVE = '[[product]]\nid = "acme-run-sleeve"'
ELSEWHERE = "product acme-run-sock: elsewhere"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sock with a chart of its own, moved to a file of the person's own."""
    import_into(tmp_path, feed(['charts = ["acme-calves-1"]\n', ""]))
    text = (tmp_path / "acme.toml").read_text("utf-8")
    head, _, rest = text.partition("[[chart]]")
    chart, _, products = rest.partition(SOCK)
    sock, _, sleeve = products.partition(SLEEVE)
    (tmp_path / "acme.toml").write_text(head + SLEEVE + sleeve, "utf-8")
    (tmp_path / "socks.toml").write_text(f"{head}[[chart]]{chart}{SOCK}{sock}", "utf-8")
    return tmp_path


def again(folder: Path, *changes: list[str], **read: bool) -> list[str]:
    """What a further import tells, which changes nothing in either file above the marks."""
    texts = [path.read_text("utf-8").partition(MARKS)[0] for path in sorted(folder.iterdir())]
    lines = told(import_into(folder, feed(['charts = ["acme-calves-1"]\n', ""], *changes), **read))
    assert [path.read_text("utf-8").partition(MARKS)[0] for path in sorted(folder.iterdir())] == texts
    return lines


def test_without_news_nothing_is_told_of_it(folder: Path) -> None:
    assert again(folder) == [ELSEWHERE]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        pytest.param(["stock = 3", "stock = 2"], ["variant: RS-S: stock: yours 3, the shop's 2"], id="a stock"),
        pytest.param(['name = "Run Sock"', 'name = "Sock"'], ["name: yours Run Sock, the shop's Sock"], id="a name"),
        pytest.param(['"34-38"', '"34-39"'], ["charts: M: calf_max_girth: yours 34-38, the shop's 34-39"], id="a figure"),
        pytest.param(['  { size = "L", calf_max_girth = "39-44" },\n', ""], ["charts: L: yours size L, calf_max_girth 39-44, the shop's "], id="a size less"),
        pytest.param(['text = "Knitted for long runs."', 'text = "For trails."'], ["claim: yours , the shop's kind other, position description, text For trails."], id="a claim"),
        pytest.param(['sku = "RS-M"\nsize = "M"', 'sku = "RS-L"\nsize = "L"'], [
            "variant: RS-L: yours , the shop's sku RS-L, size L, price 39.00 EUR, stock 5",
            "variant: RS-M: yours sku RS-M, size M, price 39.00 EUR, stock 5, the shop's ",
        ], id="another variant"),
    ],
)  # fmt: skip
def test_what_the_shop_changed_is_told_each_time(folder: Path, change: list[str], lines: list[str]) -> None:
    expected = [ELSEWHERE, *(f"product acme-run-sock: {line} (new)" for line in lines)]
    assert [again(folder, change), again(folder, change)] == [expected, expected]


def test_what_the_person_corrected_there_and_the_shop_did_not_change_is_no_news(folder: Path) -> None:
    file = folder / "socks.toml"
    file.write_text(changed(file.read_text("utf-8"), ['"34-38"', '"34-38.5"'], ["stock = 5\n", ""]), "utf-8")
    assert again(folder) == [ELSEWHERE]


def test_a_variant_is_not_called_gone_where_the_source_is_a_part(folder: Path) -> None:
    fewer = ['[[product.variant]]\nsku = "RS-M"\nsize = "M"\nprice = { amount = "39.00 EUR" }\nstock = 5\n', ""]
    assert again(folder, fewer, complete=False) == [ELSEWHERE]


def test_once_the_person_wrote_it_too_it_is_told_no_more_but_its_next_change_is(folder: Path) -> None:
    file, change = folder / "socks.toml", ["stock = 3", "stock = 2"]
    file.write_text(changed(file.read_text("utf-8"), change), "utf-8")
    assert again(folder, change) == [ELSEWHERE]
    assert again(folder) == [ELSEWHERE, "product acme-run-sock: variant: RS-S: stock: yours 2, the shop's 3 (new)"]
