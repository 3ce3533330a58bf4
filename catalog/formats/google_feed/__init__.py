"""A Google Merchant feed (TSV, CSV, RSS or Atom) to products: items of one group become the variants of one product.

Nothing is judged and no word is changed. `attributes.toml` has the names of attributes; start reading at `read.py`.
"""
