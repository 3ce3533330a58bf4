"""`legfit doctor`: is this installation well, and what to do where it is not."""

from __future__ import annotations

from typing import Any

import typer
from msgspec.structs import replace

from ..app.doctor import Check, Health, check_installation
from ..app.settings import database_url
from ..app.timing import today
from ..messages.messages import Messages
from ..model.policy import shipped_policy
from ..model.verdict import Reason
from .config import origin_words, settings
from .exit_codes import Exit
from .options import groups as o
from .repeat import again
from .session import SESSION
from .terminal.output import Column
from .terminal.screen import Screen, screen, write_lines

NAMES = ("name", "health", "seen", "todo")
EXAMPLES = 3
"""How many of what a check found are shown without `-v`."""


@o.command("doctor", ("doctor", "doctor --json"), o.output_options(NAMES))
def doctor(output: o.OutputOptions) -> None:
    """Check the database, the charts, the products and the settings; exit 6 on findings."""
    checks = checks_of(output.database)
    documents = [_document(c, output.messages()) for c in checks]
    if output.is_document:
        output.write_document({"checks": documents, "settings": settings(output.database, output.language)})
    elif output.form == "table" and not output.columns:
        write_lines(_report(checks, output, screen()))
    else:
        output.write_rows([Column(n, folds=True) for n in NAMES], documents)
    if any(c.health is not Health.OK for c in checks):
        raise typer.Exit(Exit.FINDINGS)


def checks_of(database: str | None) -> list[Check]:
    """Return every check of the installation; commands that it says to run name the database that was given."""
    checks = check_installation(database_url(database), shipped_policy(), today())
    return [replace(c, seen=_again(c.seen), todo=c.todo and _again(c.todo)) for c in checks]


def _again(reason: Reason) -> Reason:
    return replace(reason, facts=again(reason.facts))


def _document(check: Check, messages: Messages) -> dict[str, Any]:
    return {
        "name": check.name,
        "health": check.health.value,
        "seen": messages.sentence(check.seen),
        "todo": messages.sentence(check.todo) if check.todo else "",
        "about": list(check.about),
    }


def _report(checks: list[Check], output: o.OutputOptions, on: Screen) -> list[str]:
    messages = output.messages()
    lines: list[str] = []
    for check in checks:
        mark = messages.text(f"ui.health.{check.health.value}")
        lines += on.paragraph(f"{mark}  {check.name}: {messages.sentence(check.seen)}", "", "  ")
        most = len(check.about) if SESSION.verbose else EXAMPLES
        lines += [t for a in check.about[:most] for t in on.paragraph(messages.place(a), "    - ", "      ")]
        rest = len(check.about) - most
        lines += on.paragraph(messages.text("ui.doctor.more", {"count": rest}), "    ") if rest > 0 else []
        lines += on.paragraph(messages.sentence(check.todo), "    ") if check.todo else []
    lines += ["", on.bold(messages.text("ui.doctor.settings"))]
    for setting in settings(output.database, output.language):
        origin = origin_words(setting["origin"], messages)
        lines += on.paragraph(f"{setting['name']}: {setting['value'] or '–'} ({origin})", "", "  ")
    return lines
