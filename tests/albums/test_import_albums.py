"""`manage.py import_albums`: good entries become albums, bad ones are named, twice changes nothing."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from albums.models import Album, Artist, Film

pytestmark = pytest.mark.django_db

ENTRY = {
    "title": "Salt Lanterns (Original Motion Picture Soundtrack)",
    "artists": [{"name": "The Tide Tables", "aliases": ["TTT"]}],
    "kind": "soundtrack",
    "release_date": "2024-02-23",
    "labels": ["Cold Rooms"],
    "genres": ["Film score"],
    "film": {
        "title": "Salt Lanterns",
        "release_date": "2024-03-01",
        "minutes": 104,
        "director": "Ansel Røed",
        "producers": ["Per Aune"],
    },
    "tracks": [{"position": 1, "title": "Slack Water", "seconds": 247}, {"position": 2, "title": "Low Tide"}],
}


@pytest.fixture
def import_albums(tmp_path):
    """Run the command on entries; return what it printed and what it complained about."""

    def run(entries, **options):
        file = tmp_path / "albums.json"
        file.write_text(entries if isinstance(entries, str) else json.dumps(entries), encoding="utf-8")
        out, err = StringIO(), StringIO()
        try:
            call_command("import_albums", file, stdout=out, stderr=err, **options)
        except CommandError as error:
            err.write(str(error))
        return out.getvalue(), err.getvalue()

    return run


def everything():
    """All that an import may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Album, Artist, Film, *(relation.related_model for relation in Album._meta.related_objects[:4]))
    ]


def test_an_entry_becomes_an_album_with_all_it_says(import_albums):
    out, err = import_albums([ENTRY])
    assert (out, err) == ("1 albums: 1 created, 0 updated, 0 unchanged, 0 bad.\n", "")
    album = Album.objects.get()
    assert (album.slug, album.kind, album.release_date) == ("salt-lanterns", "soundtrack", date(2024, 2, 23))
    assert album.artist_credit == "The Tide Tables"
    assert [alias.name for alias in album.lead_artist.aliases.all()] == ["TTT"]
    assert [(track.title, track.seconds) for track in album.tracks.all()] == [("Slack Water", 247), ("Low Tide", None)]
    assert (album.film.release_date, album.film.minutes) == (date(2024, 3, 1), 104)


def test_twice_changes_nothing(import_albums):
    import_albums([ENTRY])
    before = everything()
    out, _ = import_albums([ENTRY])
    assert out == "1 albums: 0 created, 0 updated, 1 unchanged, 0 bad.\n"
    assert everything() == before


@pytest.mark.parametrize(
    ("title", "artist"),
    [
        ("SALT LANTERNS OST", "the tide tables"),
        ("Salt Lanterns", "TTT"),
        ("Salt  lanterns: Soundtrack", "The Tide-Tables"),
    ],
)
def test_the_same_album_is_known_by_other_spellings(import_albums, title, artist):
    import_albums([ENTRY])
    out, _ = import_albums([{"title": title, "artists": [{"name": artist}], "genres": ["Drone"]}])
    assert out == "1 albums: 0 created, 1 updated, 0 unchanged, 0 bad.\n"
    album = Album.objects.get()
    assert album.title == ENTRY["title"]
    assert {genre.name for genre in album.genres.all()} == {"Film score", "Drone"}


def test_the_same_album_is_known_by_its_musicbrainz_id(import_albums):
    identity = "7b9e6a1e-56f5-4c0a-8f0e-0f8b6f2e1c11"
    import_albums([{**ENTRY, "musicbrainz_id": identity}])
    out, _ = import_albums([{**ENTRY, "title": "Lanterns of Salt", "musicbrainz_id": identity}])
    assert "0 created" in out
    assert Album.objects.count() == 1


def test_albums_of_one_title_with_two_identities_stay_two(import_albums):
    first, second = "7b9e6a1e-56f5-4c0a-8f0e-0f8b6f2e1c11", "0d3e2a77-4d53-4a52-9df0-6f0b8f1f2a22"
    out, _ = import_albums([{**ENTRY, "musicbrainz_id": first}, {**ENTRY, "musicbrainz_id": second}])
    assert "2 created" in out
    assert [str(album.musicbrainz_id) for album in Album.objects.order_by("pk")] == [first, second]


BAD = {
    "title is missing": {"artists": [{"name": "X"}]},
    "artists is missing": {"title": "X"},
    "kind 'cassette'": {"title": "X", "artists": [{"name": "X"}], "kind": "cassette"},
    "date '2024-13-01'": {"title": "X", "artists": [{"name": "X"}], "release_date": "2024-13-01"},
    "seconds is not a whole number": {
        "title": "X",
        "artists": [{"name": "X"}],
        "tracks": [{"position": 1, "title": "Y", "seconds": -3}],
    },
    "only a soundtrack has a film": {"title": "X", "artists": [{"name": "X"}], "film": {"title": "Y"}},
    "is no web address": {
        "title": "X",
        "artists": [{"name": "X"}],
        "links": [{"kind": "stream", "url": "javascript:1"}],
    },
    "no MusicBrainz id": {"title": "X", "artists": [{"name": "X"}], "musicbrainz_id": "X"},
    "not an object": "Salt Lanterns",
    "title is not a text": {"title": 7, "artists": [{"name": "X"}]},
    "longer than 500": {"title": "X" * 501, "artists": [{"name": "X"}]},
    "name is longer than 300": {"title": "X", "artists": [{"name": "X" * 301}]},
    "join is longer than 40": {"title": "X", "artists": [{"name": "X", "join": "&" * 41}, {"name": "Y"}]},
    "labels is longer than 120": {"title": "X", "artists": [{"name": "X"}], "labels": ["X" * 121]},
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_entry_is_named_and_the_others_are_imported(import_albums, reason):
    out, err = import_albums([BAD[reason], ENTRY])
    assert "1 created, 0 updated, 0 unchanged, 1 bad" in out
    assert err.startswith("albums.json, entry 1")
    assert reason in err
    assert "1 of 2 entries were not imported" in err
    assert [album.title for album in Album.objects.all()] == [ENTRY["title"]]
    assert not Artist.objects.filter(name="X").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "not a list of albums"),
        ("[{", "no JSON"),
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_file_that_is_no_list_is_refused(import_albums, text, message):
    out, err = import_albums(text)
    assert (out, message in err) == ("", True)


def test_a_missing_path_is_refused():
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_albums", "nowhere.json")


def test_a_dry_run_writes_nothing(import_albums):
    out, _ = import_albums([ENTRY], dry_run=True)
    assert out == "1 albums: 1 created, 0 updated, 0 unchanged, 0 bad (nothing written).\n"
    assert (Album.objects.count(), Artist.objects.count(), Film.objects.count()) == (0, 0, 0)


def test_tracks_number_themselves(import_albums):
    tracks = [{"title": "Slack Water"}, {"title": "Low Tide"}, {"disc": 2, "title": "Reprise"}, {"title": "Ferry"}]
    import_albums([{"title": "X", "artists": [{"name": "X"}], "tracks": tracks}])
    found = list(Album.objects.get().tracks.values_list("disc", "position", "title"))
    assert found == [(1, 1, "Slack Water"), (1, 2, "Low Tide"), (1, 3, "Ferry"), (2, 1, "Reprise")]


def harrow(**said):
    """An entry of a self-titled record."""
    return {"title": "Ines Harrow", "artists": [{"name": "Ines Harrow"}], **said}


OTHERS = {
    "another year": ({"release_date": "1994-05-10"}, {"release_date": "2001-05-15"}),
    "another kind": ({"release_date": "1994", "kind": "album"}, {"release_date": "1994", "kind": "live"}),
    "another kind, undated": ({"kind": "album"}, {"kind": "ep"}),
    "another year and kind": ({"release_date": "1978", "kind": "live"}, {"release_date": "1996", "kind": "album"}),
    "a disambiguation": ({"release_date": "1994"}, {"release_date": "1994", "disambiguation": "Green Album"}),
    "two disambiguations": ({"disambiguation": "Blue Album"}, {"disambiguation": "Green Album"}),
    "a sharp": ({"title": "Étude en fa"}, {"title": "Étude en fa♯"}),
    "two suns": ({"title": "☀\ufe0f"}, {"title": "☂\ufe0f"}),
}


@pytest.mark.parametrize("how", OTHERS)
def test_another_record_of_the_artist_and_title_is_another_album(import_albums, how):
    one, other = OTHERS[how]
    import_albums([harrow(**one, tracks=[{"position": 1, "title": "Slack Water"}])])
    first = everything()
    entries = [harrow(**one), harrow(**other, tracks=[{"position": 1, "title": "Low Tide"}], genres=["Drone"])]
    out, err = import_albums(entries)
    assert ("1 created, 0 updated, 1 unchanged" in out, err) == (True, "")
    assert [album.tracks.get().title for album in Album.objects.order_by("pk")] == ["Slack Water", "Low Tide"]
    machine = {"namesakes", "version", "changed_at"}
    (before, *_), (after, *_) = (
        [{name: value for name, value in row.items() if name not in machine} for row in table]
        for table in (first[0], everything()[0])
    )
    assert before == after
    out, err = import_albums(entries)
    assert ("0 created, 0 updated, 2 unchanged" in out, err) == (True, "")


def test_what_may_be_one_that_is_here_or_another_is_refused_and_both_are_named(import_albums):
    import_albums([harrow(release_date="1977"), harrow(release_date="1994")])
    before = everything()
    out, err = import_albums([harrow(), harrow(release_date="1978"), harrow(release_date="1977-06")])
    assert "0 created, 1 updated, 0 unchanged, 2 bad" in out
    assert (
        "entry 1 (Ines Harrow): it could be “Ines Harrow” (1977) or “Ines Harrow” (1994): give the release_date" in err
    )
    assert "entry 2 (Ines Harrow): it could be “Ines Harrow” (1977) or another record" in err
    assert len(everything()[0]) == len(before[0])


def test_an_edition_brings_neither_another_album_nor_its_date(import_albums):
    import_albums([harrow(release_date="1977-03-01")])
    out, _ = import_albums([harrow(title="Ines Harrow (Deluxe Edition)", release_date="2017-03-01")])
    assert "1 unchanged" in out
    assert Album.objects.get().release_date == date(1977, 3, 1)


def test_a_date_that_is_known_more_exactly_stays(import_albums):
    import_albums([harrow(release_date="1977-03-01")])
    out, _ = import_albums([harrow(release_date="1977")])
    assert "1 unchanged" in out
    out, _ = import_albums([harrow(release_date="1977-04")])
    assert "1 updated" in out


@pytest.mark.parametrize("name", ["Keola Kamakoʻole", "Keola Kamako'ole", "Keola Kamako’ole", "Keola Kamakoole"])
def test_an_apostrophe_makes_no_second_artist(import_albums, name):
    import_albums([harrow(artists=[{"name": "Keola Kamakoʻole"}]), harrow(artists=[{"name": name}], title="Another")])
    assert Artist.objects.count() == 1


def test_artists_named_by_signs_are_told_apart_by_them(import_albums):
    names = ["☀\ufe0f", "☂\ufe0f", "☀", "+/-", "+", "#\ufe0f\u20e3", "*\ufe0f\u20e3"]
    import_albums([harrow(artists=[{"name": name}]) for name in names])
    assert Artist.objects.count() == len(names) - 1


def test_a_disambiguation_that_is_no_text_or_too_long_is_refused(import_albums):
    _, err = import_albums([harrow(disambiguation=7), harrow(disambiguation="x" * 201), harrow(id=-1)])
    assert "disambiguation is not a text" in err
    assert "disambiguation is longer than 200 characters" in err
    assert "id is not a whole number" in err
    assert not Album.objects.exists()
