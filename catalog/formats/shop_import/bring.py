"""One product of a shop's export to the draft of a brand file, or the rule that leaves it out. Start here: `bring`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from ...model.import_report import ImportNote, LeftOutOfImport
from ...model.plain_name import plain_name
from ...model.product_name import NO_BRAND
from ...model.source import FILE, Confidence
from ..draft.addresses import LONGEST_FILE_NAME
from ..draft.models import ChartDraft, CodeDraft, ProductDraft, SourceDraft
from ..draft.products import CATEGORY
from ..shop_product.record import ShopProduct
from .bring_options import BringOptions as BringOptions
from .chart_choice import ChartChoice, choose, sound_charts
from .charts import PreparedChart
from .claims import claims_of
from .fabric import fabric_of_lines, read_fabric
from .garment import is_category_number
from .id_claim import IdClaim
from .identity import brand_name, digest_of, product_id, source_id
from .left_out import left_out
from .look import LookedProduct, ProductLook, name_of
from .notes import MOST_QUOTED, Notes
from .offers import readable_address
from .options import SortedProduct, sorted_product
from .pressure import read_pressure
from .settle import Settlement
from .sides import with_named_sides
from .sizes_in_text import sizes_in_text
from .texts import label_text, without_hidden
from .trade_numbers import mended_gtin
from .unnamed_sizes import lone_size, with_named_sizes
from .variants import VariantMaking, variants_of

NAMELESS: Final = "export"
"""What a file without a name is called."""
OF_EXPORT: Final = "Product data of a shop's export."
OF_OWN_SHOP: Final = "Product data of the brand's own shop."
LONGEST_NAME_OF_PAGE: Final = 60
LONGEST_BRAND_NAME: Final = 1_000


class BroughtProduct(Struct, frozen=True):
    """What one product brings to the brand file of its brand."""

    number: int
    """Its place among the products that were brought, from 0."""
    brand: str
    draft: ProductDraft
    sources: tuple[SourceDraft, ...]
    """The `[[source]]` tables that it is the first of its brand to use."""
    charts: tuple[ChartDraft, ...]
    """The `[[chart]]` tables that it is the first of its brand to use, or to leave open for a person."""
    notes: tuple[ImportNote, ...]


def bring(product: ShopProduct, options: BringOptions) -> BroughtProduct | LeftOutOfImport:
    """What one product brings, looked at alone."""
    return Bringer(options).bring(product)


class Bringer:
    """Brings the products of one run: charts are read and given once, and what two products share is seen."""

    def __init__(self, options: BringOptions) -> None:
        self.options = options
        self.previewed: dict[str, list[str]] = {chart.name: [] for chart in options.charts}
        """By the name of each chart that a person gave: the ids of the products that it goes to."""
        self.settlement = Settlement()
        self.look = ProductLook(options).look
        self._brands: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        """By each spelling of a brand: the one that all its products have."""
        self._exports: dict[str, SourceDraft] = {}
        """By its name: the source that the export itself is for a brand."""
        self._given: set[tuple[str, str]] = set()
        """The sources and charts that stand in the file of a brand already."""
        self._count = 0

    def bring(self, product: ShopProduct) -> BroughtProduct | LeftOutOfImport:
        """What a product brings; after the last one `settlement` says what has to change because of others."""
        return self.brought(self.look(product))

    def brought(self, looked: LookedProduct) -> BroughtProduct | LeftOutOfImport:
        """The same of a product that was looked at."""
        if looked.left_out is not None:
            return looked.left_out
        product = looked.product
        brand = self._brand(product)
        name = product_id(product, "" if brand == NO_BRAND else brand)
        whole = sorted_product(product)
        claim = self.settlement.claim(whole, brand, name, looked.charts_sum)
        if cause := self.settlement.double(product, claim):
            return left_out(product, cause, "")
        return self._brought(looked, whole, brand, claim)

    def _brought(self, looked: LookedProduct, whole: SortedProduct, brand: str, claim: IdClaim) -> BroughtProduct:
        name, product = claim.name, looked.product
        notes = Notes(name, product.place)
        self._note_reading(looked, brand, notes)
        audience = looked.audience
        if audience.contradiction:
            notes.add("audience_contradiction", words=audience.contradiction)
        mapped = [chart for chart in self.options.charts if chart.is_for(product)]
        by_person = [p for m in mapped for p in m.prepared]
        for chart in mapped:
            self.previewed[chart.name].append(name)
        choice = choose(sound_charts(looked.charts, notes), by_person, audience.audience, notes)
        for code in () if choice.taken or choice.open else looked.tables_left_out:
            notes.add("table_left_out", reason=code)
        if not (choice.taken or choice.open) and (passage := sizes_in_text(" • ".join(looked.lines))):
            notes.add("sizes_in_text", text=passage)
        sized = with_named_sizes(with_named_sides(whole), choice.labels, notes)
        making = VariantMaking(sized, choice.labels, self.options.currency, self.options.address, notes)
        source = self._source(product, brand)
        charts = [(chart.named(brand_name(brand)), chart) for chart in (*choice.taken, *choice.open)]
        draft = ProductDraft.of(
            id=name, name=name_of(product), garment=looked.garment.garment, sources=[source.id or ""],
            charts=[chart_id for chart_id, _ in charts[: len(choice.taken)]], variant=variants_of(making),
            **_fields(sized, looked.lines, choice, notes), **_audience(audience.audience),
        )  # fmt: skip
        self.settlement.made |= making.unsure
        self.settlement.add(claim, draft)
        self._count += 1
        sources = [source, self._export_source(brand)] if charts else [source]
        return BroughtProduct(
            self._count - 1, brand, draft, tuple([s for s in sources if self._is_first(s.id or "", brand)]),
            tuple(self._charts(charts, brand)) if charts else (), notes.all(),
        )  # fmt: skip

    def _brand(self, product: ShopProduct) -> str:
        """The brand, spelled as the first product of the run that has it spells it."""
        printed = label_text(product.brand) or label_text(self.options.brand) or NO_BRAND
        if (spelled := self._spelled.get(printed)) is None:
            spelled = self._brands.setdefault(plain_name(printed, LONGEST_BRAND_NAME) or printed, printed)
            self._spelled[printed] = spelled
        return spelled

    def _note_reading(self, looked: LookedProduct, brand: str, notes: Notes) -> None:
        """What a person should know of how the product was read as a whole."""
        product, garment = looked.product, looked.garment
        if garment.code:
            notes.add(garment.code, **({"words": garment.words} if garment.words else {}))
        if brand == NO_BRAND:
            notes.add("no_brand")
        elif (printed := label_text(product.brand)) not in ("", brand):
            notes.add("brand_spelled", printed=printed, brand=brand)
        if looked.names_children:
            notes.add("children_too")
        if lone_size(product):
            notes.add("size_in_title")
        if looked.tables_problem:
            notes.add("tables_unread", problem=looked.tables_problem)
        if not without_hidden(product.title):
            notes.add("no_title", name=name_of(product))

    def _source(self, product: ShopProduct, brand: str) -> SourceDraft:
        """The page of the product, else the export."""
        link = readable_address(product.link, self.options.address) if product.link else ""
        if not link:
            return self._export_source(brand)
        page = plain_name(urlsplit(link).path.rstrip("/").rpartition("/")[2], LONGEST_NAME_OF_PAGE)
        return self._source_at("-".join(filter(None, ("page", page, digest_of(link)))), link, brand)

    def _export_source(self, brand: str) -> SourceDraft:
        if brand not in self._exports:
            file = self.options.file[:LONGEST_FILE_NAME] or NAMELESS
            address = readable_address(self.options.address, "") or f"{FILE}{file}"
            self._exports[brand] = self._source_at(source_id(urlsplit(address).hostname or ""), address, brand)
        return self._exports[brand]

    def _source_at(self, name: str, address: str, brand: str) -> SourceDraft:
        options = self.options
        is_own = options.is_own_shop and options.brand.casefold() in ("", brand.casefold())
        confidence = Confidence.FIRST_HAND if is_own else Confidence.QUOTED
        note = OF_OWN_SHOP if is_own else OF_EXPORT
        return SourceDraft(
            id=name, url=address, seen_on=options.seen_on, read_as="data", confidence=confidence.value, note=note
        )  # fmt: skip

    def _charts(self, charts: Iterable[tuple[str, PreparedChart]], brand: str) -> Iterator[ChartDraft]:
        """Those charts of a product, each with its id, that no product of the brand brought before."""
        for chart_id, chart in charts:
            if self._is_first(f"chart {chart_id}", brand):
                yield ChartDraft(id=chart_id, source=self._export_source(brand).id, **chart.fields)

    def _is_first(self, name: str, brand: str) -> bool:
        """Whether no product of the brand brought this source or chart before; from now on one has."""
        if (own := (brand, name)) in self._given:
            return False
        self._given.add(own)
        return True


def _audience(audience: str | None) -> dict[str, Any]:
    return {"audience": audience} if audience else {}


def _fields(whole: SortedProduct, lines: Sequence[str], choice: ChartChoice, notes: Notes) -> dict[str, Any]:
    """What stands in a draft besides its id, name, garment, charts and variants, where there is any."""
    product = whole.product
    fabric, pressure = read_fabric(product.fabric), _pressure(whole, notes)
    if fabric.unread:
        notes.add("fabric_unread", text=fabric.unread[:MOST_QUOTED])
    features = [product.fabric] if fabric.says_more else []
    features += [product.pressure] if product.pressure and pressure is None else []
    fibres = list(fabric.fibres) or (
        [] if product.fabric.strip() else list(fabric_of_lines((*product.features, *lines)))
    )
    fields: dict[str, Any] = {
        "intended_use": [use for text in product.uses if (use := without_hidden(text))],
        "categories": [c for c in product.categories if is_category_number(c) and _is_id(c)],
        "fabric": fibres, "flags": {name: without_hidden(v) for k, v in product.flags if (name := label_text(k))},
        "claim": claims_of(whole, features, choice.labels),
        "code": list(_codes(product, notes)), "pressure": [pressure] if pressure is not None else [],
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _is_id(category: str) -> bool:
    return CATEGORY.fullmatch(category) is not None and label_text(category) == category


def _pressure(whole: SortedProduct, notes: Notes) -> Any:
    product = whole.product
    options = (value for options in whole.options for value in options.no_labels)
    texts = dict.fromkeys((product.title, *product.features, *options))
    reading = read_pressure(product.pressure, texts, product.description)
    if reading.unread:
        notes.add("pressure_unread", text=reading.unread[:MOST_QUOTED])
    return reading.draft


def _codes(product: ShopProduct, notes: Notes) -> Iterator[CodeDraft]:
    """The identifiers of other schemes; a GTIN whose check digit is wrong is noted."""
    for scheme, printed in dict.fromkeys(product.codes):
        value = mended_gtin(printed) if scheme == "gtin" else label_text(printed)
        if value and (name := label_text(scheme)):
            yield CodeDraft(scheme=name, value=value)
        else:
            notes.add("code_left_out", scheme=scheme, value=printed)
