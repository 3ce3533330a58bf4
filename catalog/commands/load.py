"""`legfit load`: brand files into the catalog, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from ..model.problem import BadInput
from .exit_codes import Exit, leave
from .opening import catalog
from .options import groups as o
from .options.parameter import Paths, flag
from .session import note
from .terminal.output import Column
from .terminal.rich_console import working

if TYPE_CHECKING:
    from ..app.load import Loaded
    from ..messages.messages import Messages

MOST_WARNINGS = 5
"""Warnings that a load shows; the linter shows them all."""
NAMES = ("added", "changed", "unchanged", "retired", "rejudged", "decisions_dropped")


@o.command("load", "load seed/brands --sync", o.output_options(NAMES, lists=False))
def load(
    paths: Paths,
    output: o.OutputOptions,
    sync: Annotated[bool, flag("--sync", "Retire products of files that are not given.")] = False,
    force: Annotated[bool, flag("--force", "Load although lint finds errors; such charts are marked unsure.")] = False,
) -> None:
    """Load brand files into the catalog; nothing is written unless all of it is good."""
    from ..app.load import load_checked
    from ..model.policy import shipped_policy

    with catalog(output.database) as engine:
        try:
            with working("Loading"):
                loaded = load_checked(engine, paths, shipped_policy(), sync=sync, force=force)
        except BadInput as bad:
            leave(Exit.INPUT_FILE, bad.problems)
    output.write_rows(map(Column, NAMES), [{n: len(getattr(loaded.written, n)) for n in NAMES}])
    for line in _remarks(loaded, output.messages()):
        note(line)


def _remarks(loaded: Loaded, messages: Messages) -> Iterator[str]:
    """Yield decisions dropped, errors that were overridden, the first warnings, and how many no search will show."""
    for d in loaded.written.decisions_dropped:
        facts = {"product": d.product_id, "ruling": d.ruling.value, "by": d.by, "on": d.on}
        yield messages.text("ui.review.dropped", facts)
    yield from (messages.text("ui.load.forced", {"problem": messages.problem(f.problem)}) for f in loaded.forced)
    for finding in loaded.warnings[:MOST_WARNINGS]:
        yield messages.text("ui.load.warning", {"problem": messages.problem(finding.problem)})
    if len(loaded.warnings) > MOST_WARNINGS:
        yield messages.text("ui.load.more_warnings", {"count": len(loaded.warnings) - MOST_WARNINGS})
    if loaded.held_back:
        written = loaded.written
        total = len(written.added) + len(written.changed) + len(written.unchanged)
        count = sum(int(str(dict(f.problem.facts)["count"])) for f in loaded.held_back)
        yield messages.text("ui.load.held_back", {"count": count, "total": total})
