"""Every sentence that chooses by a fact has words for each value of it, and for no other."""

import pytest
from package_text import written_out

from catalog.analytics.left_out import Outside
from catalog.formats.shop_import.described import DOUBTFUL
from catalog.messages.messages import LANGUAGES, sentences
from catalog.model.read_chart import LEFT_OUT, PASSED_OVER, UNREAD
from catalog.model.verdict import Advised, Outcome
from catalog.rules.usage.gates import OFF_CHART
from catalog.rules.usage.notes import NOTES
from catalog.rules.usage.table import LEGS, RECOVERY

SIDES = {"left", "right"}
COULD = ("other", "none", "either", "unread", "either_unread")
UNREAD_BASES = {"unread", "unread_both", "unread_legs"}
VALUES = {
    "breathable": {"stated", "unstated"},
    "basis": {"leg", "both", "two", "two_both", "stays", "stays_both", "legs", "no_girth", "known_size", *UNREAD_BASES},
    "certainty": {"sure", "likely", "toss_up"},
    "certainty.sure": {"leg", "both", "two", "two_both", "stays", "stays_both", "legs"},
    "certainty.toss_up": {"leg", "both", "two", "two_both", "stays", "stays_both", "legs", "no_girth", *UNREAD_BASES},
    "could": {"first", "named", "left_apart", "right_apart"}
    | {f"{leg}{could}" for leg in ("", "left_", "right_") for could in COULD},
    "caution.evening": {f"{when}_{what}" for when in ("evening", "after_run") for what in ("other", "none", "unread")},
    "by": {"fit", "gradient", "use", "chart", "centre", "heat", "price", "unpriced", "name"},
    "medical.everyday": {"occasion", "other"},
    "cause": {c.name for c in RECOVERY},
    "compared": {"one", "other"},
    **{number: {"one", "other"} for number in ("count", "dates", "more", "seconds")},
    "ends": {"between", "from", "up_to"},
    "general": {"worth_wearing", "optional", "little_value"},
    "goal": {"only_speed", "speed", "other"},
    "grade": {"strong", "moderate", "weak", "none", "consensus"},
    "kind": {"brand_stated", "laboratory", "on_leg"},
    "larger": SIDES,
    "direction": {"larger", "smaller"},
    "level": {"beginner", "other"},
    "nearer": {"below", "above", "middle", "neither", "others"},
    "outcome": {o.value for o in OFF_CHART},
    "phase": {"during", "after", "both"},
    "race": {"race", "other"},
    "rule": set("12345678"),
    "ruling": {"sport", "medical"},
    "choice": {"larger", "smaller"},
    "said": {f"{who}_{which}" for who in ("brand", "wearer", "policy") for which in ("larger", "smaller")}
    | {"stock", "wearer_larger_against", "wearer_smaller_against"},
    "settled": {"measured", "open"},
    "shown": {"open", "folded"},
    "side": SIDES,
    "sign": {"too_loose", "worn_out"},
    "sizes": {"?", "other"},
    "sport": {o.value for o in Outcome} - {"pass"},
    "surface": {"trail", "other"},
    "taken": {"two", "more"},
    "verdict": {v.value for v in Advised},
    "wanted": {"stated", "claimed"},
    "way": {"inverse", "uniform", "zoned", "denied", "filed"},
    **{f"usage.headline_if_tested.{v}": {"during", "both"} for v in ("worth_wearing", "optional", "little_value")},
    "usage.during_if_tested": {"worth_wearing", "optional", "little_value"},
    "usage.U1": {c.name for c in LEGS},
    "usage.P3": {"points", "legs", "chart"},
    "N2": {n.part for n in NOTES if n.code == "N2"},
    "N3": {n.part for n in NOTES if n.code == "N3"},
    "N7": {n.part for n in NOTES if n.code == "N7"},
    "N13": {"marathon", "run", "rest", "travel"},
    "when": {"evening", "after_run"},
    "size.near_edge": {"near", "at", "hole"},
    "size.near_end": {"near", "at", "near_unread", "at_unread"},
    "tightness.point": {"tighter", "as_designed", "looser"},
    "graduated.uniform": {"brand_stated", "laboratory"},
    "graduated.points_missing": {"ankle", "upper", "calf", "thigh"},
    "graduated.ratio_high": {"calf", "below_knee", "thigh"},
    "graduated.ratio_low": {"calf", "thigh"},
    "medical.above_max": {"person", "shop"},
    "medical.max_unknown": {"person", "shop"},
    "medical.decisive": {f"M{n}" for n in range(1, 8)},
    "chart.unread": set(UNREAD),
    "chart.left_out": set(LEFT_OUT),
    "chart.passed_over": set(PASSED_OVER),
    "ui.import.note.table_left_out": set(DOUBTFUL),
    "group": {"women", "men", "everybody"},
    "ui.plot.serves": {f"{group}_{number}" for group in ("women", "men", "everybody") for number in ("one", "other")},
    "ui.plot.what_if": {f"{group}_{what}" for group in ("women", "men", "everybody") for what in ("same", "other")},
    "ui.plot.outside": {where.value for where in Outside},
    "ui.plot.move": {"gained", "lost", "other_size"},
    "ui.paper.part": {
        "curve",
        "left_out",
        "left_out_unread",
        "served",
        "seams",
        "what_if",
        "against",
        "people",
        "sources",
        "products",
        "kinds",
        "without",
    },
    "ui.paper.seam": {"overlaps", "gaps", "disagreements"},
    "ui.paper.has_size": {"both", "only_this", "only_other", "neither"},
    "ui.paper.kind": {"kind", "products", "unknown", "median", "rarest", "without"},
    "ui.paper.summary": {"caption", "kind", "products", "charts", "served", "worst"},
}
"""The values of the fact that a sentence selects by, under its code or the fact's name."""
OPEN = {"medical.suggestive", "medical.ignored", "medical.sport_hint", "problem.hint.json_place"}
"""Selections whose values stand in tables of the code that says them: every key must be written out there."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_selections_cover_every_value_and_no_other(language):
    for code, template in sentences(language).items():
        if isinstance(template, str):
            continue
        keys = set(template) - {"by"}
        if code in OPEN:
            assert keys - {"other"} <= written_out(), code
            continue
        values = VALUES.get(code) or VALUES[template["by"]]
        assert values <= keys or "other" in keys, code
        assert keys - {"other"} <= values, code
