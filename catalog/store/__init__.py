"""The catalog in a database, SQLite or PostgreSQL: the only room that imports SQLAlchemy and Alembic.

It turns records into rows and rows into records, counts the catalog's versions, keeps curators' decisions and API
keys, and puts the newest version into a file beside a SQLite catalog. It judges nothing and words nothing: verdicts
come in as records, and an error carries a code whose sentence stands in `messages`. Start reading at `tables.py`; then
`write.py` with `to_rows.py` for the way in, `read.py` with `from_rows.py` for the way out, `snapshot_file.py` for the
file.
"""
