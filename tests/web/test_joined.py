"""The scripts of a shop as one file each, under the address of their edition."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from running import awaited
from starlette.exceptions import HTTPException

from catalog import __version__
from catalog.web.joined import SCRIPTS, integrity, joined, pinned
from catalog.web.problems import FORESEEN
from catalog.web.routes.static import files, static

MODULES = {
    "shop.js": '// Says.\nimport { b } from "./size/b.js";\nimport { a } from "./size/a.js";\n\nexport const c = a + b; // both\n',
    "size/a.js": 'export const a = "http://a.example//x";\n',
    "size/b.js": 'import { a } from "./a.js";\n\n  // Doubled.\nexport function b() {\n  return a + a;\n}\n',
}


def test_each_module_stands_once_and_before_whatever_needs_it() -> None:
    assert joined("shop.js", MODULES.__getitem__) == (
        f"/* legfit {__version__} */\n"
        'const a = "http://a.example//x";\nfunction b() {\nreturn a + a;\n}\nconst c = a + b;\n'
    )


def test_an_edition_has_a_name_and_a_hash_of_its_own() -> None:
    assert pinned("legfit-size", b"x") == f"legfit-size-{__version__}-2d711642.js"
    assert integrity(b"x").startswith("sha384-")
    assert integrity(b"x") != integrity(b"y")


def request_for(name: str) -> Any:
    """A request for a file, as far as the route looks at it."""
    return SimpleNamespace(path_params={"name": name}, headers={})


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_edition_is_kept_for_a_year_and_the_newest_for_minutes(name: str) -> None:
    newest = files()[f"{name}.js"].body
    pairs = [(f"{name}.js", "max-age=300"), (pinned(name, newest), "immutable")]
    for address, kept in pairs:
        response = awaited(static(request_for(address)))
        assert response.body == newest
        assert kept in response.headers["cache-control"]
        assert response.headers["access-control-allow-origin"] == "*"


def test_no_other_edition_is_there() -> None:
    with pytest.raises((HTTPException, *FORESEEN)):
        awaited(static(request_for(f"legfit-size-{__version__}-00000000.js")))
