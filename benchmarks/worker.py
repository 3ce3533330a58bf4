"""The memory of one worker: `python -m benchmarks.worker URL` prints the kilobytes that it holds after a question."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from catalog.documents.question_reader import parse_question
from catalog.search.lookup import Page, answer
from catalog.web.config import config_from
from catalog.web.state import Service

QUESTION = {"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}


def main() -> int:
    """Read the catalog as the service does, answer one question, and look at what this process holds."""
    service = Service(config_from(database=sys.argv[1]))
    catalog = asyncio.run(service.catalog())
    answer(catalog, parse_question(QUESTION), service.policy, Page(20, 0, 0))
    status = Path("/proc/self/status").read_text("ascii")
    sys.stdout.write(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
