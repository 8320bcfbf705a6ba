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
    "longer than 300": {"title": "X" * 301, "artists": [{"name": "X"}]},
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
