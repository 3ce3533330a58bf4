"""The routes that change something: curators' decisions, and reading the catalog again. They need a key."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from ...app.after_commit import save_snapshot
from ...app.api_keys import REVIEW
from ...app.review import decide, today, undo
from ...app.timing import Timing
from ...documents.question_reader import RULINGS, UNDO, decision_fields
from ...documents.reason import verdict_document
from ...documents.service import DecidedDocument, ReloadedDocument
from ...model.policy import Policy
from ...model.product import Decision, Ruling
from ..keys import check_key
from ..requests import document_of, messages_of
from ..responses import private_response
from ..routing import route
from ..state import candidate_of, service_of

if TYPE_CHECKING:
    from ...model.verdict import Gates


def _decision(document: object, policy: Policy) -> dict[str, str]:
    """Read the fields of a decision; one that ends another needs no source. Raises: BadInput (every problem of it)."""
    ruling = document.get("ruling") if isinstance(document, Mapping) else None
    return decision_fields(policy, sourced=ruling in RULINGS and ruling != UNDO).read(document)


async def review(request: Request) -> Response:
    """Write a curator's decision on a product, or end one; the verdicts follow at once."""
    await check_key(request, REVIEW)
    service, timing = service_of(request), Timing()
    fields = _decision(await document_of(request), service.policy)
    ruling, by, why, source = fields["ruling"], fields["by"], fields["why"], fields.get("source", "")
    timing.mark("parse")
    catalog = await service.catalog()
    product = (await candidate_of(catalog, fields["product"])).product

    def write() -> Gates:
        if ruling == UNDO:
            return undo(service.holder.engine, product, service.policy, by=by, on=today(), why=why, save_file=False)
        decision = Decision(product.id, Ruling(ruling), by, today(), why, source, "")
        return decide(service.holder.engine, product, decision, service.policy, save_file=False)

    gates = await asyncio.to_thread(write)
    catalog = await service.catalog()
    timing.mark("write")
    messages = messages_of(request)
    document = DecidedDocument(
        catalog=catalog.version,
        product=product.id,
        ruling=ruling,
        medical=verdict_document(gates.medical, messages),
        graduated=verdict_document(gates.graduated, messages),
    )
    response = private_response(request, document, messages.language, timing)
    # Writing the snapshot file takes seconds where the catalog is large, and no answer waits for it.
    response.background = BackgroundTask(save_snapshot, service.holder.engine, service.policy)
    return response


async def reload(request: Request) -> Response:
    """Look at the catalog again now; otherwise the next question does so."""
    await check_key(request, REVIEW)
    timing = Timing()
    catalog = await service_of(request).catalog()
    document = ReloadedDocument(catalog=catalog.version, products=len(catalog.index.candidates))
    return private_response(request, document, messages_of(request).language, timing)


ROUTES: Final = [route("/v1/review", post=review), route("/v1/reload", post=reload)]
