"""What a record carries beside its fields: not compared, not printed, and a mapping all the same."""

import pytest
from msgspec import Struct, field

from catalog.model.aside import Aside


class Holder(Struct, frozen=True):
    name: str
    beside: Aside[str, int] = field(default_factory=Aside)


def test_holders_are_compared_without_what_they_carry():
    assert Holder("a", Aside(calf=365)) == Holder("a")
    assert Holder("a", Aside(calf=365)) != Holder("b", Aside(calf=365))


def test_an_aside_is_no_plain_mapping_and_is_not_printed():
    assert Aside(calf=365) != {"calf": 365}
    assert repr(Holder("a", Aside(calf=365))) == "Holder(name='a', beside=Aside())"
    assert Aside(calf=365)["calf"] == 365


def test_an_aside_is_no_key():
    with pytest.raises(TypeError):
        hash(Aside())
