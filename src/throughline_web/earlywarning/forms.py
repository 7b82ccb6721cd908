"""What a principal or an administrator fills in about a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline_web.ui.widgets import DropFile

if TYPE_CHECKING:
    from datetime import date

MOST_BYTES = 64 * 1024


class AdoptForm(forms.Form):
    starts_on = forms.DateField(
        label=_("From which day"),
        help_text=_("Today or a later day. Until then the school follows what it follows now."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"starts_on": on.isoformat()}


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("A policy as a TOML file"),
        help_text=_("At most 64 kB, written in UTF-8. Every key must be known."),
        widget=DropFile(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> tuple[str, str]:
        """Return the file's name and its text."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 64 kB: this is no policy."))
        try:
            return file.name, file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not written in UTF-8.")) from error
