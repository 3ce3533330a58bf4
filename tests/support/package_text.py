"""The text of the package, read as a program: every module, its parts, and what is written out in it."""

import ast
from pathlib import Path

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
SOURCES = {p.relative_to(CATALOG).as_posix(): p.read_text("utf-8") for p in sorted(CATALOG.rglob("*.py"))}
PARTS = (ast.Call, ast.Constant, ast.JoinedStr, ast.keyword)
NODES = {file: [n for n in ast.walk(ast.parse(text)) if isinstance(n, PARTS)] for file, text in SOURCES.items()}
"""Every call, its named arguments, and every text of each file: the other parts are many and nobody asks for them."""


def words_in(file):
    """Every short text written out in a file: names of facts, labels, codes."""
    found = {n.value for n in NODES[file] if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found | {n.arg for n in NODES[file] if isinstance(n, ast.keyword) and n.arg}


WRITTEN_OUT = {text for file in SOURCES for text in words_in(file)}
