"""The front page: a disagreement, what is new, the year's best, the most divisive."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pages.contrasts import contrasting_pair
from reviews.models import Review
from tests.factories import (
    BODY,
    AlbumFactory,
    ExcerptFactory,
    PublicationFactory,
    TrackFactory,
    published_review,
    reviewed_album,
)
from tests.markup import main

pytestmark = pytest.mark.django_db
PRAISE, CRITICISM = "What stays is the voice, close and unvarnished", "three songs share one chorus"


def section(client, name: str):
    return main(client.get("/")).one("section", **{"aria-labelledby": f"{name}-heading"})


def quoted(review: Review, text: str = "Nothing on it hurries", **attributes: object):
    return ExcerptFactory(review=review, text=text, **attributes)


def test_an_empty_site_says_that_it_is_and_tells_readers_of_no_command(client):
    page = main(client.get("/"))
    assert page.one("p", "empty").text.startswith("No record stands on the shelves yet.")
    assert not page.all("code")
    assert not page.all("section")


def test_a_site_without_reviews_says_so(client):
    AlbumFactory()
    AlbumFactory(proposed=True)
    page = main(client.get("/"))
    assert page.one("p", "empty").text == "1 album on the shelves, and no review of any of them yet."
    assert page.links() == {"Browse all 1 album": "/albums/"}


def test_reviews_without_an_excerpt_are_reviews(client):
    reviewed_album("rave", 80, 90)
    assert not main(client.get("/")).all("p", "empty")


def test_the_best_of_this_year_come_best_first_and_are_few(client):
    this_year = date(timezone.localdate().year, 1, 1)
    for grade in (60, 95, 70, 90, 65, 85, 75):
        reviewed_album(grade, grade, grade, title=f"All {grade}", release_date=this_year)
    reviewed_album(100, 100, 100, title="Last year's", release_date=this_year - timedelta(days=1))
    reviewed_album(100, 100, title="Too few", release_date=this_year)
    assert section(client, "best").texts("h3") == [f"All {grade}" for grade in (95, 90, 85, 75, 70, 65)]


def test_the_most_divisive_come_first(client):
    reviewed_album(0, 100, 0, 100, 50, title="Wide")
    reviewed_album(60, 80, 60, 80, 70, title="Narrow")
    reviewed_album(0, 100, 0, 100, title="Only four")
    assert section(client, "divisive").texts("h3") == ["Wide", "Narrow"]


def test_what_was_just_reviewed_is_the_newest_quotable_review_of_each_album(client):
    now = timezone.now()
    old, new = AlbumFactory(title="Old"), AlbumFactory(title="New")
    for days, album in ((5, old), (3, new), (1, new)):
        quoted(published_review(album, "rave", published_at=now - timedelta(days=days)), lead=True)
    published_review(old, "pan", published_at=now)
    quoted(published_review(AlbumFactory(title="Quoted in passing"), "rave"), lead=False)
    page = section(client, "latest")
    assert page.texts("h3") == ["on New", "on Old"]
    assert len(page.all("article")) == 2


def test_one_album_with_a_hundred_new_reviews_leaves_room_for_others(client):
    now = timezone.now()
    quoted(published_review(AlbumFactory(title="Yesterday"), "rave", published_at=now - timedelta(days=1)), lead=True)
    crowded = AlbumFactory(title="Crowded")
    for _ in range(100):
        quoted(published_review(crowded, "rave", published_at=now), lead=True)
    assert section(client, "latest").texts("h3") == ["on Crowded", "on Yesterday"]


def disagree(album, *, praise: dict | None = None, criticism: dict | None = None, at=None):
    """Two critics of one album, one excerpt each."""
    at = at or timezone.now()
    return (
        quoted(published_review(album, "rave", published_at=at), PRAISE, stance="praise", **praise or {}),
        quoted(published_review(album, "pan", published_at=at), CRITICISM, stance="criticism", **criticism or {}),
    )


def test_two_critics_of_one_track_open_the_page(client):
    track = TrackFactory(title="Ballast")
    subject = {"about": "track", "track": track}
    praise, criticism = disagree(track.album, praise=subject, criticism=subject)
    pair = section(client, "pair")
    assert pair.one("h2").text.startswith("Two critics, one song “Ballast”, from ")
    assert pair.texts("blockquote") == [f"{PRAISE} …", f"… {CRITICISM} …"]
    assert pair.texts("figcaption") == [f"{praise.review.byline} Rave", f"{criticism.review.byline} Pan"]
    assert pair.one("h2").links() == {track.album.title: track.album.get_absolute_url()}


def test_two_critics_on_one_topic_do_as_well(client):
    album = AlbumFactory()
    disagree(album, praise={"topic": "vocals"}, criticism={"topic": "vocals"})
    assert section(client, "pair").one("h2").text.startswith("Two critics, one record ")


def test_a_track_is_preferred_to_a_topic():
    track = TrackFactory()
    now = timezone.now()
    on_track = disagree(
        track.album,
        praise={"about": "track", "track": track},
        criticism={"about": "track", "track": track},
        at=now - timedelta(days=9),
    )
    disagree(AlbumFactory(), praise={"topic": "vocals"}, criticism={"topic": "vocals"}, at=now)
    assert contrasting_pair() == on_track


def test_the_newest_disagreement_wins():
    now = timezone.now()
    topics = {"praise": {"topic": "vocals"}, "criticism": {"topic": "vocals"}}
    new = disagree(AlbumFactory(), **topics, at=now)
    disagree(AlbumFactory(), **topics, at=now - timedelta(days=1))
    assert contrasting_pair() == new


@pytest.mark.parametrize(
    ("praise", "criticism"),
    [
        ({"topic": "vocals"}, {"topic": "lyrics"}),
        ({"topic": "overall"}, {"topic": "overall"}),
        ({"topic": "vocals", "about": "film"}, {"topic": "vocals", "about": "film"}),
        ({"topic": "vocals", "about": "artist"}, {"topic": "vocals"}),
    ],
)
def test_what_is_not_one_point_about_the_record_makes_no_pair(praise, criticism):
    disagree(AlbumFactory(), praise=praise, criticism=criticism)
    assert contrasting_pair() is None


def test_two_albums_make_no_pair():
    quoted(published_review(AlbumFactory(), "rave"), PRAISE, stance="praise", topic="vocals")
    quoted(published_review(AlbumFactory(), "pan"), CRITICISM, stance="criticism", topic="vocals")
    assert contrasting_pair() is None


def test_one_critic_in_two_minds_is_no_pair_until_another_disagrees():
    album = AlbumFactory()
    in_two_minds = published_review(album, "mixed")
    praise = quoted(in_two_minds, PRAISE, stance="praise", topic="vocals")
    quoted(in_two_minds, CRITICISM, stance="criticism", topic="vocals")
    assert contrasting_pair() is None
    against = published_review(album, "pan", published_at=timezone.now() - timedelta(days=1))
    criticism = quoted(against, CRITICISM, stance="criticism", topic="vocals")
    assert contrasting_pair() == (praise, criticism)


def test_a_card_on_the_front_page_names_album_critic_and_house(client):
    review = published_review(
        AlbumFactory(title="Low Water"),
        "mixed",
        publication=PublicationFactory(name="The Lantern"),
        published_on=date(2024, 9, 30),
        source_url="https://lantern.example/low-water",
        body=BODY,
    )
    excerpt = quoted(review, lead=True)
    card = section(client, "latest").one("article")
    links = card.links()
    assert links["Low Water"] == review.album.get_absolute_url()
    assert links[review.byline] == review.critic.get_absolute_url()
    assert links["The Lantern"] == "/publications/the-lantern/"
    assert links[f"Read it in The Lantern: {review.byline}’s review"] == excerpt.source_link
    assert "No grade" in card.text
    assert card.one("time")["datetime"] == "2024-09-30"
