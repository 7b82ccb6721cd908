"""Rows about people know only what their file said."""

from __future__ import annotations

from throughline.terms.people import GradeRow, GuardianRow, PupilRow, StaffRow


def test_what_a_file_does_not_say_is_unknown():
    assert PupilRow("p1").mentor is None
    assert GuardianRow("p1").email is None
    assert StaffRow("s1", "teacher").unit_id is None
    assert GradeRow("p1", "Matematik", "F", passed=False).term is None


def test_nobody_is_protected_unless_the_file_says_so():
    assert not PupilRow("p1").protected
    assert not GuardianRow("p1").protected
