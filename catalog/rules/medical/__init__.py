"""Is a product for sport or for medicine: pass, fail, or a person has to decide.

Start reading at `rule.py`; the signals it weighs come from `text_signals.py` and `record_signals.py`, their words
from `lexicon.toml`, `sport.toml` and `sport_phrases.toml`.
"""
