"""The Jinja2 environment of the components: what they print numbers, dates and addresses by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.defaultfilters import capfirst, date, pluralize
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined

from albums.drawn_covers import drawn_cover
from common.page_addresses import address
from common.personal_parts import personal
from reviews.consensus.album import SHOWN_FROM
from reviews.templatetags import scores


def environment(**options: Any) -> Environment:
    """The environment, made by Django's backend, which sees to escaping."""
    made = Environment(**options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701
    made.globals.update(
        drawn_cover=drawn_cover,
        site_address=lambda: settings.SITE_URL,
        mark=scores.mark,
        personal=personal,
        shown_from=SHOWN_FROM,
        static=static,
        url=address,
        verdict=scores.verdict,
        verdict_word=scores.verdict_word,
    )
    made.filters.update(
        between=scores.between,
        capfirst=capfirst,
        date=date,
        day=day,
        pluralize=pluralize,
        percent=scores.percent,
        points=scores.points,
        rounded=scores.rounded,
        signed=scores.signed,
    )
    return made


def day(moment: Any) -> str:
    """A date, or the local date of a moment: "3 Mar 2025"."""
    if hasattr(moment, "tzinfo"):
        moment = timezone.localtime(moment)
    return date_format(moment, "SHORT_DATE_FORMAT")
