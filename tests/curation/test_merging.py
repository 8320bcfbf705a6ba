"""Two records become one: what moves, what is united, what is chosen, and what the database says afterwards."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client

from accounts.models import BylineClaim
from albums.models import Album, Artist, ArtistAlias, Credit, Redirect, Track
from curation import merging
from curation.merge_rules import RULES, Gone, United, named, relations_to, rule_for
from curation.mergeable import MERGEABLE
from curation.merging import AlreadyMerged, Choices, NotPossible, Unsettled, merge
from curation.models import Rearrangeable, Rearrangement
from curation.rivals import rivalries
from curation.undoing import undo
from reviews.models import (
    Calibration,
    Consensus,
    ConsensusChange,
    Critic,
    CriticOffset,
    Excerpt,
    Mention,
    Publication,
    Review,
    Thresholds,
)
from tests.curation.database import differences, dump
from tests.curation.merges import REASON, furnished_album, merged
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    FilmFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    UserFactory,
    count_anew,
    published_review,
    reviewed_album,
)

pytestmark = pytest.mark.django_db


def removed_with(models: set[type]) -> set[type]:
    """The models whose rows a rule may remove, beside those that are merged."""
    return {
        relation.model
        for model in models
        for relation in relations_to(model)
        if isinstance(rule_for(relation), (United, Gone))
    }


def test_everything_that_can_point_at_what_goes_has_a_rule():
    models = {mergeable.model for mergeable in MERGEABLE.values()}
    while more := removed_with(models) - models:
        models |= more
    for model in models:
        for relation in relations_to(model):
            rule_for(relation)


def test_every_rule_is_of_a_relation_that_exists():
    relations = {named(relation) for model in apps.get_models() for relation in relations_to(model)}
    assert set(RULES) <= relations


def test_a_relation_without_a_rule_stops_the_merge(monkeypatch):
    monkeypatch.delitem(RULES, "reviews.Review.album")
    survivor, other = reviewed_album("rave"), reviewed_album("pan")
    before = dump()
    with pytest.raises(NotPossible, match=r"reviews\.Review\.album has no rule"):
        merged(survivor, other)
    assert differences(before, dump()) == []


def test_albums_become_one_with_all_they_have():
    survivor, other = furnished_album(1, 5), furnished_album(2, 4)
    version = survivor.version
    old_path = other.get_absolute_url()
    merged(survivor, other)
    survivor.refresh_from_db()
    assert not Album.objects.filter(pk=other.pk).exists()
    assert survivor.counted_reviews == survivor.consensus.counted == 9
    assert survivor.version > version
    assert [genre.name for genre in survivor.genres.all()] == ["Fado", "Genre 1", "Genre 2"]
    assert survivor.labels.count() == 1
    assert survivor.links.count() == 3
    assert [track.title for track in survivor.tracks.all()] == ["Ballast", "Ballast", "Only on 1", "Only on 2"]
    assert survivor.credits.count() == 4
    assert survivor.artist_credit.count(" & ") == 3
    assert not survivor.artist_credit.endswith("&")
    assert Excerpt.objects.filter(track__album=survivor).count() == 9
    change = survivor.consensus_changes.last()
    assert (change.cause, change.counted) == ("merged", 9)
    answer = Client().get(old_path)
    assert (answer.status_code, answer.url) == (301, survivor.get_absolute_url())


def test_a_track_known_twice_is_filled_in_from_the_other():
    survivor, other = AlbumFactory(), AlbumFactory()
    track = TrackFactory(album=survivor, title="Ballast", seconds=None)
    TrackFactory(album=other, title="BALLAST", seconds=214)
    merged(survivor, other)
    assert Track.objects.get().pk == track.pk
    assert Track.objects.get().seconds == 214


def test_pages_below_the_old_address_lead_below_the_new_one():
    survivor, other = AlbumFactory(), AlbumFactory()
    review = published_review(other, "rave", hosted=True)
    old = review.get_text_url(), f"{other.get_absolute_url()}compare/?r={review.pk}"
    merged(survivor, other)
    review = Review.objects.get(pk=review.pk)
    assert Client().get(old[0], follow=True).redirect_chain == [(review.get_text_url(), 301)]
    assert Client().get(old[1]).url == f"{survivor.get_absolute_url()}compare/?r={review.pk}"


def test_chains_of_old_addresses_collapse():
    first, second, third = AlbumFactory(), AlbumFactory(), AlbumFactory()
    merged(second, first)
    merged(third, second)
    assert set(Redirect.objects.values_list("new_path", flat=True)) == {third.get_absolute_url()}
    assert Redirect.objects.count() == 2


def test_of_two_reviews_by_one_critic_the_chosen_one_stays_and_the_other_is_withdrawn():
    survivor, other, critic = reviewed_album("rave", "rave"), reviewed_album("pan", "pan"), CriticFactory()
    mine, theirs = (published_review(album, "mixed", critic=critic) for album in (survivor, other))
    with pytest.raises(Unsettled):
        merge(Rearrangeable.ALBUM, survivor.pk, other.pk, REASON, None)
    (rivalry,) = rivalries(MERGEABLE[Rearrangeable.ALBUM], survivor.pk, other.pk)
    merge(Rearrangeable.ALBUM, survivor.pk, other.pk, REASON, None, Choices(settled={rivalry.name: str(theirs.pk)}))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.status, theirs.status) == ("withdrawn", "published")
    assert REASON in mine.reason
    assert theirs.album == mine.album == survivor
    assert Consensus.objects.get(album=survivor).counted == 5


def test_the_reviews_that_a_house_printed_without_a_byline_are_asked_about():
    survivor, other, house = AlbumFactory(), AlbumFactory(), PublicationFactory()
    for album in (survivor, other):
        published_review(album, 70, critic=None, publication=house)
    (rivalry,) = rivalries(MERGEABLE[Rearrangeable.ALBUM], survivor.pk, other.pk)
    merge(Rearrangeable.ALBUM, survivor.pk, other.pk, REASON, None, Choices(settled={rivalry.name: "both"}))
    assert survivor.reviews.counted().count() == 2


def test_blanks_of_the_survivor_are_filled_and_the_rest_stays():
    identity = uuid4()
    survivor = AlbumFactory(title="Low Water", release_date=None)
    other = AlbumFactory(
        title="Low Water!",
        kind="soundtrack",
        film=FilmFactory(),
        musicbrainz_id=identity,
    )
    merged(survivor, other)
    survivor.refresh_from_db()
    assert (survivor.title, survivor.kind, survivor.film) == ("Low Water", "album", None)
    assert (survivor.release_date, survivor.release_precision) == (other.release_date, "day")
    assert survivor.musicbrainz_id == identity


def test_columns_that_belong_together_are_taken_together():
    survivor, other = AlbumFactory(), AlbumFactory(title="Ebb", kind="soundtrack", film=FilmFactory())
    slug = survivor.slug
    merged(survivor, other, of_other=frozenset({"title", "kind"}))
    survivor.refresh_from_db()
    assert (survivor.title, survivor.folded, survivor.kind, survivor.film) == ("Ebb", "ebb", "soundtrack", other.film)
    assert survivor.slug == slug


def test_a_proposed_album_is_accepted_with_the_one_that_readers_know():
    survivor, other = AlbumFactory(proposed=True), AlbumFactory()
    merged(survivor, other)
    survivor.refresh_from_db()
    assert not survivor.proposed


def test_artists_become_one_and_the_name_that_goes_is_an_alias():
    survivor, other = ArtistFactory(name="Ines Harrow"), ArtistFactory(name="I. Harrow")
    ArtistAlias.objects.create(artist=other, name="Harrow")
    ArtistAlias.objects.create(artist=survivor, name="HARROW")
    same = [AlbumFactory(lead_artist=artist, title="Ebb", slug="ebb") for artist in (survivor, other)]
    old_paths = [other.get_absolute_url(), same[1].get_absolute_url()]
    merged(survivor, other)
    assert [alias.name for alias in survivor.aliases.all()] == ["HARROW", "I. Harrow"]
    moved = Album.objects.get(pk=same[1].pk)
    assert (moved.lead_artist, moved.slug) == (survivor, "ebb-2")
    assert [Client().get(path).url for path in old_paths] == [survivor.get_absolute_url(), moved.get_absolute_url()]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("A & B", "B"),
        ("B & A", "B"),
        ("A & C feat. B", "B & C"),
        ("B, A & C", "B & C"),
        ("C with A & B", "C with B"),
        ("A & C", "B & C"),
    ],
)
def test_a_line_that_credits_both_names_the_survivor_once(line, printed):
    artists = {name: ArtistFactory(name=name) for name in "ABC"}
    parts = [part for part in line.replace(" & ", "| & |").replace(" feat. ", "| feat. |").split("|") if part]
    parts = [piece for part in parts for piece in part.replace(" with ", "| with |").replace(", ", "|, |").split("|")]
    names, joins = parts[::2], [*parts[1::2], ""]
    album = AlbumFactory(lead_artist=artists[names[0]])
    album.credits.all().delete()
    for place, (name, join) in enumerate(zip(names, joins, strict=True), 1):
        Credit.objects.create(album=album, artist=artists[name], position=place, join_phrase=join)
    merged(artists["B"], artists["A"])
    album = Album.objects.get(pk=album.pk)
    assert album.artist_credit == printed
    assert album.credits.first().artist == album.lead_artist


def test_critics_become_one_with_their_reviews_and_habits():
    survivor, other = CriticFactory(), CriticFactory(bio="Writes at night.", user=UserFactory())
    album = reviewed_album("rave", "pan")
    published_review(album, 90, critic=other)
    count_anew(album)
    calibration = Calibration.objects.current()
    CriticOffset.objects.create(calibration=calibration, critic=other, leniency=2, variance=1, reviews=9)
    Thresholds.objects.create(critic=other, mixed_from=30, positive_from=55, rave_from=80)
    old_path = other.get_absolute_url()
    merged(survivor, other)
    survivor.refresh_from_db()
    assert (survivor.bio, survivor.user) == (other.bio, other.user)
    assert survivor.reviews.count() == survivor.offsets.count() == 1
    assert survivor.thresholds.rave_from == Decimal(80)
    assert Client().get(old_path).url == survivor.get_absolute_url()


def test_of_critics_with_an_account_each_one_must_be_chosen():
    survivor, other = CriticFactory(user=UserFactory()), CriticFactory(user=UserFactory())
    with pytest.raises(Unsettled) as refusal:
        merge(Rearrangeable.CRITIC, survivor.pk, other.pk, REASON, None)
    assert list(refusal.value.names) == ["user"]
    merged(survivor, other, of_other=frozenset({"user"}))
    assert Critic.objects.get(pk=survivor.pk).user == other.user


def test_who_has_claimed_both_bylines_waits_once():
    survivor, other, user = CriticFactory(), CriticFactory(), UserFactory()
    for critic, claimant in ((survivor, user), (other, user), (other, UserFactory())):
        BylineClaim.objects.create(critic=critic, user=claimant, publication="-", evidence="https://lantern.example/")
    before = dump()
    done = merged(survivor, other)
    assert sorted(survivor.claims.values_list("state", flat=True)) == ["waiting", "waiting", "withdrawn"]
    undo(done, None)
    assert differences(before, dump()) == []


def test_critics_on_the_same_album_are_rivals():
    survivor, other, album = CriticFactory(), CriticFactory(), AlbumFactory()
    for critic in (survivor, other):
        published_review(album, "rave", critic=critic)
    merged(survivor, other)
    assert sorted(album.reviews.values_list("status", "critic")) == [
        ("published", survivor.pk),
        ("withdrawn", survivor.pk),
    ]


def test_a_wish_to_be_hidden_holds_for_the_byline_that_stays():
    album = reviewed_album("rave", "pan", "mixed")
    survivor, other = album.reviews.first().critic, CriticFactory(hidden=True)
    merged(survivor, other)
    album.refresh_from_db()
    assert Critic.objects.get(pk=survivor.pk).hidden
    assert album.counted_reviews == 2


def test_publications_become_one_under_either_name():
    survivor, other = PublicationFactory(name="The Lantern"), PublicationFactory(name="Lantern, The")
    album = AlbumFactory()
    published_review(album, "rave", publication=other)
    home = CriticFactory(publication=other)
    merged(survivor, other, of_other=frozenset({"name"}))
    house = Publication.objects.get(pk=survivor.pk)
    home.refresh_from_db()
    assert (house.name, house.folded, house.slug) == ("Lantern, The", "lantern the", survivor.slug)
    assert house.reviews.count() == 1
    assert home.publication == house


def test_an_aggregator_is_not_one_with_a_source():
    with pytest.raises(NotPossible, match="gathers"):
        merged(PublicationFactory(), PublicationFactory(is_aggregator=True))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_merge_has_a_reason(reason):
    survivor, other = AlbumFactory(), AlbumFactory()
    with pytest.raises(NotPossible, match="reason"):
        merge(Rearrangeable.ALBUM, survivor.pk, other.pk, reason, None)


def test_nothing_is_merged_into_itself():
    album = AlbumFactory()
    with pytest.raises(NotPossible, match="itself"):
        merged(album, album)


def test_what_went_into_another_record_is_named():
    first, second, third = (AlbumFactory(title=title) for title in ("One", "Two", "Three"))
    merged(second, first, by=UserFactory(username="ada"))
    for survivor, other in ((third, first), (first, third)):
        with pytest.raises(AlreadyMerged, match="“One” has already been merged into “Two” by ada") as refusal:
            merged(survivor, other)
        assert refusal.value.merge.survivor_id == second.pk
    with pytest.raises(AlreadyMerged, match="no such album") as refusal:
        merge(Rearrangeable.ALBUM, second.pk, 10**9, REASON, None)
    assert refusal.value.merge is None


@pytest.mark.parametrize("step", ["move_everything", "lead_to", "_take_values", "count_albums", "check_constraints"])
def test_interrupted_anywhere_nothing_has_moved(monkeypatch, step):
    survivor, other = furnished_album(1, 3), furnished_album(2, 3)
    before = dump()
    taken = getattr(merging, step)

    def interrupted(*args: object) -> None:
        taken(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(merging, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        merged(survivor, other)
    assert differences(before, dump()) == []
    assert not Rearrangement.objects.exists()


def test_what_the_database_refuses_is_told_and_nothing_has_moved(monkeypatch):
    survivor, other = reviewed_album("rave"), reviewed_album("pan")
    before = dump()

    def refused() -> None:
        raise IntegrityError

    monkeypatch.setattr(merging, "check_constraints", refused)
    with pytest.raises(NotPossible, match="at the same moment"):
        merged(survivor, other)
    assert differences(before, dump()) == []


def test_drafts_and_what_waits_move_too():
    survivor, other = AlbumFactory(), AlbumFactory()
    reviews = [ReviewFactory(album=other), ReviewFactory(album=other, submitted=True)]
    merged(survivor, other)
    assert set(survivor.reviews.all()) == set(reviews)


def test_merging_twice_what_was_undone_between_is_possible():
    survivor, other = ArtistFactory(), ArtistFactory()
    undo(merged(survivor, other), None)
    merged(survivor, other)
    assert Rearrangement.objects.count() == 2
    assert Artist.objects.count() == 1
    assert ConsensusChange.objects.count() == 0


def test_a_page_that_mentions_both_albums_and_a_review_stays_once_for_each():
    survivor, other = AlbumFactory(), AlbumFactory()
    review = ReviewFactory(published=True, album=other)
    for album, of in ((survivor, None), (other, review), (other, None)):
        Mention.objects.create(source="https://lantern.example/a", target="https://a.example/", album=album, review=of)
    merge(Rearrangeable.ALBUM, survivor.pk, other.pk, REASON, None)
    assert set(Mention.objects.values_list("album", "review")) == {(survivor.pk, None), (survivor.pk, review.pk)}
