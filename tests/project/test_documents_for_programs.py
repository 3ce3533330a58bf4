"""The pages name every key of what commands write for programs, and no key that there is none of."""

from __future__ import annotations

import re

import msgspec
import pytest
from running import CHECKOUT

from catalog.documents.feedback import FeedbackDocument
from catalog.documents.load import LoadDocument
from catalog.documents.stock import StockDocument


def keys_of(kind: object) -> set[str]:
    """Every key of a document, and of the documents inside it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = msgspec.structs.fields(kind)
        return {f.encode_name for f in fields}.union(*(keys_of(f.type) for f in fields))
    return set().union(*map(keys_of, getattr(kind, "__args__", ())))


def keys_on(page: str, command: str) -> set[str]:
    """Every word that the table below a command's line puts in code."""
    text = (CHECKOUT / page).read_text("utf-8")
    table = text[text.index(f"`{command}`") :].split("|---|---|\n", 1)[1].split("\n\n")[0]
    return set(re.findall(r"`([a-z_]+)`", table))


VALUES = {"unknown", "conflict", "null"}


@pytest.mark.parametrize(
    ("page", "command", "kind"),
    [
        pytest.param("docs/shops/brand-files.md", "legfit load --json", LoadDocument, id="load"),
        pytest.param("docs/shops/feedback.md", "legfit feedback --json", FeedbackDocument, id="feedback"),
        pytest.param("docs/shops/stock.md", "legfit stock --json", StockDocument, id="stock"),
    ],
)
def test_a_page_has_every_key(page, command, kind):
    assert keys_on(page, command) - VALUES == keys_of(kind)
