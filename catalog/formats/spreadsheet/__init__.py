"""A person's own spreadsheet (CSV, TSV, XLSX, ODS) of products, of size charts or of both, to records of a shop.

What columns are called stands in `columns.toml`; measures are read by `../size_table`. Start reading at `read.py`.
"""
