"""The bytes of a stock feed become rows on variants; a problem is reported with its line, and its row passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from ...model.did_you_mean import no_choice
from ...model.gtin import gtin_of
from ...model.money import Money
from ...model.offer import Availability, availability_of_stock
from ...model.problem import BadInput
from ..draft.problems import FieldPath
from ..rows.json_lines import object_rows
from ..rows.read import read_rows
from ..rows.row import RowReader, TableKind, TextRow
from . import cells
from .columns import (
    KEYS,
    NEWS,
    OF_KEYS,
    OF_PRICE,
    OF_STOCK,
    ColumnPlaces,
    FeedColumn,
    RowTexts,
    availability_of,
    columns_of,
    feed_words,
    folded,
    is_wanted,
    plan_of,
    rivals,
)
from .stock_row import StockFeed, StockRow

Value = TypeVar("Value")
StockStatement = tuple[Availability | None, int | None, str]
"""Whether there are any, how many, and the words that leave it open; empty where none does."""
NUMBERS: Final = (FeedColumn.GTIN, FeedColumn.SHOP_ID, FeedColumn.ID)
"""Keys that may be long numbers."""
AVAILABILITY_WORDS: Final = ("in_stock", "out_of_stock", "preorder", "backorder")
"""Google's words, which a problem names; the table knows more."""


def read_stock_feed(
    data: bytes,
    place: FieldPath,
    now: datetime,
    *,
    kind: TableKind | None = None,
    charset: str = "",
    currency: str = "",
) -> StockFeed:
    """The rows of a feed that can be believed. `now` (with its zone) decides whether a sale is on.

    `charset` came with the bytes; `currency` (three letters) is that of prices without one.
    """
    reader = read_rows(data, place, keep=is_wanted, kind=kind, charset=charset)
    return _stock_feed(reader, place, now, currency) if reader is not None else StockFeed(())


def read_stock_objects(entries: Sequence[object], place: FieldPath, now: datetime, currency: str = "") -> StockFeed:
    """The rows of a list of objects that were parsed already; as for `read_stock_feed`."""
    if not entries:
        place.report("empty_feed", None, "http_feed_not_empty")
        return StockFeed(())
    return _stock_feed(object_rows(entries, place, is_wanted), place, now, currency)


def _stock_feed(reader: RowReader, place: FieldPath, now: datetime, currency: str) -> StockFeed:
    problems = place.collector.count
    if reader.head is not None and not _sound_head(reader.head, place):
        return StockFeed(())
    reading = FeedReading(place, now, currency, reader.counted)
    rows = list(reading.rows(reader.rows))
    if place.collector.count == problems:
        if not reading.seen:
            place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
        elif reader.head is None and (not rows or columns_of(tuple(reading.names)).isdisjoint(NEWS)):
            _sound_head(tuple(reading.names), place)
    reading.report_currencies()
    return StockFeed(rows, reading.without_key, reading.not_decided, reader.counted)


def _sound_head(head: tuple[str, ...], place: FieldPath) -> bool:
    """Whether the columns name variants and say something of them, each thing in one column."""
    sound = True
    for names in rivals(head):
        place.to("columns").report("two_columns", ", ".join(names), "feed_one_column", "feed_keep_one")
        sound = False
    columns = columns_of(head)
    if columns.isdisjoint(KEYS):
        place.to("columns").report("no_key_column", None, "feed_key_column", "feed_name_columns")
        return False
    if columns.isdisjoint(NEWS):
        place.to("columns").report("no_news_column", None, "feed_news_column", "feed_name_columns")
        return False
    return sound


class FeedReading:
    """One reading of a feed: what is worked out once for many rows, and what is counted over all.

    Cells of stock and price say the same few things over and over, so that each such text is read once.
    """

    def __init__(self, place: FieldPath, now: datetime, currency: str, counted: str) -> None:
        self.seen = self.without_key = 0
        """Rows so far, and those among them that name no variant."""
        self.not_decided: Counter[str] = Counter()
        self.names: dict[str, None] = {}
        """The names of all columns so far, in order."""
        self._place, self._now, self._currency, self._counted = place, now, currency, counted
        self._plans: dict[tuple[str, ...], ColumnPlaces] = {}
        self._stocks: dict[tuple[str, ...], StockStatement] = {}
        self._prices: dict[tuple[str, ...], Money | None] = {}
        self._lines: dict[str, int] = {}
        self._today = now.date().isoformat()
        self._sound = True
        """Whether every cell of the row that is being read could be read so far."""

    def rows(self, rows: Iterable[TextRow]) -> Iterator[StockRow]:
        """What each row says, where it names a variant and all of it can be read."""
        for row in rows:
            self.seen += 1
            plan = self._plans.get(row.names) or self._new_plan(row.names)
            texts = plan.texts(row.texts)
            if not any(texts[OF_KEYS]):
                self.without_key += 1
                continue
            self._sound = True
            if row.repeated:
                self._report_repeated(row)
            stock_row = self._stock_row(texts, row.line)
            if self._sound:
                yield stock_row

    def report_currencies(self) -> None:
        """Prices of two currencies in one feed are a problem, and prices in another one than was said."""
        lines = {currency: line for currency, line in self._lines.items() if currency}
        if self._currency and lines.keys() - {self._currency}:
            lines = {self._currency: 0, **lines}
        if len(lines) > 1:
            where = ", ".join(
                f"{currency} ({self._counted} {line})" if line else currency for currency, line in lines.items()
            )
            self._place.to("price").report("two_currencies", where, "feed_one_currency", "feed_split_currencies")

    def _new_plan(self, names: tuple[str, ...]) -> ColumnPlaces:
        self.names.update(dict.fromkeys(names))
        self._plans[names] = plan = plan_of(names)
        return plan

    def _report_repeated(self, row: TextRow) -> None:
        self._sound = False
        for name in row.repeated:
            here = self._place.to(f"{self._counted} {row.line}", name)
            here.report("two_columns", name, "feed_one_column", "feed_keep_one")

    def _stock_row(self, texts: tuple[str, ...], line: int) -> StockRow:
        """What a row says; a cell that cannot be read is a problem, and says nothing."""
        sku, gtin, shop_id, any_id, _, _, _, location, *_, priced_on, link, image = texts
        if "+" in gtin + shop_id + any_id:
            for column, key in zip(NUMBERS, (gtin, shop_id, any_id), strict=True):
                self._value(column, key, cells.check_whole, line)
        availability, stock, undecided = self._stocks.get(texts[OF_STOCK]) or self._stock(RowTexts(*texts), line)
        if undecided:
            self.not_decided[undecided] += 1
        price = (
            self._prices[costs] if (costs := texts[OF_PRICE]) in self._prices else self._price(RowTexts(*texts), line)
        )
        if priced_on:
            priced_on = self._value(FeedColumn.PRICED_ON, priced_on, self._day, line) or ""
        if link and not cells.PLAIN_ADDRESS.fullmatch(link):
            link = self._value(FeedColumn.LINK, link, cells.address, line) or ""
        if image and not cells.PLAIN_ADDRESS.fullmatch(image):
            image = self._value(FeedColumn.IMAGE, image, cells.first_address, line) or ""
        return StockRow(
            line, sku, gtin_of(gtin) if gtin else "", shop_id, any_id, sku or gtin or shop_id or any_id,
            availability, stock, price, link, image, location, (priced_on or self._today) if price else "",
        )  # fmt: skip

    def _value(self, column: FeedColumn, text: str, read: Callable[[str], Value], line: int) -> Value | None:
        """What a cell says; None where it is empty, or cannot be read, which is a problem."""
        if not text:
            return None
        try:
            return read(text)
        except BadInput as bad:
            self._sound = False
            self._place.to(f"{self._counted} {line}", column).take(bad)
            return None

    def _stock(self, texts: RowTexts, line: int) -> StockStatement:
        """Whether there are any, and how many; a word goes before a figure, but "in stock" and none are no answer."""
        count, word = texts.stock, texts.availability
        if texts.available[-1:].isdecimal():
            count = count or texts.available
        else:
            word = word or texts.available
        stock = self._value(FeedColumn.STOCK, count, pieces_or_word, line)
        availability = self._value(FeedColumn.AVAILABILITY, word, what_is_available, line)
        statement = statement_of(availability, word, stock)
        if self._sound:
            self._stocks[tuple(texts)[OF_STOCK]] = statement
        return statement

    def _price(self, texts: RowTexts, line: int) -> Money | None:
        """What a variant costs now: the price of a sale while that is on; the first line of a currency is kept."""

        def money_of(text: str) -> Money:
            money = cells.price(text, texts.currency, self._currency)
            self._lines.setdefault(money.currency, line)
            return money

        price = self._value(FeedColumn.PRICE, texts.price, money_of, line)
        if texts.sale_price and self._sale_is_on(texts, line):
            price = self._value(FeedColumn.SALE_PRICE, texts.sale_price, money_of, line)
        if self._sound:
            self._prices[tuple(texts)[OF_PRICE]] = price
        return price

    def _day(self, text: str) -> str:
        # Somewhere it is a day later than here.
        return cells.day_of(text, (self._now + timedelta(days=1)).date())

    def _sale_is_on(self, texts: RowTexts, line: int) -> bool:
        start, end = self._value(FeedColumn.SALE_DATES, texts.sale_dates, cells.sale_between, line) or (None, None)
        start = self._value(FeedColumn.SALE_FROM, texts.sale_from, cells.start_of, line) or start
        end = self._value(FeedColumn.SALE_TO, texts.sale_to, cells.end_of, line) or end
        return cells.is_on(start, end, self._now)


def statement_of(availability: Availability | None, word: str, stock: int | None) -> StockStatement:
    """What a word and a figure say together, and the words that leave it open.

    >>> statement_of(Availability.IN_STOCK, "in stock", 0)
    (<Availability.UNKNOWN: 'unknown'>, 0, 'in stock, 0')
    """
    if availability is None:
        return (None if stock is None else availability_of_stock(stock)), stock, ""
    if availability is Availability.IN_STOCK and stock == 0:
        return Availability.UNKNOWN, stock, f"{word}, 0"
    return availability, stock, word if availability is Availability.UNKNOWN else ""


def pieces_or_word(text: str) -> int | None:
    """How many pieces a cell says there are; None where its word leaves that open. Raises: BadInput."""
    if text.isdecimal():
        return cells.pieces(text)
    word, words = folded(text), feed_words()
    if word in words.unsaid_stock:
        return None
    return 0 if word in words.no_stock else cells.pieces(text)


def what_is_available(text: str) -> Availability:
    """What a cell says of availability. Raises: BadInput (a word that is not in the table)."""
    availability = availability_of(text)
    if availability is None:
        raise no_choice("unknown_value", "", text, AVAILABILITY_WORDS)
    return availability
