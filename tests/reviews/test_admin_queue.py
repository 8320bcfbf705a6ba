"""The curators' queue: what it shows, what can be done from it, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from albums.models import Album
from reviews.models import Consensus, QueuedReview, Review
from tests.curators import list_of, new_curator, page_of, signed_in, staff_who_may, told
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.markup import read

pytestmark = pytest.mark.django_db

QUEUE = "/admin/reviews/queuedreview/"


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


def submitted(**columns: object) -> Review:
    """A submitted review that nothing stands against and nothing is odd about."""
    columns = {"body": f"A text of its own, number {Review.objects.count()}."} | columns
    review = ReviewFactory(submitted=True, **columns)
    ExcerptFactory(review=review, text=review.body, lead=True)
    return review


def rows(response) -> list:
    return read(response).one("table", id="result_list").one("tbody").all("tr")


def cell(row, column: str) -> str:
    return row.one("td", of_class=f"field-{column}").text


def the_row(response):
    (row,) = rows(response)
    return row


def run(client, action: str, *reviews: Review, **extra: object):
    data = {"action": action, "_selected_action": [review.pk for review in reviews], **extra}
    return client.post(QUEUE, data, follow=True)


class TestList:
    def test_it_shows_what_a_curator_decides_by(self, desk):
        house = PublicationFactory(name="The Lantern")
        review = submitted(
            album__title="Low Water",
            critic__name="Marit Oyelaran",
            publication=house,
            verdict="positive",
            submitted_at=timezone.now() - timedelta(days=3),
        )
        row = the_row(desk.get(QUEUE))
        assert row.links()["Low Water"] == page_of(review)
        assert review.album.lead_artist.name in cell(row, "review")
        assert cell(row, "signed") == "Marit OyelaranThe Lantern"
        assert cell(row, "waiting") == "3\xa0days".replace("\xa0", " ")
        assert cell(row, "judged") == "Positive, set by the critic"
        assert cell(row, "printed_grade") == "No grade"
        assert cell(row, "length") == f"{review.words} words, 1 excerpt"
        assert cell(row, "to_know") == "–"

    def test_a_graded_review_shows_its_grade_as_printed(self, desk):
        submitted(grade="4/5", score=80, verdict="positive")
        row = the_row(desk.get(QUEUE))
        assert (cell(row, "printed_grade"), cell(row, "judged")) == ("4/5", "Positive, from the grade")

    def test_an_unsigned_review_says_that_its_byline_is_not_stated(self, desk):
        submitted(critic=None)
        assert cell(the_row(desk.get(QUEUE)), "signed") == "Byline not stated"

    def test_only_submitted_reviews_stand_in_it(self, desk):
        for state in ("published", "rejected", "withdrawn", "returned"):
            ReviewFactory(**{state: True})
        ReviewFactory()
        waiting = submitted()
        assert [review.pk for review in desk.get(QUEUE).context["cl"].result_list] == [waiting.pk]

    def test_the_longest_waiting_comes_first_and_the_order_can_be_turned(self, desk):
        now = timezone.now()
        newest, oldest = submitted(submitted_at=now), submitted(submitted_at=now - timedelta(days=9))
        column = desk.get(QUEUE).context["cl"].list_display.index("waiting")
        oldest_first = desk.get(QUEUE).context["cl"].result_list
        newest_first = desk.get(QUEUE, {"o": column}).context["cl"].result_list
        assert [review.pk for review in oldest_first] == [oldest.pk, newest.pk]
        assert [review.pk for review in newest_first] == [newest.pk, oldest.pk]

    def test_hostile_text_is_shown_as_text(self, desk):
        submitted(album__title="<script>alert(1)</script>", critic__name='"><img src=x>')
        page = desk.get(QUEUE)
        assert b"<script>alert(1)" not in page.content
        assert "<script>alert(1)</script>" in cell(the_row(page), "review")

    @pytest.mark.parametrize("words", ["bjork", "BJÖRK", "l'ete", "Marit", "lantern", "cafe"])
    def test_search_forgives_case_and_accents(self, desk, words):
        wanted = submitted(
            album__title="L’Été sans fin",
            album__lead_artist__name="Björk-ish",
            critic__name="Marit Oyelaran",
            publication=PublicationFactory(name="The Lantern"),
            headline="Café hours",
        )
        submitted(
            album__title="Other",
            album__lead_artist__name="Nobody",
            critic__name="Someone",
            headline="Nothing",
        )
        assert [review.pk for review in desk.get(QUEUE, {"q": words}).context["cl"].result_list] == [wanted.pk]

    @pytest.mark.parametrize(
        ("query", "columns"),
        [
            ({"verdict__exact": "pan"}, {"verdict": "pan"}),
            ({"graded": "yes"}, {"grade": "5/5", "score": 100, "verdict": "rave"}),
            ({"album__proposed__exact": "1"}, {"album__proposed": True}),
            ({"verdict_set_by__exact": "grade"}, {"grade": "5/5", "score": 100, "verdict": "rave"}),
        ],
    )
    def test_filters_narrow_it(self, desk, query, columns):
        wanted = submitted(**columns)
        submitted()
        assert [review.pk for review in desk.get(QUEUE, query).context["cl"].result_list] == [wanted.pk]

    def test_twice_the_reviews_cost_the_same_queries(self, desk):
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert desk.get(QUEUE).status_code == 200
            return len(captured)

        def wait(count: int) -> None:
            for number in range(count):
                aggregator = f"https://{number}.example/review"
                submitted(publication=PublicationFactory(is_aggregator=number == 0), source_url=aggregator)

        wait(4)
        few = queries()
        wait(4)
        assert queries() == few


class TestConcerns:
    def concerns(self, desk) -> str:
        return cell(the_row(desk.get(QUEUE)), "to_know")

    def test_no_verdict(self, desk):
        submitted(verdict="")
        assert "needs a verdict" in self.concerns(desk)

    def test_an_album_that_is_only_proposed(self, desk):
        submitted(album__proposed=True)
        assert "accept the album first" in self.concerns(desk)

    def test_an_aggregator_as_the_publication(self, desk):
        submitted(publication=PublicationFactory(name="The Tally", is_aggregator=True))
        assert "The Tally gathers others' reviews" in self.concerns(desk)

    def test_a_published_review_of_the_album_by_the_same_critic(self, desk):
        first = ReviewFactory(published=True)
        submitted(album=first.album, critic=first.critic)
        assert "already has a published review" in self.concerns(desk)

    def test_no_excerpt(self, desk):
        submitted().excerpts.all().delete()
        assert self.concerns(desk) == "It has no excerpt."

    def test_no_excerpt_that_leads(self, desk):
        submitted().excerpts.update(lead=False)
        assert self.concerns(desk) == "No excerpt leads."

    def test_excerpts_about_the_film_alone(self, desk):
        submitted().excerpts.update(lead=False, about="film")
        assert self.concerns(desk) == "None of its excerpts is about the record."

    def test_a_source_on_the_site_of_an_aggregator(self, desk):
        PublicationFactory(name="The Tally", site="https://www.tally.example", is_aggregator=True)
        submitted(source_url="https://music.tally.example/review/1")
        assert "leads to The Tally" in self.concerns(desk)

    def test_the_same_text_as_another_review(self, desk):
        ReviewFactory(body="Word for word.")
        submitted(body="Word for word.")
        assert self.concerns(desk) == "Another review has the same text, word for word."

    def test_a_hidden_critic(self, desk):
        submitted(critic=CriticFactory(hidden=True))
        assert "neither be shown nor count" in self.concerns(desk)


class TestPublish:
    def test_those_that_can_be_published_are_and_the_others_are_named_with_the_reason(self, desk):
        good, bad = submitted(), submitted(verdict="")
        page = run(desk, "publish", good, bad)
        assert Review.objects.get(pk=good.pk).status == "published"
        assert Review.objects.get(pk=bad.pk).status == "submitted"
        assert Consensus.objects.filter(album=good.album).exists()
        assert told(page) == [
            f"{bad} was not published. Without a grade it needs a verdict before it can be published.",
            "1 review is published.",
        ]

    def test_two_by_one_critic_of_one_album_become_one(self, desk):
        first = submitted(submitted_at=timezone.now() - timedelta(hours=1))
        second = submitted(album=first.album, critic=first.critic)
        run(desk, "publish", second, first)
        assert Review.objects.get(pk=first.pk).status == "published"
        assert Review.objects.get(pk=second.pk).status == "submitted"
        assert Album.objects.get(pk=first.album_id).counted_reviews == 1

    def test_the_publication_is_in_the_history_of_the_review(self, desk, curator):
        review = submitted()
        run(desk, "publish", review)
        history = desk.get(f"/admin/reviews/review/{review.pk}/history/")
        assert "Published from the queue." in read(history).one("table").text

    def test_staff_who_may_not_publish_are_not_offered_it_and_cannot(self):
        review = submitted()
        client = signed_in(staff_who_may("reviews.view_review", "reviews.change_review"))
        assert "Publish selected" not in client.get(QUEUE).content.decode()
        run(client, "publish", review)
        assert Review.objects.get(pk=review.pk).status == "submitted"

    def test_it_needs_the_token_of_the_form(self, curator):
        client = signed_in(curator)
        client.handler.enforce_csrf_checks = True
        review = submitted()
        data = {"action": "publish", "_selected_action": [review.pk]}
        assert client.post(QUEUE, data).status_code == 403
        assert Review.objects.get(pk=review.pk).status == "submitted"


class TestStrangers:
    @pytest.mark.parametrize("path", [QUEUE, "/admin/", list_of(Review)])
    def test_visitors_and_critics_are_asked_to_sign_in_as_staff(self, client, path):
        assert client.get(path).url == f"/admin/login/?next={path}"
        client.force_login(CriticFactory(user=UserFactory()).user)
        assert client.get(path).url == f"/admin/login/?next={path}"

    def test_staff_without_permission_see_no_reviews(self):
        client = signed_in(UserFactory(is_staff=True))
        review = submitted()
        assert client.get(QUEUE).status_code == 403
        assert client.get(page_of(review)).status_code == 403
        assert "in the queue" not in client.get("/admin/").content.decode()

    def test_nobody_adds_to_the_queue_or_deletes_from_it(self, desk):
        review = submitted()
        assert desk.get(f"{QUEUE}add/").status_code == 403
        assert desk.post(f"{QUEUE}{review.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_a_row_of_the_queue_opens_the_page_of_the_review(self, desk):
        review = submitted()
        assert desk.get(f"{QUEUE}{review.pk}/change/").url == page_of(review)

    def test_the_queue_asks_for_no_permission_of_its_own(self):
        assert QueuedReview._meta.default_permissions == ()


class TestIndex:
    def test_it_says_first_how_long_the_queue_is_and_how_old(self, desk):
        submitted(submitted_at=timezone.now() - timedelta(days=2))
        submitted()
        AlbumFactory(proposed=True)
        waiting = read(desk.get("/admin/")).one(of_class="waiting")
        assert waiting.one("h2").text == "2 reviews in the queue"
        assert waiting.links()["2 reviews in the queue"] == QUEUE
        assert "The oldest has waited 2 days" in waiting.text.replace("\xa0", " ")
        assert waiting.links()["1 proposed album"] == "/admin/albums/album/?proposed__exact=1"

    def test_an_empty_queue_is_called_empty(self, desk):
        assert read(desk.get("/admin/")).one(of_class="waiting").text == "The queue is empty"

    def test_it_carries_the_name_of_the_site(self, desk, settings):
        settings.SITE_NAME = "Antiphon"
        page = read(desk.get("/admin/"))
        assert page.one("title").text == "Curators’ desk | Antiphon"
        assert page.one(id="site-name").text == "Antiphon Curators’ desk"
