"""A year of made-up marks, the same for the same seed, built column by column."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pyarrow as pa

from throughline.sources import Portion
from throughline.terms.attendance import Granularity
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.people import PupilRow

SCHOOL_YEAR_DAYS = 170
LESSONS_A_DAY = 5
LESSON_MINUTES = 60
PUPILS_A_CLASS = 25
PUPILS_A_SCHOOL = 500
FIRST_DAY = date(2026, 8, 17)


def school_days(count: int = SCHOOL_YEAR_DAYS) -> list[date]:
    """Return so many weekdays from the first of the school year."""
    days = (FIRST_DAY + timedelta(days=offset) for offset in range(2 * count))
    return [day for day in days if day.weekday() < 5][:count]


def portions(marks: int, *, seed: int = 1) -> list[Portion]:
    """Return about so many marks, one portion a pupil; one pupil in ten is much away."""
    dice = Random(seed)
    days = school_days()
    pupils = max(1, marks // (len(days) * LESSONS_A_DAY))
    return [_portion(number, days, dice) for number in range(pupils)]


def _portion(number: int, days: list[date], dice: Random) -> Portion:
    rate = 0.25 if number % 10 == 0 else 0.05
    rows = len(days) * LESSONS_A_DAY
    said = [_lesson(rate, dice) for _ in range(rows)]
    pupil, unit = f"p{number:06}", f"school {number // PUPILS_A_SCHOOL:03}"
    dates = [day for day in days for _ in range(LESSONS_A_DAY)]
    columns = {
        "pupil_id": [pupil] * rows,
        "unit_id": [unit] * rows,
        "starts_on": dates,
        "ends_on": dates,
        "slot": [f"{8 + lesson:02}:00" for lesson in range(LESSONS_A_DAY)] * len(days),
        "granularity": [Granularity.LESSON.value] * rows,
        "offered": [LESSON_MINUTES] * rows,
        "reported": [None if one is None else LESSON_MINUTES for one in said],
        "present": [None if one is None else LESSON_MINUTES - sum(one) for one in said],
        "excused": [None if one is None else one[0] for one in said],
        "unexcused": [None if one is None else one[1] for one in said],
        "unresolved": [None if one is None else 0 for one in said],
        "other": [None if one is None else 0 for one in said],
        "late": [None if one is None else 0 for one in said],
        "distance": [None if one is None else 0 for one in said],
    }
    arrays = [pa.array(columns.get(field.name, [None] * rows), field.type) for field in MARK_SCHEMA]
    batch = pa.RecordBatch.from_arrays(arrays, schema=MARK_SCHEMA)
    place = PupilRow(pupil, unit, f"{number // PUPILS_A_CLASS:04}")
    return Portion(rows=rows, accepted=rows, marks=batch, pupils=(place,))


def _lesson(rate: float, dice: Random) -> tuple[int, int] | None:
    """Return excused and unexcused minutes of one lesson; ``None`` where nobody registered it."""
    if dice.random() < 0.02:
        return None
    if dice.random() >= rate:
        return 0, 0
    return (LESSON_MINUTES, 0) if dice.random() < 0.6 else (0, LESSON_MINUTES)
