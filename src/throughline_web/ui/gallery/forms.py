"""A form with every kind of field, once untouched and once with errors."""

from __future__ import annotations

from django import forms

from throughline_web.ui.widgets import DropFile


class DropFiles(DropFile):
    allow_multiple_selected = True


class ExampleForm(forms.Form):
    note = forms.CharField(
        label="Anteckning",
        widget=forms.Textarea,
        required=False,
        help_text="Skriv det som är sagt och bestämt, inte vad du tror.",
    )
    talk_on = forms.DateField(label="Samtal den", widget=forms.DateInput({"type": "date"}))
    owner = forms.ChoiceField(
        label="Ansvarig", choices=[("", "Välj"), ("1", "Karin Exempel"), ("2", "Peter Påhittad")]
    )
    readers = forms.MultipleChoiceField(
        label="Vem får läsa",
        choices=[("mentor", "Mentor"), ("team", "Elevhälsoteam"), ("home", "Vårdnadshavare")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Eleven bestämmer.",
    )
    answer = forms.ChoiceField(
        label="Vad gör vi nu",
        choices=[("support", "Stöd behövs"), ("talk", "Samtal är planerat"), ("known", "Känt")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="Överenskommet med eleven")
    attendance = forms.FileField(
        label="Fil med närvaro",
        widget=DropFile({"accept": ".csv,.xlsx"}),
        help_text="CSV eller Excel, högst 100 MB. Filen lämnar inte er kommun.",
    )
    many = forms.FileField(
        label="Flera filer på en gång",
        widget=DropFiles({"accept": ".csv,.xlsx", "multiple": True}),
        required=False,
    )
