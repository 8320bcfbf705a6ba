"""What belongs to an album: its tracks, its links, and its genres and labels one by one."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q

from albums.models.album import Album
from albums.models.triggers import OF_ALBUM, follow, learn_words, raise_album_versions
from common.fields import FoldedField
from common.tracking import tracked
from common.web_addresses import host_of


@tracked(exclude=["folded"], within=["album"])
class Track(models.Model):
    """One track of an album."""

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="tracks")
    disc = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    folded = FoldedField("title", db_index=True)

    class Meta:
        ordering = ["disc", "position"]
        indexes = [GinIndex(Func("folded", function="title_words"), name="track_words", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(fields=["album", "disc", "position"], name="track_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="track_has_a_title"),
            models.CheckConstraint(condition=Q(disc__gte=1, position__gte=1), name="track_counts_from_one"),
        ]
        triggers = [*raise_album_versions(OF_ALBUM), *learn_words()]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> str:
        """Playing time as printed on a sleeve: "4:07"; empty when unknown."""
        if self.seconds is None:
            return ""
        hours, rest = divmod(self.seconds, 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


@tracked(within=["album"])
class AlbumLink(models.Model):
    """Where to hear, buy or read more about an album."""

    class Kind(models.TextChoices):
        STREAM = "stream", "Listen"
        BUY = "buy", "Buy"
        OFFICIAL = "official", "Official page"
        ABOUT = "about", "Read about it"

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=8, choices=Kind)
    url = models.URLField(max_length=1000)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["album", "url"], name="album_link_once"),
            models.CheckConstraint(condition=Q(url__regex=r"^https?://"), name="album_link_is_on_the_web"),
        ]
        triggers = raise_album_versions(OF_ALBUM)

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """The host that it leads to."""
        return host_of(self.url)


@tracked(within=["album"])
class AlbumGenre(Album.genres.through):  # type: ignore[name-defined]
    """A genre of an album, by a name that its history can be kept under."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "genre of an album"
        triggers = [*raise_album_versions(OF_ALBUM), *follow("genre")]

    def __str__(self) -> str:
        return str(self.genre)


@tracked(within=["album"])
class AlbumLabel(Album.labels.through):  # type: ignore[name-defined]
    """A label of an album, by a name that its history can be kept under."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "label of an album"
        triggers = [*raise_album_versions(OF_ALBUM), *follow("label")]

    def __str__(self) -> str:
        return str(self.label)
