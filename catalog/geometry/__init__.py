"""Size charts as boxes in the space of leg measurements, and where a leg lies among them.

A box is one interval a point, in whole store units. Nothing here says whether a size fits, and no reason is given: that
is the size rule. Imports `model` only. Start at `compiled_chart.py` and `locate.py`; `segments.py` says over which part
of a point a size stays. `kernel.py` puts a leg before many charts at once with arrays, and a test holds it to the rule.
"""
