"""Brand files written: products as drafts, drafts as TOML, and the files of an import that a person may correct.

Nothing is read from a shop here, and nothing is judged. Start with `write.py` for one file, and with `plan.py` for a
folder that was imported before.
"""
