"""The keys of those who may write over HTTP."""

from __future__ import annotations

from ..store.api_keys import REVIEW as REVIEW
from ..store.api_keys import SCOPES as SCOPES
from ..store.api_keys import STOCK as STOCK
from ..store.api_keys import add_key as add_key
from ..store.api_keys import key_scopes as key_scopes
from ..store.api_keys import list_keys as list_keys
from ..store.api_keys import revoke_key as revoke_key
