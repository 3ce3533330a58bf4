"""A brand file to begin with: named for its brand, whole or not there, and never over what is there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from catalog.app.new_brand_file import write_example
from catalog.formats.example import example_text, name_for
from catalog.model.problem import BadInput


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("brand", "name"),
    [
        pytest.param("Stride", "stride", id="plain"),
        pytest.param("Läufer & Söhne", "laeufer-soehne", id="umlauts"),
        pytest.param("La\u0308ufer", "laeufer", id="an umlaut of two characters"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("Médi-Sport Ñandú", "medi-sport-nandu", id="accents"),
        pytest.param("Levi’s Run'n'Go", "levis-runngo", id="apostrophes"),
        pytest.param("CEP®", "cep", id="registered"),
        pytest.param("CEP™", "cep", id="trade mark"),
        pytest.param("İstanbul Øst Łódź", "istanbul-ost-lodz", id="letters without a plain one"),
        pytest.param("ＡＢＣ 2", "abc-2", id="wide letters"),
        pytest.param("Бег", "my-brand", id="no latin letter"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("C:\\con", "c-con", id="a path of Windows"),
        pytest.param("CON", "con-brand", id="a device of Windows"),
        pytest.param("com1", "com1-brand", id="a port of Windows"),
        pytest.param("--help", "help", id="an option"),
        pytest.param("a" * 39 + " b", "a" * 39, id="cut at a hyphen"),
        pytest.param("x" * 200, "x" * 40, id="cut"),
    ],
)
def test_what_a_file_and_ids_begin_with(brand, name):
    assert name_for(brand) == name


def test_the_folder_is_made_and_the_file_holds_the_example(tmp_path):
    file = write_example(tmp_path / "a" / "b", "  Stride ")
    assert (file.path, file.brand, file.product) == (tmp_path / "a/b/stride.toml", "Stride", "stride-example-sock")
    assert file.path.read_bytes() == example_text("Stride", "stride").encode()
    assert names_in(tmp_path / "a/b") == ["stride.toml"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o666 & ~umask


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize(
    "put", [lambda p: p.write_text("mine", "utf-8"), Path.mkdir, dangling], ids=["a file", "a folder", "a dead link"]
)
def test_nothing_is_written_over(tmp_path, put):
    put(tmp_path / "my-brand.toml")
    with pytest.raises(BadInput) as refused:
        write_example(tmp_path)
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("file_exists", "dir")
    assert names_in(tmp_path) == ["my-brand.toml"]
    if (tmp_path / "my-brand.toml").is_file():
        assert (tmp_path / "my-brand.toml").read_text("utf-8") == "mine"


def test_a_file_that_comes_while_ours_is_written_stays(tmp_path, monkeypatch):
    link = Path.hardlink_to

    def late(self, target):
        self.write_text("theirs", "utf-8")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", late)
    with pytest.raises(BadInput, match="file_exists"):
        write_example(tmp_path)
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("my-brand.toml", "theirs")]


def without_links(self, target):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_file_system_without_links_does_too(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    assert write_example(tmp_path).path.read_text("utf-8") == example_text()
    assert names_in(tmp_path) == ["my-brand.toml"]


def test_a_disk_that_is_full_leaves_nothing(tmp_path, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput) as refused:
        write_example(tmp_path / "new" / "folder")
    (problem,) = refused.value.problems
    assert (problem.code, dict(problem.facts)["reason"]) == ("unwritable", os.strerror(errno.ENOSPC))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["a-file", "a-file/below", "dead"])
def test_what_is_no_folder_is_refused(tmp_path, folder):
    (tmp_path / "a-file").write_text("mine", "utf-8")
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="unwritable"):
        write_example(tmp_path / folder)
    assert names_in(tmp_path) == ["a-file", "dead"]


@pytest.mark.parametrize(
    ("brand", "code"),
    [
        (" ", "missing"),
        ("a\u200bb", "control_character"),
        ("a\nb", "control_character"),
        ("a\x7fb", "control_character"),
    ],
)
def test_a_brand_that_no_file_may_hold_is_refused(tmp_path, brand, code):
    with pytest.raises(BadInput) as refused:
        write_example(tmp_path, brand)
    assert [(p.field, p.code) for p in refused.value.problems] == [("--brand", code)]
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_shown_is_refused(tmp_path):
    with pytest.raises(BadInput, match="bad_path"):
        write_example(tmp_path / "line\nbreak")
    assert list(tmp_path.iterdir()) == []
