"""Size tables out of anything that a person can see them in: bytes to tables, tables to charts.

`tables.py` has the record that both halves share. Nothing here knows of policy: figures come in as plain numbers.
"""
