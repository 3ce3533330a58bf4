"""What a badge says of a size: never less than how sure it is and every caution."""

from __future__ import annotations

import pytest

from catalog.messages.messages import sentences
from catalog.model.answer import Match
from catalog.model.verdict import Certainty, SizeOutcome, SizeVerdict, because
from catalog.report.badge import BRIEF, badge
from catalog.report.plain import text_of
