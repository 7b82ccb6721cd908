"""A town of schools with known absence: so many pupils a school, of whom so many were away much."""

from __future__ import annotations

import re
from datetime import timedelta

from django.urls import reverse

from tests.web.attendance import LESSON, bring, lesson, school_days
from tests.web.factories import NOW, TODAY, a_class, a_municipality, a_pupil, a_school, member
from throughline_web.measures.actions import ask_for_release, make_release
from throughline_web.measures.periods import period_of
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Enrolment

YEAR = period_of("2026-27")
AUTUMN = period_of("2026-ht")
LATER = TODAY + timedelta(days=1)
DAYS = 10
AWAY = "persistent-absence-20"


def a_town(*schools, name="Sjövik"):
    """A municipality with one school for each (pupils, of whom away three days of ten)."""
    town = a_municipality(name)
    for number, (count, away) in enumerate(schools, start=1):
        school = a_school(f"Skola {number}", organiser=town, code=f"{town.pk:05}{number:03}")
        attend(school, pupils_of(a_class("9A", school=school), count), away)
    return town


def pupils_of(school_class, count, *, year="9"):
    pupils = [a_pupil(place=school_class) for _ in range(count)]
    Enrolment.objects.filter(pupil__in=pupils).update(year_group=year)
    return pupils


def attend(school, pupils, away, *, missed=3):
    """One lesson a day for ten days; the first ``away`` pupils miss the first ``missed`` of them."""
    bring(
        school,
        [
            lesson(pupil, day, missed=LESSON if index < missed and number < away else 0)
            for number, pupil in enumerate(pupils)
            for index, day in enumerate(school_days(DAYS))
        ],
    )


def released(town, coordinator):
    asked = ask_for_release(
        by=member(coordinator), organiser=town, period=YEAR, why="", on=TODAY, at=NOW
    )
    make_release(by=SYSTEM, release_id=asked.pk, on=TODAY, at=NOW)
    return asked


def address(name, town, school, *, kind="csv", measure=AWAY):
    place = town if "organiser" in name or name == "releases" else school
    match name:
        case "start" | "definitions" | "term-reports":
            return reverse(f"measures:{name}")
        case "definition":
            return reverse("measures:definition", args=[measure])
        case "school-measure" | "organiser-measure":
            return reverse(f"measures:{name}", args=[place.public_id, measure])
        case "school-file" | "organiser-file":
            return reverse(f"measures:{name}", args=[place.public_id, kind])
        case _:
            return reverse(f"measures:{name}", args=[place.public_id])


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))
