"""How Django's forms are drawn: ``{{ form }}`` gives this site's own fields everywhere."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws every form, field and error list with the templates of this room.

    Named in the setting ``FORM_RENDERER``; ``django.forms`` must be among the installed apps,
    so that widgets are found as well.
    """

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
