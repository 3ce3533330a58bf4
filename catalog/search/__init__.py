"""A question and a catalog to an `Answer`, pure: filters, gates, sizes, advice, order. Nothing vanishes on the way.

No SQL, no prose, no door. Start reading at `lookup.py`, then `find.py`.
"""
