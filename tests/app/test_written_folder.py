"""Files written into a folder all together: those of a person stay, and what fails leaves the folder as it was."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from catalog.app.written_folder import REMEMBERED, write_folder
from catalog.model.problem import BadInput


def written(folder):
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name != REMEMBERED}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "a" / "b"
    write_folder(folder, {"x.csv": "1", "y.csv": "2", "z.toml": "3"}, force=False, whole=True)
    return folder


def test_a_folder_is_made_and_written_again(folder):
    write_folder(folder, {"x.csv": "one"}, force=False, whole=False)
    assert written(folder) == {"x.csv": "one", "y.csv": "2", "z.toml": "3"}


def test_the_whole_takes_away_what_an_export_wrote_of_the_same_kind_and_nobody_changed(folder):
    (folder / "mine.csv").write_text("a person's", "utf-8")
    write_folder(folder, {"x.csv": "one"}, force=False, whole=True)
    assert written(folder) == {"x.csv": "one", "mine.csv": "a person's", "z.toml": "3"}


@pytest.mark.parametrize(
    "name", [pytest.param("x.csv", id="changed since"), pytest.param("new.csv", id="never written")]
)
def test_a_file_of_a_person_stays_and_all_of_them_are_named(folder, name):
    (folder / name).write_text("a person's", "utf-8")
    (folder / "y.csv").write_text("too", "utf-8")
    before = written(folder)
    with pytest.raises(BadInput) as bad:
        write_folder(folder, {name: "one", "y.csv": "two"}, force=False, whole=True)
    assert [(p.code, Path(p.read).name) for p in bad.value.problems] == [
        ("file_exists", name),
        ("file_exists", "y.csv"),
    ]
    assert written(folder) == before
    write_folder(folder, {name: "one", "y.csv": "two"}, force=True, whole=False)
    assert written(folder) == before | {name: "one", "y.csv": "two"}


def test_what_is_there_already_as_it_would_be_written_is_no_obstacle(tmp_path):
    (tmp_path / "x.csv").write_text("1", "utf-8")
    write_folder(tmp_path, {"x.csv": "1"}, force=False, whole=True)


@pytest.mark.parametrize("fails_at", range(6))
def test_a_name_that_cannot_be_given_leaves_the_folder_as_it_was(folder, monkeypatch, fails_at):
    before, calls, replace = written(folder), [], Path.replace

    def failing(path, target):
        calls.append(path)
        if len(calls) == fails_at + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    new = {"x.csv": "one", "y.csv": "two", "w.csv": "four"}
    if fails_at < 4:
        with pytest.raises(BadInput) as bad:
            write_folder(folder, new, force=False, whole=False)
        assert [p.code for p in bad.value.problems] == ["unwritable"]
        assert written(folder) == before
    monkeypatch.undo()
    write_folder(folder, new, force=False, whole=False)
    assert written(folder) == before | new


def test_a_file_in_the_place_of_the_folder_is_a_problem(tmp_path):
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(BadInput) as bad:
        write_folder(tmp_path / "out", {"x.csv": "1"}, force=True, whole=True)
    assert [p.code for p in bad.value.problems] == ["unwritable"]


@pytest.mark.parametrize("memory", ["", "{", "[]", '{"files": 7}', '{"files": {"../x": ["a"]}}'])
def test_a_damaged_memory_makes_every_file_a_person_s(folder, memory):
    (folder / REMEMBERED).write_text(memory, "utf-8")
    with pytest.raises(BadInput):
        write_folder(folder, {"x.csv": "one"}, force=False, whole=True)
    assert written(folder)["x.csv"] == "1"
