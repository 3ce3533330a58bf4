"""Charts seen over whole populations: whom they serve, whom they leave out, and how many wear each size.

Start reading at `population.py` (people as arrays, of a survey in `surveys.py` or of a shop) and `coverage.py` (what a
chart does for them), or at `feedback.py` (what a shop's returns say of a chart). Nothing here opens a file of measures
or reaches a database, and no chart is ever changed from here. numpy is needed (extra `fast`), but not for returns.
"""
