"""Where the time of one request went, for those who ask with `X-Legfit-Timing: 1`."""

from __future__ import annotations

from ..app.timing import Timing as Timing
