"""One Money: read, written and compared in whole minor units of its own currency."""

import pytest
from building import sentences_of
from hypothesis import given
from hypothesis import strategies as st

from catalog.messages.messages import Messages
from catalog.model.money import DECIMALS, Money
from catalog.model.problem import BadInput
from catalog.report.page_card import price_words
from catalog.report.plain import text_of

MONEY = st.builds(Money, st.integers(1, 10**10), st.sampled_from(sorted(DECIMALS)))

READ = [
    ("50 EUR", 5000, "EUR", "50.00 EUR"),
    ("49.90 EUR", 4990, "EUR", "49.90 EUR"),
    ("49,9 eur", 4990, "EUR", "49.90 EUR"),
    ("EUR 50", 5000, "EUR", "50.00 EUR"),
    ("CHF0.05", 5, "CHF", "0.05 CHF"),
    ("20000 HUF", 2_000_000, "HUF", "20000.00 HUF"),
    ("4900 JPY", 4900, "JPY", "4900 JPY"),
    ("65000 KRW", 65_000, "KRW", "65000 KRW"),
    ("12.500 KWD", 12_500, "KWD", "12.500 KWD"),
    ("5 BHD", 5000, "BHD", "5.000 BHD"),
    # The twelve that one of two tables had with a factor of 100.
    *(
        (f"5000 {code}", 5000, code, f"5000 {code}")
        for code in ["BIF", "DJF", "GNF", "KMF", "RWF", "UYI", "VUV", "XAF", "XOF", "XPF"]
    ),
    *((f"1.5 {code}", 15_000, code, f"1.5000 {code}") for code in ("CLF", "UYW")),
]


@pytest.mark.parametrize(("text", "minor", "currency", "shown"), READ, ids=[r[0] for r in READ])
def test_an_amount_is_read_in_whole_minor_units_and_written_with_its_own_decimals(text, minor, currency, shown):
    money = Money.parse(text)
    assert money == Money(minor, currency)
    assert money.text() == shown


@given(MONEY)
def test_what_is_typed_reads_as_the_same_amount(money):
    assert Money.parse(money.typed()) == money
    assert Money.parse(money.text()) == money


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("50 €", Money(5000, "EUR")),
        ("€50", Money(5000, "EUR")),
        ("€ 49,90", Money(4990, "EUR")),
        ("49.90€", Money(4990, "EUR")),
        ("50 euros", Money(5000, "EUR")),
        ("50 Euro", Money(5000, "EUR")),
        ("50 £", Money(5000, "GBP")),
        ("£50", Money(5000, "GBP")),
        ("￡５０", Money(5000, "GBP")),
        ("200 zł", Money(20_000, "PLN")),
        ("1200 Kč", Money(120_000, "CZK")),
        ("US$50", Money(5000, "USD")),
    ],
)
def test_a_sign_of_one_currency_is_read(text, money):
    assert Money.parse(text) == money


@pytest.mark.parametrize(
    ("text", "sign", "choices"),
    [
        ("$50", "$", "USD, CAD, AUD, NZD"),
        ("50 $", "$", "USD, CAD, AUD, NZD"),
        ("500 kr", "kr", "SEK, NOK, DKK, ISK"),
        ("kr. 500", "kr.", "DKK, NOK, SEK, ISK"),
        ("¥5000", "¥", "JPY, CNY"),
        ("５０００￥", "¥", "JPY, CNY"),
    ],
)
def test_a_sign_of_several_currencies_is_refused_with_the_choices(text, sign, choices):
    with pytest.raises(BadInput) as refused:
        Money.parse(text)
    assert [p.code for p in refused.value.problems] == ["ambiguous_currency"]
    assert f"“{sign}” is the sign of several currencies: write the letters of yours, like {choices}." in sentences_of(
        refused.value
    )
    for language in ("de", "fr", "es", "it", "nl"):
        assert choices in sentences_of(refused.value, language)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("50,- €", "50 EUR"),
        ("50.– CHF", "50 CHF"),
        ("1.234,50 EUR", "1234.50 EUR"),
        ("1,234.50 USD", "1234.50 USD"),
        ("1 234 EUR", "1234 EUR"),
        ("12.345.678 EUR", "12345678 EUR"),
        ("fifty EUR", ""),
        ("50 EUR 20", ""),
        ("50 pieces", ""),
        ("50-60 EUR", ""),
    ],
)
def test_what_an_amount_probably_is_is_suggested(text, suggestion):
    with pytest.raises(BadInput) as refused:
        Money.parse(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.suggestion) == ("not_a_price", suggestion)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("50", "read '50', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Write the amount and the three letters of the currency."),
        ("-5 EUR", "read '-5 EUR', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Write the amount and the three letters of the currency."),
        ("0 EUR", "read '0 EUR', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Write an amount above zero."),
        ("50 XXX", "read '50 XXX', expected a price with its currency, like “50 EUR” or “49.90 GBP”. XXX is no currency of ISO 4217: write three letters like EUR, GBP or JPY."),
        ("50 EUO", "read '50 EUO', expected a price with its currency, like “50 EUR” or “49.90 GBP”. EUO is no currency of ISO 4217: write three letters like EUR, GBP or JPY."),
        ("79.5 JPY", "read '79.5 JPY', expected a price in JPY with at most 0 decimals."),
        ("1.234 EUR", "read '1.234 EUR', expected a price in EUR with at most 2 decimals. Did you mean “1234 EUR”? Write the amount without a thousands mark."),
        ("1,234 EUR", "read '1,234 EUR', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Did you mean “1234 EUR”? Write the amount without a thousands mark."),
        ("6,000 XOF", "read '6,000 XOF', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Did you mean “6000 XOF”? Write the amount without a thousands mark."),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_to_write(text, sentence):
    with pytest.raises(BadInput) as refused:
        Money.parse(text)
    assert sentences_of(refused.value) == sentence


def test_an_amount_without_a_printed_currency_is_read_only_where_that_may_stand():
    money = Money.parse("45 XXX", unnamed=True)
    assert (money, money.text(), money.typed()) == (Money(4500, ""), "45.00", "45 XXX")


@pytest.mark.parametrize(
    ("amount", "limit", "more"),
    [
        (Money(5001, "EUR"), Money(5000, "EUR"), True),
        (Money(5000, "EUR"), Money(5000, "EUR"), False),
        (Money(5000, "XOF"), Money(6000, "XOF"), False),
        (Money(9999, "GBP"), Money(1, "EUR"), None),
        (Money(9999, ""), Money(1, "EUR"), None),
    ],
)
def test_amounts_of_two_currencies_are_never_compared(amount, limit, more):
    assert amount.more_than(limit) is more
    with pytest.raises(TypeError):
        assert amount < limit


def test_the_table_has_each_currency_once_and_no_code_that_is_no_currency():
    assert len(DECIMALS) == 139 + 6 + 17 + 7 + 2
    assert not DECIMALS.keys() & {"XXX", "XAU", "XTS", "XDR"}


@pytest.mark.parametrize(
    ("money", "language", "sentence"),
    [
        (Money(4900, "JPY"), "en", "4900 JPY, as the source printed it"),
        (Money(5000, "XOF"), "fr", "5000 XOF, selon la source"),
        (Money(4990, "EUR"), "de", "49,90 EUR, laut Quelle"),
        (Money(12_500, "KWD"), "es", "12,500 KWD, según la fuente"),
        (Money(4500, ""), "en", ""),
    ],
)
def test_the_page_prints_a_price_with_its_own_decimals(money, language, sentence):
    assert text_of(price_words(money), Messages(language)) == sentence
