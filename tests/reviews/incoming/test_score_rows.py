"""Rows and files of scores: what a row may say, and how tables come."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from albums.models import Album, Artist
from reviews.models import Critic, Publication, Review
from tests.factories import CriticFactory, PublicationFactory, ScaleFactory
from tests.score_tables import HEADER, bring_in, call, table

pytestmark = pytest.mark.django_db


class TestGrades:
    """What is printed, and what it is worth."""

    @pytest.mark.parametrize(
        ("scale", "row", "printed", "score"),
        [
            (None, {"score": "73"}, "73/100 (converted)", "73"),
            (None, {"score": "73,5"}, "73.5/100 (converted)", "73.5"),
            (None, {"score": "66.666667"}, "66.67/100 (converted)", "66.67"),
            (None, {"score": "0"}, "0/100 (converted)", "0"),
            ({}, {"score": "80"}, "80/100 (converted)", "80"),
            ({"lettered": True}, {"score": "80"}, "80/100 (converted)", "80"),
            ({"percent": True}, {"score": "73"}, "73/100", "73"),
            (None, {"score": "80", "grade": "4/5"}, "4/5", "80"),
            (None, {"score": "83", "grade": "B+"}, "B+", "83.33"),
            (None, {"score": "", "grade": "4/5"}, "4/5", "80"),
            ({}, {"score": "70", "grade": "3.5"}, "3.5", "70"),
            ({}, {"score": "", "grade": "★★★½"}, "★★★½", "70"),
        ],
    )
    def test_a_grade_is_printed_as_it_is_known(self, scale, row, printed, score):
        if scale is not None:
            PublicationFactory(name="The Lantern", scale=ScaleFactory(**scale))
        assert bring_in(table(row)).status == 0
        review = Review.objects.get()
        assert (review.grade, review.score) == (printed, Decimal(score))

    def test_a_critics_own_scale_goes_before_the_houses(self):
        PublicationFactory(name="The Lantern", scale=ScaleFactory(tenths=True))
        CriticFactory(name="Marit Oyelaran", scale=ScaleFactory())
        assert bring_in(table({"score": "", "grade": "4", "critic": "Marit Oyelaran"})).status == 0
        assert Review.objects.get().score == 80

    def test_a_critics_home_lends_its_scale_where_the_publication_has_none(self):
        home = PublicationFactory(scale=ScaleFactory(tenths=True))
        CriticFactory(name="Marit Oyelaran", publication=home)
        assert bring_in(table({"score": "", "grade": "8.4", "critic": "Marit Oyelaran"})).status == 0
        assert Review.objects.get().score == 84

    @pytest.mark.parametrize(
        ("verdict", "stored", "set_by"),
        [("", "positive", "grade"), ("Positive", "positive", "grade"), ("rave", "rave", "critic")],
    )
    def test_a_verdict_follows_the_grade_unless_the_critic_states_another(self, verdict, stored, set_by):
        bring_in(table({"score": "80", "verdict": verdict}))
        review = Review.objects.get()
        assert (review.verdict, review.verdict_set_by) == (stored, set_by)
        assert (review.verdict_set_at is None) == (set_by == "grade")

    def test_a_verdict_without_a_grade_comes_in_with_its_link(self):
        bring_in(table({"score": "", "verdict": "pan", "url": "https://lantern.example/1"}))
        review = Review.objects.get()
        assert (review.grade, review.score, review.verdict, review.verdict_set_by) == ("", None, "pan", "critic")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"artist": ""}, "the artist is missing"),
        ({"album": "  "}, "the album is missing"),
        ({"publication": ""}, "the publication is missing"),
        ({"score": ""}, "the score is missing, and there is neither a grade nor a verdict in its place"),
        ({"score": "101"}, "score: “101” is not a number from 0 to 100"),
        ({"score": "100.01"}, "score: “100.01” is not a number from 0 to 100"),
        ({"score": "-1"}, "score: “-1” is not a number from 0 to 100"),
        ({"score": "NaN"}, "score: “NaN” is not a number from 0 to 100"),
        ({"score": "inf"}, "score: “inf” is not a number from 0 to 100"),
        ({"score": "1e2"}, "score: “1e2” is not a number from 0 to 100"),
        ({"score": "eighty"}, "score: “eighty” is not a number from 0 to 100"),
        ({"verdict": "meh"}, "verdict: “meh” is none of rave, positive, mixed, pan"),
        ({"score": "", "verdict": "rave"}, "a verdict alone needs the url at which the review can be read"),
        ({"grade": "11/10"}, "grade: “11/10” is more than the highest grade, 10."),
        ({"grade": "8.4", "score": "84"}, "grade: “8.4” does not say out of how many."),
        ({"grade": "3/5"}, "the grade “3/5” is 60 on 0-100, but the score says 80"),
        ({"grade": "4.1/5", "publication": "Halves"}, "grade: “4.1/5” lies between two grades"),
        ({"publication": "No Grades"}, "the score cannot be this voice's own: it is known to give no grades"),
        ({"grade": "4/5", "publication": "No Grades"}, "grade: “4/5” is a grade, but this scale has no grades."),
        ({"score": "73.5", "publication": "Percent"}, "score: “73.5/100” lies between two grades"),
        ({"release_date": "next year"}, "release_date: the date 'next year' is not like 2025-09-19"),
        ({"release_date": "2024-02-30"}, "release_date: the date '2024-02-30' is not like 2025-09-19"),
        ({"published": "2024-13-01"}, "published: the date '2024-13-01' is not like 2025-09-19"),
        ({"published": "2024-09"}, "published: “2024-09” names no day, like 2025-09-19"),
        ({"url": "lantern.example/1"}, "url: “lantern.example/1” is no web address"),
        ({"url": "javascript:alert(1)"}, "url: “javascript:alert(1)” is no web address"),
        ({"url": "https://nowhere"}, "url: “https://nowhere” is no web address"),
        ({"url": "https://www.metacritic.com/1"}, "url: metacritic.com gathers others' reviews"),
        ({"url": "https://gatherer.example/1"}, "url: The Gatherer gathers others' reviews"),
        ({"publication": "The Gatherer"}, "The Gatherer gathers others' reviews and is never the source of one"),
        ({"publication": "Metacritic"}, "Metacritic gathers others' reviews and is never the source of one"),
        ({"artist": "x" * 301}, "artist: it is longer than 300 characters"),
        ({"critic": "x" * 201}, "critic: it is longer than 200 characters"),
        ({"url": "https://lantern.example/" + "x" * 1000}, "url: it is longer than 1000 characters"),
        ({"artist": "Ines\x00Harrow"}, "artist: there is a NUL byte in it"),
    ],
)
def test_a_bad_row_is_named_by_number_and_reason_and_the_others_come_in(row, reason):
    PublicationFactory(name="Halves", scale=ScaleFactory())
    PublicationFactory(name="No Grades", scale=ScaleFactory(no_grades=True))
    PublicationFactory(name="Percent", scale=ScaleFactory(percent=True))
    PublicationFactory(name="The Gatherer", site="https://www.gatherer.example", is_aggregator=True)
    good, other = {"publication": "First"}, {"publication": "Last"}
    result = bring_in(table(good, row, other))
    assert result.status == 1
    (line,) = result.reasons
    assert line.startswith(f"row 3: {reason}")
    assert set(Review.objects.values_list("publication__name", flat=True)) == {"First", "Last"}
    assert "3 rows: 2 reviews added, 0 here already, 1 bad." in result.out
    assert "1 of 3 rows were not imported." in result.err


def test_a_day_that_is_still_to_come_is_no_day_of_publication():
    tomorrow, later = (timezone.localdate() + timedelta(days=days) for days in (1, 2))
    result = bring_in(table({"publication": "A", "published": tomorrow}, {"publication": "B", "published": later}))
    assert result.reasons == [f"row 3: published: {later} is still to come"]


def test_nothing_is_created_for_a_bad_row():
    bring_in(table({"publication": "Metacritic", "critic": "Marit Oyelaran"}))
    assert not any(model.objects.exists() for model in (Album, Artist, Publication, Critic, Review))


class TestFiles:
    """Files as they come."""

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "it is empty."),
            (b"\n\n", "its first line is blank: it must name the columns."),
            (b"artist,album,score\n", "its first line does not name the column publication; it names artist, album"),
            (b"a,b\n", "its first line does not name the column artist nor album nor publication nor score"),
            (b"artist,album,publication,score,Score\n", "its first line names the column score twice."),
            ((HEADER + "\n").encode("utf-16"), "it is UTF-16: save it as UTF-8."),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "its first line does not name the column artist"),
            (b"x" * 200_000, "its first line cannot be read"),
        ],
    )
    def test_a_file_that_is_no_table_of_scores_is_refused_in_one_line(self, content, message):
        result = bring_in(content)
        assert result.status == 1
        (line,) = result.err.splitlines()
        assert f"scores.csv: {message}" in line

    def test_a_missing_file_is_named(self, tmp_path):
        result = call(tmp_path / "nowhere.csv")
        assert (result.status, result.err) == (1, f"{tmp_path / 'nowhere.csv'}: No such file or directory\n")

    def test_a_folder_is_no_file(self, tmp_path):
        assert call(tmp_path).err == f"{tmp_path}: Is a directory\n"

    def test_a_header_alone_brings_nothing(self):
        result = bring_in(HEADER + "\n")
        assert (result.status, result.out.splitlines()[0]) == (0, "0 rows: 0 reviews added, 0 here already, 0 bad.")

    @pytest.mark.parametrize(
        "content",
        [
            "\ufeff" + HEADER + "\nHarrow,Low Water,A,80\n",
            "Artist;Album;Publication;Score\r\nHarrow;Low Water;A;80,0\r\n",
            "artist\talbum\tpublication\tscore\nHarrow\tLow Water\tA\t80",
            "ARTIST, Album , publication,Score,Release Date\n\nHarrow,Low Water,A,80,\n,,,,\n\n",
            'artist,album,publication,score\n"Harrow","Low\n Water","A","80"\n',
        ],
        ids=["byte order mark", "semicolons", "tabs", "blank lines", "quoted line break"],
    )
    def test_tables_are_read_as_programs_write_them(self, content):
        assert bring_in(content).status == 0
        review = Review.objects.get()
        assert (review.album.lead_artist.name, review.album.title, review.score) == ("Harrow", "Low Water", 80)

    def test_columns_that_mean_nothing_here_are_named_and_not_read(self):
        result = bring_in("artist,album,publication,score,mood,published_consensus\nHarrow,Low Water,A,80,blue,71\n")
        assert (result.status, result.out.splitlines()[0]) == (0, "Columns not read: mood, published_consensus.")

    def test_rows_that_are_not_utf_8_are_named(self):
        result = bring_in(HEADER.encode() + b"\nHarrow,Low Water,A,80\nS\xf3lveig,N\xe6r,B,70\n")
        assert result.reasons == ["row 3: artist: it is not UTF-8; save the file as UTF-8 and import it again"]
        assert Review.objects.count() == 1

    def test_a_row_with_too_many_values_or_too_few_is_named(self):
        result = bring_in(HEADER + "\nHarrow,Low, Water,A,80\nHarrow,Low Water,A\nHarrow,Low Water,A,80\n")
        assert result.reasons == [
            "row 2: it has 5 values, the header 4 columns",
            "row 3: it has 3 values, the header 4 columns",
        ]

    def test_a_huge_field_is_a_bad_row(self):
        result = bring_in(HEADER + f"\n{'x' * 200_000},Low Water,A,80\nHarrow,Low Water,A,80\n")
        assert result.reasons == [
            "row 2: it cannot be read (field larger than field limit (131072)): is a quotation mark left open?"
        ]
        assert Review.objects.count() == 1

    def test_a_quotation_mark_left_open_is_reported(self):
        lines = "\n".join(f"Harrow,Number {number},A,80" for number in range(100))
        result = bring_in(HEADER + f'\n"Harrow,Low Water,A,80\n{lines}\n')
        assert result.status == 1
        assert not Review.objects.exists()

    def test_a_backslash_and_a_percent_sign_come_in_as_they_are(self):
        bring_in(table({"artist": r"Ha\rrow\n 100 %s", "url": r"https://a.example/%5C\path"}))
        review = Review.objects.get()
        assert (review.album.lead_artist.name, review.source_url) == (
            r"Ha\rrow\n 100 %s",
            r"https://a.example/%5C\path",
        )

    def test_nothing_but_bad_rows_is_written_to_the_error_stream(self, capfd):
        assert bring_in(table({})).err == ""
        assert capfd.readouterr().err == ""
