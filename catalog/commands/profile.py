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
from .options import groups as o
from .options.completion import complete_profile
from .options.question import CHOICE_OPTIONS, LEG_OPTIONS, UNITS
from .run_question import one_question
from .session import tell
from .terminal.output import Column
from .terminal.screen import write_lines

NAMES = ("name", "measures", "path")
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A name in small letters, like anna.", autocompletion=complete_profile)
]
OUTPUT = o.output_options()
CONFIRM = tuple(c for c in CHOICE_OPTIONS if c.name == "yes")


@o.command(
    "save", ('profile save anna --calf "36.5 cm" --ankle "22.5 cm"', "profile save tom -c left=37cm -c right=37.5cm"),
    o.question_options(*LEG_OPTIONS, *CONFIRM, UNITS, document=False), OUTPUT,
)  # fmt: skip
def save(name: Name, parsed: o.ParsedQuestion, output: o.OutputOptions) -> None:
    """Keep these measures under a name; what was under it before is replaced."""
    from ..app.saved_measurements import path_of, save_profile

    path_of(name)
    question, _ = one_question(parsed, output)
    path = save_profile(name, as_data(question_document(question)))
    _said("ui.profile.saved", name, str(path), output)


@o.command(
    "edit", 'profile edit anna --ankle "22.8 cm"',
    o.question_options(*LEG_OPTIONS, *CONFIRM, UNITS, document=False), OUTPUT,
)  # fmt: skip
def edit(name: Name, parsed: o.ParsedQuestion, output: o.OutputOptions) -> None:
    """Change the measures that are typed; the others of the profile stay as they are."""
    from ..app.questions import read_question
    from ..app.saved_measurements import SAVED, read_profile, save_profile
    from .options.read_question import with_profile

    read_profile(name)
    question, _ = one_question(parsed, output)
    typed = as_data(question_document(question))
    if not any(typed.get(field) for field in SAVED):
        raise BadInput.one("nothing_to_save", "name", name, "cli_a_measure", "cli_measure_example")
    document = with_profile(typed, name)
    read_question(document, shipped_policy())
    _said("ui.profile.saved", name, str(save_profile(name, document)), output)


@o.command("list", "profile list", o.output_options(NAMES))
def list_profiles(output: o.OutputOptions) -> None:
    """The saved profiles: names and what was measured, not the figures; exit 4 where one cannot be read."""
    from ..app.saved_measurements import names, path_of, read_profile

    messages = output.messages()
    rows: list[dict[str, Any]] = []
    unreadable: list[Problem] = []
    for name in names():
        try:
            rows.append({"name": name, "measures": _measured(read_profile(name)), "path": str(path_of(name))})
        except BadInput as bad:
            unreadable += (p.at(name) for p in bad.problems)
    measures = Column("measures", show=lambda v: ", ".join(point_named(p, messages) for p in v))
    output.write_rows([Column("name"), measures, Column("path", table=False)], rows)
    for problem in unreadable:
        tell(f"legfit: {messages.problem(problem)}")
    if unreadable:
        raise typer.Exit(Exit.INPUT_FILE)


def _measured(document: dict[str, Any]) -> list[str]:
    parts = [*document.get("legs", {}), *document.get("body", {})]
    return [*parts, *(["shoe"] if "shoe" in document else [])]


@o.command("show", "profile show anna", OUTPUT)
def show(name: Name, output: o.OutputOptions) -> None:
    """Show what a profile holds."""
    from ..app.saved_measurements import read_profile

    document = read_profile(name)
    if output.is_json:
        output.write_document(document)
        return
    rows = [
        {"measure": place, "value": _value(value)}
        for place, value in [*document.get("legs", {}).items(), *document.get("body", {}).items()]
    ]
    rows += [{"measure": "shoe", "value": document["shoe"]}] if "shoe" in document else []
    messages = output.messages()
    output.write_rows([Column("measure", show=lambda v: point_named(v, messages)), Column("value")], rows)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k} {_value(v)}" for k, v in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


@o.command("delete", "profile delete anna", OUTPUT)
def delete(name: Name, output: o.OutputOptions) -> None:
    """Delete a profile."""
    from ..app.saved_measurements import delete_profile

    _said("ui.profile.deleted", name, str(delete_profile(name)), output)


def _said(code: str, name: str, path: str, output: o.OutputOptions) -> None:
    facts = {"name": name, "path": path}
    if output.is_json:
        output.write_document(facts)
    else:
        write_lines([output.messages().text(code, facts)])
