"""`python -m benchmarks.real_legs [CSV]`: how many products of the shipped catalog fit real people, by kind.

The people are every n-th row of the measured legs (ANSUR II, 2012) that lie beside a checkout, asked with every
measure; the table is kept in `docs/evidence/catalog.md`.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.lookup import answer

from .catalogs import seed

PEOPLE: Final = Path(__file__).resolve().parents[2] / "shared" / "reference" / "ansur2-legs.csv"
COUNT: Final = 200
KINDS: Final = (
    Garment.SOCK, Garment.CALF_SLEEVE, Garment.THIGH_SLEEVE, Garment.FULL_LEG_SLEEVE, Garment.SHORTS, Garment.TIGHTS,
)  # fmt: skip
MEASURES: Final = {
    "ankle_min_girth": "ankle_circ_cm", "calf_max_girth": "calf_circ_cm", "lower_thigh_girth": "lower_thigh_circ_cm",
    "thigh_girth": "thigh_circ_cm", "hip_girth": "hip_circ_cm", "waist_girth": "waist_circ_cm",
    "foot_length": "foot_length_cm", "inseam": "crotch_height_cm", "leg_length": "popliteal_height_cm",
    "tibia_length": "tibial_height_cm",
}  # fmt: skip
"""The points of a question, and the columns of the people that come nearest to them."""


def people(path: Path, count: int = COUNT) -> list[dict[str, str]]:
    """So many people, evenly spread over the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [rows[at * len(rows) // count] for at in range(count)]


def question(person: Mapping[str, str]) -> dict[str, Any]:
    """The question of a person who took every measure."""
    sex = "male" if person["sex"] == "M" else "female"
    body = {"height": f"{person['stature_cm']} cm", "weight": f"{person['weight_kg']} kg", "sex": sex}
    legs = {point: f"{person[column]} cm" for point, column in MEASURES.items()}
    return {"garment": "any", "legs": legs, "body": body, "confirmed": True}


def fitting(catalog: LoadedCatalog, persons: Sequence[Mapping[str, str]]) -> Iterator[Counter[str]]:
    """For each person how many products have a size for them, by kind."""
    policy = shipped_policy()
    for person in persons:
        matches = answer(catalog, parse_question(question(person), policy), policy).matches
        yield Counter(match.product.garment.value for match in matches)


def table(counts: Sequence[Counter[str]]) -> str:
    """The table in Markdown: for each kind the median, the least and the most, and who gets none."""
    lines = ["| kind | median | least | most | people without any |", "|---|---|---|---|---|"]
    for kind in KINDS:
        each = [count[kind.value] for count in counts]
        without = f"{each.count(0)} of {len(each)}"
        lines.append(f"| {kind.value} | {median(each):g} | {min(each)} | {max(each)} | {without} |")
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 where the people are not there."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    if not path.exists():
        sys.stderr.write(f"The measured people are not here: {path}\n")
        return 1
    counts = list(fitting(load_catalog(seed().snapshot()), people(path)))
    sys.stdout.write(f"{table(counts)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
