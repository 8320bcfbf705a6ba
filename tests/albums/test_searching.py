"""Words to look for, the vocabulary, and what triggers keep for search."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album, AlbumWords, Artist, ArtistAlias, Credit, Film, Vocabulary
from albums.search.finding import holding_words
from albums.search.typed_words import LONGEST_QUERY, read_query, slips_between, worth_suggesting_for
from albums.search.vocabulary import expected, rebuild_search, spelt_alike
from common.names import fold
from tests.factories import AlbumFactory, ArtistFactory, FilmFactory, TrackFactory

TITLES = [
    "Low Water",
    "Night Freight OST",
    "R.E.M. Sleep",
    "終電のあと",
    "駅 Live",
    "Über alles",
    "O'Dowd \\ Sons",
    "!!!",
    "Ёлка",
    "Étude en fa♯",
    "❤\ufe0f",
    "#\ufe0f\u20e3 Weir",
    "AC/DC + 4×4",
    "M/A/R/R/S",
]


@pytest.mark.parametrize(
    ("typed", "tsquery"),
    [
        ("Night fre", "('night':*) & ('fre':*)"),
        ("of us", "('of') & ('us':*)"),
        ("the night", "('night':*)"),
        ("the the", "('the':*)"),
        ("night freight OST", "('night':*) & ('freight':*)"),
        ("R.E.M.", "('rem':*)"),
        ("終電の", "('終電') & ('電の')"),
        ("駅", "('駅')"),
        ("dj灯", "('dj':*) & ('灯')"),
        ("'", "('''':*)"),
        ("\\", r"('\\':*)"),
        ("❤\ufe0f", "('❤':*)"),
        ("fa♯ m", "('fa') & ('♯') & ('m':*)"),
        ("left-", "('left':*)"),
        ("ac/dc", "('acdc':*)"),
    ],
)
def test_what_is_typed_becomes_words(typed, tsquery):
    assert read_query(typed).tsquery() == tsquery


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "\n\t"])
def test_nothing_typed_is_nothing_to_look_for(typed):
    assert not read_query(typed)


@pytest.mark.parametrize(
    ("typed", "together"),
    [("ac dc live", "acdc live"), ("the ac dc", "the acdc"), ("low water", ""), ("u", ""), ('"ac dc"', "")],
)
def test_very_short_words_may_be_one(typed, together):
    assert read_query(typed).written_together().text == together


def test_quoted_words_are_a_phrase():
    assert read_query('"Low Water" „Näm“ x').phrases == ("low water", "nam")


def test_what_is_typed_is_cut_off():
    query = read_query("x" * 10_000)
    assert query.text == "x" * LONGEST_QUERY
    assert len(read_query(" ".join(map(str, range(1000)))).terms) <= 16


@pytest.mark.parametrize("typed", ["ﷺ" * LONGEST_QUERY, f"“{'ﷺ' * 100}”"])
def test_what_unfolds_into_more_characters_is_cut_to_the_same_length(typed):
    query = read_query(typed)
    assert max(map(len, [query.text, *query.phrases])) <= LONGEST_QUERY


@pytest.mark.parametrize(
    ("typed", "word", "slips"),
    [("harbour", "harbour", 0), ("harbuor", "harbour", 1), ("habour", "harbour", 1), ("harbours", "harbour", 1),
     ("herbour", "harbour", 1), ("ahrbuor", "harbour", 2), ("", "abc", 3), ("ca", "abc", 3)],
)  # fmt: skip
def test_slips_are_counted(typed, word, slips):
    assert slips_between(typed, word) == slips_between(word, typed) == slips


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7))
def test_slips_are_few_between_words_of_like_length(typed, word):
    assert abs(len(typed) - len(word)) <= slips_between(typed, word) <= max(len(typed), len(word))


@pytest.mark.parametrize(("typed", "worth"), [("a", False), ("ab", True), ("駅", True), (" ", False), ("%", False)])
def test_suggestions_begin_with_the_second_letter_or_the_first_character(typed, worth):
    assert worth_suggesting_for(typed) == worth


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*TITLES, "R E M x", "九月，车站", "สถานี", "ゲーム OST 2", "a b", "Ünï ½"])
def test_a_name_holds_the_words_by_which_it_is_asked_for(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_words(%s) @@ %s::tsquery", [fold(name), read_query(name).tsquery()])
        assert cursor.fetchone() == (True,)


def kept() -> dict[int, tuple[int, str]]:
    return {row.pk: (row.reviews, row.words) for row in AlbumWords.objects.all()}


def as_they_should_be() -> dict[int, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT album_id, reviews, words FROM words_of_albums(NULL)")
        return {album: (reviews, words) for album, reviews, words in cursor.fetchall()}


def change_something(chance: random.Random) -> None:
    album, other = (chance.choice(Album.objects.order_by("pk")) for _ in range(2))
    artist = chance.choice(Artist.objects.order_by("pk"))
    name = chance.choice(TITLES)
    changes = [
        lambda: setattr(album, "title", name) or album.save(),
        lambda: Album.objects.filter(pk__in=[album.pk, other.pk]).update(folded=fold(name)),
        lambda: Album.objects.filter(pk=album.pk).update(proposed=not album.proposed),
        lambda: Album.objects.update(counted_reviews=chance.randrange(9)),
        lambda: Album.objects.filter(pk=album.pk).update(kind="soundtrack", film=FilmFactory(title=name)),
        lambda: Film.objects.update(folded=fold(name)),
        lambda: Artist.objects.filter(pk=artist.pk).update(name=name, folded=fold(name)),
        lambda: ArtistAlias.objects.get_or_create(artist=artist, folded=fold(name), defaults={"name": name}),
        lambda: ArtistAlias.objects.filter(artist=artist).delete(),
        lambda: Credit.objects.filter(album=album).update(artist=artist),
        lambda: Credit.objects.filter(album=album).update(credited_as=name, folded=fold(name)),
        lambda: Credit.objects.filter(album=album).delete(),
        lambda: (Credit.objects.filter(album=album).delete(), album.delete(), AlbumFactory(slug=f"a{album.pk}")),
    ]  # fmt: skip
    chance.choice(changes)()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_words_stay_what_a_rebuild_would_make_them_whatever_changes(seed):
    chance = random.Random(seed)  # noqa: S311
    for title in TITLES[:4]:
        AlbumFactory(title=title, slug=f"album-{title[0]}")
    for _ in range(30):
        change_something(chance)
        assert kept() == as_they_should_be()
    before = kept()
    rebuild_search()
    assert kept() == before


@pytest.mark.django_db
def test_a_proposed_album_has_no_words_until_it_is_accepted():
    album = AlbumFactory(title="Low Water", proposed=True)
    assert not AlbumWords.objects.exists()
    album.proposed = False
    album.save()
    assert "'water':2A" in album.search.words


@pytest.mark.django_db
def test_a_bulk_job_may_switch_the_triggers_off_and_rebuild():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL chorus.keep_search = 'off'")
        TrackFactory(album=AlbumFactory(title="Low Water"), title="Low Tide")
        assert not AlbumWords.objects.exists()
        assert not Vocabulary.objects.exists()
        cursor.execute("SET LOCAL chorus.keep_search = 'on'")
    rebuild_search()
    assert Vocabulary.objects.values_list("albums", "tracks").get(word="low") == (1, 1)
    assert AlbumWords.objects.count() == 1


@pytest.mark.django_db
def test_the_vocabulary_learns_new_words_at_once_and_what_is_alike():
    AlbumFactory(title="Harbour Telegrams")
    AlbumFactory(title="Harbour Song")
    assert Vocabulary.objects.filter(word="harbour").count() == 1
    typed = ["harbuor", "tellegrasm", "harbour", "song", "zzz", "x"]
    assert spelt_alike(typed) == {
        "harbuor": ["harbour"],
        "tellegrasm": ["telegrams"],
        "harbour": ["harbour"],
        "song": ["song"],
    }


@pytest.mark.django_db
def test_a_word_that_stands_twice_in_the_vocabulary_is_counted_together():
    Vocabulary.objects.create(word="tide", albums=2, tracks=5)
    Vocabulary.objects.create(word="tide", albums=1, tracks=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE albums_albumwords")
    assert expected(read_query("tide")).tracks_by_term == ((5, 5),)
    assert spelt_alike(["tide"]) == {"tide": ["tide"]}


@pytest.mark.django_db
def test_albums_are_narrowed_to_those_that_hold_the_words():
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ada Quill"))
    AlbumFactory(title="Low Bridge")
    assert list(holding_words(Album.objects.all(), "quill wat")) == [album]
    assert holding_words(Album.objects.all(), " ").count() == 2
