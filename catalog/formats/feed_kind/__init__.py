"""What a file of products is, seen from how it begins. Nothing is read here; start at `kind.py`."""
