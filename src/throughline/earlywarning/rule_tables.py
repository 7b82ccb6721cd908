"""A [[rule]] of a policy file becomes a rule: every key known, of its type, and of some effect."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.rules import Compare, Indicator, Measure, OwnerRole, Rule, Scope
from throughline.records.windows import Window, WindowKind
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import RuleFileError, only_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class _Sense:
    """What makes sense together with one indicator."""

    scopes: frozenset[Scope]
    units: frozenset[Measure]
    windows: frozenset[WindowKind]
    keys: frozenset[str] = frozenset()


_ABSENCES = frozenset({Scope.TOTAL, Scope.EXCUSED, Scope.UNEXCUSED, Scope.UNRESOLVED})
_ANY_WINDOW = frozenset(WindowKind)
_RUNNING = _ANY_WINDOW - {WindowKind.MONTH, WindowKind.CHECK}
_ROLLING = frozenset({WindowKind.ROLLING})

_SENSE = {
    Indicator.ABSENCE: _Sense(
        _ABSENCES | {Scope.LATE, Scope.SCATTERED},
        frozenset({Measure.SHARE, Measure.MINUTES}),
        _ANY_WINDOW,
        frozenset({"min_occasions"}),
    ),
    Indicator.OCCASIONS: _Sense(_ABSENCES, frozenset({Measure.COUNT}), _ANY_WINDOW),
    Indicator.LATE_ARRIVALS: _Sense(
        frozenset({Scope.LATE}), frozenset({Measure.COUNT}), _ANY_WINDOW
    ),
    # A run of days goes on: a window that is closed cannot hold its end.
    Indicator.SPELL: _Sense(_ABSENCES, frozenset({Measure.SCHOOL_DAYS}), _RUNNING),
    Indicator.TREND: _Sense(
        _ABSENCES | {Scope.SCATTERED},
        frozenset({Measure.SHARE}),
        _ROLLING,
        frozenset({"min_level"}),
    ),
    Indicator.WEEKDAY: _Sense(
        frozenset({Scope.TOTAL}),
        frozenset({Measure.SHARE}),
        _ANY_WINDOW,
        frozenset({"min_occasions", "min_level"}),
    ),
    Indicator.FAILED_SUBJECTS: _Sense(
        frozenset({Scope.GRADES}), frozenset({Measure.COUNT}), frozenset({WindowKind.TERM})
    ),
    Indicator.NO_DATA: _Sense(
        frozenset({Scope.REGISTRATION}),
        frozenset({Measure.SCHOOL_DAYS}),
        _ROLLING,
        frozenset({"min_unit_coverage"}),
    ),
}
_SHARE_KEYS = ("min_coverage", "min_offered")
_LONGEST_ID = 60
_SPECIAL_KEYS = frozenset({"min_occasions", "min_level", "min_unit_coverage"})


def read_rule(table: Mapping[str, Any], *, name: str) -> Rule:
    """Return the rule that one [[rule]] table of a file describes.

    Raises:
        RuleFileError: a key is missing, unknown, of the wrong type or without effect, or what the
            rule asks makes no sense; the message names file, rule and key.
    """
    where = f"the rule {table.get('id', '?')!r}"
    only_keys(table, {*_READERS, "action"}, name=name, where=where)
    missing = [key for key in _REQUIRED if key not in table]
    if missing:
        raise RuleFileError(f"{name}: {where} lacks the key {missing[0]!r}.")
    values = {key: _read(table, key, name=name, where=where) for key in _READERS if key in table}
    values.setdefault("compare", Compare.AT_LEAST)
    rule = Rule(action=read_words(table, "action", name=name, where=where), **values)
    _check_sense(rule, set(table), at=f"{name}: {where}")
    _check_limit(rule, at=f"{name}: 'limit' in {where}")
    return rule


def read_words(table: Mapping[str, Any], key: str, *, name: str, where: str) -> Text:
    """Return a text that a table gives in the three languages.

    Raises:
        RuleFileError: a language is missing, empty or not a string.
    """
    value = table.get(key)
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise RuleFileError(f"{name}: {key!r} in {where} must be given in sv, nb and en.")
    for language, words in value.items():
        if not isinstance(words, str) or not words.strip() or "\0" in words:
            raise RuleFileError(f"{name}: {key!r} in {where} has no words in {language!r}.")
    return Text(**value)


def _read(table: Mapping[str, Any], key: str, *, name: str, where: str) -> Any:  # noqa: ANN401 - TOML
    try:
        return _READERS[key](table[key])
    except ValueError as error:
        raise RuleFileError(f"{name}: {key!r} in {where}: {error}") from error


def _string(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a text.")
    return value


def _id(value: object) -> str:
    word = _string(value)
    if len(word) > _LONGEST_ID:
        raise ValueError(f"{word!r} is longer than {_LONGEST_ID} signs.")
    if not word.isprintable():
        raise ValueError(f"{word!r} has a sign that cannot be shown.")
    return word


def _number(value: object) -> float:
    # In Python a truth value is a number, in a policy it is a mistake.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not _is_finite(value):
        raise ValueError(f"{value!r} is not a number.")
    return float(value)


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False


def _share(value: object) -> float:
    share = _number(value)
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is not a share; write it between 0 and 1.")
    return share


def _whole(least: int, *, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError(f"{value!r} is not a whole number from {least} up.")
        if value > most:
            raise ValueError(f"{value!r} is more than {most}.")
        return value

    return read


def _window(value: object) -> Window:
    return Window.parse(_string(value))


_Word = Indicator | Scope | Measure | Compare | OwnerRole


def _one_of(words: type[_Word]) -> Callable[[object], _Word]:
    def read(value: object) -> _Word:
        found = {str(word): word for word in words}.get(_string(value))
        if found is None:
            raise ValueError(f"{value!r} is not one of {', '.join(words)}.")
        return found

    return read


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _id,
    "indicator": _one_of(Indicator),
    "scope": _one_of(Scope),
    "window": _window,
    "limit": _number,
    "unit": _one_of(Measure),
    "compare": _one_of(Compare),
    "due_days": _whole(1, most=365),
    "owner_role": _one_of(OwnerRole),
    "min_coverage": _share,
    "min_offered": _whole(0, most=1_000_000),
    "min_occasions": _whole(1, most=366),
    "min_level": _share,
    "min_unit_coverage": _share,
    "step": _whole(1, most=100),
}
_OPTIONAL = {"compare", "step", *_SHARE_KEYS, *_SPECIAL_KEYS}
_REQUIRED = [*(key for key in _READERS if key not in _OPTIONAL), "action"]


def _check_sense(rule: Rule, keys: set[str], *, at: str) -> None:
    """Refuse a combination that can never raise a flag, or that says what nobody reads."""
    sense = _SENSE[rule.indicator]
    chosen = (
        ("scope", rule.scope, sense.scopes),
        ("unit", rule.unit, sense.units),
        ("window", rule.window.kind, sense.windows),
    )
    for key, value, allowed in chosen:
        if value not in allowed:
            raise RuleFileError(
                f"{at}: the indicator '{rule.indicator}' has no {key!r} '{value}';"
                f" use {', '.join(sorted(allowed))}."
            )
    idle = sorted(keys & (_SPECIAL_KEYS - sense.keys))
    if idle:
        raise RuleFileError(f"{at}: {idle[0]!r} has no effect on the indicator '{rule.indicator}'.")
    _check_share_keys(rule, keys, at=at)


def _check_share_keys(rule: Rule, keys: set[str], *, at: str) -> None:
    for key in _SHARE_KEYS:
        if rule.unit is Measure.SHARE and key not in keys:
            raise RuleFileError(
                f"{at} lacks the key {key!r}: a share must say from how much it may be judged."
            )
        if rule.unit is not Measure.SHARE and key in keys:
            raise RuleFileError(f"{at}: {key!r} has no effect where the 'unit' is '{rule.unit}'.")


def _check_limit(rule: Rule, *, at: str) -> None:
    """Refuse a limit that everybody or nobody can reach."""
    if rule.unit is Measure.SHARE and not 0 <= rule.limit <= 1:
        raise RuleFileError(f"{at}: {rule.limit:g} is not a share; write it between 0 and 1.")
    if rule.unit is not Measure.SHARE and not rule.limit.is_integer():
        raise RuleFileError(f"{at}: {rule.limit:g} is not a whole number of '{rule.unit}'.")
    if rule.limit < 0 or (rule.limit == 0 and rule.compare is Compare.AT_LEAST):
        raise RuleFileError(f"{at}: everybody reaches {rule.limit:g}.")
    if rule.unit is Measure.SHARE and rule.limit == 1 and rule.compare is Compare.ABOVE:
        raise RuleFileError(f"{at}: nobody is above the whole.")
