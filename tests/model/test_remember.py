"""Facts kept by an object's identity, and let go with the catalog that the object belongs to."""

import gc
import weakref

from building import chart

from catalog.model.remember import Remembered


class Fact:
    """Something that can be watched going."""


def test_a_catalog_that_is_no_longer_in_force_is_let_go():
    kept = Remembered(lambda _: Fact(), 10)
    old, new = chart({"S": ("30", "34")}), chart({"S": ("30", "34")}, id="new")
    gone, stays = weakref.ref(kept(old)), kept(new)
    kept.keep([new])
    gc.collect()
    assert gone() is None
    assert kept(new) is stays
    assert kept(old) is not stays
