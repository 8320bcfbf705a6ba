"""Backups in a bucket, and of uploads that lie in one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from moto import mock_aws

from config.media_storage import storage_settings
from keeping.retention import name_at
from tests.keeping.sites import COVERS, a_site, contents, furnish, restored

PLACE = "s3://lantern-backups/nightly"


@pytest.fixture
def bucket(monkeypatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="lantern-backups")
        yield


def there() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket="lantern-backups", Prefix="nightly/")
    return [entry["Key"].removeprefix("nightly/") for entry in found.get("Contents", [])]


def test_a_backup_goes_into_a_bucket_and_comes_back_from_it(bucket, site, media):
    furnish()
    said = io.StringIO()
    call_command("backup", PLACE, stdout=said)
    (name,) = there()
    assert said.getvalue().endswith(f" in {PLACE}/{name}\n")
    before = contents()
    with a_site("again"):
        restored(f"{PLACE}/{name}")
        assert contents() == before


def test_uploads_in_a_bucket_are_backed_up_and_put_back(bucket, site, settings, tmp_path):
    settings.MEDIA_STORAGE = "s3://lantern-backups/covers"
    settings.STORAGES = settings.STORAGES | {"default": storage_settings(settings.MEDIA_STORAGE)}
    furnish()
    call_command("backup", str(tmp_path), stdout=io.StringIO(), stderr=io.StringIO())
    (file,) = tmp_path.glob("*.zip")
    default_storage.delete(COVERS[0])
    with a_site("again"):
        assert "2 uploads are back" in restored(file)
    assert default_storage.exists(COVERS[0])


def test_those_kept_no_longer_leave_the_bucket(bucket, empty):
    old = name_at(datetime(2020, 1, 1, tzinfo=UTC))
    boto3.client("s3").put_object(Bucket="lantern-backups", Key=f"nightly/{old}", Body=b"old")
    call_command("backup", PLACE, "--keep", "1,0,0", stdout=io.StringIO(), stderr=io.StringIO())
    assert len(there()) == 1
    assert old not in there()


def test_a_bucket_that_is_not_there_is_said(bucket, empty):
    with pytest.raises(CommandError, match=r"s3://nowhere: .*No backup was made"):
        call_command("backup", "s3://nowhere", stdout=io.StringIO(), stderr=io.StringIO())
    with pytest.raises(CommandError, match=r"No such file or directory|does not exist"):
        restored(f"{PLACE}/chorus-20260101T000000Z.zip")
    with pytest.raises(CommandError, match="is not s3://bucket/prefix"):
        call_command("backup", "s3://key:secret@bucket", stdout=io.StringIO(), stderr=io.StringIO())
