"""Which brand file of a folder an import goes on with: one of the same brand and the same shop, or a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from ...model.gtin import gtin_of
from ...model.product_name import NO_BRAND
from ..draft.models import BrandDraft
from ..example import name_for
from ..spool import Spool, Spooled
from .marks import mark, marks_in
from .packed import packed_fields, unpacked_fields

WWW: Final = "www."
CHART: Final = "chart "
"""What stands before the id of a chart among the ids of a file."""
Fields = Mapping[str, Any]


class StandingFile(Struct, frozen=True):
    """A brand file of the folder; what stands in it waits in a temporary file."""

    path: Path
    kept_text: Spooled
    kept_fields: Spooled
    brands: frozenset[str] = frozenset()
    """The brand by the names that an import may know it by, in small letters; none where no import wrote it."""
    shops: frozenset[str] = frozenset()
    """The hosts of the addresses that imports read it from; none where they read files alone."""
    ids: tuple[str, ...] = ()
    """The ids of products, old ones too, and of charts with their kind before them."""
    is_imported: bool = False
    """Whether an import wrote it."""
    is_new: bool = False
    """Whether it is not there yet, and has no fields."""

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.kept_text.text

    @property
    def fields(self) -> Fields:
        """The same as fields."""
        return unpacked_fields(self.kept_fields.data)


def standing_file(path: Path, text: str, fields: Fields, spool: Spool) -> StandingFile:
    """A file of the folder, whose text and fields go into a spool."""
    imported, brand = fields.get("imported") or {}, str(fields.get("brand", ""))
    names = (str(imported.get("brand") or brand), brand) if imported else ()
    sources = imported.get("source", {})
    return StandingFile(
        path, spool.put(text.encode()), spool.put(packed_fields(fields)),
        frozenset(name.casefold() for name in names),
        hosts_of(source.get("url", "") for source in fields.get("source", ()) if source.get("id") in sources),
        tuple(dict.fromkeys(_ids_of(fields))), is_imported=bool(imported),
    )  # fmt: skip


def numbers_of(file: StandingFile) -> Iterator[tuple[str, str, str, str]]:
    """Kind and text of every SKU, GTIN and shop id of a file, with the id of its product and the place."""
    for product in file.fields.get("product", ()):
        for number, variant in enumerate(product.get("variant", ()), start=1):
            place = f"{file.path.name}: product {product.get('id', '')}: variant {variant.get('sku') or number}"
            for kind in ("gtin", "sku", "shop_id"):
                if text := variant.get(kind, ""):
                    plain = gtin_of(text) or text if kind == "gtin" else text
                    yield kind, plain, product.get("id", ""), f"{place}: {kind}"


def _ids_of(fields: Fields) -> Iterator[str]:
    products = fields.get("product", [])
    yield from (f"product {id}" for p in products for id in (p.get("id", ""), *p.get("aliases", ())))
    charts = [*fields.get("chart", ()), *(chart for p in products for chart in p.get("chart", ()))]
    yield from (f"{CHART}{chart.get('id', '')}" for chart in charts)


def file_of_each_brand(
    folder: Path, standing: Sequence[StandingFile], brands: Mapping[str, BrandDraft], spool: Spool, *, one_shop: bool
) -> Iterator[tuple[str, StandingFile]]:
    """Each brand with the file that an import of it wrote, or a new one under a name that no file has.

    A file of another shop is passed over, unless all is `one_shop`: shops are told apart by the hosts of their
    addresses, where both are known. Products that had no brand before may have one now, and those of a brand that the
    shop, or a person in the whole file, calls otherwise now stay in their file.
    """
    taken = {file.path.stem.casefold() for file in standing}
    by_brand: dict[str, list[StandingFile]] = {}
    for file in standing:
        for name in file.brands:
            by_brand.setdefault(name, []).append(file)
    used: set[Path] = set()
    written = cache(lambda: _written_products(standing))
    for brand, draft in brands.items():
        named = _left(by_brand.get(brand.casefold(), ()), draft, used, one_shop=one_shop)
        late = standing if brand == NO_BRAND else by_brand.get(NO_BRAND, ())
        is_alone = len(brands) == 1 or NO_BRAND not in brands
        others = _left(late, draft, used, one_shop=one_shop) if not named and is_alone else []
        own = (_of_most_products(named, draft) if len(named) > 1 else next(iter(named), None)) or next(
            (file for file in others if _has_variant(file, draft)), None
        )
        others = [] if own or not is_alone else _left(_of_none(standing, brands), draft, used, one_shop=one_shop)
        own = own or (_of_at_least_half(others, draft, written()) if others else None)
        own = own or _new_file(_new_path(folder, brand, taken), spool)
        used.add(own.path)
        taken.add(own.path.stem)
        yield brand, own


def files_of_export(standing: Iterable[StandingFile], draft: BrandDraft) -> list[StandingFile]:
    """The files of imports that products of an export of legfit stand in."""
    names = {f"product {product.id}" for product in draft.product}
    return [file for file in standing if file.is_imported and not names.isdisjoint(file.ids)]


def _left(
    files: Iterable[StandingFile], draft: BrandDraft, used: Collection[Path], *, one_shop: bool
) -> list[StandingFile]:
    """The files of the shop of a draft that no other brand goes on with."""
    shops = hosts_of(source.url or "" for source in draft.source)
    left = (file for file in files if file.is_imported and file.path not in used)
    return [file for file in left if one_shop or are_one_shop(file.shops, shops)]


def _of_most_products(files: Sequence[StandingFile], draft: BrandDraft) -> StandingFile:
    """The file that has most of the products of a draft, the first of several: where no address tells shops apart."""
    names = {f"product {product.id}" for product in draft.product}
    return max(files, key=lambda file: len(names.intersection(file.ids)))


def _of_none(files: Iterable[StandingFile], brands: Collection[str]) -> list[StandingFile]:
    """The files that none of some brands is called like."""
    names = {brand.casefold() for brand in brands}
    return [file for file in files if file.brands.isdisjoint(names)]


def _written_products(files: Iterable[StandingFile]) -> dict[object, Path]:
    """The files in which an import wrote a product, by its id, and by the marks of its name and of each variant."""
    paths: dict[object, Path] = {}
    for file in files:
        for id, text in file.fields["imported"].get("product", {}).items() if file.is_imported else ():
            marks = marks_in(text)
            paths |= dict.fromkeys(((marks.get("name"), place) for place in marks), file.path)
            paths[id] = file.path
    return paths


def _of_at_least_half(
    files: Sequence[StandingFile], draft: BrandDraft, paths: Mapping[object, Path]
) -> StandingFile | None:
    """The file that has most products of a draft, by their id, or by their name and a variant; None for less than half.

    `paths` are those of all `_written_products`.
    """
    places: Counter[Path | None] = Counter()
    for p in draft.product:
        places.update({paths.get(p.id), *(paths.get((mark(p.name), f"variant.{mark(v.sku)}")) for v in p.variant)})
    most = max(files, key=lambda file: places[file.path])
    return most if places[most.path] and 2 * places[most.path] >= len(draft.product) else None


def _has_variant(file: StandingFile, draft: BrandDraft) -> bool:
    """Whether an import wrote a variant of these products into a file."""
    names = {f"variant.{mark(variant.sku)}" for product in draft.product for variant in product.variant}
    products = map(str, file.fields["imported"].get("product", {}).values())
    return any(word.partition(":")[0] in names for text in products for word in text.split())


def hosts_of(addresses: Iterable[str]) -> frozenset[str]:
    """The hosts of some addresses, in small letters and without `www.`.

    >>> sorted(hosts_of(["https://www.Shop.example/p/1", "file:shop.csv", "https://other.example"]))
    ['other.example', 'shop.example']
    """
    return frozenset(host.removeprefix(WWW) for host in map(_host, addresses) if host)


def _host(text: str) -> str:
    """The host of an address; empty where there is none, or it is no address."""
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def are_one_shop(one: Collection[str], other: Collection[str]) -> bool:
    """Whether hosts can be those of one shop: where one is known of each, some are equal, or one is part of another.

    >>> are_one_shop({"shop.example"}, {"de.shop.example"}), are_one_shop({"a.example"}, {"b.example"})
    (True, False)
    """
    if not one or not other:
        return True
    return any(f".{a}".endswith(f".{b}") or f".{b}".endswith(f".{a}") for a in one for b in other)


def _new_file(path: Path, spool: Spool) -> StandingFile:
    return StandingFile(path, spool.put(b""), spool.put(packed_fields({})), is_new=True)


def _new_path(folder: Path, brand: str, taken: Collection[str]) -> Path:
    """The file of a brand, with a number behind its name where there is one of that name."""
    stem = name = name_for(brand)
    number = 1
    while name in taken or (folder / f"{name}.toml").exists():
        number += 1
        name = f"{stem}-{number}"
    return folder / f"{name}.toml"
