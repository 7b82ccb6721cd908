"""A municipality of schools in the site's own database, built set by set and by no import."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 12)
NOW = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 12)
BEGAN = date(2025, 8, 18)
YEAR_GROUPS = 9
SUBJECTS = [
    "SV",
    "EN",
    "MA",
    "BI",
    "FY",
    "KE",
    "GE",
    "HI",
    "RE",
    "SH",
    "BL",
    "HKK",
    "IDH",
    "MU",
    "SL",
    "TK",
]
GRADED = str(YEAR_GROUPS)

_DAYS = """
INSERT INTO {table} (run_id, pupil_id, unit_id, day, offered, reported, present, excused,
    unexcused, unresolved, other, late, distance, scattered, late_count)
SELECT :run, pupil_id, school_id, day, 300,
    CASE WHEN told THEN 300 END, CASE WHEN told THEN 300 - 60 * missed END,
    CASE WHEN told THEN 60 * (missed - cut) END, CASE WHEN told THEN 60 * cut END,
    CASE WHEN told THEN 0 END, CASE WHEN told THEN 0 END, 0, 0, 0, 0
FROM (
    SELECT *, dice % 50 > 0 AS told, (dice % 7 < 2) * missed AS cut FROM (
        SELECT *, (dice % 1000 < often) * (1 + dice % 5) AS missed FROM (
            SELECT e.pupil_id, e.school_id, d.day,
                (e.pupil_id * 7919 + d.number * 104729 + e.pupil_id * d.number * 613) % 100003
                    AS dice,
                20 + 50 * ((e.pupil_id * 31) % 100 < 40) + 250 * ((e.pupil_id * 31) % 100 < 12)
                    AS often
            FROM {enrolment} e CROSS JOIN bench_day d
        )
    )
)
"""
_GRADES = """
INSERT INTO {table} (run_id, pupil_id, subject, level, term, kind, set_on, grade, passed)
SELECT :run, pupil_id, subject, '', 'VT2026', '', '2026-06-10', substr('FEDCBA', mark + 1, 1),
    mark > 0
FROM (
    SELECT e.pupil_id, s.subject,
        max(0, min(5, ((e.pupil_id * 37) % 10) / 2
            + ((e.pupil_id * 7919 + s.number * 104729) % 100003) % 4 - 1)) AS mark
    FROM {enrolment} e CROSS JOIN bench_subject s WHERE e.year_group = :year
)
"""


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality, its first school, and who reads the figures of each."""

    organiser: Any
    school: Any
    coordinator: Any
    principal: Any


def start_django(var: Path) -> None:
    """Start Django as a web server does, on an empty database in a folder."""
    os.environ["THROUGHLINE_VAR"] = str(var.resolve())
    os.environ["THROUGHLINE_TODAY"] = TODAY.isoformat()
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughline_web.config.settings.demo"
    import_module("throughline_web.config.wsgi")
    from django.core.management import call_command  # noqa: PLC0415 - after set-up

    call_command("migrate", verbosity=0)


def build(pupils: int, schools: int) -> Town:
    """Fill the database: schools, pupils in year groups, a term of days, and grades of the last year."""
    from django.db import transaction  # noqa: PLC0415 - after set-up

    with transaction.atomic():
        town = _places(schools)
        _pupils(town.organiser, pupils)
        _rows(_run(town.organiser).pk)
    return town


def _places(schools: int) -> Town:
    from throughline_web.organisations.models import Account, Membership, Organiser, Unit  # noqa: PLC0415 - after set-up
    from throughline_web.organisations.roles import Role, UnitKind  # noqa: PLC0415 - after set-up

    organiser = Unit.objects.create(kind=UnitKind.MUNICIPALITY, name="Sjövik")
    named = [
        Unit(kind=UnitKind.SCHOOL, name=f"Skola {number}", code=f"{number:08}", parent=organiser)
        for number in range(schools)
    ]
    units = Unit.objects.bulk_create(named)
    Organiser.objects.bulk_create(
        Organiser(school=unit, organiser=organiser, starts_on=date(2020, 8, 1)) for unit in units
    )
    people = []
    for role, unit in ((Role.MUNICIPAL_COORDINATOR, organiser), (Role.PRINCIPAL, units[0])):
        account = Account.objects.create(
            email=f"{role}@bench.example", given_name="Lena", family_name="Falk", created_at=NOW
        )
        Membership.objects.create(account=account, role=role, unit=unit, starts_on=BEGAN)
        people.append(account)
    return Town(organiser, units[0], *people)


def _pupils(organiser: Any, count: int) -> None:
    from throughline_web.organisations.models import Enrolment, Pupil, Unit  # noqa: PLC0415 - after set-up
    from throughline_web.organisations.roles import UnitKind  # noqa: PLC0415 - after set-up

    schools = list(Unit.objects.filter(kind=UnitKind.SCHOOL).order_by("pk"))
    pupils = Pupil.objects.bulk_create(
        (Pupil(organiser=organiser, external_id=f"p{number}") for number in range(count)),
        batch_size=2_000,
    )
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                pupil=pupil,
                school=schools[number % len(schools)],
                year_group=str(1 + number // len(schools) % YEAR_GROUPS),
                starts_on=BEGAN,
            )
            for number, pupil in enumerate(pupils)
        ),
        batch_size=2_000,
    )


def _run(organiser: Any) -> Any:
    from throughline_web.sources.models import ImportRun  # noqa: PLC0415 - after set-up
    from throughline_web.sources.states import State  # noqa: PLC0415 - after set-up

    return ImportRun.objects.create(
        organiser=organiser,
        file_name="term.csv",
        file_size=1,
        sha256="0" * 64,
        profile_id="generic-lesson-rows",
        profile_text='id = "generic-lesson-rows"',
        kind="lesson",
        state=State.LIVE,
        created_at=NOW,
        published_at=NOW,
    )


def _rows(run: int) -> None:
    from django.db import connection  # noqa: PLC0415 - after set-up

    from throughline_web.organisations.models import Enrolment  # noqa: PLC0415 - after set-up
    from throughline_web.records.models import Grade, PupilDay, SchoolDay  # noqa: PLC0415 - after set-up

    enrolment, school_day = Enrolment._meta.db_table, SchoolDay._meta.db_table
    days = [FIRST_DAY + timedelta(days=each) for each in range((TODAY - FIRST_DAY).days + 1)]
    school_days = [day.isoformat() for day in days if day.weekday() < 5]
    with connection.cursor() as cursor:
        for table, values in (("day", school_days), ("subject", SUBJECTS)):
            cursor.execute(f"CREATE TEMPORARY TABLE bench_{table} (number, {table})")
            cursor.executemany(f"INSERT INTO bench_{table} VALUES (%s, %s)", [*enumerate(values)])
        named = {"run": run, "year": GRADED}
        for sql, model in ((_DAYS, PupilDay), (_GRADES, Grade)):
            filled = sql.format(table=model._meta.db_table, enrolment=enrolment)
            cursor.cursor.connection.execute(filled, named)
        cursor.cursor.connection.execute(
            f"INSERT INTO {school_day} (run_id, unit_id, day) SELECT DISTINCT :run, e.school_id,"
            f" d.day FROM (SELECT DISTINCT school_id FROM {enrolment}) e CROSS JOIN bench_day d",
            named,
        )
        cursor.execute("ANALYZE")
