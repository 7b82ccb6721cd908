"""What people tell the room of measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from throughline_web.measures.periods import Period


class ReleaseForm(forms.Form):
    period = forms.ChoiceField(label=_("Period"))
    why = forms.CharField(
        label=_("Why now?"),
        required=False,
        max_length=200,
        help_text=_("Stands in the history of releases. Nothing about a person."),
    )

    def __init__(self, data: QueryDict | None = None, *, periods: Sequence[Period]) -> None:
        super().__init__(data)
        self._periods = {period.key: period for period in periods}
        choices = [(key, period.name) for key, period in self._periods.items()]
        self.fields["period"] = forms.ChoiceField(label=_("Period"), choices=choices)

    def period_chosen(self) -> Period:
        """Return the period chosen; only after the form is valid."""
        return self._periods[self.cleaned_data["period"]]
