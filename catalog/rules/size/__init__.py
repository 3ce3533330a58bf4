"""Which size of one chart fits a leg, how sure that is, and what is missing where none does.

Start reading at `rule.py`. What a chart says of every leg in a region is worked out once, in `region.py`.
"""
