"""Made-up rows for tests. Every row satisfies the database's constraints; nobody in them exists.

`ReviewFactory` makes a draft without grade or verdict. Traits give it a state (`submitted=True`, `published`,
`returned`, `rejected`, `withdrawn`); all but `returned` bring a verdict, which `verdict="rave"` or
`grade="2/5", score=40, verdict="pan"` replaces. A published row is only a row: call
`refresh_consensus`, or publish through `reviews.life.publishing`, where the stored consensus matters.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from albums.models import Album, Artist, Credit, Film, Track
from reviews.consensus.model import verdict_of
from reviews.models import ConsensusChange, Critic, Excerpt, Publication, Review, Scale, ScaleLetter
from reviews.scoring.one_album import refresh_consensus

PASSWORD = "a long enough passphrase"
BODY = (
    "The first side opens like a door in winter. Nothing on it hurries, and the drums are mixed so low that the room "
    "does the counting.\n\nThe second side is another matter: three songs share one chorus, and the strings arrive "
    "to apologise for it. What stays is the voice, close and unvarnished, and the last ninety seconds."
)


class UserFactory(DjangoModelFactory):
    """A person with an account; their password is `PASSWORD`."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class ArtistFactory(DjangoModelFactory):
    """An artist."""

    class Meta:
        model = Artist

    name = factory.Sequence(lambda n: f"The Slow Ferries {n}")
    slug = factory.LazyAttribute(lambda artist: slugify(artist.name, allow_unicode=True))


class FilmFactory(DjangoModelFactory):
    """A film, for soundtracks."""

    class Meta:
        model = Film

    title = factory.Sequence(lambda n: f"The Quarry at Night {n}")
    release_date = date(2024, 10, 11)
    minutes = 104


class AlbumFactory(DjangoModelFactory):
    """A listed album, credited to its lead artist."""

    class Meta:
        model = Album
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Low Water {n}")
    slug = factory.LazyAttribute(lambda album: slugify(album.title, allow_unicode=True))
    lead_artist = factory.SubFactory(ArtistFactory)
    release_date = date(2024, 9, 20)
    release_precision = factory.LazyAttribute(lambda album: "day" if album.release_date else "")

    @factory.post_generation
    def credit(self, create: bool, extracted: object, **attributes: object) -> None:
        """The credit line's first name."""
        if create:
            Credit.objects.create(album=self, artist=self.lead_artist, position=1, **attributes)


class TrackFactory(DjangoModelFactory):
    """One track of an album."""

    class Meta:
        model = Track

    album = factory.SubFactory(AlbumFactory)
    position = factory.LazyAttribute(lambda track: track.album.tracks.count() + 1)
    title = factory.Sequence(lambda n: f"Ballast {n}")
    seconds = 214


class ScaleFactory(DjangoModelFactory):
    """Stars out of five by halves; traits for the other kinds."""

    class Meta:
        model = Scale
        skip_postgeneration_save = True

    class Params:
        tenths = factory.Trait(kind="points", maximum=Decimal(10), step=Decimal("0.1"))
        percent = factory.Trait(kind="percent", maximum=Decimal(100), step=Decimal(1))
        no_grades = factory.Trait(kind="none", maximum=None, step=None)
        lettered = factory.Trait(kind="letters", maximum=None, step=None)

    name = factory.Sequence(lambda n: f"Scale {n}")
    kind = "stars"
    maximum = Decimal(5)
    step = Decimal("0.5")

    @factory.post_generation
    def letters(self, create: bool, extracted: dict[str, int] | None, **attributes: object) -> None:
        """What each letter is worth; a lettered scale gets A, B and C unless told otherwise."""
        worth = extracted or ({"A": 100, "B": 75, "C": 50} if self.kind == "letters" else {})
        if create:
            ScaleLetter.objects.bulk_create(
                ScaleLetter(scale=self, letter=letter, score=score) for letter, score in worth.items()
            )


class PublicationFactory(DjangoModelFactory):
    """A publication without a scale."""

    class Meta:
        model = Publication

    name = factory.Sequence(lambda n: f"The Lantern {n}")
    slug = factory.LazyAttribute(lambda publication: slugify(publication.name, allow_unicode=True))
    site = factory.LazyAttribute(lambda publication: f"https://{publication.slug}.example")


class CriticFactory(DjangoModelFactory):
    """A byline that nobody has claimed; `user=` claims it."""

    class Meta:
        model = Critic

    name = factory.Sequence(lambda n: f"Marit Oyelaran {n}")
    slug = factory.LazyAttribute(lambda critic: slugify(critic.name, allow_unicode=True))


class ReviewFactory(DjangoModelFactory):
    """A review of `BODY`; a draft unless a trait says otherwise."""

    class Meta:
        model = Review

    class Params:
        returned = factory.Trait(reason="Please name the pressing you heard.")
        submitted = factory.Trait(
            status="submitted",
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.LazyAttribute(lambda review: review.critic.user if review.critic else None),
            verdict="positive",
        )
        published = factory.Trait(
            status="published", published_at=factory.LazyFunction(timezone.now), verdict="positive"
        )
        rejected = factory.Trait(status="rejected", reason="This is about another record.", verdict="positive")
        withdrawn = factory.Trait(
            status="withdrawn",
            published_at=factory.LazyFunction(timezone.now),
            reason="I heard it again.",
            verdict="positive",
        )

    album = factory.SubFactory(AlbumFactory)
    critic = factory.SubFactory(CriticFactory)
    headline = factory.Sequence(lambda n: f"A door in winter {n}")
    language = "en"
    body = BODY
    verdict = ""
    score = None
    verdict_set_by = factory.LazyAttribute(
        lambda review: "" if not review.verdict else "critic" if review.score is None else "grade"
    )


class ExcerptFactory(DjangoModelFactory):
    """A verbatim excerpt: `text` must stand in the review's body, at its first occurrence unless `start` is given."""

    class Meta:
        model = Excerpt

    review = factory.SubFactory(ReviewFactory)
    text = "The first side opens like a door in winter."
    start = factory.LazyAttribute(lambda excerpt: excerpt.review.body.index(excerpt.text))
    end = factory.LazyAttribute(lambda excerpt: excerpt.start + len(excerpt.text))


def published_review(album: Album, opinion: str | int, **attributes: object) -> Review:
    """A published row: `opinion` is a verdict, or a percentage that its critic printed."""
    if isinstance(opinion, int):
        attributes |= {"grade": f"{opinion}%", "score": Decimal(opinion), "verdict": verdict_of(opinion)}
    else:
        attributes |= {"verdict": opinion}
    return ReviewFactory(published=True, album=album, **attributes)


@transaction.atomic
def count_anew(album: Album) -> Album:
    """Store what the album's counted reviews say now; return the album as it then is."""
    refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
    album.refresh_from_db()
    return album


def reviewed_album(*opinions: str | int, **attributes: object) -> Album:
    """An album with a published review of each opinion, each by a critic of its own, counted."""
    album = AlbumFactory(**attributes)
    for opinion in opinions:
        published_review(album, opinion)
    return count_anew(album)
