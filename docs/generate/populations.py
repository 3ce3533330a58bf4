"""catalog/analytics/populations.toml: the people of two surveys as quantiles and correlations, made from their rows.

`python -m docs.generate.populations > catalog/analytics/populations.toml` reads `nhanes-legs.csv` and
`ansur2-legs.csv`, which lie beside a checkout in `shared/reference` (another folder may be named). For women and men of
three builds it works out, at each point, values by normal score, and how the points hang together: correlations of
normal scores. What is said of a survey in words stands in `populations_head.toml` beside this file.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, inf
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final

import numpy as np
import tomli
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

HEAD: Final = Path(__file__).with_name("populations_head.toml")
PEOPLE: Final = Path(__file__).resolve().parents[3] / "shared" / "reference"
BUILDS: Final = ((0.0, 25.0), (25.0, 30.0), (30.0, inf))
"""Body mass index: who is not overweight, who is, who is obese. Each build has a joint distribution of its own."""
SCORES: Final = (-3.0, -2.5, -2.0, -1.5, -1.0, -0.67, -0.33, 0.0, 0.33, 0.67, 1.0, 1.5, 2.0, 2.5, 3.0)
"""The normal scores at which the values of a point are given."""
TENTH: Final = 0.1
"""Both surveys were written down to a millimetre and a tenth of a kilogram."""
SHARES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Where the design effect is looked at: the share of people below these quantiles."""


class People(Struct, frozen=True):
    """The rows of a survey: measures in cm and kg with NaN where one is missing."""

    measures: Mapping[str, Floats]
    women: Bools
    weights: Floats
    clusters: NDArray[np.int64] | None
    """Stratum and unit of the sampling design, as one number; None where the rows do not say it."""

    @property
    def bmi(self) -> Floats:
        """Body mass index."""
        bmi: Floats = self.measures["weight"] / (self.measures["height"] / 100) ** 2
        return bmi

    def only(self, rows: Bools) -> People:
        """Some of the people."""
        measures = {point: values[rows] for point, values in self.measures.items()}
        return People(measures, self.women[rows], self.weights[rows], None)


def read_people(path: Path, columns: Mapping[str, str], weight: str = "", design: Sequence[str] = ()) -> People:
    """Read the rows of a survey; `columns` names the column of each point, `design` those of stratum and unit."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> Floats:
        return np.array([float(row[name]) if row[name] else np.nan for row in rows])

    women = np.array([row["sex"] == "F" for row in rows])
    weights = column(weight) if weight else np.ones(len(rows))
    clusters = (column(design[0]) * 10 + column(design[1])).astype(np.int64) if design else None
    return People({point: column(name) for point, name in columns.items()}, women, weights, clusters)


def quantiles(values: Floats, weights: Floats, scores: Sequence[float] = SCORES, step: float = TENTH) -> Floats:
    """The values at some normal scores; a written figure stands for all lengths that are rounded to it.

    >>> quantiles(np.array([1.0, 1.1, 1.2]), np.ones(3), (0.0,)).round(3).tolist()
    [1.1]
    """
    measured = ~np.isnan(values)
    figures, number = np.unique(np.rint(values[measured] / step), return_inverse=True)
    upper = np.cumsum(np.bincount(number, weights[measured]))
    lower = np.concatenate([[0.0], upper[:-1]])
    shares = np.stack([lower, upper], 1).ravel() / upper[-1]
    ends = np.stack([figures - 0.5, figures + 0.5], 1).ravel() * step
    return np.interp([NormalDist().cdf(score) for score in scores], shares, ends)


def normal_scores(values: Floats, weights: Floats) -> Floats:
    """Give each value the normal score of its weighted rank; NaN where it is missing."""
    scores = np.full(len(values), np.nan)
    measured = ~np.isnan(values)
    _, number = np.unique(values[measured], return_inverse=True)
    mass = np.bincount(number, weights[measured])
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    scores[measured] = np.array([NormalDist().inv_cdf(share) for share in middle])[number]
    return scores


def correlation(one: Floats, other: Floats, weights: Floats) -> float:
    """Weighted correlation of those who have both values."""
    both = ~np.isnan(one + other)
    w = weights[both] / weights[both].sum()
    x, y = one[both] - w @ one[both], other[both] - w @ other[both]
    return float(w @ (x * y) / np.sqrt((w @ x**2) * (w @ y**2)))


def design_effect(people: People) -> float:
    """How many times larger the variance of a share is than in a simple random sample, rounded up to a tenth.

    The mean over points and quantiles, of the sex where it is larger; by linearization over the units of the design.
    1 where the rows do not say how people were drawn.
    """
    if people.clusters is None:
        return 1.0
    columns, clusters = people.measures.values(), people.clusters
    effects = [
        np.mean([_effect(people.weights, clusters, sex, values, share) for values in columns for share in SHARES])
        for sex in (people.women, ~people.women)
    ]
    return ceil(max(effects) * 10) / 10


def _effect(w: Floats, clusters: NDArray[np.int64], sex: Bools, values: Floats, share: float) -> float:
    """The design effect of the share of a sex that lies below a quantile."""
    measured = sex & ~np.isnan(values)
    value = quantiles(values[measured], w[measured], (NormalDist().inv_cdf(share),))[0]
    is_below, total = values <= value, w[measured].sum()
    p = float(w[measured] @ is_below[measured] / total)
    residuals = np.where(measured, w * (is_below - p) / total, 0.0)
    units, number = np.unique(clusters, return_inverse=True)
    totals = np.bincount(number, residuals)
    variance = 0.0
    for stratum in np.unique(units // 10):
        own = totals[units // 10 == stratum]
        variance += len(own) / (len(own) - 1) * float(((own - own.mean()) ** 2).sum())
    return variance / (p * (1 - p) / int(measured.sum()))


def group_lines(people: People, of_sex: Bools, bmi: tuple[float, float]) -> Iterator[str]:
    """The lines of women or men of one build."""
    built = of_sex & (people.bmi >= bmi[0]) & (people.bmi < bmi[1])
    own, measured = people.only(built), of_sex & ~np.isnan(people.bmi)
    share = people.weights[built].sum() / people.weights[measured].sum()
    columns = {**{p: v for p, v in own.measures.items() if p != "weight"}, "bmi": own.bmi}
    scores = [normal_scores(values, own.weights) for values in columns.values()]
    yield "[[survey.group]]"
    yield f'sex = "{"female" if own.women[0] else "male"}"'
    yield f"people = {int(built.sum())}"
    yield f"share = {share:.4f}"
    for point, values in columns.items():
        at = quantiles(values, own.weights, step=TENTH / 10 if point == "bmi" else TENTH)
        yield f"values.{point} = [{','.join(f'{value:.2f}' for value in at)}]"
    rows = ([correlation(score, other, own.weights) for other in scores[:at]] for at, score in enumerate(scores))
    lines = (",".join(f"{value:.3f}" for value in row) for row in rows if row)
    yield f"correlations = [{','.join(f'[{line}]' for line in lines)}]"


def survey_lines(survey: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """The lines of a survey: what is said of it, what was counted, and its groups."""
    people = read_people(folder / survey["file"], survey["columns"], survey.get("weight", ""), survey.get("design", ()))
    mass = people.weights
    women = survey.get("women", round(float(mass[people.women].sum() / mass.sum()), 4))
    yield "[[survey]]"
    for name in ("id", "first_year", "last_year", "source", "sha256", "limits"):
        yield f"{name} = {_toml(survey[name])}"
    yield f"women = {women}"
    yield f"design_effect = {design_effect(people)}"
    yield f"error = {survey['error']}"
    lacks = (f"{point} = {_toml(why)}" for point, why in survey["lacks"].items())
    yield f"lacks = {{ {', '.join(lacks)} }}"
    for sex in (people.women, ~people.women):
        for build in BUILDS:
            yield ""
            yield from group_lines(people, sex, build)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(entry) for entry in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def populations_text(folder: Path = PEOPLE) -> str:
    """The whole file.

    Raises: FileNotFoundError.
    """
    head = tomli.loads(HEAD.read_text("utf-8"))
    lines = [*(f"# {line}".rstrip() for line in head["says"].strip().splitlines()), ""]
    lines.append(f"scores = [{','.join(f'{score:g}' for score in SCORES)}]")
    for survey in head["survey"]:
        lines += ["", *survey_lines(survey, folder)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the file; 1 where the rows are not there."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    try:
        sys.stdout.write(populations_text(folder))
    except FileNotFoundError as error:
        sys.stderr.write(f"The rows of the surveys are not here: {error.filename}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
