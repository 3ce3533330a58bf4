"""`legfit batch --spark` for `spark-submit`, as in `spark-submit sizes_on_spark.py people.parquet -o sizes -g sock`."""

import sys

from catalog.commands import main

if __name__ == "__main__":
    sys.argv[1:1] = ["batch", "--spark"]
    main()
