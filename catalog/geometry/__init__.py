"""Size charts as boxes in the space of leg measurements, and where a leg stands among them.

Nothing here says whether a size fits: that is the size rule. Imports `model` only. Start reading at
`compiled_chart.py`; `kernel.py` asks many charts at once with arrays and is held equal to the rule by a test.
"""
