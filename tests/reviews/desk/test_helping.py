"""What the desk does for who writes: sentences suggested, tracks read, the text set, disclosures told."""

from __future__ import annotations

import pytest
from django.test import Client

from albums.models import Album
from reviews.life.publishing import publish, submit
from reviews.models import Critic, Excerpt, Review
from tests.desk_form import posted, row
from tests.factories import AlbumFactory, CriticFactory, TrackFactory

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
GOOD = (
    "Slack Water is the best song here, a patient and beautiful thing whose guitars never hurry towards their chorus."
)
BODY = f"It is a record of nine songs. “{GOOD}” The film opens in May."


def test_sentences_are_suggested_and_none_becomes_an_excerpt_by_itself(desk, critic):
    album = AlbumFactory()
    TrackFactory(album=album, title="Slack Water")
    page = desk.post(NEW, posted(critic, album, body=BODY, hosted="on", step="suggest"))
    (suggestion,) = page.context["suggestions"]
    assert "Slack Water is the best song here" in suggestion.text
    assert page.context["manuscript"].excerpts == []
    assert not Excerpt.objects.exists()


def test_no_sentence_is_suggested_that_is_too_long_to_be_quoted(desk, critic):
    page = desk.post(NEW, posted(critic, AlbumFactory(title="Slack Water"), body=BODY, step="suggest"))
    assert page.context["suggestions"] == []


def test_a_suggestion_fills_a_row_with_its_track(desk, critic):
    album = AlbumFactory()
    track = TrackFactory(album=album, title="Slack Water")
    data = posted(critic, album, body=BODY, hosted="on")
    (suggestion,) = desk.post(NEW, data | {"step": "suggest"}).context["suggestions"]
    page = desk.post(NEW, data | {"step": f"use-suggestion:{suggestion.place}"})
    (excerpt,) = page.context["manuscript"].excerpts
    assert (excerpt.text, excerpt.about, excerpt.track) == (suggestion.text, "track", track)
    assert page.context["suggestions"] == []


@pytest.mark.parametrize("place", ["0-9999", "5-2", "-1-4", "x", "", "0-1", "9" * 40])
def test_a_forged_place_fills_nothing(desk, critic, place):
    page = desk.post(NEW, posted(critic, AlbumFactory(), body=BODY, step=f"use-suggestion:{place}"))
    assert page.status_code == 200
    assert page.context["manuscript"].excerpts == []


def test_the_part_with_suggestions_comes_alone(desk, critic):
    headers = {"HX-Request": "true", "HX-Target": "suggestions"}
    part = desk.post(NEW, posted(critic, AlbumFactory(), body="Too short.", step="suggest"), headers=headers)
    assert "Choose" in part.text
    assert "At most 3 characters may be quoted from so short a text" in part.text
    assert "<html" not in part.text


def test_a_sentence_that_names_two_tracks_is_suggested_for_the_album(desk, critic):
    album = AlbumFactory()
    for title in ("Slack Water", "Low Lantern"):
        TrackFactory(album=album, title=title)
    body = "“Slack Water” and “Low Lantern” are the best songs that this band has put on any record."
    data = posted(critic, album, body=body, hosted="on", step="suggest")
    (suggestion,) = desk.post(NEW, data).context["suggestions"]
    assert (suggestion.track, suggestion.row()["about"]) == (None, "album")


def test_without_a_text_it_is_said_that_there_is_none(desk, critic):
    page = desk.post(NEW, posted(critic, AlbumFactory(), body="", step="suggest"))
    assert page.context["no_suggestion"] == "There is no text yet."


def test_a_forged_offset_of_an_excerpt_is_no_offset(desk, critic):
    data = posted(critic, AlbumFactory(), row("Nothing on it hurries", near="99999999"))
    desk.post(NEW, data)
    excerpt = Excerpt.objects.get()
    assert excerpt.review.body[excerpt.start : excerpt.end] == "Nothing on it hurries"


def test_a_forged_negative_offset_is_refused(desk, critic):
    assert desk.post(NEW, posted(critic, AlbumFactory(), row("Nothing on it hurries", near="-5"))).status_code == 422


def test_words_that_stand_in_two_places_by_now_are_flagged(desk, critic):
    body = "Low water. The bells agree. High water. The bells agree."
    first, last = body.index("The bells"), body.rindex("The bells")
    for near, flagged in ((first, False), (last, False), (last + 9, True), ("", True)):
        data = posted(critic, None, row("The bells agree.", near=near), body=body, hosted="on", step="refresh")
        manuscript = desk.post(NEW, data).context["manuscript"]
        assert bool(manuscript.rows.forms[0].note) == flagged
        assert manuscript.excerpts[0].start == (first if near in (first, "") else last)


def test_the_text_is_set_as_readers_will_see_it(desk, critic):
    data = posted(critic, AlbumFactory(), body="It is *slack*.\n\n<script>alert(1)</script>", step="preview")
    for headers in ({}, {"HX-Request": "true", "HX-Target": "card-preview"}):
        page = desk.post(NEW, data, headers=headers)
        assert "<em>slack</em>" in page.text
        assert "<script>alert" not in page.text


def test_a_text_too_long_to_be_set_while_it_is_typed_says_so(desk, critic):
    page = desk.post(NEW, posted(critic, AlbumFactory(), body="[" * 100_001, step="preview"))
    assert "too long to be set while you type" in page.text


def test_a_missing_album_is_proposed_with_its_tracks(desk, critic):
    proposal = {
        "album": "new",
        "proposal_title": "Salt Year",
        "proposal_artist": "Orrin Vale",
        "proposal_released": "2024-09",
        "proposal_tracks": "Ebb 2:30\r\nFlow",
    }
    assert desk.post(NEW, posted(critic, None, **proposal)).status_code == 302
    album = Album.objects.get(title="Salt Year")
    assert album.proposed
    assert list(album.tracks.values_list("position", "title", "seconds")) == [(1, "Ebb", 150), (2, "Flow", None)]
    assert desk.get(album.get_absolute_url()).status_code == 404


def test_a_track_list_that_cannot_be_read_is_explained_and_kept(desk, critic):
    proposal = {"album": "new", "proposal_title": "S", "proposal_artist": "O", "proposal_tracks": "x" * 501}
    response = desk.post(NEW, posted(critic, None, **proposal))
    assert response.status_code == 422
    assert "is no title" in response.text
    assert "x" * 501 in response.text
    assert not Album.objects.exists()


def test_what_is_disclosed_is_told_to_readers(desk, critic):
    desk.post(NEW, posted(critic, AlbumFactory(), disclosures=["promo", "friendship"], hosted="on", step="submit"))
    review = publish(Review.objects.get(), None)
    assert review.disclosures == ["promo", "friendship"]
    told = "Disclosed: The record came from its label or artist; The critic knows or works with somebody who made it."
    assert told in Client().get(review.get_text_url()).text
    assert told in Client().get(review.album.get_absolute_url()).text


def test_a_disclosure_that_is_none_is_refused(desk, critic):
    assert desk.post(NEW, posted(critic, AlbumFactory(), disclosures=["lunch"])).status_code == 422


def test_a_pasted_byline_is_offered_where_it_is_ones_own(desk, critic):
    other = CriticFactory(user=critic.user, name="Zed Umber")
    article = f"A door in winter\n\nBy Zed Umber\n\nPublished: 21 September 2024\n\n{BODY} {GOOD} {GOOD}"
    data = posted(critic, None, body=article, step="read")
    offers = {offer.field: offer.value for offer in desk.post(NEW, data).context["reading"].offers}
    assert offers["critic"] == str(other.pk)
    other.delete()
    reading = desk.post(NEW, data).context["reading"]
    assert "critic" not in {offer.field for offer in reading.offers}
    assert any("signed by Zed Umber" in remark for remark in reading.remarks)


def test_the_overview_says_what_a_review_did_to_its_album(desk, critic):
    album = AlbumFactory()
    for number in range(4):
        review = desk_review(critic if number == 3 else CriticFactory(), album)
    moved = desk.get("/desk/").context["shelves"][0].reviews[0].moved
    assert review.critic == critic
    assert moved.counted == 4
    assert moved.before is not None
    assert moved.points == moved.after - moved.before
    assert "It moved the album from" in desk.get("/desk/").text
    assert "It moved the album from" in desk.get(review.get_desk_url()).text


def desk_review(critic: Critic, album: Album) -> Review:
    review = Review.objects.create(album=album, critic=critic, body=BODY, verdict="rave", verdict_set_by="critic")
    submit(review, None)
    return publish(review, None)
