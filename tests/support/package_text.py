"""The text of the package, read as a program: every module, its parts, and what is written out in it."""

import ast
from functools import cache
from pathlib import Path

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
PARTS = (ast.Call, ast.Constant, ast.JoinedStr, ast.keyword)


@cache
def nodes():
    """Every call, its named arguments, and every text of each file: the other parts are many and nobody asks for them.

    Read when it is first asked for: whoever only collects the tests does without.
    """
    sources = {p.relative_to(CATALOG).as_posix(): p.read_text("utf-8") for p in sorted(CATALOG.rglob("*.py"))}
    return {file: [n for n in ast.walk(ast.parse(text)) if isinstance(n, PARTS)] for file, text in sources.items()}


def words_in(file):
    """Every short text written out in a file: names of facts, labels, codes."""
    texts = {n.value for n in nodes()[file] if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return texts | {n.arg for n in nodes()[file] if isinstance(n, ast.keyword) and n.arg}


@cache
def written_out():
    """Every text that is written out anywhere."""
    return {text for file in nodes() for text in words_in(file)}
