"""What cannot be said is said to be unknown: one sentence for each gap."""

from __future__ import annotations

import pytest

from tests.core.earlywarning.policies import share
from tests.core.earlywarning.samples import CSN, FAILED, NO_DATA, SHARE, SILENCE, TWENTY_DAYS, said
from throughline.earlywarning.findings import NOT_DUE, Finding, Gap
from throughline.terms.language import Text


@pytest.mark.parametrize(
    ("rule_", "gap", "expected"),
    [
        pytest.param(
            FAILED,
            Gap.GRADES,
            Text(
                "Inga betyg är inlästa. Vi vet inte hur det går i ämnena.",
                "Ingen karakterer er lest inn. Vi vet ikke hvordan det går i fagene.",
                "No grades have been read. We do not know how the subjects are going.",
            ),
            id="no grades",
        ),
        pytest.param(
            SHARE,
            Gap.COUNTED,
            Text(
                "Uppgifterna från skolan räknar bara tillfällen och säger inte hur mycket"
                " undervisning det var. Vi vet inte hur stor frånvaron är.",
                "Opplysningene fra skolen teller bare tilfeller og sier ikke hvor mye"
                " undervisning det var. Vi vet ikke hvor stort fraværet er.",
                "What the school has sent only counts occasions and does not say how much"
                " teaching there was. We do not know how large the absence is.",
            ),
            id="a source that only counts",
        ),
        pytest.param(
            SHARE,
            Gap.ABSENCE_ONLY,
            Text(
                "Uppgifterna från skolan säger bara när eleven var borta, inte hur mycket som är"
                " registrerat. Vi vet inte hur stor del av tiden det är.",
                "Opplysningene fra skolen sier bare når eleven var borte, ikke hvor mye som er"
                " ført. Vi vet ikke hvor stor del av tiden det er.",
                "What the school has sent only says when the pupil was away, not how much is"
                " registered. We do not know how large a part of the time it is.",
            ),
            id="a source that only tells of absence",
        ),
        pytest.param(
            CSN,
            Gap.SUMMED,
            Text(
                "Uppgifterna från skolan är bara summor för längre tider."
                " Vi vet inte vilka dagar frånvaron gäller.",
                "Opplysningene fra skolen er bare summer for lengre tidsrom."
                " Vi vet ikke hvilke dager fraværet gjelder.",
                "What the school has sent is only sums for longer times."
                " We do not know which days the absence fell on.",
            ),
            id="a source of sums",
        ),
        pytest.param(
            CSN,
            Gap.KIND,
            Text(
                "Uppgifterna från skolan säger ingenting om ogiltig frånvaro.",
                "Om udokumentert fravær sier opplysningene fra skolen ingenting.",
                "What the school has sent says nothing about unexcused absence.",
            ),
            id="a source without the kind of absence",
        ),
    ],
)
def test_what_a_source_never_tells_is_said_to_be_unknown(rule_, gap, expected):
    assert said(rule_, Finding(NO_DATA, TWENTY_DAYS, school_days=20, gap=gap)) == expected


@pytest.mark.parametrize("rule_", [SHARE, SILENCE, share("check:11-30", 0.1)], ids=str)
def test_what_is_not_due_says_that_there_is_nothing_to_judge_yet(rule_):
    assert said(rule_, NOT_DUE) == Text(
        "Det finns inget att bedöma än.",
        "Det er ingenting å vurdere ennå.",
        "There is nothing to judge yet.",
    )
