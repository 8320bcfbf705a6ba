"""What an album's page at the desk has besides: what MusicBrainz says of it, beside what stands here."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest

from albums.models import Album, AlbumSource
from albums.musicbrainz.taking_over import differences_of
from albums.musicbrainz.web_service import address_of
from common.admin.companions import Companion


class SourceSaid(Companion):
    """Shows the differences, with buttons to take them over."""

    head_template = "admin/curation/musicbrainz/head.html"
    top_template = "admin/curation/musicbrainz/album.html"

    def context_of(self, request: HttpRequest, row: Model) -> dict[str, object]:
        """What the source says, for those who may settle it."""
        if not isinstance(row, Album) or row.musicbrainz_id is None or not request.user.has_perm("albums.change_album"):
            return {"source_page": ""}
        return {
            "source_page": address_of("release-group", row.musicbrainz_id),
            "source": AlbumSource.objects.filter(album=row).first(),
            "differences": differences_of(row),
        }
