"""Files of shops' exports and what a reader makes of them, written down as a person would check it."""

import io
import json
from pathlib import Path

import msgspec

from catalog.formats.draft.problems import FieldPath, ProblemCollector

FEEDS = Path(__file__).parents[1] / "cases" / "shop_feeds"


class ShortReads(io.BytesIO):
    """A file that gives fewer bytes than asked for, as a pipe may."""

    def __init__(self, data, most):
        super().__init__(data)
        self.most = most

    def read(self, size=-1):
        return super().read(self.most if size < 0 else min(size, self.most))


def read_feed(reader, data, charset="", most=0, **options):
    """What a reader makes of bytes: its records, and its problems as one line each."""
    collector = ProblemCollector()
    file = ShortReads(data, most) if most else io.BytesIO(data)
    products = list(reader(file, FieldPath(collector, ("feed",)), charset, **options))
    return products, [problem_line(problem) for problem in collector.problems]


def problem_line(problem):
    read = f" {problem.read!r}" if problem.read else ""
    return f"{problem.field}: {problem.code}{read} ({', '.join(filter(None, (problem.expected, problem.hint)))})"


def without_defaults(record):
    """A record as plain values, without what it does not say."""
    if isinstance(record, msgspec.Struct):
        pairs = ((field, getattr(record, field.name)) for field in msgspec.structs.fields(record))
        return {f.name: without_defaults(value) for f, value in pairs if value not in (f.default, {})}
    if isinstance(record, tuple | list):
        return [without_defaults(entry) for entry in record]
    return record


def expected_of(name):
    """What stands beside a file as `NAME.expected.json`."""
    return json.loads((FEEDS / f"{name}.expected.json").read_text("utf-8"))
