"""Tables of reviews and scores through the admin: what they make, what they find again, what they refuse."""

from __future__ import annotations

import pytest

from albums.models import Album, Artist
from reviews.life.publishing import publish
from reviews.models import BlockedSource, Critic, Publication, Review, Revision
from tests.curators import new_curator, signed_in, staff_who_may, told
from tests.factories import (
    BODY,
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    published_review,
)
from tests.tables import address, bring_in, confirmation, preview, problems, table, upload

pytestmark = pytest.mark.django_db

REVIEWS, SCORES = 0, 1
ROW = {
    "artist": "Ines Harrow",
    "album": "Low Water",
    "critic": "Marit Oyelaran",
    "publication": "The Lantern",
    "headline": "A door in winter",
    "body": BODY,
    "grade": "4/5",
    "url": "https://lantern.example/low-water",
    "published": "2024-10-01",
}
SCORE = {
    "artist": "Ines Harrow",
    "album": "Low Water",
    "publication": "The Lantern",
    "score": "80",
    "critic": "Marit Oyelaran",
}


@pytest.fixture
def curator():
    return new_curator(username="odile")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


@pytest.fixture
def album():
    return AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ines Harrow"))


class TestReviews:
    def test_they_wait_in_the_queue_and_are_never_published(self, desk, curator, album):
        bring_in(desk, Review, table(ROW))
        review = Review.objects.select_related("critic", "publication").get()
        assert (review.album, review.critic.name, review.publication.name) == (album, "Marit Oyelaran", "The Lantern")
        assert (review.status, review.submitted_by) == ("submitted", curator)
        assert (review.body, review.headline, review.grade, review.verdict) == (
            BODY,
            "A door in winter",
            "4/5",
            "positive",
        )
        assert (review.language, review.source_url, str(review.published_on)) == ("en", ROW["url"], "2024-10-01")
        assert Revision.objects.filter(review=review).count() == 1

    def test_the_preview_makes_nothing(self, desk, album):
        assert preview(desk, Review, table(ROW)).counts["new"] == 1
        assert not any(model.objects.exists() for model in (Review, Critic, Publication))

    def test_the_same_again_is_unchanged_whatever_the_file_is_called(self, desk, album):
        bring_in(desk, Review, table(ROW), name="one.csv")
        assert preview(desk, Review, table(ROW)).counts["unchanged"] == 1

    def test_so_is_an_export_of_what_was_written_at_the_desk(self, desk, album):
        critic = CriticFactory(name="Marit Oyelaran")
        ReviewFactory(album=album, critic=critic, published=True, headline="'=1")
        ReviewFactory(album=album, critic=None, publication=PublicationFactory(), submitted=True, verdict="pan")
        content = b"".join(desk.get(address(Review, "export")).streaming_content)
        assert preview(desk, Review, content).counts == {"new": 0, "updated": 0, "unchanged": 2, "bad": 0}

    def test_a_changed_text_revises_what_waits(self, desk, album):
        bring_in(desk, Review, table(ROW), name="one.csv")
        changed = table(ROW | {"body": BODY + "\n\nOne more listen changed little."})
        page = bring_in(desk, Review, changed, name="one.csv")
        assert told(page) == ["The import is done: 0 new, 1 updated, 0 unchanged, 0 bad."]
        review = Review.objects.get()
        assert (review.revision, review.status) == (2, "submitted")

    def test_a_changed_text_never_changes_what_readers_see(self, desk, album):
        bring_in(desk, Review, table(ROW), name="table.csv")
        publish(Review.objects.get(), None)
        changed = table(ROW | {"body": BODY + "\n\nOne more listen changed little."})
        result = preview(desk, Review, changed)
        ((number, column, words),) = problems(result)
        assert (number, column) == (2, "")
        assert "readers have seen that" in words
        assert Review.objects.get().body == BODY

    def test_each_bad_value_is_named(self, desk, album):
        ScaleFactory()
        house = PublicationFactory(name="Ten", scale=ScaleFactory(tenths=True))
        rows = [
            ROW | {"album": "High Water"},
            ROW | {"artist": ""},
            ROW | {"body": " "},
            ROW | {"grade": "eleven"},
            ROW | {"grade": "12/10", "publication": house.name},
            ROW | {"verdict": "splendid", "grade": ""},
            ROW | {"url": "javascript:alert(1)"},
            ROW | {"published": "1 October"},
            ROW | {"published": "2131-05-12"},
            ROW | {"headline": "x" * 501},
            ROW | {"release_date": "then"},
        ]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        result = preview(desk, Review, table(*[dict.fromkeys(columns, "") | row for row in rows]))
        assert [(number, column) for number, column, _ in problems(result)] == [
            (2, "album"),
            (3, "artist"),
            (4, "body"),
            (5, "grade"),
            (6, "grade"),
            (7, "verdict"),
            (8, "url"),
            (9, "published"),
            (10, "published"),
            (11, "headline"),
            (12, "release_date"),
        ]
        assert result.counts == {"new": 0, "updated": 0, "unchanged": 0, "bad": 11}

    def test_a_second_review_by_a_critic_is_refused(self, desk, album):
        published_review(album, "rave", critic=CriticFactory(name="Marit Oyelaran"))
        ((_, _, words),) = problems(preview(desk, Review, table(ROW)))
        assert "already has a review" in words

    def test_a_blocked_source_is_refused(self, desk, album):
        BlockedSource.objects.create(address="lantern.example", reason="It sells its verdicts.")
        ((_, _, words),) = problems(preview(desk, Review, table(ROW)))
        assert "It sells its verdicts." in words

    def test_two_albums_of_one_title_are_told_apart_by_their_year(self, desk, album):
        later = AlbumFactory(title="Low Water", slug="low-water-2", lead_artist=album.lead_artist, release_date=None)
        Album.objects.filter(pk=later.pk).update(release_date="2031-01-01", release_precision="year")
        ((_, column, words),) = problems(preview(desk, Review, table(ROW)))
        assert (column, "give the release_date" in words) == ("release_date", True)
        bring_in(desk, Review, table(ROW | {"release_date": "2031"}))
        assert Review.objects.get().album == later

    def test_an_album_that_waits_to_be_accepted_is_not_found(self, desk, album):
        Album.objects.update(proposed=True)
        ((_, column, _),) = problems(preview(desk, Review, table(ROW)))
        assert column == "album"

    def test_a_curators_verdict_counts_where_there_is_no_grade(self, desk, album, curator):
        bring_in(desk, Review, table(ROW | {"grade": "", "verdict": "mixed"}))
        review = Review.objects.get()
        assert (review.verdict, review.verdict_set_by, review.verdict_user) == ("mixed", "curator", curator)

    def test_what_a_row_was_taken_for_is_told(self, desk, album):
        result = preview(desk, Review, table(ROW | {"critic": "Ines Harrow"}))
        assert result.rows[0].notes == ("“Ines Harrow” is the album's artist; the byline is left open.",)

    def test_too_many_are_refused_before_any_is_read(self, desk):
        response = upload(desk, Review, b"artist,album,body\n" + b"a,b,c\n" * 301)
        assert "300 can be imported at once" in response.context["form"].errors["import_file"][0]


class TestScores:
    def test_they_come_in_as_by_the_command(self, desk):
        page = bring_in(desk, Review, table(SCORE), SCORES, name="scores.csv")
        assert told(page) == ["The import is done: 1 new, 0 updated, 0 unchanged, 0 bad."]
        review = Review.objects.get()
        assert (review.status, review.score, review.document_name) == ("published", 80, "scores.csv")
        assert preview(desk, Review, table(SCORE), SCORES).counts["unchanged"] == 1

    def test_the_preview_counts_and_makes_nothing(self, desk):
        result = preview(desk, Review, table(SCORE), SCORES)
        assert result.counts["new"] == 1
        assert result.besides == "New with them: albums 1, artists 1, publications 1, critics 1."
        assert not any(model.objects.exists() for model in (Review, Artist))

    def test_bad_rows_are_named_with_their_column(self, desk):
        rows = table(SCORE, SCORE | {"score": "101", "critic": "B"}, SCORE | {"album": "", "critic": "C"})
        result = preview(desk, Review, rows + b"only,two\n", SCORES)
        assert [(number, column) for number, column, _ in problems(result)] == [(3, "score"), (4, ""), (5, "")]
        assert result.counts == {"new": 1, "updated": 0, "unchanged": 0, "bad": 3}

    def test_an_escaped_name_is_the_name(self, desk):
        bring_in(desk, Review, table(SCORE | {"album": "'=Equals"}), SCORES)
        assert Album.objects.get().title == "=Equals"

    def test_what_reviews_need_is_not_asked_of_scores(self, desk):
        response = upload(desk, Review, table(SCORE), REVIEWS)
        assert "does not name the column body" in response.context["form"].errors["import_file"][0]

    def test_a_second_click_publishes_nothing_twice(self, desk):
        answers = confirmation(upload(desk, Review, table(SCORE), SCORES))
        for _ in range(2):
            desk.post(address(Review, "process_import"), answers)
        assert Review.objects.count() == 1


class TestWhoMay:
    def test_who_may_publish_may_not_import_for_that(self):
        publishing = signed_in(staff_who_may("reviews.view_review", "reviews.publish_review"))
        assert publishing.get(address(Review, "import")).status_code == 403

    @pytest.mark.parametrize("page", ["import", "process_import", "export"])
    def test_strangers_are_led_to_the_sign_in_page(self, client, page):
        assert client.get(address(Review, page)).url.startswith("/admin/login/")

    def test_who_may_only_look_exports_and_does_not_import(self):
        looking = signed_in(staff_who_may("reviews.view_review"))
        assert looking.get(address(Review, "export")).status_code == 200
        assert looking.get(address(Review, "import")).status_code == 403
        assert looking.post(address(Review, "process_import")).status_code == 403
