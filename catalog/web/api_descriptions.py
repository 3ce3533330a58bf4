"""What every property of the OpenAPI document means, in one sentence each; a test finds what has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..model.leg import LegPoint

GIRTHS: Final = {
    LegPoint.ANKLE: "Around the narrowest place above the ankle bones",
    LegPoint.CALF: "Around the widest place of the calf",
    LegPoint.BELOW_KNEE: "Around the leg just below the knee",
    LegPoint.LOWER_THIGH: "Around the thigh just above the knee",
    LegPoint.MID_THIGH: "Around the middle of the thigh",
    LegPoint.THIGH: "Around the top of the thigh",
    LegPoint.HIP: "Around the hips",
    LegPoint.WAIST: "Around the waist",
    LegPoint.LEG_LENGTH: "From the floor to the bend of the knee",
    LegPoint.TIBIA_LENGTH: "Along the shin bone",
    LegPoint.FOOT_LENGTH: "From heel to longest toe",
    LegPoint.INSEAM: "From the crotch to the floor",
}
OF_A_QUESTION: Final = {
    "readings": "The same place measured again: two are averaged, of more the median is taken.",
    "height": "Body height with its unit.", "weight": "Body weight with its unit.",
    "sex": "Only used to estimate a girth from height and weight.",
    "left": "The left leg.", "right": "The right leg.",
    "distance": "How far the run is.", "duration": "How long it takes.", "intensity": "How hard it is.",
    "surface": "What it is on.", "race": "Whether it is a race.", "rest_day": "Whether there is no run today.",
    "temperature": "The air, in C or F.",
    "experience": "How used to running the person is.", "weekly_distance": "How far they run in a week.",
    "runs_per_week": "How often they run in a week.", "symptoms": "What the legs do; none of these is a red flag.",
    "goals": "What they hope for.", "hours_since_hard": "Hours since the last hard or long run.",
    "hours_to_next_hard": "Hours to the next hard or long run.",
    "struggles_to_recover": "Whether recovering is hard for them.", "travel_hours": "Hours to be spent sitting.",
    "tested_in_training": "Whether it was worn in training before a race; left out where nobody said.",
    "red_flags": "Signs that belong to a clinician first; `unknown` where they were asked for and not known.",
    "brands": "Only these brands.", "audience": "Whom it is made for.",
    "max_price": "At most so much, with its currency.",
    "max_mmhg": "At most so much pressure.", "in_stock": "Only what is not sold out in the size.",
    "include_review": "Also what waits for a person to decide whether it is for sport.",
    "garment": "The kind of garment.", "legs": "What the tape said; in an answer, each leg on its own.",
    "body": "Height, weight and sex, for charts that go by them.", "shoe": "A shoe size with its system.",
    "prefer": "Which way to go between two sizes.", "measured": "When the tape was used.",
    "confirmed": "Whether unlikely entries were asked about and are right.", "run": "The run ahead.",
    "runner": "The person who runs.", "filters": "What narrows the search.",
    "units": "The unit of lengths in the answer.", "same_as": "A size of another product that fits.",
    "id": "What it is called: of a question, repeated in the answer; of a product or a chart, its name in addresses.",
    "detail": "How much the answer says.", "question": "The question, as it was understood.",
}  # fmt: skip
OF_AN_ANSWER: Final = {
    "product": "Which product.", "size": "The label of a size, as the maker prints it.",
    "lead": "The one or two sentences to show.", "outcome": "What came out.",
    "also": "The other size, where two are possible.", "points": "Where each measure lies in the band of the size.",
    "certainty": "How sure the size is.", "confidence": "The probability that the true leg lies in the size.",
    "cautions": "What has to be seen beside the size.", "basket": "The variants of the size.",
    "medical": "Whether it is for sport and not medical-grade.",
    "graduated": "Whether it is tighter at the ankle than above; of a filter, how much proof of that is asked for.",
    "reasons": "Why, each with its code, its facts and its sentence.", "advice": "When wearing it is worth it.",
    "emergency": "What to do at once; nothing else matters then.",
    "price": "The price in minor units of its currency.", "source": "Where it was read.",
    "link": "The page of the product in the shop.", "image": "A picture of the product.",
    "needs": "The measures that are missing.", "candidates": "The sizes that are still possible.",
    "nearest": "The nearest size and how far it is: never one to buy.", "rule": "The gate that holds it back.",
    "made_by": "The versions that made the answer.",
    "counts": "How many products ended where; exact, however long the lists.",
    "matches": "Products with a size to buy, best first; or how many.",
    "misses": "Products without a size for this leg; or how many.",
    "excluded": "Products that a gate holds back; or how many.",
    "others": "Other products that hold this leg.", "gates": "What the gates say of the product, with every signal.",
    "chart": "The size chart as printed.", "sizes": "The sizes of the chart, with the leg on them.",
    "policy": "The version of the policy; or the figures that were used.", "package": "The version of the program.",
    "catalog": "The version of the catalog.", "brand": "The brand.", "name": "The name as the maker prints it.",
    "code": "What it is, for programs.", "facts": "What the sentence is filled with.", "text": "The sentence.",
    "label": "The finer word of the rule.", "marks": "What later steps read.",
    "asked": "How many products were asked about.", "by_cause": "How many are no match, by cause.",
    "by_outcome": "How many misses and exclusions, by outcome.", "sku": "The shop's SKU.",
    "shop_id": "The shop's id of the variant.", "gtin": "The GTIN with 14 digits.", "colour": "The colour.",
    "availability": "Whether the shop has it.", "stock": "How many there are; null where nobody says.",
    "before": "Before the run.", "during": "During the run.", "after": "After the run.",
    "headline": "The highest verdict of during and after.",
    "phase": "When that is: during, after, both or all.",
    "only_if": "On what condition that holds.",
    "otherwise": "What holds where the condition is not met.", "garment_order": "Kinds of garment, best first.",
    "ask": "What has to be known first.", "questions": "What is worth asking the person.",
    "notes": "What is worth knowing, with its evidence.", "verdict": "How worth it wearing is.",
    "rules": "The rules that made it.", "grade": "How good the evidence is.", "sources": "The studies it rests on.",
    "sure": "How sure the size is, as a sentence.", "places": "Where each measure lies, ready to be drawn.",
    "place": "How far along the drawing the measure lies, in percent.", "value": "The measure with its unit.",
    "from": "Where the band begins, in percent.", "width": "How wide it is, in percent.",
    "band": "The band as printed, with its unit.", "figures": "The band as printed, without its unit.",
    "answers": "An answer, or an error, for each product in its place.",
}  # fmt: skip
OF_THE_REST: Final = {
    "products": "The products; or how many.", "count": "How many there are in all.",
    "next": "The cursor of the next page.",
    "version": "The version.", "thresholds": "Every figure, with unit, date, source and reason.",
    "language": "The language of the sentences.", "openapi": "The version of OpenAPI.", "info": "What this is.",
    "paths": "Every route.", "components": "Every shape.", "status": "The status.", "field": "Where it is, dotted.",
    "read": "What was read; empty where that is personal.", "expected": "What was expected.", "hint": "What to do.",
    "suggestion": "The likeliest reading, as it would be typed: for the person alone, it may be a measure.",
    "type": "Always about:blank.", "title": "What the status is called.", "errors": "Every problem.",
    "confirm": "What to ask the person.", "ruling": "What was decided.", "by": "Who decides.", "why": "The reason.",
}  # fmt: skip
DESCRIPTIONS: Final[Mapping[str, str]] = {
    **{p.value: f"{text}{f' ({p.letter})' if p.letter else ''}." for p, text in GIRTHS.items()},
    **OF_A_QUESTION, **OF_AN_ANSWER, **OF_THE_REST,
}  # fmt: skip
IN_A_PROBLEM: Final = {"detail": "The first problem as a sentence, without what was read of a body."}
"""Where a name means something else in a problem document."""


def described(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """The schemas with a description at every property that has none of its own."""
    return {name: _described(schema, IN_A_PROBLEM if "Problem" in name else {}) for name, schema in schemas.items()}


def _described(schema: Any, own: Mapping[str, str]) -> Any:
    if isinstance(schema, list):
        return [_described(part, own) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: part if key == "properties" else _described(part, own) for key, part in schema.items()}
    if "properties" in schema:
        made["properties"] = {n: _with_description(n, _described(p, own), own) for n, p in schema["properties"].items()}
    return made


def _with_description(name: str, schema: Any, own: Mapping[str, str]) -> Any:
    if "description" in schema or name not in DESCRIPTIONS:
        return schema
    return {**schema, "description": own.get(name, DESCRIPTIONS[name])}
