"""The options of the command line: what is typed, read into the question document.

Start reading at `groups.py`.
"""
