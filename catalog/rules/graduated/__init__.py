"""Is the pressure graduated, tighter at the ankle and looser upward: shown, claimed, unknown or disproved.

Start reading at `rule.py`; words are weighed in `claims.py`, figures in `profile_evidence.py`.
"""
