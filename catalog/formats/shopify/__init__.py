"""What Shopify exports of products: the CSV of both generations of column names, and JSON.

`columns.toml` is the table of column names. Start reading at `read_csv.py`; `read_json.py` reads /products.json of a
shop and answers of its interface.
"""
