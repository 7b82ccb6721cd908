"""A pupil's courses written in one line: ``courses("SV1:E*100 X:F*150")``."""

from __future__ import annotations

import re
from datetime import date

from throughline.terms.people import GradeRow

GY11 = date(2022, 8, 18)
GY25 = date(2025, 8, 18)
DONE = date(2028, 6, 10)
_COURSE = re.compile(r"([A-ZÅÄÖa-zåäö]+)(\d?)")


def course(name: str, grade: str, points: int | None = 100, **more: object) -> GradeRow:
    subject, level = _COURSE.fullmatch(name).groups()
    return GradeRow("p1", subject, grade, passed=None, level=level or None, points=points, **more)


def courses_of(*lines: str) -> list[GradeRow]:
    """The courses of lines such as ``SV1:E X:F*150``; a course is of 100 points unless told."""
    told = [re.split(r"[:*]", pair) for line in lines for pair in line.split()]
    return [course(name, grade, int(points[0]) if points else 100) for name, grade, *points in told]


CORE_PREPARATORY = "SV1:E SV2:E SV3:E EN1:E EN2:E MA1:E"
CORE_VOCATIONAL = "SV1:E EN1:E MA1:E"
CORE_GY11 = "SV1:E SV2:E SV3:E EN5:E EN6:E MA1:E"
PROJECT = "Gymnasiearbete:E"
