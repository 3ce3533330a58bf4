"""The form of the page: its fields, read into a question document, and the link that says nothing about a body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from ..measure import GIRTHS, LENGTHS, LegPoint
from ..problem import BadInput
from ..product import Audience, Garment
from ..question import GraduatedFilter, Intensity, RedFlag
from ..question_document import ANY, UNITS

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
SHARED: Final = ("garment", "units", "brand", "audience", "max_price", "currency", "graduated", "in_stock")
"""What a link may carry: what was looked for, and nothing of the person who looked."""
MOST_FIELDS: Final = 100
LONGEST: Final = 200
PLACES: Final = {
    "legs": "", "body": "", "run": "", "runner": "", "filters": "", "brands": "brand", "red_flags": "flag",
}  # fmt: skip


def read_form(text: str) -> Form:
    """The fields of a submitted form or a query.

    Raises:
        BadInput: too many fields, or not a form.
    """
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadInput.one("not_a_form", "", "", "a submitted form") from None
    form: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        form[name] = (*form.get(name, ()), value.strip()[:LONGEST])
    return form


def said(form: Form, name: str) -> str:
    """The value of a field; empty where nothing was said."""
    return form.get(name, ("",))[0]


def units_of(form: Form) -> str:
    """The unit that bare numbers of the form are in: `cm` or `in`."""
    return said(form, "units") if said(form, "units") in UNITS else UNITS[0]


def has_measures(form: Form) -> bool:
    """Whether anything was said that a chart could be asked with."""
    return any(said(form, p.value) for p in (*FIRST, *OTHER, *BODY)) or bool(said(form, "shoe"))


def with_unit(text: str, unit: str) -> str:
    """An entry with its unit: the one that is written, else the one that was chosen beside the field."""
    bare = all(c in "0123456789.,/ -¼½¾⅛⅜⅝⅞⅓⅔" for c in text)
    return f"{text} {unit}" if text and bare else text


def document_of(form: Form) -> dict[str, object]:
    """The question document that the form asks; what was left blank is left out."""
    units = units_of(form)
    weight = "kg" if units == "cm" else "lb"
    shoe = said(form, "shoe")
    system = said(form, "shoe_system") if said(form, "shoe_system") in SHOES else SHOES[0]
    document: dict[str, object] = {
        "garment": said(form, "garment") or ANY,
        "units": units,
        "legs": _given({p.value: with_unit(said(form, p.value), units) for p in (*FIRST, *OTHER)}),
        "body": _given({
            "height": with_unit(said(form, "height"), units), "weight": with_unit(said(form, "weight"), weight),
        }),
        "shoe": f"{system} {shoe}" if shoe and shoe[0].isdigit() else shoe,
        "run": _run(form, units),
        "runner": {"red_flags": list(form["flag"])} if form.get("flag") else {},
        "filters": _filters(form),
        "confirmed": said(form, "confirmed") == "true",
    }  # fmt: skip
    return _given(document)


def _run(form: Form, units: str) -> dict[str, object]:
    temperature = said(form, "temperature")
    return _given({
        "distance": with_unit(said(form, "distance"), "km" if units == "cm" else "mi"),
        "duration": with_unit(said(form, "duration"), "min"),
        "intensity": said(form, "intensity"),
        "temperature": with_unit(temperature.removeprefix("-"), "C" if units == "cm" else "F")
        if not temperature.startswith("-")
        else f"-{with_unit(temperature[1:], 'C' if units == 'cm' else 'F')}",
        "race": bool(said(form, "race")),
        "rest_day": bool(said(form, "rest_day")),
    })  # fmt: skip


def _filters(form: Form) -> dict[str, object]:
    price, graduated = said(form, "max_price"), said(form, "graduated")
    currency = said(form, "currency") or CURRENCIES[0]
    return _given({
        "brands": [said(form, "brand")] if said(form, "brand") else [],
        "audience": said(form, "audience"),
        "max_price": f"{price} {currency}" if price and price[-1].isdigit() else price,
        "graduated": "" if graduated == GraduatedFilter.ANY else graduated,
        "in_stock": bool(said(form, "in_stock")),
    })  # fmt: skip


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", [], {}, False, None)}


def field_name(field: str) -> str:
    """The field of the form that a field of the question came from: `legs.calf_max_girth` is `calf_max_girth`."""
    parts = [part for part in field.replace("[", ".").split(".") if part and not part.rstrip("]").isdigit()]
    named = [PLACES.get(part, part) for part in parts]
    return next((name for name in named if name), "")


def shared_query(form: Form, language: str) -> str:
    """The link to this search: garment, filters, units and language; never a measure, a run or a health answer."""
    silent = {"", ANY, *(UNITS[:1])} | (set() if said(form, "max_price") else set(CURRENCIES))
    kept = [(name, said(form, name)) for name in SHARED if said(form, name) not in silent]
    return urlencode([("lang", language), *kept])


def choices() -> dict[str, tuple[str, ...]]:
    """The fields that offer a choice, with what they offer."""
    return {
        "garment": (ANY, *GARMENTS),
        "units": UNITS,
        "shoe_system": SHOES,
        "intensity": tuple(Intensity),
        "audience": tuple(Audience),
        "graduated": tuple(GraduatedFilter),
        "currency": CURRENCIES,
        "flag": tuple(RedFlag),
    }
