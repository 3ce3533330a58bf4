"""A shop's returns and exchanges as rows: which column is what, and what the words of a cell mean.

CSV, TSV, XLSX and ODS are read. What is wrong with a row is named by its number, field and reason, never by what stands
there. Start reading at `read.py`; the names of columns and the words stand in `columns.toml`.
"""
