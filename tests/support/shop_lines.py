"""Products of a shop's export as lines of text, to be compared with those of a case."""

import io

from msgspec.structs import asdict
from shop_feeds import read_feed

from catalog.formats.draft.problems import FieldPath, ProblemCollector


def product_lines(product):
    """A product: its place and what it says, then its variants, and what was counted; empty fields are left out."""
    fields = asdict(product)
    place, variants, not_kept = fields.pop("place"), fields.pop("variants"), fields.pop("not_kept")
    fields["is_published"] = "" if fields["is_published"] else "no"
    lines = [f"{place}: {_fields(fields)}"]
    lines += [variant_line(variant) for variant in variants]
    return lines + (
        [f"  not kept: {', '.join(f'{name} {count}' for name, count in not_kept.items())}"] if not_kept else []
    )


def variant_line(variant):
    """A variant with its place."""
    fields = asdict(variant)
    place = fields.pop("place")
    return f"  {place}: {_fields(fields)}"


def _fields(fields):
    return "; ".join(f"{name}={_text(value)}" for name, value in fields.items() if value)


def _text(value):
    if isinstance(value, str):
        return value.replace("\n", "⏎")
    return ", ".join("=".join(part) if isinstance(part, tuple) else part for part in value)


def read_lines(reader, data, **options):
    """What a reader makes of bytes, as lines: its products, and its problems without what was expected."""
    products, problems = read_feed(reader, data, **options)
    return [line for p in products for line in product_lines(p)], [line.rpartition(" (")[0] for line in problems]


def problems_of(reader, data):
    """The problems that a reader reports of bytes."""
    collector = ProblemCollector()
    list(reader(io.BytesIO(data), FieldPath(collector, ("feed",)), ""))
    return collector.problems
