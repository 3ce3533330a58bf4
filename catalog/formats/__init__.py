"""Bytes of a file to drafts to products and back, or every problem of the file at once; one module a format.

Nothing is stored and nothing is judged here. Start reading at `brand_toml.py`.
"""
