"""A shop's returns as rows: columns by their names in six languages, words of outcomes and reasons, faults without values."""

from __future__ import annotations

from io import BytesIO

import pytest
from workbooks import ods, xlsx

from catalog.formats.feedback.columns import columns_of, field_of_column, own_words
from catalog.formats.feedback.read import FeedbackReader
from catalog.messages.messages import Messages
from catalog.model.feedback import BadFeedbackRow, FaultyFeedbackRow, FeedbackField, FeedbackWord
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput

KEPT, RETURNED, EXCHANGED = FeedbackWord.KEPT, FeedbackWord.RETURNED, FeedbackWord.EXCHANGED
TIGHT, LOOSE, OTHER = FeedbackWord.TOO_TIGHT, FeedbackWord.TOO_LOOSE, FeedbackWord.OTHER


def read(data, *columns, words=()):
    """Every row of a file."""
    reader = FeedbackReader(columns, own_words(words), shipped_policy())
    data = data if isinstance(data, bytes) else data.encode()
    rows = reader.rows(BytesIO(data), "in.csv")
    return [own for row in rows for own in (row.faults if isinstance(row, FaultyFeedbackRow) else (row,))]


def faults(rows):
    """The faults among rows, as number, field and reason."""
    return [(row.row, row.field, row.reason) for row in rows if isinstance(row, BadFeedbackRow)]


def one(head, cells, *columns, words=()):
    """The one row of a file."""
    (row,) = read(f"{head}\n{cells}\n", *columns, words=words)
    return row


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param("Return reason", "reason", id="en"),
        pytest.param("Retourengrund", "reason", id="de"),
        pytest.param("Motif du retour", "reason", id="fr"),
        pytest.param("Motivo de devolución", "reason", id="es"),
        pytest.param("Motivo del reso", "reason", id="it"),
        pytest.param("Reden van retour", "reason", id="nl"),
        pytest.param("size_sent", "size", id="sign"),
        pytest.param("Größe", "size", id="a word of size tables"),
        pytest.param("Variant SKU", "sku", id="a word of stock feeds"),
        pytest.param("EAN", "gtin", id="gtin"),
        pytest.param("TOO TIGHT", "too_tight", id="a column of its own"),
        pytest.param("Umgetauscht gegen", "exchanged_for", id="exchange"),
        pytest.param("Colour", None, id="nothing of ours"),
        pytest.param("detailed-disposition", None, id="Amazon: the state of what came back"),
        pytest.param("Wade (cm)", None, id="a measure"),
    ],
)
def test_a_column_is_known_by_its_name(name, field):
    assert field_of_column(name) == field


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        pytest.param("kept,,,", KEPT, id="kept"),
        pytest.param("Zurückgeschickt,,,", RETURNED, id="returned"),
        pytest.param("échange,,,", EXCHANGED, id="exchange"),
        pytest.param(",yes,,", RETURNED, id="yes it was returned"),
        pytest.param(",0,,", KEPT, id="none of it was returned"),
        pytest.param(",2,,", RETURNED, id="two of it were returned"),
        pytest.param(",,ja,", KEPT, id="yes it was kept"),
        pytest.param(",,,L", EXCHANGED, id="exchanged for something"),
        pytest.param("returned,,,L", EXCHANGED, id="returned and exchanged"),
    ],
)
def test_an_outcome_is_read(cells, outcome):
    assert one("sku,outcome,returned,kept,exchanged for", f"S-1,{cells}").outcome is outcome


@pytest.mark.parametrize(
    ("reason", "reasons", "unread"),
    [
        pytest.param("", set(), "", id="none"),
        pytest.param("UNKNOWN", set(), "", id="nobody knows"),
        pytest.param("keine Angabe", set(), "", id="nobody said"),
        pytest.param("SIZE_TOO_SMALL", {TIGHT}, "", id="Shopify"),
        pytest.param("APPAREL_TOO_LARGE", {LOOSE}, "", id="Amazon"),
        pytest.param("AMZ-PG-APP-TOO-SMALL", {TIGHT}, "", id="Amazon, another code"),
        pytest.param("NO_REASON_GIVEN", set(), "", id="Amazon, none"),
        pytest.param("Zu eng", {TIGHT}, "", id="de"),
        pytest.param("trop serré", {TIGHT}, "", id="fr"),
        pytest.param("demasiado suelto", {LOOSE}, "", id="es"),
        pytest.param("troppo largo", {LOOSE}, "", id="it"),
        pytest.param("valt te klein", {TIGHT}, "", id="nl"),
        pytest.param("ran small", {TIGHT}, "", id="en, past"),
        pytest.param("ran large", {LOOSE}, "", id="en, past, loose"),
        pytest.param("fiel klein aus", {TIGHT}, "", id="de, past"),
        pytest.param("fiel zu groß aus", {LOOSE}, "", id="de, past, loose"),
        pytest.param("taillait petit", {TIGHT}, "", id="fr, past"),
        pytest.param("glissait", {LOOSE}, "", id="fr, past, loose"),
        pytest.param("apretaba", {TIGHT}, "", id="es, past"),
        pytest.param("se caía", {LOOSE}, "", id="es, past, loose"),
        pytest.param("vestiva piccolo", {TIGHT}, "", id="it, past"),
        pytest.param("vestiva grande", {LOOSE}, "", id="it, past, loose"),
        pytest.param("viel te klein", {TIGHT}, "", id="nl, past"),
        pytest.param("zakte af", {LOOSE}, "", id="nl, past, loose"),
        pytest.param("too long", {OTHER}, "", id="length is no girth"),
        pytest.param("does not fit", {OTHER}, "", id="which way is not said"),
        pytest.param("too small; wrong colour", {TIGHT, OTHER}, "wrong colour", id="several"),
        pytest.param("zu eng / zu weit", {TIGHT, LOOSE}, "", id="both"),
        pytest.param("not too tight", {OTHER}, "not too tight", id="a denial is not read as its word"),
    ],
)
def test_a_reason_is_read(reason, reasons, unread):
    row = one("sku,outcome,reason", f'S-1,returned,"{reason}"')
    assert (row.reasons, row.unread) == (reasons, unread)


def test_words_and_columns_can_be_named():
    row = one(
        "Nr;Gr.;Was;Warum;W", "S-1;M;weg;spannt;36,5", "sku=Nr", "size=Gr.", "outcome=Was", "reason=Warum",
        "calf_max_girth=W:cm", words=["returned=weg", "too_tight=Spannt"],
    )  # fmt: skip
    assert (row.size, row.outcome, row.reasons) == ("M", RETURNED, {TIGHT})
    assert row.measures == ((LegPoint.CALF, 365_000),)


def test_a_column_of_its_own_says_tight_or_loose():
    assert one("sku,returned,too tight,too loose", "S-1,yes,x,no").reasons == {TIGHT}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param("36.5", 365_000, id="a number in the unit of the column"),
        pytest.param("36,5", 365_000, id="a comma"),
        pytest.param("14 3/8 in", 365_125, id="its own unit"),
        pytest.param("38.849999999999994", 388_500, id="a float as a program writes it"),
        pytest.param("38.8500000", 388_500, id="noughts behind it"),
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="a dash"),
    ],
)
def test_a_measure_is_read(cell, value):
    row = one("sku,outcome,Wade (cm)", f'S-1,kept,"{cell}"')
    assert row.measures == (() if value is None else ((LegPoint.CALF, value),))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        pytest.param(",M,kept,,,,", ("product", "no_product"), id="no product"),
        pytest.param("sock,,kept,,,,", ("size", "no_size"), id="no size"),
        pytest.param("sock,M,,,,,", ("outcome", "no_outcome"), id="no outcome"),
        pytest.param("sock,M,delivered,,,,", ("outcome", "unknown_outcome"), id="a word that is none"),
        pytest.param("sock,M,kept,yes,,,", ("outcome", "contradiction"), id="kept and returned"),
        pytest.param("sock,M,,maybe,,,", ("returned", "unknown_answer"), id="neither yes nor no"),
        pytest.param("sock,M,kept,,0,,", ("quantity", "not_a_whole_number"), id="no pieces"),
        pytest.param("sock,M,kept,,4000,,", ("quantity", "total"), id="a total"),
        pytest.param("sock,M,kept,,,,4.00638E+12", ("gtin", "shortened_number"), id="shortened"),
    ],
)
def test_what_is_wrong_with_a_row_is_its_field_and_a_reason(cells, fault):
    rows = read(f"product,size,outcome,returned,quantity,calf_max_girth_cm,gtin\n{cells}\n")
    assert faults(rows) == [(2, *fault)]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("about 36", id="no number"),
        pytest.param("36.5 kg", id="another unit"),
        pytest.param("3.6", id="nobody has it"),
        pytest.param("9" * 400, id="longer than any number"),
    ],
)
def test_a_measure_that_cannot_be_read_costs_no_row(cell):
    row = one("sku,outcome,reason,Wade (cm),thigh_girth_cm", f"S-1,returned,zu eng,{cell},55")
    assert (row.reasons, row.unread_measures) == ({TIGHT}, ("calf_max_girth",))
    assert row.measures == ((LegPoint.THIGH, 550_000),)


def test_every_fault_of_a_row_is_told():
    rows = read("product,size,outcome,Wade (cm),quantity\n,,,999,0\nsock,M,kept,36,\n")
    assert faults(rows) == [(2, "product", "no_product"), (2, "quantity", "not_a_whole_number")]
    assert len(rows) == 3


def test_a_reason_has_words_in_every_language():
    rows = read("product,size,outcome\nsock,M\n")
    assert faults(rows) == [(2, "", "unreadable")]
    assert Messages("nl").text("ui.feedback.fault.unreadable").startswith("niet te lezen")


@pytest.mark.parametrize(
    ("names", "typed", "expected"),
    [
        pytest.param(["Größe"], (), ["feedback_product", "feedback_outcome"], id="two are missing"),
        pytest.param(["sku", "reason"], (), ["feedback_outcome"], id="a list of returns without what was kept"),
        pytest.param(["product", "outcome"], (), ["feedback_size"], id="no size"),
        pytest.param(["sku", "outcome", "Size", "Größe"], (), ["feedback_one_column"], id="two of one thing"),
        pytest.param(["sku", "outcome", "Wade"], (), ["batch_unit"], id="a measure without its unit"),
        pytest.param(["sku", "outcome", "Wade links (cm)", "Wade (cm)"], (), ["feedback_one_column"], id="two legs"),
        pytest.param(["sku", "outcome"], ("size=Gr",), ["cli_one_of"], id="a column that is not there"),
        pytest.param(["sku", "outcome"], ("colour=x",), ["cli_one_of"], id="a field that there is not"),
        pytest.param(["sku", "outcome"], ("sku=sku", "sku=outcome"), ["cli_one_value"], id="typed twice"),
    ],
)
def test_columns_that_are_wrong_are_all_told(names, typed, expected):
    with pytest.raises(BadInput) as bad:
        columns_of(names, typed)
    assert [p.expected for p in bad.value.problems] == expected


def test_a_column_can_be_left_out():
    columns = columns_of(["sku", "outcome", "Wade"], ["calf_max_girth=-", "sku=sku"])
    assert (columns.fields, columns.measures) == ({FeedbackField.SKU: 0, FeedbackField.OUTCOME: 1}, ())


def test_a_file_without_names_of_columns_repeats_none_of_its_cells():
    with pytest.raises(BadInput) as bad:
        read("sock,M,36.54\nsock,L,37.65\n", "size=M", "calf_max_girth=Wade:cm")
    told = [Messages("en").problem(p) for p in bad.value.problems]
    assert not [text for text in told if "36.54" in text or "37.65" in text]


def sheet(rows):
    """Rows as the cells of a sheet of an XLSX."""
    return [[(f"{'ABCD'[at]}{number}", text) for at, text in enumerate(row)] for number, row in enumerate(rows, 1)]


def ods_rows(rows):
    """Rows as the markup of an ODS."""
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows)
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)


ROWS = [
    ["Returns of May"],
    ["sku", "outcome", "reason", "Wade (cm)"],
    ["S-1", "kept", "", "36.5"],
    ["S-2", "x", "", ""],
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("\n".join("\t".join([*row, *[""] * (4 - len(row))]) for row in ROWS), id="TSV"),
        pytest.param("\n".join(";".join([*row, *[""] * (4 - len(row))]) for row in ROWS).encode("utf-16"), id="UTF-16"),
        pytest.param(xlsx(sheet(ROWS)), id="XLSX"),
        pytest.param(ods(ods_rows(ROWS)), id="ODS"),
    ],
)
def test_every_format_gives_the_same(data):
    rows = read(data)
    assert rows[0].keys == ((FeedbackField.SKU, "S-1"),)
    assert rows[0].measures == ((LegPoint.CALF, 365_000),)
    assert faults(rows) == [(4, "outcome", "unknown_outcome")]


def test_a_workbook_with_a_sheet_a_month_names_the_sheet():
    cover = [["Our shop"], ["all returns"]]
    months = [[["sku", "outcome"], ["S-1", "kept"], ["S-2", "?"]] for _ in range(2)]
    rows = read(xlsx(*map(sheet, [cover, *months]), titles=("Cover", "May", "June")))
    assert [(row.sheet, row.row) for row in rows] == [("May", 2), ("May", 3), ("June", 2), ("June", 3)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param("", "empty_feed", id="empty"),
        pytest.param("sku,outcome\n", "empty_feed", id="no row"),
        pytest.param("<html><body>36.5</body></html>", "html_page", id="a web page"),
        pytest.param(b"\x1f\x8b\x08 36.5", "not_a_feed", id="packed"),
        pytest.param(b"PK\x03\x04 36.5", "workbook_damaged", id="damaged"),
    ],
)
def test_what_is_no_table_is_refused(data, code):
    with pytest.raises(BadInput) as bad:
        read(data)
    assert [p.code for p in bad.value.problems] == [code]


def test_a_word_that_is_added_wrong_is_refused():
    with pytest.raises(BadInput) as bad:
        own_words(["spannt", "tight=spannt", "too_tight="])
    assert [p.expected for p in bad.value.problems] == ["feedback_word", "cli_one_of", "feedback_word"]
