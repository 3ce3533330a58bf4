"""The keys of those who may write over HTTP."""

from __future__ import annotations

from ..store.api_keys import add_key as add_key
from ..store.api_keys import key_name as key_name
from ..store.api_keys import list_keys as list_keys
from ..store.api_keys import revoke_key as revoke_key
