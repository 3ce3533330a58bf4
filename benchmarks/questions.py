"""Questions by chance, the same for the same seed: every field of the contract, usual and odd legs."""

from __future__ import annotations

from random import Random
from typing import Any

Document = dict[str, Any]
GARMENTS = ("sock", "calf_sleeve", "thigh_sleeve", "full_leg_sleeve", "shorts", "tights", "any", "any", "any")
GIRTHS = {
    "ankle_min_girth": (170, 300), "calf_max_girth": (280, 480), "below_knee_girth": (280, 450),
    "mid_thigh_girth": (400, 650), "thigh_girth": (450, 720), "hip_girth": (800, 1200), "waist_girth": (600, 1150),
    "foot_length": (220, 300), "leg_length": (380, 520),
}  # fmt: skip
"""Millimetres from the slightest to the stoutest leg that is asked about."""
BRANDS = ("Compressport", "CEP", "2XU", "Sigvaris", "SKINS", "Zensah", "cep", "No such brand")
SAME_AS = ({"product": "cep-compression-socks-women", "size": "III"}, {"product": "compressport-ur2", "size": "2"})
RUNS = ("5 km", "10 km", "21.1 km", "42.2 km", "80 km")


def question(random: Random) -> Document:
    """One question; everything but the kind of garment may be missing."""
    asked: Document = {"garment": random.choice(GARMENTS), "confirmed": True}
    if random.random() < 0.95:
        asked["legs"] = legs(random)
    for name, share, make in PARTS:
        if random.random() < share:
            asked[name] = make(random)
    return asked


def leg_question(random: Random, garment: str = "any") -> Document:
    """The usual question: ankle and calf of an ordinary leg, and a run."""
    calf, ankle = random.randint(320, 420), random.randint(200, 250)
    girths = {"calf_max_girth": f"{calf} mm", "ankle_min_girth": f"{ankle} mm"}
    return {"garment": garment, "legs": girths, "run": {"distance": random.choice(RUNS), "intensity": "steady"}}


def legs(random: Random) -> Document:
    """Some measures, as one figure, as several readings, or left and right apart."""
    points = random.sample(list(GIRTHS), random.choice((1, 1, 2, 2, 2, 3, 5)))
    if random.random() < 0.7:
        points = [*dict.fromkeys(["calf_max_girth", *points])]
    return {point: _measure(random, *GIRTHS[point]) for point in points}


def _measure(random: Random, low: int, high: int) -> object:
    value = random.randint(low, high)
    if random.random() < 0.2:
        value = 5 * round(value / 5)
    kind = random.random()
    if kind < 0.7:
        return f"{value} mm" if random.random() < 0.8 else f"{round(value / 25.4 * 4) / 4} in"
    if kind < 0.85:
        return {"left": f"{value} mm", "right": f"{value + random.choice((0, 1, 3, 8, 20))} mm"}
    return {"readings": [f"{value + random.choice((-6, -1, 0, 1))} mm" for _ in range(random.choice((2, 3)))]}


def _body(random: Random) -> Document:
    return {
        "height": f"{random.randint(150, 200)} cm",
        "weight": f"{random.randint(48, 110)} kg",
        "sex": random.choice(("female", "male")),
    }


def _run(random: Random) -> Document:
    run: Document = {"distance": random.choice(RUNS), "intensity": random.choice(("easy", "steady", "hard"))}
    if random.random() < 0.5:
        run |= {"temperature": f"{random.randint(-5, 35)} C", "race": random.random() < 0.5}
    return run


def _runner(random: Random) -> Document:
    runner: Document = {"experience": random.choice(("beginner", "regular", "advanced"))}
    if random.random() < 0.5:
        symptoms = ("calf_tightness", "heavy_legs", "swelling", "soreness", "cramps", "shin_mild")
        runner["symptoms"] = random.sample(symptoms, 2)
    if random.random() < 0.1:
        runner["red_flags"] = ["C2"]
    if random.random() < 0.3:
        runner |= {"tested_in_training": random.random() < 0.5, "hours_since_hard": random.randint(1, 60)}
    return runner


def _filters(random: Random) -> Document:
    every: Document = {
        "brands": random.sample(BRANDS, 2), "audience": random.choice(("women", "men", "unisex")),
        "max_price": random.choice(("30 EUR", "60 EUR", "45 USD")), "max_mmhg": random.choice((15, 20, 30)),
        "graduated": random.choice(("stated", "claimed", "any")), "in_stock": True, "include_review": True,
    }  # fmt: skip
    return {name: every[name] for name in random.sample(list(every), random.choice((1, 1, 2, 3)))}


PARTS = (
    ("body", 0.2, _body),
    ("run", 0.6, _run),
    ("runner", 0.4, _runner),
    ("filters", 0.4, _filters),
    ("shoe", 0.3, lambda r: f"EU {r.randint(36, 47)}"),
    ("prefer", 0.2, lambda r: r.choice(("firmer", "softer"))),
    ("measured", 0.2, lambda r: r.choice(("morning", "evening", "after_run"))),
    ("units", 0.1, lambda _: "in"),
    ("same_as", 0.1, lambda r: r.choice(SAME_AS)),
)  # fmt: skip
