"""What an administrator writes about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.roles import STAFF_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline_web.organisations.queries import UnitChoice


class MembershipForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(
        label=_("Where"),
        help_text=_("A class for teachers and mentors, a school for the others at a school."),
    )

    def __init__(self, *args: Any, units: Sequence[UnitChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in Role if role in STAFF_ROLES]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=roles)
        self.fields["unit"] = forms.ChoiceField(
            label=self.fields["unit"].label,
            help_text=self.fields["unit"].help_text,
            choices=[(str(unit.public_id), unit.label) for unit in units],
        )


class InvitePersonForm(MembershipForm):
    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    field_order = ["given_name", "family_name", "email", "role", "unit", "language"]


class InviteFromForm(forms.Form):
    unit = forms.ChoiceField(label=_("School or class"))

    def __init__(self, *args: Any, units: Sequence[UnitChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(
            label=self.fields["unit"].label,
            choices=[(str(unit.public_id), unit.label) for unit in units],
        )


class FindPersonForm(forms.Form):
    q = forms.CharField(label=_("Name or address"), required=False, max_length=80)
