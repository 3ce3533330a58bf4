"""The scripts that a shop loads, each one file: its modules joined, so that one address and one hash hold for all.

The sources stay as they are written, plain modules that browsers read too; nothing is built or installed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256, sha384
from posixpath import dirname, join, normpath
from typing import Final

from .. import __version__

SCRIPTS: Final = ("legfit-size", "legfit-badge")
"""The scripts that a shop loads."""
IMPORT: Final = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
COMMENT: Final = re.compile(r"^[ ]*//.*\n|[ ]+// .*$", re.MULTILINE)
SPACE: Final = re.compile(r"^[ ]+|^\n", re.MULTILINE)


def joined(path: str, read: Callable[[str], str]) -> str:
    """A module with all that it imports, each module once and before whatever needs it, without comments.

    `read` gives the text of a module by its path. Names are shared: no two modules may have a top-level name in common.
    """
    texts: dict[str, str] = {}

    def add(name: str) -> None:
        if name in texts:
            return
        text = read(name)
        for needed in IMPORT.findall(text):
            add(normpath(join(dirname(name), needed)))
        texts[name] = IMPORT.sub("", text)

    add(path)
    whole = re.sub(r"^export ", "", "".join(texts.values()), flags=re.MULTILINE)
    return f"/* legfit {__version__} */\n{SPACE.sub('', COMMENT.sub('', whole))}"


def pinned(name: str, body: bytes) -> str:
    """The file name of a script that never changes: the version of the program and a part of the hash of its bytes."""
    return f"{name}-{__version__}-{sha256(body).hexdigest()[:8]}.js"


def integrity(body: bytes) -> str:
    """The hash by which a browser checks a script."""
    return f"sha384-{b64encode(sha384(body).digest()).decode()}"
