"""How people write numbers, units and shoe sizes, and what else they may have meant.

Text comes in, a number with its unit comes out, or a problem that says what was read. Start reading at `quantity.py`.
"""
