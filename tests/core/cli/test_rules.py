"""``throughline rules``: the list, one rule with its source and tests, and the nearest on a miss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from throughline.cli.errors import ExitCode
from throughline.cli.rules import confirmation
from throughline.terms.rulebook import replaced, rule, rule_tests, rules


def test_every_rule_is_listed_with_what_it_says_and_how_far_to_trust_it(desk):
    lines = desk.run("rules", "--language", "en").out.splitlines()

    assert [line.split()[0] for line in lines] == [each.id for each in rules()]
    assert all(each.says.en in line for each, line in zip(rules(), lines, strict=True))
    assert all("confirmed" in line.lower() for line in lines)


@pytest.mark.parametrize(("country", "other"), [("se", "no"), ("no", "se")])
def test_the_list_can_be_of_one_country(desk, country, other):
    listed = desk.run("rules", "--country", country, "--format", "json").json

    countries = {each["country"] for each in listed}
    assert country in countries
    assert other not in countries


@pytest.mark.parametrize("rule_id", ["SE-ELIG-EKHUSA", "se-elig-ekhusa"])
def test_a_rule_is_shown_with_source_dates_values_and_tests(desk, rule_id):
    shown = desk.run("rules", rule_id, "--language", "sv").out

    told = rule("SE-ELIG-EKHUSA")
    assert shown.startswith(f"SE-ELIG-EKHUSA (eligibility, se)\n{told.says.sv}\n")
    assert "Gäller: 2011-07-01 –\n" in shown
    assert f"Källa: {told.source}\n" in shown
    assert '    core = [["SV", "SVA"], ["EN"], ["MA"]]\n' in shown
    assert "    families.EK = ekonomiprogrammet\n" in shown
    assert all(f"    {test}\n" in shown for test in rule_tests("SE-ELIG-EKHUSA"))


def test_every_version_of_a_rule_is_shown(desk):
    shown = desk.run("rules", "SE-GRADE-01", "--language", "nb").out

    assert "Gjelder: 01.07.1994 – 30.06.2011\n" in shown
    assert "Gjelder: 01.07.2011 –\n" in shown
    assert "    grades.VG.points = 15\n" in shown
    assert "    grades.B.points = 17.5\n" in shown


def test_tables_in_a_row_are_numbered_and_days_are_written_as_days(desk):
    assert "    ways[2].others = 4\n" in desk.run("rules", "SE-ELIG-IMV").out
    assert (
        "    programmes.FR.from = 01.07.2025\n"
        in desk.run("rules", "SE-PROG-01", "--language", "nb").out
    )


def test_a_rule_is_shown_as_json(desk):
    [told] = desk.run("rules", "SE-PROG-01", "--format", "json").json

    assert (told["id"], told["confirmed"], told["file"]) == (
        "SE-PROG-01",
        False,
        "se-programmes.toml",
    )
    assert told["values"]["programmes"]["HA"]["to"] == "2022-06-30"
    assert told["says"]["nb"] == rule("SE-PROG-01").says.nb
    assert told["tests"] == list(rule_tests("SE-PROG-01"))


def test_a_miss_names_the_nearest_rule(desk):
    ran = desk.run("rules", "SE-ELIG-YR", "--language", "en")

    assert ran.code == ExitCode.WRONG_USAGE
    assert ran.err == (
        "There is no rule called SE-ELIG-YR. throughline rules lists them. "
        "Did you mean SE-ELIG-YRK?\n"
    )


def test_a_miss_that_is_like_nothing_names_no_rule(desk):
    ran = desk.run("rules", "§", "--language", "en")

    assert ran.err == "There is no rule called §. throughline rules lists them.\n"


@pytest.mark.parametrize(
    ("checked_by", "said"),
    [
        ("Skolverket", "Confirmed by Skolverket."),
        (
            "Throughline, in the source",
            "Read in the source, but not yet confirmed by a domain owner.",
        ),
        ("", "Not checked against a source, and not confirmed by a domain owner."),
    ],
)
def test_a_rule_says_whether_a_domain_owner_has_confirmed_it(checked_by, said):
    assert confirmation(replace(rule("SE-MERIT-01"), checked_by=checked_by)).en == said


def test_a_rule_without_a_test_says_so(desk):
    with replaced(replace(rule("SE-MERIT-01"), id="XX-NEW")):
        shown = desk.run("rules", "XX-NEW", "--language", "en").out

    assert shown.endswith("\nNo test stands for it.\n")


def test_the_list_can_be_written_to_a_file(desk, tmp_path):
    desk.run("rules", "SE-MERIT-02", "--out", str(tmp_path / "rule.txt"))

    assert (tmp_path / "rule.txt").read_text(encoding="utf-8").startswith("SE-MERIT-02 (")
