"""Products become a brand file in one canonical form; reading it gives the same products again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from catalog.formats.draft.values import UNREADABLE
from catalog.model.catalog_ruling import CatalogRuling
from catalog.model.leg import LegPoint
from catalog.model.money import NO_CURRENCY, Money
from catalog.model.offer import Offer, availability_of_stock
from catalog.model.product import (  # fmt: skip
    Band,
    Box,
    Claim,
    ClaimKind,
    Edge,
    Fibre,
    PointPressure,
    Position,
    PressureFigure,
    Price,
    Product,
    SizeChart,
    Source,
    Variant,
    printed_step,
)
from catalog.model.quantities import per_unit

Pairs = Iterable[tuple[str, str]]


def write_brand_file(brand: str, products: Sequence[Product]) -> str:
    """A brand's products as TOML.

    Raises: ValueError when a product is of another brand, or holds what the format cannot say.
    """
    if any(product.brand != brand for product in products):
        raise ValueError(f"a brand file holds one brand: {brand}")
    names = source_names(products)
    blocks = [f"brand = {quoted(brand)}\n"]
    blocks += [table("[[source]]", source_pairs(source, name)) for source, name in names.items()]
    blocks += [block for product in products for block in ProductWriter(product, names).blocks()]
    return "\n".join(blocks)


def quoted(text: str) -> str:
    """A TOML string; the escapes of JSON are among those of TOML."""
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """A TOML list of strings."""
    return f"[{', '.join(quoted(text) for text in texts)}]"


def key(name: str) -> str:
    """A TOML key, quoted where it is not a bare one."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def inline(pairs: Pairs) -> str:
    """A TOML table on one line."""
    return f"{{ {', '.join(f'{key(name)} = {value}' for name, value in pairs)} }}"


def table(header: str, pairs: Pairs) -> str:
    """A TOML table with one field a line."""
    return "\n".join([header, *(f"{name} = {value}" for name, value in pairs), ""])


def filled(*pairs: tuple[str, str | None]) -> list[tuple[str, str]]:
    """The text fields that are not empty, quoted."""
    return [(name, quoted(value)) for name, value in pairs if value]


def source_names(products: Iterable[Product]) -> dict[Source, str]:
    """An id for every source, made of its host and year, in the order in which they appear."""
    names: dict[Source, str] = {}
    for source in (s for product in products for s in sources_in(product)):
        if source in names:
            continue
        name = stem = source_name(source)
        taken, number = set(names.values()), 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        names[source] = name
    return names


def source_name(source: Source) -> str:
    """The id a source would like to have: the telling part of its host, on a code host its owner and file, the year."""
    host, path = urlsplit(source.url).hostname or "", [p for p in urlsplit(source.url).path.split("/") if p]
    stem = max(host.removeprefix("www.").split("."), key=len)
    if host == "github.com" and path:
        stem = "-".join([path[0], path[-1].split(".")[0]])
    year = [] if source.seen_on == "unknown" else [source.seen_on[:4]]
    return re.sub(r"[^a-z0-9]+", "-", "-".join([stem[:50], *year]).lower()).strip("-") or "source"


def sources_in(product: Product) -> Iterator[Source]:
    """Every source of a product and of its parts."""
    yield from product.sources
    parts = [*product.charts, *product.pressure, *product.claims, *product.codes, product.price]
    yield from (part.source for part in (*parts, product.ruling) if part is not None)


def source_pairs(source: Source, name: str) -> list[tuple[str, str]]:
    """The fields of a source."""
    return filled(
        ("id", name), ("url", source.url), ("seen_on", source.seen_on), ("read_as", source.read_as),
        ("confidence", source.confidence), ("note", source.note),
    )  # fmt: skip


def fibre_table(fibre: Fibre) -> str:
    """One fibre on one line."""
    share = [] if fibre.per_mille is None else [("percent", f"{fibre.per_mille / 10:g}")]
    return inline([("fibre", quoted(fibre.name)), *share])


def point_table(at: PointPressure) -> str:
    """Pressure at one point on one line."""
    low, high, sd = (None if p is None else p.text() for p in (at.low, at.high, at.sd))
    ends = [("figure", low)] if low == high else [("low", low), ("high", high)]
    wearers = [] if at.wearers is None else [("wearers", str(at.wearers))]
    return inline([*filled(("point", at.point), *ends, ("sd", sd)), *wearers, *filled(("printed", at.printed))])


class ProductWriter:
    """One product as blocks of TOML, with the ids of its sources."""

    def __init__(self, product: Product, names: dict[Source, str]) -> None:
        self.product = product
        self.names = names

    def blocks(self) -> Iterator[str]:
        """The tables of the product in canonical order."""
        product = self.product
        short = self.short_uses()
        yield table("[[product]]", self.pairs(short))
        for claim in product.claims[len(short) :]:
            yield table("[[product.claim]]", self.claim_pairs(claim))
        for code in product.codes:
            pairs = filled(("scheme", code.scheme), ("value", code.value))
            yield table("[[product.code]]", pairs + self.source(code.source))
        for figure in product.pressure:
            yield table("[[product.pressure]]", self.pressure_pairs(figure))
        for chart in product.charts:
            yield table("[[product.chart]]", self.chart_pairs(chart))
        for variant in product.variants:
            yield table("[[product.variant]]", self.variant_pairs(variant))
        if product.ruling is not None:
            yield table("[[product.ruling]]", self.ruling_pairs(product.ruling))

    def source(self, source: Source) -> list[tuple[str, str]]:
        """The source field; left out where the product has a single source and this is it."""
        return [] if self.product.sources == (source,) else [("source", quoted(self.names[source]))]

    def short_uses(self) -> list[str]:
        """The leading uses that the short list can say."""
        uses: list[str] = []
        for claim in self.product.claims:
            if claim != Claim(ClaimKind.INTENDED_USE, claim.text, Position.INTENDED_USE, self.product.sources[0]):
                break
            uses.append(claim.text)
        return uses

    def pairs(self, uses: list[str]) -> list[tuple[str, str]]:
        """The fields of the product itself."""
        p = self.product
        fields = filled(
            ("id", p.id), ("name", p.name), ("garment", p.garment), ("audience", p.audience), ("line", p.line)
        )
        lists: dict[str, list[str]] = {
            "sources": [self.names[s] for s in p.sources], "asks_for": list(p.asks_for), "intended_use": uses,
            "categories": list(p.categories),
        }  # fmt: skip
        fields += [(name, listed(texts)) for name, texts in lists.items() if texts]
        if p.fibres:
            fields.append(("fabric", f"[{', '.join(fibre_table(f) for f in p.fibres)}]"))
        if p.flags:
            fields.append(("flags", inline((name, quoted(value)) for name, value in p.flags)))
        if p.price is not None:
            fields.append(("price", self.price(p.price)))
        fields += [("aliases", listed(p.aliases))] if p.aliases else []
        pages = filled(("size_page", p.size_page), ("chart_missing_since", p.chart_missing_since))
        return fields + pages + filled(("notes", p.notes))

    def price(self, price: Price) -> str:
        """A price on one line."""
        amount = filled(("amount", price_text(price.money)))
        return inline(amount + self.source(price.source) + filled(("note", price.note)))

    def claim_pairs(self, claim: Claim) -> list[tuple[str, str]]:
        """The fields of a claim."""
        fields = filled(("kind", claim.kind), ("position", claim.position), ("text", claim.text))
        return fields + self.source(claim.source)

    def pressure_pairs(self, figure: PressureFigure) -> list[tuple[str, str]]:
        """The fields of a pressure figure."""
        low, high = (None if p is None else p.text() for p in (figure.low, figure.high))
        fields = filled(
            ("low", low), ("high", high), ("stated_at", figure.stated_at), ("kind", figure.kind),
            ("label", figure.label), ("scheme", figure.scheme), ("method", figure.method),
            ("posture", figure.posture), ("variant", figure.variant),
        )  # fmt: skip
        fields += self.source(figure.source)
        if figure.profile:
            fields.append(("profile", lines(point_table(at) for at in figure.profile)))
        return fields

    def chart_pairs(self, chart: SizeChart) -> list[tuple[str, str]]:
        """The fields of a chart."""
        if chart.chart_of:
            return self.taken_chart_pairs(chart)
        fields = [("id", quoted(chart.id)), ("keyed_by", listed("|".join(k) for k in chart.keys))]
        fields += unit_pairs(chart)
        fields += [] if chart.current else [("current", "false")]
        fields += filled(("version", chart.version), ("between_sizes", chart.tie_rule), ("posture", chart.posture))
        fields += [("priority", listed(chart.priority))] if chart.priority else []
        fields += filled(("note", chart.note)) + step_pairs(chart) + self.source(chart.source)
        rows = [row(size.label, box, chart) for size, box in chart.boxes()]
        return fields + ([("rows", lines(rows))] if rows else [])

    def taken_chart_pairs(self, chart: SizeChart) -> list[tuple[str, str]]:
        """The fields of a chart that is taken from a sister product."""
        fields = [("id", quoted(chart.id)), ("chart_of", quoted(chart.chart_of))]
        fields += [] if chart.current else [("current", "false")]
        return fields + filled(("version", chart.version), ("note", chart.note)) + self.source(chart.source)

    def ruling_pairs(self, ruling: CatalogRuling) -> list[tuple[str, str]]:
        """The fields of a ruling."""
        return filled(
            ("ruling", ruling.ruled), ("why", ruling.why), ("source", self.names[ruling.source]), ("date", ruling.on),
            ("would_settle", ruling.would_settle), ("evidence", ruling.evidence),
        )  # fmt: skip

    def variant_pairs(self, variant: Variant) -> list[tuple[str, str]]:
        """The fields of a variant."""
        fields = filled(
            ("sku", variant.sku), ("size", variant.size), ("colour", variant.colour), ("gtin", variant.gtin)
        )
        return fields + filled(("shop_id", variant.shop_id)) + offer_pairs(variant.offer)


def offer_pairs(offer: Offer) -> list[tuple[str, str]]:
    """The fields of a variant that are what a shop says of it."""
    fields = [] if offer.price is None else [("price", inline([("amount", quoted(price_text(offer.price)))]))]
    fields += [] if offer.stock is None else [("stock", str(offer.stock))]
    if offer.availability is not availability_of_stock(offer.stock):
        fields += filled(("availability", offer.availability.value))
    return fields + filled(("link", offer.link), ("image", offer.image))


def lines(items: Iterable[str]) -> str:
    """A TOML list with one entry a line."""
    return "\n".join(["[", *(f"  {item}," for item in items), "]"])


def printed_units(chart: SizeChart) -> dict[LegPoint, str]:
    """The unit of each point of a chart, shoe sizes left out."""
    bands = [b for _, box in chart.boxes() for b in box.bands if not b.point.value.startswith("shoe_")]
    units_by_point = {b.point: b.unit for b in bands}
    if any(units_by_point[b.point] != b.unit for b in bands):
        raise ValueError(f"chart {chart.id}: one point in two units")
    return {p: units_by_point[p] for p in chart.points if p in units_by_point}


def unit_pairs(chart: SizeChart) -> list[tuple[str, str]]:
    """`unit` where one does for all points, else `units`."""
    units_by_point = printed_units(chart)
    if len(set(units_by_point.values())) == 1 and LegPoint.WEIGHT not in units_by_point:
        return filled(("unit", next(iter(units_by_point.values()))))
    return [("units", inline((p, quoted(unit)) for p, unit in units_by_point.items()))] if units_by_point else []


def step_pairs(chart: SizeChart) -> list[tuple[str, str]]:
    """The steps that the figures of the chart do not show by themselves."""
    steps = {}
    for p, step in chart.steps:
        bands = tuple(b for _, box in chart.boxes() for b in box.bands if b.point is p)
        if step != printed_step(p, bands):
            figure = float(step / per_unit(p, bands[0].unit))
            steps[p] = f"{figure:.4f}".rstrip("0").rstrip(".")
    return [("step", inline((p, quoted(text)) for p, text in steps.items()))] if steps else []


def row(label: str, box: Box, chart: SizeChart) -> str:
    """One box on one line; a key without any band in it could not be read."""
    cells = [("size", quoted(label))]
    for points in chart.keys:
        bands = [(p.value, band) for p in points if (band := box.band(p)) is not None]
        cells += [(name, quoted(band_text(band))) for name, band in bands] or [(points[0], quoted(UNREADABLE))]
    return inline(cells + filled(("note", box.note)))


def band_text(band: Band) -> str:
    """A band in the notation that reading turns into the same band again."""
    match band.low, band.high:
        case Edge() as low, Edge() as high:
            return f"{'' if low.closed else '>'}{low.printed}-{'' if high.closed else '<'}{high.printed}"
        case Edge() as low, None:
            return f">{'=' if low.closed else ''}{low.printed}"
        case None, Edge() as high:
            return f"<{'=' if high.closed else ''}{high.printed}"
    raise ValueError(f"a band without an end has no notation: {band.point}")


def price_text(money: Money) -> str:
    """An amount in the notation that reading turns into the same amount again."""
    return f"{money.amount} {money.currency or NO_CURRENCY}"
