"""Bringing in tables of scores: what is created, what is found again, and that nothing comes in twice."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from albums.models import Album, Artist, ArtistAlias, Credit
from reviews.incoming.score_tables.importing import STAGES, import_scores
from reviews.models import Calibration, Consensus, ConsensusChange, Critic, Publication, Review, Revision
from reviews.scoring.one_album import calibration_for, working_of
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, PublicationFactory, ReviewFactory
from tests.score_tables import Run, bring_in, table

pytestmark = pytest.mark.django_db

TABLES = [Album, Artist, ArtistAlias, Consensus, ConsensusChange, Credit, Critic, Publication, Review, Revision]


def everything() -> dict[str, list]:
    """Every row that an import could touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def counts(run: Run) -> tuple[str, ...]:
    return tuple(run.out.replace("would be added", "added").splitlines())


class TestCreating:
    def test_a_row_creates_all_that_it_names(self):
        bring_in(
            table(
                {
                    "album": "Low  Water",
                    "release_date": "2024-09",
                    "critic": "Marit Oyelaran",
                    "grade": "4/5",
                    "url": "https://lantern.example/low-water",
                    "published": "2024-10-01",
                }
            )
        )
        review = Review.objects.select_related("album__lead_artist", "critic", "publication").get()
        assert (review.album.title, review.album.lead_artist.name) == ("Low Water", "Ines Harrow")
        assert (review.album.release_date, review.album.release_precision) == (date(2024, 9, 1), "month")
        assert review.album.get_absolute_url() == "/albums/ines-harrow/low-water/"
        assert list(review.album.credits.values_list("artist__name", "position", "credited_as", "join_phrase")) == [
            ("Ines Harrow", 1, "", "")
        ]
        assert (review.critic.name, review.publication.name) == ("Marit Oyelaran", "The Lantern")
        assert (review.grade, review.score, review.verdict) == ("4/5", Decimal(80), "positive")
        assert (review.verdict_set_by, review.verdict_set_at) == ("grade", None)
        assert (review.source_url, review.published_on) == ("https://lantern.example/low-water", date(2024, 10, 1))
        assert (review.body, review.hosted, review.document_name) == ("", False, "scores.csv")

    def test_reviews_are_published_at_once_and_counted(self):
        before = timezone.now()
        bring_in(table(*({"publication": name, "score": score} for name, score in [("A", 90), ("B", 70), ("C", 80)])))
        album = Album.objects.get()
        reviews = list(Review.objects.counted().order_by("pk"))
        assert all(review.status == "published" and review.published_at >= before for review in reviews)
        expected = working_of(reviews, calibration_for(Calibration.objects.current(), reviews))
        assert album.consensus_score == pytest.approx(expected.score, abs=1e-9)
        assert (album.counted_reviews, album.graded_reviews) == (3, 3)
        change = ConsensusChange.objects.get()
        assert (change.album, change.cause, change.counted) == (album, "imported", 3)
        assert change.score == pytest.approx(expected.score, abs=1e-9)

    def test_the_catalogue_version_rises_with_each_album_that_is_counted_anew(self):
        album = AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow")
        other = AlbumFactory()
        versions = dict(Album.objects.values_list("pk", "version"))
        bring_in(table({}))
        raised = dict(Album.objects.values_list("pk", "version"))
        assert raised[album.pk] > versions[album.pk]
        assert raised[other.pk] == versions[other.pk]

    def test_addresses_are_never_shared(self):
        long = "Everything That the Ferryman Carried Across the River in One Long Afternoon of Rain "
        base = "everything-that-the-ferryman-carried-across-the-river-in-one-long-afternoon-of"
        ArtistFactory(name="Somebody else", slug=f"{base}-2")
        rows = [{"artist": long + number, "album": long + number} for number in "123"]
        bring_in(table(*rows, *({**row, "artist": "Ines Harrow"} for row in rows)))
        slugs = {"ines-harrow", base, f"{base}-2", f"{base}-3", f"{base}-4"}
        assert set(Artist.objects.values_list("slug", flat=True)) == slugs
        by_ines = Album.objects.filter(lead_artist__slug="ines-harrow")
        assert set(by_ines.values_list("slug", flat=True)) == {base, f"{base}-2", f"{base}-3"}

    def test_a_new_title_of_a_known_artist_gets_an_address_of_its_own(self):
        long = "Everything That the Ferryman Carried Across the River in One Long Afternoon of Rain "
        bring_in(table({"album": long + "A"}))
        bring_in(table({"album": long + "B"}))
        assert len(set(Album.objects.values_list("lead_artist", "slug"))) == Album.objects.count() == 2

    def test_what_is_not_stated_stays_unknown(self):
        bring_in(table({}))
        review = Review.objects.get()
        assert (review.critic, review.published_on, review.album.release_date) == (None, None, None)
        assert review.album.release_precision == ""


SAME = {"score": "80"}


class TestOnce:
    """No review comes in twice."""

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {}),
            ({"critic": "Kit Ames"}, {"critic": "kit ámes"}),
            ({"critic": "Kit Ames"}, {"critic": "Kit Ames", "publication": "Elsewhere"}),
            ({"critic": "Kit Ames"}, {}),
            ({}, {"critic": "Kit Ames"}),
            ({"url": "https://lantern.example/1"}, {"url": "https://lantern.example/1", "publication": "Elsewhere"}),
        ],
        ids=["no byline", "critic", "critic elsewhere", "byline lost", "byline found", "link"],
    )
    @pytest.mark.parametrize("together", [True, False], ids=["in one file", "in two"])
    def test_one_review_stated_twice_comes_in_once(self, first, second, together):
        columns = "critic url"
        if together:
            result = bring_in(table(first, second, columns=columns))
        else:
            bring_in(table(first, columns=columns))
            result = bring_in(table(second, columns=columns))
        assert (result.status, Review.objects.count()) == (0, 1)
        assert "1 here already" in result.out

    def test_two_critics_of_one_house_are_two_reviews(self):
        rows = [{"critic": "Kit Ames"}, {}, {"critic": "Noor Vance"}]
        result = bring_in(table(*rows))
        assert "2 reviews added, 1 here already" in result.out
        assert set(Review.objects.values_list("critic__name", flat=True)) == {"Kit Ames", "Noor Vance"}

    @pytest.mark.parametrize("state", ["submitted", "rejected", "withdrawn"])
    def test_a_review_that_is_here_in_any_state_is_not_taken_again(self, state):
        review = ReviewFactory(
            album=AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow"),
            critic=CriticFactory(name="Kit Ames"),
            publication=PublicationFactory(name="The Lantern"),
            **{state: True},
        )
        result = bring_in(table({"critic": "Kit Ames"}))
        assert "0 reviews added, 1 here already" in result.out
        review.refresh_from_db()
        assert (Review.objects.count(), review.status) == (1, state)

    def test_a_review_without_a_grade_keeps_none(self):
        review = ReviewFactory(
            published=True,
            album=AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow"),
            critic=None,
            publication=PublicationFactory(name="The Lantern"),
        )
        assert bring_in(table({})).status == 0
        review.refresh_from_db()
        assert (review.grade, review.score) == ("", None)

    def test_a_row_that_contradicts_what_is_here_is_reported_and_changes_nothing(self):
        bring_in(table({"grade": "4/5"}))
        before = everything()
        result = bring_in(table({"score": "60"}))
        assert result.reasons == ["row 2: this review is graded 4/5 here"]
        assert everything() == before

    def test_rows_that_contradict_each_other_are_reported(self):
        result = bring_in(table({"score": "80"}, {"score": "80.5"}, {"score": "60"}))
        assert result.reasons == ["row 4: this review is graded 80/100 (converted) in row 2"]
        assert "1 reviews added, 1 here already, 1 bad." in result.out

    @pytest.mark.parametrize("together", [True, False], ids=["in one file", "in two"])
    def test_one_link_to_the_reviews_of_two_albums_is_reported(self, together):
        first, second = ({"album": title, "url": "https://lantern.example/1"} for title in ("Low Water", "High Water"))
        if together:
            result = bring_in(table(first, second))
            assert result.reasons == ["row 3: url: it is that of a review of another album, in row 2"]
        else:
            bring_in(table(first))
            result = bring_in(table(second))
            assert result.reasons == ["row 2: url: it is that of a review of another album, here"]
        assert Album.objects.get().title == "Low Water"

    def test_importing_twice_changes_nothing(self):
        rows = table(
            {"critic": "Kit Ames", "url": "https://lantern.example/1"},
            {"publication": "B", "grade": "4/5"},
            {"publication": "C", "score": "15"},
            {"artist": "Odd Lot", "album": "Selected Works (Deluxe Edition)", "release_date": "2020"},
        )
        bring_in(rows)
        before = everything()
        result = bring_in(rows)
        assert everything() == before
        assert (result.status, counts(result)) == (
            0,
            (
                "4 rows: 0 reviews added, 4 here already, 0 bad.",
                "New: 0 albums, 0 artists, 0 publications, 0 critics.",
            ),
        )


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "artist": st.sampled_from(["Harrow", "HARROW", "Odd Lot", "OL", ""]),
            "album": st.sampled_from(["Low Water", "low water (Deluxe Edition)", "Wick", "Kept"]),
            "publication": st.sampled_from(["A", "B", "a"]),
            "score": st.sampled_from(["80", "60", "", "200"]),
            "critic": st.sampled_from(["", "", "Kit Ames", "Noor Vance"]),
            "url": st.sampled_from(["", "", "https://a.example/1", "https://a.example/2"]),
            "verdict": st.sampled_from(["", "pan"]),
            "release_date": st.sampled_from(["", "1994", "2005"]),
        }
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_whatever_the_rows_every_review_comes_in_once_and_a_second_import_changes_nothing(rows):
    text = table(*rows, columns="critic url verdict release_date").encode()
    with transaction.atomic():
        known = ArtistFactory(name="Odd Lot", slug="odd-lot")
        known.aliases.create(name="OL")
        house = PublicationFactory(name="A", slug="a")
        ReviewFactory(
            album=AlbumFactory(title="Kept", slug="kept", lead_artist=known),
            publication=house,
            critic=None,
            rejected=True,
        )
        planned = import_scores(io.BufferedReader(io.BytesIO(text)), "scores.csv", dry_run=True)
        first = import_scores(io.BufferedReader(io.BytesIO(text)), "scores.csv")
        assert planned == first
        assert first.rows == first.added + first.known + len(first.bad) == len(rows)
        before = everything()
        second = import_scores(io.BufferedReader(io.BytesIO(text)), "scores.csv")
        assert (second.added, everything()) == (0, before)
        stored = list(Review.objects.values("album", "critic", "publication", "source_url"))
        for one, other in ((a, b) for place, a in enumerate(stored) for b in stored[:place]):
            assert not (one["source_url"] and one["source_url"] == other["source_url"])
            if one["album"] == other["album"]:
                assert one["critic"] is None or one["critic"] != other["critic"]
                assert one["publication"] != other["publication"] or None not in (one["critic"], other["critic"])
        transaction.set_rollback(True)


class TestDryRun:
    ROWS = table(
        {"critic": "Kit Ames"},
        {"critic": "Kit Ames"},
        {"score": "200"},
        {"artist": "Odd Lot", "publication": "Metacritic"},
        {"artist": "Odd Lot", "album": "Wick"},
    )

    def test_it_counts_what_an_import_would_do_and_writes_nothing(self):
        before = everything()
        planned = bring_in(self.ROWS, "--dry-run")
        assert everything() == before
        done = bring_in(self.ROWS)
        assert counts(planned) == counts(done)
        assert (planned.reasons, planned.status) == (done.reasons, done.status)
        assert "5 rows: 2 reviews would be added, 1 here already, 2 bad." in planned.out

    def test_its_queries_do_not_grow_with_the_rows(self):
        def queries(count: int) -> int:
            text = table(*({name: f"{name} {n}" for name in ("artist", "album", "critic")} for n in range(count)))
            with CaptureQueriesContext(connection) as captured:
                bring_in(text, "--dry-run")
            return len(captured)

        assert queries(10) == queries(200)


class TestAllOrNothing:
    def test_an_import_that_fails_leaves_nothing(self):
        def fail(stage: str) -> None:
            if stage == "counting":
                raise RuntimeError

        before = everything()
        with pytest.raises(RuntimeError):
            import_scores(io.BufferedReader(io.BytesIO(table({}).encode())), "scores.csv", entering=fail)
        assert everything() == before

    @pytest.mark.django_db(transaction=True)
    def test_readers_see_nothing_until_everything_is_there_and_do_not_wait(self):
        seen = []

        def look(stage: str) -> None:
            other = connection.copy()
            try:
                with other.cursor() as cursor:
                    cursor.execute("SET statement_timeout = '5s'")
                    cursor.execute("SELECT (SELECT count(*) FROM albums_album), (SELECT count(*) FROM reviews_review)")
                    seen.append((stage, *cursor.fetchone()))
            finally:
                other.close()

        import_scores(io.BufferedReader(io.BytesIO(table({}).encode())), "scores.csv", entering=look)
        look("afterwards")
        assert seen == [*((stage, 0, 0) for stage in STAGES), ("afterwards", 1, 1)]
