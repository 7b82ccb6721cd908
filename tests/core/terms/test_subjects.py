"""Subjects: codes as in the register of grades, names in three languages, common spellings."""

from __future__ import annotations

import pytest

from throughline.terms.language import Text, same
from throughline.terms.rulebook import rule
from throughline.terms.subjects import Subject, subject_name, subject_of, subjects

ORDINARY = {
    "BI": ("biologi", "biologi", "biology"),
    "BL": ("bild", "billedkunst", "art"),
    "EN": ("engelska", "engelsk", "English"),
    "FY": ("fysik", "fysikk", "physics"),
    "GE": ("geografi", "geografi", "geography"),
    "HI": ("historia", "historie", "history"),
    "HKK": ("hem- och konsumentkunskap", "hjem- og forbrukerkunnskap", "home and consumer studies"),
    "IDH": ("idrott och hälsa", "kroppsøving", "physical education and health"),
    "KE": ("kemi", "kjemi", "chemistry"),
    "MA": ("matematik", "matematikk", "mathematics"),
    "MU": ("musik", "musikk", "music"),
    "RE": ("religionskunskap", "religionskunnskap", "religious studies"),
    "SH": ("samhällskunskap", "samfunnskunnskap", "civics"),
    "SL": ("slöjd", "sløyd", "crafts"),
    "SV": ("svenska", "svensk", "Swedish"),
    "SVA": ("svenska som andraspråk", "svensk som andrespråk", "Swedish as a second language"),
    "TK": ("teknik", "teknikk", "technology"),
}
OTHERS = {
    "M1": (
        "modernt språk, elevens val",
        "moderne språk, elevens valg",
        "modern language, pupil's choice",
    ),
    "M2": (
        "modernt språk, språkval",
        "moderne språk, språkvalg",
        "modern language, language choice",
    ),
    "ML": ("modersmål", "morsmål", "mother tongue"),
    "MS": ("moderna språk", "moderne språk", "modern languages"),
    "NO": ("naturorienterande ämnen", "naturfaglige emner", "natural sciences, one grade"),
    "SO": ("samhällsorienterande ämnen", "samfunnsfaglige emner", "social sciences, one grade"),
    "SM": ("samiska", "samisk", "Sami"),
    "TN": ("teckenspråk för hörande", "tegnspråk for hørende", "sign language for the hearing"),
    "DA": (
        "förberedande dansarutbildning",
        "forberedende danserutdanning",
        "preparatory dancer education",
    ),
    "JU": ("judiska studier", "jødiske studier", "Jewish studies"),
}
SPELLINGS = {
    "BL": "bildkonst | visual arts",
    "EN": "eng",
    "GE": "geo",
    "HKK": "HK | hemkunskap | home economics | mat og helse",
    "IDH": "IH | ID | idrott | idrott & hälsa | physical education | PE",
    "MA": "matte | maths | math",
    "RE": "religion | religious education",
    "SH": "samhälle | social studies",
    "SL": "SLT | SLM | textilslöjd | trä- och metallslöjd | träslöjd",
    "SV": "sve",
    "SVA": "sv2 | svenska som andra språk | svenska 2 | swedish as second language",
    "M1": "moderna språk elevens val | elevens val | pupil's choice",
    "M2": "moderna språk språkval | moderna språk inom språkvalet | språkval | språkvalg | language choice",
    "ML": "modersmål (elevens val) | modersmålsundervisning | home language | heritage language",
    "MS": "modernt språk | modern language | modern foreign language",
    "NO": "naturorientering",
    "SO": "samhällsorientering",
    "TN": "teckenspråk | tegnspråk | sign language",
    "DA": "dans",
}


@pytest.mark.rule("SE-SUBJ-01")
def test_the_ordinary_subjects_are_sixteen_with_swedish_in_one_slot():
    told = rule("SE-SUBJ-01").values
    found = [subject for subject in subjects() if subject.code not in OTHERS]

    assert {subject.code: subject.name for subject in found} == named(ORDINARY)
    assert len(found) - len(told["one_slot"]) + 1 == told["count"] == 16
    assert told["one_slot"] == ("SV", "SVA")


@pytest.mark.rule("SE-SUBJ-02")
def test_the_other_graded_subjects_have_codes_and_names_too():
    found = [subject for subject in subjects() if subject.code not in ORDINARY]

    assert {subject.code: subject.name for subject in found} == named(OTHERS)


def named(table):
    return {code: Text(*names) for code, names in table.items()}


@pytest.mark.parametrize("code", [*ORDINARY, *OTHERS])
def test_a_subject_is_known_by_its_code_and_its_name_in_any_language(code):
    for word in (code, code.lower(), *(ORDINARY | OTHERS)[code]):
        assert subject_of(word).code == code


@pytest.mark.rule("SE-SUBJ-01", "SE-SUBJ-02")
def test_a_subject_is_known_as_people_write_it():
    for code, line in SPELLINGS.items():
        assert {word: subject_of(word) and subject_of(word).code for word in line.split(" | ")} == (
            dict.fromkeys(line.split(" | "), code)
        )


@pytest.mark.parametrize(
    "word", ["  Svenska  som andraspråk ", "SVENSKA SOM ANDRASPRÅK", "Svenska_som_andraspråk"]
)
def test_capitals_and_spaces_do_not_matter(word):
    assert subject_of(word).code == "SVA"


@pytest.mark.rule("SE-SUBJ-02")
@pytest.mark.parametrize(
    ("word", "group"), [("M2SPA", "M2"), ("m1ger", "M1"), ("MLSOM", "ML"), ("M2", "M2")]
)
def test_the_code_of_a_language_follows_that_of_its_group(word, group):
    subject = subject_of(word)

    assert subject == Subject(word.upper(), Text(*OTHERS[group]), group)


@pytest.mark.rule("SE-SUBJ-02")
@pytest.mark.parametrize(
    ("word", "code", "group"),
    [
        ("Moderna språk, spanska", "MS spanska", "MS"),
        ("Moderna språk, språkval - spanska", "M2 spanska", "M2"),
        ("moderna språk elevens val (tyska)", "M1 tyska", "M1"),
        ("Modersmål: arabiska", "ML arabiska", "ML"),
        ("M2 spanska", "M2 spanska", "M2"),
    ],
)
def test_the_name_of_a_language_follows_that_of_its_group(word, code, group):
    subject = subject_of(word)

    assert subject == Subject(code, Text(*OTHERS[group]), group)
    assert subject_of(code) == subject


@pytest.mark.parametrize("word", ["Schack", "", "moderna språken", "SVSPA", "M2S1"])
def test_an_unknown_subject_is_none(word):
    assert subject_of(word) is None
    assert subject_name(word) == same(word)


def test_a_countrys_subjects_are_its_own():
    assert subject_of("HKK", "no") is None
    assert subject_name("HI") == Text("historia", "historie", "history")
