"""Components: Jinja2 macros, and Django templates that reach them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, engines
from jinja2 import UndefinedError

from albums.models import Album, Artist
from common.components import ENGINE, component, load_templates
from config.jinja import day


def test_a_component_escapes_what_people_typed():
    artist = Artist(name="<b>Tin Lanterns</b>")
    html = component("marks", "cover")(Album(title='"><script>', lead_artist=artist))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_django_template_takes_a_component_as_it_is():
    artist = Artist(name="Tin Lanterns")
    html = Template("{% load covers %}{% cover album 80 %}").render(
        Context({"album": Album(title="Low & High", lead_artist=artist)})
    )
    assert html.startswith("<svg")
    assert "Low &amp; High" in html


def test_a_django_template_takes_a_whole_jinja_template_with_its_context(tmp_path, settings):
    (tmp_path / "greeting.jinja").write_text("<p>{{ name }}</p>")
    settings.TEMPLATES = [
        settings.TEMPLATES[0],
        settings.TEMPLATES[1] | {"DIRS": [tmp_path]},
    ]
    html = Template('{% load components %}{% jinja "greeting.jinja" %}').render(Context({"name": "Ada <3"}))
    assert html == "<p>Ada &lt;3</p>"


def test_a_name_that_a_component_does_not_know_is_an_error():
    with pytest.raises(UndefinedError):
        engines[ENGINE].env.from_string("{{ nobody }}").render()


@pytest.mark.parametrize(
    ("moment", "printed"),
    [(date(2025, 3, 3), "3 Mar 2025"), (datetime(1999, 12, 31, 23, 59, tzinfo=UTC), "31 Dec 1999")],
)
def test_a_day_is_printed_short(moment, printed):
    assert day(moment) == printed


def test_every_template_compiles_before_the_first_reader_comes():
    load_templates()
    assert any(key[1] == "pages/album.jinja" for key in engines[ENGINE].env.cache)
