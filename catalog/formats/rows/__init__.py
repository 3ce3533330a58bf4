"""Bytes of a table to rows of text by column name: CSV and TSV, JSON Lines, Google Merchant XML.

No column is known here: what a column means is for the module that asks (`../stock_feed`). Start reading at `read.py`.
"""
