"""The shapes of answers, problems and everything else that is sent, as JSON Schema; fields may be added to any."""

from __future__ import annotations

from typing import Final

from ..verdict import Advised, Outcome, SizeOutcome
from .api_schemas import COUNT, OBJECT, TEXT, TEXTS, Schema, listing, maybe, name_text, optional, record, ref

REASONS: Final = listing(ref("Reason"))
FITS: Final = [o.value for o in SizeOutcome if o.is_match]
MISSES: Final = [o.value for o in SizeOutcome if not o.is_match]
ENTRY: Final = {
    "product": ref("ProductHead"),
    "medical": ref("Verdict"),
    "graduated": ref("Verdict"),
    "reasons": REASONS,
}
ANSWER: Final = {
    "made_by": ref("MadeBy"),
    "question": OBJECT,
    "counts": ref("Counts"),
    "advice": ref("Advice"),
    "matches": listing(ref("Match")),
    "misses": listing(ref("Miss")),
    "excluded": listing(ref("Exclusion")),
    "reasons": REASONS,
}
WHY: Final = {"gates": OBJECT, "chart": maybe(OBJECT), "sizes": listing(OBJECT), "policy": listing(OBJECT)}
PROBLEM: Final = {
    **dict.fromkeys(("type", "title", "detail", "code", "field", "hint"), TEXT),
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "errors": {**listing(ref("Fault")), "minItems": 1},
}


def full(fields: dict[str, Schema], told: str = "") -> Schema:
    """An object that always has all of its fields."""
    return record(fields, fields, told=told)


def texts(*names: str) -> Schema:
    """An object of texts."""
    return full(dict.fromkeys(names, TEXT))


def words_of(kinds: list[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": kinds}


def answer_schemas() -> dict[str, Schema]:
    """Every shape that an answer is made of."""
    return {
        "Match": _match(),
        "Miss": _miss(),
        "Exclusion": full({**ENTRY, "rule": words_of(["medical", "graduated"])}),
        "Answer": full(ANSWER),
        "SizeAnswer": record({**ANSWER, "others": listing(ref("Match"))}, ANSWER),
        "WhyAnswer": full({**ANSWER, **WHY}),
        "AdviceAnswer": full({name: ANSWER[name] for name in ("made_by", "question", "advice")}),
        **_parts(),
        **_advice(),
    }


def _match() -> Schema:
    fields = {
        **ENTRY,
        "outcome": words_of(FITS),
        "size": TEXT,
        "also": TEXTS,
        "points": OBJECT,
        "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "advice": OBJECT,
        "basket": listing(ref("Variant")),
        "price": maybe(OBJECT),
        "source": maybe(OBJECT),
    }
    return full(fields, "A product with a size to buy.")


def _miss() -> Schema:
    fields = {**ENTRY, "outcome": words_of(MISSES), "source": maybe(OBJECT)}
    told = "No size of it is one to buy."
    return record({**fields, "needs": TEXTS, "nearest": OBJECT}, fields, told=told)


def _parts() -> dict[str, Schema]:
    verdict = {"outcome": words_of([o.value for o in Outcome]), "label": TEXT, "marks": TEXTS, "reasons": REASONS}
    names = ("sku", "size", "colour", "gtin", "shop_id")
    stock: Schema = {"type": ["integer", "null"]}
    counts = dict.fromkeys(("asked", "matches", "misses", "excluded"), COUNT)
    return {
        "MadeBy": texts("package", "policy", "catalog"),
        "ProductHead": texts("id", "brand", "name", "garment"),
        "Reason": full({"code": TEXT, "facts": OBJECT, "text": TEXT}),
        "Verdict": full(verdict),
        "Counts": full({**counts, "by_outcome": OBJECT}),
        "Variant": full({**dict.fromkeys(names, TEXT), "stock": stock}, "What a shop puts into the basket."),
    }


def _advice() -> dict[str, Schema]:
    phases = dict.fromkeys(("before", "during", "after"), ref("Phase"))
    headline = {"headline": texts("verdict", "phase"), "garment_order": TEXTS, "ask": TEXTS}
    note = {"code": TEXT, "text": TEXT, "grade": TEXT, "sources": TEXTS}
    return {
        "Advice": record({**phases, **headline, "notes": listing(ref("Note"))}, ("notes",)),
        "Phase": full({"verdict": words_of([a.value for a in Advised]), "rules": TEXTS}),
        "Note": full(note),
    }


def other_schemas() -> dict[str, Schema]:
    """The shapes of everything else."""
    cursor: Schema = {"type": ["string", "null"]}
    ready = {**dict.fromkeys(("status", "package", "policy", "catalog"), TEXT), "products": COUNT}
    return {
        "ProductPage": full({
            "products": listing(ref("ProductHead")), "count": COUNT, "next": cursor, "catalog": TEXT,
        }),
        "Product": texts("id", "brand", "name", "garment"),
        "Chart": full({"id": TEXT, "sizes": listing(OBJECT), "source": OBJECT, "products": TEXTS}),
        "Policy": full({"version": TEXT, "thresholds": listing(OBJECT)}),
        "Rules": full({"version": TEXT, "language": TEXT, "rules": listing(OBJECT)}),
        "Document": full({"openapi": TEXT, "info": OBJECT, "paths": OBJECT, "components": OBJECT}),
        "Widget": OBJECT,
        "Health": texts("status"),
        "Ready": full(ready),
        **_problems(),
        **_writing(),
    }  # fmt: skip


def _problems() -> dict[str, Schema]:
    confirm = record({"field": TEXT, "code": TEXT, "text": TEXT, "facts": OBJECT}, ("field", "code", "text"))
    told = "RFC 9457; the first problem on top, all of them in `errors`."
    return {
        "Fault": texts("code", "field", "read", "expected", "hint"),
        "Problem": full(PROBLEM, told),
        "ConfirmProblem": record({**PROBLEM, "confirm": listing(confirm)}, PROBLEM, told=told),
    }


def _writing() -> dict[str, Schema]:
    name, verdicts = name_text(), dict.fromkeys(("medical", "graduated"), ref("Verdict"))
    needed = {"product": name, "ruling": words_of(["sport", "medical", "undo"]), "by": name, "why": name}
    return {
        "Decision": record({**needed, "source": optional(name)}, needed, strict=True),
        "Decided": full({"catalog": TEXT, "product": TEXT, "ruling": TEXT, **verdicts}),
        "Reloaded": full({"catalog": TEXT, "products": COUNT}),
    }
