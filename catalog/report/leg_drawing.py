"""The drawing of a leg, for a page and for a terminal: where each point lies on it."""

from __future__ import annotations

from typing import Final

from ..model.leg import LegPoint

LEG: Final = (
    "M70 14H94C95 30 106 38 106 52C107 80 103 112 96 140C94 150 91 158 92 166C97 178 96 192 92 204C88 216 86 222 86 228"
    "C87 236 95 243 95 247H76C75 240 77 234 77 228C76 216 73 200 73 188C73 174 76 164 75 152C74 130 72 100 70 72Z"
)
"""One half of the drawing in a box of 140 by 260; the other half is its mirror image."""
AROUND: Final[dict[LegPoint, tuple[int, int, int]]] = {
    LegPoint.ANKLE: (226, 76, 87), LegPoint.CALF: (186, 73, 96), LegPoint.BELOW_KNEE: (164, 74, 93),
    LegPoint.LOWER_THIGH: (141, 74, 97), LegPoint.MID_THIGH: (110, 72, 103), LegPoint.THIGH: (84, 70, 107),
    LegPoint.HIP: (54, 33, 107), LegPoint.WAIST: (17, 45, 95),
}  # fmt: skip
"""Where a tape goes around: the height, and from where to where it is seen."""
ALONG: Final[dict[LegPoint, tuple[int, int, int]]] = {
    LegPoint.LEG_LENGTH: (34, 160, 248), LegPoint.TIBIA_LENGTH: (34, 158, 230), LegPoint.INSEAM: (22, 74, 248),
    LegPoint.FOOT_LENGTH: (34, 236, 248),
}  # fmt: skip
"""Where a tape goes along: how far from the left, and from which height to which."""
ROWS: Final = (
    (84, r"   |       |"), (97, r"   |       |"), (110, r"   |       |"), (141, r"    \      |"), (152, r"     )    ("),
    (164, "     |     \\"),
    (186, r"     |      )"), (200, r"     |     /"), (213, r"     |    /"), (226, r"     |   |"),
    (237, r"   __/   |"), (247, r"  (______/"),
)  # fmt: skip
"""The lower leg in plain characters: each row with its height on the drawing above."""
WIDTH: Final = 14
"""So many characters stand before the name of a point beside a row."""


def rows_with_points() -> list[tuple[str, LegPoint | None]]:
    """Each row of the plain drawing with the point that lies at its height, if one does."""
    by_height = {height: point for point, (height, _, _) in AROUND.items()}
    return [(row, by_height.get(height)) for height, row in ROWS]
