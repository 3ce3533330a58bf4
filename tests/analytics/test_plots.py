"""What plots say and show: titles, figures and ranges, the same bytes each time, texts that do not overlap."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from charts import chart
from coverage_reports import CALVES, HOSTILE, OVERLAPPING, THEIRS, product, report_of, shop_people, whole_report
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from running import CHECKOUT

from catalog.analytics import plot_sheet
from catalog.analytics.coverage_report import CoverageReport
from catalog.analytics.plot_bands import LINES
from catalog.analytics.plot_curve import SIGNS
from catalog.analytics.plot_shares import OTHER_LOOK, OUTCOME_LOOKS
from catalog.analytics.plot_sheet import PIXELS_AN_INCH, SMALL, WIDTH, CoveragePlot, our_look
from catalog.analytics.plot_text import POINTS_AN_INCH
from catalog.analytics.plot_what_if import CHANGED, TODAY
from catalog.analytics.plots import file_starts, plots_of, write_plots
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.product import Audience

TITLES = tomllib.loads(Path(__file__).with_name("plot_titles.toml").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(report: CoverageReport, language: str = "en", units: str = "cm") -> dict[str, CoveragePlot]:
    """The plots of the first chart of a report by name."""
    return {plot.name: plot for plot in plots_of(report.charts[0], report, Messages(language, units))}


@cache
def whole(language: str = "en", units: str = "cm") -> dict[str, CoveragePlot]:
    """The plots of the report that has every part."""
    return drawn(whole_report(), language, units)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts(plot: CoveragePlot) -> list[str]:
    """Every text of a plot as its SVG has it, from above."""
    root = ET.fromstring(plot.data("svg"))
    return [plain("".join(element.itertext())) for element in root.iter(f"{SVG}text")]


def ids(plot: CoveragePlot) -> list[str]:
    return [element.get("id", "") for element in ET.fromstring(plot.data("svg")).iter() if element.get("id")]


REPORTS = {
    "whole": whole_report(),
    "women": report_of(product(CALVES, audience=Audience.WOMEN)),
    "two_measures": report_of(product(OVERLAPPING), survey="ansur2"),
    "one_size": report_of(product(chart("calf", "ONE: 30-45"))),
}


@pytest.mark.parametrize(
    ("report", "language", "titles"),
    [
        pytest.param(REPORTS[report], language, titles, id=f"{report} {language}")
        for report, languages in TITLES.items()
        for language, titles in languages.items()
    ],
)
def test_titles_say_the_finding(report: CoverageReport, language: str, titles: dict[str, str]) -> None:
    assert {name: plain(plot.title) for name, plot in drawn(report, language).items()} == titles


def test_the_titles_are_told_in_every_language() -> None:
    assert set(TITLES["whole"]) == set(LANGUAGES)


def test_whom_a_product_is_made_for_is_whom_its_plots_are_about() -> None:
    plots = drawn(report_of(product(CALVES, audience=Audience.MEN)))
    assert plain(plots["by-sex"].title) == "83 % of men get a size"
    assert "Women" not in {word for plot in plots.values() for text in texts(plot) for word in text.split()}


@pytest.mark.parametrize(
    ("report", "curves"),
    [pytest.param("whole", ["women", "men"], id="for all"), pytest.param("women", ["women"], id="for women")],
)
def test_each_curve_over_the_sizes_is_named(report: str, curves: list[str]) -> None:
    bands = drawn(REPORTS[report])["bands"]
    assert [name.rsplit("-", 1)[1] for name in ids(bands) if name.startswith("spread-")] == curves
    assert [text.lower() for text in texts(bands) if text in ("Women", "Men")][: len(curves)] == curves


def test_every_plot_tells_people_years_and_product() -> None:
    for plot in whole().values():
        words = " ".join(texts(plot))
        assert "NHANES: people of the USA from 16 years on, measured 2001 to 2006" in words
        assert "in 19 of 20 cases the true figure lies in between" in words
        assert "Nordlauf Run Sock" in words


def test_the_size_curve_has_a_bar_a_figure_and_a_range_for_each_size() -> None:
    report = whole_report()
    (curve,) = [plot for name, plot in whole().items() if name == "size-curve"]
    group = report.charts[0].coverage.everybody
    assert group is not None
    assert [name for name in ids(curve) if name.startswith("size-")] == ["size-0", "size-1", "size-2"]
    assert [name for name in ids(curve) if name.startswith(("women-", "men-"))] == [
        f"{group}-{at}" for at in range(3) for group in ("women", "men")
    ]
    for label, share in group.sizes:
        assert label in texts(curve)
        assert any(f"({int(share.low * 100)}–" in text for text in texts(curve))


def overlapping(plot: CoveragePlot) -> Iterator[tuple[str, str]]:
    """Texts of a plot that cover one another, as the renderer lays them out, and texts that leave the sheet."""
    canvas = FigureCanvasAgg(plot.figure)
    with our_look():
        plot.figure.set_dpi(PIXELS_AN_INCH)
        canvas.draw()
        renderer = canvas.get_renderer()
        every = [t for t in plot.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in every]
        whole, point = plot.figure.bbox.frozen(), PIXELS_AN_INCH / POINTS_AN_INCH
        plot.figure.set_dpi(POINTS_AN_INCH)
    for (one, a), (other, b) in combinations(boxes, 2):
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * point and min(a.y1, b.y1) - max(a.y0, b.y0) > 1.5 * point:
            yield one, other
    for text, box in boxes:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > whole.x1 or box.y1 > whole.y1:
            yield text, "outside"


LONG = chart("calf", *(f"{at}XL / women's size {at} long and wide: {26 + at * 2}-{28 + at * 2}" for at in range(1, 13)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_covers_another_one_or_leaves_the_sheet(language: str) -> None:
    for plot in whole(language, "in" if language == "en" else "cm").values():
        assert list(overlapping(plot)) == [], plot.name


@pytest.mark.parametrize(
    ("charts", "survey"),
    [
        pytest.param([LONG], "nhanes", id="many sizes with long names"),
        pytest.param([OVERLAPPING], "ansur2", id="two measures"),
        pytest.param([chart("calf", "ONE: 30-45")], "nhanes", id="one size"),
        pytest.param([chart("calf height", "M: ? 160-175")], "nhanes", id="a figure that was not read"),
        pytest.param([chart("calf", "M: 80-90")], "nhanes", id="nobody fits"),
        pytest.param(
            [chart("height weight", "S: 150-165 45-60", "M: 160-175 58-75")], "nhanes", id="height and weight"
        ),
    ],
)
def test_charts_of_any_shape_have_plots_without_overlaps(charts, survey: str) -> None:
    other = product(*charts, id="other", name="A name that is so long that no title has it on one line")
    for plot in drawn(report_of(product(*charts), survey=survey, against=[other])).values():
        assert list(overlapping(plot)) == [], plot.name


def test_an_overlap_is_found() -> None:
    sheet = plot_sheet.DrawingSheet(framed=True)
    sheet.write("one")
    sheet.bottom -= 10
    sheet.write("other")
    assert list(overlapping(sheet.done("x", "x"))) == [("one", "other")]


def test_texts_are_large_enough_on_a_phone() -> None:
    """A sheet is as wide as a phone: its smallest letters are as large there as they are here."""
    assert WIDTH <= 343
    for plot in whole().values():
        assert min(t.get_fontsize() for t in plot.figure.findobj(Text) if t.get_text().strip()) >= SMALL - 1


def test_a_hostile_name_is_text_and_nothing_else() -> None:
    labels = chart("calf", f"{HOSTILE}: 30-45", "$x$: 45-50")
    report = report_of(product(labels, name=HOSTILE), against=[product(THEIRS, id="other", name=HOSTILE)])
    for plot in drawn(report).values():
        root = ET.fromstring(plot.data("svg"))
        assert {element.tag for element in root.iter()} & {f"{SVG}script", "script"} == set()
        assert not [text for text in texts(plot) if "\u202e" in text]
        assert plot.data("png").startswith(b"\x89PNG")
    assert any("$\\frac{1}{0}$" in text for text in texts(drawn(report)["by-sex"]))


SAME = """
import sys; sys.path[:0] = [{support!r}]
from hashlib import sha256
from coverage_reports import whole_report
from catalog.analytics.plots import plots_of
from catalog.messages.messages import Messages
report = whole_report()
for plot in plots_of(report.charts[0], report, Messages("de")):
    print(plot.name, sha256(plot.data("svg")).hexdigest(), sha256(plot.data("png")).hexdigest())
"""


def test_files_have_the_same_bytes_in_every_run() -> None:
    program = SAME.format(support=str(CHECKOUT / "tests" / "support"))
    runs = {
        subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    assert "size-curve" in runs.pop()


def test_a_file_says_nothing_of_the_machine_or_the_day() -> None:
    plot = next(iter(whole().values()))
    assert b"<dc:date" not in plot.data("svg")
    assert b"Matplotlib" not in plot.data("svg")
    assert b"tEXt" not in plot.data("png")


def test_settings_of_a_person_change_nothing_and_stay_theirs() -> None:
    plot = whole()["by-sex"]
    before = plot.data("svg")
    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "own", "text.color": "red"}):
        assert drawn(whole_report())["by-sex"].data("svg") == before
        assert mpl.rcParams["font.size"] == 30


def test_settings_are_as_before_between_two_plots() -> None:
    before, report = dict(mpl.rcParams), whole_report()
    next(plots_of(report.charts[0], report, Messages()))
    assert dict(mpl.rcParams) == before


def test_letters_that_the_font_lacks_stay_in_the_file_and_no_warning_is_printed(recwarn) -> None:
    plots = drawn(report_of(product(chart("calf", "尺码大: 30-45"), name="袜子 😀")))
    assert "尺码大" in texts(plots["size-curve"])
    assert any("袜子 😀" in text for text in texts(plots["size-curve"]))
    assert plots["size-curve"].data("png").startswith(b"\x89PNG")
    assert not recwarn.list


def test_no_state_of_pyplot_is_touched() -> None:
    program = "import catalog.analytics.plots, sys; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_a_colour_tells_is_told_by_a_pattern_too() -> None:
    looks = [*OUTCOME_LOOKS.values(), OTHER_LOOK]
    assert len({hatch for _, hatch in looks}) == len({colour for colour, _ in looks}) == len(looks)
    assert len({sign for _, sign in SIGNS.values()}) == len(SIGNS)
    assert len({dash for _, dash in (LINES["women"], LINES["men"])}) == 2
    assert TODAY[1] != CHANGED[1]


def test_a_few_people_of_a_shop_are_not_drawn_one_by_one() -> None:
    plots = drawn(report_of(product(CALVES), people=shop_people(31, 35, 36, 41, 50)))
    assert "bands" not in plots
    assert "Your own people, of customers.csv" in " ".join(texts(plots["size-curve"]))


def test_nothing_is_drawn_where_coverage_is_unknown() -> None:
    assert drawn(report_of(product(OVERLAPPING), survey="nhanes")) == {}


def test_files_are_written_by_name(tmp_path) -> None:
    paths = write_plots(whole_report(), tmp_path / "new" / "plots", Messages())
    assert sorted(path.name for path in paths) == sorted(
        f"{name}.{form}" for name in ("against", "bands", "by-sex", "size-curve", "what-if") for form in ("png", "svg")
    )
    assert all(path.stat().st_size for path in paths)


def test_several_charts_have_files_of_their_own() -> None:
    report = report_of(product(CALVES, id="a-sock"), product(THEIRS, id="a/sock"), product(LONG, id="../x"))
    assert file_starts(report.charts) == ["x-", "a-sock-1-", "a-sock-2-"] or sorted(file_starts(report.charts)) == [
        "a-sock-1-", "a-sock-2-", "x-",
    ]  # fmt: skip
