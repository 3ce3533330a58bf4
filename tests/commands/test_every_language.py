"""No listing of the command line says English words in another language; to the letter, in all six."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from brand_texts import HEAD, chart

PLACES = {
    "en": ("error", "linter.toml: product linter-sock: chart c1: sizes S, M: calf_max_girth"),
    "de": ("Fehler", "linter.toml: Produkt linter-sock: Tabelle c1: Größen S, M: calf_max_girth"),
    "fr": ("erreur", "linter.toml: produit linter-sock: tableau c1: tailles S, M: calf_max_girth"),
    "es": ("error", "linter.toml: producto linter-sock: tabla c1: tallas S, M: calf_max_girth"),
    "it": ("errore", "linter.toml: prodotto linter-sock: tabella c1: taglie S, M: calf_max_girth"),
    "nl": ("fout", "linter.toml: product linter-sock: maattabel c1: maten S, M: calf_max_girth"),
}


@pytest.mark.parametrize(("language", "words"), PLACES.items(), ids=PLACES)
def test_lint_names_level_and_place(cli, tmp_path: Path, language: str, words: tuple[str, str]) -> None:
    file = tmp_path / "linter.toml"
    file.write_text(HEAD.format(seen="2026-11-01") + chart(("S", "34-38"), ("M", "30-33")), "utf-8")
    done = cli("lint", str(file), "--lang", language)
    assert done.out.splitlines()[0] == ": ".join(words)
    (row,) = json.loads(cli("lint", str(file), "--lang", language, "--json").out)
    assert (row["level"], row["place"]) == ("error", PLACES["en"][1])


LINES = {"de": "Zeile", "fr": "ligne", "es": "línea", "it": "riga", "nl": "regel"}


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize(("language", "word"), LINES.items(), ids=LINES)
def test_a_line_of_a_feed_is_named(cli, language: str, word: str) -> None:
    done = cli("stock", "-", "--lang", language, stdin="sku,stock\nA,1\nB,many\n")
    assert done.code == 4
    assert done.err.startswith(f"legfit: stdin: {word} 3: stock: ")


KEYS = {
    "en": ["Name", "For", "Made", "No longer valid since"],
    "de": ["Name", "Für", "Erstellt", "Ungültig seit"],
    "fr": ["Nom", "Pour", "Créée le", "Non valable depuis"],
    "es": ["Nombre", "Para", "Creada", "No válida desde"],
    "it": ["Nome", "Per", "Creata il", "Non più valida dal"],
    "nl": ["Naam", "Voor", "Gemaakt", "Ongeldig sinds"],
}


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize(("language", "heads"), KEYS.items(), ids=KEYS)
def test_columns_of_keys(cli, language: str, heads: list[str]) -> None:
    cli("key", "add", "kim")
    listing = cli("key", "list", "--lang", language, "--format", "md").out
    assert listing.splitlines()[0] == f"| {' | '.join(heads)} |"


ORIGINS = {
    "en": ("default", "the option --lang"),
    "de": ("Voreinstellung", "die Option --lang"),
    "fr": ("valeur par défaut", "l'option --lang"),
    "es": ("valor predeterminado", "la opción --lang"),
    "it": ("predefinito", "l'opzione --lang"),
    "nl": ("standaard", "de optie --lang"),
}


@pytest.mark.parametrize(("language", "words"), ORIGINS.items(), ids=ORIGINS)
def test_where_a_setting_comes_from(cli, language: str, words: tuple[str, str]) -> None:
    rows = cli("config", "--lang", language, "--columns", "name,origin", "--format", "md").out.splitlines()
    assert {f"| profile | {words[0]} |", f"| language | {words[1]} |"} <= set(rows)


@pytest.mark.parametrize("language", ORIGINS)
def test_before_the_first_command_nothing_is_broken(cli, tmp_path: Path, language: str) -> None:
    done = cli("doctor", "--lang", language)
    assert done.code == 0
    assert done.out.startswith(f"ok  database: {tmp_path}/data/legfit/catalog.db ")
    assert not (tmp_path / "data/legfit").exists()


def test_what_waits_is_a_short_paragraph_each(shop) -> None:
    """A row of evidence is wider than any terminal: the name with its id, and the one sentence that matters most."""
    done = shop("review")
    assert done.code == 6
    for entry in done.out.strip().split("\n\n"):
        name, text = entry.splitlines()
        product = name.partition("[")[2].rstrip("]")
        assert shop("show", product).code == 0
        assert text.startswith(("  Sport or medical?", "  Graduated or not?", "  Sport and medical words"))
    assert {row["why"] for row in json.loads(shop("review", "--json").out)} <= {"unknown", "conflict", "graduated"}
