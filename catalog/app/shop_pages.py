"""The address of a shop, a feed or a product page becomes files to read: whole, or a problem with page and address.

Everything goes through `Fetcher`: robots.txt, public addresses, redirects, limits, and pauses between pages. Nothing is
handed on before the last page is here, so that a shop that fails half way changes nothing.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct
from msgspec.structs import replace

from ..model.problem import Problem, safe_repr
from .fetch import GONE, Fetched, Fetcher, NotFetched, PageLimits
from .host_pace import HostPace, HostWait
from .web_address import WebAddress, web_address

MB: Final = 1_000_000
PER_PAGE: Final = 250
"""Products that are asked for at once: the most that Shopify gives."""
IN_MEMORY: Final = 256 * 1024
"""Bytes of a file that stay in memory; a larger one is written to a temporary file."""
FIRST_BYTES: Final = 100
OPENS_JSON: Final = ("{", "[")
PRODUCTS: Final = "/products.json"
SHOP_PATH: Final = re.compile(r"(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/collections/[^/?]+)?/?", re.A)
"""Paths that may be a Shopify shop or a collection of one: nothing, a language, a collection."""
PAGED: Final = ("limit", "page", "since_id")
"""Parts of a query that say which page of the products is meant."""


class ShopLimits(Struct, frozen=True):
    """How much is fetched from one address in all."""

    page: PageLimits = PageLimits(20 * MB, 60.0, 20.0)
    """For each of several pages."""
    file: PageLimits = PageLimits(200 * MB, 600.0, 30.0)
    """For a single file or page."""
    most_pages: int = 200
    most_bytes: int = 400 * MB
    """For all pages together."""


USUAL_LIMITS: Final = ShopLimits()
LIMITS_OF_A_PAGE: Final = ShopLimits(file=USUAL_LIMITS.page)
"""Where no feed is meant, but a page that people read."""


class WebFile(Struct, frozen=True):
    """One file that came from the web; closed when its source is."""

    stream: BinaryIO
    """It can be read more than once."""
    name: str
    """Where it was in the end, after redirects: what problems call it."""
    charset: str
    content_type: str


class PageOfProducts(Struct, frozen=True):
    """What is looked at of a page of products before the next one is asked for."""

    count: int
    ids: frozenset[str]


def fetcher_for_shops(
    *, allow_private: bool = False, tell: Callable[[HostWait], None] = lambda _: None, pause: float | None = None
) -> Fetcher:
    """A fetcher that pauses between the pages of a host, and `tell`s of every wait that a host asks for."""
    pace = HostPace(tell=tell) if pause is None else HostPace(pause, tell=tell)
    return Fetcher(allow_private=allow_private, pace=pace)


@contextmanager
def web_files(address: str, fetcher: Fetcher, limits: ShopLimits = USUAL_LIMITS) -> Iterator[tuple[WebFile, ...]]:
    """The files at an address, all of them fetched: the pages of a shop's products, else the one file or page.

    The address of a shop, of a collection, or of its products.json means all pages of the products.

    Raises: BadInput (it is no address), NotFetched (a page is not to be had; the problem names its address).
    """
    page = web_address(address)
    path = page.path.partition("?")[0]
    with ExitStack() as opened:
        source = OpenedSource(fetcher, limits, opened)
        if path.endswith(PRODUCTS):
            yield source.products(page)
        elif SHOP_PATH.fullmatch(path):
            yield source.products_or_page(page)
        else:
            yield (source.fetch(address, limits.file),)


class OpenedSource:
    """The files of one address while they are fetched."""

    def __init__(self, fetcher: Fetcher, limits: ShopLimits, opened: ExitStack) -> None:
        self._fetcher, self._limits, self._opened = fetcher, limits, opened

    def fetch(self, address: str, limits: PageLimits) -> WebFile:
        """One page, in a file of its own. Raises: BadInput, NotFetched."""
        spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the source closes it
        stream = cast("BinaryIO", self._opened.enter_context(spool))
        fetched: Fetched = self._fetcher.fetch(address, limits, stream)
        stream.seek(0)
        return WebFile(stream, fetched.final_address, fetched.charset, fetched.content_type)

    def products_or_page(self, page: WebAddress) -> tuple[WebFile, ...]:
        """All pages of a shop's products, else the page itself where the shop has no such list.

        A site that answers every address with one page has none either. Anything else in the place of the list, a page
        to log in or half a list, is no reason to take the page for the shop.

        Raises: NotFetched.
        """
        try:
            return self.products(list_of(page))
        except NoProducts as bad:
            file = self.fetch(page.text, self._limits.file)
            if bad.instead is not None and not _are_alike(bad.instead, file):
                raise
            return (file,)

    def products(self, address: WebAddress) -> tuple[WebFile, ...]:
        """All pages of a products.json, up to an empty one. Raises: NotFetched."""
        files: list[WebFile] = []
        seen: frozenset[str] = frozenset()
        left = self._limits.most_bytes
        for number in itertools.count(1):
            file = self._products_page(address, number, min(left, self._limits.page.most))
            left -= _size(file)
            products = _products_of(file, number)
            new = products.ids - seen
            if not products.count or (products.ids and not new):
                break
            if number > self._limits.most_pages:
                most = self._limits.most_pages
                raise _refused(file.name, "too_many_pages", "shop_most_pages", hint="fetch_save_feed", most=most)
            files.append(file if new == products.ids else self._without(file, seen))
            seen |= new
            # A shop that moved elsewhere is asked there from now on.
            address = web_address(file.name)
        if products.count == PER_PAGE:
            raise _refused(file.name, "page_repeated", "shop_next_page", hint="fetch_save_feed", page=number)
        return tuple(files) or (file,)

    def _products_page(self, address: WebAddress, number: int, most: int) -> WebFile:
        """One page of a products.json. Raises: NotFetched, NoProducts (the first page is not there)."""
        path, _, query = address.path.partition("?")
        others = [(name, value) for name, value in parse_qsl(query) if name not in PAGED]
        wanted = urlencode([*others, ("limit", PER_PAGE), ("page", number)])
        try:
            return self.fetch(address.at(f"{path}?{wanted}").text, replace(self._limits.page, most=most))
        except NotFetched as bad:
            statuses = {problem.read for problem in bad.problems if problem.code == "no_page"}
            if number == 1 and statuses & {str(status) for status in GONE}:
                raise NoProducts(bad.problems) from None
            raise

    def _without(self, file: WebFile, seen: Container[str]) -> WebFile:
        """The same page without the products of pages before it, which moved on while the pages were fetched."""
        products = [product for product in json.load(file.stream)["products"] if _name(product) not in seen]
        spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the source closes it
        stream = cast("BinaryIO", self._opened.enter_context(spool))
        stream.write(json.dumps({"products": products}).encode())
        stream.seek(0)
        return replace(file, stream=stream)


class NoProducts(NotFetched):
    """There is no list of products at an address; `instead` is what is there, if anything is."""

    def __init__(self, problems: Sequence[Problem], instead: WebFile | None = None) -> None:
        super().__init__(problems)
        self.instead = instead


def list_of(page: WebAddress) -> WebAddress:
    """The list of the products of a shop or collection at an address."""
    path, _, query = page.path.partition("?")
    return page.at(path.rstrip("/") + PRODUCTS + (f"?{query}" if query else ""))


def _are_alike(one: WebFile, other: WebFile) -> bool:
    """Whether two files are one page: from one address in the end, or the same to the byte."""
    contents = one.stream.read(), other.stream.read()
    for file in (one, other):
        file.stream.seek(0)
    return one.name == other.name or contents[0] == contents[1]


def _products_of(file: WebFile, number: int) -> PageOfProducts:
    """How many products a page has, and which. Raises: NoProducts (first page), NotFetched (not JSON of products)."""
    try:
        document = json.load(file.stream)
    except (ValueError, RecursionError):
        document = None
    file.stream.seek(0)
    products = document.get("products") if isinstance(document, dict) else None
    if not isinstance(products, list):
        beginning = _beginning(file)
        # A shop that gave a page before, or half a file, does give its products: another time it gives all of them.
        is_cut = document is None and beginning.startswith(OPENS_JSON)
        hint = "fetch_later" if number > 1 or is_cut else "shop_give_export"
        problem = _refused(file.name, "not_products", "shop_page_json", beginning, hint, page=number)
        raise NoProducts(problem.problems, file) if number == 1 else problem
    return PageOfProducts(len(products), frozenset(map(_name, products)) - {""})


def _name(product: object) -> str:
    """What tells a product of a page apart from others: its number, else its handle; empty where it has neither."""
    return str(product.get("id") or product.get("handle") or "") if isinstance(product, dict) else ""


def _beginning(file: WebFile) -> str:
    """How the bytes of a file begin, as text for a problem."""
    beginning = file.stream.read(FIRST_BYTES).decode("utf-8", "replace")
    file.stream.seek(0)
    return safe_repr(beginning.strip())


def _size(file: WebFile) -> int:
    """The bytes of a file; it is at its beginning again afterwards."""
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    return size


def _refused(
    address: str, code: str, expected: str, read: str = "", hint: str = "shop_give_export", **facts: object
) -> NotFetched:
    return NotFetched([Problem(code, address, read, expected, hint, tuple(facts.items()))])
