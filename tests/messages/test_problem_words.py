"""Every problem is a code and facts: what was expected and what to do have a sentence in each language."""

import ast
from pathlib import Path

import pytest

from catalog.messages.messages import LANGUAGES, sentences

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
PLACES = {"refuse": (2, 3), "one": (3, 4), "Problem": (3, 4), "report": (2, 3), "missing": (0, None)}
"""The calls that make a problem, with the places of what was expected and of what to do."""
METHODS = frozenset({"one", "report", "missing"})


def texts_of(node):
    """The texts that an expression can be, as far as they are written out."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return texts_of(body) + texts_of(orelse)
        case ast.BoolOp(values=values):
            return [t for v in values for t in texts_of(v)]
        case ast.JoinedStr():
            return [ast.unparse(node)]
    return []


def name_of(call):
    """The name of what is called, if it can make a problem."""
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        if name == "one" and getattr(call.func.value, "id", "") != "BadInput":
            return ""
        return name if name in METHODS else ""
    return call.func.id if isinstance(call.func, ast.Name) and call.func.id in ("refuse", "Problem") else ""


def written():
    """Each text that stands as `expected` or `hint` in a call, with its kind and place."""
    for path in sorted(CATALOG.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not (name := name_of(node)):
                continue
            for kind, at in zip(("expected", "hint"), PLACES[name], strict=True):
                given = [k.value for k in node.keywords if k.arg == kind]
                given += node.args[at : at + 1] if at is not None else []
                for value in given:
                    for text in texts_of(value):
                        yield kind, text, f"{path.relative_to(CATALOG)}:{node.lineno}"


def test_every_problem_has_its_words():
    known = sentences("en")
    unknown = [f"{place}: {text}" for kind, text, place in written() if text and f"problem.{kind}.{text}" not in known]
    assert unknown == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_language_words_the_same_problems(language):
    english, other = ({c for c in sentences(code) if c.startswith("problem.")} for code in ("en", language))
    assert english ^ other == set()
