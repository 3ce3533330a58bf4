"""What every format has in common: the shape of a record before anything in it is believed, and its checks.

Start reading at `models.py`, then `products.py` and `charts.py`.
"""
