"""The only writers of the room."""

from __future__ import annotations

from throughline_web.earlywarning.actions.adopting import adopt_policy, bring_policy
from throughline_web.earlywarning.actions.answering import (
    Decision,
    answer_case,
    raise_concern,
    undo_answer,
)
from throughline_web.earlywarning.actions.evaluating import (
    evaluate_due_schools,
    evaluate_school,
    mark_due,
)
from throughline_web.earlywarning.actions.previewing import ask_for_preview, count_preview

__all__ = [
    "Decision",
    "adopt_policy",
    "answer_case",
    "ask_for_preview",
    "bring_policy",
    "count_preview",
    "evaluate_due_schools",
    "evaluate_school",
    "mark_due",
    "raise_concern",
    "undo_answer",
]
