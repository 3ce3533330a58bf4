"""`legfit chart URL`: the page at an address, and nothing else opens one."""

from __future__ import annotations

import json
import os

import pasted_charts as pasted
import pytest
import tomli
from raw_server import page, raw_server, to

UTF16 = page(pasted.SOCK.encode("utf-16-le"), "Content-Type: text/html; charset=utf-16le")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(page(pasted.SOCK.encode()), id="a page"),
        pytest.param(UTF16, id="in another encoding, as its header says"),
        pytest.param(page(pasted.SOCK.encode() + b" " * 2_000_000), id="larger than a file may be"),
    ],
)
def test_the_charts_of_a_page(cli, answer):
    with raw_server({"/old": to("/sizes?x=1"), "/sizes?x=1": answer}) as server:
        address = f"http://127.0.0.1:{server.port}"
        done = cli("chart", f"{address}/old", "--allow-private", "--json")
        assert (done.code, done.err) == (0, "")
        (chart,) = json.loads(done.out)["charts"]
        assert [row["size"] for row in chart["rows"]] == ["S", "M", "L"]
        file = tomli.loads(cli("chart", f"{address}/old", "--allow-private", "--toml").out)
        assert [source["url"] for source in file["source"]] == [f"{address}/sizes?x=1"]
        shown = cli("chart", f"{address}/old", "--allow-private")
        assert (shown.code, shown.out.splitlines()[0]) == (0, "Chart 1: Fellbrook Stride knee sock")


def test_what_cannot_be_had_is_told_with_what_to_do(cli):
    with raw_server({"/robots.txt": page(b"User-agent: *\nDisallow: /"), "/": page(pasted.SOCK.encode())}) as server:
        address = f"http://127.0.0.1:{server.port}/"
        done = cli("chart", address, "--allow-private")
        assert (done.code, done.out, done.err) == (4, "", (
            f"legfit: {address}: expected a page that 127.0.0.1 lets programs read (robots.txt). Open the page in a browser, "
            "save it or copy the table, and give that to legfit.\n"
        ))  # fmt: skip
        done = cli("chart", address)
        assert (done.code, done.out, done.err) == (4, "", (
            f"legfit: {address}: read '127.0.0.1', expected an address on the public internet. This one is inside a "
            "network or on this machine. If you mean it, add --allow-private.\n"
        ))  # fmt: skip
        assert server.paths == ["/robots.txt"]


def test_a_page_that_is_none_is_told_by_its_address(cli):
    with raw_server({"/": page(b"\x89PNG\r\n\x1a\n" + bytes(99))}) as server:
        done = cli("chart", f"http://127.0.0.1:{server.port}/", "--allow-private")
        assert done.code == 4
        assert f"http://127.0.0.1:{server.port}/" in done.err


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param(("chart", "ftp://shop.example/a"), "expected an address that begins with https:// or http://", id="another scheme"),
        pytest.param(("chart", "https://me:secret@shop.example/"), "expected an address without a name and a password in it", id="a password"),
        pytest.param(("chart", os.devnull, "--allow-private"), "--allow-private: read", id="no address"),
        pytest.param(("size", "--chart", "https://shop.example/", "--calf", "36 cm"), "--chart: read 'https://shop.example/', expected a file", id="for a size"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly(cli, typed, problem):
    done = cli(*typed)
    assert (done.code, done.out) == (2, "")
    assert problem in done.err.replace("Expected", "expected")
    assert "secret" not in done.err
