"""Size tables as people copy them: invented brands and figures."""

from __future__ import annotations

from typing import Final

from catalog.model.read_chart import (
    LEFT_OUT,
    PASSED_OVER,
    ChartsRead,
    LeftOutTable,
    PassedOver,
    ReadChart,
    ReadRow,
    TwinRows,
    UnreadCell,
)
from catalog.model.read_chart import UNREAD as UNREAD_CODES

SOCK: Final = """<h2>Fellbrook Stride knee sock</h2>
<table><tr><th>Size</th><th>Calf (cm)</th></tr>
<tr><td>S</td><td>30 – 34</td></tr><tr><td>M</td><td>34.5 – 38</td></tr><tr><td>L</td><td>38.5 – 43</td></tr></table>
"""
TEXT: Final = "Size\tCalf (cm)\tAnkle (cm)\nS\t30-34\t18-20\nM\t34.5-38\t20.5-22.5\nL\t38.5-43\t23-25\n"
UNREAD: Final = SOCK.replace("34.5 – 38", "34.5 / 38")
MEDICAL: Final = SOCK.replace(
    "Fellbrook Stride knee sock", "Medical compression stockings, class 2, for venous insufficiency"
)
FOR_VEINS: Final = SOCK + "<p>Available on prescription for varicose veins and lymphoedema.</p>"
CHILDREN: Final = SOCK.replace("Fellbrook Stride knee sock", "Fellbrook Kids, sizes for children")
GARMENT: Final = SOCK.replace("Calf (cm)", "Calf width, laid flat (cm)").replace(
    "30 – 34", "11").replace("34.5 – 38", "12.5").replace("38.5 – 43", "14")  # fmt: skip
TWO: Final = SOCK.replace("Fellbrook Stride knee sock", "Women") + SOCK.replace(
    "Fellbrook Stride knee sock", "Men").replace("30 –", "31 –")  # fmt: skip
NO_CHART: Final = "<table><tr><th>Country</th><th>Delivery</th></tr><tr><td>Spain</td><td>3 days</td></tr></table>"
NO_UNIT: Final = "Size;Calf\nS;19-24\nM;24-28\n"
"""Figures that are possible in centimetres and in inches."""
SWAPPED: Final = "Size;Ankle (cm);Calf (cm)\nS;26-28;17-19\nM;29-33;20-22\nL;34-38;23-25\n"
"""The headings of two columns stand the wrong way round: no leg has such a calf, and the ankles are calves."""
SWAPPED_APART: Final = "Ankle (cm)\nS 28-33\nM 34-38\nL 39-43\n\nCalf (cm)\nS 18-20\nM 21-23\nL 24-27\n"
"""The same with a list of lines under each heading: no leg has such a calf, and each ankle is one that a leg may have."""
WORDS: Final = "Size;Calf (cm);Ankle (cm)\nS;30-34;see guide\nM;35-38;ask us\nL;39-43;see guide\n"
"""A column of which nothing can be read, beside one that could decide alone."""
BROKEN_BRAND: Final = SOCK.replace("<td>L</td>", "<td>S</td>").replace("38.5 – 43", "30 – 34")
UPSIDE_DOWN: Final = "Size;Calf (cm)\nS;38-43\nM;30-34\nL;34.5-37.5\n"
"""A chart that the linter of brand files calls wrong: its sizes stand in no order."""


def every_code() -> ChartsRead:
    """Charts with every reason for which a cell is unread, a column passed over, a table left out."""
    cells = tuple(UnreadCell(2, n, "38 / 41", code, "M", "calf_max_girth") for n, code in enumerate(UNREAD_CODES, 2))
    columns = tuple(PassedOver(f"Column {n}", n, code) for n, code in enumerate(PASSED_OVER, 2))
    rows = (ReadRow("S", (("calf_max_girth", "30-34"),)), ReadRow("L", (("calf_max_girth", ">=41"),)))
    twin = TwinRows("in", (ReadRow("S", (("calf_max_girth", "11 3/4-13 1/2"),)),))
    whole = ReadChart(
        1, "Fellbrook Stride", "women", "cm", rows, (), twin, "unknown", cells, columns, ("calf_max_girth",),
        unit_inferred=True,
    )  # fmt: skip
    child = ReadChart(2, None, "children", None, rows, measures="garment", keyed_by=("calf_max_girth",))
    left_out = tuple(LeftOutTable(n, code) for n, code in enumerate((*LEFT_OUT, "none of these"), 3))
    return ChartsRead((whole, child), left_out)
