"""Excerpts (pull quotes): verbatim spans of a review, each saying what it is about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.html import escape

from albums.models import Track
from albums.models.triggers import raise_album_versions
from common.tracking import tracked
from reviews.models.review import Review
from reviews.models.triggers import EXCERPT_IS_VERBATIM, EXCERPT_KEEPS_TO_THE_QUOTE_CAP, OF_EXCERPT
from reviews.quoting.markdown import render_inline
from reviews.quoting.sentence_links import link_to_text

_PUBLISHED = "EXISTS (SELECT FROM reviews_review r WHERE r.id = old_values.review_id AND r.status = 'published')"


class About(models.TextChoices):
    """What the words of an excerpt are about."""

    ALBUM = "album", "the album"
    TRACK = "track", "a track"
    FILM = "film", "the film"
    ARTIST = "artist", "the artist"
    OTHER = "other", "something else"


ABOUT_THE_RECORD = (About.ALBUM, About.TRACK)
"""What an excerpt that leads is about. Words about the film, say, stand for no review of its soundtrack."""


class ExcerptQuerySet(models.QuerySet):
    """Excerpts, by the words the site uses for them."""

    def leading(self) -> ExcerptQuerySet:
        """Those that may stand for their whole review."""
        return self.filter(lead=True)

    def about_the_record(self) -> ExcerptQuerySet:
        """Those about the album or one of its tracks."""
        return self.filter(about__in=ABOUT_THE_RECORD)


@tracked(
    exclude=["missing_since"],
    within=["review"],
    corrects_on_update=f"change.columns ?| ARRAY['text', 'about', 'stance'] AND {_PUBLISHED}",
    corrects_on_delete=_PUBLISHED,
)
class Excerpt(models.Model):
    """A span of a review's body, `body[start:end]`, counted in characters.

    Triggers refuse a text that is not that span, a body that no longer holds it, and a track of another album.
    """

    About = About
    ABOUT_THE_RECORD = ABOUT_THE_RECORD

    class Topic(models.TextChoices):
        OVERALL = "overall", "Overall"
        SOUND = "sound", "Sound"
        PRODUCTION = "production", "Production"
        SONGWRITING = "songwriting", "Songwriting"
        VOCALS = "vocals", "Vocals"
        LYRICS = "lyrics", "Lyrics"
        PERFORMANCE = "performance", "Performance"
        THEMES = "themes", "Themes"
        STRUCTURE = "structure", "Structure"
        ORIGINALITY = "originality", "Originality"
        AS_SCORE = "as_score", "As a film score"
        COMPARISON = "comparison", "Beside other records"

    class Stance(models.TextChoices):
        PRAISE = "praise", "Praise"
        MIXED = "mixed", "Mixed"
        CRITICISM = "criticism", "Criticism"
        NEUTRAL = "neutral", "Neutral"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="excerpts")
    start = models.PositiveIntegerField(help_text="First character in the body, counted from 0.")
    end = models.PositiveIntegerField(help_text="One past the last character.")
    text = models.TextField()
    about = models.CharField(max_length=6, choices=About, default=About.ALBUM)
    topic = models.CharField(max_length=12, choices=Topic, default=Topic.OVERALL)
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="excerpts")
    stance = models.CharField(max_length=9, choices=Stance, default=Stance.NEUTRAL)
    lead = models.BooleanField(default=False, help_text="May stand for the whole review.")
    order = models.PositiveSmallIntegerField(default=0)
    missing_since = models.DateField(
        null=True, blank=True, editable=False, help_text="Since when its source's page reads otherwise."
    )

    objects = ExcerptQuerySet.as_manager()

    class Meta:
        ordering = ["-lead", "order", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="excerpt_span_is_not_empty"),
            models.CheckConstraint(condition=Q(about__in=About.values), name="excerpt_about_is_known"),
            models.CheckConstraint(
                condition=Q(lead=False) | Q(about__in=[*ABOUT_THE_RECORD]), name="excerpt_lead_is_about_the_record"
            ),
            models.CheckConstraint(
                condition=Q(track__isnull=True) | Q(about=About.TRACK), name="excerpt_with_a_track_is_about_it"
            ),
            models.UniqueConstraint(fields=["review", "start", "end"], name="excerpt_span_once"),
        ]
        triggers = [EXCERPT_IS_VERBATIM, EXCERPT_KEEPS_TO_THE_QUOTE_CAP, *raise_album_versions(OF_EXCERPT)]

    def __str__(self) -> str:
        return self.text if len(self.text) < 80 else f"{self.text[:77]}..."

    @property
    def is_about_the_record(self) -> bool:
        """The same word as `about_the_record()`."""
        return self.about in ABOUT_THE_RECORD

    @property
    def starts_mid_sentence(self) -> bool:
        """Whether words of the same sentence stand before it, which the page marks as an omission."""
        before = self.review.body[: self.start].rstrip(" ")
        return bool(before) and (before[-1] not in '\n.!?…:”"’' or self.text[0].islower())

    @property
    def ends_mid_sentence(self) -> bool:
        """Whether its sentence goes on after it, which the page marks as an omission."""
        rest = self.review.body[self.end :]
        return bool(rest.strip()) and self.text.rstrip("”’\"')]")[-1:] not in ".!?…" and rest[0] not in ".!?…\n"

    @property
    def html(self) -> str:
        """The words for a page, escaped. A hosted body is Markdown, so its emphasis shows as such."""
        return render_inline(self.text) if self.review.hosted else escape(self.text)

    @property
    def source_link(self) -> str:
        """The review's source, opening at this excerpt."""
        return link_to_text(self.review.source_url, self.text, self.review.body, self.start)
