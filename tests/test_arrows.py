"""Which way the arrows point: the table of the design, held against every import there is."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent

CORE = frozenset({
    "aside", "problem", "written", "typed", "measure", "money", "source", "chart", "product", "question", "verdict", "answer", "policy",
})  # fmt: skip
PURE = CORE | {"pure"}
DOORS = PURE | {
    "package",
    "lookup",
    "rules_version",
    "embedded",
    "settings",
    "document",
    "answer_document",
    "why_document",
    "figures",
    "words",
    "timing",
}

ARROWS: dict[str, frozenset[str]] = {
    # the core, from the bottom up
    "problem": frozenset(),
    "aside": frozenset(),
    "written": frozenset({"problem"}),
    "typed": frozenset({"problem", "written", "typed"}),
    "measure": frozenset({"written", "typed"}),
    "money": frozenset({"problem", "written", "typed"}),
    "policy": frozenset(),
    "source": frozenset(),
    "chart": frozenset({"measure", "source"}),
    "product": frozenset({"measure", "money", "source", "chart"}),
    "question": frozenset({"aside", "measure", "money", "product"}),
    "verdict": frozenset({"measure", "product", "question"}),
    "answer": frozenset({"measure", "product", "question", "verdict"}),
    # judgement
    "pure": PURE,
    "rules": PURE,
    "rules_version": frozenset({"policy", "package"}),
    "finding": PURE | {"rules", "finding"},
    "narrow": PURE | {"finding", "narrow"},
    "match": PURE | {"rules", "finding", "narrow"},
    # prose, and the answer as a document
    "words": PURE | {"words"},
    "document": PURE | {"words", "document"},
    "figures": PURE | {"load", "lookup", "store"},
    "answer_document": PURE | {"words", "document"},
    "why_document": PURE | {"words", "document", "answer_document"},
    # data in and out
    "store": CORE | {"store"},
    "feeds": frozenset(
        {"problem", "written", "typed", "measure", "money", "source", "chart", "product", "verdict", "feeds"}
    ),
    "lookup": PURE | {"match", "rules", "store", "package"},
    "load": PURE | {"feeds", "store", "rules", "rules_version"},
    "settings": frozenset(),
    "timing": frozenset(),
    "embedded": frozenset({"problem", "policy", "load", "settings", "store"}),
    "profiles": PURE | {"settings"},
    "doctor": PURE | {"rules_version", "store", "settings", "embedded", "package"},
    "rules_doc": PURE | {"rules", "words"},
    # the doors
    "web": DOORS | {"web", "store", "load"},
    "batch": DOORS | {"batch", "match", "store"},
    "commands": DOORS | {"commands", "store", "feeds", "load", "doctor", "profiles", "web", "batch", "rules_doc"},
    "cli": frozenset({"commands"}),
    "package": PURE | {"match"},
}
"""Who may import whom. A group may import itself only where it says so: rules do not."""

PURE_GROUPS = PURE | {"rules", "finding", "narrow", "match"}

THIRD_PARTY: dict[str, frozenset[str]] = {
    "sqlalchemy": frozenset({"store"}),
    "alembic": frozenset({"store"}),
    "platformdirs": frozenset({"settings"}),
    "tomli": frozenset({"feeds", "policy", "words", "pure"}),
    "typer": frozenset({"commands"}),
    "litestar": frozenset({"web"}),
    "uvicorn": frozenset({"web"}),
    "msgspec": frozenset({"store", "web"}),
    "pydantic": frozenset({"feeds", "web", "settings"}),
    "jinja2": frozenset({"web"}),
    "numpy": frozenset({"batch", "narrow"}),
}
"""Who may import what was installed; what is not named here is for nobody."""

RECORDS = frozenset({"msgspec.Struct", "msgspec.field", "msgspec.structs"})
"""What records are made of (decision 13): for everybody. Encoding and decoding are for the borders alone."""

OUTSIDE = frozenset({
    "asyncio", "http", "logging", "os", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess",
    "tempfile", "threading", "time", "urllib",
})  # fmt: skip
"""Parts of the standard library that reach a clock, an environment, a network or a log."""

CLOCKS = frozenset({"now", "today", "utcnow"})


def module_files() -> dict[str, Path]:
    """Every module of the project by its dotted name, packages under their own."""
    files = {}
    for path in [*sorted((CHECKOUT / "catalog").rglob("*.py")), CHECKOUT / "cli.py"]:
        parts = path.relative_to(CHECKOUT).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


FILES = module_files()


def group(module: str) -> str:
    """The row of the table that a module stands in; what has no row of its own is a pure helper."""
    if module == "cli":
        return "cli"
    parts = module.split(".")[1:]
    if not parts:
        return "package"
    return parts[0] if parts[0] in ARROWS else "pure"


def imported(source: str, module: str, *, package: bool = False) -> set[str]:
    """The dotted names that a source text imports, anywhere in it, relative ones resolved."""
    here = module.split(".") if package else module.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            names = {f"{whole}.{alias.name}" for alias in node.names}
            modules = names & (set(FILES) | RECORDS)
            found |= modules | ({whole} if names - modules and not names & set(FILES) else set())
    return found


def faults(source: str, module: str, *, package: bool = False) -> list[str]:
    """Every arrow of a source text that the tables do not have."""
    mine = group(module)
    wrong = []
    for target in sorted(imported(source, module, package=package)):
        top = target.split(".")[0]
        if top in ("catalog", "cli"):
            if group(target) not in ARROWS[mine] and not (mine == "rules" and target == "catalog.rules"):
                wrong.append(f"{module} -> {target}")
        elif target in RECORDS:
            continue
        elif top in THIRD_PARTY or top not in sys.stdlib_module_names:
            if mine not in THIRD_PARTY.get(top, ()):
                wrong.append(f"{module} -> {target} (installed)")
        elif mine in PURE_GROUPS and top in OUTSIDE:
            wrong.append(f"{module} -> {target} (not pure)")
    if mine in PURE_GROUPS:
        tree = ast.walk(ast.parse(source))
        clocks = [n.attr for n in tree if isinstance(n, ast.Attribute) and n.attr in CLOCKS]
        wrong += [f"{module}: .{attr} (a clock)" for attr in clocks]
    return wrong


@pytest.mark.parametrize("module", [pytest.param(m, id=m) for m in FILES])
def test_every_arrow_is_in_the_table(module):
    path = FILES[module]
    assert faults(path.read_text("utf-8"), module, package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        pytest.param("catalog.measure", "from .product import Band", "catalog.measure -> catalog.product", id="up the core"),
        pytest.param("catalog.measure", "def f():\n    from .rules.size import size", "catalog.measure -> catalog.rules.size", id="inside a function"),
        pytest.param("catalog.rules.size", "from .medical import medical", "catalog.rules.size -> catalog.rules.medical", id="rule to rule"),
        pytest.param("catalog.rules.size", "from ..words import say", "catalog.rules.size -> catalog.words", id="rule to words"),
        pytest.param("catalog.rules.size", "import catalog.store.read", "catalog.rules.size -> catalog.store.read", id="rule to store"),
        pytest.param("catalog.rules.size", "import sqlalchemy as sa", "catalog.rules.size -> sqlalchemy (installed)", id="rule to tables"),
        pytest.param("catalog.rules.size", "from os import environ", "catalog.rules.size -> os (not pure)", id="rule to environment"),
        pytest.param("catalog.match", "import logging", "catalog.match -> logging (not pure)", id="match to log"),
        pytest.param("catalog.helper", "x = date.today()", "catalog.helper: .today (a clock)", id="a clock"),
        pytest.param("catalog.helper", "from pydantic import BaseModel", "catalog.helper -> pydantic (installed)", id="models inside"),
        pytest.param("catalog.helper", "from msgspec import Struct, json", "catalog.helper -> msgspec (installed)", id="json inside"),
        pytest.param("catalog.helper", "import msgspec", "catalog.helper -> msgspec (installed)", id="all of msgspec inside"),
        pytest.param("catalog.helper", "from .store import read", "catalog.helper -> catalog.store.read", id="helper to store"),
        pytest.param("catalog.feeds.drafts", "from ..store import write", "catalog.feeds.drafts -> catalog.store.write", id="feeds to store"),
        pytest.param("catalog.store.read", "from ..feeds import drafts", "catalog.store.read -> catalog.feeds.drafts", id="store to feeds"),
        pytest.param("catalog.store.read", "import typer", "catalog.store.read -> typer (installed)", id="store to command line"),
        pytest.param("catalog.web.app", "from rich import print", "catalog.web.app -> rich (installed)", id="web to terminal"),
        pytest.param("catalog.web.app", "from ..match import find", "catalog.web.app -> catalog.match", id="web around the use case"),
        pytest.param("catalog.commands.search", "import litestar", "catalog.commands.search -> litestar (installed)", id="command to service"),
        pytest.param("catalog.lookup", "import requests", "catalog.lookup -> requests (installed)", id="not agreed on"),
        pytest.param("cli", "from catalog.match import find", "cli -> catalog.match", id="doorway"),
    ],
)  # fmt: skip
def test_an_arrow_added_by_hand_is_found(module, source, fault):
    assert faults(source, module) == [fault]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param(
            "catalog.rules.size", "from ..measure import Length\nfrom fractions import Fraction", id="rule to core"
        ),
        pytest.param("catalog.match", "from .rules.size import size", id="match to rule"),
        pytest.param("catalog.helper", "from msgspec import Struct, field", id="helper to records"),
        pytest.param("catalog.helper", "from msgspec.structs import replace", id="helper to a changed record"),
        pytest.param("catalog.store.read", "from sqlalchemy import select\nfrom .tables import charts", id="store"),
        pytest.param("catalog.commands.load", "from ..store.write import write\nimport typer", id="command"),
    ],
)
def test_an_arrow_of_the_table_is_let_through(module, source):
    assert faults(source, module) == []


def test_every_row_leads_to_rows():
    assert {target for targets in ARROWS.values() for target in targets} <= set(ARROWS)


def test_the_rows_below_the_doors_have_no_circle():
    seen: list[str] = []

    def walk(row: str, way: tuple[str, ...]) -> None:
        assert row not in way, " -> ".join([*way, row])
        if row not in seen:
            for target in ARROWS[row] - {row}:
                walk(target, (*way, row))
            seen.append(row)

    for row in ARROWS:
        walk(row, ())


LONGEST_FUNCTION, LONGEST_MODULE = 50, 300
LONG_FUNCTIONS: frozenset[str] = frozenset()
LONG_MODULES: frozenset[str] = frozenset()
WITHOUT_DOCSTRING: frozenset[str] = frozenset()

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(source: str) -> list[tuple[str, Function]]:
    """The functions and methods that others may call, by name."""
    found: list[tuple[str, Function]] = []
    for node in ast.parse(source).body:
        if isinstance(node, Function):
            found.append((node.name, node))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found += [(f"{node.name}.{n.name}", n) for n in node.body if isinstance(n, Function)]
    return [(name, node) for name, node in found if not node.name.startswith("_")]


def long_functions(source: str) -> list[str]:
    """The functions of a source text with more lines than agreed."""
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, Function)]
    return [n.name for n in nodes if (n.end_lineno or 0) - n.lineno + 1 > LONGEST_FUNCTION]


@pytest.mark.parametrize("module", [pytest.param(m, id=m) for m in FILES])
def test_modules_and_functions_are_short_and_say_what_they_are(module):
    source = FILES[module].read_text("utf-8")
    long = [f"{module}.{name}" for name in long_functions(source)]
    bare = [f"{module}.{name}" for name, node in public_functions(source) if not ast.get_docstring(node)]
    assert [name for name in long if name not in LONG_FUNCTIONS] == []
    assert [name for name in bare if name not in WITHOUT_DOCSTRING] == []
    assert module in LONG_MODULES or len(source.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(source)), f"{module} does not say what it is"


def test_a_long_function_and_a_bare_one_are_found():
    source = "def f():\n" + "    x = 1\n" * 50 + "\n\nclass A:\n    def g(self): ...\n    def _h(self): ...\n"
    assert long_functions(source) == ["f"]
    assert [name for name, node in public_functions(source) if not ast.get_docstring(node)] == ["f", "A.g"]


def test_no_exception_is_kept_longer_than_needed():
    named = {name.rsplit(".", 1)[0] for name in LONG_FUNCTIONS | WITHOUT_DOCSTRING} | LONG_MODULES
    assert not {name for name in named if name not in FILES and name.rsplit(".", 1)[0] not in FILES}
