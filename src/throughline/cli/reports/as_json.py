"""The evaluation for machines: one JSON object, one line a pupil; see the reference page flags-json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.reasons import reason
from throughline.records.standing import counts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from throughline.cli.evaluation import Evaluated
    from throughline.cli.run_facts import FileRead, RunFacts
    from throughline.earlywarning.flags import Flag
    from throughline.earlywarning.policy import Policy
    from throughline.records.ledger import Totals
    from throughline.sources import RowIssue

FORMAT_VERSION = 1
_SCOPES = ("total", "excused", "unexcused", "unresolved")


def write_json(stream: TextIO, facts: RunFacts, evaluated: Iterable[Evaluated]) -> None:
    """Write the whole object; pupils are written as they come, so that none is kept."""
    head = _line(_head(facts))
    stream.write(head.removesuffix("}") + ', "pupils": [')
    separator = "\n"
    for one in evaluated:
        stream.write(separator + _line(pupil_object(one)))
        separator = ",\n"
    stream.write("\n]}\n")


def pupil_object(one: Evaluated) -> dict[str, Any]:
    """Return one pupil as JSON has it; ``counts`` only where the source counts occasions."""
    record = one.record
    told: dict[str, Any] = {
        "pupil": record.pupil_id,
        "school": record.unit_id,
        "class": record.group,
        "coverage": one.coverage,
        "rates": {window: _rates(totals) for window, totals in one.windows.items()},
    }
    if record.counted:
        told["counts"] = {str(key): value for key, value in sorted(counts(record).items())}
    told["flags"] = [_flag(flag) for flag in one.flags]
    return told


def issue_object(issue: RowIssue) -> dict[str, Any]:
    """Return one remark on a row as JSON has it; identity columns are masked already."""
    return {
        "file": issue.file,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "problem": issue.problem.as_dict(),
        "hint": issue.hint.as_dict(),
        "severity": str(issue.severity),
    }


def file_object(file: FileRead) -> dict[str, Any]:
    """Return one file as JSON has it: its profile, and what became of its rows."""
    return {
        "file": file.name,
        "profile": file.profile.id,
        "profile_verified": file.profile.verified,
        "assumption": file.profile.assumption.as_dict() if file.profile.assumption else None,
        "why": [text.as_dict() for text in file.profile.why],
        "rows": file.rows,
        "accepted": file.accepted,
        "rejected": file.rejected,
        "protected_refused": file.protected_refused,
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _head(facts: RunFacts) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "as_of": facts.as_of.isoformat(),
        "policy": _policy(facts.policy),
        "language": facts.language,
        "source": {
            "rows": facts.rows,
            "accepted": facts.accepted,
            "rejected": facts.rejected,
            "protected_refused": facts.protected_refused,
            "files": [file_object(file) for file in facts.files],
            "issues": [issue_object(issue) for issue in facts.issues],
        },
    }


def _policy(policy: Policy) -> dict[str, Any]:
    head = policy.head
    return {
        "id": head.id,
        "version": head.version,
        "name": policy.name.as_dict(),
        "country": head.country,
        "valid_from": head.valid_from.isoformat(),
        "valid_to": head.valid_to.isoformat() if head.valid_to else None,
        "source": head.source,
        "checked_by": head.checked_by,
    }


def _rates(totals: Totals | None) -> dict[str, float | None]:
    if totals is None:
        return dict.fromkeys((*_SCOPES, "coverage"))
    rates = {scope: totals.rate(scope) for scope in _SCOPES}
    return {**rates, "coverage": totals.coverage}


def _flag(flag: Flag) -> dict[str, Any]:
    rule, finding = flag.rule, flag.finding
    return {
        "indicator": str(rule.indicator),
        "rule": rule.id,
        "scope": str(rule.scope),
        "since": flag.since.isoformat(),
        "observed": finding.observed,
        "limit": rule.limit,
        "compare": str(rule.compare),
        "unit": str(rule.unit),
        "window": str(rule.window),
        "coverage": finding.coverage,
        "of_unit": finding.of_unit,
        "action": rule.action.as_dict(),
        "owner_role": rule.owner_role,
        "due_days": rule.due_days,
        "reason": reason(flag).text.as_dict(),
    }
