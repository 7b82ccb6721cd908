from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.files import LESSONS, SUMMARIES, read_all
from throughline.sources.issues import Severity
from throughline.sources.measures import Measure, measure
from throughline.sources.profile import Presence
from throughline.terms.attendance import KIND_FIELDS, Status

IMPLIED = replace(LESSONS, presence=Presence.IMPLIED)


def measured(profile=LESSONS, **said):
    faults = []
    return measure(said, profile, faults), [(fault.severity, fault.code) for fault in faults]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            {"offered": 60, "present": 45, "excused": 15},
            Measure(offered=60, reported=60, present=45, excused=15),
            id="the sum of the known kinds",
        ),
        pytest.param(
            {"offered": 60, "present": 0, "excused": 0, "unexcused": 0},
            Measure(offered=60, reported=0, present=0, excused=0, unexcused=0),
            id="nobody registered the lesson",
        ),
        pytest.param(
            {"offered": 60, "present": None, "excused": None},
            Measure(offered=60),
            id="blank cells are unknown",
        ),
        pytest.param(
            {"offered": 60, "unexcused": 60},
            Measure(offered=60, unexcused=60),
            id="without a column of presence nothing is known to be reported",
        ),
        pytest.param(
            {"offered": 60, "present": None, "unexcused": 60},
            Measure(offered=60, reported=60, present=0, unexcused=60),
            id="a blank presence where the whole lesson is accounted for",
        ),
        pytest.param(
            {"offered": 60, "present": None, "unexcused": 30},
            Measure(offered=60, unexcused=30),
            id="a blank presence where half the lesson is",
        ),
        pytest.param(
            {"offered": 60, "present": 20, "absent": 40},
            Measure(offered=60, reported=60, present=20, unresolved=40),
            id="an absence whose kind nobody tells is unresolved",
        ),
        pytest.param(
            {"offered": 60, "present": 20, "excused": 30, "absent": 40},
            Measure(offered=60, reported=60, present=20, excused=30, unresolved=10),
            id="what remains of the total is unresolved",
        ),
        pytest.param(
            {"offered": 60, "status": Status.UNEXCUSED},
            Measure(60, 60, 0, 0, 60, 0, 0, status=Status.UNEXCUSED, occasions=1),
            id="a word for a whole lesson of known length",
        ),
        pytest.param(
            {"offered": 60, "status": Status.LATE},
            Measure(offered=60, status=Status.LATE, occasions=1),
            id="a late arrival of unknown length",
        ),
        pytest.param(
            {"status": Status.EXCUSED},
            Measure(status=Status.EXCUSED, occasions=1),
            id="a word alone counts an occasion and has no minutes",
        ),
        pytest.param(
            {"offered": 200, "excused_percent": 12.5, "unexcused_percent": 0.0},
            Measure(offered=200, excused=25, unexcused=0),
            id="shares of a known time become minutes",
        ),
        pytest.param({"excused_percent": 12.5}, Measure(), id="shares of an unknown time do not"),
        pytest.param(
            {"offered": 100, "reported": 80, "excused": 5},
            Measure(offered=100, reported=80, excused=5),
            id="a stated reported time is believed",
        ),
    ],
)
def test_row_amounts_to(said, expected):
    assert measured(**said) == (expected, [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"offered": 60, "excused": 0, "unexcused": 0}, Measure(60, 60, 60, 0, 0)),
        ({"offered": 60, "excused": 20, "unexcused": None}, Measure(60, 60, 40, 20)),
        ({"offered": 60, "excused": None, "unexcused": None}, Measure(60)),
        ({"offered": None, "excused": 20}, Measure(excused=20)),
    ],
)
def test_implied_presence_is_what_remains_of_the_offered_time(said, expected):
    assert measured(IMPLIED, **said) == (expected, [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"offered": 60, "present": 60}, [], id="on the line"),
        pytest.param(
            {"offered": 60, "present": 61}, [(Severity.WARNING, "one_minute_over")], id="one over"
        ),
        pytest.param(
            {"offered": 60, "present": 62}, [(Severity.ERROR, "more_than_offered")], id="two over"
        ),
        pytest.param(
            {"offered": 60, "excused": 40, "unexcused": 22},
            [(Severity.ERROR, "more_than_offered")],
            id="absences alone over",
        ),
        pytest.param(
            {"offered": 60, "reported": 70},
            [(Severity.ERROR, "more_than_offered")],
            id="reported over",
        ),
        pytest.param(
            {"offered": 60, "reported": 60, "present": 50},
            [(Severity.WARNING, "reported_disagrees")],
            id="reported is not its parts",
        ),
        pytest.param(
            {"offered": 60, "present": 30, "excused": 30, "absent": 20},
            [(Severity.WARNING, "total_disagrees")],
            id="total below its parts",
        ),
        pytest.param(
            {"offered": 1000, "present": 900, "excused": 100, "excused_percent": 12.0},
            [(Severity.WARNING, "percent_disagrees")],
            id="percentage is of something else",
        ),
        pytest.param(
            {"offered": 60, "present": 55, "excused": 0, "late": 5},
            [(Severity.WARNING, "late_outside_absence")],
            id="late outside the absence",
        ),
        pytest.param(
            {"offered": 60, "present": 30, "excused": 30, "distance": 45},
            [(Severity.WARNING, "distance_outside_presence")],
            id="distance outside the presence",
        ),
    ],
)
def test_what_does_not_add_up_is_said(said, expected):
    assert measured(**said)[1] == expected


def test_one_minute_too_many_is_rounding_and_the_sums_still_hold():
    found, _ = measured(offered=60, present=31, excused=30)

    assert found == Measure(offered=61, reported=61, present=31, excused=30)


minutes = st.one_of(st.none(), st.integers(0, 100))


@given(
    said=st.fixed_dictionaries(dict.fromkeys(("offered", *KIND_FIELDS, "absent", "late"), minutes)),
    implied=st.booleans(),
)
def test_accepted_minutes_add_up(said, implied):
    found, faults = measured(IMPLIED if implied else LESSONS, **said)
    if any(severity is Severity.ERROR for severity, _ in faults):
        return

    kinds = [getattr(found, name) for name in KIND_FIELDS if getattr(found, name) is not None]
    if found.present is not None:
        assert found.reported == sum(kinds)
    if found.offered is not None:
        assert sum(kinds) <= found.offered
        assert (found.reported or 0) <= found.offered


def test_row_beyond_its_offered_time_is_refused_in_words():
    found = read_all("elev;datum;undervisningstid;närvaro;giltig\nE1;2025-10-13;60;50;20\n")

    assert found.counts == (1, 0, 1)
    assert found.problems == [
        (2, None, None, "Presence and absence together are 70 minutes, but 60 were offered.")
    ]


def test_hours_in_a_header_become_minutes():
    found = read_all(
        "elev;period;undervisningstid (h);närvaro (h);ogiltig frånvaro (h)\nE1;2025-10;100,5;90;10,5\n",
        SUMMARIES,
    )

    assert [(m.offered, m.present, m.unexcused) for m in found.marks] == [(6030, 5400, 630)]
