"""Files in a bucket of S3, or of whatever speaks its language, under an address such as `s3://bucket/prefix`.

Credentials, region and another server than Amazon's come from the variables that boto3 reads: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL. Only a site that names such an address loads this module.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar
from urllib.parse import quote

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from config.media_storage import bucket_and_prefix

# What is larger is read by way of a temporary file.
MOST_IN_MEMORY = 10_000_000
# A page waits for a cover, so a bucket may not be long in coming.
PATIENCE = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 2})
P = ParamSpec("P")
T = TypeVar("T")


class BucketError(OSError):
    """The bucket does not answer, or refuses; the message is its own."""


def _said_as_os_error(method: Callable[P, T]) -> Callable[P, T]:
    """What goes wrong with a bucket goes wrong as it would with a disk."""

    @wraps(method)
    def asked(*arguments: P.args, **options: P.kwargs) -> T:
        try:
            return method(*arguments, **options)
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise BucketError(f"The bucket: {error}") from error

    return asked


class Bucket(S3Storage):
    """One address's files. Uploads are served by the site itself, so the bucket may be closed to everybody else."""

    def __init__(self, address: str) -> None:
        name, prefix = bucket_and_prefix(address)
        super().__init__(
            bucket_name=name,
            location=prefix,
            default_acl=None,
            file_overwrite=False,
            max_memory_size=MOST_IN_MEMORY,
            client_config=PATIENCE,
        )

    def url(self, name: str, *arguments: Any, **options: Any) -> str:
        """Where the site serves it."""
        return f"{settings.MEDIA_URL}{quote(name)}"

    @_said_as_os_error
    def _open(self, name: str, mode: str = "rb") -> IO[bytes]:
        opened = super()._open(name, mode)
        if "r" in mode:
            opened.file  # noqa: B018 -- fetched now, so that what goes wrong goes wrong here
        return opened

    @_said_as_os_error
    def _save(self, name: str, content: IO[bytes]) -> str:
        return super()._save(name, content)

    @_said_as_os_error
    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return super().exists(name)

    @_said_as_os_error
    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Folders and files in a folder."""
        return super().listdir(name)

    @_said_as_os_error
    def delete(self, name: str) -> None:
        """Remove a file; nothing happens where there is none."""
        super().delete(name)
