"""Products become drafts of a brand file: the exact inverse of reading one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from msgspec import Struct

from ...model.catalog_ruling import CatalogRuling
from ...model.chart import SizeChart
from ...model.money import Money
from ...model.offer import availability_of_stock
from ...model.product import Claim, ClaimKind, PointPressure, Position, PressureFigure, Price, Product, Source, Variant
from ..draft.models import (
    BrandDraft,
    ClaimDraft,
    CodeDraft,
    FibreDraft,
    OfferPriceDraft,
    PointDraft,
    PressureDraft,
    PriceDraft,
    ProductDraft,
    RulingDraft,
    SourceDraft,
    VariantDraft,
)  # fmt: skip
from ..draft.values import UNKNOWN_DAY
from .chart_draft import chart_draft, charts_at_the_top, price_text

SourceIds = Mapping[Source, str]


def brand_draft_of(brand: str, products: Sequence[Product]) -> BrandDraft:
    """The draft of a file with these products; reading its text gives them again, but for charts marked as forced.

    A chart of several products stands once at the top, and so does one that a product takes from none of these.

    Raises: ValueError (a product is of another brand, two charts of one id differ, or the format cannot say it).
    """
    if any(product.brand != brand for product in products):
        raise ValueError(f"a brand file holds one brand: {brand}")
    ids = source_ids(products)
    top = charts_at_the_top(products)
    return BrandDraft(
        brand=brand, source=[source_draft(source, name) for source, name in ids.items()],
        chart=[chart_draft(chart, ids[chart.source]) for chart in top.values()],
        product=[ProductWriter(product, ids, top).draft() for product in products],
    )  # fmt: skip


def source_ids(products: Sequence[Product]) -> dict[Source, str]:
    """An id for every source, made of its host and year, in the order in which they appear."""
    ids: dict[Source, str] = {}
    taken: set[str] = set()
    for source in (s for product in products for s in sources_in(product)):
        if source in ids:
            continue
        name = stem = source_id(source)
        number = 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        ids[source] = name
        taken.add(name)
    return ids


def source_id(source: Source) -> str:
    """The id a source would like to have: the telling part of its host, or else the name of its file, and the year."""
    host, path = urlsplit(source.url).hostname or "", [p for p in urlsplit(source.url).path.split("/") if p]
    stem = max(host.removeprefix("www.").split("."), key=len)
    if not host and path:
        stem = path[-1].split(".")[0]
    elif host == "github.com" and path:
        stem = "-".join([path[0], path[-1].split(".")[0]])
    year = [] if source.seen_on == UNKNOWN_DAY else [source.seen_on[:4]]
    return re.sub(r"[^a-z0-9]+", "-", "-".join([stem[:50], *year]).lower()).strip("-") or "source"


def sources_in(product: Product) -> Iterator[Source]:
    """Every source of a product and of its parts."""
    yield from product.sources
    parts = [*product.charts, *product.pressure, *product.claims, *product.codes, product.price]
    yield from (part.source for part in (*parts, product.ruling) if part is not None)


def source_draft(source: Source, name: str) -> SourceDraft:
    """The table of a source."""
    return SourceDraft(
        id=name, url=source.url, seen_on=source.seen_on, read_as=source.read_as,
        confidence=source.confidence.value, note=source.note,
    )  # fmt: skip


class ProductWriter(Struct, frozen=True):
    """One product, the ids of the sources of its file, and the charts that stand at the top of it."""

    product: Product
    ids: SourceIds
    top: Mapping[str, SizeChart] = {}

    def draft(self) -> ProductDraft:
        """The table of the product."""
        uses = self.short_uses()
        return ProductDraft.model_validate({**self.labels(), "intended_use": uses, **self.parts(len(uses))})

    def labels(self) -> dict[str, object]:
        """The fields of the product itself, but for its uses."""
        p = self.product
        fabric = [FibreDraft(fibre=fibre.name, percent=_percent(fibre.per_mille)) for fibre in p.fibres]
        return {
            "id": p.id, "name": p.name, "garment": p.garment.value, "audience": p.audience and p.audience.value,
            "line": p.line, "sources": [self.ids[source] for source in p.sources], "fabric": fabric,
            "asks_for": [point.value for point in p.asks_for], "categories": list(p.categories), "notes": p.notes,
            "flags": dict(p.flags), "price": self.price(p.price), "aliases": list(p.aliases),
            "size_page": p.size_page or None, "chart_missing_since": p.chart_missing_since or None,
        }  # fmt: skip

    def parts(self, uses: int) -> dict[str, object]:
        """The tables of the product; the first claims are told in its list of uses."""
        p = self.product
        return {
            "claim": [self.claim(claim) for claim in p.claims[uses:]],
            "code": [CodeDraft(scheme=c.scheme, value=c.value, source=self.source(c.source)) for c in p.codes],
            "pressure": [self.pressure(figure) for figure in p.pressure],
            "charts": [chart.id for chart in p.charts if chart.id in self.top],
            "chart": [chart_draft(c, self.source(c.source)) for c in p.charts if c.id not in self.top],
            "variant": [variant_draft(variant, p.sources) for variant in p.variants],
            "ruling": [self.ruling(p.ruling)] if p.ruling else [],
        }

    def source(self, source: Source) -> str | None:
        """The id of a source; None where the product has a single source and this is it."""
        return None if self.product.sources == (source,) else self.ids[source]

    def short_uses(self) -> list[str]:
        """The leading uses that the short list can say."""
        uses: list[str] = []
        for claim in self.product.claims:
            if claim != Claim(ClaimKind.INTENDED_USE, claim.text, Position.INTENDED_USE, self.product.sources[0]):
                break
            uses.append(claim.text)
        return uses

    def price(self, price: Price | None) -> PriceDraft | None:
        """A price with its source."""
        if price is None:
            return None
        return PriceDraft(amount=price_text(price.money), source=self.source(price.source), note=price.note)

    def claim(self, claim: Claim) -> ClaimDraft:
        """The table of a claim."""
        return ClaimDraft(
            kind=claim.kind.value, position=claim.position.value, text=claim.text, source=self.source(claim.source)
        )

    def pressure(self, figure: PressureFigure) -> PressureDraft:
        """The table of a statement of pressure."""
        low, high = (None if p is None else p.text() for p in (figure.low, figure.high))
        return PressureDraft(
            low=low, high=high, stated_at=figure.stated_at, kind=figure.kind.value, label=figure.label,
            scheme=figure.scheme, method=figure.method, posture=figure.posture, variant=figure.variant,
            source=self.source(figure.source), profile=[point_draft(point) for point in figure.profile],
        )  # fmt: skip

    def ruling(self, ruling: CatalogRuling) -> RulingDraft:
        """The table of a ruling, which always names its source."""
        return RulingDraft(
            ruling=ruling.ruled.value, why=ruling.why, source=self.ids[ruling.source], date=ruling.on,
            would_settle=ruling.would_settle, evidence=ruling.evidence,
        )  # fmt: skip


def _percent(per_mille: int | None) -> Decimal | None:
    return None if per_mille is None else Decimal(per_mille) / 10


def point_draft(at: PointPressure) -> PointDraft:
    """The table of the pressure at one point."""
    low, high, sd = (None if p is None else p.text() for p in (at.low, at.high, at.sd))
    point = PointDraft(point=at.point.value, sd=sd, wearers=at.wearers, printed=at.printed)
    return point.model_copy(update={"figure": low} if low == high else {"low": low, "high": high})


def variant_draft(variant: Variant, sources: Sequence[Source]) -> VariantDraft:
    """The table of a variant, with what the shop says of it; `sources` are those of its product."""
    offer = variant.offer
    as_stocked = offer.availability is availability_of_stock(offer.stock)
    return VariantDraft(
        sku=variant.sku, size=variant.size, colour=variant.colour, gtin=variant.gtin or None, shop_id=variant.shop_id,
        price=offer_price_draft(offer.price, offer.priced_on, sources) if offer.price else None, stock=offer.stock,
        availability=None if as_stocked else offer.availability.value, link=offer.link or None,
        image=offer.image or None,
    )  # fmt: skip


def offer_price_draft(money: Money, day: str, sources: Sequence[Source]) -> OfferPriceDraft:
    """The price of a variant; its day where a reader would not take that one from the only source of the product."""
    of_source = sources[0].seen_on if len(sources) == 1 and sources[0].seen_on != UNKNOWN_DAY else ""
    return OfferPriceDraft(amount=price_text(money), seen_on=None if day == of_source else day or UNKNOWN_DAY)
