"""The version of everything that the stored verdicts were made by: package, thresholds, words of both gates."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from . import __version__
from .policy import Policy


def rules_version(policy: Policy) -> str:
    """Policy, lexicon and package version as one; a stored verdict of any other one is stale."""
    return f"{policy.version}-{lexicon_version()}-{__version__}"


@cache
def lexicon_version() -> str:
    """A hash of the lexicon files of the two gates, taken without reading their phrases."""
    files = sorted((Path(__file__).parent / "lexicon").glob("*.toml"))
    texts = (file.read_bytes() for file in files)
    return sha256(b"\0".join(texts)).hexdigest()[:8]
