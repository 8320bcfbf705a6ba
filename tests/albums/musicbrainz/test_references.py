"""What was pasted: an id, an address of a record or an artist, words; or the address of something else."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.musicbrainz.references import NoRecord, Reference, read_reference

KEY = UUID("0f4d4f9e-5b0a-4a4e-9df0-6a1c37b0f6aa")


@pytest.mark.parametrize(
    ("pasted", "entity"),
    [
        (f"{KEY}", ""),
        (f"  {str(KEY).upper()} ", ""),
        (f"https://musicbrainz.org/release-group/{KEY}", "release-group"),
        (f"http://beta.musicbrainz.org/release-group/{KEY}/aliases?page=2", "release-group"),
        (f"musicbrainz.org/release/{KEY}/disc/1#1", "release"),
        (f"https://musicbrainz.org/artist/{KEY}/", "artist"),
        (f"https://musicbrainz.org/ws/2/artist/{KEY}?inc=aliases", "artist"),
    ],
)
def test_an_id_or_an_address_names_a_thing(pasted, entity):
    assert read_reference(pasted) == Reference(KEY, entity)


@pytest.mark.parametrize("pasted", ["The Slow Ferries", "Low Water", "0f4d4f9e", "musicbrainz.org is down", ""])
def test_words_are_looked_for(pasted):
    assert read_reference(pasted) is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"recording/{KEY}", "a recording: give the release group or the release"),
        (f"work/{KEY}", "a work"),
        (f"label/{KEY}", "a label"),
        ("release-group/", "no address of a release group"),
        ("release-group/nothing", "no address of a release group"),
        ("", "no address of a release group"),
        ("doc/About", "no address of a release group"),
    ],
)
def test_other_things_are_refused_with_a_word(path, said):
    with pytest.raises(NoRecord, match=said):
        read_reference(f"https://musicbrainz.org/{path}")


@given(st.text(max_size=80) | st.text(max_size=40).map("https://musicbrainz.org/".__add__))
def test_whatever_is_pasted_is_read_or_refused(pasted):
    try:
        found = read_reference(pasted)
    except NoRecord:
        return
    assert found is None or isinstance(found.musicbrainz_id, UUID)
