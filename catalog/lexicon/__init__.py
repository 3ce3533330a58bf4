"""Reads words in texts, once for every rule: tokens, the phrases of a lexicon file, and whether a phrase is denied.

Which phrases count, and for what, stands beside each rule, not here. Imports `model` only. Start reading at
`tokens.py`, then `phrases.py` and `negation.py`.
"""
