"""The terminal: how wide it is, tables and file formats, questions at a prompt.

Nothing of legs or products. Start reading at `screen.py`.
"""
