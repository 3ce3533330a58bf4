"""A shop's returns, row by row, as pieces of products of the catalog; nothing is stored, no measure is kept."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from ..formats.feedback.columns import LONGEST_WORD, FeedbackColumns, FeedbackWords, has_figure, own_words
from ..formats.feedback.read import FeedbackReader
from ..formats.shop_import.size_labels import matched_label
from ..model.feedback import BadFeedbackRow, FaultyFeedbackRow, FeedbackField, FeedbackRow, FeedbackWord, SentPiece
from ..model.gtin import gtin_of
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Product
from ..search.loaded_catalog import LoadedCatalog

ANY_NAME: Final = (FeedbackField.PRODUCT, FeedbackField.ID)
MAPPED: Final = {"columns", "words"}
"""The tables of a mapping file."""


Keys = Sequence[tuple[FeedbackField, str]]
"""What names the product of a row."""


class ElsewhereRow(Struct, frozen=True, gc=False):
    """A row on a product that the catalog does not have."""

    row: int


class UnreadReason(Struct, frozen=True, gc=False):
    """A reason that no list of words has: counted as another reason."""

    text: str


class SeveralPieces(Struct, frozen=True, gc=False):
    """A row on several pieces of one buyer: counted once, for it is one leg."""

    row: int


class UnreadMeasure(Struct, frozen=True, gc=False):
    """A measure that cannot be read: its row counts without it."""

    field: str


FeedbackEvent = SentPiece | BadFeedbackRow | ElsewhereRow | UnreadReason | UnreadMeasure | SeveralPieces
"""What one row brings: a piece or why there is none, and remarks."""


class FeedbackRequest(Struct, frozen=True):
    """How a file of returns is to be read."""

    columns: tuple[str, ...] = ()
    """Which column is what, as typed (`size=Größe`, `calf_max_girth=Wade:cm`)."""
    words: tuple[str, ...] = ()
    """What words mean, as typed (`too_tight=spannt`)."""


def feedback_mapping(path: Path, *, lenient: bool = False) -> FeedbackRequest:
    """Read a mapping file: tables `columns` (`size = "Größe"`) and `words` (`too_tight = ["spannt"]`).

    With `lenient` what can be read of it. Raises: BadInput (it cannot be read, or has something else in it).
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if lenient:
            return FeedbackRequest()
        raise BadInput.one("wrong_mapping", "--mapping", path.name, "cli_feedback_mapping") from error
    unknown = ", ".join(sorted(document.keys() - MAPPED))
    tables = [document.get(name, {}) for name in ("columns", "words")]
    columns, words = (table if isinstance(table, Mapping) else {} for table in tables)
    lists = {meaning: [texts] if isinstance(texts, str) else texts for meaning, texts in words.items()}
    are_texts = all(isinstance(text, str) for text in columns.values()) and all(map(_is_texts, lists.values()))
    if not lenient and (unknown or not document or [columns, words] != tables or not are_texts):
        raise BadInput.one("wrong_mapping", "--mapping", unknown or path.name, "cli_feedback_mapping")
    return FeedbackRequest(
        tuple(f"{name}={text}" for name, text in columns.items()),
        tuple(f"{meaning}={text}" for meaning, texts in lists.items() if _is_texts(texts) for text in texts),
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def feedback_events(
    stream: BinaryIO, name: str, request: FeedbackRequest, catalog: LoadedCatalog, policy: Policy
) -> Iterator[FeedbackEvent]:
    """Read a file of returns from its beginning and say what each row brings.

    `name` stands in front of problems of the file itself.

    Raises: BadInput (the file is no table, or lacks a column; a column or word was typed wrong).
    """
    reader = FeedbackReader(request.columns, _words_of(stream, name, request, policy), policy)
    matcher = PieceMatcher(catalog)
    for row in reader.rows(stream, name):
        if not isinstance(row, FeedbackRow):
            yield from matcher.faults(row) if isinstance(row, FaultyFeedbackRow) else (row,)
            continue
        piece = matcher.piece(row)
        yield piece
        if isinstance(piece, SentPiece):
            yield from _remarks(row)


def check_feedback(stream: BinaryIO, name: str, request: FeedbackRequest, policy: Policy) -> None:
    """Check the words that were typed and, in one, file and columns; no row is told. Raises: BadInput."""
    words = _words_of(stream, name, request, policy)
    next(FeedbackReader(request.columns, words, policy).rows(stream, name), None)


def _words_of(stream: BinaryIO, name: str, request: FeedbackRequest, policy: Policy) -> FeedbackWords:
    """The words that were typed. Raises: BadInput (what is wrong with them and, in one, with file and columns)."""
    try:
        return own_words(request.words)
    except BadInput as bad:
        try:
            next(FeedbackReader(request.columns, own_words(()), policy).rows(stream, name), None)
        except BadInput as other:
            raise BadInput((*bad.problems, *other.problems)) from None
        raise


class FeedbackPreview(Struct, frozen=True):
    """Which column of a file is taken as what, and what its words are taken for."""

    columns: tuple[tuple[str, str], ...]
    """The name of a column, and the field or the measure with its unit."""
    words: tuple[tuple[str, FeedbackWord, int], ...]
    """A word, what it is taken for, and how many cells have it."""
    unread: int
    """Cells with a word that is taken for nothing."""
    unread_words: tuple[tuple[str, int], ...]
    unread_measures: tuple[tuple[str, int], ...]
    """Measures that cannot be read, and in how many rows."""


def feedback_preview(stream: BinaryIO, name: str, request: FeedbackRequest, policy: Policy) -> FeedbackPreview:
    """Read a file of returns and say how; nothing is counted. Raises: BadInput (as `feedback_events`)."""
    plans: list[FeedbackColumns] = []
    words = _words_of(stream, name, request, policy)
    measures = Counter[str]()
    for row in FeedbackReader(request.columns, words, policy).rows(stream, name, plans.append):
        measures.update(row.unread_measures if isinstance(row, FeedbackRow) else ())
    columns = [
        entry for entries in (map(_fields_of, plans), map(_measures_of, plans)) for own in entries for entry in own
    ]
    meant = [(text, word, count) for (text, word), count in words.seen.most_common() if word is not None]
    unread = {text: count for (text, word), count in words.seen.most_common() if word is None}
    return FeedbackPreview(
        tuple(dict.fromkeys(columns)), tuple(meant), sum(unread.values()), frequent_words(unread, policy),
        tuple(measures.most_common()),
    )  # fmt: skip


def _fields_of(plan: FeedbackColumns) -> list[tuple[str, str]]:
    return [(plan.names[at], field.value) for field, at in plan.fields.items()]


def _measures_of(plan: FeedbackColumns) -> list[tuple[str, str]]:
    return [(m.name, f"{m.point}{f'.{m.side}' if m.side else ''} {m.unit}".rstrip()) for _, m in plan.measures]


def frequent_words(words: Mapping[str, int], policy: Policy) -> tuple[tuple[str, int], ...]:
    """The words that may be repeated: without a figure, and of several people, so that nobody is told by one."""
    least = policy.whole("feedback.smallest_group")
    return tuple((w, n) for w, n in words.items() if n >= least and 0 < len(w) <= LONGEST_WORD and not has_figure(w))


def _remarks(row: FeedbackRow) -> Iterator[FeedbackEvent]:
    if row.unread:
        yield UnreadReason(row.unread)
    yield from map(UnreadMeasure, row.unread_measures)
    if row.pieces > 1:
        yield SeveralPieces(row.row)


class PieceMatcher:
    """Leads rows to products and sizes of a catalog; each key is looked up once."""

    def __init__(self, catalog: LoadedCatalog) -> None:
        self._finder = catalog.finder
        self._products: dict[tuple[tuple[FeedbackField, str], ...], tuple[Product, ...]] = {}

    def piece(self, row: FeedbackRow) -> SentPiece | BadFeedbackRow | ElsewhereRow:
        """The piece that a row is about, or why there is none."""
        if row.keys not in self._products:
            self._products[row.keys] = self._all_named(row.keys)
        products = self._products[row.keys]
        if not products:
            return ElsewhereRow(row.row)
        if len(products) > 1:
            return BadFeedbackRow(row.row, "product", "two_products", row.sheet)
        size, fault = size_of(products[0], row.keys, row.size)
        if fault:
            return BadFeedbackRow(row.row, "size", fault, row.sheet)
        labels = labels_of(products[0])
        other = matched_label(row.exchanged_for, labels) if row.exchanged_for else ""
        return SentPiece(products[0], size, row.outcome, row.reasons, other, row.measures)

    def faults(self, row: FaultyFeedbackRow) -> Iterator[BadFeedbackRow]:
        """What is wrong with the cells of a row, and with its size where it names one product."""
        yield from row.faults
        products = self._all_named(row.keys)
        fault = size_of(products[0], row.keys, row.size)[1] if len(products) == 1 else ""
        if fault and all(own.field != FeedbackField.SIZE for own in row.faults):
            yield BadFeedbackRow(row.faults[0].row, "size", fault, row.faults[0].sheet)

    def _all_named(self, keys: Sequence[tuple[FeedbackField, str]]) -> tuple[Product, ...]:
        """The products that any key names; several where the keys do not agree."""
        named = [self._named(field, text) for field, text in keys]
        products = {product.id: product for each in named for product in each}
        return tuple(products.values())

    def _named(self, field: FeedbackField, text: str) -> Sequence[Product]:
        return self._finder.all_named(text) if field in ANY_NAME else self._finder.all_exact(text)


def labels_of(product: Product) -> tuple[str, ...]:
    """The labels of a product's sizes, from small to large as printed; those of its variants where it has no chart."""
    of_charts = dict.fromkeys(size.label for chart in product.charts_in_force for size in chart.sizes)
    return tuple(of_charts) or tuple(dict.fromkeys(v.size for v in product.variants if v.size))


def size_of(product: Product, keys: Keys, stated: str) -> tuple[str, str]:
    """The size that was sent, as stated and by the variant that a key names; or none, and the code of what is wrong.

    >>> from catalog.model.product import Garment, Variant
    >>> sock = Product("s", "B", "S", Garment.SOCK, (), variants=(Variant("S-M", "M"), Variant("S-L", "L")))
    >>> size_of(sock, ((FeedbackField.SKU, "S-M"),), ""), size_of(sock, ((FeedbackField.SKU, "S-M"),), "L")
    (('M', ''), ('', 'two_sizes'))
    """
    labels = labels_of(product)
    texts = {text for _, key in keys if (text := _variant_size(product, key))}
    if stated:
        texts.add(stated)
    if not texts:
        return "", "no_size"
    sizes = {matched_label(text, labels) for text in texts}
    if "" in sizes:
        return "", "unknown_size"
    return ("", "two_sizes") if len(sizes) > 1 else (sizes.pop(), "")


def _variant_size(product: Product, key: str) -> str:
    """The size of the variant that a key names; empty where it names none."""
    gtin = gtin_of(key)
    named = (v for v in product.variants if key in (v.sku, v.shop_id) or (gtin and v.gtin == gtin))
    return next((v.size for v in named if v.size), "")
