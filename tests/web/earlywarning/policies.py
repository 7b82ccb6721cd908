"""What tests of policies do in a browser, and a policy of a school's own."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.attendance import bring, day_of_five, school_days
from tests.web.factories import TODAY

OWN = """
id = "our-policy"
version = "1"
country = "se"
valid_from = 2026-07-01
source = "Beslut i nämnden 12 maj 2026"
author = "Chefen för elevhälsan"
checked_by = "Rut Ek"
next_review = 2027-06-01
name = { sv = "Vår riktlinje", nb = "Vår retningslinje", en = "Our policy" }

[[rule]]
id = "mentor-talk"
indicator = "absence"
scope = "total"
window = "rolling:20"
limit = 0.9
unit = "share"
compare = "at_least"
min_coverage = 0.8
min_offered = 1500
action = { sv = "Mentorn talar", nb = "Kontaktlæreren snakker", en = "The mentor talks" }
due_days = 5
owner_role = "mentor"
"""


def url(name, unit, *more):
    return reverse(f"earlywarning:{name}", args=[unit.public_id, *more])


def adopt(browser, unit, key="se-boras", on=TODAY):
    return browser.post(url("adopt", unit, key), {"starts_on": on.isoformat()})


def upload(browser, unit, text=OWN, name="our.toml"):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return browser.post(url("bring", unit), {"file": file})


def misses(school, pupil, missed=2):
    calendar = school_days(40)
    rows = [
        mark
        for index, day in enumerate(calendar)
        for mark in day_of_five(pupil, day, missed=missed if index >= 30 else 0)
    ]
    bring(school, rows)
