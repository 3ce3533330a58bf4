"""A catalog as a folder of spreadsheets (CSV), and back: nothing that a brand file can say is lost on the way.

`tables.py` says which field stands in which column of which file, and is where to start reading; `write.py` and
`read.py` are the two ways. The columns are documented in `docs/shops/spreadsheets.md`.
"""
