"""The paper that plots are drawn on: fonts, colours, and a sheet that places title, drawings and caption.

A sheet is as wide as a phone, one unit of its own for one point of type, so that it can be read there without zooming.
Only `Figure` objects are used: no window, no state of pyplot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final
from warnings import catch_warnings, filterwarnings

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D
from msgspec import Struct

from ..messages.messages import Messages
from .plot_text import FONT, POINTS_AN_INCH, TEXT, lines_of, plain, shortened, width_of

WIDTH: Final = 340.0
"""In points; so many pixels has a phone beside its margins."""
MARGIN: Final = 10.0
PIXELS_AN_INCH: Final = 216
TITLE, SMALL = 14.5, 10.0
LINE: Final = 1.3
"""The height of a line, by that of its letters."""
GAP: Final = 8.0
SWATCH, THICK = 18.0, 1.5

BLACK, BLUE, SKY, GREEN = "#000000", "#0072b2", "#56b4e9", "#009e73"
ORANGE, VERMILION, PURPLE, YELLOW = "#e69f00", "#d55e00", "#cc79a7", "#f0e442"
"""The colours of Okabe and Ito (2008), which people with any kind of colour vision tell apart."""
INK, SOFT, HATCHED, PAPER = "#16211f", "#4d5b58", "#a9b8b4", "#ffffff"
LOOK: Final[dict[str, Any]] = {
    "font.family": [FONT], "font.size": TEXT, "text.parse_math": False, "text.color": INK,
    "axes.labelcolor": SOFT, "axes.edgecolor": SOFT, "axes.linewidth": 0.8, "axes.unicode_minus": True,
    "xtick.color": SOFT, "ytick.color": INK, "xtick.labelsize": SMALL, "ytick.labelsize": TEXT, "hatch.linewidth": 0.8,
    "svg.fonttype": "none", "svg.hashsalt": "legfit", "svg.id": None, "path.simplify": False,
    "figure.dpi": POINTS_AN_INCH, "savefig.dpi": PIXELS_AN_INCH, "agg.path.chunksize": 0,
}  # fmt: skip
"""The fonts that ship with Matplotlib; text stays text; nothing of the machine or the day is in a file."""


@contextmanager
def our_look() -> Iterator[None]:
    """Draw and save with our settings, whatever a person's own `matplotlibrc` says; as before at the end.

    A letter that the font lacks is a box in PNG, and in SVG whatever font a reader has shows it: no warning is printed.
    """
    with mpl.rc_context(), catch_warnings():
        filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        mpl.rcdefaults()
        settings: Any = mpl.rcParams
        settings.update(LOOK)
        yield


class CoveragePlot(Struct, frozen=True, eq=False):
    """A drawing that is done."""

    name: str
    """What its files are called, without an end."""
    title: str
    """The finding, in words."""
    figure: Figure

    def data(self, form: str) -> bytes:
        """The file: `svg` or `png`; the same bytes each time."""
        out, no_date = (
            BytesIO(),
            {"svg": {"Date": None, "Creator": None, "Title": self.title}, "png": {"Software": None}},
        )
        with our_look():
            self.figure.savefig(out, format=form, metadata=no_date[form])
        return out.getvalue()


class Swatch(Struct, frozen=True):
    """What a colour or pattern means."""

    text: str
    colour: str
    hatch: str = ""
    dash: str = ""
    """How a line is drawn, where it is no area."""
    marker: str = ""
    """The sign on it."""


class DrawingSheet:
    """A figure that grows downwards; every place on it is in points from its upper left corner."""

    def __init__(self, *, framed: bool) -> None:
        """`framed` sheets have title, caption and ground; others stand in a page that says so itself."""
        self.figure = Figure(figsize=(WIDTH / POINTS_AN_INCH, 1), dpi=POINTS_AN_INCH)
        self.framed = framed
        self.bottom = MARGIN if framed else 2.0
        """How far down the sheet is filled."""
        self._placings: list[Callable[[float], None]] = []
        """What puts each thing in its place, as soon as the height of the whole is known."""

    def write(self, text: str, size: float = TEXT, *, colour: str = INK, weight: str = "normal") -> None:
        """Write a paragraph below what is there."""
        for line in lines_of(text, WIDTH - 2 * MARGIN, size, weight, balanced=size == TITLE):
            self._line(MARGIN, line, size=size, color=colour, weight=weight)
            self.bottom += size * LINE
        self.bottom += GAP / 2

    def head(self, title: str, *subtitles: str) -> None:
        """Title and subtitles of a framed sheet; a page says them itself."""
        if self.framed:
            self.write(title, TITLE, weight="bold")
            for subtitle in subtitles:
                self.write(subtitle, SMALL, colour=SOFT)
            self.bottom += GAP / 2

    def foot(self, caption: str) -> None:
        """The caption of a framed sheet."""
        if self.framed:
            self.bottom += GAP / 2
            self.write(caption, SMALL, colour=SOFT)

    def _line(self, left: float, text: str, **look: Any) -> None:
        line, top = self.figure.text(left / WIDTH, 1, text, va="top", **look), self.bottom
        self._placings.append(lambda height: line.set_y(1 - top / height))

    def drawing(self, height: float, *, left: float, right: float = MARGIN, below: float = 0) -> Axes:
        """Place a drawing of so much height below what is there, with so much room at its sides and below it."""
        axes, top = self.figure.add_axes((0, 0, 1, 1)), self.bottom
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.patch.set_visible(False)
        axes.tick_params(length=3, width=0.8)
        sides = (left / WIDTH, (WIDTH - left - right) / WIDTH)
        self._placings.append(
            lambda whole: axes.set_position((sides[0], 1 - (top + height) / whole, sides[1], height / whole))
        )
        self.bottom += height + below
        return axes

    def lines(self, row: float, labels: Sequence[str], figures: Sequence[str], *, below: float) -> Axes:
        """Place a drawing of a line for each label, so high, with room for the labels and for figures beside them."""
        left, right = (MARGIN + max(map(width_of, texts)) + GAP for texts in (labels, figures))
        axes = self.drawing(row * len(labels), left=left, right=right, below=below)
        axes.set(ylim=(0, row * len(labels)), yticks=[])
        return axes

    def key(self, swatches: Iterable[Swatch]) -> None:
        """Say what colours and patterns mean, as many on a line as there is room for."""
        left = MARGIN
        for swatch in swatches:
            text = shortened(swatch.text, WIDTH - 2 * MARGIN - SWATCH - 5, SMALL)
            wide = SWATCH + 5 + width_of(text, SMALL)
            if left > MARGIN and left + wide > WIDTH - MARGIN:
                left, self.bottom = MARGIN, self.bottom + SMALL * 1.5
            self._swatch(swatch, left)
            self._line(left + SWATCH + 5, text, size=SMALL, color=INK)
            left += wide + 12
        self.bottom += SMALL * LINE + GAP

    def _swatch(self, swatch: Swatch, left: float) -> None:
        top, inches = self.bottom, Affine2D().scale(1 / POINTS_AN_INCH) + self.figure.dpi_scale_trans
        box = Rectangle((left, 0), SWATCH, SMALL, transform=inches, **filled(swatch.colour, swatch.hatch))
        look = lined(swatch.colour, swatch.dash, swatch.marker)
        line = Line2D([left, left + SWATCH], [0, 0], transform=inches, **look)
        self.figure.add_artist(line if swatch.dash else box)

        def put(height: float) -> None:
            line.set_ydata([height - top - SMALL * 0.6] * 2)
            box.set_y(height - top - SMALL - 1)

        self._placings.append(put)

    def done(self, name: str, title: str) -> CoveragePlot:
        """Put everything in its place."""
        height = self.bottom + (MARGIN if self.framed else 2)
        self.figure.set_size_inches(WIDTH / POINTS_AN_INCH, height / POINTS_AN_INCH)
        for place in self._placings:
            place(height)
        self.figure.patch.set(facecolor=PAPER, visible=self.framed)
        return CoveragePlot(name, plain(title), self.figure)


def filled(colour: str, hatch: str) -> dict[str, Any]:
    """How an area looks: its colour, and lines over it that tell it from others without colour."""
    if colour == "none":
        return {"facecolor": colour, "edgecolor": HATCHED, "hatch": hatch, "linewidth": 0}
    return {"facecolor": colour, "edgecolor": PAPER, "hatch": hatch or None, "linewidth": 0.8}


def lined(colour: str, dash: str, marker: str) -> dict[str, Any]:
    """How a line looks, with a sign on it or none."""
    sign = {"marker": marker or None, "markersize": 6.5, "markeredgecolor": PAPER, "markeredgewidth": 0.7}
    return {"color": colour, "linestyle": dash, "linewidth": 1.7, **sign}


def beside(axes: Axes, offset: float, at: float, text: str, **look: Any) -> None:
    """Write beside a drawing: so many points right of its right side, or left of its left one where negative."""
    side = 0 if offset < 0 else 1
    look = {"size": TEXT, "color": INK, "va": "center_baseline", **look}
    axes.annotate(
        text, (side, at), (offset, 0), ("axes fraction", "data"), "offset points", annotation_clip=False, **look
    )


def whisker(axes: Axes, ends: tuple[float, float], at: float, *, colour: str = BLACK, reach: float = 3.0) -> None:
    """A range as a thin line with ends, on white so that it shows on any colour."""
    for wide, shade in ((THICK + 2, PAPER), (THICK, colour)):
        axes.plot(ends, [at, at], color=shade, linewidth=wide, solid_capstyle="butt")
        axes.vlines(ends, at - reach, at + reach, colors=shade, linewidth=wide)


def scale(axes: Axes, name: str, messages: Messages) -> None:
    """The name of an axis and its figures, which are whole numbers between its ends."""
    low, high = axes.get_xlim()
    figures = [value for value in MaxNLocator(6, integer=True).tick_values(low, high) if low <= value <= high]
    axes.set_xticks(figures, [messages.number(f"{value:g}") for value in figures])
    axes.set_xlabel(name, fontsize=SMALL, labelpad=3)
