"""The JSON question and answer: read, written and described by the same types.

No rule and no door. Start reading at `question_reader.py` for what comes in, at `answer.py` for what goes out.
"""
