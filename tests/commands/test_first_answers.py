"""The first questions a runner and a retailer ask, through the command line as they run it."""

from __future__ import annotations

import json

import pytest
from running import Run


def test_search_names_the_size_and_its_source(legfit: Run) -> None:
    done = legfit("search", "--garment", "calf_sleeve", "--calf", "36.5 cm", "--json")
    assert done.returncode == 0, done.stderr
    (match,) = [m for m in json.loads(done.stdout)["matches"] if m["product"]["id"] == "compressport-ur2"]
    assert match["size"] == "2"
    assert match["outcome"] == "fits"
    assert match["points"]["calf_max_girth"]["band"] == "35–38 cm"
    assert match["points"]["calf_max_girth"]["position"] == 0.5
    assert match["source"]["url"].startswith("https://velo101.com/")


@pytest.mark.parametrize(
    ("product", "measures", "size"),
    [
        pytest.param("cep-compression-socks-women", ["--calf", "12 in"], "II", id="inch chart"),
        pytest.param("cep-compression-socks-men", ["--calf", "19in"], "V", id="another sex, another row"),
        pytest.param("solidea-opaque-capris", ["--height", "165 cm", "--weight", "74 kg"], "L", id="height and weight"),
    ],
)
def test_size_of_one_product(legfit: Run, product: str, measures: list[str], size: str) -> None:
    done = legfit("size", product, *measures, "--include-review", "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    (match,) = json.loads(done.stdout)["matches"]
    assert match["size"] == size


def test_a_question_document_from_stdin(legfit: Run) -> None:
    question = {"garment": "calf_sleeve", "legs": {"calf_max_girth": "36.5 cm"}}
    typed = legfit("search", "--garment", "calf_sleeve", "--calf", "36.5 cm", "--json")
    piped = legfit("search", "--question", "-", "--json", stdin=json.dumps(question))
    assert piped.stdout == typed.stdout
    assert json.loads(piped.stdout)["question"] == question


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(
            ["size", "compresport-ur2", "--calf", "36 cm"], 2, "compressport-ur2", id="unknown product, nearest named"
        ),
        pytest.param(["search", "--calf", "36.5"], 2, "--calf: read '36.5'", id="bare number"),
        pytest.param(["search", "--garment", "sok"], 2, "sock", id="unknown garment"),
        pytest.param(["search", "--question", "missing.json"], 2, "No such file", id="missing question file"),
        pytest.param(["load", "missing.toml"], 4, "missing.toml", id="missing brand file"),
        pytest.param(["list", "--database", "missing.db"], 5, "legfit db upgrade", id="missing database"),
        pytest.param(["size", "compressport-ur2", "--calf", "60 cm", "--yes"], 3, "", id="nothing fits"),
        pytest.param(["list", "--format", "jsno"], 2, "Did you mean “json”?", id="unknown format"),
    ],
)
def test_bad_input_is_a_sentence_and_an_exit_code(legfit: Run, arguments: list[str], code: int, said: str) -> None:
    done = legfit(*arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_every_problem_at_once_and_as_json(legfit: Run) -> None:
    done = legfit("search", "--garment", "sok", "--calf", "36.5", "--height", "-3 cm", "--json")
    assert done.returncode == 2
    assert {e["field"] for e in json.loads(done.stdout)["errors"]} == {"--garment", "--calf", "--height"}


def test_a_killed_or_broken_load_changes_nothing(legfit: Run, tmp_path: object) -> None:
    before = legfit("list", "--json").stdout
    broken = legfit("load", "-", stdin="")
    assert broken.returncode == 4
    assert legfit("list", "--json").stdout == before
