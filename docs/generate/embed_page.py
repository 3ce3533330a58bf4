"""The addresses and hashes of one edition in docs/shops/embed.md; `python -m docs.generate.embed_page` renews them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from catalog.web.joined import SCRIPTS, integrity, pinned
from catalog.web.routes.static import files

PAGE: Final = Path(__file__).parents[1] / "shops" / "embed.md"


def renewed(page: str) -> str:
    """The page with the address and the hash of each script as the service has them now."""
    for name in SCRIPTS:
        body = files()[f"{name}.js"].body
        block = rf'(/static/){name}-[^"/]*\.js("\s+integrity=")[^"]*'
        page = re.sub(block, rf"\g<1>{pinned(name, body)}\g<2>{integrity(body)}", page)
    return page


def main() -> int:
    """Renew the page in its place."""
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
