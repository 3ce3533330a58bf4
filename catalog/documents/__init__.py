"""The JSON question and answer, one module a document: its records, and what reads or writes them.

A record is the one description of a document: it is encoded as it stands, and its types and the sentences at its
fields are the schema of the OpenAPI document. What comes in is read field by field, so that every problem is raised
at once; a reader carries the schema of what it takes. No rule and no door may be in here.
Start reading at `question_reader.py` for what comes in, at `answer.py` for what goes out.
"""
