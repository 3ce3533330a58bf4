"""Who may write: a request carries a key, and the key is for what it asks for."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request

from ..app.api_keys import key_scopes
from ..model.problem import Problem
from .problems import Refusal, refusal
from .state import service_of

ASK: Final = {"WWW-Authenticate": 'Bearer realm="legfit"'}


async def check_key(request: Request, scope: str) -> None:
    """Check that the request carries a key in force that is for this.

    Raises: Refusal (401 where there is no key, or it is not in force; 403 where it is for something else).
    """
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    is_key = scheme.lower() == "bearer" and bool(key)
    scopes = await asyncio.to_thread(key_scopes, service_of(request).holder.engine, key) if is_key else None
    if scopes is None:
        raise refusal(401, headers=ASK)
    if scope not in scopes:
        raise Refusal(403, [Problem("forbidden", "", "", "http_403", "http_403", (("scope", scope),))])
