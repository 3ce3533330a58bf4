"""What the exporter of WooCommerce writes: a CSV whose column names are in the language of the shop.

`columns.toml` is the table of column names. Start reading at `read.py`.
"""
