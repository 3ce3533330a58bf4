"""What `spark-submit` starts; in a folder of its own, for Python finds the modules beside a script first."""

from pathlib import Path
from typing import Final

SCRIPT: Final = Path(__file__).with_name("sizes_on_spark.py")
"""The script, as `spark-submit` wants to have it."""
