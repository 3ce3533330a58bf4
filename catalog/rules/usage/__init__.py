"""Says when wearing compression is worth it for this runner and this run, and when it is not advised.

The rules are rows in `table.py`, what makes them act stands with its wording in `conditions.py`, the studies behind
them in `evidence.toml`. No body measure is looked at here, and no other rule or room but the model.
Start reading at `rule.py`.
"""
