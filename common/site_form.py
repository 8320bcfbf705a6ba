"""The form for a site's name, language and clock."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.form_fields import LineField
from common.models import SiteProfile
from common.site_profile import this_site

SETTINGS = {"name": "SITE_NAME", "language": "LANGUAGE_CODE", "time_zone": "TIME_ZONE"}


class Suggesting(forms.TextInput):
    """A line with suggestions below it, which a browser shows as one types."""

    def __init__(self, suggestions: list[str]) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})
        self.suggestions = suggestions

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The input and its list."""
        listed = f"{(attrs or {}).get('id', name)}-suggestions"
        line = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.suggestions))
        return format_html("{}<datalist{}>{}</datalist>", line, flatatt({"id": listed}), options)


class SiteForm(forms.Form):
    """What the environment says is shown and cannot be changed here."""

    name = LineField(max_length=60, label="Name of the site", help_text="In the masthead, in titles, in mail.")
    language = forms.ChoiceField(
        choices=list(settings.LANGUAGES_OF_SITE.items()),
        label="Language",
        help_text="How dates and times are written. The pages themselves speak English.",
    )
    time_zone = forms.CharField(
        max_length=60,
        label="Time zone",
        help_text="The one clock that everything is shown on, as Europe/Berlin.",
        widget=Suggesting(sorted(available_timezones())),
    )

    def __init__(self, *args: object, **options: object) -> None:
        site = this_site()
        initial = {"name": site.name, "language": site.language, "time_zone": site.time_zone}
        super().__init__(*args, initial=initial, **options)  # type: ignore[arg-type, misc]
        for name, setting in SETTINGS.items():
            if setting in settings.GIVEN_OF_SITE:
                self.fields[name].disabled = True
                self.fields[name].help_text = f"{setting} in the environment or in .env says so, and wins."

    def clean_time_zone(self) -> str:
        """One that exists, whatever its case."""
        zones = {zone.lower(): zone for zone in available_timezones()}
        given = self.cleaned_data["time_zone"].strip().replace(" ", "_").lower()
        if given not in zones:
            raise forms.ValidationError("There is no such time zone. Write one like Europe/Berlin, or UTC.")
        return zones[given]

    def save(self) -> None:
        """Keep what the environment leaves to the site."""
        given = {name: self.cleaned_data[name] for name in SETTINGS if not self.fields[name].disabled}
        SiteProfile.objects.keep(**given)
