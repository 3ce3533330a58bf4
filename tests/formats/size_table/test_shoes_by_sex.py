"""Two columns of shoe sizes in one system, for women and for men, are two charts; nothing of them is passed over."""

from __future__ import annotations

import pytest
from support.table_cases import limits

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from catalog.model.read_chart import ReadChart

WOMEN, MEN = ("35-37", "38-40"), ("39-41", "42-44")
Column = tuple[str, tuple[str, ...]]


def charts_of(*columns: Column) -> tuple[ReadChart, ...]:
    """The charts of a table with the sizes S and M, and the columns that are named."""
    heads = "".join(f"<th>{head}</th>" for head, _ in columns)
    rows = "".join(
        f"<tr><td>{size}</td>{''.join(f'<td>{texts[n]}</td>' for _, texts in columns)}</tr>"
        for n, size in enumerate(("S", "M"))
    )
    page = f"<table><tr><th>Size</th>{heads}</tr>{rows}</table>"
    return read_tables(tables_of(page.encode(), "page"), limits()).charts


@pytest.mark.parametrize(
    ("women", "men", "point"),
    [
        pytest.param("Shoe size EU Women", "Shoe size EU Men", "shoe_eu", id="EU"),
        pytest.param("Shoe UK Women", "Shoe UK Men", "shoe_uk", id="UK"),
        pytest.param("Schuhgröße Damen EU", "Schuhgröße Herren EU", "shoe_eu", id="German"),
    ],
)
def test_women_and_men_have_a_chart_each(women: str, men: str, point: str) -> None:
    figures = {"UK": (("4-6", "6.5-8"), ("6-8", "8.5-10"))}.get(women[5:7], (WOMEN, MEN))
    charts = charts_of((women, figures[0]), (men, figures[1]))
    assert [(c.audience, c.keyed_by, tuple(row.band(point) for row in c.rows)) for c in charts] == [
        ("women", (point,), figures[0]),
        ("men", (point,), figures[1]),
    ]
    assert [c.passed_over for c in charts] == [(), ()]


def test_each_has_the_american_sizes_of_its_own() -> None:
    of_women, of_men = ("Shoe US Women", ("5-6", "7-8")), ("Shoe US Men", ("6-8", "9-10"))
    charts = charts_of(("Shoe EU Women", WOMEN), ("Shoe EU Men", MEN), of_women, of_men)
    assert [(c.audience, c.keyed_by) for c in charts] == [
        ("women", ("shoe_eu|shoe_us_women",)),
        ("men", ("shoe_eu|shoe_us_men",)),
    ]


def test_sizes_of_no_system_are_no_chart() -> None:
    assert charts_of(("Women's shoe size", WOMEN), ("Men's shoe size", MEN)) == ()


@pytest.mark.parametrize(
    ("columns", "keyed_by", "passed"),
    [
        pytest.param([("Shoe US Women", ("5-6", "7-8")), ("Shoe US Men", ("6-8", "9-10"))], ("shoe_us_women|shoe_us_men",), [], id="American sizes, which differ by sex"),
        pytest.param([("Shoe EU Women", WOMEN), ("Shoe EU Men", WOMEN)], ("shoe_eu",), ["Shoe EU Men"], id="the same for both"),
        pytest.param([("Shoe EU Women", WOMEN), ("Shoe EU Men", MEN), ("Calf (cm)", ("28-33", "34-38"))], ("calf_max_girth",), ["Shoe EU Women", "Shoe EU Men"], id="named beside a girth, which is for both"),
    ],
)  # fmt: skip
def test_one_chart_stays_one(columns: list[Column], keyed_by: tuple[str, ...], passed: list[str]) -> None:
    (chart,) = charts_of(*columns)
    assert (chart.audience, chart.keyed_by, [p.head for p in chart.passed_over]) == (None, keyed_by, passed)
