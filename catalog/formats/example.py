"""The brand file to begin with: an example with a note at every field, filled with the name of a brand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

EXAMPLE_BRAND: Final = "Example Brand"
EXAMPLE_NAME: Final = "my-brand"
"""What the example's file and all its ids begin with."""
PRODUCT: Final = "{name}-example-sock"


def example_text(brand: str = EXAMPLE_BRAND, name: str = EXAMPLE_NAME) -> str:
    """Return the text of the file for a brand; `name`, an id, is what its file and its ids begin with."""
    text = Path(__file__).with_name("example.toml").read_text("utf-8")
    written = json.dumps(brand, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )  # the one character more that TOML wants so
    return text.replace(EXAMPLE_NAME, name).replace(f'"{EXAMPLE_BRAND}"', written, 1)
