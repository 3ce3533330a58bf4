"""`legfit collect`: the list that a person goes through, at the command line, and how it ends."""

import json

import pytest
from raw_server import in_turn, page, raw_server

from catalog.messages.messages import LANGUAGES

BRAND = """brand = "Testrunner"
[[source]]
id = "page"
url = "https://testrunner.example/sizes"
seen_on = "2025-01-05"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "testrunner-sock"
name = "Run Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]
[[product.chart]]
id = "testrunner-sock-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{ size = "S", calf_max_girth = "30-34" }, { size = "M", calf_max_girth = "34-38" }]
"""
ENTRY = """[[shop]]
id = "{id}"
brand = "Testrunner"
address = "http://127.0.0.1:{port}/{id}"
kind = "brand"
take = "charts"
products = ["testrunner-sock"]
stands_in = "brands/testrunner.toml"
"""
TABLE = "<h2>Run Sock</h2><table><tr><th>Size<th>Calf (cm)<tr><td>S<td>30-34<tr><td>M<td>{m}</table>"


def sizes(m):
    return page(TABLE.format(m=m).encode(), "Content-Type: text/html; charset=utf-8")


@pytest.fixture
def round_of(cli, tmp_path):
    """One round over a page with the same chart, one with another, one that is down, or some of them."""
    (tmp_path / "brands").mkdir()
    (tmp_path / "brands" / "testrunner.toml").write_text(BRAND, "utf-8")
    busy = page(b"", "Retry-After: 0", status="429 Too Many Requests")
    answers = {"/same": sizes("34-38"), "/other": in_turn(busy, sizes("35-39")), "/down": page(b"", status="502 Bad")}

    def called(*pages, ids=(), options=()):
        with raw_server(answers) as server:
            entries = "\n".join(ENTRY.format(id=name, port=server.port) for name in pages)
            (tmp_path / "shops.toml").write_text(entries, "utf-8")
            folders = [arg for name in ("brands", "drafts") for arg in (f"--{name}", str(tmp_path / name))]
            shops = ("--shops", str(tmp_path / "shops.toml"))
            done = cli("collect", *ids, *shops, *folders, "--allow-private", *options)
            return done, f"http://127.0.0.1:{server.port}"

    return called


def test_the_list_says_page_by_page_what_is_new(round_of, tmp_path):
    done, host = round_of("same", "other", "down")
    drafts, brands = tmp_path / "drafts" / "other" / "testrunner.toml", tmp_path / "brands"
    assert " ".join(done.out.split()) == " ".join(
        f"""same: nothing new
{host}/same

other: 1 with other figures than the brand file
{host}/other
- Other figures than in the brand file: testrunner-sock: Testrunner Run Sock (testrunner.toml)
      charts: testrunner-sock-chart: M: calf_max_girth: 34–38 cm → 35–39 cm
Written: {drafts}

down: not read
{host}/down
- Not read: {host}/down: read '502', expected a page. Try again in a while, or save the page in a browser and give the
  file to legfit.
""".split()
    )
    assert done.err == (
        f"Reading {host}/same …\nReading {host}/other …\n"
        f"{host}/other answers 429 and asks for a pause: waiting 0 seconds.\nReading {host}/down …\n"
        f"Read each draft beside its page, correct it, and move its file into {brands}. "
        "What you do not want, delete from the draft: it stays out.\n"
    )
    assert done.code == 4


@pytest.mark.parametrize(
    ("pages", "ids", "code"),
    [
        pytest.param(("same",), (), 0, id="nothing to look at"),
        pytest.param(("same", "other"), (), 6, id="something to look at"),
        pytest.param(("same", "other", "down"), ("same",), 0, id="only one"),
        pytest.param(("same", "other", "down"), ("down", "other"), 4, id="only some"),
        pytest.param(("same",), ("sane",), 2, id="one that is not in the list"),
        pytest.param((), (), 4, id="no list"),
    ],
)
def test_how_it_ends(round_of, pages, ids, code):
    assert round_of(*pages, ids=ids)[0].code == code


def test_programs_get_the_list_as_json_and_as_rows(round_of, tmp_path):
    done, host = round_of("same", "other", options=("--json",))
    same, other = json.loads(done.out)["shops"]
    assert same == {
        "id": "same", "address": f"{host}/same", "products": 1, "left_out": 0, "counts": {}, "entries": [], "files": [],
    }  # fmt: skip
    assert other["counts"] == {"differs": 1}
    assert other["files"] == [str(tmp_path / "drafts" / "other" / "testrunner.toml")]
    path = ["charts", "testrunner-sock-chart", "M", "calf_max_girth"]
    assert other["entries"] == [{
        "kind": "differs", "product": "testrunner-sock", "name": "Testrunner Run Sock", "file": "testrunner.toml", "text": "",
        "fields": [{"path": path, "before": "34–38 cm", "after": "35–39 cm"}],
    }]  # fmt: skip
    rows, _ = round_of("other", "down", options=("--format", "csv", "--columns", "shop,kind,field,before,after"))
    assert rows.out.splitlines() == [
        "shop,kind,field,before,after",
        "other,differs,charts: testrunner-sock-chart: M: calf_max_girth,34–38 cm,35–39 cm",
        "down,failed,,,",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language(round_of, language):
    done, _ = round_of("same", "other", "down", options=("--lang", language))
    assert done.code == 4
    assert "{" not in done.out + done.err
