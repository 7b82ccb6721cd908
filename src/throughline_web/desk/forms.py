"""What people tell the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline_web.earlywarning.actions import Decision
from throughline_web.earlywarning.choices import AnswerKind, ConcernAbout, KnownReason

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you decide?"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("Why is it known?"),
        choices=[("", _("Choose a reason")), *KnownReason.choices],
        required=False,
        help_text=_("Only for a known absence. Never write a diagnosis."),
    )
    return_on = forms.DateField(
        label=_("When shall the question come back?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Needed for a known absence; otherwise if you wish."),
    )
    note = forms.CharField(
        label=_("Note to colleagues"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by those who may see the pupil. Nothing about health."),
    )

    def __init__(self, data: QueryDict | None = None, *, on: date) -> None:
        super().__init__(data)
        self.on = on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        back = cleaned.get("return_on")
        if back is not None and back <= self.on:
            self.add_error("return_on", _("Choose a day after today."))
        if cleaned.get("kind") == AnswerKind.KNOWN:
            self._needs_reason_and_day(cleaned)
        return cleaned

    def _needs_reason_and_day(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("reason"):
            self.add_error("reason", _("Choose why the absence is known."))
        if "return_on" not in self.errors and not cleaned.get("return_on"):
            self.add_error("return_on", _("Choose the day on which the question comes back."))

    def decision(self) -> Decision:
        """Return what was decided; only after the form is valid."""
        cleaned = self.cleaned_data
        reason = KnownReason(cleaned["reason"]) if cleaned["reason"] else None
        return Decision(
            AnswerKind(cleaned["kind"]), reason, cleaned["return_on"], cleaned["note"].strip()
        )


class ConcernForm(forms.Form):
    about = forms.TypedChoiceField(
        label=_("What is your concern about?"),
        choices=ConcernAbout.choices,
        coerce=ConcernAbout,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What have you seen?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "A sentence or two about what you have seen at school. Nothing about health or family. "
            "If you suspect that a child fares badly, you must report it to social services yourself."
        ),
    )


class SearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name of a pupil"),
        max_length=80,
        help_text=_("Search is made among the pupils that you may see."),
    )
