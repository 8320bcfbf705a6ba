"""What several critics say of one thing, on the album page: topics and tracks."""

from __future__ import annotations

import pytest

from pages.threads import told_once, topics_of, tracks_of
from reviews.models import Review
from tests.album_page import CHORUS, HURRY, page_of
from tests.factories import (
    AlbumFactory,
    ExcerptFactory,
    TrackFactory,
    count_anew,
    published_review,
)
from tests.markup import main

pytestmark = pytest.mark.django_db


def topic(
    album, stance: str, review: Review | None = None, text: str = HURRY, name: str = "sound", **attributes: object
):
    review = review or published_review(album, "mixed")
    return ExcerptFactory(review=review, text=text, topic=name, stance=stance, **attributes)


def note_on(client, album) -> list[str]:
    return page_of(client, count_anew(album)).one("section", id="topics").texts("span", "thread-note")


@pytest.mark.parametrize(
    ("stances", "note"),
    [
        (("praise", "criticism"), ["they disagree"]),
        (("praise", "mixed", "criticism"), ["they disagree"]),
        (("praise", "praise"), ["they agree"]),
        (("criticism", "criticism"), ["they agree"]),
        (("praise", "mixed"), []),
        (("neutral", "neutral"), []),
    ],
)
def test_critics_agree_or_disagree_on_a_topic(client, stances, note):
    album = AlbumFactory()
    for stance in stances:
        topic(album, stance)
    assert note_on(client, album) == note


def test_one_critic_neither_agrees_nor_disagrees_with_themselves(client):
    album = AlbumFactory()
    review = published_review(album, "mixed")
    topic(album, "praise", review, HURRY)
    topic(album, "criticism", review, CHORUS)
    assert note_on(client, album) == []


def test_topics_line_up_what_several_critics_say_most_spoken_of_first(client):
    album = AlbumFactory()
    for _ in range(3):
        topic(album, "praise", name="vocals")
    for _ in range(2):
        topic(album, "praise", name="lyrics")
    topic(album, "praise", name="themes")
    for _ in range(4):
        topic(album, "praise", name="overall")
    section = page_of(client, count_anew(album)).one("section", id="topics")
    assert [heading.split()[0] for heading in section.texts("h3")] == ["Vocals", "Lyrics"]


def test_a_page_has_each_quotation_once_and_links_to_it_from_elsewhere(client):
    album = AlbumFactory()
    track = TrackFactory(album=album)
    leading = topic(album, "praise", about="track", track=track, lead=True)
    beside = topic(album, "criticism", text=CHORUS, about="track", track=track)
    page = page_of(client, count_anew(album))
    assert sorted(quote.partition(" …")[0].removeprefix("… ") for quote in page.texts("blockquote")) == [HURRY, CHORUS]
    by_topic, by_track = page.one("section", id="topics"), page.one("section", id="tracks")
    assert by_topic.one("figure", id=f"said-{beside.pk}").one("span", "stance").text == "Criticism"
    assert by_topic.one("ul", "said-elsewhere").links() == {leading.review.voice: f"#{leading.review.anchor}"}
    assert by_track.one("ul", "said-elsewhere").links() == {
        leading.review.voice: f"#{leading.review.anchor}",
        beside.review.voice: f"#said-{beside.pk}",
    }


def test_all_that_is_said_of_a_topic_or_a_track_stands_side_by_side_at_an_address_of_its_own(client):
    album = AlbumFactory(title="Low Water")
    track = TrackFactory(album=album, title="Ballast")
    for lead in (True, False):
        topic(album, "praise", about="track", track=track, lead=lead)
    links = page_of(client, count_anew(album)).links()
    for thread, name in (("topics/sound/", "Sound"), (f"tracks/{track.pk}/", "Ballast")):
        assert links[f"All 2 side by side: {name}"] == album.get_absolute_url() + thread
        page = main(client.get(album.get_absolute_url() + thread))
        assert page.one("h1").text.startswith(name)
        assert len(page.all("blockquote")) == 2
        assert page.links()["Low Water"].startswith(f"{album.get_absolute_url()}#t")


@pytest.mark.parametrize("thread", ["topics/sound/", "topics/nothing/", "tracks/999999/"])
def test_what_nobody_speaks_of_has_no_address(client, thread):
    album = AlbumFactory()
    topic(album, "praise", name="vocals")
    assert client.get(f"{count_anew(album).get_absolute_url()}{thread}").status_code == 404


def test_of_many_quotations_those_that_differ_in_stance_come_first():
    album = AlbumFactory()
    excerpts = [topic(album, stance) for stance in ["praise", "praise", "praise", "criticism", "mixed"]]
    (thread,) = topics_of([excerpt.review for excerpt in excerpts])
    (told,) = told_once([thread], 3)
    assert sorted(excerpt.stance for excerpt in told.quoted) == ["criticism", "mixed", "praise"]
    assert told.parted


def test_what_is_not_about_the_record_says_so(client):
    album = AlbumFactory()
    topic(album, "praise", about="film")
    topic(album, "praise")
    assert "on the film" in page_of(client, count_anew(album)).one("section", id="topics").text


def test_the_track_lens_says_what_was_said_about_each_track(client):
    album = AlbumFactory()
    tracks = [TrackFactory(album=album, title=title) for title in ("One", "Two", "Three")]
    for stance in ("praise", "criticism"):
        topic(album, stance, name="overall", about="track", track=tracks[1])
    section = page_of(client, count_anew(album)).one("section", id="tracks")
    assert "1 of 3 tracks" in section.text
    assert [bool(item.all("blockquote")) for item in section.all("li")] == [False, True, False]
    assert section.all("li")[1].one("span", "thread-note").text == "they disagree"
    assert "3:34" in section.all("li")[0].text


def test_threads_are_gathered_from_all_reviews_in_order():
    album = AlbumFactory()
    track = TrackFactory(album=album)
    excerpts = [topic(album, "praise", about="track", track=track) for _ in range(2)]
    reviews = [excerpt.review for excerpt in excerpts]
    (thread,) = tracks_of([track], reviews)
    assert list(thread.excerpts) == excerpts
    (topics,) = topics_of(reviews)
    assert (topics.name, list(topics.excerpts)) == ("Sound", excerpts)
