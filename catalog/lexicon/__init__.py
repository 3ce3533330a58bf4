"""Reads words in texts, once for every rule: whatever dresses a word up for one rule is seen through for all.

A text is tokenized (`tokens.py`), a `Lexicon` finds its phrases (`phrases.py`; they are read from files by
`lexicon_file.py` and looked up by `match_index.py`), and a `NegationContext` says how each is meant (`negation.py`,
`disclaimers.py`). Which phrases count, and for what, stands beside each rule: this room knows no rule and no product,
and imports `model` only. Start reading at `phrases.py`.
"""
