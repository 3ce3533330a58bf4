"""The guided question: one thing after the other is asked, in the order in which it helps, and only what matters.

`dialogue.py` asks and reads, and knows nothing of legs; `steps.py` says which question comes next; `measures.py` reads
a measure and asks about an odd one where it is typed; `answered.py` makes the question and its command of the answers.
Nothing that is answered is written anywhere. Start reading at `steps.py`.
"""
