"""The lines of one product to a record of a shop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from ...model.read_chart import ReadChart
from ..draft.problems import FieldPath
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.words import markup
from ..size_table.cells import is_day
from ..size_table.heads import MEN, WOMEN, section_audience
from ..size_table.labels import is_size_label
from .columns import OF_ONE_SIZE, OF_VARIANT, SheetField, SheetHead
from .groups import LineGroup, is_total, text_of
from .pages import SheetLine, SheetPage

LISTED: Final = re.compile(r"\s*[;|\n]\s*|\s*,(?!\d)\s*|(?<!\d),\s*")
SLASHED: Final = re.compile(r"\s*/\s*")
COMMAS: Final = re.compile(r"\s*[,;|\n]\s*")
STOCK: Final = re.compile(r"-?\d+(?:[.,]0+)?")
NOT_DATES: Final = (
    SheetField.SKU,
    SheetField.GTIN,
    SheetField.SHOP_ID,
    SheetField.SIZE,
    SheetField.PRICE,
    SheetField.STOCK,
)
"""Fields in which a day is what a spreadsheet program has made of something else."""
FURTHER: Final = ((SheetField.SIZE, "Size"), (SheetField.COLOUR, "Colour"), (SheetField.VERSION, "Version"))
"""Fields that variants of a product differ by, and what their option is called where the column has no name."""


def shop_product(
    group: LineGroup, page: SheetPage, charts: tuple[ReadChart, ...], defaults: Mapping[SheetField, str]
) -> ShopProduct:
    """The record of a product on a page.

    `defaults` is what the lines above the heads say of all products. A day in a column of figures
    is a problem, and the cell says nothing then.
    """
    group = LineGroup(group.head, [_without_dates(group.head, line, page.place) for line in group.lines])
    first, texts = group.lines[0], group.texts
    ids = texts(SheetField.ID)
    head = _with_ids(group.head) if len(ids) > 1 else group.head
    sold = (line for line in group.lines if not is_total(head, line))
    variants = tuple(v for line in sold for v in _variants(head, line, page, defaults))
    title = group.text(SheetField.TITLE)
    handle = group.text(SheetField.HANDLE) or _only(ids) or _only_sku(group, variants)
    handle = handle or told_apart(title, group.text(SheetField.AUDIENCE))
    return ShopProduct(
        place=f"{page.prefix}line {first.number}", handle=handle, title=title or handle,
        brand=group.text(SheetField.BRAND) or defaults.get(SheetField.BRAND, ""),
        kind=", ".join(texts(SheetField.KIND)), audience=tuple(texts(SheetField.AUDIENCE)),
        charts=charts, variants=variants, **facts_of(group),
    )  # fmt: skip


def facts_of(group: LineGroup) -> dict[str, Any]:
    """What lines say of their product besides its name and whom it is for, as fields of a record of a shop."""
    texts = group.texts
    description = "\n".join(map(markup, texts(SheetField.DESCRIPTION)))
    return {
        "categories": _pieces(texts(SheetField.CATEGORY)), "tags": _pieces(texts(SheetField.TAGS)),
        "description": description, "features": tuple(texts(SheetField.FEATURES)),
        "uses": _pieces(texts(SheetField.USES)), "pressure": ", ".join(texts(SheetField.PRESSURE)),
        "fabric": ", ".join(texts(SheetField.FABRIC)), "link": group.text(SheetField.LINK),
        "image": group.text(SheetField.IMAGE), "codes": tuple(("mpn", text) for text in texts(SheetField.MPN)),
        "not_kept": _not_kept(group),
    }  # fmt: skip


def _without_dates(head: SheetHead, line: SheetLine, place: FieldPath) -> SheetLine:
    """The line without days in columns of figures and codes, each of which is a problem."""
    wrong = [
        at for name in NOT_DATES for at in head.fields.get(name, ())
        if at < len(line.cells) and (cell := line.cells[at]) is not None and (cell.is_date or is_day(cell.text))
    ]  # fmt: skip
    for at in wrong:
        here = place.to(f"line {line.number}", head.names[at])
        here.report("date", line.text(at), "sheet_no_date", "sheet_column_as_text")
    cells = [None if at in wrong else cell for at, cell in enumerate(line.cells)] if wrong else line.cells
    return SheetLine(line.number, cells, line.behind_gap)


def _with_ids(head: SheetHead) -> SheetHead:
    """The heads of lines that have an id each: it is that of what they sell."""
    places = head.fields.get(SheetField.SHOP_ID, ()) + head.fields[SheetField.ID]
    return replace(head, fields={**head.fields, SheetField.SHOP_ID: places})


def _only(texts: Sequence[str]) -> str:
    """The text where there is one alone."""
    return texts[0] if len(texts) == 1 else ""


def _only_sku(group: LineGroup, variants: Sequence[ShopVariant]) -> str:
    """The article number of a line that lists several sizes: it is the product's, and of none of them."""
    return _only(group.texts(SheetField.SKU)) if len(variants) > 1 and not any(v.sku for v in variants) else ""


def told_apart(title: str, audience: str) -> str:
    """A title with whom the product is for, where that is women or men: the other one may be there or come later.

    >>> told_apart("Run Sock", "Damen"), told_apart("Run Sock", "unisex")
    ('Run Sock women', '')
    """
    sex = section_audience(audience)
    return f"{title} {sex}" if sex in (WOMEN, MEN) else ""


def _pieces(texts: Sequence[str]) -> tuple[str, ...]:
    """The things that cells list."""
    return tuple(dict.fromkeys(piece for text in texts for piece in COMMAS.split(text) if piece))


def sizes_in(text: str) -> list[str]:
    """The sizes that one cell lists; the text itself where it is one size.

    >>> sizes_in("S, M, L"), sizes_in("S/M; L/XL"), sizes_in("S M L XL"), sizes_in("S/M/L/XL"), sizes_in("36-38, 39-41")
    (['S', 'M', 'L'], ['S/M', 'L/XL'], ['S', 'M', 'L', 'XL'], ['S', 'M', 'L', 'XL'], ['36-38', '39-41'])
    >>> sizes_in("S/M"), sizes_in("38,5-41"), sizes_in("Extra Large"), sizes_in("II")
    (['S/M'], ['38,5-41'], ['Extra Large'], ['II'])
    """
    pieces = [piece for piece in LISTED.split(text.strip()) if piece]
    if len(pieces) > 1:
        return pieces
    for parts in (SLASHED.split(text.strip()), text.split()):
        if len(parts) > 2 and all(map(is_size_label, parts)):
            return parts
    return [text]


def _variants(
    head: SheetHead, line: SheetLine, page: SheetPage, defaults: Mapping[SheetField, str]
) -> Iterator[ShopVariant]:
    """What a line sells: one thing, or one for each size that it lists."""
    texts = {name: text_of(head, line, name) for name in SheetField}
    sizes = sizes_in(texts[SheetField.SIZE])
    if not any(texts[name] for name in OF_VARIANT) and (not texts[SheetField.SIZE] or head.is_of_charts):
        return
    for at, size in enumerate(sizes):
        own = texts if len(sizes) == 1 else {**texts, **_of_one(texts, at, len(sizes)), SheetField.SIZE: size}
        yield _variant(head, line, page, own, defaults)


def _of_one(texts: Mapping[SheetField, str], at: int, count: int) -> dict[SheetField, str]:
    """What cells say of one of several sizes: the one of as many pieces; a code of all of them is none of one."""
    own: dict[SheetField, str] = {}
    for name in (SheetField.SKU, *OF_ONE_SIZE):
        pieces = _parts(texts[name])
        own[name] = pieces[at] if len(pieces) == count else ""
    return own


def _parts(text: str) -> list[str]:
    """What a cell lists."""
    return [piece for piece in COMMAS.split(text) if piece]


def _variant(
    head: SheetHead,
    line: SheetLine,
    page: SheetPage,
    texts: Mapping[SheetField, str],
    defaults: Mapping[SheetField, str],
) -> ShopVariant:
    options = tuple((_option(head, name, usual), texts[name]) for name, usual in FURTHER if texts[name])
    availability, stock = texts[SheetField.AVAILABILITY], texts[SheetField.STOCK]
    if not stock and STOCK.fullmatch(availability):
        availability, stock = "", availability
    return ShopVariant(
        place=f"{page.prefix}line {line.number}", sku=texts[SheetField.SKU], gtin=texts[SheetField.GTIN],
        shop_id=texts[SheetField.SHOP_ID], options=options, price=texts[SheetField.PRICE],
        currency=texts[SheetField.CURRENCY] or head.currency or defaults.get(SheetField.CURRENCY, ""),
        stock=stock, availability=availability, link=texts[SheetField.LINK], image=texts[SheetField.IMAGE],
    )  # fmt: skip


def _option(head: SheetHead, name: SheetField, usual: str) -> str:
    return usual if name is SheetField.SIZE else next((head.names[at] for at in head.fields[name]), usual)


def _not_kept(group: LineGroup) -> dict[str, int]:
    """How many cells stand in columns that nothing is made of, by the head of each; so are measures of no size."""
    head = group.head
    places = head.others if SheetField.SIZE in head.fields else (*head.others, *sorted(head.measures))
    counts = Counter(head.names[at] for line in group.lines for at in places if line.text(at))
    of_totals = (line for line in group.lines if is_total(head, line))
    rest = [at for at in range(len(head.names)) if at not in places]
    counts.update(head.names[at] for line in of_totals for at in rest if line.text(at))
    for line in group.lines:
        counts.update(_of_no_size(head, line))
    return dict(counts)


def with_unread_measures(product: ShopProduct, group: LineGroup) -> ShopProduct:
    """A product whose columns of measures gave no chart beside its sizes: their cells are counted as not kept."""
    head = group.head
    if SheetField.SIZE not in head.fields:
        return product
    counts = Counter(head.names[at] for line in group.lines for at in sorted(head.measures) if line.text(at))
    return replace(product, not_kept=dict(Counter(product.not_kept) + counts))


def _of_no_size(head: SheetHead, line: SheetLine) -> Iterator[str]:
    """The columns of a line that lists several sizes whose cell says something of none of them: one EAN for three."""
    count = len(sizes_in(text_of(head, line, SheetField.SIZE)))
    for name in OF_ONE_SIZE if count > 1 else ():
        if (text := text_of(head, line, name)) and len(_parts(text)) != count:
            yield next(head.names[at] for at in head.fields[name] if line.text(at))
