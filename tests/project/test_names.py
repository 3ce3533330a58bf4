"""One word per idea: variables are named for what they hold, and a class has its name alone."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest
from test_arrows import FILES, Function

CATCH_ALL = frozenset({"found", "told", "held", "kept", "said", "asked", "heard", "known", "shown", "given"})
"""Names that say how a thing came and not what it is."""
OLD_WORDS = frozenset({
    "Shelf", "Asked", "Told", "Heard", "Found", "Piles", "Sorted", "Cohort", "Shown", "Standing", "Judged", "Hit", "Stated", "Plot",
    "Stretch", "Faults", "Fresh", "Words",
})  # fmt: skip
"""Names of classes that the design's list of words has replaced."""


def bound_names(source: str) -> set[tuple[str, str]]:
    """Every variable and parameter of every function of a source text, with the name of the function."""
    names = set()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, Function):
            arguments = function.args
            names |= {(function.name, a.arg) for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
            stored = (n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
            names |= {(function.name, n.id) for n in stored}
    return names


def class_names(source: str) -> list[str]:
    """The classes of a source text, those inside others too."""
    return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("module", [pytest.param(m, id=m) for m in FILES])
def test_a_variable_is_named_for_what_it_holds(module):
    names = bound_names(FILES[module].read_text("utf-8"))
    assert sorted(f"{function}: {name}" for function, name in names if name in CATCH_ALL) == []


def test_a_catch_all_is_found():
    source = "def f(told):\n    for found in told:\n        kept = found\n"
    assert {name for _, name in bound_names(source)} & CATCH_ALL == {"told", "found", "kept"}


def test_no_two_classes_have_one_name_and_none_an_old_one():
    modules = defaultdict(list)
    for module, path in FILES.items():
        for name in class_names(path.read_text("utf-8")):
            modules[name.lstrip("_")].append(module)
    assert {name: where for name, where in modules.items() if len(where) > 1 or name in OLD_WORDS} == {}
