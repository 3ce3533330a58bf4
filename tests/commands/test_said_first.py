"""What is said before a size, beside it and after it: emergencies, clinicians, signs of a wearer, one verdict for one product."""

import json
import shlex

import pytest

CALF = ("--calf", "36 cm")
SOCK = ("size", "testrunner-run-sock", *CALF)
EMERGENCY = "Chest pain, sudden breathlessness or coughing blood: call the emergency services now."
MORE = "For everything else: "
CLINICIAN = (
    "See a clinician first. Until then nothing here is advice to wear compression; you can still look at the catalog."
)
IN_AN_EMERGENCY = [
    pytest.param(SOCK, "why testrunner-run-sock --calf '36 cm'", id="size"),
    pytest.param((*SOCK, "--for", "half", "--plan", "--why"), "why testrunner-run-sock --calf '36 cm' --for half", id="plan"),
    pytest.param(("size", "testrunner-run-sock"), "why testrunner-run-sock", id="not measured"),
    pytest.param(("size", "testrunner-run-sock", "--calf", "60 cm", "--yes"),
                 "why testrunner-run-sock --calf '60 cm' --yes", id="outside"),
    pytest.param((*SOCK, "--columns", "size"), "why testrunner-run-sock --calf '36 cm'", id="columns"),
    pytest.param((*SOCK, "--sign", "too_tight"), "why testrunner-run-sock --calf '36 cm' --sign too_tight", id="sign"),
    pytest.param(("search", *CALF, "--misses", "--why"), "why testrunner-run-sock --calf '36 cm'", id="search"),
    pytest.param(("search", "--garment", "shorts"), "why", id="search among nothing"),
    pytest.param(("advise", "--for", "half", "--plan"), "why --for half", id="advise"),
    pytest.param(("compare", "testrunner-run-sock", "testrunner-twin-sock", *CALF),
                 "why testrunner-run-sock --calf '36 cm'", id="compare"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "command"), IN_AN_EMERGENCY)
def test_an_emergency_is_all_that_a_person_is_told(shop, arguments, command):
    lines = shop(*arguments, "--red-flag", "C1").out.splitlines()
    assert lines[:2] == [EMERGENCY, ""]
    assert len(lines) == 3
    assert lines[2].startswith(f"{MORE}legfit why")
    typed, expected = (shlex.split(text.split(" --database ")[0]) for text in (lines[2], f"{MORE}legfit {command}"))
    assert [word for word in typed if word not in ("--red-flag", "C1")] == expected


@pytest.mark.parametrize(("arguments", "command"), IN_AN_EMERGENCY)
def test_the_command_for_everything_else_can_be_run_and_says_the_emergency_first(cli, shop, arguments, command):
    line = shop(*arguments, "--red-flag", "C1").out.splitlines()[2]
    lines = cli(*shlex.split(line.removeprefix(MORE))[1:]).out.splitlines()
    assert lines[:2] == [EMERGENCY, ""]
    assert len(lines) > 4
    assert command.split()[0] == "why"


@pytest.mark.parametrize(("language", "said"), [
    pytest.param("de", "Brustschmerz, plötzliche Atemnot oder Bluthusten: Wählen Sie sofort den Notruf.", id="de"),
    pytest.param("fr", "Douleur à la poitrine, essoufflement soudain ou toux avec du sang : appelez les urgences tout de suite.", id="fr"),
    pytest.param("es", "Dolor en el pecho, falta de aire repentina o tos con sangre: llame ya a emergencias.", id="es"),
    pytest.param("it", "Dolore al petto, fiato corto improvviso o sangue con la tosse: chiama subito i soccorsi.", id="it"),
    pytest.param("nl", "Pijn op de borst, plotseling benauwd of bloed ophoesten: bel nu het alarmnummer.", id="nl"),
])  # fmt: skip
def test_an_emergency_in_the_person_s_language(shop, language, said):
    lines = shop(*SOCK, "--red-flag", "C2", "--red-flag", "C1", "--lang", language).out.splitlines()
    assert (lines[0], len(lines)) == (said, 3)
    assert f"--lang {language}" in lines[2]


def test_json_stays_whole_and_says_the_emergency_first(shop):
    for detail in ("brief", "standard", "full"):
        document = json.loads(shop(*SOCK, "--red-flag", "C1", "--json", "--detail", detail).out)
        assert next(iter(document)) == "emergency"
        assert (document["emergency"]["code"], document["emergency"]["text"]) == ("usage.C1", EMERGENCY)
        assert document["matches"][0]["lead"] == EMERGENCY
        assert document["matches"][0]["size"] == "III"
    assert "emergency" not in json.loads(shop(*SOCK, "--red-flag", "C2", "--json").out)
    assert next(iter(json.loads(shop("advise", "--red-flag", "C1", "--json").out))) == "emergency"


def test_rows_for_a_program_leave_the_emergency_on_stderr(shop):
    done = shop(*SOCK, "--red-flag", "C1", "--format", "csv")
    assert EMERGENCY in done.err
    assert "III" in done.out


@pytest.mark.parametrize("flag", [f"C{n}" for n in range(2, 10)])
def test_a_clinician_comes_before_the_size_and_no_advice_after_it(shop, flag):
    lines = shop(*SOCK, "--for", "half", "--red-flag", flag).out.splitlines()
    assert lines[0] == CLINICIAN
    assert lines.index("Size III fits.") > 2
    assert not [line for line in lines if "worth" in line.casefold() or line == EMERGENCY]


@pytest.mark.parametrize("command", ["size", "why", "compare"])
def test_a_clinician_comes_first_at_every_command(shop, command):
    two = ("testrunner-twin-sock",) if command == "compare" else ()
    assert shop(command, "testrunner-run-sock", *two, *CALF, "--red-flag", "C3").out.startswith(CLINICIAN)


@pytest.mark.parametrize("command", [("search", *CALF), ("advise",)], ids=lambda c: c[0])
def test_a_clinician_comes_before_what_a_short_word_stood_for(shop, command):
    lines = shop(*command, "--for", "half", "--red-flag", "C3").out.splitlines()
    assert lines[0] == CLINICIAN
    stands_for = "“half” is taken as distance 21.0975 km."
    assert stands_for in lines[3:]
    assert stands_for in shop(*command, "--for", "half").out


NOTICED = "What you notice when you wear it comes first; below is what the size chart alone says."
SIGNS = [
    pytest.param("too_tight", "It is too tight. Take it off now, measure again and go up a size. "
                 "If numbness or a change of colour stays, see a clinician.", id="tight"),
    pytest.param("too_loose", "It is too loose to do anything. Go down a size.", id="loose"),
    pytest.param("worn_out", "It is worn out and too loose to do anything. Replace it.", id="worn out"),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "said"), SIGNS)
@pytest.mark.parametrize("more", [(), ("--for", "half"), ("--calf", "60 cm", "--yes")])
def test_what_the_wearer_feels_comes_before_the_chart(shop, sign, said, more):
    for command in ("size", "why"):
        calf = () if "--calf" in more else CALF
        lines = shop(command, "testrunner-run-sock", *calf, *more, "--sign", sign).out.splitlines()
        assert lines[:3] == [said, NOTICED, ""]
        assert command == "why" or lines.count(said) == 1


def test_signs_that_contradict_each_other_are_refused_with_every_other_problem(shop):
    done = shop(*SOCK, "--sign", "too-tight", "--sign", "too_loose", "--sign", "itchy", "--distance", "10", "--json")
    assert (done.code, [(e["code"], e["field"], e["read"]) for e in json.loads(done.out)["errors"]]) == (
        2,
        [
            ("unit_missing", "--distance", "10"),
            ("unknown_value", "--sign", "itchy"),
            ("contradiction", "--sign", "too_loose, too_tight"),
        ],
    )
    assert shop(*SOCK, "--sign", "too_tight", "--sign", "worn_out").code == 0


ALSO = {
    "en": "Worth wearing after and during the run in general; for this one optional, because it is not known whether its "
    "pressure is graduated.",
    "de": "Allgemein lohnt es sich nach dem Laufen und dabei; dieses hier ist nach Belieben, weil nicht bekannt ist, ob sein "
    "Druck nach oben abnimmt.",
    "fr": "Utile en général après et pendant la course ; pour ce produit, facultatif, car on ne sait pas si sa pression est "
    "dégressive.",
    "es": "En general vale la pena después y durante la carrera; este producto es opcional, porque no se sabe si su presión es "
    "graduada.",
}


@pytest.mark.parametrize("language", ALSO)
def test_a_product_of_unknown_gradient_has_one_verdict_joined_to_the_runner_s(shop, language):
    out = shop("size", "testrunner-small-sock", "--calf", "27 cm", "--yes", "--for", "half", "--lang", language).out
    lines = out.splitlines()
    assert lines.count(ALSO[language]) == 1
    document = json.loads(
        shop(
            "size", "testrunner-small-sock", "--calf", "27 cm", "--yes", "--for", "half", "--lang", language, "--json"
        ).out
    )
    own = document["matches"][0]["advice"]
    assert own["lead"] == {"code": "usage.joined.optional", "facts": {"phase": "both"}, "text": ALSO[language]}
    assert own["headline"] == {"verdict": "optional", "phase": "both"}


def test_the_phases_beside_a_product_are_its_own(shop):
    lines = shop("size", "testrunner-small-sock", "--calf", "27 cm", "--yes", "--for", "half").out.splitlines()
    assert not [line for line in lines if line.startswith(("During: worth", "After: worth"))]
    assert [line.split(". ")[0] for line in lines if line.startswith(("During", "After"))] == [
        "During: optional", "After: optional",
    ]  # fmt: skip


RACE = "Worth wearing after the race, and during it only if you have tested it in training; if not, leave it off in the race."
DURING = "During: worth it, but only if you have tested it in training; if not, leave it off."
TESTED = "Have you tested it in training? Add --tested or --not-tested."


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(SOCK, id="size"),
        pytest.param(("advise",), id="advise"),
        pytest.param(("search", *CALF), id="search"),
    ],
)
def test_a_race_has_its_condition_and_the_option_that_settles_it(shop, command):
    lines = shop(*command, "--for", "half", "--race").out.splitlines()
    advice = [line for line in lines if line.startswith(("Worth", "During", "Have"))]
    assert advice[0].startswith(RACE if command == ("advise",) else DURING)
    assert advice[-1] == TESTED
    for answer, during in (("--tested", "During: worth it."), ("--not-tested", "During: not advised.")):
        told = shop(*command, "--for", "half", "--race", answer).out.splitlines()
        assert [line for line in told if line.startswith(during)]
        assert not {TESTED, RACE} & set(told)


def test_a_document_has_the_condition_and_the_question(shop):
    advice = json.loads(shop("advise", "--for", "half", "--race", "--json").out)["advice"]
    condition = {"only_if": "tested_in_training", "otherwise": "not_advised"}
    assert advice["during"] == {"verdict": "worth_wearing", "rules": ["B4", "X2"], **condition}
    assert advice["headline"] == {"verdict": "worth_wearing", "phase": "both", **condition}
    assert [(q["code"], q["facts"]) for q in advice["questions"]] == [
        ("usage.question.tested_in_training", {"field": "runner.tested_in_training"})
    ]
    assert "only_if" not in advice["after"]


def test_health_signs_that_are_not_known_put_a_condition_on_everything(shop):
    done = shop(*SOCK, "--for", "half", "--red-flag", "unknown", "--json")
    document = json.loads(done.out)
    condition = {"only_if": "no_red_flags", "otherwise": "see_clinician_first"}
    assert document["question"]["runner"] == {"red_flags": "unknown"}
    for advice in (document["advice"], document["matches"][0]["advice"]):
        for part in (advice, advice["during"], advice["after"], advice["headline"]):
            assert condition.items() <= part.items()
    said = "You do not know whether one of the health signs applies to you"
    assert sum(said in line for line in shop(*SOCK, "--for", "half", "--red-flag", "unknown").out.splitlines()) == 1


# --- a short word for a run beside the options that say it exactly ---------------------------------------------------

BESIDE = [
    pytest.param(("--for", "half", "--distance", "10 km"), None, {"distance": "10 km"}, id="half, 10 km"),
    pytest.param(("--for", "half", "--duration", "2 h"), "distance 21.0975 km", {"distance": "21.0975 km", "duration": "2:00:00"},
                 id="half in 2 h"),
    pytest.param(("--for", "long-run", "--intensity", "hard"), "duration 90 min", {"duration": "1:30:00", "intensity": "hard"},
                 id="a long run, hard"),
    pytest.param(("--for", "trail-20k", "--surface", "road"), "distance 20 km", {"distance": "20 km", "surface": "road"},
                 id="no trail"),
    pytest.param(("--for", "flight-6h", "--distance", "10 km"), "travel hours 6", {"distance": "10 km"}, id="a flight and a run"),
    pytest.param(("--for", "flight-6h", "--rest-day"), "travel hours 6", {"rest_day": True}, id="a flight on a rest day"),
    pytest.param(("--for", "rest-day", "--rest-day"), None, {"rest_day": True}, id="a rest day twice"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "assumed", "run"), BESIDE)
def test_a_value_beside_a_short_word_replaces_the_one_assumed(shop, arguments, assumed, run):
    document = json.loads(shop("advise", *arguments, "--json").out)
    assert document["question"]["run"] == run
    assert document.get("assumed", {}).get("fields") == assumed
    assert ("is taken as" in shop("advise", *arguments).out) == (assumed is not None)


AGAINST = [
    pytest.param(("--rest-day", "--distance", "10 km"), [("--rest-day", "--distance")], id="a distance"),
    pytest.param(("--rest-day", "--duration", "1 h 10 min"), [("--rest-day", "--duration")], id="a time"),
    pytest.param(("--rest-day", "--race"), [("--rest-day", "--race")], id="a race"),
    pytest.param(("--rest-day", "--for", "half"), [("--rest-day", "--for half")], id="a run by its word"),
    pytest.param(("--for", "rest-day", "--race"), [("--for rest-day", "--race")], id="a rest day by its word"),
    pytest.param(("--rest-day", "--race", "--for", "10k"), [("--rest-day", "--race"), ("--rest-day", "--for 10k")], id="both"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "pairs"), AGAINST)
def test_a_rest_day_beside_a_run_is_refused_and_both_options_are_named(shop, arguments, pairs):
    done = shop("advise", *arguments)
    assert (done.code, done.out) == (2, "")
    for (rest, run), line in zip(pairs, done.err.splitlines(), strict=True):
        assert line == (
            f"legfit: {run}: expected either {rest} or {run}, not both. A rest day has no run: leave one of the two out."
        )


def test_in_a_document_the_rest_day_wins_with_a_remark(shop):
    question = '{"garment": "sock", "run": {"rest_day": true, "distance": "30 km", "race": true}, "runner": {"tested_in_training": true}}'
    document = json.loads(shop("advise", "--question", "-", "--json", stdin=question).out)
    assert document["advice"]["headline"] == {"verdict": "little_value", "phase": "both"}
    remark = document["advice"]["reasons"][0]
    assert (remark["code"], remark["facts"]) == ("usage.rest_day_wins", {"fields": ["distance", "race"]})
    lines = shop("advise", "--question", "-", stdin=question).out.splitlines()
    assert lines[0] == "You stated a rest day and a run at once: the rest day counts."


@pytest.mark.parametrize("form", ["csv", "md"])
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("size", "testrunner-run-sock"), id="size"),
        pytest.param(("size", "testrunner-run-sock", "testrunner-plain-sock"), id="several"),
    ],
)
def test_rows_leave_a_clinician_and_what_the_wearer_feels_on_stderr(shop, command, form):
    asked = (*command, "--calf", "36.5 cm", "--format", form, "--quiet")
    assert shop(*asked, "--red-flag", "C5").err.startswith("See a clinician first.")
    assert shop(*asked, "--sign", "too_tight").err.startswith("It is too tight. Take it off now")
    assert shop(*asked, "--red-flag", "C1", "--sign", "too_tight").err == f"{EMERGENCY}\n"
    assert shop(*asked).err == ""


@pytest.mark.parametrize(
    "measures", [pytest.param((), id="not measured"), pytest.param(("--calf", "60 cm", "--yes"), id="outside")]
)
def test_a_document_without_a_size_says_first_what_the_wearer_feels(shop, measures):
    worn = ("size", "testrunner-run-sock", *measures, "--json")
    (miss,) = json.loads(shop(*worn, "--sign", "worn_out").out)["misses"]
    assert miss["lead"] == "It is worn out and too loose to do anything. Replace it."
    (miss,) = json.loads(shop(*worn, "--red-flag", "C1").out)["misses"]
    assert miss["lead"] == EMERGENCY
    (miss,) = json.loads(shop(*worn).out)["misses"]
    assert miss["lead"] in (
        "No size yet: one more measure is needed.",
        "No size of this product fits: your leg is outside its size chart.",
    )
