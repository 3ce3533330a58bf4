"""Is a product for sport or for medicine: pass, fail, or a person has to decide.

Start reading at `rule.py`. The signals it weighs come from the texts of a record (`text_signals.py`, with
`medical_signals.py` and `sport_signals.py`) and from its other fields (`record_signals.py`); their words stand in
`lexicon.toml`, `sport.toml` and `sport_phrases.toml`. Which text counts for what: docs/evidence/medical-verdicts.md.
"""
