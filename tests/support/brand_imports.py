"""Imports of a brand's products for tests: texts with passages replaced, and what the report tells."""

from __future__ import annotations

from catalog.formats.brand_file.plan import FilesPlan
from catalog.model.brand_file_report import RecordAction


def changed(text: str, *changes: list[str]) -> str:
    """A text in which one passage after the other is another one; each stands there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def told(plan: FilesPlan) -> list[str]:
    """The report, a line for everything that is not as it was."""
    lines = []
    for record in plan.report.records:
        name = f"{record.kind} {record.id}"
        if record.action not in (RecordAction.CHANGED, RecordAction.UNCHANGED):
            lines.append(f"{name}: {record.action}")
        lines += [f"{name}: {': '.join(c.path)}: {c.before} → {c.after}" for c in record.changes]
        lines += [f"{name}: {': '.join(c.path)}: yours {c.yours}, the shop's {c.shop}{' (new)' * c.is_news}"
                  for c in record.corrections]  # fmt: skip
        lines += [f"{name}: {part} not known{f', {text} stays' if text else ''}" for part, text in record.kept]
    return lines
