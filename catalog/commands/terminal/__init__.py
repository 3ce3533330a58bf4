"""The terminal: how wide it is, file formats, tables and trees drawn by Rich, questions at a prompt, the three streams.

Nothing of legs, products or questions of the catalog. Start reading at `screen.py`, then `output.py`.
"""
