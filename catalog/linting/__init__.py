"""What the linter looks for in products and charts; `catalog/lint.py` is where to start reading. Nothing is written here."""
