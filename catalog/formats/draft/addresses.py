"""Addresses that a page may link to, as brand files and stock feeds state them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from ...model.problem import BadInput
from ...model.source import FILE
from . import values
from .validation import hidden_in

LONGEST_ADDRESS: Final = 2_000
LONGEST_FILE_NAME: Final = 255
PLAIN_ADDRESS: Final = re.compile(r"(?!.{2001})https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][!#-;=?-~]*)?")
"""What most addresses look like; one that does needs no other look."""


@lru_cache(maxsize=1024)
def address(text: str) -> str:
    """A web address that a page may link to.

    The last ones are remembered: variants of a product share them, and an import asks when it reads one and takes it.

    Raises: BadInput (not of http or https, too long, hidden characters, a user or a password in it).
    """
    if len(text) > LONGEST_ADDRESS:
        raise BadInput.one("too_long", "", text, "file_most_characters", "file_shorten", most=LONGEST_ADDRESS)
    if PLAIN_ADDRESS.fullmatch(text):
        return text
    if bad := hidden_in(text, is_label=True):
        raise BadInput.one(
            "control_character", "", text, "file_plain_text", "file_take_character_out", character=f"U+{ord(bad):04X}"
        )
    values.url(text)
    if "@" in urlsplit(text).netloc:
        raise BadInput.one("bad_url", "", text, "file_address", "file_no_user")
    return text


def source_address(text: str) -> str:
    """Where a source stands: a web address, or `file:` and the name of a file that has none.

    >>> source_address("file:shop.csv")
    'file:shop.csv'

    Raises: BadInput (neither of both, folders before the name, a name that is too long).
    """
    name = text.removeprefix(FILE)
    if not name or name == text or "/" in name or "\\" in name:
        return values.url(text)
    if len(name) > LONGEST_FILE_NAME:
        raise BadInput.one("too_long", "", text, "file_most_characters", "file_shorten", most=LONGEST_FILE_NAME)
    return text
