"""Every `curl` of the pages for shops and runners is sent to a running service, and no measure of it is logged."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from following import SHELL
from running import CHECKOUT
from web_service import Service, filled, legfit_in, serving

PAGES = ("docs/shops/http.md", "docs/shops/privacy.md", "docs/runners/size-tables.md")
HERE = "http://127.0.0.1:8000"
TABLE = "<table><tr><th>Size</th><th>Calf (cm)</th></tr><tr><td>M</td><td>34 – 38</td></tr></table>"
CURL = argparse.ArgumentParser()
CURL.add_argument("address")
CURL.add_argument("-H", dest="headers", action="append", default=[])
CURL.add_argument("-d", "--data-binary", dest="data", default="")
CURL.add_argument("-sS", "-s", dest="quiet", action="store_true")


def curls(page: str) -> list[list[str]]:
    """What each `curl` of a page that asks this machine is given."""
    bodies = [body.replace("\\\n", " ") for body in SHELL.findall((CHECKOUT / page).read_text("utf-8"))]
    lines = [line for body in bodies for line in body.splitlines() if line.startswith("curl ") and HERE in line]
    return [shlex.split(line)[1:] for line in lines]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str, Path]]:
    """A service of a shop, a key for its stock, and the files that the pages send."""
    folder = tmp_path_factory.mktemp("shop")
    url = filled(f"sqlite:///{folder}/catalog.db", CHECKOUT / "tests/web/shop.toml")
    (folder / "page.html").write_text(TABLE, "utf-8")
    (folder / "feed.csv").write_text("sku,stock\nNL-TS-M-BLK,3\n", "utf-8")
    key = legfit_in(folder, "key", "add", "warehouse", "--scope", "stock", "--database", url).stdout.split()
    with serving(url, folder) as service:
        yield service, max(key, key=len), folder


@pytest.mark.parametrize("page", PAGES)
def test_every_curl_is_answered(page: str, shop: tuple[Service, str, Path]) -> None:
    service, key, folder = shop
    asked = curls(page)
    assert asked
    for words in asked:
        given = CURL.parse_args(words)
        data = (folder / given.data[1:]).read_bytes() if given.data.startswith("@") else given.data.encode()
        headers = dict(re.split(r":\s*", header.replace("KEY", key), maxsplit=1) for header in given.headers)
        path = given.address.removeprefix(HERE) + ("&yes=true" if "complete" in given.address else "")
        response = service.client.post(path, content=data, headers=headers)
        assert response.status_code == 200, f"{words}: {response.text}"
    assert "36.5" not in service.lines()
