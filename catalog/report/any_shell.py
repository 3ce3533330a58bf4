"""Words of a command quoted so that POSIX shells and PowerShell read the same; where one can, cmd.exe too."""

from __future__ import annotations

import re
import shlex
import sys
from typing import Final

PLAIN: Final = re.compile(r"[A-Za-z0-9_./:][A-Za-z0-9_./:=-]*|--?[a-z][a-z0-9-]*")
SINGLE: Final = re.compile("['\N{LEFT SINGLE QUOTATION MARK}-\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}]")
"""What PowerShell takes for the end of a text in single quotes."""
SPECIAL: Final = re.compile('["$`!%\N{LEFT DOUBLE QUOTATION MARK}-\N{DOUBLE LOW-9 QUOTATION MARK}]')
"""What some shell does not take as it stands in double quotes; the backslash is another matter."""


def quoted(word: str, *, windows: bool = sys.platform == "win32") -> str:
    """Quote a word of a command where it needs to be; what cannot suit both is written for the system we run on.

    >>> print(quoted("my-brand.toml"), quoted("my shop/it's.toml"), quoted("100 $.toml"))
    my-brand.toml "my shop/it's.toml" '100 $.toml'
    """
    if PLAIN.fullmatch(word):
        return word
    if not SPECIAL.search(word) and (windows or "\\" not in word):
        return f'"{word}"'
    if not SINGLE.search(word):
        return f"'{word}'"
    return "'" + SINGLE.sub(lambda mark: mark[0] * 2, word) + "'" if windows else shlex.quote(word)
