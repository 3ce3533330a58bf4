"""The shapes of answers, problems and everything else that is sent, as JSON Schema; fields may be added to any."""

from __future__ import annotations

from typing import Final

from ..model.verdict import Advised, Certainty, Outcome, SizeOutcome
from .api_schemas import COUNT, OBJECT, TEXT, TEXTS, Schema, listing, maybe, name_text, optional, record, ref

REASONS: Final = listing(ref("Reason"))
FITS: Final = [o.value for o in SizeOutcome if o.is_match]
AVAILABILITY: Final = ["in_stock", "sold_out", "unknown"]
MISSES: Final = [o.value for o in SizeOutcome if not o.is_match]
ENTRY: Final = {"product": ref("ProductHead"), "lead": TEXT}
"""What every entry of an answer has, however brief."""
JUDGED: Final = {"medical": ref("Verdict"), "graduated": ref("Verdict"), "reasons": REASONS}
"""What an entry has besides where the answer is not to be brief."""
ANSWER: Final = {
    "made_by": ref("MadeBy"),
    "counts": ref("Counts"),
    "matches": listing(ref("Match")),
    "misses": listing(ref("Miss")),
    "excluded": listing(ref("Exclusion")),
    "reasons": REASONS,
}
ASKED: Final = {"emergency": ref("Reason"), "id": TEXT, "question": OBJECT, "advice": ref("Advice")}
"""What an answer has besides: an emergency, the id of the question, the question where it is not brief, advice."""
WHY: Final = {"gates": OBJECT, "chart": maybe(OBJECT), "sizes": listing(OBJECT), "policy": listing(OBJECT)}
FAULT: Final = ("code", "field", "read", "expected", "hint")
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
        "Exclusion": _exclusion(),
        "Answer": record({**ANSWER, **ASKED}, ANSWER),
        "SizeAnswer": record({**ANSWER, **ASKED, "others": listing(ref("Match"))}, ANSWER),
        "WhyAnswer": record({**ANSWER, **ASKED, **WHY}, {**ANSWER, **WHY}),
        "AdviceAnswer": record({"made_by": ref("MadeBy"), **ASKED}, ("made_by", "advice")),
        **_drawn(),
        "Answers": full({"answers": listing({"anyOf": [ref("Answer"), ref("NoProduct")]})}),
        "NoProduct": full({"errors": listing(ref("Fault"))}, "What should name a product, and does not."),
        **_parts(),
        **_advice(),
    }


def _match() -> Schema:
    brief = {
        **ENTRY,
        "outcome": words_of(FITS),
        "size": TEXT,
        "also": TEXTS,
        "points": OBJECT,
        "certainty": {"type": ["string", "null"], "enum": [*(c.value for c in Certainty), None]},
        "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "cautions": REASONS,
        "basket": listing(ref("Variant")),
    }
    more = {**JUDGED, "advice": ref("Advice"), "legs": OBJECT, "price": maybe(OBJECT), "source": maybe(OBJECT)}
    drawn = {"sure": TEXT, "places": listing(ref("Place"))}
    return record({**brief, **more, **drawn}, brief, told="A product with a size to buy.")


def _drawn() -> dict[str, Schema]:
    """What `drawing` adds to a match: places and widths in percent of the width of the drawing."""
    percent = {"type": "number"}
    size = full({"size": TEXT, "from": percent, "width": percent, "band": TEXT, "figures": TEXT})
    return {"Place": full({"name": TEXT, "value": TEXT, "place": percent, "sizes": listing(size)})}


def _miss() -> Schema:
    brief = {**ENTRY, "outcome": words_of(MISSES)}
    more = {**JUDGED, "needs": TEXTS, "candidates": TEXTS, "nearest": OBJECT, "legs": OBJECT, "source": maybe(OBJECT)}
    return record({**brief, **more}, brief, told="No size of it is one to buy.")


def _exclusion() -> Schema:
    brief = {**ENTRY, "rule": words_of(["medical", "graduated", "stock"])}
    return record({**brief, **JUDGED}, brief, told="A product that a gate does not allow.")


def _parts() -> dict[str, Schema]:
    verdict = {"outcome": words_of([o.value for o in Outcome]), "label": TEXT, "marks": TEXTS, "reasons": REASONS}
    brief = {**dict.fromkeys(("sku", "shop_id", "gtin", "colour"), TEXT), "availability": words_of(AVAILABILITY)}
    stock: Schema = {"type": ["integer", "null"]}
    counts = dict.fromkeys(("asked", "matches", "misses", "excluded"), COUNT)
    return {
        "MadeBy": texts("package", "policy", "catalog"),
        "ProductHead": texts("id", "brand", "name", "garment"),
        "Reason": full({"code": TEXT, "facts": OBJECT, "text": TEXT}),
        "Verdict": record(verdict, ("outcome", "label")),
        "Counts": record({**counts, "by_cause": OBJECT, "by_outcome": OBJECT}, (*counts, "by_cause")),
        "Variant": record({**brief, "size": TEXT, "stock": stock}, brief, told="What a shop puts into the basket."),
    }


def _advice() -> dict[str, Schema]:
    phases = dict.fromkeys(("before", "during", "after"), ref("Phase"))
    condition = {"only_if": TEXT, "otherwise": words_of([a.value for a in Advised])}
    headline = {"headline": record({"verdict": TEXT, "phase": TEXT, **condition}, ("verdict", "phase")), **condition}
    headline |= {"garment_order": TEXTS, "ask": TEXTS, "lead": ref("Reason"), "questions": REASONS}
    phase = {"verdict": words_of([a.value for a in Advised]), "rules": TEXTS}
    note = {"code": TEXT, "text": TEXT, "grade": TEXT, "sources": TEXTS}
    return {
        "Advice": record({**phases, **headline, "notes": listing(ref("Note")), "reasons": REASONS}),
        "Phase": record({**phase, **condition}, phase),
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
        "Fault": record({**dict.fromkeys(FAULT, TEXT), "suggestion": TEXT}, FAULT),
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
