"""Lists of other sites: whose record each row names, and which of MusicBrainz's that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album
from albums.musicbrainz.other_sites import read_list
from common.tables.uploads import NotATable
from tests.factories import AlbumFactory
from tests.musicbrainz import artist, credit, group, key_of

LISTS = {
    "Rate Your Music": (
        "RYM Album, First Name,Last Name,First Name localized, Last Name localized,Title,Release_Date,Rating\n"
        "7,Ada,Quill,,,Low Water,2019,8\n8,,The Slow Ferries,,,Ballast,0,0\n"
    ),
    "Discogs": (
        "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id\n"
        'CR 7,Ada Quill (2),Low Water,Cold Rooms,"LP, Album",,2019,77\nCR 8,"Slow Ferries, The*",Ballast,,CD,,0,78\n'
    ),
    "ListenBrainz": (
        "artist_name,release_group_name,release_group_mbid,listen_count\n"
        f"Ada Quill,Low Water,{key_of('release-group', 'Low Water')},41\nThe Slow Ferries,Ballast,,7\n"
    ),
    "Last.fm": (
        "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
        "1,x,Ada Quill,,Low Water,,Slack Water,\n2,x,Ada Quill,,Low Water,,Low Tide,\n"
        "3,x,The Slow Ferries,,Ballast,,Keel,\n"
    ),
    "Spotify": (
        "Track URI,Track Name,Album Name,Artist Name(s),Release Date\n"
        'a,Slack Water,Low Water,"Ada Quill, A Guest",2019-03-08\nb,Keel,Ballast,The Slow Ferries,2020\n'
    ),
    "Apple": (
        "Name\tArtist\tAlbum\tYear\nSlack Water\tAda Quill\tLow Water\t2019\nKeel\tThe Slow Ferries\tBallast\t2020\n"
    ),
    "beets": "albumartist,album,year,mb_releasegroupid\nAda Quill,Low Water,2019,\nThe Slow Ferries,Ballast,2020,\n",
}


@pytest.mark.parametrize("site", LISTS)
def test_each_sites_list_is_read(site):
    encoding = "utf-16" if site == "Apple" else "utf-8"
    listed, problems = read_list(LISTS[site].encode(encoding))
    assert [(record.artist, record.title) for record in listed] == [
        ("Ada Quill", "Low Water"),
        ("The Slow Ferries", "Ballast"),
    ]
    assert problems == []


def test_ids_and_years_come_along():
    listed, _ = read_list(LISTS["ListenBrainz"].encode())
    assert str(listed[0].reference) == f"release-group {key_of('release-group', 'Low Water')}"
    assert [record.year for record in read_list(LISTS["Spotify"].encode())[0]] == ["2019", "2020"]


def test_rows_that_name_nothing_are_told_and_stop_nobody():
    listed, problems = read_list(b"artist,album\nAda Quill,\n,Low Water\nAda Quill,Low Water,x\nAda Quill,Ballast\n")
    assert [record.title for record in listed] == ["Ballast"]
    assert [problem[:6] for problem in problems] == ["row 2:", "row 3:", "row 4:"]


@pytest.mark.parametrize("content", [b"", b"name,score\nx,1\n", b"\xff\xfe\x00", b"\x00", b"artist\nx\n"])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(NotATable):
        read_list(content)


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"artist,album\n{text}".encode("utf-8", "ignore"))
)
def test_whatever_is_given_is_read_or_refused(content):
    try:
        listed, _ = read_list(content)
    except NotATable:
        return
    assert all(record.artist and record.title for record in listed)


@pytest.mark.django_db
class TestTheCommand:
    @pytest.fixture
    def listed(self, tmp_path):
        path = tmp_path / "list.csv"
        path.write_text(LISTS["Spotify"])
        return path

    @pytest.fixture
    def offered(self, brainz):
        low = group("Low Water", credit("Ada Quill"))
        brainz.record("Low Water", credit("Ada Quill"))
        brainz.finds(
            "release-group", group("Low Waters", credit("Ada Quill")), low, group("Low Water", credit("Other"))
        )
        return brainz

    def test_what_is_found_beyond_doubt_comes_in_and_the_rest_is_told(self, offered, bring_in, listed):
        out, err = bring_in(list=listed)
        assert Album.objects.get().title == "Low Water"
        assert "1 created, 0 updated, 0 unchanged, 1 not found" in out
        assert "Ballast, The Slow Ferries (2020): not found, or more than one of that name" in err

    def test_a_dry_run_says_what_would_come_in(self, offered, bring_in, listed):
        out, _ = bring_in(list=listed, dry_run=True)
        assert (
            f"Low Water, Ada Quill (2019): https://musicbrainz.org/release-group/{key_of('release-group', 'Low Water')}"
            in out
        )
        assert "1 would come in, 1 not found" in out
        assert not Album.objects.exists()

    def test_what_is_here_is_not_asked_for(self, brainz, bring_in, listed):
        for title, name in (("Low Water", "Ada Quill"), ("Ballast", "The Slow Ferries")):
            AlbumFactory(title=title, lead_artist__name=name)
        assert "2 here" in bring_in(list=listed)[0]
        assert brainz.asked == []

    def test_of_two_of_that_name_the_one_of_that_year_is_meant(self, brainz, bring_in, tmp_path):
        brainz.record("Low Water", credit(artist("Ada Quill")))
        later = group("Low Water", credit("Ada Quill"), key=key_of("release-group", "later"), date="2024")
        brainz.finds("release-group", later, group("Low Water", credit("Ada Quill")))
        path = tmp_path / "list.csv"
        path.write_text("artist,album,year\nAda Quill,Low Water,2019\n")
        bring_in(list=path)
        assert str(Album.objects.get().musicbrainz_id) == key_of("release-group", "Low Water")
