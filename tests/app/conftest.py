"""A fresh, migrated catalog for each test, on SQLite and on PostgreSQL alike."""

from databases import empty_url as empty_url
from databases import engine as engine
from databases import url as url
