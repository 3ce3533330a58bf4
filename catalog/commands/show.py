"""`legfit show PRODUCT`: everything the catalog knows of a product, every fact with its source."""

from __future__ import annotations

from typing import Annotated, Any

from ..app.timing import today
from ..documents.offers import shown_product_document
from ..messages.messages import Messages
from ..model.band_text import band_text
from ..model.catalog_ruling import CatalogRuling
from ..model.product import ClaimKind, PressureFigure, Product
from ..model.product_name import full_name
from ..report.matches import age
from ..report.offers import offers_of
from ..report.plain import plain_lines, point_named, text_of
from ..report.unsized import chart_missing
from ..search.lookup import products_named
from .opening import loaded_catalog
from .options import groups as o
from .options import parameter
from .terminal.output import Column
from .terminal.screen import Screen, printable, screen, write_lines

NAMES = ("chart", "current", "size", "bands", "source", "seen_on")


@o.command(
    "show",
    ("show compressport-ur2", "show compressport-ur2 --format csv", "show compressport-ur2 --json"),
    o.output_options(NAMES),
)
def show(product: Annotated[str, parameter.product()], output: o.OutputOptions) -> None:
    """Show everything the catalog knows of a product, with sources."""
    catalog = loaded_catalog(output.database)
    (record,) = products_named(catalog, [product])
    collection, messages = catalog.candidate(record).collection, output.messages()
    if output.is_document:
        output.write_document(shown_product_document(record, collection))
        return
    rows, whole = chart_rows(record), output.form == "table" and not output.columns
    if whole:
        write_lines([*_facts(record, collection, messages, screen()), *_offers(record, messages), ""])
    if whole and not rows:
        write_lines(_missing_chart(record, messages))
    else:
        output.write_rows(_columns(messages), rows)


def _missing_chart(product: Product, messages: Messages) -> list[str]:
    """Return that no chart is known, what the brand sizes by, since when one is looked for, and the brand's page."""
    points = (product.chart.points if product.chart else ()) or product.asks_for
    code = "size.no_chart_asks" if points else "size.no_chart"
    lines = screen().paragraph(messages.text(code, {"points": points}))
    return [*lines, *map(printable, plain_lines(chart_missing(product), messages))]


def _columns(messages: Messages) -> list[Column]:
    return [
        Column("chart", keep=3, folds=True),
        Column("current", show=lambda v: messages.fact(bool(v)), keep=2),
        Column("size", keep=9),
        Column("bands", show=lambda v: _bands(v, messages), keep=9, folds=True),
        Column("source", table=False),
        Column("seen_on", show=lambda v: text_of(age(v, today()), messages), keep=5),
    ]


def _bands(text: str, messages: Messages) -> str:
    """Return the bands of a row with their points by name."""
    parts = (part.partition(" ") for part in text.split("; "))
    return "; ".join(f"{point_named(point, messages)}{gap}{messages.number(band)}" for point, gap, band in parts)


def _facts(product: Product, collection: str, messages: Messages, on: Screen) -> list[str]:
    """Return what is known besides the charts, a fact a line; what no source says is said to be unknown."""
    unsaid = messages.text("ui.show.not_stated")
    facts = {
        "collection": collection or unsaid,
        "garment": messages.text(f"ui.garment.{product.garment.value}"),
        "audience": messages.text(f"ui.audience.{product.audience.value}") if product.audience else unsaid,
        "use": ", ".join(product.intended_uses()) or unsaid,
        "fabric": ", ".join(_fibre(f, messages) for f in product.fibres) or unsaid,
        "pressure": "; ".join(_pressure(p) for p in product.pressure) or unsaid,
        "price": messages.number(product.price.money.text()) if product.price else unsaid,
    }
    if product.aliases:
        facts["aliases"] = ", ".join(product.aliases)
    if product.ruling:
        facts["ruling"] = ruling_text(product.ruling, messages)
    lines = [on.bold(t) for t in on.paragraph(printable(f"{full_name(product)} [{product.id}]"))]
    for name, value in facts.items():
        lines += on.paragraph(printable(f"{messages.text(f'ui.show.{name}')}: {value}"), "", "  ")
    for claim in (c for c in product.claims if c.kind is not ClaimKind.INTENDED_USE):
        where = messages.text("ui.show.says", {"position": messages.text(f"ui.position.{claim.position.value}")})
        lines += on.paragraph(printable(f"{where}: {claim.text}"), "", "  ")
    lines += [printable(f"{c.scheme} {c.value}") for c in product.codes]
    for chart in (c for c in product.charts if c.chart_of):
        taken = messages.text("ui.chart_of", {"chart": chart.chart_of, "note": chart.note})
        lines += on.paragraph(printable(f"{chart.id}: {taken}"), "", "  ")
    for source in product.sources:
        how = messages.text(f"ui.how.{source.confidence.value}")
        seen = messages.text("ui.age.unknown") if source.seen_on == "unknown" else source.seen_on
        lines.append(printable(f"{messages.text('ui.col.source')}: {source.where} ({seen}, {how})"))
        lines += on.paragraph(printable(source.note), "  ") if source.note else []
    return lines


def _offers(product: Product, messages: Messages) -> list[str]:
    """Return what shops offer of each variant, as far as they say something."""
    lines = offers_of(product)
    return [f"{messages.text('ui.show.offers')}:", *plain_lines(lines, messages)] if lines else []


def ruling_text(ruling: CatalogRuling, messages: Messages) -> str:
    """Return what a brand file decides of its product or leaves open, why, and what would settle it."""
    facts = {"why": ruling.why, "on": ruling.on, "source": ruling.source.url, "would_settle": ruling.would_settle}
    return messages.text(f"ui.ruling.{ruling.ruled.value}", facts)


def _fibre(fibre: Any, messages: Messages) -> str:
    if fibre.per_mille is None:
        return str(fibre.name)
    return f"{fibre.name} {messages.number(f'{fibre.per_mille / 10:g}')} %"


def _pressure(figure: PressureFigure) -> str:
    ends = [p.text().removesuffix(" mmHg") for p in (figure.low, figure.high) if p is not None]
    profile = ", ".join(f"{p.point.value} {p.printed}" for p in figure.profile if p.printed)
    parts = [
        f"{'–'.join(dict.fromkeys(ends))} mmHg" if ends else "",
        f"({figure.stated_at})" if figure.stated_at != "unstated" else "",
        profile,
        " ".join(x for x in (figure.label, figure.scheme) if x),
    ]
    return " ".join(p for p in parts if p)


def chart_rows(product: Product) -> list[dict[str, Any]]:
    """Return every box of every chart as a row, figures as printed."""
    return [
        {
            "chart": chart.id,
            "current": chart.current,
            "size": size.label,
            "bands": "; ".join(f"{b.point.value} {band_text(b)}" for b in box.bands),
            "source": chart.source.url,
            "seen_on": chart.source.seen_on,
        }
        for chart in product.charts
        for size, box in chart.boxes()
    ]
