"""A real Spark on this machine: two cores, tasks that fail are tried again, Python of the workers is that of the tests."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import SparkSession

INSTALL = "No Java was found, which Spark runs on: install Java 17 (`apt-get install openjdk-17-jre-headless`)."
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}  # fmt: skip
"""The last one lets Java translate quickly rather than well: a test is over before the better code pays."""
MASTER = "local[2,4]"
"""Two cores, and a task is tried up to four times; `local[2]` would try it once."""


@contextmanager
def local_spark() -> Iterator[SparkSession]:
    """Start Spark, and end it afterwards with its Java."""
    assert shutil.which("java") or os.environ.get("JAVA_HOME"), INSTALL
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(MASTER).appName("tests of legfit")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    java = session.sparkContext._gateway.proc
    yield session
    session.stop()
    session.sparkContext._gateway.shutdown()
    java.stdin.close()
    java.wait(timeout=60)
