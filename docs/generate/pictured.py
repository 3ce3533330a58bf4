"""What the pictures of README and docs show, as text, so that a test sees when a picture no longer is what it shows.

`python -m docs.generate.pictures` writes the text beside the pictures; no picture is compared with another.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from selectolax.lexbor import LexborHTMLParser

CHECKOUT: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = CHECKOUT / "docs" / "pictures"
PICTURED: Final = PICTURES / "pictured.txt"
SEARCH: Final = ("search", "--garment", "sock", "--calf", "36.5cm", "--ankle", "22.5cm", "--for", "marathon")
LEG: Final = {"calf_max_girth": "36.5"}
"""The field of the page that is filled in for its picture; the page asks for socks by itself."""
COLUMNS: Final = 100
RESULTS: Final = "#results"
IN_VIEW: Final = 24
"""How many texts of the results are in the picture of the page."""
LOOKS: Final = ("frame.css", "page.css", "results.css", "tape.css")
"""The files of `catalog/web/static` that say how the page looks."""


def environment(home: str, *, styled: bool) -> dict[str, str]:
    """An environment with a catalog of its own, as on the first day; `styled` as on a terminal with colours."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("LEGFIT_")}
    folders = {"XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
    colour = {"FORCE_COLOR": "1", "TERM": "xterm-256color"} if styled else {"NO_COLOR": "1"}
    return {**own, **folders, **colour, "COLUMNS": str(COLUMNS)}


def search(home: str, *, styled: bool) -> str:
    """What the search prints."""
    command = [sys.executable, str(CHECKOUT / "cli.py"), *SEARCH]
    done = subprocess.run(  # noqa: S603 - our own command line
        command, env=environment(home, styled=styled), capture_output=True, text=True, check=True
    )
    return done.stdout


@contextmanager
def service(home: str) -> Iterator[str]:
    """A running service, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(CHECKOUT / "cli.py"), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(home, styled=False), stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            while not _answers(f"http://127.0.0.1:{port}/readyz") and process.poll() is None:
                pass
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1) as response:  # noqa: S310 - an address of this machine
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def page(address: str) -> str:
    """What the page says first of the leg, a line for each text; below the picture it may say what it likes."""
    form, headers = urlencode({"garment": "sock", **LEG}), {"Accept": "text/html", "Accept-Language": "en"}
    request = Request(address, form.encode(), headers)  # noqa: S310 - an address of this machine
    with urlopen(request) as response:  # noqa: S310 - an address of this machine
        results = LexborHTMLParser(response.read().decode("utf-8")).css_first(RESULTS)
    texts = results.text(separator="\n", strip=True).splitlines() if results is not None else []
    return "\n".join([line.strip() for line in texts if line.strip()][:IN_VIEW])


def looks() -> str:
    """The digest of what says how the page looks, short."""
    files = [CHECKOUT / "catalog/web/static" / name for name in LOOKS]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def pictured(home: str) -> str:
    """All that the pictures show, as text."""
    with service(home) as address:
        shown_page = page(address)
    return f"$ legfit {' '.join(SEARCH)}\n{search(home, styled=False)}\n{shown_page}\n\nlooks: {looks()}\n"
