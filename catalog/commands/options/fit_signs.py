"""What the wearer notices of a size already worn: it speaks about one product, so only `size` and `why` take it."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.question import CONTRARY_SIGNS, FitSign
from .groups import Group
from .parameter import option

HELP = "What you notice of it when you wear it: too_tight, too_loose or worn_out; may be given again."


def signing() -> Group:
    """The option of the signs, read together with all others."""
    sign = option("sign", list[str], "--sign", help=HELP, metavar="WORD", panel="The runner")
    return Group("signs", (sign,), lambda values: signs_of(values["sign"]))


def signs_of(texts: Sequence[str] | None) -> frozenset[FitSign]:
    """The signs that were typed.

    Raises:
        BadInput: every one that is none, and two that contradict each other.
    """
    from ...documents.fields import folded
    from ...model.problem import BadInput, Problem
    from ..nearest import no_choice

    known = tuple(str(s) for s in FitSign)
    read = {folded(t) for t in texts or ()}
    wrong = [p for t in sorted(read - set(known)) for p in no_choice("unknown_value", "--sign", t, known).problems]
    if read >= CONTRARY_SIGNS:
        pair = ", ".join(sorted(CONTRARY_SIGNS))
        wrong.append(Problem("contradiction", "--sign", pair, "usage_one_sign", "usage_which_sign"))
    if wrong:
        raise BadInput(wrong)
    return frozenset(map(FitSign, read))
