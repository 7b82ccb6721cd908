"""What holds for every set of grades: better grades never hurt, and the gap is the smallest."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.records.sweden.letters import (
    CORE,
    PRACTICAL,
    SCIENCE,
    SOCIAL,
    SPRING,
    letter,
    letters,
)
from throughline.records.sweden.eligibility import eligibility, families, missing_for
from throughline.records.sweden.merit import merit_value

BETTER = "-FEDCBA"
SUBJECTS = ("SV", "SVA", "EN", "MA", *SOCIAL, *SCIENCE, *PRACTICAL, "M2SPA", "NO", "SO", "Schack")
SINGLE = tuple(each for each in SUBJECTS if each not in {"SVA", "NO", "SO"})
FAMILIES = ("YRK", "ES", "EK", "HU", "SA", "NA", "TE", "IMV")

reports = st.dictionaries(st.sampled_from(SUBJECTS), st.sampled_from(BETTER))
choices = st.sampled_from(SUBJECTS)


def rows_of(report: dict[str, str]):
    return [letter(subject, grade) for subject, grade in report.items()]


def merit(report: dict[str, str]) -> Decimal:
    told = merit_value(rows_of(report), on=SPRING)
    return Decimal(-1) if told is None else told.value


def standing(report: dict[str, str]):
    return eligibility(rows_of(report), on=SPRING)


@given(reports, choices, st.sampled_from(BETTER))
def test_improving_a_grade_never_lowers_merit_nor_loses_eligibility(report, subject, better):
    before = {**report, subject: min(report.get(subject, better), better, key=BETTER.index)}
    after = {**report, subject: max(report.get(subject, better), better, key=BETTER.index)}

    assert merit(after) >= merit(before)
    lost = {
        family
        for family, is_open in standing(before).eligible.items()
        if is_open and not standing(after).eligible[family]
    }
    assert lost == set()


@given(reports, choices, st.sampled_from(BETTER))
def test_adding_a_subject_never_increases_the_gap_nor_lowers_merit(report, subject, grade):
    after = {subject: grade, **report}

    assert merit(after) >= merit(report)
    gaps = standing(report).gaps
    assert all(told.count <= gaps[family].count for family, told in standing(after).gaps.items())


@given(reports, st.randoms())
def test_the_order_of_the_rows_does_not_matter(report, chance):
    rows = [*rows_of(report), *rows_of(dict(list(report.items())[:3]))]
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert eligibility(shuffled, on=SPRING) == eligibility(rows, on=SPRING)
    assert merit_value(shuffled, on=SPRING) == merit_value(rows, on=SPRING)


@given(reports)
def test_what_the_gap_asks_for_opens_the_family(report):
    for family, gap in standing(report).gaps.items():
        others = [f"other {nth}" for nth in range(gap.any_of)]
        filled = {**report, **dict.fromkeys((*gap.subjects, *others), "E")}

        assert standing(filled).eligible[family]


@settings(max_examples=40)
@given(st.sets(st.sampled_from(SINGLE), min_size=8), st.sampled_from(FAMILIES))
def test_no_smaller_set_of_passes_opens_the_family(passed, family):
    report = dict.fromkeys(passed, "E")
    gap = missing_for(family, rows_of(report), on=SPRING)
    rest = [each for each in (*SINGLE, "X1") if each not in passed]

    smaller = combinations(rest, gap.count - 1) if gap.count else ()

    assert not any(
        standing({**report, **dict.fromkeys(more, "E")}).eligible[family] for more in smaller
    )


def test_the_families_of_these_tests_are_all():
    assert families(on=SPRING) == FAMILIES


@pytest.mark.parametrize("family", FAMILIES)
def test_an_empty_report_and_an_empty_gap_are_opposites(family):
    assert missing_for(family, [], on=SPRING).count > 0
    assert (
        missing_for(family, letters(CORE, *(f"{each}:A" for each in SINGLE)), on=SPRING).count == 0
    )
