"""Norwegian subjects: every code, name and spelling, and which are core subjects."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.norway.subjects import core_subject, subject_of
from throughline.terms.language import LANGUAGES, Text, same
from throughline.terms.rulebook import rule
from throughline.terms.subjects import subjects

ON = date(2026, 6, 20)
TABLE = (
    ("NOR", Text("norska", "norsk", "Norwegian"), ()),
    (
        "NORH",
        Text("norska, huvudspråk", "norsk hovedmål", "Norwegian, first written form"),
        ("norsk hovudmål", "hovedmål", "hovudmål", "nor0214"),
    ),
    (
        "NORS",
        Text("norska, sidospråk", "norsk sidemål", "Norwegian, second written form"),
        ("sidemål", "nor0215"),
    ),
    (
        "NORM",
        Text("norska, muntligt", "norsk muntlig", "Norwegian, oral"),
        ("norsk munnleg", "nor0216"),
    ),
    ("MAT", Text("matematik", "matematikk", "mathematics"), ("matte",)),
    ("ENG", Text("engelska", "engelsk", "English"), ()),
    (
        "ENGS",
        Text("engelska, skriftligt", "engelsk skriftlig", "English, written"),
        ("engelsk skriftleg", "eng0012"),
    ),
    (
        "ENGM",
        Text("engelska, muntligt", "engelsk muntlig", "English, oral"),
        ("engelsk munnleg", "eng0013"),
    ),
    ("NAT", Text("naturkunskap", "naturfag", "natural science"), ()),
    ("SAF", Text("samhällskunskap (årskurs 8-10)", "samfunnsfag", "social studies"), ()),
    ("SAK", Text("samhällskunskap (videregående)", "samfunnskunnskap", "social science"), ()),
    (
        "RLE",
        Text(
            "kristendom, religion, livsåskådning och etik",
            "KRLE",
            "Christianity, religion, philosophies of life and ethics",
        ),
        ("kristendom, religion, livssyn og etikk",),
    ),
    ("REL", Text("religion och etik", "religion og etikk", "religion and ethics"), ("religion",)),
    ("KRO", Text("kroppsövning", "kroppsøving", "physical education"), ("gym",)),
    ("MUS", Text("musik", "musikk", "music"), ()),
    (
        "KHV",
        Text("konst och hantverk", "kunst og håndverk", "arts and crafts"),
        ("kunst og handverk",),
    ),
    ("MHE", Text("mat och hälsa", "mat og helse", "food and health"), ()),
    (
        "FSP",
        Text("främmande språk", "fremmedspråk", "foreign language"),
        ("framandspråk", "spansk", "tysk", "fransk"),
    ),
    ("ARB", Text("arbetslivskunskap", "arbeidslivsfag", "working life skills"), ()),
    ("VALG", Text("valbart ämne", "valgfag", "elective"), ("valfag",)),
    ("GEO", Text("geografi", "geografi", "geography"), ()),
    ("HIS", Text("historia", "historie", "history"), ()),
)


@pytest.mark.rule("NO-SUBJ-01")
def test_the_table_has_these_subjects_and_no_other():
    told = [(each.code, each.name) for each in subjects("no")]

    assert told == [(code, name) for code, name, _ in TABLE]


@pytest.mark.rule("NO-SUBJ-01")
@pytest.mark.parametrize(("code", "name", "words"), TABLE, ids=[code for code, _, _ in TABLE])
def test_a_subject_is_found_by_its_code_its_names_and_its_spellings(code, name, words):
    written = [code, *words, *(name[language].upper() for language in LANGUAGES)]

    found = {subject_of(word, on=ON).code for word in written}
    told = next(each for each in rule("NO-SUBJ-01").values["subjects"] if each["code"] == code)

    assert found == {code}
    assert told.get("words", ()) == words


@pytest.mark.rule("NO-SUBJ-01")
@pytest.mark.parametrize(
    ("written", "code"),
    [("MAT1019", "MAT"), ("mat0015", "MAT"), ("NOR0214", "NORH"), ("HIS1010", "HIS")],
)
def test_an_official_course_code_tells_its_subject(written, code):
    assert subject_of(written, on=ON).code == code


@pytest.mark.parametrize("written", ["XYZ1001", "Teknologi  og forskningslære"])
def test_a_subject_that_nobody_knows_stands_under_its_own_name(written):
    found = subject_of(written, on=ON)

    own = " ".join(written.split())
    assert (found.code, found.name) == (own.casefold(), same(own))


@pytest.mark.rule("NO-SUBJ-01")
@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("Norsk", "NOR"),
        ("Norsk hovedmål", "NOR"),
        ("Norsk sidemål", "NOR"),
        ("Norsk muntlig", "NOR"),
        ("Matematikk", "MAT"),
        ("Engelsk", "ENG"),
        ("Engelsk skriftlig", "ENG"),
        ("Engelsk muntlig", "ENG"),
        ("Naturfag", None),
        ("Valgfag", None),
    ],
)
def test_norwegian_mathematics_and_english_are_core_subjects(written, core):
    assert core_subject(written, on=ON) == core


@pytest.mark.rule("NO-SUBJ-01")
def test_the_core_subjects_are_three():
    assert rule("NO-SUBJ-01").values["core"] == (
        ("NOR", "NORH", "NORS", "NORM"),
        ("MAT",),
        ("ENG", "ENGS", "ENGM"),
    )
