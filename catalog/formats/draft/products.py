"""A product table becomes a product; every part of it that cannot be believed is a problem with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from ...model import product as model
from ...model.money import Money
from ...model.offer import NO_OFFER, Availability, Offer, availability_of_stock
from . import values
from .addresses import address
from .charts import points, size_chart, taken_chart
from .fields import LARGEST, at_points, enum_member, fibre, labelled_tables, required_text, slug, span, taken, trimmed
from .models import ChartDraft, OfferPriceDraft, PriceDraft, ProductDraft, VariantDraft
from .problems import FieldPath
from .rulings import ruling, whole_day
from .shared_charts import SharedCharts, named_charts

CATEGORY: Final = re.compile(r"[a-z0-9_]+:\S+")
Prices = dict[int, tuple[Money, str]]
"""By the identity of the draft of a price: its amount and its day."""


class ProductReader(Struct, frozen=True):
    """One product table, its place, and the sources of its file by id."""

    draft: ProductDraft
    place: FieldPath
    sources: dict[str, model.Source]
    own_charts: Mapping[str, ChartDraft] = {}
    """The charts of the file that a sister product may take, by id."""
    shared: SharedCharts = {}
    """The charts of the file that any product may name."""

    def product(self, brand: str) -> model.Product | None:
        """The product; None where its problems leave none."""
        draft, place = self.draft, self.place
        product_id, name = slug(draft.id, place.to("id")), required_text(draft.name, place, "file_a_name", "name")
        garment = enum_member(model.Garment, draft.garment, place, "garment")
        audience = enum_member(model.Audience, draft.audience, place, "audience") if draft.audience else None
        own = self.own_sources()
        parts = {
            "charts": self.charts(), "asks_for": points(draft.asks_for, place.to("asks_for")) if draft.asks_for else (),
            "pressure": tuple(self.pressure()), "claims": tuple(self.claims(own)), "codes": tuple(self.codes()),
            "categories": self.categories(), "fibres": self.fibres(), "variants": self.variants(),
            "price": self.price(draft.price, place.to("price")) if draft.price is not None else None,
            "flags": tuple(draft.flags.items()), "size_page": self.size_page(),
            "chart_missing_since": self.missing_since(), "aliases": self.aliases(),
            "ruling": ruling(draft.ruling, place.to("ruling"), self.find) if draft.ruling else None,
        }  # fmt: skip
        if garment is None or not own:
            return None
        return model.Product(
            product_id, brand, name, garment, own, audience, draft.line, notes=draft.notes,
            **parts,  # type: ignore[arg-type]
        )  # fmt: skip

    def own_sources(self) -> tuple[model.Source, ...]:
        """The sources that the product names, in its order."""
        if not self.draft.sources:
            self.place.to("sources").missing("file_source_ids")
        return tuple([s for name in self.draft.sources or () if (s := self.find(name, self.place, "sources"))])

    def find(self, name: str | None, place: FieldPath, *steps: str) -> model.Source | None:
        """The source of an id, named so many steps from a place; it may be left out where there is a single one."""
        own = self.draft.sources or []
        if name is None and len(own) == 1:
            return self.sources.get(own[0])
        if name is not None and name in self.sources:
            return self.sources[name]
        place = place.to(*steps)
        if name is None and own:
            place.missing("file_source_of_several")
        elif name is not None:
            if self.sources:
                place.unknown("unknown_source", name, "file_source_of_file", self.sources)
            else:
                place.report("unknown_source", name, "file_source_of_file", "file_add_a_source")
        return self.sources.get(name or "")

    def charts(self) -> tuple[model.SizeChart, ...]:
        """The charts of the product, girths first: at most one by girths and one by build is current."""
        charts = [self.chart(draft, place) for draft, place in labelled_tables("chart", self.draft.chart, self.place)]
        if self.draft.charts:
            charts += named_charts(self.draft.charts, self.place.to("charts"), self.shared, self.own_charts)
        charts_read = [c for c in charts if c is not None]
        if len(charts_read) > 1:
            charts_read.sort(key=lambda c: not (c.current and c.by_girth))
            self._check_current(charts_read)
        return tuple(charts_read)

    def _check_current(self, charts: Iterable[model.SizeChart]) -> None:
        for by_girth, kind in ((True, "file_one_current_girths"), (False, "file_one_current_build")):
            current = [c.id for c in charts if c.current and c.by_girth is by_girth]
            if len(current) > 1:
                self.place.report("two_current_charts", ", ".join(current), kind, "file_not_current")

    def chart(self, draft: ChartDraft, place: FieldPath) -> model.SizeChart | None:
        """One chart: its own, or that of a sister product."""
        if draft.chart_of is None:
            return size_chart(draft, place, self.find)
        return taken_chart(draft, place, self.find, self.own_charts)

    def size_page(self) -> str:
        """The address of the brand's size page."""
        text = self.draft.size_page
        return "" if text is None else taken(address, text, self.place.to("size_page")) or ""

    def missing_since(self) -> str:
        """The day since when a size chart is looked for."""
        day = self.draft.chart_missing_since
        return "" if day is None else whole_day(day, self.place.to("chart_missing_since"))

    def aliases(self) -> tuple[str, ...]:
        """The old ids of the product, each once."""
        if not self.draft.aliases:
            return ()
        place, names = self.place.to("aliases"), self.draft.aliases
        for name, count in Counter(names).items():
            if count > 1:
                place.report("alias_taken", name, "file_alias_once", "file_take_second_out")
        return tuple(slug(name, place) for name in names)

    def pressure(self) -> Iterable[model.PressureFigure]:
        """What the sources state about pressure."""
        for draft, place in labelled_tables("pressure", self.draft.pressure, self.place):
            kind = enum_member(model.EvidenceKind, draft.kind, place.to("kind"))
            source = self.find(draft.source, place.to("source"))
            low, high = span(draft, place)
            profile = tuple(at_points(draft.profile, place))
            if kind is not None and source is not None:
                yield model.PressureFigure(
                    low, high, draft.stated_at, kind, source, profile, draft.label, draft.scheme,
                    draft.method, draft.posture, draft.variant,
                )  # fmt: skip

    def claims(self, own: tuple[model.Source, ...]) -> Iterable[model.Claim]:
        """The claims: first the short `intended_use` list, at the first source, then the long tables."""
        for use in self.draft.intended_use:
            if required_text(use, self.place, "file_a_use", "intended_use") and own:
                yield model.Claim(model.ClaimKind.INTENDED_USE, use, model.Position.INTENDED_USE, own[0])
        for draft, place in labelled_tables("claim", self.draft.claim, self.place):
            kind = enum_member(model.ClaimKind, draft.kind, place, "kind")
            position = enum_member(model.Position, draft.position, place, "position")
            text = required_text(draft.text, place, "file_wording", "text")
            source = self.find(draft.source, place, "source")
            if kind is not None and position is not None and source is not None:
                yield model.Claim(kind, text, position, source)

    def codes(self) -> Iterable[model.Code]:
        """The identifiers printed with the product; a GTIN is verified, other schemes are judged by the rules."""
        for draft, place in labelled_tables("code", self.draft.code, self.place):
            scheme = required_text(draft.scheme, place, "file_scheme", "scheme")
            value = required_text(draft.value, place, "file_code", "value")
            source = self.find(draft.source, place, "source")
            if scheme == "gtin" and value:
                value = taken(values.gtin, value, place, "value") or ""
            if source is not None:
                yield model.Code(scheme, value, source)

    def categories(self) -> tuple[str, ...]:
        """Category ids with their scheme, like `google:209`."""
        for text in self.draft.categories:
            if not CATEGORY.fullmatch(text):
                self.place.to("categories").report("bad_category", text, "file_category")
        return tuple(self.draft.categories)

    def fibres(self) -> tuple[model.Fibre, ...]:
        """The fabric; its shares never sum to more than the whole."""
        fibres = tuple(
            [fibre(draft, place) for draft, place in labelled_tables("fabric", self.draft.fabric, self.place)]
        )
        total = sum([f.per_mille or 0 for f in fibres])
        if total > 1000:
            self.place.to("fabric").report("fibre_total", f"{total / 10:g} %", "file_at_most_all")
        return fibres

    def price(self, draft: PriceDraft, place: FieldPath) -> model.Price | None:
        """A price with its source."""
        source, money = self.find(draft.source, place, "source"), self.amount(draft, place)
        return model.Price(money, source, draft.note) if source is not None and money is not None else None

    def amount(self, draft: PriceDraft, place: FieldPath) -> Money | None:
        """The amount of a price."""
        amount = required_text(draft.amount, place, "file_amount", "amount")
        return taken(values.price, amount, place, "amount") if amount else None

    def variants(self) -> tuple[model.Variant, ...]:
        """What a shop can put in a basket; each SKU once."""
        tables = labelled_tables("variant", self.draft.variant, self.place)
        prices: Prices = {}
        variants = [self.variant(draft, place, prices) for draft, place in tables]
        skus = [variant.sku for variant in variants]
        for sku, count in Counter(skus).items() if len(set(skus)) < len(skus) else ():
            if sku and count > 1:
                self.place.report("duplicate_sku", sku, "file_sku_once", "file_take_one_out")
        return tuple(variants)

    def variant(self, draft: VariantDraft, place: FieldPath, prices: Prices) -> model.Variant:
        """One variant; its GTIN is verified. `prices` are those that were read before."""
        sku = draft.sku or ""
        if not sku or sku != sku.strip():
            sku = trimmed(required_text(draft.sku, place, "file_sku", "sku"), place, "sku")
        number = taken(values.gtin, draft.gtin, place, "gtin") if draft.gtin is not None else None
        shop_id = trimmed(draft.shop_id, place, "shop_id") if draft.shop_id else ""
        return model.Variant(sku, draft.size, draft.colour, number or "", shop_id, self.offer(draft, place, prices))

    def offer(self, draft: VariantDraft, place: FieldPath, prices: Prices) -> Offer:
        """What a shop says of a variant: its stock is never below zero, its addresses are of http or https."""
        is_there = draft.price is not None or draft.stock is not None or draft.availability is not None
        if not is_there and draft.link is None and draft.image is None:
            return NO_OFFER
        stock, availability = draft.stock, availability_of_stock(draft.stock)
        if stock is not None and not 0 <= stock < LARGEST:
            place.to("stock").report("out_of_range", stock, "file_whole_from_zero")
        if draft.availability is not None:
            stated = enum_member(Availability, draft.availability, place, "availability")
            availability = stated or availability
            if stated is Availability.IN_STOCK and stock == 0:
                place.to("availability").report("stock_disagrees", stated, "file_as_the_stock", "file_say_one_of_both")
        money, priced_on = None, ""
        if draft.price is not None:
            money, priced_on = prices.get(id(draft.price)) or self.offered_price(draft.price, place.to("price"), prices)
        link = "" if draft.link is None else taken(address, draft.link, place, "link") or ""
        image = "" if draft.image is None else taken(address, draft.image, place, "image") or ""
        return Offer(availability, stock, money, link, image, priced_on)

    def offered_price(self, draft: OfferPriceDraft, place: FieldPath, prices: Prices) -> tuple[Money | None, str]:
        """What a shop asks and the day; what is whole goes into `prices`, for variants that share one draft of it."""
        amount, day = self.amount(draft, place), self.day_of_price(draft, place)
        if amount is not None and day:
            prices[id(draft)] = amount, day
        return amount, day

    def day_of_price(self, price: OfferPriceDraft, place: FieldPath) -> str:
        """Its own ISO day, or that of its source or of the only one of the product; empty where that is not known."""
        if price.seen_on is not None:
            seen = taken(values.seen_on, price.seen_on, place, "seen_on")
            return seen if seen and seen != values.UNKNOWN_DAY else ""
        named = price.source is not None or len(self.draft.sources or []) == 1
        source = self.find(price.source, place, "source") if named else None
        return source.seen_on if source is not None and source.seen_on[:1].isdigit() else ""
