"""Uploads in a bucket: stored there, shown on pages, and missed without harm."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from unittest.mock import patch

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto import mock_aws

from common.stored_names import stays_within
from config.bucket import BucketError
from config.media_storage import bucket_and_prefix, storage_settings
from tests.curation.site_exports import bring_in, empty_the_site, exported, furnish, picture
from tests.factories import AlbumFactory

ADDRESS = "s3://lantern-covers/site"


@pytest.fixture
def bucket(settings, monkeypatch) -> Iterator[None]:
    """A bucket of nobody's, in which the site keeps its uploads."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="lantern-covers")
        settings.MEDIA_STORAGE = ADDRESS
        settings.STORAGES = settings.STORAGES | {"default": storage_settings(ADDRESS)}
        yield


def test_an_upload_lies_in_the_bucket_and_is_served_by_the_site(bucket, db, client):
    album = AlbumFactory()
    album.cover.save("cover.png", ContentFile(picture()))
    found = boto3.client("s3").list_objects_v2(Bucket="lantern-covers")["Contents"]
    assert [entry["Key"] for entry in found] == [f"site/{album.cover.name}"]

    assert album.cover.url == f"/media/{album.cover.name}"
    assert album.cover.url in client.get(album.get_absolute_url()).content.decode()
    answer = client.get(album.cover.url)
    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_two_uploads_of_one_name_are_two_files(bucket):
    first = default_storage.save("covers/lamps.png", ContentFile(b"one"))
    second = default_storage.save("covers/lamps.png", ContentFile(b"two"))
    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == b"one"


@pytest.mark.parametrize("path", ["covers/nothing.png", "covers/", "../site-settings.env", "a/%00"])
def test_what_is_not_there_is_not_found(bucket, db, client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_while_the_bucket_does_not_answer_covers_are_missed_and_asked_for_again(bucket, client):
    silent = EndpointConnectionError(endpoint_url="https://bucket.example")
    with patch("storages.backends.s3.S3File", side_effect=silent):
        answer = client.get("/media/covers/lamps.png")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Cache-Control" not in answer


def test_what_a_bucket_refuses_is_an_error_of_the_disk_to_whoever_stores(bucket, settings):
    settings.STORAGES = settings.STORAGES | {"default": storage_settings("s3://no-such-bucket")}
    with pytest.raises(BucketError, match="NoSuchBucket"):
        default_storage.save("covers/lamps.png", ContentFile(b"one"))
    with pytest.raises(BucketError, match="NoSuchBucket"):
        default_storage.listdir("")


def test_names_that_lead_out_are_refused(bucket):
    assert stays_within(default_storage, "covers/lamps.png")
    assert not stays_within(default_storage, "../lamps.png")
    with pytest.raises(SuspiciousOperation):
        default_storage.open("../../lamps.png")


def test_a_site_is_exported_and_imported_with_its_uploads_in_a_bucket(bucket, db):
    furnish()
    archive = exported()
    empty_the_site()
    assert bring_in(archive).files == 1


@pytest.mark.parametrize("address", ["covers", "https://bucket/x", "s3://", "s3://key:secret@bucket", "s3://b/p?x=y"])
def test_an_address_that_is_none_is_explained_at_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="is not s3://bucket/prefix"):
        storage_settings(address)


def test_an_address_has_a_bucket_and_a_prefix():
    assert bucket_and_prefix("s3://covers/one/two/") == ("covers", "one/two")
    assert bucket_and_prefix("s3://covers") == ("covers", "")


def test_a_site_without_a_bucket_does_not_load_what_it_takes():
    script = "import sys, config.wsgi, config.urls; sys.exit('boto3' in sys.modules or 'storages' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.test_settings"}
    done = subprocess.run([sys.executable, "-c", script], cwd=site_settings.BASE_DIR, env=environment, check=False)
    assert done.returncode == 0
