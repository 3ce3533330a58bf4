"""What the linter looks for in products and charts; start reading at `catalog/lint.py`. Nothing is written here."""
