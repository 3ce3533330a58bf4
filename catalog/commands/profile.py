"""`legfit profile`: a person's legs under a name, so that the second question is short."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..documents.question import question_document
from ..documents.records import as_data
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..report.plain import point_named
from .exit_codes import Exit
from .lazy_group import Command
from .options import groups as o
from .options.completion import complete_profile
from .options.question import CHOICE_OPTIONS, LEG_OPTIONS, UNITS
from .run_question import sure_of
from .session import tell
from .terminal.output import Column, write_json, write_rows

NAMES = ("name", "measures", "path")
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A name in small letters, like anna.", autocompletion=complete_profile)
]
CONFIRM = tuple(c for c in CHOICE_OPTIONS if c.name == "yes")


def register(app: typer.Typer) -> None:
    """Add the commands of the group to the app."""
    legs = o.questioning(*LEG_OPTIONS, *CONFIRM, UNITS, document=False)
    view = o.viewing()
    app.command("save", cls=Command, epilog='Example: legfit profile save anna --calf "36.5 cm" --ankle "22.5 cm"')(
        o.takes(legs, view)(save)
    )
    app.command("list", cls=Command, epilog="Example: legfit profile list")(o.takes(o.viewing(NAMES))(list_profiles))
    app.command("show", cls=Command, epilog="Example: legfit profile show anna")(o.takes(view)(show))
    app.command("delete", cls=Command, epilog="Example: legfit profile delete anna")(o.takes(view)(delete))


def save(name: Name, asked: o.ParsedQuestion, view: o.OutputOptions) -> None:
    """Keep these measures under a name; what was under it before is replaced."""
    from ..app.saved_measurements import path_of, save_profile

    path_of(name)
    sure_of(asked.question, view.messages(asked.question.units), view, shipped_policy())
    path = save_profile(name, as_data(question_document(asked.question)))
    _said("ui.profile.saved", name, str(path), view)


def list_profiles(view: o.OutputOptions) -> None:
    """The saved profiles: names and what was measured, not the figures; exit 4 where one cannot be read."""
    from ..app.saved_measurements import names, path_of, read_profile

    messages = view.messages()
    rows: list[dict[str, Any]] = []
    unreadable: list[Problem] = []
    for name in names():
        try:
            rows.append({"name": name, "measures": _measured(read_profile(name)), "path": str(path_of(name))})
        except BadInput as bad:
            unreadable += (p.at(name) for p in bad.problems)
    head = {n: messages.text(f"ui.col.{n}") for n in NAMES}
    columns = [
        Column("name", head["name"]),
        Column("measures", head["measures"], lambda v: ", ".join(point_named(p, messages) for p in v)),
        Column("path", head["path"], table=False),
    ]
    write_rows(view.pick(columns), view.rows(rows), view.form, picked=bool(view.columns))
    for problem in unreadable:
        tell(f"legfit: {messages.problem(problem)}")
    if unreadable:
        raise typer.Exit(Exit.INPUT_FILE)


def _measured(document: dict[str, Any]) -> list[str]:
    parts = [*document.get("legs", {}), *document.get("body", {})]
    return [*parts, *(["shoe"] if "shoe" in document else [])]


def show(name: Name, view: o.OutputOptions) -> None:
    """Show what a profile holds."""
    from ..app.saved_measurements import read_profile

    document = read_profile(name)
    if view.is_json:
        write_json(document, line=view.form == "jsonl")
        return
    rows = [
        {"measure": place, "value": _value(value)}
        for place, value in [*document.get("legs", {}).items(), *document.get("body", {}).items()]
    ]
    rows += [{"measure": "shoe", "value": document["shoe"]}] if "shoe" in document else []
    messages = view.messages()
    columns = [
        Column("measure", messages.text("ui.col.measure"), lambda v: point_named(v, messages)),
        Column("value", messages.text("ui.col.value")),
    ]
    write_rows(columns, rows, view.form)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k} {_value(v)}" for k, v in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def delete(name: Name, view: o.OutputOptions) -> None:
    """Delete a profile."""
    from ..app.saved_measurements import delete_profile

    _said("ui.profile.deleted", name, str(delete_profile(name)), view)


def _said(code: str, name: str, path: str, view: o.OutputOptions) -> None:
    if view.is_json:
        write_json({"name": name, "path": path}, line=view.form == "jsonl")
        return
    from .terminal.screen import write_lines

    write_lines([view.messages().text(code, {"name": name, "path": path})])
