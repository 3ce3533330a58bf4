"""Answers a question over a catalog: filters, gates, sizes, advice and order become one `Answer`.

Everything that is worked out once for a catalog version lives in one `LoadedCatalog` and goes with it. Nothing here
reads a database, a clock or a file, judges a product by itself (the rules do) or writes a sentence.
Start reading at `lookup.py`, which doors call, then `find.py`, which shows the whole way on one screen.
"""
