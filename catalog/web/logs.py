"""Logs as one JSON object a line, without anything that a request said."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

KEPT = (
    "request_id", "method", "route", "status", "ms", "catalog", "products", "offers", "error", "frames", "by",
    "written", "changed", "unchanged", "sold_out", "not_found", "elsewhere", "without_key",
)  # fmt: skip
"""What may stand in a line besides its message: none of it comes from a body or a query but counts of a feed."""
LEVELS = ("debug", "info", "warning", "error")


class JsonLogFormatter(logging.Formatter):
    """Each record as one line of JSON; line breaks and escapes cannot get out of their field."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as one line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": when, "level": record.levelname.lower(), "logger": record.name}
        line["message"] = record.getMessage()
        line |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "frames": frames(record.exc_info[1])}
        return json.dumps(line)


def frames(error: BaseException) -> list[str]:
    """Where an error came from, without its message, which may repeat what was sent."""
    return [f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Every log of the service goes to stderr in that form; uvicorn's own access log stays off."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLogFormatter())
    for name in ("legfit", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level.upper())
    logging.getLogger("uvicorn.access").disabled = True
