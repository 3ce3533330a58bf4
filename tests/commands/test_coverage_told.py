"""How `legfit coverage` tells its figures: one rounding for a size's wearers, of whom, and what its options may be."""

from __future__ import annotations

import re

import pytest
from reach_brand import sized_by_two_girths

from catalog.messages.messages import LANGUAGES

pytestmark = pytest.mark.usefixtures("embedded")

CALVES = "compressport-ur2"
IN_SEVERAL = "One person can be in several of these lines."


def numbers(pattern, text):
    """By size: the figure that a pattern finds."""
    return {size: int(figure) for size, figure in re.findall(pattern, text, re.MULTILINE)}


def test_the_wearers_of_a_size_are_one_figure_everywhere(cli):
    out = cli("coverage", CALVES, "--population", "nhanes", "--what-if", "1.calf_max_girth=28-34").out
    curve = numbers(r"^(\d)  +(\d+)  +\d+–\d+ ", out)
    assert sum(curve.values()) == 100
    assert curve == {"1": 12, "2": 37, "3": 35, "4": 16}
    assert numbers(r"^size (\d) +(\d+) %", out) == curve
    assert numbers(r"^Most take size (\d): (\d+) %", out) == {"2": curve["2"]}
    assert sum(numbers(r"^size (\d) .* (\d+) % \(\d+–\d+ %\)$", out).values()) == 100


def test_the_wearers_among_women_and_men_add_up(cli):
    rows = re.findall(
        r"^\d  +\d+  +\d+–\d+ +(\d+) +(\d+)", cli("coverage", CALVES, "--population", "nhanes").out, re.M
    )  # fmt: skip
    assert [sum(map(int, column)) for column in zip(*rows, strict=True)] == [100, 100]


def test_the_report_has_the_same_figures(cli, tmp_path):
    page = tmp_path / "page.html"
    out = cli("coverage", CALVES, "--population", "nhanes", "--report", str(page)).out
    told = re.findall(r"^(\d)  +(\d+)  +\d+–\d+ +(\d+) +(\d+)", out, re.MULTILINE)
    cells = re.findall(r"<t[hd][^>]*>\s*([^<\s]+)", page.read_text("utf-8"))
    for size, *figures in told:
        at = next(at for at in range(len(cells)) if cells[at : at + 2] == [size, figures[0]])
        assert [re.sub(r"\D.*", "", cells[at + place]) for place in (1, 3, 4)] == figures


@pytest.mark.parametrize(
    ("product", "words", "head"),
    [
        pytest.param(CALVES, "Of 100 ", "Size curve: of 100 people who get a size", id="for everybody"),
        pytest.param(
            "cep-running-sock-2012-women", "Of 100 women", "Size curve: of 100 women who get a size", id="for women"
        ),
        pytest.param("cep-running-sock-2012-men", "Of 100 men", "Size curve: of 100 men who get a size", id="for men"),
    ],
)
def test_of_whom_a_hundred_are_is_said(cli, product, words, head):
    lines = cli("coverage", product, "--population", "nhanes").out.splitlines()
    assert words in lines[lines.index(head) + 1]


TWO_GIRTHS = sized_by_two_girths("reach", ("S", "18-21", "30-34"), ("M", "21-24", "34-38"))


@pytest.fixture
def looked_at(cli, tmp_path):
    """The lines of a look at a chart with two girths over some people, each an ankle and a calf in cm."""

    def lines(*people, language="en", more=()):
        (tmp_path / "two.toml").write_text(TWO_GIRTHS, "utf-8")
        rows = "".join(f"f,{ankle},{calf}\n" for ankle, calf in people)
        (tmp_path / "legs.csv").write_text("sex,ankle_min_girth_cm,calf_max_girth_cm\n" + rows, "utf-8")
        files = ("--file", str(tmp_path / "two.toml"), "--population", str(tmp_path / "legs.csv"))
        return cli("coverage", *files, "--lang", language, *more).out.splitlines()

    return lines


@pytest.mark.parametrize(
    ("people", "is_told"),
    [
        pytest.param([(19, 32), (27, 42)], True, id="outside at both"),
        pytest.param([(19, 32), (27, 36), (22, 42)], False, id="each outside at one"),
        pytest.param([(19, 32), (19, 36)], False, id="inside each, in no size"),
    ],
)
def test_that_one_person_stands_in_several_lines_is_said_where_it_is_so(looked_at, tmp_path, people, is_told):
    page = tmp_path / "page.html"
    lines = looked_at(*people, more=("--report", str(page)))
    assert (IN_SEVERAL in lines) is is_told
    assert (IN_SEVERAL in page.read_text("utf-8")) is is_told


def test_every_language_says_that_one_person_stands_in_several_lines(looked_at):
    told = [(looked_at((19, 32), (27, 42), language=language)) for language in LANGUAGES]
    alone = [(looked_at((19, 32), (27, 36), language=language)) for language in LANGUAGES]
    texts = [
        "One person can",
        "Eine Person kann",
        "Une même personne",
        "Una misma persona",
        "Una stessa persona",
        "Eén persoon",
    ]
    assert [any(line.startswith(tuple(texts)) for line in lines) for lines in told] == [True] * len(texts)
    assert not [line for lines in alone for line in lines if line.startswith(tuple(texts))]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(
            ("--what-if", "1.ankle_min_girth=20-22"), "a measure that this size chart has: calf_max_girth; it has no "
            "ankle girth.", id="a measure of another chart",
        ),
        pytest.param(("--order", "9" * 23), "a whole number from 1 to 10000000", id="too many pieces"),
        pytest.param(("--order", "9" * 5000), "a whole number from 1 to 10000000", id="far too many pieces"),
        pytest.param(("--order", "0"), "a whole number from 1 to 10000000", id="none"),
        pytest.param(("--bmi", "200-300"), "two numbers below 100", id="a body mass index that nobody has"),
    ],
)  # fmt: skip
def test_what_an_option_may_be_is_named(cli, arguments, text):
    done = cli("coverage", CALVES, *arguments)
    assert (done.code, text in done.err) == (2, True), done.err
    assert "mean" not in done.err


def test_the_largest_order_is_read(cli):
    assert cli("coverage", CALVES, "--order", "10000000").code == 0
    assert cli("coverage", CALVES, "--order", "0500").code == 0
