"""Making merges in tests."""

from __future__ import annotations

from albums.models import Album, AlbumLink, Credit, Genre, Label
from curation.mergeable import MERGEABLE
from curation.merging import Choices, merge
from curation.models import Rearrangeable, Rearrangement
from curation.rivals import rivalries
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    ExcerptFactory,
    PublicationFactory,
    TrackFactory,
    count_anew,
    published_review,
)

REASON = "The same, entered twice."
OPINIONS = ["rave", 80, "mixed", 20, "pan", 55]


def merged(survivor, other, by=None, at=None, of_other=None) -> Rearrangement:
    """`other` into `survivor`; of rival reviews the survivor's is kept."""
    kind = Rearrangeable(survivor._meta.model_name)
    settled = {rivalry.name: str(rivalry.survivors.pk) for rivalry in rivalries(MERGEABLE[kind], survivor.pk, other.pk)}
    return merge(kind, survivor.pk, other.pk, REASON, by, Choices(of_other=of_other, settled=settled), at)


def furnished_album(number: int, reviews: int) -> Album:
    """An album with a few of everything; critics of its own have written about it."""
    album = AlbumFactory(title="Low Water", slug=f"low-water-{number}")
    Credit.objects.create(album=album, artist=ArtistFactory(), position=2)
    Credit.objects.filter(album=album, position=1).update(join_phrase=" & ")
    album.genres.add(Genre.objects.named("Fado"), Genre.objects.named(f"Genre {number}"))
    album.labels.add(Label.objects.named("Quay"))
    AlbumLink.objects.create(album=album, kind="buy", url="https://counter.example/low-water")
    AlbumLink.objects.create(album=album, kind="buy", url=f"https://counter.example/{number}")
    titles = ["Ballast", "Ballast", f"Only on {number}"]
    tracks = [
        TrackFactory(album=album, position=place, title=title, seconds=None if number == 1 else 200)
        for place, title in enumerate(titles, 1)
    ]
    for place in range(reviews):
        house = PublicationFactory() if place % 2 else None
        review = published_review(album, OPINIONS[place % 6], publication=house)
        ExcerptFactory(review=review, about="track", track=tracks[place % 3], lead=True)
    return count_anew(album)
