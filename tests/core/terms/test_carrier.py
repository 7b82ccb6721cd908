"""The carrier: a mark comes back from its batch as it went in."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pyarrow as pa
import pytest

from throughline.terms.attendance import (
    KIND_FIELDS,
    MINUTE_FIELDS,
    Basis,
    Documentation,
    Granularity,
    Mark,
    Status,
)
from throughline.terms.carrier import MARK_SCHEMA, to_batch, to_marks

LESSON = Mark(
    pupil_id="p1",
    unit_id="Ekskolan",
    starts_on=date(2026, 10, 5),
    ends_on=date(2026, 10, 5),
    slot="08:10",
    subject="Matematik",
    offered=60,
    reported=60,
    present=0,
    excused=60,
    unexcused=0,
    unresolved=0,
    other=0,
    late=0,
    distance=0,
    basis=Basis.HEALTH,
    documentation=Documentation.SELF_CERTIFIED,
    documented_on=date(2026, 10, 6),
)
UNKNOWN = Mark("p2", None, date(2026, 10, 5), date(2026, 10, 9), granularity=Granularity.PERIOD)
COUNTED = Mark(
    "p3",
    None,
    date(2026, 10, 5),
    date(2026, 10, 5),
    granularity=Granularity.DAY,
    status=Status.UNEXCUSED,
    occasions=1,
)


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param([LESSON, UNKNOWN, COUNTED], id="three kinds of source"),
        pytest.param([], id="nothing"),
    ],
)
def test_marks_come_back_as_they_went_in(marks):
    assert list(to_marks(to_batch(marks))) == marks


def test_marks_come_back_from_a_table_of_many_chunks():
    table = pa.Table.from_batches([to_batch([LESSON]), to_batch([COUNTED])])

    assert list(to_marks(table)) == [LESSON, COUNTED]


def test_marks_come_back_from_a_slice_that_carries_the_words_of_all():
    many = [replace(LESSON, pupil_id=f"p{nth}") for nth in range(9)]

    assert list(to_marks(to_batch(many).slice(3, 2))) == many[3:5]


def test_the_schema_has_the_fields_of_a_mark_in_their_order():
    assert MARK_SCHEMA.names == [field.name for field in fields(Mark)]


def test_unknown_minutes_stay_unknown():
    batch = to_batch([UNKNOWN])

    assert all(batch.column(name).null_count == 1 for name in MINUTE_FIELDS)


def test_the_kinds_are_minutes_and_late_and_distance_lie_inside_them():
    assert set(MINUTE_FIELDS) - set(KIND_FIELDS) == {"offered", "reported", "late", "distance"}
