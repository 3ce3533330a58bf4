"""The errors of the database that doors catch."""

from __future__ import annotations

from ..store.errors import UPGRADE as UPGRADE
from ..store.errors import Damaged as Damaged
from ..store.errors import Locked as Locked
from ..store.errors import ReadOnly as ReadOnly
from ..store.errors import StoreError as StoreError
