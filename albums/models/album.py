"""Albums (release groups) with their credits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Prefetch, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Now
from django.utils import formats

from albums.models.artist import Artist
from albums.models.film import Film
from albums.models.tags import Genre, Label
from albums.models.triggers import (
    OF_ALBUM,
    ON_ALBUMS,
    keep_words,
    learn_words,
    raise_album_versions,
)
from common.fields import FoldedField, folded_search
from common.models import site_edition
from common.names import fold, short_title
from common.page_addresses import address
from common.prepared import PreparedQuery
from common.site_profile import edition_is
from common.tracking import tracked


def _modulo(number: F | CombinedExpression, divisor: int) -> Func:
    return Func(number, divisor, function="MOD", output_field=models.BigIntegerField())


RELEASED = Coalesce("release_date", Value(date.min))
"""When an album came out; undated albums before all others."""
SCORED = Coalesce("consensus_score", Value(-1.0))
"""An album's consensus; below all others without one."""
SPREAD = Coalesce("consensus_spread", Value(-1.0))
"""How far apart an album's reviews are; below all others where they are too few to tell."""

# Multiples of the golden ratio, modulo one: however many albums there are and wherever a sample is cut off, it lies
# evenly among the primary keys (Knuth, The Art of Computer Programming, volume 3, section 6.4).
DRAWS = 1 << 32
DRAW = _modulo(_modulo(F("id"), 1 << 31) * 2654435761, DRAWS)
"""An album's place in the drawing of samples, from 0 to DRAWS: the albums below some number are an even sample."""


LISTED = Q(proposed=False)


WRITTEN_BY_MACHINE = (
    *("folded", "namesakes", "created_at", "updated_at", "changed_at", "version", "counted_reviews", "graded_reviews"),
    *("consensus_score", "consensus_low", "consensus_high", "consensus_spread", "plain_mean"),
    *("genre_ids", "label_ids", "publication_ids", "critic_ids"),
)
"""Columns of an album that nobody edits; its history is without them."""

_COUNTED_ALBUM_CHANGES = """
old_values.counted_reviews > 0
AND change.columns ?| ARRAY['title', 'disambiguation', 'lead_artist_id', 'release_date', 'release_precision']
AND NOT coalesce(context.metadata ? 'rearrangement', false)
"""


def _keys() -> ArrayField:
    return ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)


class AlbumQuerySet(models.QuerySet):
    """Albums, by the words the site uses for them."""

    def listed(self) -> AlbumQuerySet:
        """Albums that readers may see: not those a critic proposed and no curator has accepted yet."""
        return self.filter(LISTED)

    def proposed(self) -> AlbumQuerySet:
        """Albums that a critic proposed and no curator has accepted yet, oldest first."""
        return self.filter(proposed=True).order_by("created_at", "pk")

    def version_at(self, artist_slug: str, slug: str) -> int | None:
        """The version of the listed album at that address; None when there is none. One query."""
        row = _VERSION_AT.first(artist_slug, slug)
        if row is None:
            return None
        version, edition = row
        edition_is(edition)
        return version + edition

    def titled(self, title: str) -> AlbumQuerySet:
        """Albums of that title, case, accents and the words for an edition or a soundtrack aside."""
        return self.filter(folded=fold(short_title(title)))

    def of_musicbrainz(self, key: UUID) -> AlbumQuerySet:
        """The album of that id at MusicBrainz, or of one that went into its own."""
        from albums.models.album_source import AlbumSource  # noqa: PLC0415  it points at albums

        merged = AlbumSource.objects.merged([key])
        found = self.model._default_manager.filter(musicbrainz_id=key).order_by().values("pk")
        return self.filter(pk__in=found.union(merged.values("album")))

    def scored(self) -> AlbumQuerySet:
        """Albums with a consensus to show."""
        return self.filter(consensus_score__isnull=False)

    # The keys, and the primary key as the last word, are those of the orders that lists can be browsed in
    # (albums.browsing.orders), so that each has one index.
    def best_first(self) -> AlbumQuerySet:
        """Highest consensus first; albums without one come last."""
        return self.order_by(SCORED.desc(), F("pk").desc())

    def divisive(self) -> AlbumQuerySet:
        """Albums whose reviews are many enough to tell how far apart they are, furthest apart first."""
        return self.filter(consensus_spread__isnull=False).order_by(SPREAD.desc(), F("pk").desc())

    def most_reviewed(self) -> AlbumQuerySet:
        """Albums that a counted review speaks of, those with most first."""
        return self.filter(counted_reviews__gt=0).order_by(F("counted_reviews").desc(), F("pk").desc())

    def newest_first(self) -> AlbumQuerySet:
        """By release date, undated last."""
        return self.order_by(RELEASED.desc(), F("pk").desc())

    def with_cards(self) -> AlbumQuerySet:
        """With all that a card shows, in a constant number of queries."""
        credits_with_artists = Prefetch("credits", Credit.objects.select_related("artist"))
        return self.select_related("lead_artist").prefetch_related(credits_with_artists)


@tracked(exclude=WRITTEN_BY_MACHINE, corrects_on_update=_COUNTED_ALBUM_CHANGES)
class Album(models.Model):
    """A release group: what people mean by "the album", whatever its editions."""

    class Kind(models.TextChoices):
        ALBUM = "album", "Album"
        EP = "ep", "EP"
        SOUNDTRACK = "soundtrack", "Soundtrack"
        LIVE = "live", "Live album"
        COMPILATION = "compilation", "Compilation"
        MIXTAPE = "mixtape", "Mixtape"

    class Precision(models.TextChoices):
        YEAR = "year", "Year"
        MONTH = "month", "Month"
        DAY = "day", "Day"

    title = models.CharField(max_length=500)
    disambiguation = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Tells two records of one artist and title apart: “Green Album”. Shown behind the title.",
    )
    language = models.CharField(max_length=35, blank=True, help_text="Language tag of the title, when not English.")
    slug = models.SlugField(max_length=100, allow_unicode=True)
    lead_artist = models.ForeignKey(
        Artist, on_delete=models.PROTECT, related_name="led_albums", help_text="First credit; the address names it."
    )
    artists = models.ManyToManyField(Artist, through="Credit", related_name="albums")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ALBUM)
    release_date = models.DateField(null=True, blank=True)
    release_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    genres = models.ManyToManyField(Genre, blank=True, related_name="albums")
    labels = models.ManyToManyField(Label, blank=True, related_name="albums")
    film = models.ForeignKey(Film, on_delete=models.SET_NULL, null=True, blank=True, related_name="soundtracks")
    cover = models.ImageField(
        upload_to="covers/%Y/%m", blank=True, width_field="cover_width", height_field="cover_height"
    )
    cover_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    cover_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    musicbrainz_id = models.UUIDField("MusicBrainz release group", null=True, blank=True, unique=True)
    namesakes = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Kept by triggers: the artist has another so called."
    )
    proposed = models.BooleanField(default=False, help_text="Proposed by a critic; unseen until a curator accepts it.")
    folded = FoldedField("short_title", db_index=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    changed_at = models.DateTimeField(
        db_default=Now(),
        editable=False,
        help_text="When the version was raised last.",
    )
    version = models.BigIntegerField(db_default=0, editable=False, help_text="Raised by triggers with every change.")

    # The consensus as lists need it. Written only by reviews.scoring.one_album, in the transaction that changed it.
    consensus_score = models.FloatField(null=True, blank=True, editable=False)
    consensus_low = models.FloatField(null=True, blank=True, editable=False)
    consensus_high = models.FloatField(null=True, blank=True, editable=False)
    consensus_spread = models.FloatField(null=True, blank=True, editable=False)
    plain_mean = models.FloatField(null=True, blank=True, editable=False)
    counted_reviews = models.PositiveIntegerField(default=0, editable=False)
    graded_reviews = models.PositiveIntegerField(default=0, editable=False)

    # Primary keys that lists are narrowed by. The first two follow the tables they come from, by triggers; the others
    # are those of the counted reviews, written by reviews.scoring.one_album with the consensus.
    genre_ids = _keys()
    label_ids = _keys()
    publication_ids = _keys()
    critic_ids = _keys()

    objects = AlbumQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        permissions = [("import_album", "Can import albums from a table")]
        indexes = [
            folded_search("album"),
            models.Index(F("consensus_score").desc(nulls_last=True), name="album_by_score"),
            models.Index(F("release_date").desc(nulls_last=True), name="album_by_release_date"),
            GinIndex(
                fields=["genre_ids", "label_ids", "publication_ids", "critic_ids"],
                condition=LISTED,
                name="album_listed_by_keys",
                fastupdate=False,
            ),
            models.Index(RELEASED.desc(), F("id").desc(), condition=LISTED, name="album_listed_newest"),
            models.Index(SCORED.desc(), F("id").desc(), condition=LISTED, name="album_listed_best"),
            models.Index(F("counted_reviews").desc(), F("id").desc(), condition=LISTED, name="album_listed_reviewed"),
            models.Index(SPREAD.desc(), F("id").desc(), condition=LISTED, name="album_listed_divisive"),
            models.Index(F("folded"), F("id"), condition=LISTED, name="album_listed_by_title"),
            models.Index(DRAW, condition=LISTED, name="album_listed_drawn"),
            models.Index(fields=["created_at", "id"], condition=Q(proposed=True), name="album_proposed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["lead_artist", "slug"], name="album_address_once"),
            models.CheckConstraint(condition=~Q(title=""), name="album_has_a_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="album_has_a_slug"),
            models.CheckConstraint(
                condition=Q(release_date__isnull=True, release_precision="")
                | Q(release_date__isnull=False, release_precision__in=["year", "month", "day"]),
                name="album_release_date_has_a_precision",
            ),
            models.CheckConstraint(
                condition=Q(film__isnull=True) | Q(kind="soundtrack"), name="album_with_a_film_is_a_soundtrack"
            ),
            models.CheckConstraint(
                condition=Q(consensus_score__isnull=True, consensus_low__isnull=True, consensus_high__isnull=True)
                | Q(
                    consensus_score__isnull=False,
                    consensus_low__isnull=False,
                    consensus_high__isnull=False,
                    consensus_score__range=(0, 100),
                    consensus_low__range=(0, F("consensus_high")),
                    consensus_high__lte=100,
                    counted_reviews__gte=3,
                ),
                name="album_consensus_from_three_reviews_within_0_100",
            ),
        ]
        triggers = ON_ALBUMS

    def __str__(self) -> str:
        return f"{self.title}{self.told_apart}"

    def get_absolute_url(self) -> str:
        """The album's page, under its lead artist."""
        return address("album", self.lead_artist.slug, self.slug)

    @property
    def short_title(self) -> str:
        """The title people say, without the words for an edition or a soundtrack."""
        return short_title(self.title)

    @property
    def distinction(self) -> str:
        """What readers see behind the title: the disambiguation, or year and kind where the artist has two so called.

        Usually nothing: a title says enough.
        """
        if self.disambiguation or not self.namesakes:
            return self.disambiguation
        kind = self.get_kind_display().lower() if self.kind != self.Kind.ALBUM else ""
        return ", ".join(filter(None, [self.release_iso[:4], kind]))

    @property
    def told_apart(self) -> str:
        """The same as it stands behind the title: " (Green Album)"; usually nothing."""
        return f" ({self.distinction})" if self.distinction else ""

    @property
    def edition(self) -> str:
        """What the title says after the short one: "(Original Motion Picture Soundtrack)"; often nothing."""
        return self.title.removeprefix(self.short_title).strip()

    @property
    def artist_credit(self) -> str:
        """All artists as credited, with what joins them: "Ines Harrow & The Tide Tables"."""
        return "".join(credit.printed() for credit in self.credits.all()).strip()

    @property
    def release_year(self) -> int | None:
        """Year of release, None when unknown."""
        return self.release_date.year if self.release_date else None

    @property
    def released(self) -> str:
        """The release date, no more precise than it is known: "19 September 2025", "September 2025", "2025"."""
        if self.release_date is None:
            return ""
        pattern = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT"}[self.release_precision]
        return formats.date_format(self.release_date, pattern)

    @property
    def release_iso(self) -> str:
        """The release date for machines: "2025-09-19", "2025-09" or "2025"; empty when unknown."""
        if self.release_date is None:
            return ""
        return self.release_date.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.release_precision]]

    def is_out(self, on: date) -> bool:
        """Whether the album has been released by that day. Undated albums count as released."""
        return self.release_date is None or self.release_date <= on


_VERSION_AT = PreparedQuery(
    "album_version",
    2,
    lambda artist_slug, slug: (
        Album.objects.listed()
        .filter(lead_artist__slug=artist_slug, slug=slug)
        .order_by()
        .values_list("version", site_edition())
    ),
)


@tracked(exclude=["folded"], within=["album"])
class Credit(models.Model):
    """One artist's place in an album's credit line."""

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="credits")
    artist = models.ForeignKey(Artist, on_delete=models.PROTECT, related_name="credits")
    position = models.PositiveSmallIntegerField()
    credited_as = models.CharField(max_length=300, blank=True, help_text="When the sleeve prints another name.")
    join_phrase = models.CharField(max_length=40, blank=True, help_text="What follows the name: “ & ”, “ feat. ”.")
    folded = FoldedField("credited_as", default="", db_default="", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["album", "position"], name="credit_position_once"),
            models.UniqueConstraint(fields=["album", "artist"], name="credit_artist_once"),
        ]
        triggers = [*raise_album_versions(OF_ALBUM), *keep_words(OF_ALBUM), *learn_words()]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name on the sleeve."""
        return self.credited_as or self.artist.name

    def printed(self) -> str:
        """The name with what joins it to the next."""
        return self.name + self.join_phrase
