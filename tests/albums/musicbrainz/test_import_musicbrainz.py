"""`manage.py import_musicbrainz`: what MusicBrainz says of a record is here, once, and stays as curators leave it."""

from datetime import date
from uuid import UUID

import pytest

from albums.models import Album, AlbumSource, Artist, KeptAnswer, Label
from albums.musicbrainz.taking_over import differences_of, take_over
from curation.merging import merge
from curation.models import Rearrangeable
from tests.factories import AlbumFactory, ArtistFactory
from tests.musicbrainz import artist, credit, group, key_of, medium, release

pytestmark = pytest.mark.django_db

FERRIES = credit(artist("The Slow Ferries", sort_name="Slow Ferries, The", aliases=["TSF"]))


def rows():
    """All that an import may write of records."""
    models = (Album, Artist, Label, *(relation.related_model for relation in Album._meta.related_objects[:4]))
    return [list(model.objects.order_by("pk").values()) for model in models]


class TestARecordThatIsNewHere:
    def test_all_that_it_says_is_here(self, brainz, bring_in):
        relations = [
            {"type": "discogs", "ended": False, "url": {"resource": "https://discogs.example/master/7"}},
            {"type": "official homepage", "ended": False, "url": {"resource": "https://ferries.example/"}},
            {"type": "official homepage", "ended": True, "url": {"resource": "https://gone.example/"}},
            {"type": "review", "ended": False, "url": {"resource": "https://lantern.example/low-water"}},
        ]
        line = credit(
            artist("The Slow Ferries", sort_name="Slow Ferries, The", aliases=["TSF"]),
            " feat. ",
            (artist("Ada Quill"), "A. Quill"),
        )
        key = brainz.record("Low Water", line, date="2019-03", disambiguation="the first", relations=relations)
        out, err = bring_in(key)
        assert (out.splitlines()[-1], err) == ("1 records: 1 created, 0 updated, 0 unchanged, 0 bad, 0 put off.", "")
        album = Album.objects.get()
        assert album.artist_credit == "The Slow Ferries feat. A. Quill"
        assert (album.release_iso, album.kind, album.disambiguation) == ("2019-03", "album", "the first")
        assert album.musicbrainz_id == UUID(key)
        assert [label.name for label in album.labels.all()] == ["Cold Rooms"]
        assert [(track.title, track.seconds) for track in album.tracks.all()] == [
            ("Slack Water", 247),
            ("Low Tide", None),
        ]
        assert {(link.kind, link.url) for link in album.links.all()} == {
            ("about", "https://discogs.example/master/7"),
            ("official", "https://ferries.example/"),
        }
        lead = album.lead_artist
        assert (lead.sort_name, [alias.name for alias in lead.aliases.all()]) == ("Slow Ferries, The", ["TSF"])
        assert str(lead.musicbrainz_id) == key_of("artist", "The Slow Ferries")

    def test_nothing_is_taken_or_kept_that_is_not_in_the_public_domain(self, brainz, bring_in):
        bring_in(brainz.record("Low Water"))
        assert not Album.objects.get().genres.exists()
        kept = str([answer.said for answer in KeptAnswer.objects.all()])
        assert not [word for word in ("folk", "rating", "Not for taking") if word in kept]
        assert not [path for path in brainz.asked if "tags" in path or "genres" in path or "rating" in path]

    @pytest.mark.parametrize(
        ("primary", "secondary", "kind"),
        [
            ("Album", [], "album"),
            ("EP", ["Live"], "ep"),
            ("Album", ["Compilation", "Soundtrack"], "soundtrack"),
            ("Album", ["Live"], "live"),
            ("Album", ["Mixtape/Street"], "mixtape"),
            (None, ["Compilation"], "compilation"),
            ("Other", ["Remix"], "album"),
        ],
    )
    def test_its_kind_is_one_of_ours(self, brainz, bring_in, primary, secondary, kind):
        bring_in(brainz.record("Low Water", primary=primary, secondary=secondary))
        assert Album.objects.get().kind == kind

    def test_its_tracks_are_those_of_the_earliest_official_release(self, brainz, bring_in):
        named = [
            brainz.release(release("promo", [("Demo", None)], status="Promotion", date="2018-01-01")),
            brainz.release(release("in that year", [("Later", None)], date="2019")),
            brainz.release(release("first", [("Slack Water", 1000)], date="2019-03-08", labels=["Palisade"])),
            brainz.release(release("undated", [("Unknown", None)], date="")),
        ]
        bring_in(brainz.has("release-group", group("Low Water", releases=named)))
        album = Album.objects.get()
        assert [track.title for track in album.tracks.all()] == ["Slack Water"]
        assert [label.name for label in album.labels.all()] == ["Palisade"]

    def test_a_group_with_more_releases_than_a_lookup_names_is_browsed(self, brainz, bring_in):
        many = [release(f"pressing {number:03}", date=f"20{20 + number // 10}-01-01") for number in range(130)]
        many[129]["date"] = "2001-05-05"
        brainz.has("release", many[129] | {"media": [medium([("Found", None)])]})
        brainz.browses("release", many)
        bring_in(brainz.has("release-group", group("Low Water", releases=many[:25])))
        assert [track.title for track in Album.objects.get().tracks.all()] == ["Found"]

    def test_discs_with_pictures_are_left_out(self, brainz, bring_in):
        media = [
            medium([("Slack Water", None)]),
            medium([("The film", None)], format="DVD-Video"),
            medium([("Low", None)]),
        ]
        bring_in(brainz.record("Low Water", media=media))
        tracks = Album.objects.get().tracks.values_list("disc", "position", "title")
        assert list(tracks) == [(1, 1, "Slack Water"), (2, 1, "Low")]

    def test_an_artist_who_stands_twice_in_the_line_is_credited_once_and_printed_twice(self, brainz, bring_in):
        line = credit("Ada Quill", " & ", "The Slow Ferries", " with ", ("Ada Quill", "Quill"))
        bring_in(brainz.record("Low Water", line))
        album = Album.objects.get()
        assert album.artist_credit == "Ada Quill & The Slow Ferries with Quill"
        assert album.credits.count() == 2

    def test_a_record_by_various_artists_is_theirs(self, brainz, bring_in):
        various = artist("Various Artists", id="89ad4ac3-39f7-470e-963a-56509c546377")
        bring_in(brainz.record("Harbour Songs", credit(various), secondary=["Compilation"]))
        assert Album.objects.get().artist_credit == "Various Artists"

    @pytest.mark.parametrize("day", ["", "????", "2019-13-45", "0000", None, 2019])
    def test_a_date_that_says_nothing_is_left_open(self, brainz, bring_in, day):
        key = brainz.has("release-group", group("Low Water", date=day))
        _, err = bring_in(key)
        assert err == ""
        assert Album.objects.get().release_iso in ("", "2019")


class TestWhatIsAskedFor:
    def test_a_release_leads_to_its_group(self, brainz, bring_in):
        key = brainz.record("Low Water")
        bring_in(f"https://musicbrainz.org/release/{key_of('release', 'Low Water')}")
        assert str(Album.objects.get().musicbrainz_id) == key

    def test_an_id_alone_may_be_a_releases(self, brainz, bring_in):
        brainz.record("Low Water")
        bring_in(key_of("release", "Low Water"))
        assert Album.objects.get().title == "Low Water"

    def test_an_artist_leads_to_their_albums_and_eps(self, brainz, bring_in):
        ferries = brainz.has("artist", artist("The Slow Ferries"))
        titles = ["Low Water", "Ballast", "Salt"]
        for title in titles:
            brainz.record(title)
        kinds = {"Salt": {"primary": "EP"}}
        brainz.browses(
            "release-group",
            [group(title, **kinds.get(title, {})) for title in titles] + [group("One", primary="Single")],
        )
        bring_in(f"https://musicbrainz.org/artist/{ferries}")
        assert {album.title for album in Album.objects.all()} == set(titles)

    def test_a_name_leads_to_the_one_artist_of_that_name(self, brainz, bring_in):
        brainz.has("artist", artist("The Slow Ferries"))
        brainz.finds("artist", artist("The Slow Ferries"), artist("Slow Ferry"))
        brainz.record("Low Water")
        brainz.browses("release-group", [group("Low Water")])
        bring_in("the slow ferries")
        assert Album.objects.get().title == "Low Water"

    def test_of_several_artists_of_that_name_none_is_guessed(self, brainz, bring_in):
        brainz.finds("artist", artist("Harrow"), artist("Harrow", id=key_of("artist", "2"), disambiguation="Norwegian"))
        _, err = bring_in("Harrow")
        assert "Harrow (Norwegian): https://musicbrainz.org/artist/" in err
        assert "several artists are called that" in err

    @pytest.mark.parametrize(("primary", "said"), [("Single", "a single"), ("Broadcast", "a broadcast")])
    def test_what_is_no_record_is_refused_with_a_word(self, brainz, bring_in, primary, said):
        _, err = bring_in(brainz.record("Slack Water", primary=primary))
        assert f"That is {said}" in err
        assert not Album.objects.exists()

    def test_an_id_that_is_none_or_a_recordings_is_refused_with_a_word(self, bring_in):
        _, err = bring_in(key_of("recording", "Slack Water"))
        assert "knows no release group, release or artist by that id. What else it may name, a recording" in err

    def test_a_bad_one_stops_no_other(self, brainz, bring_in):
        out, err = bring_in("https://musicbrainz.org/recording/" + key_of("recording", "x"), brainz.record("Low Water"))
        assert "1 created, 0 updated, 0 unchanged, 1 bad" in out
        assert "a recording: give the release group" in err


class TestTwice:
    def test_nothing_changes_and_nothing_is_asked(self, brainz, bring_in):
        key = brainz.record("Low Water", credit("Ada Quill", " & ", "The Slow Ferries"))
        bring_in(key)
        before, asked = rows(), len(brainz.asked)
        out, _ = bring_in(key)
        assert "0 created, 0 updated, 1 unchanged" in out
        assert (rows(), len(brainz.asked)) == (before, asked)

    def test_nothing_changes_when_it_is_asked_anew(self, brainz, bring_in):
        key = brainz.record("Low Water")
        bring_in(key)
        before = rows()
        out, _ = bring_in(key, fresh=True)
        assert "1 unchanged" in out
        assert rows() == before

    def test_what_nobody_changed_follows_the_source(self, brainz, bring_in):
        key = brainz.record("Low Water", date="2019")
        bring_in(key)
        brainz.record(
            "Low Water",
            key=key,
            date="2019-03-08",
            tracks=[("Slack Water (I)", 247_000), ("Low Tide", 200_000), ("End", None)],
            labels=["Palisade"],
        )
        out, _ = bring_in(key, fresh=True)
        assert "1 updated" in out
        album = Album.objects.get()
        assert album.release_iso == "2019-03-08"
        assert [track.title for track in album.tracks.all()] == ["Slack Water (I)", "Low Tide", "End"]
        assert [label.name for label in album.labels.all()] == ["Palisade"]


class TestWhatACuratorChanged:
    @pytest.fixture
    def album(self, brainz, bring_in):
        """A record from MusicBrainz with a curator's corrections, asked for again after MusicBrainz changed it, too."""
        line = credit("Ada Quill", " & ", "The Slow Ferries")
        key = brainz.record("Low Water", line, date="2019", disambiguation="first")
        bring_in(key)
        album = Album.objects.get()
        album.title, album.disambiguation, album.release_date = "Low Waters", "", date(2018, 1, 1)
        album.save()
        album.credits.filter(position=2).update(credited_as="Ferries")
        album.tracks.filter(position=1).update(title="Slack-water")
        album.labels.set([Label.objects.named("Palisade")])
        brainz.record(
            "Low Water!",
            line,
            key=key,
            date="2020",
            disambiguation="1st",
            tracks=[("Slack Waters", 1000), ("Low Tide", 2000)],
        )
        self.said = bring_in(key, fresh=True)
        album.refresh_from_db()
        return album

    def test_it_stays(self, album):
        assert (album.title, album.disambiguation, album.release_iso) == ("Low Waters", "", "2018")
        assert album.artist_credit == "Ada Quill & Ferries"
        assert list(album.tracks.values_list("title", "seconds")) == [("Slack-water", 247), ("Low Tide", 2)]
        assert [label.name for label in album.labels.all()] == ["Palisade"]

    def test_what_the_source_says_now_is_told(self, album):
        told = {difference.name: (difference.here, difference.there) for difference in differences_of(album)}
        assert told["title"] == (["Low Waters"], ["Low Water!"])
        assert told["tracks"] == (["1.1. Slack-water 4:07"], ["1.1. Slack Waters 0:01"])
        assert told["labels"] == (["Palisade"], ["Cold Rooms"])
        assert told["credits"] == (["Ada Quill & Ferries"], ["Ada Quill & The Slow Ferries"])
        assert set(told) == {"title", "disambiguation", "release_date", "credits", "tracks", "labels"}
        assert "as somebody changed it here, and otherwise at MusicBrainz: title" in self.said[0]

    def test_it_stays_however_often_it_is_asked(self, album, bring_in):
        before = rows()
        bring_in(str(album.musicbrainz_id), fresh=True)
        assert rows() == before

    def test_it_can_be_taken_over_fact_by_fact(self, album):
        assert take_over(album, ["title", "tracks", "credits"])
        album.refresh_from_db()
        assert {difference.name for difference in differences_of(album)} == {"disambiguation", "release_date", "labels"}
        assert album.title == "Low Water!"
        assert not take_over(album, ["title"])

    def test_what_was_counted_meanwhile_stays(self, album):
        Album.objects.update(counted_reviews=2)
        take_over(album, ["title"])
        assert Album.objects.get().counted_reviews == 2

    def test_what_they_removed_does_not_come_back(self, brainz, bring_in):
        links = [{"type": "discogs", "url": {"resource": "https://discogs.example/7"}}]
        key = brainz.record("Low Water", FERRIES, relations=links)
        bring_in(key)
        album = Album.objects.get()
        album.links.all().delete()
        album.tracks.last().delete()
        bring_in(key, fresh=True)
        assert (album.links.count(), album.tracks.count()) == (0, 1)


class TestARecordThatIsHereAlready:
    def test_it_is_completed_and_what_it_says_stays(self, brainz, bring_in):
        ferries = ArtistFactory(name="The Slow Ferries")
        album = AlbumFactory(
            title="Low Water", lead_artist=ferries, release_date=date(2019, 1, 1), release_precision="year"
        )
        album.tracks.create(position=1, title="Slackwater")
        out, _ = bring_in(brainz.record("Low Water"))
        assert "1 updated" in out
        album.refresh_from_db()
        assert (album.release_iso, str(album.musicbrainz_id)) == ("2019-03-08", key_of("release-group", "Low Water"))
        assert [track.title for track in album.tracks.all()] == ["Slackwater"]
        assert Artist.objects.get().musicbrainz_id == UUID(key_of("artist", "The Slow Ferries"))

    def test_a_same_titled_record_of_another_year_is_another(self, brainz, bring_in):
        AlbumFactory(title="Low Water", lead_artist__name="The Slow Ferries", release_date=date(1994, 1, 1))
        bring_in(brainz.record("Low Water"))
        assert Album.objects.count() == 2

    def test_where_it_could_be_one_or_another_nobody_guesses(self, brainz, bring_in):
        AlbumFactory(
            title="Low Water",
            lead_artist__name="The Slow Ferries",
            release_date=date(2018, 1, 1),
            release_precision="year",
        )
        _, err = bring_in(brainz.record("Low Water"))
        assert "it could be “Low Water” (2018)" in err
        assert not AlbumSource.objects.exists()

    def test_an_artist_of_that_name_and_another_disambiguation_is_another(self, brainz, bring_in):
        ArtistFactory(name="Harrow", disambiguation="English")
        bring_in(brainz.record("Low Water", credit(artist("Harrow", disambiguation="Norwegian"))))
        assert Artist.objects.count() == 2


class TestMergedIds:
    OLD, OLDER = key_of("release-group", "old"), key_of("release-group", "older")

    def test_both_ids_lead_to_the_record(self, brainz, bring_in):
        brainz.record("Low Water", key=self.OLD)
        bring_in(self.OLD)
        key = brainz.record("Low Water", None, self.OLD)
        bring_in(self.OLD, fresh=True)
        album = Album.objects.get()
        assert str(album.musicbrainz_id) == key
        assert album.source.former_ids == [UUID(self.OLD)]
        assert "1 unchanged" in bring_in(key)[0]
        assert "1 unchanged" in bring_in(self.OLD)[0]

    def test_an_id_that_was_merged_twice_still_leads_there(self, brainz, bring_in):
        brainz.record("Low Water", key=self.OLDER)
        bring_in(self.OLDER)
        brainz.record("Low Water", None, self.OLDER, key=self.OLD)
        bring_in(self.OLDER, fresh=True)
        key = brainz.record("Low Water", None, self.OLD, self.OLDER)
        bring_in(self.OLD, fresh=True)
        album = Album.objects.get()
        assert (str(album.musicbrainz_id), set(map(str, album.source.former_ids))) == (key, {self.OLD, self.OLDER})
        assert Album.objects.of_musicbrainz(UUID(self.OLDER)).get() == album

    def test_the_new_id_finds_the_record_that_is_here_under_the_old_one(self, brainz, bring_in):
        brainz.record("Low Water", key=self.OLD)
        bring_in(self.OLD)
        key = brainz.record("Low Water", None, self.OLD)
        bring_in(key, fresh=True)
        assert str(Album.objects.get().musicbrainz_id) == key

    def test_an_artist_who_was_merged_is_the_same(self, brainz, bring_in):
        old = artist("The Slow Ferries", id=key_of("artist", "old"))
        brainz.record("Ballast", credit(old))
        bring_in(key_of("release-group", "Ballast"))
        brainz.has("artist", artist("The Slow Ferries"), old["id"])
        bring_in(brainz.record("Low Water"))
        assert str(Artist.objects.get().musicbrainz_id) == key_of("artist", "The Slow Ferries")

    def test_the_ids_of_two_records_that_curators_merged_lead_to_the_one_that_stayed(self, brainz, bring_in):
        first, second = brainz.record("Low Water"), brainz.record("Low Water II")
        bring_in(first, second)
        kept, other = Album.objects.order_by("pk")
        merge(Rearrangeable.ALBUM, kept.pk, other.pk, "One record.", None)
        assert Album.objects.of_musicbrainz(UUID(second)).get() == kept
        assert "1 unchanged" in bring_in(first)[0]
