"""A large form's fields are taken apart as Django takes them apart, and in a fraction of the time."""

import time
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from config.form_bodies import fields_of, take_apart, unquoted

FORM = "application/x-www-form-urlencoded"


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=6))
def test_the_fields_are_those_that_django_reads(fields):
    body = urlencode(fields).encode()
    assert fields_of(body) == QueryDict(body, encoding="utf-8")


@pytest.mark.parametrize("body", [b"", b"&&", b"a", b"a=&a=1&=2", b"a=%zz%4%", b"a=b=c;d", b"a=%ff", b"a=\xe9", b"+=+"])
def test_odd_bodies_are_read_alike(body):
    assert fields_of(body) == QueryDict(body, encoding="utf-8")


@given(st.lists(st.sampled_from([b"%", b"4", b"1", b"f", b"F", b"g", b"%41", b"%c3", b"%C2%BD", b"x"])).map(b"".join))
def test_each_sign_stands_for_its_byte_and_what_is_none_stays(encoded):
    assert unquoted(encoded) == unquote_to_bytes(encoded)


def test_a_megabyte_of_signs_takes_no_thread_long():
    body = urlencode({"body": "½" * 500_000}).encode()
    began = time.process_time()
    fields_of(body)
    assert time.process_time() - began < 0.5


def test_a_request_has_its_fields_and_no_files():
    request = RequestFactory().post("/desk/", urlencode({"body": "½"}), content_type=FORM)
    take_apart(request)
    assert request.POST["body"] == "½"
    assert not request.FILES


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", f"{FORM}; charset=iso-8859-1"])
def test_what_is_no_form_in_utf_8_is_left_to_django(content_type):
    request = RequestFactory().post("/desk/", b"body=x", content_type=content_type)
    take_apart(request)
    assert not hasattr(request, "_post")


def test_too_many_fields_are_left_to_django_to_refuse(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    request = RequestFactory().post("/desk/", b"a=1&b=2&c=3", content_type=FORM)
    take_apart(request)
    assert not hasattr(request, "_post")


def test_too_much_is_left_to_django_to_refuse(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4
    request = RequestFactory().post("/desk/", b"a=12345", content_type=FORM)
    take_apart(request)
    assert not hasattr(request, "_post")
