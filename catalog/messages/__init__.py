"""The only place where prose is made: sentences in every language, and what fills them with facts.

Codes and facts come in, text comes out. Nothing is decided here. Start reading at `messages.py`; the sentences stand
in `en/`, `de/`, `fr/`, `es/`, `it/` and `nl/`.
"""
