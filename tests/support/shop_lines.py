"""Products of a shop's export as lines of text, to be compared with those of a case."""

import io

from msgspec.structs import asdict

from catalog.formats.draft.problems import FieldPath, ProblemCollector


def product_lines(product):
    """A product: its place and what it says, then its variants, and what was counted; empty fields are left out."""
    fields = asdict(product)
    place, variants, not_kept = fields.pop("place"), fields.pop("variants"), fields.pop("not_kept")
    fields["is_published"] = "" if fields["is_published"] else "no"
    lines = [f"{place}: {_fields(fields)}"]
    lines += [variant_line(variant) for variant in variants]
    return lines + ([f"  not kept: {', '.join(f'{name} {count}' for name, count in not_kept.items())}"] if not_kept else [])


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


def problem_line(problem):
    """A problem: its place, its code and what was read."""
    return f"{problem.field}: {problem.code}{f' {problem.read!r}' if problem.read else ''}"


def read_all(reader, data, **options):
    """The products that a reader gives for some bytes, and the problems."""
    collector = ProblemCollector()
    products = list(reader(io.BytesIO(data), FieldPath(collector, ("f",)), **options))
    return products, collector.problems


def read_lines(reader, data, **options):
    """The same as lines."""
    products, problems = read_all(reader, data, **options)
    return [line for p in products for line in product_lines(p)], [problem_line(p) for p in problems]
