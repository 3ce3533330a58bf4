"""The number of an article: its digits, its check digit, and what a label prints between them."""

import pytest

from catalog.model.gtin import check_digit, gtin_of, is_gtin


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        pytest.param("40063813", "00000040063813", id="8"),
        pytest.param("036000291452", "00036000291452", id="12"),
        pytest.param("36000291452", "", id="11: a zero is lost"),
        pytest.param("4-006381-333931", "04006381333931", id="hyphens"),
        pytest.param("٤٠٠٦٣٨١٣", "", id="other digits"),
    ],
)
def test_a_reference_as_a_gtin(text, gtin):
    assert gtin_of(text) == gtin


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param("96385074", True, id="8"),
        pytest.param("012345678905", True, id="12"),
        pytest.param("4006381333931", True, id="13"),
        pytest.param("14006381333938", True, id="14"),
        pytest.param("4006381333932", False, id="another check digit"),
        pytest.param("4006381333391", False, id="two digits changed places"),
        pytest.param("400638133393", False, id="a digit lost"),
        pytest.param("4006381 333931", False, id="a blank"),
        pytest.param("４006381333931", False, id="a wide digit"),
        pytest.param("", False, id="empty"),
    ],
)
def test_what_is_a_gtin(text, right):
    assert is_gtin(text) is right


@pytest.mark.parametrize("text", ["96385074", "012345678905", "4006381333931", "14006381333938"])
def test_leading_zeros_change_no_check_digit(text):
    assert check_digit(text) == check_digit(gtin_of(text)) == int(text[-1])
