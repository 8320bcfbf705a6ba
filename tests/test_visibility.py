"""What is not public is nowhere public: not shown, not listed, not found, not counted, not scored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from albums.models import Album, Genre
from reviews.life.hiding import set_hidden
from reviews.life.publishing import publish, reject, return_to_critic, submit, withdraw
from reviews.models import Review
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    UserFactory,
    count_anew,
    published_review,
)

pytestmark = pytest.mark.django_db
SECRET = "zanzibarite"
BYLINE = "Umber Vale"
BODY = f"Openly said: {SECRET} through and through. The bells agree, and nobody minds."


@pytest.fixture
def album() -> Album:
    """An album that four critics have reviewed, one of them in the same house."""
    album = AlbumFactory(slug="low-water", lead_artist=ArtistFactory(slug="ada"))
    house = PublicationFactory(slug="lantern")
    for opinion in (90, 80, "mixed"):
        review = published_review(album, opinion)
        ExcerptFactory(review=review, lead=True, topic="sound", stance="praise")
    published_review(album, 70, publication=house)
    return count_anew(album)


@pytest.fixture
def critic(album):
    """The one whose review is at stake; nothing else of theirs is published."""
    return CriticFactory(name=BYLINE, slug="umber")


@pytest.fixture
def review(album, critic) -> Review:
    """A draft with everything that a page could show of it."""
    review = ReviewFactory(
        album=album,
        critic=critic,
        publication=album.reviews.get(publication__isnull=False).publication,
        headline=f"Headline {SECRET}",
        body=BODY,
        hosted=True,
        grade="3%",
        score=3,
        verdict="pan",
    )
    track = TrackFactory(album=album)
    for text, attributes in (
        (SECRET, {"lead": True, "topic": "sound", "stance": "criticism"}),
        (f"said: {SECRET}", {"about": "track", "track": track, "stance": "criticism"}),
    ):
        ExcerptFactory(review=review, text=text, **attributes)
    return review


def public_pages(client, album, review) -> Iterator[tuple[str, str]]:
    """Every page that could show something of the review, as a stranger sees it."""
    address = album.get_absolute_url()
    others = "&".join(f"r={other.pk}" for other in album.reviews.all())
    for path in [
        "/",
        "/albums/",
        "/albums/?order=best",
        "/artists/",
        "/artists/ada/",
        address,
        f"{address}?order=lowest",
        f"{address}?critics=umber",
        f"{address}compare/",
        f"{address}compare/?{others}",
        *(f"{address}{part}/" for part in ("working", "history", "voices", "grades", "topics/sound")),
        *(f"{address}tracks/{track.pk}/" for track in album.tracks.all()),
        f"{address}reviews/{review.pk}/",
        "/charts/best/",
        "/charts/best/2024/",
        "/charts/divisive/",
        "/charts/reviewed/",
        "/charts/new/",
        "/charts/publications/2024/",
        "/charts/year/2024/",
        "/charts/best/?critics=umber",
        "/publications/lantern/2024/",
        "/critics/",
        "/publications/",
        "/publications/lantern/",
        "/method/",
        "/corrections/",
        f"/corrections/?album={album.pk}",
    ]:
        yield path, client.get(path).content.decode()


def assert_nowhere(client, album, review, before: tuple) -> None:
    for path, html in public_pages(client, album, review):
        assert SECRET not in html, path
        assert f"review-{review.pk}" not in html, path
        assert BYLINE not in html, path
    assert client.get("/critics/umber/").status_code == 404
    for words in ("umber+vale", "umbr"):
        assert not client.get(f"/search/?q={words}").context["results"].of("critics")
    assert client.get(f"{album.get_absolute_url()}reviews/{review.pk}/").status_code == 404
    assert client.get(f"{album.get_absolute_url()}reviews/{review.pk}/history/").status_code == 404
    assert standing(client, album) == before


def standing(client, album) -> tuple:
    """Where the album stands, as the database, its page, its house and its chart have it."""
    album.refresh_from_db()
    page = client.get(album.get_absolute_url())
    return (
        album.consensus_score,
        album.counted_reviews,
        album.graded_reviews,
        album.consensus.counted,
        len(page.context["page"].reviews),
        client.get("/publications/lantern/").context["page"].paginator.count,
        client.get("/publications/").context["names"].rows[0].review_count,
        Review.objects.counted().count(),
    )


def test_the_secret_would_be_seen_if_the_review_were_published(client, album, review):
    before = standing(client, album)
    publish(submit(review, UserFactory()), UserFactory())
    pages = dict(public_pages(client, album, review))
    assert {"/", "/publications/lantern/", album.get_absolute_url()} <= {
        path for path in pages if SECRET in pages[path]
    }
    assert BYLINE in pages["/critics/"]
    assert SECRET in client.get("/critics/umber/").content.decode()
    after = standing(client, album)
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_a_draft_is_nowhere(client, album, review):
    assert_nowhere(client, album, review, standing(client, album))


def test_a_submitted_review_is_nowhere(client, album, review):
    before = standing(client, album)
    submit(review, UserFactory())
    assert_nowhere(client, album, review, before)


def test_a_returned_review_is_nowhere(client, album, review):
    before = standing(client, album)
    return_to_critic(submit(review, UserFactory()), UserFactory(), "Too short.")
    assert_nowhere(client, album, review, before)


def test_a_rejected_review_is_nowhere(client, album, review):
    before = standing(client, album)
    reject(submit(review, UserFactory()), UserFactory(), "Not about this record.")
    assert_nowhere(client, album, review, before)


def test_a_withdrawn_review_is_nowhere_though_it_was_seen(client, album, review):
    before = standing(client, album)
    publish(submit(review, UserFactory()), UserFactory())
    withdraw(review, UserFactory(), "Heard it again.")
    assert_nowhere(client, album, review, before)


def test_a_hidden_critic_is_nowhere_though_they_were_seen(client, album, review, critic):
    before = standing(client, album)
    publish(submit(review, UserFactory()), UserFactory())
    set_hidden(critic, True)
    assert_nowhere(client, album, review, before)


def test_a_critic_who_is_shown_again_counts_again(client, album, review, critic):
    publish(submit(review, UserFactory()), UserFactory())
    with_them = standing(client, album)
    set_hidden(critic, True)
    set_hidden(critic, False)
    assert standing(client, album) == with_them


def test_whoever_is_signed_in_sees_no_more(client, album, review):
    submit(review, UserFactory())
    client.force_login(UserFactory())
    assert_nowhere(client, album, review, standing(client, album))


def test_a_proposed_album_is_nowhere(client):
    artist = ArtistFactory(name=f"The {SECRET} Band", slug="band")
    proposed = AlbumFactory(title=f"{SECRET} songs", lead_artist=artist, slug="songs", proposed=True)
    proposed.genres.add(Genre.objects.named(f"{SECRET} core"))
    TrackFactory(album=proposed, title=f"Track {SECRET}")
    critic = CriticFactory(slug="umber")
    for other in (critic, None, None):
        review = published_review(proposed, "pan", **({"critic": other} if other else {}))
        ExcerptFactory(review=review, lead=True, stance="praise", topic="sound")
    count_anew(proposed)
    AlbumFactory(title="On the shelves")
    for path in [
        "/",
        "/albums/",
        "/artists/",
        "/critics/",
        "/publications/",
        "/charts/best/",
        "/charts/divisive/",
        "/charts/reviewed/",
        "/charts/new/",
        "/charts/publications/",
        "/charts/year/",
        "/genres/",
        "/labels/",
        f"/charts/best/{timezone.localdate().year}/",
    ]:
        assert SECRET not in client.get(path).content.decode(), path
    answer = client.get(f"/albums/?q={SECRET}").content.decode()
    assert not answer.count("album-card")
    assert not any(word in answer for word in (f"{SECRET} songs", f"{SECRET} Band", f"{SECRET} core"))
    for path in ["/artists/band/", "/albums/band/songs/", "/albums/band/songs/compare/", "/critics/umber/"]:
        assert client.get(path).status_code == 404, path
    found = client.get(f"/search/?q={SECRET}").context["results"]
    assert not found
    assert not client.get("/critics/").context["names"].rows
