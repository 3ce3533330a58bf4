"""A document as JSON bytes: the one encoding that the command line and the HTTP service share.

UTF-8, fields in the order of the document, no spaces, no escapes that JSON does not need, one newline at the end.
"""

from __future__ import annotations

import json
from typing import Any


def encode(document: Any, *, indent: int | None = None) -> bytes:
    """The document as bytes; `indent` in spaces is for eyes and never for comparing."""
    return f"{encode_text(document, indent=indent)}\n".encode()


def encode_text(document: Any, *, indent: int | None = None, escaped: bool = False) -> str:
    """The same as text, without the newline at the end; `escaped` is for what cannot carry more than ASCII.

    Raises:
        ValueError: NaN or infinity, which JSON does not have.
    """
    marks = (",", ":") if indent is None else (",", ": ")
    return json.dumps(document, ensure_ascii=escaped, allow_nan=False, separators=marks, indent=indent)
