"""The options of the command line: what is typed, read into the question document and the wishes for output.

`question.py` is the one list of the options of a question. A command takes groups of options (`groups.py`) and gets one
value for each; nothing here opens a catalog or answers. Start reading at `groups.py`.
"""
