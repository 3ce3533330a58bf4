"""Is the pressure graduated, tighter at the ankle and looser upward: shown, claimed, unknown or disproved.

Start reading at `rule.py`. Words are weighed in `claims.py` (their phrases stand in `lexicon.toml`), figures in
`profile_evidence.py`; how well a gradient is shown is ranked in `strength.py`.
"""
