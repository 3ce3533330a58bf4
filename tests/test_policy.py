"""Every threshold says where it comes from, is used, and is there when asked for."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from catalog.policy import Policy, read_policy, shipped_policy

CATALOG = Path(__file__).parent.parent / "catalog"
READERS = {"whole", "number", "um", "word", "items"}
SHIPPED = list(shipped_policy())

GOOD = '[size.margin]\nvalue = 0.5\nunit = "cm"\nsince = "2026-11-23"\nsource = "convention"\nwhy = "Tape."\n'


@pytest.mark.parametrize("threshold", [pytest.param(t, id=t.name) for t in SHIPPED])
def test_every_threshold_is_complete(threshold):
    assert threshold.value not in ("", ())
    assert threshold.unit.strip()
    assert threshold.source.strip()
    assert threshold.why.strip()
    assert date.fromisoformat(threshold.since).isoformat() == threshold.since


def test_names_are_unique_and_of_a_section():
    names = [t.name for t in SHIPPED]
    assert len(names) == len(set(names))
    assert all("." in name for name in names)


def test_a_broken_policy_names_every_fault():
    broken = GOOD + (
        'loose = 1\n[size.bare]\nvalue = 1\n[size.more]\nvalue = 1\nunit = "cm"\nsince = "2026-11-23"\n'
        'source = "convention"\nwhy = "x"\nextra = 2\n'
    )
    with pytest.raises(ValueError) as refused:
        read_policy("top = 3\n" + broken)
    assert str(refused.value) == (
        "policy.toml: top: not a table; "
        "size.margin: fields ['loose'] missing or unknown; "
        "size.bare: fields ['since', 'source', 'unit', 'why'] missing or unknown; "
        "size.more: fields ['extra'] missing or unknown"
    )


def test_the_version_changes_with_any_threshold():
    policy = read_policy(GOOD)
    assert read_policy(GOOD).version == policy.version
    assert read_policy(GOOD.replace("0.5", "0.6")).version != policy.version
    changed = policy.with_value("size.margin", 0.7)
    assert (changed.number("size.margin"), policy.number("size.margin")) == (0.7, 0.5)
    assert changed.version != policy.version
    assert changed.thresholds["size.margin"].source == "set by the shop"


def _policy(value: str, unit: str = "cm") -> Policy:
    return read_policy(GOOD.replace("0.5", value).replace('"cm"', f'"{unit}"'))


@pytest.mark.parametrize(
    ("value", "reader", "read"),
    [
        pytest.param("3", "whole", 3, id="whole"),
        pytest.param("3", "number", 3.0, id="whole as number"),
        pytest.param("0.5", "um", 5_000, id="centimetres in micrometres"),
        pytest.param('"larger"', "word", "larger", id="word"),
        pytest.param("[1, [2, 3]]", "items", (1, (2, 3)), id="list of lists"),
    ],
)
def test_a_value_is_read_as_what_it_is(value, reader, read):
    assert getattr(_policy(value), reader)("size.margin") == read


@pytest.mark.parametrize(
    ("value", "unit", "reader", "sentence"),
    [
        pytest.param("0.5", "cm", "whole", "policy size.margin is not a whole number", id="fraction"),
        pytest.param("true", "cm", "whole", "policy size.margin is not a whole number", id="true as whole"),
        pytest.param("true", "cm", "number", "policy size.margin is not a number", id="true as number"),
        pytest.param("0.5", "kg", "um", "policy size.margin is not a length in cm", id="not a length"),
        pytest.param("0.5", "cm", "word", "policy size.margin is not a word", id="number as word"),
        pytest.param("0.5", "cm", "items", "policy size.margin is not a list", id="number as list"),
    ],
)
def test_a_value_is_never_read_as_something_else(value, unit, reader, sentence):
    with pytest.raises(TypeError) as refused:
        getattr(_policy(value, unit), reader)("size.margin")
    assert str(refused.value) == sentence


def test_a_threshold_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        read_policy(GOOD).whole("size.magrin")


def asked_names(source: str) -> tuple[set[str], set[str]]:
    """The names that a source text asks a policy for, and the fixed beginnings of names it builds."""
    names: set[str] = set()
    prefixes: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr not in READERS:
            continue
        name = node.args[0]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            names.add(name.value)
        elif isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
            prefixes.add(str(name.values[0].value))
    return names, prefixes


def texts(source: str) -> set[str]:
    """Every text that stands in a source as a whole: names may be kept in a table and asked for later."""
    found = ast.walk(ast.parse(source))
    return {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}


SOURCES = {path: path.read_text("utf-8") for path in sorted(CATALOG.rglob("*.py"))}


def test_every_name_that_is_asked_for_exists():
    known = {t.name for t in SHIPPED}
    sections = {name.split(".")[0] for name in known}
    missing = []
    for path, source in SOURCES.items():
        names, prefixes = asked_names(source)
        where = path.relative_to(CATALOG)
        missing += [f"{where}: {n}" for n in names - known if n.split(".")[0] in sections]
        missing += [f"{where}: {p}..." for p in prefixes if not any(n.startswith(p) for n in known)]
    assert sorted(missing) == []


def test_every_threshold_is_used():
    asked: set[str] = set()
    prefixes: set[str] = set()
    for source in SOURCES.values():
        names, begun = asked_names(source)
        asked |= names | texts(source)
        prefixes |= {p for p in begun if "." in p}
    unused = [t.name for t in SHIPPED if t.name not in asked and not t.name.startswith(tuple(prefixes))]
    assert unused == []


def test_the_reading_of_names_sees_plain_and_built_ones():
    source = 'policy.whole("a.b")\nbounds.um(f"c.{x}_sd")\npolicy.number(name)\nother("d.e")\n'
    assert asked_names(source) == ({"a.b"}, {"c."})
