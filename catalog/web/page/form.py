"""The form of the page: its fields, read into a question document, and the link that says nothing about a body."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from ...app.questions import read_question
from ...documents.question import ANY, UNITS
from ...documents.question_reader import parse_question
from ...model.leg import GIRTHS, LENGTHS, LegPoint
from ...model.policy import Policy
from ...model.problem import BadInput, Problem
from ...model.product import Audience, Garment
from ...model.product_name import KNOWN_DASH
from ...model.question import GraduatedFilter, Intensity, MeasuredWhen, Prefer, Question, RedFlag, Side
from ...search.lookup import to_confirm

Form = Mapping[str, tuple[str, ...]]
FIRST: Final = (LegPoint.CALF, LegPoint.ANKLE)
"""Asked first: most charts are keyed by them."""
OTHER: Final = tuple(p for p in (*GIRTHS, *LENGTHS) if p not in FIRST)
BODY: Final = (LegPoint.HEIGHT, LegPoint.WEIGHT)
GARMENTS: Final = (
    Garment.SOCK, Garment.CALF_SLEEVE, Garment.THIGH_SLEEVE, Garment.FULL_LEG_SLEEVE, Garment.SHORTS, Garment.TIGHTS,
)  # fmt: skip
SHOES: Final = ("EU", "UK", "US M", "US W")
CURRENCIES: Final = ("EUR", "GBP", "USD", "CHF")
DISTANCES: Final = ("km", "mi")
DEGREES: Final = ("C", "F")
TESTED: Final = {"yes": True, "no": False}
"""What the answers to "tested in training?" mean; "not yet" leaves it open, as no answer does."""
MARKS: Final = frozenset(
    "'\"\N{PRIME}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}`\N{COMBINING ACUTE ACCENT}"
)
"""What people write for feet and inches, after compatibility normalisation."""
TYPED: Final = frozenset(("shoe", "distance", "duration", "temperature", "max_price", "tested", "same_as"))
"""The fields, besides the measures, that a suggestion may be put into."""
SIDES: Final = (Side.LEFT, Side.RIGHT)
OTHER_LEG: Final = "other_"
"""What the name of a field begins with that takes the measure of the other leg."""
ADDED: Final = "add_"
"""What the name of a field beside the answer begins with: its entry goes into the field of the form."""
TICKS: Final = frozenset(("race", "rest_day", "flag", "in_stock"))
SHARED: Final = ("garment", "units", "brand", "audience", "max_price", "currency", "graduated", "in_stock")
"""What a link may carry: what was looked for, and nothing of the person who looked."""
MOST_FIELDS: Final = 100
LONGEST: Final = 200
PLACES: Final = {
    "legs": "", "body": "", "run": "", "runner": "", "filters": "", "brands": "brand", "red_flags": "flag",
}  # fmt: skip


def read_form(text: str) -> Form:
    """The fields of a submitted form or a query. Raises: BadInput (too many fields, or not a form)."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadInput.one("not_a_form", "", "", "page.form") from None
    form: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        form[name] = (*form.get(name, ()), value.strip()[:LONGEST])
    return form


def value_of(form: Form, name: str) -> str:
    """The value of a field, the first that is not blank; empty where all were left blank."""
    return next(filter(None, form.get(name, ())), "")


def units_of(form: Form) -> str:
    """The unit that bare numbers of the form are in: `cm` or `in`."""
    return value_of(form, "units") if value_of(form, "units") in UNITS else UNITS[0]


def turns_language(form: Form) -> bool:
    """Whether a button for another language sent the form: it names that one before the language of the form."""
    return len(form.get("lang", ())) > 1


def has_measures(form: Form) -> bool:
    """Whether a field that a chart may be keyed by is filled in."""
    return any(value_of(form, name) for name in (*(p.value for p in (*FIRST, *OTHER, *BODY)), "shoe", "same_as"))


def is_bare(text: str) -> bool:
    """Whether an entry names no unit: no letter, no sign of a currency, no mark of feet or inches stands in it."""
    plain = unicodedata.normalize("NFKC", text)
    return not any(c in MARKS or unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Sc" for c in plain)


def with_unit(text: str, unit: str) -> str:
    """Add the unit that stands beside a field to an entry that names none."""
    return f"{text} {unit}" if text and is_bare(text) else text


def with_system(shoe: str, system: str) -> str:
    """Put the system chosen beside the field before a shoe size that names none."""
    return f"{system} {shoe}" if shoe and is_bare(shoe) else shoe


def document_of(form: Form) -> dict[str, object]:
    """The question document that the form asks; what was left blank is left out."""
    units = units_of(form)
    weight = unit_of(LegPoint.WEIGHT, units)
    shoe, system = value_of(form, "shoe"), choice_of(form, "shoe_system", SHOES)
    document: dict[str, object] = {
        "garment": value_of(form, "garment") or ANY,
        "units": units,
        "legs": _without_blanks({p.value: _measure(form, p.value, units) for p in (*FIRST, *OTHER)}),
        "body": _without_blanks({
            "height": with_unit(value_of(form, "height"), units), "weight": with_unit(value_of(form, "weight"), weight),
        }),
        "shoe": with_system(shoe, system),
        "same_as": _known_size(value_of(form, "same_as")),
        "prefer": value_of(form, "prefer"),
        "measured": value_of(form, "measured"),
        "run": _run(form),
        "runner": _runner(form),
        "filters": _filters(form),
    }  # fmt: skip
    return _without_blanks(document)


def _measure(form: Form, name: str, units: str) -> object:
    """A measure with its unit; that of each leg where the other one was measured, too."""
    measure, other = (with_unit(value_of(form, field), units) for field in (name, OTHER_LEG + name))
    if not measure or not other:
        return measure
    side = choice_of(form, "side", SIDES)
    return {side: measure, (SIDES[1] if side == SIDES[0] else SIDES[0]).value: other}


def _known_size(text: str) -> dict[str, str]:
    """A product and its size: `Stride Run Sock — M`. As people write them, the last word is the size, to begin with."""
    product, _, size = text.rpartition(KNOWN_DASH if KNOWN_DASH in text else " ")
    return {"product": product.strip() or size, "size": size} if text else {}


def unit_of(point: LegPoint, units: str) -> str:
    """The unit of a field: kilograms or pounds for the weight, else that of the form."""
    return {"cm": "kg", "in": "lb"}[units] if point is LegPoint.WEIGHT else units


def readings_of_turned(form: Form, point: LegPoint) -> tuple[str, ...]:
    """The readings of a bare number where the unit was changed: in the unit before and in the one after; else empty.

    With JavaScript a number keeps its unit when the unit changes. Without it the order is not known.
    """
    before, text = value_of(form, "shown"), value_of(form, point.value)
    if not text or not is_bare(text) or before not in UNITS or before == units_of(form):
        return ()
    return tuple(f"{text} {unit_of(point, units)}" for units in (before, units_of(form)))


def _turned(form: Form, policy: Policy) -> list[Problem]:
    """Every number that can be either unit: the form was turned, and a leg or a body can have both."""
    problems = []
    for point in (*FIRST, *OTHER, *BODY):
        readings = readings_of_turned(form, point)
        place = "body" if point in BODY else "legs"
        if readings and all(is_possible(point, text, policy) for text in readings):
            problems.append(Problem("unit_turned", f"{place}.{point.value}", "", "page.unit", "page.unit_turned"))
    return problems


def is_possible(point: LegPoint, text: str, policy: Policy) -> bool:
    """Whether a body can have what was typed, unit and all, at a point."""
    place = "body" if point in BODY else "legs"
    try:
        to_confirm(parse_question({"garment": ANY, place: {point.value: text}}, policy), policy)
    except BadInput:
        return False
    return True


def question_of(form: Form, policy: Policy, *, confirmed: bool = False) -> Question:
    """The question that the form asks; `confirmed` says that unlikely entries are right.

    Raises: BadInput (every field that cannot be used, a number that may be in either unit, and a rest day with a run).
    """
    run = any(value_of(form, name) for name in ("distance", "duration", "race"))
    problems = _turned(form, policy)
    if value_of(form, "rest_day") and run:
        problems.append(Problem("rest_day_with_run", "run.rest_day", "", "page.rest_day", "page.rest_day_or_run"))
    try:
        question = read_question(document_of(form) | ({"confirmed": True} if confirmed else {}), policy)
    except BadInput as bad:
        raise BadInput([*bad.problems, *problems]) from None
    if problems:
        raise BadInput(problems)
    return question


def choice_of(form: Form, name: str, offered: tuple[str, ...]) -> str:
    """The choice made in a field; the first one offered where none was made."""
    return value_of(form, name) if value_of(form, name) in offered else offered[0]


def _run(form: Form) -> dict[str, object]:
    """The run. Its fields have units of their own, so turning the unit of the leg changes nothing here."""
    return _without_blanks({
        "distance": with_unit(value_of(form, "distance"), choice_of(form, "distance_unit", DISTANCES)),
        "duration": value_of(form, "duration"),
        "intensity": value_of(form, "intensity"),
        "temperature": with_unit(value_of(form, "temperature"), choice_of(form, "temperature_unit", DEGREES)),
        "race": bool(value_of(form, "race")),
        "rest_day": bool(value_of(form, "rest_day")),
    })  # fmt: skip


def _runner(form: Form) -> dict[str, object]:
    tested = TESTED.get(value_of(form, "tested")) if value_of(form, "race") else None
    runner: dict[str, object] = {} if tested is None else {"tested_in_training": tested}
    return runner | ({"red_flags": list(form["flag"])} if form.get("flag") else {})


def _filters(form: Form) -> dict[str, object]:
    price, graduated = value_of(form, "max_price"), value_of(form, "graduated")
    return _without_blanks({
        "brands": [value_of(form, "brand")] if value_of(form, "brand") else [],
        "audience": value_of(form, "audience"),
        "max_price": with_unit(price, choice_of(form, "currency", CURRENCIES)),
        "graduated": "" if graduated == GraduatedFilter.ANY else graduated,
        "in_stock": bool(value_of(form, "in_stock")),
    })  # fmt: skip


def _without_blanks(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", [], {}, False, None)}


def with_suggestion(form: Form) -> Form:
    """The form with the suggestion that was tapped in the place of what was typed."""
    fields = {p.value for p in (*FIRST, *OTHER, *BODY)} | TYPED
    fields |= {OTHER_LEG + p.value for p in (*FIRST, *OTHER)}
    return {**form, **{name: (value,) for name, value in parse_qsl(value_of(form, "use")) if name in fields}}


def with_added(form: Form) -> Form:
    """The form with what was typed beside the answer in the fields that it belongs to."""
    typed = {name: values for name, values in form.items() if not name.startswith(ADDED)}
    added = {name.removeprefix(ADDED): values for name, values in form.items() if name not in typed and any(values)}
    if "shoe_system" in added and "shoe" not in added:
        del added["shoe_system"]
    return {**typed, **added}


def field_name(field: str, form: Form | None = None) -> str:
    """The field of the form that a field of the question came from: `legs.calf_max_girth` is `calf_max_girth`.

    Where both legs were measured, the `form` says which of them is the other one.
    """
    point, _, side = field.removeprefix("legs.").partition(".")
    if form and side in SIDES and side != choice_of(form, "side", SIDES):
        return OTHER_LEG + point
    parts = [part for part in field.replace("[", ".").split(".") if part and not part.rstrip("]").isdigit()]
    named = [PLACES.get(part, part) for part in parts]
    return next((name for name in named if name), "")


def shared_query(form: Form, language: str) -> str:
    """The link to this search: garment, filters, units and language; never a measure, a run or a health answer."""
    silent = {"", ANY, *(UNITS[:1])} | (set() if value_of(form, "max_price") else set(CURRENCIES))
    values = [(name, value_of(form, name)) for name in SHARED if value_of(form, name) not in silent]
    return urlencode([("lang", language), *values])


def choices() -> dict[str, tuple[str, ...]]:
    """The fields that offer a choice, with what they offer."""
    return {
        "garment": (ANY, *GARMENTS),
        "units": UNITS,
        "shoe_system": SHOES,
        "distance_unit": DISTANCES,
        "temperature_unit": DEGREES,
        "tested": ("yes", "no", "not_yet"),
        "intensity": tuple(Intensity),
        "audience": tuple(Audience),
        "graduated": tuple(GraduatedFilter),
        "currency": CURRENCIES,
        "flag": tuple(RedFlag),
        "prefer": tuple(Prefer),
        "measured": tuple(MeasuredWhen),
        "side": SIDES,
    }
