"""The size of every person in a file or a table, for one product, several, or the best of a kind.

Needs the extra `batch` (pyarrow, numpy). No measure is written anywhere: results have the key of a person, the product
and its size. Start at `sizes.py`: an Arrow table in, an Arrow table out; `run.py` does the same from file to file.
"""

from .sizes import sizes_of as sizes_of
