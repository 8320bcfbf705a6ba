"""A form that cannot be taken is handed back with what it says, but for secrets."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from common.held_forms import HeldField, held_form

post = RequestFactory().post


def test_every_value_of_every_field_is_held_but_the_key():
    held = held_form(post("/", {"body": "One.", "genre": ["folk", "dub"], "csrfmiddlewaretoken": "key"}))
    assert [(field.name, field.value) for field in held.fields] == [
        ("body", "One."),
        ("genre", "folk"),
        ("genre", "dub"),
    ]


@pytest.mark.parametrize("name", ["password", "password1", "oldpassword", "new_password", "code", "otp", "passkey"])
def test_a_form_with_a_secret_is_typed_again(name):
    assert held_form(post("/", {"login": "una", name: "hidden"})) is None


def test_files_are_said_to_be_missing():
    assert held_form(post("/", {"title": "Low Water", "cover": SimpleUploadedFile("a.png", b"x")})).with_files


def test_a_request_that_posts_nothing_has_nothing_to_hold():
    assert held_form(RequestFactory().get("/?body=typed")) is None
    assert held_form(post("/")) is None


def test_a_body_that_cannot_be_read_is_not_held():
    broken = post("/", b"no boundary in it", content_type="multipart/form-data; boundary=")
    assert held_form(broken) is None


def test_too_many_fields_are_not_held(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    assert held_form(post("/", {"a": "1", "b": "2", "c": "3"})) is None


def test_texts_are_told_from_choices_and_keys():
    assert HeldField("body", "A line.\nAnother.").is_written
    assert HeldField("body", "word " * 60).is_written
    assert not HeldField("step", "save").is_written
    assert HeldField("excerpts-0-note_to_editor", "").label == "Note to editor"
