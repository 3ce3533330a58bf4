"""Which way the arrows point: the table of the design, held against every import there is."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]

ARROWS: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "messages": frozenset({"model"}),
    "lexicon": frozenset({"model"}),
    "geometry": frozenset({"model"}),
    "store": frozenset({"model"}),
    "formats": frozenset({"model"}),
    "rules": frozenset({"model", "geometry", "lexicon"}),
    "documents": frozenset({"model", "messages"}),
    "report": frozenset({"model", "messages"}),
    "search": frozenset({"model", "geometry", "rules"}),
    "app": frozenset({"model", "geometry", "rules", "search", "store", "formats", "documents"}),
    "analytics": frozenset({"model", "messages", "geometry", "rules", "search", "report", "app"}),
    "batch": frozenset({"model", "geometry", "rules", "search", "documents", "app"}),
    "web": frozenset({"model", "messages", "documents", "report", "search", "app"}),
    "commands": frozenset({"model", "messages", "documents", "report", "search", "app", "batch", "web", "analytics"}),
    "cli": frozenset({"commands"}),
    "__main__": frozenset({"commands"}),
    "package": frozenset(),
}
"""Which room may import which other one. Every room may import its own modules and the root package (version)."""

RULES: dict[str, frozenset[str]] = {
    "medical": frozenset({"lexicon", "model"}),
    "graduated": frozenset({"lexicon", "model"}),
    "size": frozenset({"geometry", "model"}),
    "usage": frozenset({"model"}),
    "plausible": frozenset({"model"}),
    "same_as": frozenset({"geometry", "model"}),
    "tightness": frozenset({"model"}),
    "chart_lint": frozenset({"model"}),
    "version": frozenset({"model"}),
    "gates": frozenset({"medical", "graduated", "version", "model"}),
}
"""Which rule may use which room. Rules never import one another; `gates` alone, which lists them, uses rules."""

PURE_ROOMS = frozenset({"model", "geometry", "lexicon", "rules", "search"})

THIRD_PARTY: dict[str, frozenset[str]] = {
    "sqlalchemy": frozenset({"store"}),
    "alembic": frozenset({"store"}),
    "platformdirs": frozenset({"app"}),
    "tomli": frozenset({"formats", "model", "messages", "lexicon", "rules", "analytics"}),
    "typer": frozenset({"commands"}),
    "rich": frozenset({"commands"}),
    "starlette": frozenset({"web"}),
    "prometheus_client": frozenset({"web"}),
    "uvicorn": frozenset({"web"}),
    "msgspec": frozenset({"store", "documents", "formats", "web"}),
    "pydantic": frozenset({"formats", "web", "app"}),
    "jinja2": frozenset({"web", "analytics"}),
    "numpy": frozenset({"geometry", "search", "batch", "analytics"}),
    "pyarrow": frozenset({"batch"}),
    "pyspark": frozenset({"batch"}),
    "matplotlib": frozenset({"analytics"}),
    "selectolax": frozenset({"formats"}),
    "python_calamine": frozenset({"formats"}),
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


def room(module: str) -> str:
    """The row of the table that a module stands in: the first folder below `catalog/`."""
    if module == "cli":
        return "cli"
    parts = module.split(".")[1:]
    return parts[0] if parts else "package"


def rule(module: str) -> str | None:
    """The rule that a module belongs to: the file or the folder below `catalog/rules/`; None outside of them."""
    parts = module.split(".")[1:]
    return parts[1] if len(parts) > 1 and parts[0] == "rules" else None


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


def allowed(module: str, target: str) -> bool:
    """Whether the two tables have the arrow from one of our modules to another."""
    mine, other = room(module), room(target)
    if other == "package":
        return True
    judge = rule(module)
    if judge is not None:
        row = RULES.get(judge, frozenset())
        return rule(target) in (judge, *row) or other in row
    return other == mine or other in ARROWS.get(mine, frozenset())


def faults(source: str, module: str, *, package: bool = False) -> list[str]:
    """Every arrow of a source text that the tables do not have, and a module without a row."""
    mine, judge = room(module), rule(module)
    wrong = [] if mine in ARROWS and (judge is None or judge in RULES) else [f"{module} has no row"]
    for target in sorted(imported(source, module, package=package)):
        top = target.split(".")[0]
        if top in ("catalog", "cli"):
            if not allowed(module, target):
                wrong.append(f"{module} -> {target}")
        elif target in RECORDS:
            continue
        elif top in THIRD_PARTY or top not in sys.stdlib_module_names:
            if mine not in THIRD_PARTY.get(top, ()):
                wrong.append(f"{module} -> {target} (installed)")
        elif mine in PURE_ROOMS and top in OUTSIDE:
            wrong.append(f"{module} -> {target} (not pure)")
    if mine in PURE_ROOMS:
        tree = ast.walk(ast.parse(source))
        clocks = [n.attr for n in tree if isinstance(n, ast.Attribute) and n.attr in CLOCKS]
        wrong += [f"{module}: .{attr} (a clock)" for attr in clocks]
    return wrong


@pytest.mark.parametrize("module", [pytest.param(m, id=m) for m in FILES])
def test_every_arrow_is_in_the_table(module):
    path = FILES[module]
    wrong = faults(path.read_text("utf-8"), module, package=path.name == "__init__.py")
    assert wrong == []


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        pytest.param("catalog.model.chart", "from ..geometry.interval import Span", "catalog.model.chart -> catalog.geometry.interval", id="up from the model"),
        pytest.param("catalog.model.chart", "def f():\n    from ..rules.size.rule import size", "catalog.model.chart -> catalog.rules.size.rule", id="inside a function"),
        pytest.param("catalog.rules.size.rule", "from ..medical.rule import medical", "catalog.rules.size.rule -> catalog.rules.medical.rule", id="rule to rule"),
        pytest.param("catalog.rules.tightness", "from ..lexicon import phrases", "catalog.rules.tightness -> catalog.lexicon.phrases", id="rule to a room of other rules"),
        pytest.param("catalog.rules.usage.table", "from ...geometry.locate import Place", "catalog.rules.usage.table -> catalog.geometry.locate", id="advice to charts"),
        pytest.param("catalog.rules.medical.rule", "from ..gates import gates_of", "catalog.rules.medical.rule -> catalog.rules.gates", id="rule to the list of gates"),
        pytest.param("catalog.rules.gates", "from .size.rule import judge_size", "catalog.rules.gates -> catalog.rules.size.rule", id="list of gates to another rule"),
        pytest.param("catalog.rules.size.rule", "from ...messages.messages import say", "catalog.rules.size.rule -> catalog.messages.messages", id="rule to words"),
        pytest.param("catalog.rules.size.rule", "import catalog.store.read", "catalog.rules.size.rule -> catalog.store.read", id="rule to store"),
        pytest.param("catalog.rules.size.rule", "import sqlalchemy as sa", "catalog.rules.size.rule -> sqlalchemy (installed)", id="rule to tables"),
        pytest.param("catalog.rules.size.rule", "from os import environ", "catalog.rules.size.rule -> os (not pure)", id="rule to environment"),
        pytest.param("catalog.search.find", "import logging", "catalog.search.find -> logging (not pure)", id="search to log"),
        pytest.param("catalog.search.find", "x = date.today()", "catalog.search.find: .today (a clock)", id="a clock"),
        pytest.param("catalog.model.chart", "from pydantic import BaseModel", "catalog.model.chart -> pydantic (installed)", id="models inside"),
        pytest.param("catalog.model.chart", "from msgspec import Struct, json", "catalog.model.chart -> msgspec (installed)", id="json inside"),
        pytest.param("catalog.model.chart", "import msgspec", "catalog.model.chart -> msgspec (installed)", id="all of msgspec inside"),
        pytest.param("catalog.formats.brand_toml", "from ..store import write", "catalog.formats.brand_toml -> catalog.store.write", id="formats to store"),
        pytest.param("catalog.store.read", "from ..formats import brand_toml", "catalog.store.read -> catalog.formats.brand_toml", id="store to formats"),
        pytest.param("catalog.store.read", "import typer", "catalog.store.read -> typer (installed)", id="store to command line"),
        pytest.param("catalog.web.app", "from rich import print", "catalog.web.app -> rich (installed)", id="web to terminal"),
        pytest.param("catalog.web.app", "from ..rules.plausible import plausible", "catalog.web.app -> catalog.rules.plausible", id="door past the app"),
        pytest.param("catalog.commands.search", "import starlette", "catalog.commands.search -> starlette (installed)", id="command to service"),
        pytest.param("catalog.app.load", "import requests", "catalog.app.load -> requests (installed)", id="not agreed on"),
        pytest.param("catalog.helper", "x = 1", "catalog.helper has no row", id="a module beside the rooms"),
        pytest.param("catalog.agents.run", "x = 1", "catalog.agents.run has no row", id="a room without a row"),
        pytest.param("catalog.rules.colour", "x = 1", "catalog.rules.colour has no row", id="a rule without a row"),
        pytest.param("cli", "from catalog.search.find import find", "cli -> catalog.search.find", id="doorway"),
    ],
)  # fmt: skip
def test_an_arrow_added_by_hand_is_found(module, source, fault):
    assert faults(source, module) == [fault]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("catalog.rules.size.rule", "from ...model.quantities import Length\nfrom .region import Plot", id="rule"),
        pytest.param("catalog.search.find", "from ..rules.size.rule import size", id="search to rule"),
        pytest.param("catalog.rules.gates", "from .medical.rule import judge_medical", id="list of gates to a gate"),
        pytest.param("catalog.model.chart", "from msgspec import Struct, field", id="model to records"),
        pytest.param("catalog.model.chart", "from msgspec.structs import replace", id="model to a changed record"),
        pytest.param("catalog.store.read", "from sqlalchemy import select\nfrom .tables import charts", id="store"),
        pytest.param("catalog.commands.load", "from ..app.load import load_files\nimport typer", id="command"),
    ],
)  # fmt: skip
def test_an_arrow_of_the_table_is_let_through(module, source):
    assert faults(source, module) == []


def test_every_row_leads_to_rows():
    assert {target for targets in ARROWS.values() for target in targets} <= set(ARROWS)


def test_every_row_has_modules():
    assert {room(module) for module in FILES} == set(ARROWS)
    assert {rule(module) for module in FILES if module != "catalog.rules"} - {None} == set(RULES)


def test_the_rooms_have_no_circle():
    seen: list[str] = []

    def walk(row: str, way: tuple[str, ...]) -> None:
        assert row not in way, " -> ".join([*way, row])
        if row not in seen:
            for target in ARROWS[row]:
                walk(target, (*way, row))
            seen.append(row)

    for row in ARROWS:
        walk(row, ())


LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
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
    source = "def f():\n" + "    x = 1\n" * 40 + "\n\nclass A:\n    def g(self): ...\n    def _h(self): ...\n"
    assert long_functions(source) == ["f"]
    assert [name for name, node in public_functions(source) if not ast.get_docstring(node)] == ["f", "A.g"]


def test_no_exception_is_kept_longer_than_needed():
    named = {name.rsplit(".", 1)[0] for name in LONG_FUNCTIONS | WITHOUT_DOCSTRING} | LONG_MODULES
    assert not {name for name in named if name not in FILES and name.rsplit(".", 1)[0] not in FILES}


def test_functions_are_short_on_the_whole():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in FILES.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, Function)
    )
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 15
