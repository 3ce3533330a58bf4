"""The products of a web page or a JSON-LD file in the vocabulary of schema.org: JSON-LD and microdata.

Both become the same nodes (`json_ld.py`, `microdata.py`), which `graph.py` puts together; `families.py` says which of
them are the product of the page, and `product.py` what it is. Nothing is judged, run or fetched. Start reading at
`read.py`.
"""
