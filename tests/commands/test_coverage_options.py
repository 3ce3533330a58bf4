"""Options of `legfit coverage` beside one another: pieces of several charts, places to write to, what is no file."""

from __future__ import annotations

import csv
import io

import pytest

pytestmark = pytest.mark.usefixtures("embedded")

SEVERAL = (
    "--order divides the pieces by the sizes of one product: name one, or take --format csv, which has the pieces of"
    " every size chart.\n"
)
TWO = ("compressport-ur2", "ec3d-twist-compression-socks", "--population", "nhanes", "--order", "77")


def test_an_order_of_several_charts_says_where_its_pieces_are(cli):
    done = cli("coverage", *TWO)
    assert (done.code, done.err) == (0, SEVERAL)
    assert cli("coverage", "compressport-ur2", "--order", "77").err == ""


def test_rows_have_the_pieces_of_every_chart(cli):
    done = cli("coverage", *TWO, "--format", "csv")
    sizes = [row for row in csv.DictReader(io.StringIO(done.out)) if row["what"] == "size"]
    totals: dict[tuple[str, str], int] = {}
    for row in sizes:
        key = row["product"], row["group"]
        totals[key] = totals.get(key, 0) + int(row["pieces"])
    assert done.err == ""
    assert len({product for product, _ in totals}) == 2
    assert set(totals.values()) == {77}


@pytest.mark.parametrize(
    ("page", "folder", "lines"),
    [
        pytest.param(
            "page.pdf", "taken/plots",
            ["--plots: read 'taken/plots', expected a folder that is there or can be made.",
             "--report: read 'page.pdf', expected a file whose name ends with .html."],
            id="both",
        ),
        pytest.param(
            "no/page.html", "new/plots", ["--report: read 'no/page.html', expected a file in a folder that is there."],
            id="no folder for the page",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said_at_once(cli, tmp_path, monkeypatch, page, folder, lines):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("", "utf-8")
    done = cli("coverage", "compressport-ur2", "--plots", folder, "--report", page)
    assert (done.code, done.err) == (2, "".join(f"legfit: {line}\n" for line in lines))
    assert not (tmp_path / "new").exists()


def test_a_folder_as_the_people_is_named_by_its_option(cli, tmp_path):
    done = cli("coverage", "compressport-ur2", "--population", str(tmp_path))
    assert (done.code, done.err.split(": ")[1]) == (2, "--population")


def test_pictures_of_an_earlier_run_are_named(cli, tmp_path):
    plots = tmp_path / "plots"
    first = cli("coverage", "compressport-ur2", "--what-if", "4.calf=43-48 cm", "--plots", str(plots))
    (plots / "photo.png").write_bytes(b"")
    again = cli("coverage", "compressport-ur2", "--plots", str(plots))
    assert first.err == f"8 pictures written to {plots}\n"
    assert again.err == (
        f"6 pictures written to {plots}\n2 older pictures in {plots} are not of this run: what-if.png, what-if.svg\n"
    )


def test_a_sex_of_people_without_one_says_what_the_file_lacks(cli, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("id,calf_max_girth_cm\na,36.5\nb,38\n", "utf-8")
    done = cli("coverage", "compressport-ur2", "--population", str(people), "--sex", "female")
    assert (done.code, done.err) == (
        2,
        "legfit: --sex: expected a file that says who is a woman and who a man. Add a column sex with the words female and"
        " male, or name the column with --sex-column.\n",
    )
