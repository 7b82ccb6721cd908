"""What a principal decides about a pupil whose identity is protected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_A_YEAR = timedelta(days=366)


class ProtectForm(forms.Form):
    cover_name = forms.CharField(
        label=_("The name that the school uses"),
        help_text=_(
            "An ordinary name that you have agreed upon with the family. Never a word that "
            "tells that something is hidden."
        ),
        max_length=80,
    )
    until = forms.DateField(
        label=_("To be reviewed by"),
        help_text=_("Within a year. The protection holds until somebody ends it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.on < until <= self.on + _A_YEAR:
            raise forms.ValidationError(_("Choose a day within the coming year."))
        return until


class KnowForm(forms.Form):
    person = forms.ChoiceField(label=_("Who shall know"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ChoiceField(label=_("Who shall know"), choices=people)
