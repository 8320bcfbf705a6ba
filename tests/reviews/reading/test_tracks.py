"""Tracks named in a review: titles count, ordinary words and other people's songs do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.reading.document import parse
from reviews.reading.tracks import TrackTitle, tracks_named
from tests.reviews.reading.pages import document

TITLES = (
    "Slack Water",
    "Harbour Lights, Again",
    "The Pilot Goes Ashore",
    "I Heard You on the Stairs",
    "Low Tide",
    "Lantern Out to Sea",
    "Are the Boats All In?",
    "Echoes",
    "100% Brine",
    "Rock & Salt",
    "Part 1",
    "夜の港",
)
TRACKS = tuple(TrackTitle(title, title) for title in TITLES)
ARTISTS = ("The Tide Tables", "TTT")


def named(body, artists=ARTISTS):
    """The titles named, each with how it is printed."""
    return [(mention.key, mention.printed) for mention in tracks_named(body, TRACKS, artists)]


def test_a_review_with_straight_quotes_names_its_tracks():
    found = named(parse(document("pseudonym_below")).body)
    assert list(dict.fromkeys(key for key, _ in found)) == [
        "Slack Water",
        "Harbour Lights, Again",
        "The Pilot Goes Ashore",
        "I Heard You on the Stairs",
        "Low Tide",
        "Lantern Out to Sea",
    ]
    assert ("Lantern Out to Sea", "Lanterns Out to Sea") in found


def test_a_review_with_curly_quotes_names_its_tracks():
    found = named(parse(document("film_and_record")).body)
    assert [key for key, _ in found] == ["Slack Water", "I Heard You on the Stairs", "Are the Boats All In?"]
    assert found[-1][1] == "Are the Boats All In?"


def test_a_review_without_titles_names_none():
    assert named(parse(document("signed_above")).body) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("It opens with “Slack Water,” and stays there.", "Slack Water"),
        ('Then "SLACK WATER." It stays.', "Slack Water"),
        ("He calls it 'Slack Water', of course.", "Slack Water"),
        ("« Slack Water » ouvre le disque.", "Slack Water"),
        ("„Slack Water“ eröffnet die Platte.", "Slack Water"),
        ("With *Slack Water* it begins.", "Slack Water"),
        ("「夜の港」で終わる。", "夜の港"),
        ("Nothing like “harbour lights again” exists.", "Harbour Lights, Again"),
        ("“Echoes” is the single.", "Echoes"),
        ("“100% Brine” is a joke.", "100% Brine"),
        ("“Rock and Salt” is not.", "Rock & Salt"),
        ("By then Slack Water has gone on for ten minutes.", "Slack Water"),
        ("The Slack Water bassline returns.", "Slack Water"),
        ("Slack Water’s drums are a delight.", "Slack Water"),
        ("The opening track Echoes is short.", "Echoes"),
        ("We get “‘Low Tide’ again, but slower” for an answer.", "Low Tide"),
        ("He plays “Slack Water and never stops.\nThen “Low Tide” follows.", "Low Tide"),
        ("The Tide Tables’ “Low Tide” is better.", "Low Tide"),
        ("“Low Tide” by TTT is better.", "Low Tide"),
    ],
)
def test_a_title_is_recognised(text, key):
    assert key in [found for found, _ in named(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The synth echoes through the room.",
        "Echoes of older records are everywhere.",
        "One hears “echoes” of older records.",
        "At low tide the slack water smells.",
        "Low tide comes late here.",
        "Are the boats all in? one asks.",
        "“Angel” by somebody else is the model.",
        "“Low Tide” by Vera Lindqvist is the model.",
        "Vera Lindqvist’s “Low Tide” is the model.",
        "“Part 2” is longer.",
        "“Slack Walker” is a joke about ferries, “I Heard Him on the Chairs” another.",
        "The Low Tide Festival Orchestra plays on it.",
        "Why Slack Water Still Matters After All These Years",
    ],
)
def test_ordinary_words_and_other_peoples_songs_are_no_tracks(text):
    assert named(text) == []


def test_a_misspelling_that_fits_two_titles_fits_none():
    tracks = (TrackTitle(1, "Winter Song"), TrackTitle(2, "Winters Sung"))
    assert tracks_named("“Winters Song” is lovely.", tracks) == []


@given(
    st.lists(
        st.one_of(st.sampled_from(TITLES), st.sampled_from([*"\"“”‘’' \n.,?", " by ", "’s "]), st.text(max_size=5))
    ),
    st.lists(st.text(max_size=12), max_size=5),
)
def test_every_mention_is_verbatim_and_in_order(pieces, more_titles):
    body = "".join(pieces)
    tracks = TRACKS + tuple(TrackTitle(title, title) for title in more_titles)
    mentions = tracks_named(body, tracks, ARTISTS)
    assert all(mention.printed and body[mention.start : mention.end] == mention.printed for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
