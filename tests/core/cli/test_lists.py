"""``throughline profiles`` and ``throughline policies``: what ships, and how far to trust it."""

from __future__ import annotations

import pytest

from throughline.earlywarning.policy import shipped_policies
from throughline.sources import parse_profile, shipped_profiles


def test_every_profile_is_listed_with_whether_it_was_tried(desk):
    lines = desk.run("profiles", "--language", "en").out.splitlines()

    for profile in shipped_profiles():
        line = next(line for line in lines if line.startswith(f"{profile.id} "))
        assert ("not tried on a real export" in line) is not profile.verified


def test_profiles_are_listed_as_json(desk):
    told = desk.run("profiles", "--format", "json").json

    assert [one["id"] for one in told] == [profile.id for profile in shipped_profiles()]


def test_a_profile_is_shown_as_the_file_to_start_an_own_from(desk):
    shown = desk.run("profiles", "vklass-report").out

    assert parse_profile(shown, name="own.toml").id == "vklass-report"


def test_every_policy_is_listed_with_whether_it_is_confirmed(desk):
    lines = desk.run("policies", "--language", "en").out.splitlines()

    assert [line.split()[0] for line in lines] == list(shipped_policies())
    assert all("Not yet confirmed by a domain owner." in line for line in lines)


@pytest.mark.parametrize("name", sorted(shipped_policies()))
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_policy_is_shown_with_all_its_rules_and_its_source(desk, name, language):
    policy = shipped_policies()[name]

    shown = desk.run("policies", name, "--language", language).out

    assert policy.head.source in shown
    assert [rule.id for rule in policy.rules if f"\n{rule.id}: " not in shown] == []


def test_a_rule_is_said_with_its_limit_and_conditions(desk):
    shown = desk.run("policies", "se-template", "--language", "sv").out

    assert "health-team: Frånvaro, de senaste 20 skoldagarna: från 10\u00a0%" in shown
    assert "bara om: minst 80\u00a0% av lektionstiden registrerad" in shown
    assert "Elevhälsoteamet går igenom läget (Elevhälsoteam, inom 5 skoldagar)" in shown


def test_a_policy_is_shown_as_json(desk):
    told = desk.run("policies", "se-csn", "--format", "json").json

    assert [(one["id"], len(one["rules"])) for one in told] == [("se-csn", 4)]


def test_a_policy_of_ones_own_is_shown_with_its_dates_and_who_confirmed_it(desk):
    policy = desk.folder / "ours.toml"
    policy.write_text(
        'id = "ours"\nversion = "2"\ncountry = "se"\nvalid_from = 2026-07-01\nvalid_to = 2027-06-30\n'
        'source = "Beslut"\nauthor = "Rektor"\nchecked_by = "Skolchefen"\nnext_review = 2027-06-01\n'
        'name = { sv = "Vår", nb = "Vår", en = "Ours" }\n'
        '[[rule]]\nid = "late"\nindicator = "late_arrivals"\nscope = "late"\nwindow = "term"\nlimit = 5\n'
        'unit = "count"\naction = { sv = "Samtal", nb = "Samtale", en = "Talk" }\ndue_days = 5\n'
        'owner_role = "teacher"\n',
        encoding="utf-8",
    )

    shown = desk.run("policies", policy, "--language", "sv").out

    assert "Samtal (Lärare, inom 5 skoldagar)" in shown
    assert "Gäller: 2026-07-01 – 2027-06-30" in shown
    assert "Bekräftade av Skolchefen." in shown


def test_a_policy_that_is_not_there_is_wrong_usage(desk):
    assert desk.run("policies", "no-such").code == 2


@pytest.mark.parametrize("command", ["profiles", "policies"])
def test_a_list_may_go_to_a_file(desk, command):
    out = desk.folder / "list.txt"

    ran = desk.run(command, "--out", out)

    assert (ran.code, ran.out, out.stat().st_size > 100) == (0, "", True)
