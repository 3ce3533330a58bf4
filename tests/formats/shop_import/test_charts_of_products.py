"""Size charts of products: inside descriptions, of fields, and of the file that a person gives; each kept once."""

from __future__ import annotations

import pytest
from support.bringing import LIMITS, brought, loaded, note_facts, options, product, variant

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.shop_import.bring import Bringer
from catalog.formats.shop_import.chart_mapping import read_chart_mapping
from catalog.formats.shop_import.described import reduced
from catalog.model.leg import LegPoint
from catalog.model.read_chart import ReadChart, ReadRow


def table(low=30, head="Calf (cm)", caption="", sizes="SM"):
    """A chart of some sizes from a figure on."""
    rows = "".join(f"<tr><td>{s}</td><td>{low + 4 * n}-{low + 4 + 4 * n}</td></tr>" for n, s in enumerate(sizes))
    title = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{title}<tr><th>Size</th><th>{head}</th></tr>{rows}</table>"


def rows(result):
    """The rows of the charts that a product brings first."""
    return [chart.rows for chart in result.charts]


SMALL = [{"size": "S", "calf_max_girth": "30-34"}, {"size": "M", "calf_max_girth": "34-38"}]


def test_a_chart_of_a_description():
    result = brought(product(description=f"<p>Compression</p>{table()}"))
    (chart,) = result.charts
    assert (chart.keyed_by, chart.unit, chart.source, chart.rows) == (
        ["calf_max_girth"],
        "cm",
        "export-shop-example",
        SMALL,
    )
    assert result.draft.charts == [chart.id]
    assert chart.id is not None
    assert chart.id.startswith("etape-calf-max-girth-")
    assert loaded([result])[0][0].chart is not None


def test_cells_of_a_chart_that_was_read_are_no_claim():
    cells = "<td>M</td><td>13-15.5 in</td><td>8 in</td>"
    markup = f"<table><tr><th>Size</th><th>Calf</th><th>Ankle</th></tr><tr><td>S</td><td>11-13 in</td><td>7 in</td></tr><tr>{cells}</tr></table>"
    result = brought(product(description=f"<p>Graduated compression for runners.</p>{markup}<p>In black.</p>"))
    assert not [claim.text for claim in result.draft.claim if "11-13" in claim.text or "in •" in claim.text]


def test_the_same_chart_in_inches_is_no_claim_either():
    inches = "<tr><td>S</td><td>11.8-13.4</td></tr><tr><td>M</td><td>13.4-15.0</td></tr>"
    twin = f"<table><tr><th>Size</th><th>Calf (in)</th></tr>{inches}</table>"
    result = brought(product(description=f"<p>Compression for runners.</p>{table()}<p>In inches</p>{twin}"))
    (chart,) = result.charts
    assert (chart.rows, chart.note) == (SMALL, "printed in in too")
    assert [claim.text for claim in result.draft.claim if claim.position == "description"] == [
        "Compression for runners. In inches"
    ]


def test_a_chart_of_many_products_is_kept_once_whatever_stands_around_it():
    bringer = Bringer(options())
    texts = (f"<p>Compression for {n} runs.</p>{table()}<p>Wash at {n} degrees.</p>" for n in range(5))
    results = [bringer.bring(product(handle=f"sock-{n}", description=text)) for n, text in enumerate(texts)]
    assert len({tuple(r.draft.charts) for r in results}) == 1
    assert [len(r.charts) for r in results] == [1, 0, 0, 0, 0]
    assert loaded(results)[1] == []


def test_the_id_of_a_chart_does_not_depend_on_who_comes_first():
    first, second = (product(handle=h, description="Compression" + table(low)) for h, low in (("a", 30), ("b", 31)))
    one, other = (
        [Bringer(options()).bring(p).draft.charts for p in order] for order in ((first, second), (second, first))
    )
    assert one == other[::-1]


def test_charts_of_two_brands_are_two():
    bringer = Bringer(options())
    results = [bringer.bring(product(brand=brand, description="compression" + table())) for brand in ("Etape", "Col")]
    assert results[0].draft.charts != results[1].draft.charts
    assert loaded(results)[1] == []


@pytest.mark.parametrize(
    ("block", "stays"),
    [
        pytest.param("<p>Soft yarn.</p>", False, id="nothing of a chart"),
        pytest.param("<p>The <b>Run Sock 17</b> is knitted for long runs.</p>", False, id="a sentence with a figure"),
        pytest.param("<li>" + "Run Sock 17 " * 10 + "</li>", False, id="a figure in more words than a title has"),
        pytest.param("<p>For women only.</p>", True, id="whom it is for"),
        pytest.param("<p>For <b>women</b> only.</p>", True, id="whom it is for, between tags"),
        pytest.param("<p>Measured in <i>cm</i> in 2026.</p>", True, id="a unit"),
        pytest.param("<p class='x'>Chart&nbsp;2</p>", True, id="a title with a figure"),
        pytest.param("<div>Soft yarn.</div>", True, id="no paragraph"),
        pytest.param("<li><p>5 < 6 <b>soft</b></li>", True, id="a paragraph that does not end"),
    ],
)
def test_paragraphs_that_say_nothing_of_a_chart_are_not_read_with_it(block, stays):
    assert reduced(f"{block}<ul></ul>{table()}") == f"{block if stays else ''}<ul></ul>{table()}"


def test_products_of_one_chart_share_its_reading_whatever_else_is_said_of_them():
    bringer = Bringer(options())
    for number in (1, 2):
        bringer.bring(product(description=f"<p>Run Sock {number} is a compression sock.</p>{table()}"))
    assert bringer.look.__self__._reader._read.cache_info().misses == 1


@pytest.mark.parametrize(
    ("title", "charts", "expected", "codes"),
    [
        pytest.param("Women's Compression Sock", (table(30, caption="Women"), table(34, caption="Men")), ["30-34"], [], id="women"),
        pytest.param("Men's Compression Sock", (table(30, caption="Women"), table(34, caption="Men")), ["34-38"], [], id="men"),
        pytest.param("Compression Sock", (table(30, caption="Women"), table(34, caption="Men")), [], ["several_charts"], id="nobody"),
        pytest.param("Women's Compression Sock", (table(30),), ["30-34"], [], id="chart for everybody"),
        pytest.param("Women's Compression Sock", (table(34, caption="Men"),), [], ["chart_for_others"], id="chart for others"),
        pytest.param("Compression Sock", (table(34, caption="Men"),), ["34-38"], [], id="the only chart"),
        pytest.param("Compression Sock", (table(30), table(34)), [], ["several_charts"], id="two charts"),
        pytest.param("Compression Sock", (table(30), table(30)), ["30-34"], [], id="the same chart twice"),
        pytest.param("Compression Sock", (table(22, caption="Kids"),), [], ["chart_for_children"], id="children"),
        pytest.param("Compression Sock", (table(10, caption="Measured flat, garment"),), [], ["chart_of_garment"], id="garment"),
    ],
)  # fmt: skip
def test_which_chart_is_the_products(title, charts, expected, codes):
    result = brought(product(title, description="<p>Compression</p>" + "".join(charts)))
    taken = {chart.id: chart for chart in result.charts}
    assert [taken[name].rows[0]["calf_max_girth"] for name in result.draft.charts] == expected
    assert [note.code for note in result.notes] == codes
    assert loaded([result])[1] == []


def test_charts_that_a_person_has_to_choose_among_stand_in_the_file():
    result = brought(product(description=f"Compression{table(30)}{table(34)}"))
    assert (len(result.charts), result.draft.charts) == (2, [])


def test_a_chart_by_girths_and_one_by_build_are_both_taken():
    build = "<table><tr><th>Size</th><th>Height (cm)</th><th>Weight (kg)</th></tr><tr><td>S</td><td>160-170</td><td>50-60</td></tr><tr><td>M</td><td>170-180</td><td>60-70</td></tr></table>"
    result = brought(product(description=f"Compression{table()}{build}"))
    (read,), problems = loaded([result])
    assert problems == []
    assert [chart.by_girth for chart in read.charts] == [True, False]


def test_cells_that_were_not_read_are_listed():
    result = brought(product(description="Compression" + table().replace("34-38", "34-3x")))
    assert note_facts(result) == [
        ("unread_cell", {"chart": "Compression", "row": 3, "column": 2, "text": "34-3x", "why": "not_a_figure"})
    ]
    assert rows(result)[0][1] == {"size": "M", "calf_max_girth": "?"}


@pytest.mark.parametrize(
    ("empty", "expected"),
    [
        pytest.param("<td>L</td><td>39-44</td><td></td>", {"sizes": "L", "points": (LegPoint.ANKLE,)}, id="an empty cell"),
        pytest.param("<td>L</td><td>-</td><td>24-27</td>", {"sizes": "L", "points": (LegPoint.CALF,)}, id="a dash"),
        pytest.param("<td>L</td>", {"sizes": "L", "points": (LegPoint.CALF, LegPoint.ANKLE)}, id="no cells"),
    ],
)  # fmt: skip
def test_a_size_without_a_figure_that_others_have_is_named(empty, expected):
    markup = (
        "<table><tr><th>Size</th><th>Calf (cm)</th><th>Ankle (cm)</th></tr><tr><td>S</td><td>28-33</td><td>18-20</td></tr>"
        f"<tr><td>M</td><td>34-38</td><td>21-23</td></tr><tr>{empty}</tr></table>"
    )
    result = brought(product(description=markup))
    assert note_facts(result) == [("measure_missing", {"chart": "S, M, L", **expected})]


def test_a_chart_that_no_brand_file_takes_is_named():
    chart = ReadChart(
        1, "Calf", None, "cm", (ReadRow("S", (("calf_max_girth", "38-34"),)),), keyed_by=("calf_max_girth",)
    )
    result = brought(product(charts=(chart,)))
    assert (result.charts, note_facts(result)) == (
        (),
        [("chart_refused", {"chart": "Calf", "codes": "band_upside_down"})],
    )


def test_a_chart_without_a_unit_is_named():
    chart = ReadChart(
        1, "Calf", None, None, (ReadRow("S", (("calf_max_girth", "30-34"),)),), keyed_by=("calf_max_girth",)
    )
    assert [n.code for n in brought(product(charts=(chart,))).notes] == ["chart_unit_unknown"]


def test_lines_of_plain_text_are_a_chart_too():
    text = "Compression sock.\nSize\tCalf (cm)\nS\t30-34\nM\t34-38\n"
    assert rows(brought(product(description=text))) == [SMALL]


def test_a_description_that_cannot_be_parsed_keeps_its_words():
    result = brought(product(description="<div>" * 20_000 + "compression" + table()))
    assert [n.code for n in result.notes] == ["tables_unread"]
    assert "compression" in result.draft.claim[0].text


def mapping(text, files=None):
    """The charts of a mapping file, and its problems."""
    collector = ProblemCollector()

    def opened(name):
        if name not in (files or {}):
            raise FileNotFoundError(2, "No such file", name)
        return files[name].encode()

    charts = read_chart_mapping(text, FieldPath(collector, ("charts.toml",)), opened, LIMITS)
    return charts, [(p.field, p.code) for p in collector.problems]


CSV = "Size,Calf (cm)\nS,30-34\nM,34-38\n"


@pytest.mark.parametrize(
    ("whom", "fields", "expected"),
    [
        pytest.param('{ vendor = "etape" }', {}, True, id="vendor"),
        pytest.param('{ vendor = "Col" }', {}, False, id="another vendor"),
        pytest.param('{ type = ["Tights", "Calf Sleeves"] }', {"kind": "calf sleeves"}, True, id="any of two types"),
        pytest.param('{ tag = "run" }', {"tags": ("blue", "Run")}, True, id="tag"),
        pytest.param('{ handle = "run-*" }', {}, True, id="handle with a star"),
        pytest.param('{ handle = "etape-run-sock" }', {}, True, id="the id that the report prints"),
        pytest.param('{ handle = "long-sock" }', {"handle": "", "title": "Long Sock"}, True, id="what the id is made of"),
        pytest.param('{ handle = "[r]un-sock" }', {}, False, id="no other pattern"),
        pytest.param('{ vendor = "Etape", tag = "trail" }', {"tags": ("run",)}, False, id="all that is named"),
        pytest.param('[{ tag = "trail" }, { vendor = "Etape" }]', {}, True, id="any of two tables"),
    ],
)  # fmt: skip
def test_whom_a_chart_is_for(whom, fields, expected):
    charts, problems = mapping(f'[[charts]]\nfile = "socks.csv"\nfor = {whom}\n', {"socks.csv": CSV})
    assert problems == []
    bringer = Bringer(options(charts=charts))
    result = bringer.bring(product(**fields))
    assert bool(result.draft.charts) is expected
    assert bringer.previewed == {"socks.csv": [result.draft.id] if expected else []}


def test_a_chart_with_rows_of_its_own():
    text = '[[charts]]\nunit = "cm"\nrows = [{ size = "S", calf_max_girth = "30-34" }]\nfor = { vendor = "Etape" }\n'
    charts, problems = mapping(text)
    result = brought(product(variants=(variant(("Size", "small"), sku="A"),)), charts=charts)
    assert (problems, rows(result), result.draft.variant[0].size) == ([], [SMALL[:1]], "S")


def test_a_chart_that_a_person_gave_goes_before_that_of_the_description():
    charts, _ = mapping('[[charts]]\nfile = "socks.csv"\nfor = { vendor = "Etape" }\n', {"socks.csv": CSV})
    result = brought(product(description="Compression" + table(40)), charts=charts)
    assert (rows(result), [n.code for n in result.notes]) == ([SMALL], ["chart_replaced"])


def test_a_chart_that_a_person_gave_makes_a_sock_one_of_compression():
    charts, _ = mapping('[[charts]]\nfile = "socks.csv"\nfor = { vendor = "Etape" }\n', {"socks.csv": CSV})
    assert brought(product("Ankle Socks"), charts=charts).draft.charts


FAULTS = [
    pytest.param("charts = 3", [("charts.toml: charts", "wrong_type")], id="no tables"),
    pytest.param("", [("charts.toml: charts", "missing")], id="empty"),
    pytest.param("[[charts", [("charts.toml: end of file", "not_toml")], id="no TOML"),
    pytest.param('[[charts]]\nfile = "a.csv"\nfor = { brand = "x" }', [("charts.toml: charts: 1: for: 1: brand", "unknown_field")], id="unknown field of for"),
    pytest.param('[[charts]]\nfiles = "a.csv"\nfor = { tag = "x" }', [("charts.toml: charts: 1: files", "unknown_field")], id="unknown field"),
    pytest.param('[[charts]]\nfile = "socks.csv"', [("charts.toml: charts socks.csv: for", "missing")], id="for nobody"),
    pytest.param('[[charts]]\nfor = { tag = "x" }', [("charts.toml: charts 1: file", "missing")], id="no chart"),
    pytest.param('[[charts]]\nfile = "none.csv"\nfor = { tag = "x" }', [("charts.toml: charts none.csv: file", "file_missing")], id="no file"),
    pytest.param('[[charts]]\nfile = "words.csv"\nfor = { tag = "x" }', [("charts.toml: charts words.csv: file", "no_size_table")], id="no size table"),
    pytest.param('[[charts]]\nfile = "socks.csv"\nnumber = 4\nfor = { tag = "x" }', [("charts.toml: charts socks.csv: number", "no_such_chart")], id="no such chart"),
    pytest.param('[[charts]]\nunit = "cm"\nrows = [{ size = "S", calf_max_girth = "38-34" }]\nfor = { tag = "x" }', [("charts.toml: charts 1", "chart_refused")], id="figures that cannot be"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_what_is_wrong_with_a_mapping_is_named(text, expected):
    charts, problems = mapping(text, {"socks.csv": CSV, "words.csv": "Hello\nWorld\n"})
    assert (charts, problems) == ((), expected)


FOOT_AND_CALF = (
    "<table><tr><th>Foot size</th><th>Calf S</th><th>Calf M</th></tr><tr><td>35-38</td><td>28-32 cm</td><td>32-36 cm</td></tr>"
    "<tr><td>39-42</td><td>30-34 cm</td><td>34-38 cm</td></tr></table>"
)
LETTERS_ALONE = (
    "<table><tr><th>Size</th><th>A</th></tr><tr><td>S</td><td>30-34</td></tr><tr><td>M</td><td>34-38</td></tr></table>"
)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        pytest.param(FOOT_AND_CALF, [("table_left_out", {"reason": "no_size"})], id="foot and calf in one"),
        pytest.param(LETTERS_ALONE, [("table_left_out", {"reason": "no_measure"})], id="no measure named"),
        pytest.param(table() + LETTERS_ALONE, [], id="beside a chart that was read"),
        pytest.param("<table><tr><td>Fibre</td><td>Nylon</td></tr><tr><td>Care</td><td>30</td></tr></table>", [], id="no ranges"),
        pytest.param(
            "<table><tr><th>Size</th><th>Calf (cm)</th><th>Insert</th></tr><tr><td>S</td><td>30-34</td><td>7-8</td></tr>"
            "<tr><td>M</td><td>34-38</td><td>8-9</td></tr></table>",
            [("columns_not_used", {"chart": "S, M", "heads": "Insert"})],
            id="a column that is no measure",
        ),
        pytest.param(
            "<table><tr><th>Size</th><th>Shoe size</th></tr><tr><td>S</td><td>36-38</td></tr><tr><td>M</td><td>39-41</td></tr></table>",
            [("shoe_unstated", {})],
            id="shoe sizes of no system",
        ),
        pytest.param(
            "<table><tr><th>Size</th><th>Calf</th></tr><tr><td>S</td><td>28-33 cm</td></tr><tr><td>M</td><td>38-34 cm</td></tr>"
            "<tr><td>L</td><td>39-440 cm</td></tr></table>",
            [
                ("chart_without_key", {"chart": "S, M, L"}),
                ("unread_cell", {"chart": "S, M, L", "row": 3, "column": 2, "text": "38-34 cm", "why": "reversed_range"}),
                ("unread_cell", {"chart": "S, M, L", "row": 4, "column": 2, "text": "39-440 cm", "why": "implausible_for_point"}),
            ],
            id="cells of a chart that was not taken",
        ),
        pytest.param(
            "<table><tr><th>Size</th><th>Ankle (cm)</th><th>Calf (cm)</th></tr><tr><td>S</td><td>26-28</td><td>17-19</td></tr></table>",
            [
                ("chart_impossible", {"chart": "S"}),
                ("unread_cell", {"chart": "S", "row": 2, "column": 3, "text": "17-19", "why": "implausible_for_point"}),
            ],
            id="a column that no leg has",
        ),
    ],
)  # fmt: skip
def test_what_of_its_tables_was_not_used_is_named(tables, expected):
    assert note_facts(brought(product(description=tables))) == expected


def test_a_size_for_children_is_none_of_a_product_for_adults():
    sizes = ("Kids", "S", "M")
    rows_of_table = "".join(f"<tr><td>{s}</td><td>{26 + 4 * n}-{30 + 4 * n}</td></tr>" for n, s in enumerate(sizes))
    text = f"<table><tr><th>Size</th><th>Calf (cm)</th></tr>{rows_of_table}</table>"
    variants = tuple(variant(("Size", size), sku=size) for size in sizes)
    result = brought(product(description=text, variants=variants))
    assert rows(result) == [SMALL]
    assert note_facts(result) == [("size_not_in_chart", {"label": "Kids", "labels": "S, M"})]


@pytest.mark.parametrize(
    ("description", "passage"),
    [
        pytest.param("<p>Sizes: S (28-33 cm), M (34-38 cm).</p>", "S (28-33 cm), M (34-38 cm", id="a sentence"),
        pytest.param(
            "<ul><li>M: 34 – 38 cm</li><li>L: 39 bis 44 cm</li></ul>", "M: 34 – 38 cm • L: 39 bis 44 cm", id="a list"
        ),
        pytest.param(
            "Small fits 11-13 in, medium 13-15 in.", "Small fits 11-13 in, medium 13-15 in", id="words for sizes"
        ),
        pytest.param("S and M. Knitted for calves of 28-33 cm.", None, id="one measure"),
        pytest.param("M 15-20 mmHg, L 20-30 mmHg", None, id="pressure"),
        pytest.param("S (EU 35-38), M (EU 39-42)", None, id="shoes"),
        pytest.param(f"S (28-33 cm), M (34-38 cm){table()}", None, id="with a chart beside"),
    ],
)
def test_sizes_in_a_sentence_are_not_read_and_said(description, passage):
    result = brought(product(description=description))
    notes = [facts for code, facts in note_facts(result) if code == "sizes_in_text"]
    assert notes == ([] if passage is None else [{"text": passage}])
