"""`--sign`: what the wearer notices of a size already worn; only `size` and `why` take it, as they name a product."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.question import CONTRARY_SIGNS, FitSign
from .groups import OptionGroup
from .parameter import option

HELP = "What you notice of it when you wear it: too_tight, too_loose or worn_out; may be given again."


def sign_options() -> OptionGroup:
    """Make the option of the signs, which the command gets as a set of words."""
    sign = option("sign", list[str], "--sign", HELP, "WORD", "The runner")
    return OptionGroup("signs", (sign,), lambda values: read_signs(values["sign"]))


def read_signs(texts: Sequence[str] | None) -> frozenset[FitSign]:
    """Return the signs that were typed. Raises: BadInput."""
    from ...documents.fields import folded
    from ...model.did_you_mean import no_choice
    from ...model.problem import BadInput, Problem

    signs = tuple(str(s) for s in FitSign)
    words = {folded(t) for t in texts or ()}
    problems = [p for w in sorted(words - set(signs)) for p in no_choice("unknown_value", "--sign", w, signs).problems]
    if words >= CONTRARY_SIGNS:
        pair = ", ".join(sorted(CONTRARY_SIGNS))
        problems.append(Problem("contradiction", "--sign", pair, "usage_one_sign", "usage_which_sign"))
    if problems:
        raise BadInput(problems)
    return frozenset(map(FitSign, words))
