"""What an administrator writes about a unit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SchoolForm(forms.Form):
    name = forms.CharField(label=_("Name of the school"), max_length=120)
    code = forms.CharField(
        label=_("School unit code or organisation number"),
        help_text=_("As your files write it. It lets us recognise the school in them."),
        max_length=40,
        required=False,
    )
