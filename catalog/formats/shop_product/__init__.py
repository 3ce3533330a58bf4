"""A product as a shop's export has it, whatever the format: still words as printed, nothing believed.

The readers of formats (`../shopify`, `../woocommerce`, `../google_feed`, `../schema_org`, `../spreadsheet`) make these
records one after the other, so that a large feed never stands in memory. Start reading at `record.py`.
"""
