"""What is suspicious in products and their size charts before they are loaded: findings with a place and what to do.

Start at `rule.py`: products by file in, findings out. Nothing is written here, and no size is chosen.
"""
