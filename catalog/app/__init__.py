"""What every door calls, with nothing of any door in it: no option, no route, no sentence.

`catalog.py` opens and reads the catalog, `catalog_holder.py` keeps it for a process that answers many questions;
`load.py`, `review.py` and `judging.py` change it, each followed by `after_commit.py`; `lint.py` and `doctor.py` report
faults as data. Doors go no further than this room, which hands out what they need of `store` (database, keys, errors).
What a command reads before it answers imports SQLAlchemy inside functions: that import takes longer than the answer.
Start reading at `catalog.py`.
"""
