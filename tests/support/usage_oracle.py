"""A second reading of the usage table, written from its text and sharing nothing with the product's code.

A situation is a plain dictionary of what a person would say: `km`, `minutes`, `rest`, `intensity`, `surface`,
`level`, `symptoms`, `goals`, `weekly_km`, `runs`, `since_hard`, `to_hard`, `struggles`, `travel_hours`, `race`,
`tested` (absent or None where nobody said), `flags_unknown` (asked for the health signs, and not known), `flags` (those that hold), and of a
product `gradient` (`unknown` or not). The answer is a dictionary as well; `only_if` has every part that holds under
a condition, with what stands otherwise.
"""

ORDER = ["little_value", "optional", "worth_wearing"]


def rank(word):
    return ORDER.index(word)


def higher(a, b):
    return a if rank(a) >= rank(b) else b


def lower(a, b):
    return a if rank(a) <= rank(b) else b


def load(s):
    if s.get("rest"):
        return "none"
    km, minutes = s.get("km"), s.get("minutes")
    if km is None and minutes is None:
        return None
    long_km = 15 if s.get("surface") == "trail" else 18
    if (km or 0) >= long_km or (minutes or 0) >= 90:
        return "long"
    if (km or 0) >= 10 or (minutes or 0) >= 60:
        return "medium"
    return "short"


def facts(s, band):
    rest = band == "none"
    hard = not rest and (bool(s.get("race")) or s.get("intensity") == "hard")
    return {
        "symptoms": set(s.get("symptoms", ())),
        "goals": set(s.get("goals", ())),
        "rest": rest,
        "race": bool(s.get("race")),
        "hard": hard,
        "quiet": band == "short" and not hard,
        "long": band == "long",
        "new": s.get("level") == "beginner",
        "volume": s.get("weekly_km", 0) >= 50 or s.get("runs", 0) >= 5,
        "hurried": bool(s.get("struggles")) or s.get("to_hard", 999) <= 24,
        "spent": s.get("since_hard", 999) <= 48,
        "seated": s.get("travel_hours", 0) >= 4,
    }


BASE_DURING = {
    "none": ("little_value", "B10"), "long": ("worth_wearing", "B4"), "medium": ("optional", "B3"),
    "short": ("little_value", "B1"), "short hard": ("optional", "B2"),
}  # fmt: skip
BASE_AFTER = {
    "none": ("little_value", "B11"), "long": ("worth_wearing", "B9"), "medium": ("optional", "B7"),
    "medium hard": ("worth_wearing", "B8"), "short": ("little_value", "B5"), "short hard": ("optional", "B6"),
}  # fmt: skip


def base(table, band, hard):
    word, why = table.get(f"{band} hard" if hard else band, table[band])
    return word, [why]


def one_up(word, quiet):
    return "optional" if quiet else ORDER[min(rank(word) + 1, 2)]


def during_of(f, band):  # one branch a row, in the order of the table
    word, why = base(BASE_DURING, band, f["hard"])
    if f["rest"]:
        return word, why
    if f["symptoms"] & {"calf_tightness", "heavy_legs", "swelling"}:
        word = higher(word, one_up(word, f["quiet"]))
        why.append("U1")
    if "shin_mild" in f["symptoms"]:
        word = higher(word, "optional")
        why.append("U2")
    if "cramps" in f["symptoms"] and not f["quiet"]:
        word = higher(word, "optional")
        why.append("U3")
    if f["quiet"] and f["spent"]:
        word = higher(word, "optional")
        why.append("U4")
    if f["new"]:
        word = lower(word, "optional")
        why.append("K1")
    if f["goals"] == {"speed"}:
        word = "little_value"
        why.append("K2")
    elif f["goals"] and not f["goals"] - {"speed", "cramps", "injury_prevention"}:
        word = lower(word, "optional")
        why.append("K3")
    return word, why


def session_after(f, band):
    word, why = base(BASE_AFTER, band, f["hard"])
    if f["rest"]:
        return word, why
    legs = f["symptoms"] & {"calf_tightness", "heavy_legs", "swelling", "soreness"}
    if legs or f["volume"] or f["hurried"] or f["race"] or "recovery" in f["goals"]:
        word = higher(word, one_up(word, f["quiet"]))
        why.append("U5")
    if f["volume"] and f["hurried"] and not f["quiet"]:
        word = "worth_wearing"
        why.append("U6")
    if f["new"] and not f["hard"] and not f["long"]:
        word = lower(word, "optional")
        why.append("K4")
    if f["goals"] and not f["goals"] - {"cramps", "injury_prevention"}:
        word = lower(word, "optional")
        why.append("K5")
    return word, why


def after_of(f, band):
    word, why = session_after(f, band)
    if f["spent"]:
        word = "worth_wearing"
        why.append("U7")
    if f["seated"]:
        strong = f["long"] or f["hard"] or f["spent"]
        word = "worth_wearing" if strong else higher(word, "optional")
        why.append("U8")
    return word, why


def headline(during, after):
    if during == "not_advised":
        return after, "after"
    if during == after:
        return after, "both"
    return (during, "during") if rank(during) > rank(after) else (after, "after")


def answer(s):
    if s.get("flags"):
        phase = ("see_clinician_first", tuple(sorted(s["flags"])))
        return dict.fromkeys(("before", "during", "after"), phase) | {
            "headline": ("see_clinician_first", "all"), "only_if": {},
        }  # fmt: skip
    band = load(s)
    if band is None:
        told = conditions(s, "after", silent=False)
        return {"ask": True, "only_if": {name: condition for name, condition in told.items() if name == "advice"}}
    f = facts(s, band)
    before = ("optional", ["B0", "U9"]) if f["seated"] else ("little_value", ["B0"])
    found = {"before": before, "during": during_of(f, band), "after": after_of(f, band)}
    if s.get("gradient") == "unknown":
        found = {name: (lower(word, "optional"), [*why, "P7"]) for name, (word, why) in found.items()}
    silent = f["race"] and s.get("tested") is None
    if f["race"] and not silent and not s["tested"]:
        found["during"] = ("not_advised", [*found["during"][1], "X1"])
    if silent:
        found["during"][1].append("X2")
    told = {name: (word, tuple(why)) for name, (word, why) in found.items()}
    told["headline"] = headline(found["during"][0], found["after"][0])
    return told | {"only_if": conditions(s, told["headline"][1], silent=silent)}


def conditions(s, named, *, silent):
    """A race of which nobody said whether it was tested; health signs that are not known stand behind it."""
    health = ("no_red_flags", "see_clinician_first")
    told = dict.fromkeys(("advice", "before", "during", "after", "headline"), health) if s.get("flags_unknown") else {}
    if silent:
        told["during"] = ("tested_in_training", "not_advised")
        if named != "after":
            told["headline"] = told["during"]
    return told
