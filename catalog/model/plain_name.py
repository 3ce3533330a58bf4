"""A name in small letters, digits and hyphens, as ids and names of files are written."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SPELLED: Final = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "'": None, "\N{RIGHT SINGLE QUOTATION MARK}": None,
})  # fmt: skip
"""Letters that no accent is taken from to make a plain one, and marks that part no word."""


def plain_name(text: str, longest: int) -> str:
    """Write a text with small letters, digits and hyphens; nothing where it has no Latin letter and no digit.

    >>> plain_name("Läufer & Söhne", 40), plain_name("Médi'Sport", 40), plain_name("CEP\N{REGISTERED SIGN} 3", 40)
    ('laeufer-soehne', 'medisport', 'cep-3')
    """
    spelled = unicodedata.normalize("NFC", text).casefold().translate(SPELLED)
    letters = "".join(" " if unicodedata.category(c) == "So" else c for c in spelled)
    plain = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")
