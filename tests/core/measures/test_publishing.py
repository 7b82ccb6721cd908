"""Single figures: every example and limit of the publication rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.measures.publishing import (
    UnknownProfile,
    profile_ids,
    publication_profile,
    publish,
    publish_mean,
    publish_total,
)
from throughline.terms.figures import ABOUT, FigureState, Published, shown, untold
from throughline.terms.rulebook import rule

ELIGIBILITY, SHARE = "skolverket_eligibility", "skolverket_share"
NORWAY, STRICT, NEAR = "norway_5_both_tails", "strict_10_both", "near_5_both"
FEW_TOTAL, FEW_EVENT = untold(FigureState.FEW_TOTAL), untold(FigureState.FEW_EVENT)
ABOUT_ALL = Published(Decimal(1), FigureState.ROUNDED_HIGH)
ABOUT_NONE = Published(Decimal(0), FigureState.ROUNDED_LOW)


def share(text):
    return shown(Decimal(text))


@pytest.mark.rule("SE-PUB-01", "SE-PUB-02", "SE-PUB-03", "SE-PUB-PROFILE-ELIGIBILITY")
@pytest.mark.parametrize(
    ("total", "event", "expected"),
    [
        pytest.param(25, 23, ABOUT_ALL, id="two are not eligible"),
        pytest.param(25, 20, share("0.800"), id="five are not: one decimal"),
        pytest.param(20, 8, FEW_EVENT, id="eight achieved"),
        pytest.param(9, 9, FEW_TOTAL, id="nine pupils"),
        pytest.param(30, 30, share("1.000"), id="everybody"),
        pytest.param(10, 9, FEW_EVENT, id="ten pupils, nine achieved"),
        pytest.param(10, 10, share("1.000"), id="ten of ten"),
        pytest.param(30, 29, ABOUT_ALL, id="one is not"),
        pytest.param(30, 26, ABOUT_ALL, id="four are not"),
        pytest.param(11, 10, ABOUT_ALL, id="the fewest who achieved"),
    ],
)
def test_eligibility_is_told_as_skolverket_tells_it(total, event, expected):
    assert publish(total, event, ELIGIBILITY) == expected


@pytest.mark.rule("SE-PUB-02", "SE-PUB-04", "SE-PUB-PROFILE-SHARE")
@pytest.mark.parametrize(
    ("total", "event", "expected"),
    [
        pytest.param(25, 23, share("0.920"), id="two failed, and that is told"),
        pytest.param(25, 24, share("0.960"), id="one failed"),
        pytest.param(25, 10, share("0.400"), id="ten achieved"),
        pytest.param(25, 9, FEW_EVENT, id="nine achieved"),
        pytest.param(9, 9, FEW_TOTAL, id="nine pupils"),
    ],
)
def test_all_subjects_passed_is_not_rounded(total, event, expected):
    assert publish(total, event, SHARE) == expected


@pytest.mark.rule("SE-PUB-01")
@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (None, untold(FigureState.MISSING)),
        (0, untold(FigureState.NOT_APPLICABLE)),
        (1, FEW_TOTAL),
        (9, FEW_TOTAL),
        (10, shown(10)),
        (25, shown(25)),
    ],
)
def test_a_number_of_pupils_is_told_from_ten(total, expected):
    assert publish_total(total, ELIGIBILITY) == expected


@pytest.mark.rule("SE-PUB-05")
@pytest.mark.parametrize(
    ("total", "expected"), [(9, FEW_TOTAL), (10, share("216.3")), (11, share("196.6"))]
)
def test_a_mean_merit_value_is_told_from_ten_with_one_decimal(total, expected):
    assert publish_mean(total, Decimal("2162.5"), SHARE) == expected


@pytest.mark.rule("SE-PUB-06")
def test_one_dot_is_missing_and_two_dots_withheld():
    signs = rule("SE-PUB-06").values["signs"]

    assert dict(signs) == {".": "missing", "..": "few_total", "~100": "rounded_high"}
    assert FigureState(signs["."]) is not FigureState(signs[".."])


@pytest.mark.rule("SE-PUB-07")
def test_the_open_interface_gives_each_value_its_reason():
    values = rule("SE-PUB-07").values

    assert {name: FigureState(state) for name, state in values["types"].items()} == {
        "EXISTS": FigureState.SHOWN,
        "MISSING": FigureState.MISSING,
        "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": FigureState.FEW_TOTAL,
        "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE": FigureState.ROUNDED_HIGH,
    }
    assert values["withheld_prefixes"] == ("TEACHERS_EXCLUDED",)


@pytest.mark.rule("NO-PUB-01", "NO-PUB-02", "NO-PUB-PROFILE")
@pytest.mark.parametrize(
    ("total", "event", "expected"),
    [
        pytest.param(4, 4, FEW_TOTAL, id="four pupils"),
        pytest.param(5, 5, FEW_EVENT, id="five who all completed"),
        pytest.param(10, 5, share("0.500"), id="five either way"),
        pytest.param(30, 4, FEW_EVENT, id="four completed"),
        pytest.param(30, 26, FEW_EVENT, id="four did not"),
        pytest.param(30, 30, FEW_EVENT, id="nobody did not"),
        pytest.param(30, 25, share("0.833"), id="five did not"),
    ],
)
def test_norway_withholds_both_tails(total, event, expected):
    assert publish(total, event, NORWAY) == expected


@pytest.mark.rule("NO-PUB-01")
def test_norway_tells_numbers_and_means_from_five_and_marks_the_hidden():
    assert [publish_total(total, NORWAY).value for total in (4, 5)] == [None, 5]
    assert [publish_mean(total, Decimal(20), NORWAY).value for total in (4, 5)] == [None, 4]
    assert rule("NO-PUB-01").values["signs"] == ("*", ".")


@pytest.mark.rule("TL-PUB-01", "TL-PUB-PROFILE-STRICT")
@pytest.mark.parametrize(
    ("total", "event", "expected"),
    [
        pytest.param(9, 5, FEW_TOTAL, id="nine pupils"),
        pytest.param(40, 9, FEW_EVENT, id="nine did"),
        pytest.param(40, 31, FEW_EVENT, id="nine did not"),
        pytest.param(40, 0, FEW_EVENT, id="nobody did"),
        pytest.param(20, 10, share("0.500"), id="ten either way"),
    ],
)
def test_our_strictest_withholds_below_ten_either_way(total, event, expected):
    assert publish(total, event, STRICT) == expected


@pytest.mark.rule("TL-PUB-01")
def test_our_strictest_tells_a_mean_from_ten():
    assert [publish_mean(total, Decimal(90), STRICT).value for total in (9, 10)] == [None, 9]


@pytest.mark.rule("TL-PUB-02", "TL-PUB-PROFILE-NEAR")
@pytest.mark.parametrize(
    ("total", "event", "expected"),
    [
        pytest.param(9, 5, FEW_TOTAL, id="nine pupils"),
        pytest.param(40, 0, ABOUT_NONE, id="nobody"),
        pytest.param(40, 4, ABOUT_NONE, id="four did"),
        pytest.param(40, 5, share("0.125"), id="five did"),
        pytest.param(40, 35, share("0.875"), id="five did not"),
        pytest.param(40, 36, ABOUT_ALL, id="four did not"),
        pytest.param(40, 40, ABOUT_ALL, id="everybody"),
    ],
)
def test_small_shares_are_told_as_nearly_none_or_nearly_all(total, event, expected):
    assert publish(total, event, NEAR) == expected


@pytest.mark.rule("TL-PUB-02")
def test_the_near_profile_tells_numbers_and_means_from_ten():
    assert [publish_total(total, NEAR).value for total in (9, 10)] == [None, 10]
    assert [publish_mean(total, Decimal(90), NEAR).value for total in (9, 10)] == [None, 9]


@pytest.mark.rule(
    "SE-PUB-PROFILE-ELIGIBILITY",
    "SE-PUB-PROFILE-SHARE",
    "NO-PUB-PROFILE",
    "TL-PUB-PROFILE-STRICT",
    "TL-PUB-PROFILE-NEAR",
)
@pytest.mark.parametrize(
    ("profile", "rules", "protection"),
    [
        (ELIGIBILITY, ("SE-PUB-01", "SE-PUB-02", "SE-PUB-03", "SE-PUB-05"), 3),
        (SHARE, ("SE-PUB-01", "SE-PUB-02", "SE-PUB-04", "SE-PUB-05"), 5),
        (NORWAY, ("NO-PUB-01", "NO-PUB-02"), 5),
        (STRICT, ("TL-PUB-01",), 10),
        (NEAR, ("TL-PUB-02",), 4),
    ],
)
def test_a_profile_is_put_together_of_its_rules(profile, rules, protection):
    limits = publication_profile(profile)

    assert (limits.rules, limits.protection) == (rules, protection)
    assert limits.protection_of_scale == Decimal("0.1")
    assert profile in profile_ids()


@pytest.mark.rule("SE-PUB-03", "SE-PUB-04", "SE-PUB-05", "NO-PUB-01", "TL-PUB-01", "TL-PUB-02")
@pytest.mark.parametrize(
    ("profile", "near_all", "least_with_value"),
    [(ELIGIBILITY, 5, 10), (SHARE, 0, 10), (NORWAY, 0, 5), (STRICT, 0, 10), (NEAR, 5, 10)],
)
def test_a_profile_keeps_the_limits_of_its_rules(profile, near_all, least_with_value):
    limits = publication_profile(profile)

    assert (limits.near_all, limits.least_with_value) == (near_all, least_with_value)


def test_an_unknown_profile_is_told_which_there_are():
    with pytest.raises(UnknownProfile, match="no profile 'none'; there are norway_5_both_tails"):
        publication_profile("none")


@pytest.mark.parametrize(("total", "event"), [(3, 4), (3, -1)])
def test_more_than_all_or_fewer_than_none_cannot_be(total, event):
    with pytest.raises(ValueError, match="cannot be"):
        publish(total, event, STRICT)


@pytest.mark.parametrize(("total", "event"), [(None, 3), (3, None)])
def test_an_unknown_figure_is_missing_and_never_nought(total, event):
    assert publish(total, event, STRICT) == untold(FigureState.MISSING)


def test_a_figure_of_nobody_does_not_occur():
    assert publish(0, 0, STRICT) == untold(FigureState.NOT_APPLICABLE)
    assert publish_mean(0, Decimal(0), STRICT) == untold(FigureState.NOT_APPLICABLE)


def test_a_rate_without_minutes_is_missing():
    assert publish_mean(20, Decimal(0), STRICT, weight=Decimal(0)).state is FigureState.MISSING
    assert publish_mean(20, None, STRICT).state is FigureState.MISSING


@pytest.mark.parametrize("state", FigureState)
def test_every_state_is_said_in_three_languages(state):
    told = state is FigureState.SHOWN or state in ABOUT
    published = Published(Decimal(1) if told else None, state)

    assert all(published.says().as_dict().values())
    assert [published.is_exact, published.is_about, published.is_withheld].count(True) == (
        0 if state in {FigureState.MISSING, FigureState.NOT_APPLICABLE} else 1
    )


@pytest.mark.parametrize(
    "published", [(None, FigureState.SHOWN), (Decimal(1), FigureState.FEW_EVENT)]
)
def test_a_value_cannot_contradict_its_state(published):
    with pytest.raises(ValueError, match="cannot have the value"):
        Published(*published)


@pytest.mark.parametrize("profile", [STRICT, NORWAY, NEAR])
@given(total=st.integers(1, 200), data=st.data())
def test_both_tails_are_treated_alike(profile, total, data):
    event = data.draw(st.integers(0, total))

    one, other = publish(total, event, profile), publish(total, total - event, profile)

    assert one.is_withheld == other.is_withheld
    assert one.is_about == other.is_about
