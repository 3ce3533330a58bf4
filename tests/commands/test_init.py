"""`legfit init`: what it says to the letter, and that its commands do what they say when they are pasted."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from catalog.report.any_shell import quoted

TEXT = {
    "en": """\
my-brand.toml is written: an example with made-up figures. Open it in a text editor and put your own brand, sizes and figures in their place.
Then, one after the other:
  legfit lint my-brand.toml
      Looks for mistakes and changes nothing.
  legfit load my-brand.toml
      Takes the file into your catalog; with --dry-run at its end it only shows what would change.
  legfit size my-brand-example-sock --calf "35 cm"
      Asks for the size that fits a leg. Once you have changed the id in the file, put yours in.
""",
    "de": """\
my-brand.toml ist geschrieben: ein Beispiel mit erfundenen Zahlen. Öffnen Sie die Datei in einem Texteditor und setzen Sie Ihre eigene Marke, Ihre Größen und Zahlen ein.
Danach, der Reihe nach:
  legfit lint my-brand.toml --lang de
      Sucht nach Fehlern und ändert nichts.
  legfit load my-brand.toml --lang de
      Nimmt die Datei in Ihren Katalog auf; mit --dry-run am Ende zeigt der Befehl nur, was sich ändern würde.
  legfit size my-brand-example-sock --calf "35 cm" --lang de
      Fragt nach der Größe, die zu einem Bein passt. Wenn Sie die id in der Datei geändert haben, setzen Sie Ihre ein.
""",
    "fr": """\
my-brand.toml est écrit : un exemple avec des chiffres inventés. Ouvrez-le dans un éditeur de texte et mettez à leur place votre marque, vos tailles et vos chiffres.
Ensuite, dans cet ordre :
  legfit lint my-brand.toml --lang fr
      Cherche les erreurs et ne change rien.
  legfit load my-brand.toml --lang fr
      Prend le fichier dans votre catalogue ; avec --dry-run à la fin, la commande montre seulement ce qui changerait.
  legfit size my-brand-example-sock --calf "35 cm" --lang fr
      Demande la taille qui convient à une jambe. Si vous avez changé l'id dans le fichier, mettez le vôtre.
""",
    "es": """\
my-brand.toml está escrito: un ejemplo con cifras inventadas. Ábralo en un editor de texto y ponga en su lugar su marca, sus tallas y sus cifras.
Después, en este orden:
  legfit lint my-brand.toml --lang es
      Busca errores y no cambia nada.
  legfit load my-brand.toml --lang es
      Incorpora el archivo a su catálogo; con --dry-run al final, el comando solo muestra lo que cambiaría.
  legfit size my-brand-example-sock --calf "35 cm" --lang es
      Pregunta por la talla que le va a una pierna. Si ha cambiado el id en el archivo, ponga el suyo.
""",
    "it": """\
my-brand.toml è scritto: un esempio con cifre inventate. Aprilo con un editor di testo e metti al loro posto la tua marca, le tue taglie e le tue cifre.
Poi, una cosa dopo l'altra:
  legfit lint my-brand.toml --lang it
      Cerca errori e non cambia nulla.
  legfit load my-brand.toml --lang it
      Prende il file nel tuo catalogo; con --dry-run in fondo mostra soltanto che cosa cambierebbe.
  legfit size my-brand-example-sock --calf "35 cm" --lang it
      Chiede la taglia che va bene per una gamba. Se nel file hai cambiato l'id, metti il tuo.
""",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("language", TEXT)
def test_what_it_says(cli, here, language):
    done = cli("init", *(() if language == "en" else ("--lang", language)))
    assert (done.code, done.out, done.err) == (0, TEXT[language], "")


@pytest.mark.parametrize("folder", [".", "a b", "it's", "$HOME `x` 100%", "-x", "~", "naïve", "a,b@c"])
def test_the_commands_can_be_pasted(cli, shop_file, here, monkeypatch, folder):
    (here / "shop.db").write_bytes(shop_file.read_bytes())
    monkeypatch.setenv("LEGFIT_DATABASE_URL", str(here / "shop.db"))
    done = cli("init", "--json", "--brand", 'Stride "1"', "--", folder)
    document = json.loads(done.out)
    assert Path(document["file"]).is_file()
    words = [shlex.split(command) for command in document["commands"]]
    assert [w[:2] for w in words] == [["legfit", "lint"], ["legfit", "load"], ["legfit", "size"]]
    assert cli(*words[0][1:]).code == 6
    assert cli(*words[1][1:]).code == 0
    answer = cli(*words[2][1:])
    assert answer.code == 0
    assert "Size M fits." in answer.out
    assert (
        "This size chart is uncertain (made-up example figures, from an unreliable source and without a date)."
        in answer.out
    )


def test_a_load_of_the_example_says_that_it_still_is_one(shop, here):
    shop("init")
    done = shop("load", "my-brand.toml", "--collection", "mine")
    replace = "This is still the example that `legfit init` wrote: put what is yours in its place."
    assert (done.code, done.err.splitlines()) == (
        0,
        [
            "warning: my-brand.toml: product my-brand-example-sock: source: read 'https://example.com/your-size-chart', "
            f"expected the address where your own size chart was read. {replace}",
            "warning: my-brand.toml: product my-brand-example-sock: chart my-brand-example-sock-chart: read "
            f"'30.3–33.3 cm, 33.4–36.6 cm, 36.7–39.9 cm', expected your own figures. {replace}",
        ],
    )


def test_a_second_time_is_refused_and_says_what_to_do(cli, here):
    cli("init", "brands")
    done = cli("init", "brands")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "legfit: dir: read 'brands/my-brand.toml', expected a file that is not there yet. It stays as it is. Go on with it, "
        "or name another folder, or another brand with --brand.\n",
    )


@pytest.mark.parametrize(
    ("word", "posix", "windows"),
    [
        pytest.param("my-brand.toml", "my-brand.toml", "my-brand.toml", id="plain"),
        pytest.param("--calf", "--calf", "--calf", id="an option"),
        pytest.param("35 cm", '"35 cm"', '"35 cm"', id="a blank"),
        pytest.param("it's", '"it\'s"', '"it\'s"', id="an apostrophe"),
        pytest.param("C:\\a b", "'C:\\a b'", '"C:\\a b"', id="a backslash"),
        pytest.param("$HOME", "'$HOME'", "'$HOME'", id="a variable"),
        pytest.param("a,b", '"a,b"', '"a,b"', id="a list of PowerShell"),
        pytest.param("it's $1", "'it'\"'\"'s $1'", "'it''s $1'", id="both"),
        pytest.param("it’s $1", "'it’s $1'", "'it’’s $1'", id="a typeset apostrophe and a variable"),
        pytest.param("“a”", "'“a”'", "'“a”'", id="typeset quotes"),
        pytest.param("", '""', '""', id="nothing"),
    ],
)
def test_quotes_suit_both_kinds_of_shell(word, posix, windows):
    assert (quoted(word, windows=False), quoted(word, windows=True)) == (posix, windows)
    printed = subprocess.run(["sh", "-c", f"printf %s {posix}"], capture_output=True, text=True, check=True)
    assert printed.stdout == word
