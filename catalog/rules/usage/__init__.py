"""When wearing compression is worth it for this runner and this run, and when it is not advised.

Start reading at `rule.py`; the rules stand as rows in `table.py`, the studies behind them in `evidence.toml`.
"""
