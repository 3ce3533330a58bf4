"""What a person is shown of an answer, as data: a flat list of lines, made once and worded once.

A builder (`search.py`, `product.py`, `advice.py`, ...) takes an `Answer` and gives lines: a message code with its
facts, a level, a style. It words nothing and knows no door: what only a door knows (its options, its commands) comes
in as a fact. There is one worder each for a terminal, for HTML and for plain text. Start reading at `lines.py`.
"""
