"""The brand file to begin with: an example with a note at every field, filled with the name of a brand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from ..model.plain_name import plain_name

EXAMPLE_BRAND: Final = "Example Brand"
EXAMPLE_NAME: Final = "my-brand"
"""What the example's file and all its ids begin with."""
PRODUCT: Final = "{name}-example-sock"
LONGEST_NAME: Final = 40
DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that no file can have on Windows, whatever it ends in."""


def example_text(brand: str = EXAMPLE_BRAND, name: str = EXAMPLE_NAME) -> str:
    """Return the text of the file for a brand; `name`, an id, is what its file and its ids begin with."""
    text = Path(__file__).with_name("example.toml").read_text("utf-8")
    written = json.dumps(brand, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )  # the one character more that TOML wants so
    return text.replace(EXAMPLE_NAME, name).replace(f'"{EXAMPLE_BRAND}"', written, 1)


def name_for(brand: str) -> str:
    """Return what a brand's file and ids begin with: small letters, digits and hyphens, at most 40.

    A name without a Latin letter or a digit gives `my-brand`.

    >>> name_for("Läufer & Söhne"), name_for("Con"), name_for("Бег")
    ('laeufer-soehne', 'con-brand', 'my-brand')
    """
    name = plain_name(brand, LONGEST_NAME)
    return f"{name}-brand" if DEVICES.fullmatch(name) else name or EXAMPLE_NAME
