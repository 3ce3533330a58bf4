"""Both gates read words with one reader: whatever dresses a word up for one, dresses it up for the other."""

from __future__ import annotations

import pytest
from cpu import times_as_dear
from medical_records import fired, record, running

from catalog.model.policy import shipped_policy
from catalog.rules.graduated.rule import judge_graduated
from catalog.rules.medical.rule import judge_medical

POLICY = shipped_policy()
DEVICE = "medical device"
GRADUATED = "graduated compression"

SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
CYRILLIC = str.maketrans("aeiopcsx", "аеіорсѕх")
GREEK_CAPITALS = str.maketrans("AEIOPTM", "ΑΕΙΟΡΤΜ")
WIDE = {ord("!") + i: 0xFF01 + i for i in range(94)}


def every(mark):
    """What puts a mark between all letters of a word, but not between words."""
    return lambda text: " ".join(mark.join(word) for word in text.split())


def after_three(mark):
    """What puts a mark after the third letter of each word."""
    return lambda text: " ".join(word[:3] + mark + word[3:] for word in text.split())


TRICKS = {
    "plain": str,
    "capitals": str.upper,
    "line end": after_three("-\n"),
    "line end of windows": after_three("-\r\n"),
    "line end with blanks": after_three("- \n   "),
    "line end with a real hyphen": after_three("\u2010\n"),
    "line end with a hard hyphen": after_three("\u2011\n"),
    "line end with a soft hyphen": after_three("\u00ad\n"),
    "line end with an entity": after_three("&shy;\n"),
    "line end of a web page": after_three("-<br/>"),
    "line separator": after_three("-\u2028"),
    "soft hyphen": after_three("\u00ad"),
    "soft hyphen entity": after_three("&shy;"),
    "escaped twice": after_three("&amp;shy;"),
    "zero width": every("\u200b"),
    "joiners": every("\u200d"),
    "word joiner entity": after_three("&#8288;"),
    "hangul filler": after_three("\u3164"),
    "control character": after_three("\x07"),
    "right to left marks": after_three("\u202e\u202c"),
    "combining marks": every("\u0301"),
    "enclosing marks": after_three("\u20dd"),
    "cyrillic letters": lambda text: text.translate(CYRILLIC),
    "greek capitals": lambda text: text.upper().translate(GREEK_CAPITALS),
    "small capitals": lambda text: text.translate(SMALL_CAPITALS),
    "wide letters": lambda text: text.translate(WIDE),
    "mathematical letters": lambda text: "".join(chr(0x1D41A + ord(c) - 97) if c != " " else c for c in text),
    "circled letters": lambda text: "".join(chr(0x24D0 + ord(c) - 97) if c != " " else c for c in text),
    "letters apart": lambda text: "  ".join(" ".join(word) for word in text.split()),
    "letters and points": lambda text: "  ".join(".".join(word) for word in text.split()),
    "entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "tags around": lambda text: f"<p><b>{text.replace(' ', '</b> <i>')}</i></p>",
    "tag inside": after_three("<b></b>"),
    "break opportunity": after_three("<wbr>"),
    "comment inside": after_three("<!-- x -->"),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "no-break space entity": lambda text: text.replace(" ", "&nbsp;"),
    "line break between": lambda text: text.replace(" ", "\n"),
    "underscore": lambda text: text.replace(" ", "_"),
    "hyphen between": lambda text: text.replace(" ", "-"),
}


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_the_medical_rule_reads_through_it(trick):
    assert fired(judge_medical(running(trick(DEVICE)), POLICY))["decisive"] == {"M1"}


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_the_graduated_rule_reads_through_it(trick):
    assert judge_graduated(record("Sock", trick(GRADUATED)), POLICY).label == "claimed"


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_a_word_of_sport_is_read_through_it(trick):
    assert judge_medical(record(trick("trailrunning")), POLICY).outcome.value == "pass"


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_a_word_beside_a_sport_is_read_through_it(trick):
    assert judge_medical(record("Trailrunning socks, " + trick("maternity")), POLICY).outcome.value == "unknown"


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_a_contrary_word_is_read_through_it(trick):
    assert judge_graduated(record("Sock", trick("uniform pressure")), POLICY).outcome.value == "fail"


@pytest.mark.parametrize(
    "text", ["S M L X", "Sizes: S - M - L - XL", "A B C D test", "e.g. sock", "Wander- und Laufsocke\nneu", "5-\n6 cm"]
)
def test_what_is_no_trick_stays(text):
    assert judge_graduated(record("Sock", text), POLICY).label == "none"
    assert fired(judge_medical(record("Sock", text), POLICY))["decisive"] == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a-\n" * 40_000, id="line ends"),
        pytest.param("a " * 60_000, id="letters apart"),
        pytest.param("a<b>" * 30_000, id="tags inside"),
        pytest.param("a<!--" * 30_000, id="open comments"),
        pytest.param("&amp;" * 30_000, id="escapes"),
        pytest.param("<br" * 40_000, id="open line tags"),
        pytest.param("<" + " " * 100_000 + "br>", id="blanks in a tag"),
        pytest.param("a" + "<b>" * 40_000 + "b", id="one tag after the other"),
    ],
)  # fmt: skip
def test_hostile_text_costs_little(text):
    def judge(text):
        judge_medical(running(text), POLICY)
        judge_graduated(record(text, text), POLICY)

    plain = ("A soft sock, seamless at the toe. " * 5000)[: len(text)]
    assert times_as_dear(lambda: judge(text), lambda: judge(plain)) < 10
