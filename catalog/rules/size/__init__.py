"""Which size of a chart fits a leg, how sure that is, and what is missing where none does.

Start at `rule.py`: a chart and a question in, a `SizeVerdict` out. `match.py`, `miss.py` and `missing_measurement.py`
make the three kinds of verdict. What a chart says of every leg between the same edges is worked out once, in
`region.py`; its cache is owned by the loaded catalog.
"""
