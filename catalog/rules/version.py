"""The version of everything that the stored verdicts were made by: package, thresholds, words of both gates."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from .. import __version__
from ..model.policy import Policy

PACKAGE: Final = Path(__file__).parent.parent
LEXICONS: Final = (
    "lexicon/negation.toml",
    "rules/graduated/lexicon.toml",
    "rules/medical/lexicon.toml",
    "rules/medical/sport.toml",
    "rules/medical/sport_brands.toml",
    "rules/medical/sport_phrases.toml",
)
"""The words of both gates. The order is part of the version."""


def rules_version(policy: Policy) -> str:
    """Policy, lexicon and package version as one; a stored verdict of any other one is stale."""
    return f"{policy.version}-{lexicon_version()}-{__version__}"


@cache
def lexicon_version() -> str:
    """A hash of the lexicon files of the two gates, taken without reading their phrases."""
    texts = ((PACKAGE / name).read_bytes() for name in LEXICONS)
    return sha256(b"\0".join(texts)).hexdigest()[:8]
