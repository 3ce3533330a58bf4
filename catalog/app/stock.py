"""A stock feed changes what is offered of variants and nothing else: all of it or, where anything is wrong, nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from ..formats.draft.problems import FieldPath, FirstProblems
from ..formats.rows.row import TableKind as TableKind
from ..model.did_you_mean import no_choice
from ..model.money import DECIMALS
from ..model.offer import Availability, Offer
from ..model.problem import BadInput, Problem
from ..model.stock_report import OfferChange, StockReport
from .garbage import without_garbage_collection

if TYPE_CHECKING:
    from ..formats.stock_feed.stock_row import StockFeed
    from ..store.database import Connection, Engine
    from ..store.offer_updates import OfferedVariant
    from .stock_match import MatchedRows

LARGEST_FEED: Final = 200_000_000
"""Bytes of a feed."""
COLLECTION: Final = "collection"
COMPLETE: Final = "complete"
CURRENCY: Final = "currency"
"""Where problems of the request stand, not those of the feed."""
Reading = Callable[[FieldPath], "StockFeed"]
Offered = dict[int, Offer]
"""The offer that each variant has afterwards, by its place in the list of all."""


class StockRequest(Struct, frozen=True):
    """How a feed is to be taken."""

    complete: bool = False
    """Whether variants that it lacks are sold out."""
    collection: str = ""
    """The only collection that it may change; empty for any."""
    yes: bool = False
    """Whether more than half of what is not sold out may become so because the feed lacks it."""
    dry_run: bool = False
    currency: str = ""
    """The currency of prices without one, in three letters."""


class Unconfirmed(BadInput):
    """A complete feed lacks more than half of what is not known to be sold out, and nobody has said it is whole."""

    def __init__(self, lacking: int, total: int) -> None:
        self.lacking, self.total = lacking, total
        facts = (("count", lacking), ("total", total))
        super().__init__([Problem("not_confirmed", COMPLETE, "", "feed_confirmed", "feed_say_yes", facts)])


def update_stock(
    engine: Engine,
    feed: bytes,
    request: StockRequest,
    *,
    name: str = "feed",
    kind: TableKind | None = None,
    charset: str = "",
    now: datetime | None = None,
) -> StockReport:
    """Take what a feed says over into the catalog. Safe to repeat, beside processes that answer.

    `name` stands in front of its problems; `kind` is what it is written in, found by its first characters where that
    is None; `charset` came with its bytes; `now` (with its zone) decides whether a sale is on.

    Raises:
        Unconfirmed: see there; nothing is written.
        BadInput: every problem of the feed and of the request; nothing is written.
        StoreError: the database cannot be read or written.
    """
    from ..formats.stock_feed.read import read_stock_feed

    at = now or datetime.now(UTC)

    def read(place: FieldPath) -> StockFeed:
        if len(feed) > LARGEST_FEED:
            place.report("file_too_large", None, "rows_at_most_mb", "file_split", most=LARGEST_FEED // 1_000_000)
            raise BadInput(place.collector.problems)
        return read_stock_feed(feed, place, at, kind=kind, charset=charset, currency=request.currency)

    return _update(engine, read, request, name)


def update_stock_objects(
    engine: Engine,
    entries: Sequence[object],
    request: StockRequest,
    *,
    name: str = "offers",
    now: datetime | None = None,
) -> StockReport:
    """Take over what a list of objects says, parsed from JSON, each with the fields of a feed; as `update_stock`."""
    from ..formats.stock_feed.read import read_stock_objects

    at = now or datetime.now(UTC)
    return _update(engine, lambda place: read_stock_objects(entries, place, at, request.currency), request, name)


def checked_currency(code: str) -> str:
    """The three letters of a currency, or none. Raises: BadInput (there is no such currency)."""
    if code and code not in DECIMALS:
        raise BadInput.one("unknown_currency", CURRENCY, code, "feed_three_letters")
    return code


def _update(engine: Engine, read: Reading, request: StockRequest, name: str) -> StockReport:
    from ..store.catalog_version import lock
    from ..store.database import reading, writing
    from ..store.offer_updates import write_offers

    checked_currency(request.currency)
    problems = FirstProblems()
    with without_garbage_collection():
        feed = read(FieldPath(problems, (name,)))
        if request.dry_run:
            with reading(engine) as connection:
                return replace(_plan(connection, feed, request, problems, name).report, written=False)
        with writing(engine) as connection:
            lock(connection)
            plan = _plan(connection, feed, request, problems, name)
            write_offers(connection, ((plan.variants[at], offer) for at, offer in plan.offers.items()))
    return plan.report


class OfferPlan(Struct, frozen=True):
    """What is to be written: the offers that differ from those before, and the report about them."""

    variants: Sequence[OfferedVariant]
    offers: Offered
    report: StockReport


def _plan(
    connection: Connection, feed: StockFeed, request: StockRequest, problems: FirstProblems, name: str
) -> OfferPlan:
    """Work out what a feed changes in the catalog as it is now. Raises: Unconfirmed, BadInput."""
    from ..store.offer_updates import read_offered_variants
    from .stock_match import VariantIndex, match_rows

    variants, place = read_offered_variants(connection), FieldPath(problems, (name,))
    _check_collection(variants, request, problems)
    rows = match_rows(VariantIndex(variants), feed, request.collection, place)
    if feed.rows and not rows.statements and not problems.count:
        _report_no_row(rows, len(feed.rows), place)
    collection = _complete_for(variants, rows, request, problems) if request.complete else ""
    if problems.count:
        raise BadInput(problems.all_told(name))
    news = {at: row.onto(variants[at].offer) for at, row in rows.statements.items()}
    news = {at: offer for at, offer in news.items() if offer != variants[at].offer}
    # The same price on a later day is written down, but is no change.
    reported = {
        at: o for at, o in news.items() if replace(o, priced_on=variants[at].offer.priced_on) != variants[at].offer
    }
    missing = _missing(variants, rows, collection, request)
    report = StockReport(
        _changes(variants, reported), len(rows.statements) - len(reported), _changes(variants, missing), rows.not_found,
        rows.elsewhere, feed.without_key, feed.not_decided, collection,
    )  # fmt: skip
    return OfferPlan(variants, news | missing, report)


def _report_no_row(rows: MatchedRows, count: int, place: FieldPath) -> None:
    """No row of a feed is about a variant that it may change: it is of another shop, or of another collection."""
    if rows.elsewhere:
        named = ", ".join(sorted({row.collection for row in rows.elsewhere}))
        place.report("another_collection", None, "feed_known_rows", "feed_name_collection", collections=named)
    else:
        place.report("another_shop", None, "feed_known_rows", "feed_another_shop", count=count)


def _changes(variants: Sequence[OfferedVariant], offers: Offered) -> tuple[OfferChange, ...]:
    return tuple(OfferChange(v.product, v.sku, v.offer, after) for at, after in offers.items() for v in (variants[at],))


def _check_collection(variants: Sequence[OfferedVariant], request: StockRequest, problems: FirstProblems) -> None:
    collections = sorted({v.collection for v in variants})
    if request.collection and request.collection not in collections:
        bad = no_choice("unknown_collection", COLLECTION, request.collection, collections, "feed_collection")
        problems.add(*bad.problems)


def _complete_for(
    variants: Sequence[OfferedVariant], rows: MatchedRows, request: StockRequest, problems: FirstProblems
) -> str:
    """The collection that a complete feed is of: the one that was named, or the only one that its rows lead to."""
    collections = sorted({variants[at].collection for at in rows.statements})
    if len(collections) > 1 and not request.collection:
        here = FieldPath(problems, (COLLECTION,))
        here.report(
            "collection_unclear", None, "feed_whose", "feed_name_collection", collections=", ".join(collections)
        )
    return request.collection or "".join(collections[:1])


def _missing(variants: Sequence[OfferedVariant], rows: MatchedRows, collection: str, request: StockRequest) -> Offered:
    """The variants of a collection that its complete feed lacks, sold out. Raises: Unconfirmed."""
    if not collection:
        return {}
    own = {at: v.offer for at, v in enumerate(variants) if v.collection == collection}
    before = {at: offer for at, offer in own.items() if offer.availability != Availability.SOLD_OUT}
    gone = {at: offer for at, offer in before.items() if at not in rows.statements}
    if len(gone) * 2 > len(before) and not (request.yes or request.dry_run):
        raise Unconfirmed(len(gone), len(before))
    return {at: replace(offer, availability=Availability.SOLD_OUT, stock=0) for at, offer in gone.items()}
