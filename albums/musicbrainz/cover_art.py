"""Covers from the Cover Art Archive: fetched once, checked and drawn anew as uploads are, kept with their source.

A cover is its owners': curators switch it off, and then it is neither shown nor fetched. One that somebody uploaded is
never replaced.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone

from albums.locks import lock_album
from albums.models import Album, AlbumSource
from albums.uploaded_covers import LARGEST_COVER, accept_cover
from common.fetch_agent import fetch_agent
from common.fetching import SECONDS_TO_GET, Fetcher, NoAnswer, NotAsked

Cover = AlbumSource.Cover
AGAIN_AFTER = timedelta(days=1)
COVER_COLUMNS = ("cover", "cover_width", "cover_height", "updated_at")
SOURCE_COLUMNS = ("cover_state", "cover_url", "cover_file", "cover_note", "cover_at")


def site_fetcher() -> Fetcher:
    """The fetcher under the site's own name."""
    return Fetcher(fetch_agent(), loopback=settings.FETCH_LOOPBACK)


def fetch_cover(
    album: Album, fetcher: Fetcher | None = None, at: datetime | None = None, seconds: float = SECONDS_TO_GET
) -> str:
    """Give an album without a cover the one that the archive has. Returns why it has none, for people; else nothing.

    What was answered once is not asked again, until a curator asks.
    """
    source = AlbumSource.objects.filter(album=album).first()
    if source is None or album.cover or source.cover_state or album.musicbrainz_id is None:
        return ""
    source.cover_url = f"{settings.COVER_ART_URL}/release-group/{album.musicbrainz_id}/front-500"
    source.cover_at = at or timezone.now()
    picture = None
    try:
        picture = _picture_at(source, fetcher or site_fetcher(), seconds)
    except (NoAnswer, NotAsked) as problem:
        source.cover_note = f"The Cover Art Archive does not answer just now: {problem} It is asked again."
    except ValidationError as problem:
        source.cover_state, source.cover_note = Cover.REFUSED, " ".join(problem.messages)[:500]
    return _keep(album, source, picture)


def fetch_covers_again(fetcher: Fetcher | None = None, most: int = 20) -> None:
    """Ask again for covers that were asked for in vain a day ago."""
    before = timezone.now() - AGAIN_AFTER
    due = AlbumSource.objects.filter(cover_state=Cover.UNASKED, cover_at__lt=before)
    due = due.filter(album__cover="", album__musicbrainz_id__isnull=False).select_related("album")
    for source in due.order_by("cover_at")[:most]:
        fetch_cover(source.album, fetcher)


@transaction.atomic
def switch_off(album: Album) -> None:
    """Take the archive's cover off the album, and never fetch it again."""
    stored = lock_album(album.pk)
    source = AlbumSource.objects.get(album=stored)
    if stored.cover and stored.cover.name == source.cover_file:
        storage, name = stored.cover.storage, stored.cover.name
        stored.cover = ""
        stored.save(update_fields=COVER_COLUMNS)
        transaction.on_commit(lambda: storage.delete(name))
    source.cover_state, source.cover_note, source.cover_file = Cover.OFF, "", ""
    source.save(update_fields=SOURCE_COLUMNS)


def ask_later(source: AlbumSource) -> None:
    """Let the cover be fetched when next covers are asked for again, and not by whoever waits for a page."""
    source.cover_at = timezone.now() - AGAIN_AFTER - timedelta(seconds=1)


def switch_on(album: Album, fetcher: Fetcher | None = None, seconds: float = SECONDS_TO_GET) -> str:
    """Fetch the archive's cover after all, or once more. Returns what came of it, for people."""
    AlbumSource.objects.filter(album=album).update(cover_state=Cover.UNASKED, cover_note="")
    return fetch_cover(album, fetcher, seconds=seconds)


def _picture_at(source: AlbumSource, fetcher: Fetcher, seconds: float) -> UploadedFile | None:
    """The picture, as one that may be shown; None where the archive has none. Raises NoAnswer and ValidationError."""
    try:
        answer = fetcher.get(source.cover_url, {"Accept": "image/*"}, seconds=seconds, most_bytes=LARGEST_COVER)
    except NoAnswer as problem:
        if "larger" in str(problem):
            raise ValidationError(f"The picture is too large for a cover. {problem}") from problem
        raise
    if answer.status in (400, 404, 410):
        source.cover_state, source.cover_note = Cover.NONE, ""
        return None
    if answer.status != 200:
        raise NoAnswer(f"It answers {answer.status}.")
    upload = SimpleUploadedFile("cover", answer.body)
    forms.ImageField().to_python(upload)  # finds out what it is, and leaves that on the upload
    return accept_cover(upload)


@transaction.atomic
def _keep(album: Album, source: AlbumSource, picture: UploadedFile | None) -> str:
    """Store what came of asking, and the picture, unless somebody has settled meanwhile. Returns what to tell."""
    stored = lock_album(album.pk)
    if AlbumSource.objects.filter(pk=source.pk).exclude(cover_state=Cover.UNASKED).exists():
        return ""
    if picture is not None and not stored.cover:
        try:
            stored.cover.save(picture.name or "cover", picture, save=False)
        except OSError as problem:
            source.cover_note = f"The cover could not be stored: {problem.strerror or problem} It is asked for again."
        else:
            stored.save(update_fields=COVER_COLUMNS)
            album.cover = stored.cover
            source.cover_state, source.cover_file, source.cover_note = Cover.TAKEN, stored.cover.name or "", ""
    source.save(update_fields=SOURCE_COLUMNS)
    return source.cover_note
