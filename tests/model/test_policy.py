"""Every threshold says where it comes from, is used, and is there when asked for."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from policies import with_value

from catalog.model.policy import Policy, read_policy, shipped_policy

CATALOG = Path(__file__).parents[2] / "catalog"
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
    changed = with_value(policy, "size.margin", 0.7)
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


NAME = re.compile(r"[a-z]+(\.[a-z_0-9]*[a-z0-9])+")


def texts(source: str) -> set[str]:
    """Every text that stands whole in a source: names may be kept in a table and asked for later."""
    found = ast.walk(ast.parse(source))
    return {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def pattern(built: ast.JoinedStr) -> str:
    """What an f-string can become, as a pattern: its texts as they are, anything where it has a field."""
    return "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in built.values)


def built(source: str) -> set[str]:
    """The patterns of f-strings that say more than a section: `size.tape_.+` but not `size..+`.

    An ending put to a name (`f"{name}_sd"`) counts for the names that stand in the same source.
    """
    found = {pattern(n) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.JoinedStr)}
    endings = {p.removeprefix(".+") for p in found if re.fullmatch(r"\.\+_[a-z_]+", p)}
    ended = {re.escape(text) + ending for text in texts(source) if NAME.fullmatch(text) for ending in endings}
    return ended | {p for p in found if re.match(r"[a-z]+\\\.(?!\.\+$)", p)}


def asked(source: str) -> tuple[set[str], set[str]]:
    """The names that a source asks a policy for, and the patterns of names that it builds on the spot."""
    names: set[str] = set()
    patterns: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        name = node.args[0]
        if node.func.attr not in READERS:
            continue
        if isinstance(name, ast.JoinedStr) and re.match(r"[a-z]+\\\.", pattern(name)):
            patterns.add(pattern(name))
        elif isinstance(name, ast.Constant) and NAME.fullmatch(str(name.value)):
            names.add(str(name.value))
    return names, patterns


SOURCES = {path: path.read_text("utf-8") for path in sorted(CATALOG.rglob("*.py"))}
KNOWN = {threshold.name for threshold in SHIPPED}


def test_every_name_that_is_asked_for_exists():
    missing = []
    for path, source in SOURCES.items():
        names, patterns = asked(source)
        wrong = sorted(names - KNOWN) + [p for p in patterns if not any(re.fullmatch(p, n) for n in KNOWN)]
        missing += [f"{path.relative_to(CATALOG)}: {name}" for name in wrong]
    assert missing == []


def test_every_threshold_is_used():
    whole = {text for source in SOURCES.values() for text in texts(source)}
    patterns = {p for source in SOURCES.values() for p in built(source) | asked(source)[1]}
    unused = [n for n in KNOWN - whole if not any(re.fullmatch(p, n) for p in patterns)]
    assert sorted(unused) == []


def test_the_reading_of_names_sees_plain_and_built_ones():
    source = (
        'policy.whole("a.b")\npolicy.um(f"c.{x}_sd")\nname = f"size.tape_{x}"\npolicy.number(name)\n'
        'f"{x}.y"\nf"size.{x}"\nother("d.e")\nf"{x}_low"\n'
    )
    assert asked(source) == ({"a.b"}, {r"c\..+_sd"})
    assert built(source) == {r"c\..+_sd", r"size\.tape_.+", r"a\.b_low", r"d\.e_low"}
