"""The command that checks brand files: where a finding stands, what is to do, in every language, with exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from brand_texts import GOOD, HEAD, VARIANT, chart, keyed


def write(tmp_path: Path, text: str) -> str:
    file = tmp_path / "linter.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_findings_carry_place_and_advice(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "28-33"), ("M", "36-38")))
    done = cli("lint", file, "--json")
    (row,) = json.loads(done.out)
    assert done.code == 6
    assert row["place"] == "linter.toml: product linter-sock: chart c1: sizes S, M: calf_max_girth"
    assert row["read"] == "28–33 cm, 36–38 cm"
    assert row["todo"] == (
        "Expected no gap between two sizes. Check the figures; where the source really leaves the gap, keep it and say so "
        "in the note."
    )
    assert cli("lint", file, "--check").out.startswith(row["place"])


def test_what_the_reader_refuses_is_a_finding_with_its_place(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "38-28")))
    done = cli("lint", file, "--json")
    assert done.code == 6
    assert [r["level"] for r in json.loads(done.out)] == ["error"]


@pytest.mark.parametrize("path", ["none.toml", "."])
def test_a_path_without_brand_files_is_an_input_error(cli, tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    assert cli("lint", path).code == 4


def test_a_good_file_passes(cli, tmp_path):
    assert cli("lint", write(tmp_path, HEAD.format(seen="2026-11-01") + chart(*GOOD)), "--check").code == 0


def test_an_unknown_date_is_a_note_that_only_the_check_for_ci_counts(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="unknown") + chart(*GOOD))
    assert json.loads(cli("lint", file, "--json").out)[0]["level"] == "note"
    assert (cli("lint", file).code, cli("lint", file, "--check").code) == (0, 6)


def brand_folder(tmp_path, **files):
    """A folder of brand files, each of one product with one variant."""
    for name, more in files.items():
        text = HEAD.format(seen="2026-11-01").replace("linter-sock", f"{name}-sock") + VARIANT.format(
            sku=f"{name}-1", more=more
        )
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("one", "two", "kind", "number"),
    [
        ('gtin = "4006381333931"', 'gtin = "04006381333931"', "gtin", "04006381333931"),
        ('shop_id = "77"', 'shop_id = "77"', "shop_id", "77"),
    ],
)
def test_a_number_of_two_products_is_an_error_that_names_both_places(cli, tmp_path, one, two, kind, number):
    done = cli("lint", brand_folder(tmp_path, a=one, b=two), "--json")
    (row,) = [r for r in json.loads(done.out) if r["level"] == "error"]
    assert (done.code, row["code"], row["read"]) == (6, f"duplicate_{kind}", number)
    assert row["place"] == f"b.toml: product b-sock: variant b-1: {kind}"
    assert row["todo"] == (
        f"Expected a number that one product alone has. It is in a.toml: product a-sock: variant a-1: {kind} too: "
        "correct one of the two."
    )


@pytest.mark.parametrize(("kind", "number"), [("gtin", "4006381333931"), ("shop_id", "77")])
def test_a_number_of_two_variants_of_one_product_is_a_warning(cli, tmp_path, kind, number):
    variants = "".join(VARIANT.format(sku=sku, more=f'{kind} = "{number}"') for sku in ("A", "B", "C"))
    path = tmp_path / "one.toml"
    path.write_text(HEAD.format(seen="2026-11-01") + variants)
    done = cli("lint", str(path), "--json")
    place = "one.toml: product linter-sock: variant"
    assert [(f["level"], f["code"], f["place"]) for f in json.loads(done.out)] == [
        ("warning", f"duplicate_{kind}", f"{place} B: {kind}"),
        ("warning", f"duplicate_{kind}", f"{place} C: {kind}"),
    ]
    assert json.loads(done.out)[0]["todo"] == (
        f"Expected a number that one variant alone has. It is in {place} A: {kind} too: correct one of the two."
    )


def test_a_sku_that_is_the_shop_id_of_another_product_is_a_warning(cli, tmp_path):
    head = HEAD.format(seen="2026-11-01")
    (tmp_path / "a.toml").write_text(head + VARIANT.format(sku="77", more='shop_id = "77"'))
    (tmp_path / "b.toml").write_text(
        head.replace("linter-sock", "other-sock") + VARIANT.format(sku="B", more='shop_id = "78"')
    )
    (tmp_path / "c.toml").write_text(head.replace("linter-sock", "third-sock") + VARIANT.format(sku="78", more=""))
    done = cli("lint", str(tmp_path), "--json")
    assert [(f["level"], f["code"], f["place"], f["todo"]) for f in json.loads(done.out)] == [
        (
            "warning", "duplicate_sku", "c.toml: product third-sock: variant 78: sku",
            "Expected a number that one product alone has. It is in b.toml: product other-sock: variant B: shop_id "
            "too: correct one of the two.",
        )
    ]  # fmt: skip


def test_skus_are_compared_as_written(cli, tmp_path):
    for name, sku in (("a", "0123"), ("b", "123"), ("c", "0123")):
        text = HEAD.format(seen="2026-11-01").replace("linter-sock", f"{name}-sock") + VARIANT.format(sku=sku, more="")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    rows = [r for r in json.loads(cli("lint", str(tmp_path), "--json").out) if r["level"] == "error"]
    assert [(r["code"], r["place"]) for r in rows] == [("duplicate_sku", "c.toml: product c-sock: variant 0123: sku")]


def test_products_that_will_not_be_shown_are_a_note_with_what_to_write(cli, tmp_path):
    text = HEAD.format(seen="2026-11-01").replace('intended_use = ["running"]', "") + chart(*GOOD)
    more = '[[product]]\nid = "run-sock"\nname = "Sock"\ngarment = "sock"\nsources = ["page"]\nintended_use = ["running"]\n'
    file = write(tmp_path, text + more)
    done = cli("lint", file, "--json")
    (row,) = json.loads(done.out)
    assert (done.code, row["level"], row["code"], row["read"]) == (0, "note", "held_back", "linter-sock")
    assert row["todo"] == (
        "Expected what the product is for: 1 of 2 will not be shown. Write intended_use = ['running'] or what the "
        "source says, or decide with `legfit review`."
    )


@pytest.mark.parametrize(
    ("language", "todo"),
    [
        ("de", "Erwartet: die kleinere Zahl zuerst."),
        ("fr", "Attendu : le plus petit chiffre d'abord."),
        ("es", "Se esperaba: la cifra menor primero."),
        ("it", "Ci si aspettava prima la cifra più piccola."),
    ],
)
def test_findings_are_said_in_the_persons_language(cli, tmp_path, language, todo):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "38-28")))
    (row,) = [r for r in json.loads(cli("lint", file, "--json", "--lang", language).out) if r["level"] == "error"]
    assert row["todo"].startswith(todo)


@pytest.mark.parametrize("cell", ["35/38", "39/42", "42/43"])
def test_two_shoe_sizes_with_a_slash_are_no_cell(cli, tmp_path, cell):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + keyed(("shoe_eu",), ("S", cell), ("M", "43-46"), units=""))
    rows = [r for r in json.loads(cli("lint", file, "--json").out) if r["level"] == "error"]
    assert [(r["code"], r["read"]) for r in rows] == [("not_a_band", cell)]
    assert cli("load", file).code == 4


@pytest.mark.parametrize("mark", ["\\u200b", "\\u00a0", "\\u00ad", "\\u2060", "\\u200d", "\\u3000", "\\ufeff"])
@pytest.mark.parametrize("where", ["chart", "variant", "brand"])
def test_hidden_characters_are_refused_with_their_number(cli, tmp_path, mark, where):
    text = HEAD.format(seen="2026-11-01")
    if where == "chart":
        text += chart(("S", "28-33"), (f"M{mark}", "34-38"))
    elif where == "variant":
        text += chart(*GOOD) + VARIANT.format(sku="A-1", more=f'size = "M{mark}"')
    else:
        text = text.replace('"Linter"', f'"Lin{mark}ter"')
    rows = json.loads(cli("lint", write(tmp_path, text), "--json").out)
    assert (rows[0]["level"], rows[0]["code"]) == ("error", "control_character")
    assert f"Take out the character U+{mark[2:].upper()}." in rows[0]["todo"]
