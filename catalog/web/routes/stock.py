"""The route that takes a shop's stock over: a JSON list of offers, or a feed as shops export it. It needs a key."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from ...app.api_keys import STOCK
from ...app.stock import StockRequest, TableKind, Unconfirmed, update_stock, update_stock_objects
from ...app.timing import Timing
from ...documents.json_text import read_feed_text
from ...documents.stock import StockDocument, stock_document
from ...documents.stock_request import STOCK_FIELDS
from ...model.problem import BadInput, Problem
from ...model.stock_report import StockReport
from ..keys import check_key
from ..problems import Refusal
from ..requests import JSON, body_of, check_parameters, flag_in, messages_of
from ..responses import private_response
from ..routing import route
from ..state import Service, parameter, service_of

LOG: Final = logging.getLogger("legfit")
KINDS: Final = {
    "text/csv": TableKind.CSV,
    "text/tab-separated-values": TableKind.TSV,
    **dict.fromkeys(("application/xml", "text/xml", "application/rss+xml", "application/atom+xml"), TableKind.XML),
    **dict.fromkeys(("application/x-ndjson", "application/jsonl", "application/x-jsonlines"), TableKind.JSONL),
}
"""What a feed may be written in, by its Content-Type."""
FLAGS: Final = ("complete", "yes", "dry_run")
TEXTS: Final = ("collection", "currency")
IN_ADDRESS: Final = (*FLAGS, *TEXTS)
"""Query parameters that say how a feed is to be taken which is no JSON document."""
FEED: Final = "feed"
"""What stands in front of the problems of a feed that is no JSON document."""
HINTS: Final = {"feed_say_yes": "http_say_yes", "feed_name_collection": "http_name_collection"}
"""Hints that name an option of the command line, and what to do over HTTP instead."""


async def stock(request: Request) -> Response:
    """Take what a shop offers over into the catalog, all of it or nothing; the next answer has it."""
    await check_key(request, STOCK)
    service, timing = service_of(request), Timing()
    kind, charset = _content_type(request)
    _check_address(request, is_json=kind is None)
    wanted = None if kind is None else _request_in_address(request)
    most = service.config.feed_bytes
    facts = (("most", f"{most / 1024 / 1024:g}"),)
    too_long = Refusal(413, [Problem("content_too_large", "", "", "http_feed_bytes", "http_feed_bytes", facts)])
    body = await body_of(request, most, too_long)
    timing.mark("parse")
    async with service.feeds:
        report = await asyncio.to_thread(_take_over, service, body, kind, charset, wanted)
    await asyncio.to_thread(service.holder.get, wait=True)
    timing.mark("write")
    document = stock_document(report)
    _log(document)
    return private_response(request, document, messages_of(request).language, timing)


def _content_type(request: Request) -> tuple[TableKind | None, str]:
    """What the body is written in, None for a JSON document, and its charset. Raises: BadInput (it is neither)."""
    kind, *parameters = (part.strip() for part in request.headers.get("content-type", JSON).lower().split(";"))
    is_plain = request.headers.get("content-encoding", "identity").strip().lower() in ("", "identity")
    if not is_plain or (kind != JSON and kind not in KINDS):
        raise BadInput.one("unsupported_media_type", "", kind, "http_feed_kind", "http_feed_kind")
    charset = next((p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")), "")
    return KINDS.get(kind), charset


def _check_address(request: Request, *, is_json: bool) -> None:
    """Check the names in the address; how a JSON document is to be taken stands in it. Raises: BadInput."""
    if is_json:
        check_parameters(request, ("lang",), IN_ADDRESS, "http_in_the_document")
    else:
        check_parameters(request, (*IN_ADDRESS, "lang"))


def _request_in_address(request: Request) -> StockRequest:
    """How a feed is to be taken, as the address says: `?complete=true&collection=own`. Raises: BadInput."""
    flags = {name: flag_in(request, name) for name in FLAGS}
    texts = {name: parameter(request, name) or "" for name in TEXTS}
    return StockRequest(**flags, collection=texts["collection"], currency=texts["currency"].strip().upper())


def _take_over(
    service: Service, body: bytes, kind: TableKind | None, charset: str, wanted: StockRequest | None
) -> StockReport:
    """Read the body and write what is new in it, in a thread. Raises: BadInput, Unconfirmed, StoreError."""
    engine = service.holder.engine
    try:
        if wanted is None:
            document = read_feed_text(body, STOCK_FIELDS.expected, STOCK_FIELDS.facts)
            fields: dict[str, Any] = STOCK_FIELDS.read(document)
            return update_stock_objects(engine, fields.pop("offers"), StockRequest(**fields))
        return update_stock(engine, body, wanted, name=FEED, kind=kind, charset=charset)
    except BadInput as bad:
        problems = [replace(p, hint=HINTS.get(p.hint, p.hint)) for p in bad.problems]
        if isinstance(bad, Unconfirmed):
            raise Refusal(409, problems) from None
        raise BadInput(problems) from None


def _log(document: StockDocument) -> None:
    """Write one line with counts, and nothing else of a feed."""
    counts = {name: getattr(document.counts, name) for name in document.counts.__struct_fields__}
    LOG.info("stock", extra={"written": document.written, **counts})


ROUTES: Final = [route("/v1/stock", seconds="feed_seconds", post=stock)]
