"""Bytes to drafts to products, or a list of problems; never touches the store."""
