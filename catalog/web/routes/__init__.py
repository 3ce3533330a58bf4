"""The HTTP routes, one module for each kind of caller. Start reading at `answers.py`."""
