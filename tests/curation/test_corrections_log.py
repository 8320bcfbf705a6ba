"""The public corrections log, and a review's public history: what they tell, and what they never tell."""

from __future__ import annotations

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from albums.models import Album
from common.tracking import because
from curation.undoing import undo
from reviews.life.hiding import set_hidden
from reviews.life.publishing import publish, return_to_critic, submit, withdraw
from reviews.life.revising import begin_revision, revise
from reviews.models import Critic, Excerpt, Review
from tests.curation.merges import merged
from tests.curators import new_curator, page_of, send, signed_in
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
    published_review,
    reviewed_album,
)
from tests.markup import Element, main, read

pytestmark = pytest.mark.django_db
LOG = "/corrections/"
BODY = "A door opens. The drums come in."


@pytest.fixture
def review() -> Review:
    """Published by a critic with an account, hosted here, with one excerpt."""
    critic = CriticFactory(name="Ottilie Brandt", user=UserFactory(username="otti"))
    values = {"critic": critic, "body": BODY, "headline": "Doors", "grade": "4/5", "score": 80, "verdict": "positive"}
    written = ReviewFactory(submitted=True, hosted=True, album=AlbumFactory(title="Low Water"), **values)
    ExcerptFactory(review=written, start=14, end=32, text="The drums come in.")
    return publish(written, None)


@pytest.fixture
def kept_pages(settings):
    """A real cache for pages."""
    kept = {"BACKEND": "common.caches.memory.MemoryCache", "LOCATION": "log", "OPTIONS": {"MAX_BYTES": 10_000_000}}
    settings.CACHES = settings.CACHES | {"pages": kept}
    caches["pages"].clear()


def log(client: Client, **asked: object) -> Element:
    return main(client.get(LOG, asked))


def lines(client: Client, **asked: object) -> list[str]:
    return [line.text for line in log(client, **asked).all("li", "correction")]


def change(review: Review, **values: object) -> None:
    for name, value in values.items():
        setattr(review, name, value)
    revise(
        review, list(values), User.objects.filter(username="curator-ida").first() or new_curator(username="curator-ida")
    )


class TestWhatTheLogTells:
    def test_nothing_yet(self, client, review):
        assert "Nothing that readers could have seen has been changed." in log(client).text

    def test_a_grade_a_headline_and_a_text_before_and_after(self, client, review):
        with because("Misread the print."):
            change(review, grade="3/5", score=60, headline="Windows", body="A gate opens. The drums come in.")
        (line,) = lines(client)
        for words in ("Low Water", "Ottilie Brandt", "4/5", "3/5", "Doors", "Windows", "door", "gate", "a curator"):
            assert words in line
        assert "Misread the print." in line
        assert "curator-ida" not in log(client).text

    def test_it_leads_to_the_review_and_to_its_history(self, client, review):
        change(review, headline="Windows")
        links = log(client).links()
        assert links["Low Water"] == review.get_absolute_url()
        assert links["The review’s history: Low Water"] == review.get_public_history_url()

    def test_the_critics_own_hand_is_told_as_such(self, client, review):
        draft = begin_revision(review, review.critic.user)
        draft.grade, draft.score = "5/5", 100
        draft.save()
        publish(submit(draft, review.critic.user), new_curator())
        (line,) = lines(client)
        assert "4/5" in line
        assert "5/5" in line
        review.refresh_from_db()
        withdraw(review, review.critic.user, "I was wrong.")
        assert any("By the critic: “I was wrong.”" in line for line in lines(client))

    def test_of_a_reason_readers_see_the_first_paragraph(self, client, review):
        withdraw(review, new_curator(), "It was a hoax.\n\nTold by the editor on the telephone.")
        (line,) = lines(client)
        assert "It was a hoax." in line
        assert "telephone" not in line

    def test_another_critic_publication_and_source(self, client, review):
        house = PublicationFactory(name="The Lantern")
        change(review, critic=CriticFactory(name="Marit Oyelaran"), publication=house, source_url="https://a.example/1")
        (line,) = lines(client)
        for words in ("Ottilie Brandt", "Marit Oyelaran", "The Lantern", "https://a.example/1"):
            assert words in line

    def test_an_excerpt_that_went_and_none_that_only_moved(self, client, review):
        change(review, body="Wait. A door opens. The drums come in.")
        assert "Excerpt" not in " ".join(lines(client))
        Excerpt.objects.filter(review=review).delete()
        assert "Excerpt removed" in " ".join(lines(client))

    def test_an_excerpt_of_another_stance(self, client, review):
        Excerpt.objects.filter(review=review).update(stance="praise")
        (line,) = lines(client)
        assert "Neutral" in line
        assert "Praise" in line

    def test_facts_of_an_album_once_reviews_of_it_count(self, client):
        album, fresh = reviewed_album(80, 60, 40), AlbumFactory(title="Unheard")
        name = ArtistFactory(name="The Tide Tables")
        Album.objects.filter(pk=fresh.pk).update(title="Still unheard")
        Album.objects.filter(pk=album.pk).update(
            title="High Water", lead_artist=name, release_date="2020-02-01", release_precision="month"
        )
        (line,) = lines(client)
        for words in (album.title, "High Water", "The Tide Tables", "February 2020"):
            assert words in line

    def test_a_merge_is_one_line_and_marked_when_it_is_undone(self, client):
        kept, other = reviewed_album(80, 60, 40, title="Low Water"), reviewed_album(70, title="Low Watter")
        done = merged(kept, other, by=new_curator(username="curator-ida"))
        (line,) = lines(client)
        assert "The album “Low Watter” was merged into this one." in line
        assert "The same, entered twice." in line
        undo(done, None)
        (line,) = lines(client)
        assert "Undone on" in line

    def test_plain_sql_without_a_user(self, client, review):
        Review.objects.filter(pk=review.pk).update(headline="Windows")
        (line,) = lines(client)
        assert "By the site’s keepers." in line

    def test_what_an_import_changed(self, client, review):
        with pghistory.context(command="import_scores"):
            Review.objects.filter(pk=review.pk).update(headline="Windows")
        assert "By an import." in lines(client)[0]

    def test_of_one_album_alone(self, client, review):
        other = published_review(AlbumFactory(title="Ebb"), "rave")
        change(other, headline="Windows")
        assert lines(client, album=review.album_id) == []
        change(review, headline="Windows")
        assert len(lines(client, album=review.album_id)) == 1
        assert len(lines(client)) == 2

    def test_an_album_that_is_not_there(self, client):
        for key in ("0", "x", "9" * 40, str(AlbumFactory(proposed=True).pk)):
            assert client.get(LOG, {"album": key}).status_code == 404

    def test_fifty_a_page_and_none_twice(self, client):
        albums = [reviewed_album(80, 60, 40) for _ in range(2)]
        for number in range(60):
            Album.objects.filter(pk=albums[number % 2].pk).update(title=f"Title {number}")
        first = log(client)
        second = main(client.get(LOG + first.links()["Older corrections"]))
        told = [item.text for page in (first, second) for item in page.all("ins")]
        assert sorted(told) == sorted(f"[now: Title {number}]" for number in range(60))
        assert len(first.all("ins")) == 50
        assert "Older corrections" not in second.links()

    @pytest.mark.parametrize("before", ["x", "2026-01-01~1~1", "2026-01-01T00:00:00+00:00~y~1", "~~", "9~9~9"])
    def test_a_place_that_cannot_be_read_is_the_first_page(self, client, review, before):
        change(review, headline="Windows")
        assert len(lines(client, before=before)) == 1

    def test_past_the_end(self, client, review):
        change(review, headline="Windows")
        assert "does not reach further back" in log(client, before="2001-01-01T00:00:00+00:00~0~1").text

    def test_only_reading(self, client):
        assert client.post(LOG).status_code == 405

    def test_every_page_leads_to_it(self, client):
        assert main_footer(client.get("/")).links()["Corrections"] == LOG
        assert LOG in client.get(reverse("method")).text

    def test_its_queries_do_not_grow_with_its_lines(self, client, django_assert_max_num_queries):
        for _ in range(3):
            change(published_review(reviewed_album(80, 60, 40), "rave", critic=CriticFactory()), headline="Windows")
        with django_assert_max_num_queries(20) as few:
            log(client)
        for _ in range(6):
            change(published_review(reviewed_album(80, 60, 40), "rave", critic=CriticFactory()), headline="Windows")
        with django_assert_max_num_queries(20) as many:
            log(client)
        assert len(few) == len(many)


@pytest.mark.usefixtures("kept_pages")
class TestKeptPages:
    def test_a_kept_log_is_answered_by_one_query_until_a_line_comes(self, client, review, django_assert_num_queries):
        lines(client)
        with django_assert_num_queries(1):
            assert lines(client) == []
        change(review, headline="Windows")
        assert len(lines(client)) == 1
        withdraw(review, new_curator(), "It was a hoax.")
        assert "withdrawn" in lines(client)[0]

    def test_a_kept_log_forgets_a_critic_who_is_hidden(self, client, review):
        change(review, headline="Windows")
        assert len(lines(client)) == 1
        set_hidden(review.critic, True)
        assert lines(client) == []

    def test_a_kept_log_marks_a_merge_that_is_undone(self, client):
        done = merged(reviewed_album(80, 60, 40), reviewed_album(70))
        assert "Undone" not in lines(client)[0]
        undo(done, None)
        assert "Undone" in lines(client)[0]

    def test_a_kept_history_of_a_review_goes_with_the_review(self, client, review):
        address = review.get_public_history_url()
        assert "Windows" not in client.get(address).text
        change(review, headline="Windows")
        assert "Windows" in client.get(address).text
        set_hidden(review.critic, True)
        assert client.get(address).status_code == 404


class TestWhatItNeverTells:
    def test_drafts_submissions_and_what_was_changed_before_publication(self, client):
        draft = ReviewFactory(headline="Secret", verdict="rave")
        Review.objects.filter(pk=draft.pk).update(headline="Still secret")
        returned = return_to_critic(ReviewFactory(submitted=True), new_curator(), "Name the tracks.")
        returned.delete()
        assert lines(client) == []

    def test_the_words_of_a_withdrawn_review(self, client, review):
        change(review, headline="Hidden words", body="The hidden drums. The drums come in.", grade="1/5", score=20)
        Excerpt.objects.filter(review=review).delete()
        review.refresh_from_db()
        withdraw(review, new_curator(), "It was a hoax.")
        (line,) = lines(client)
        assert "A review whose critic is not named was withdrawn." in line
        for words in ("Hidden words", "hidden drums", "drums come in", "1/5", "Doors"):
            assert words not in line

    def test_a_hidden_critic(self, client, review):
        change(review, headline="Windows")
        change(review, critic=CriticFactory(name="Marit Oyelaran"))
        withdrawn = publish(ReviewFactory(submitted=True, critic=review.critic, verdict="pan"), None)
        withdraw(withdrawn, new_curator(), "It was a hoax.")
        assert len(lines(client)) > 1
        Critic.objects.update(hidden=True)
        assert lines(client) == []

    def test_a_hidden_critic_who_once_stood_there(self, client, review):
        change(review, critic=CriticFactory(name="Marit Oyelaran"))
        change(review, critic=CriticFactory(name="Third Person"))
        Critic.objects.filter(name="Marit Oyelaran").update(hidden=True)
        assert "Marit" not in log(client).text

    def test_the_critic_of_a_withdrawn_review_is_named_while_readers_meet_them_elsewhere(self, client, review):
        withdrawn = publish(ReviewFactory(submitted=True, critic=review.critic, verdict="pan"), None)
        withdraw(withdrawn, new_curator(), "It was a hoax.")
        assert "The review by Ottilie Brandt was withdrawn." in lines(client)[0]
        withdraw(review, new_curator(), "A hoax too.")
        assert "Ottilie" not in log(client).text

    def test_a_byline_that_only_drafts_name(self, client, review):
        merged(review.critic, CriticFactory(name="Secret Name"))
        (line,) = lines(client)
        assert "Another byline was merged into this one." in line
        assert "Secret Name" not in line

    def test_a_merge_of_a_hidden_critic(self, client):
        kept, other = CriticFactory(name="Ottilie Brandt", hidden=True), CriticFactory(name="O. Brandt")
        merged(kept, other)
        assert lines(client) == []

    def test_an_album_that_readers_have_never_seen(self, client):
        merged(AlbumFactory(), AlbumFactory(title="Proposed twin", proposed=True))
        assert lines(client) == []

    def test_the_text_of_a_review_published_elsewhere(self, client):
        review = published_review(AlbumFactory(), "rave", body="The whole text, which is not ours.")
        change(review, body="The whole text, changed, which is not ours.", headline="Windows")
        (line,) = lines(client)
        assert "whole text" not in line

    def test_who_a_curator_is(self, client, review):
        curator = new_curator(username="curator-ida", first_name="Ida", email="ida@example.org")
        send(signed_in(curator), page_of(review), headline="Windows", _why="A slip.", _save="Save")
        (line,) = lines(client)
        assert "By a curator: “A slip.”" in line
        assert "ida" not in line


class TestHistoryOfAReview:
    def test_the_words_that_changed_are_marked_and_both_texts_are_there(self, client, review):
        change(review, body="A gate opens. The drums come in.", headline="Windows")
        page = main(client.get(review.get_public_history_url()))
        assert "[gone: A door]" in page.text or "[gone: door]" in page.text
        assert BODY in page.text
        assert "A gate opens. The drums come in." in page.text
        assert "Doors" in page.text

    def test_of_a_review_published_elsewhere_only_what_may_be_quoted(self, client):
        review = published_review(AlbumFactory(), "rave", body="The whole text, which is not ours.", headline="Doors")
        change(review, body="The whole text, changed, which is not ours.", headline="Windows")
        page = main(client.get(review.get_public_history_url()))
        assert "Windows" in page.text
        assert "whole text" not in page.text

    def test_what_was_changed_before_it_was_published_is_nobodys_business(self, client):
        review = ReviewFactory(submitted=True, hosted=True, body="My first attempt.", verdict="rave")
        submitted = Review.objects.get(pk=review.pk)
        submitted.body = "My second attempt."
        revise(submitted, ["body"], None)
        published = publish(submitted, None)
        assert "first attempt" not in client.get(published.get_public_history_url()).text

    def test_it_is_linked_from_the_card_and_the_text_once_there_is_more_than_one(self, client, review):
        for page in (review.album.get_absolute_url(), review.get_text_url()):
            assert review.get_public_history_url() not in client.get(page).text
        change(review, headline="Windows")
        Review.objects.filter(pk=review.pk).update(published_at="2024-05-01T12:00:00Z")
        for page in (review.album.get_absolute_url(), review.get_text_url()):
            assert review.get_public_history_url() in client.get(page).text

    def test_not_there_for_what_is_not_published(self, client, review):
        address = review.get_public_history_url()
        assert client.get(address).status_code == 200
        Critic.objects.filter(pk=review.critic_id).update(hidden=True)
        assert client.get(address).status_code == 404
        Critic.objects.filter(pk=review.critic_id).update(hidden=False)
        withdraw(review, new_curator(), "It was a hoax.")
        assert client.get(address).status_code == 404
        assert client.get(ReviewFactory().get_public_history_url()).status_code == 404
        assert client.post(address).status_code == 405

    def test_under_another_albums_address_it_is_not_there(self, client, review):
        other = AlbumFactory()
        address = reverse("review-history", args=[other.lead_artist.slug, other.slug, review.pk])
        assert client.get(address).status_code == 404


def main_footer(response: HttpResponse) -> Element:
    return read(response).one("footer", "colophon")
