"""What a person fills in at the import desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline_web.sources.receiving import SealedUpload
from throughline_web.ui.widgets import DropFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    Answers = Mapping[str, Any] | None

    from throughline_web.sources.mapping import Askable, Asked
    from throughline_web.sources.queries import Place

MOST_FILES = 20
MOST_OFFICIAL_BYTES = 64 * 1024 * 1024
ABSENT = "-"
"""What a select says of something that the file does not tell."""


class DropFiles(DropFile):
    """The drop field for several files at once."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    # The files themselves are taken from the request, where they stand sealed and all of them.
    brought = forms.Field(
        label=gettext_lazy("Files"),
        widget=DropFiles(attrs={"multiple": True, "accept": ".csv,.tsv,.txt,.xlsx,.xml,.zip"}),
        help_text=gettext_lazy(
            "CSV or Excel as your system exports them: attendance, pupils, guardians, staff, grades."
        ),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )

    def __init__(
        self,
        data: Answers = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        places: Sequence[Place],
    ) -> None:
        super().__init__(data, files)
        self.places = {place.key: place for place in places}
        if len(places) > 1:
            self.fields["place"] = forms.ChoiceField(
                label=_("Whose file is it?"),
                choices=[(place.key, place.name) for place in places],
            )

    def chosen_place(self) -> Place:
        only = next(iter(self.places))
        return self.places[self.cleaned_data.get("place", only)]

    def uploads(self) -> list[SealedUpload]:
        return [one for one in self.files.getlist("brought") if isinstance(one, SealedUpload)]

    def clean(self) -> dict[str, Any]:
        if len(self.uploads()) > MOST_FILES:
            self.add_error(
                "brought", _("Choose at most %(count)s files at a time.") % {"count": MOST_FILES}
            )
        return self.cleaned_data


class OfficialForm(forms.Form):
    """Published tables: nothing in them is about one person, so they are not sealed."""

    brought = forms.Field(
        label=gettext_lazy("Files"),
        widget=DropFiles(attrs={"multiple": True, "accept": ".csv,.tsv,.txt,.json"}),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
        help_text=gettext_lazy(
            "As the source gives them, with title lines and footnotes. "
            "Choose answers in JSON that belong together at once: the figures and their titles."
        ),
    )
    fetched_from = forms.URLField(
        label=gettext_lazy("Where it was fetched"),
        help_text=gettext_lazy("The address, so that others find the same table."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    def uploads(self) -> list[UploadedFile[bytes]]:
        return self.files.getlist("brought")

    def clean(self) -> dict[str, Any]:
        if len(self.uploads()) > MOST_FILES:
            self.add_error(
                "brought", _("Choose at most %(count)s files at a time.") % {"count": MOST_FILES}
            )
        if sum(one.size or 0 for one in self.uploads()) > MOST_OFFICIAL_BYTES:
            self.add_error("brought", _("The files are larger than 64 MB together."))
        return self.cleaned_data


class SchoolForm(forms.Form):
    def __init__(self, data: Answers = None, *, schools: Mapping[int, str]) -> None:
        super().__init__(data)
        choices = [("", _("Choose a school")), *((str(key), name) for key, name in schools.items())]
        self.fields["school"] = forms.ChoiceField(
            label=_("Which school is the file about?"),
            help_text=_("The file itself names no school."),
            choices=choices,
        )

    def school_id(self) -> int:
        return int(self.cleaned_data["school"])


class ProfileForm(forms.Form):
    def __init__(self, *, profiles: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__(initial={"profile": current})
        self.fields["profile"] = forms.ChoiceField(label=_("Read the file as"), choices=profiles)


class ProtectionForm(forms.Form):
    accepts_protected = forms.BooleanField(
        label=gettext_lazy("Let in rows that are marked as protected identity"),
        required=False,
    )


class MappingNameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


class MappingForm(forms.Form):
    """One select for each thing that a file of the kind can tell, and what it does not tell."""

    def __init__(
        self,
        data: Answers = None,
        *,
        asked: Askable,
        headers: Sequence[str],
        initial: dict[str, str],
    ) -> None:
        super().__init__(data, initial=initial)
        columns = [(header, header) for header in headers]
        for one in asked.fields:
            first = (
                ("", _("Choose a column")) if one.is_required else (ABSENT, _("Not in the file"))
            )
            self.fields[f"column_{one.name}"] = forms.ChoiceField(
                label=one.label, choices=[first, *columns]
            )
        for one in asked.constants:
            self.fields[f"constant_{one.name}"] = _constant(one)
        self.fields["name"] = forms.CharField(
            label=_("Save the mapping as"),
            help_text=_("Next time a file has these columns it is recognised by itself."),
            max_length=80,
            required=False,
        )
        self._rare = {f"column_{one.name}" for one in asked.fields if one.is_rare}

    def usual(self) -> list[forms.BoundField]:
        return [one for one in self if one.name.startswith("column_") and not self._is_rare(one)]

    def rare(self) -> list[forms.BoundField]:
        return [one for one in self if self._is_rare(one)]

    def last(self) -> list[forms.BoundField]:
        return [one for one in self if not one.name.startswith("column_")]

    def columns(self) -> dict[str, str]:
        return self._said("column_")

    def constants(self) -> dict[str, str]:
        return self._said("constant_")

    def _is_rare(self, field: forms.BoundField) -> bool:
        # What has been found in the file is never hidden away.
        return field.name in self._rare and field.value() in {None, ABSENT}

    def _said(self, prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value not in (None, "", ABSENT)
        }


def _constant(asked: Asked) -> forms.Field:
    if asked.shape == "day":
        return forms.DateField(
            label=asked.label, required=False, widget=forms.DateInput(attrs={"type": "date"})
        )
    return forms.IntegerField(label=asked.label, required=False, min_value=1, max_value=24 * 60)
