"""MusicBrainz is asked once a second by the whole site, under its name, and what it answers badly is put off."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from albums.models import Album, AwaitedRecord, CatalogueHost, KeptAnswer
from albums.musicbrainz.awaited_records import import_awaited
from albums.musicbrainz.bringing_groups import import_group
from albums.musicbrainz.web_service import Away, MusicBrainz, NotThere, escaped
from common.fetching import Fetcher
from tests.musicbrainz import HOST, key_of
from tests.web import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(brainz, settings):
    """The service as the site asks it, where time passes only while it waits."""
    settings.MUSICBRAINZ_PAUSE = 1
    fetcher = Fetcher("Chorus/1.0 (+https://chorus.example/method/)", loopback=settings.FETCH_LOOPBACK)
    return MusicBrainz(fetcher, clock=brainz.clock, wait=brainz.clock.wait)


def test_a_hundred_records_one_after_another_are_never_too_fast(brainz, source):
    brainz.strict = True
    keys = [UUID(brainz.record(f"Low Water {number}", labels=["Cold Rooms"])) for number in range(100)]
    began = brainz.clock()
    for key in keys:
        import_group(key, source)
    assert (Album.objects.count(), brainz.refused) == (100, 0)
    assert len(brainz.asked) == 200
    assert brainz.clock() - began >= timedelta(seconds=199)


def test_two_workers_share_one_turn(brainz, source):
    brainz.strict = True
    other = MusicBrainz(source.fetcher, clock=source.clock, wait=source.wait)
    for number in range(5):
        source.release_group(UUID(brainz.record(f"Ballast {number}")))
        other.release_group(UUID(brainz.record(f"Harbour {number}")))
    assert brainz.refused == 0


def test_it_is_asked_under_a_name_with_an_address(brainz, source):
    source.release_group(UUID(brainz.record("Low Water")))
    assert brainz.web.asked[0].headers["User-Agent"] == "Chorus/1.0 (+https://chorus.example/method/)"


@pytest.mark.parametrize("status", [429, 503])
def test_one_that_is_too_busy_is_left_alone_for_as_long_as_it_asks(brainz, source, status):
    key = UUID(brainz.record("Low Water"))
    brainz.away = Page(b"", status, {"Retry-After": "7"})
    began, waits = brainz.clock(), []

    def wait(seconds):
        waits.append(seconds)
        brainz.clock.wait(seconds)
        if brainz.clock() - began >= timedelta(seconds=7):
            brainz.away = None

    source.wait = wait
    assert source.release_group(key)["title"] == "Low Water"
    assert waits[0] == 7
    assert len(brainz.asked) == 2


def test_one_that_stays_too_busy_is_asked_ever_less(brainz, source):
    key = UUID(brainz.record("Low Water"))
    brainz.away = Page(status=503)
    with pytest.raises(Away, match="it answers 503, too busy"):
        source.release_group(key)
    times = [row.at for row in brainz.web.asked]
    assert 3 <= len(times) <= 6


def test_nobody_asks_while_it_wants_to_be_left_alone(brainz, source):
    key = UUID(brainz.record("Low Water"))
    brainz.away = Page(status=503, headers={"Retry-After": "86400"})
    for _ in range(3):
        with pytest.raises(Away):
            source.release_group(key)
    assert len(brainz.asked) == 1
    assert CatalogueHost.objects.get().next_turn_at - brainz.clock() <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            Page(b"<html>We are moving</html>", 200, {"Content-Type": "text/html"}),
            "with text/html in place of a record",
        ),
        (Page(b"[]", 200, {"Content-Type": "application/json"}), "in place of a record"),
        (Page(b"{}", 200), "what it answers has no id"),
        (Page(b'{"id": 7}', 200), "what it answers has no id"),
        (Page(b"[" * 100_000, 200), "in place of a record"),
        (Page(b'{"id": "', 200, {"Content-Length": "4000"}), "does not answer in time|breaks off"),
        (Page(status=500), "it answers 500"),
        (Page(status=302, headers={"Location": "http://127.0.0.1/"}), "private network"),
    ],
)
def test_what_is_no_answer_is_said_in_words_and_keeps_nothing(brainz, source, page, said):
    key = UUID(brainz.record("Low Water"))
    brainz.away, source.patience = page, 0
    object.__setattr__(source.fetcher, "seconds", 0.3)
    with pytest.raises(Away, match=said):
        source.release_group(key)
    assert not KeptAnswer.objects.filter(answered_at__lt=brainz.clock() - timedelta(days=1)).exists()
    brainz.away = None
    brainz.clock.wait(3600)
    if "no id" not in said:
        assert source.release_group(key)["title"] == "Low Water"


def test_an_answer_is_kept_for_a_day(brainz, source):
    key = UUID(brainz.record("Low Water"))
    for hours in (0, 23, 1):
        brainz.clock.wait(3600 * hours)
        source.release_group(key)
        MusicBrainz(source.fetcher, clock=source.clock, wait=source.wait).release_group(key)
    assert len(brainz.asked) == 2


def test_while_it_is_away_an_old_answer_is_better_than_none(brainz, source):
    key = UUID(brainz.record("Low Water"))
    source.release_group(key)
    brainz.clock.wait(3600 * 24 * 30)
    brainz.away = Page(status=503)
    assert (
        MusicBrainz(source.fetcher, 0, clock=source.clock, wait=source.wait).release_group(key)["title"] == "Low Water"
    )


def test_an_answer_that_it_knows_nothing_is_no_failure(brainz, source):
    with pytest.raises(NotThere):
        source.release_group(UUID(key_of("release-group", "nothing")))


def test_a_clock_that_was_set_back_a_day_stops_nobody(brainz, source):
    CatalogueHost.objects.create(host=HOST, next_turn_at=brainz.clock() + timedelta(days=1))
    source.patience = 0
    assert source.release_group(UUID(brainz.record("Low Water")))


def test_words_are_searched_for_whatever_signs_are_among_them(brainz, source):
    brainz.finds("release-group")
    assert source.search("release-group", 'AC/DC: "Live" (again) && more? [x]') == []
    assert escaped("AC/DC (x)") == r"AC\/DC \(x\)"


class TestWhileItIsAway:
    @pytest.fixture
    def away(self, brainz, settings, monkeypatch):
        brainz.away = Page(b"<html>", 503, {"Retry-After": "3600"})
        return brainz

    def test_all_that_was_asked_for_waits_and_only_the_first_is_tried(self, away, bring_in):
        keys = [away.record(f"Low Water {number}") for number in range(3)]
        out, err = bring_in(*keys)
        assert "0 bad, 3 put off" in out
        assert "MusicBrainz does not answer just now: it answers 503, too busy." in err
        assert {str(row.musicbrainz_id) for row in AwaitedRecord.objects.all()} == set(keys)
        assert len(away.asked) == 1

    def test_they_are_asked_for_again_when_they_are_due(self, away, bring_in):
        bring_in(*[away.record(f"Low Water {number}") for number in range(3)])
        away.away = None
        CatalogueHost.objects.update(next_turn_at=timezone.now())
        assert bring_in(waiting=True)[0].startswith("0 records")
        AwaitedRecord.objects.update(next_try_at=timezone.now())
        assert "3 created" in bring_in(waiting=True)[0]
        assert not AwaitedRecord.objects.exists()

    def test_what_is_still_away_is_tried_ever_later(self, away, bring_in):
        bring_in(away.record("Low Water"))
        waits = []
        for _ in range(9):
            AwaitedRecord.objects.update(next_try_at=timezone.now())
            CatalogueHost.objects.update(next_turn_at=timezone.now())
            import_awaited(MusicBrainz(patience=0))
            waits.append(round((AwaitedRecord.objects.get().next_try_at - timezone.now()).total_seconds()))
        assert waits[-1] == 24 * 3600
        assert waits == sorted(waits)

    def test_one_that_turns_out_to_be_none_says_so_and_is_not_asked_again(self, away, bring_in):
        bring_in(away.lacks(key_of("release-group", "nothing")))
        away.away = None
        CatalogueHost.objects.update(next_turn_at=timezone.now())
        AwaitedRecord.objects.update(next_try_at=timezone.now())
        bring_in(waiting=True)
        waits = AwaitedRecord.objects.get()
        assert (waits.next_try_at, "knows no release group" in waits.problem) == (None, True)


@pytest.mark.parametrize("sign", ["水", "Ж", "🎷", "?"])
def test_words_of_any_script_are_looked_for_however_many(brainz, source, sign):
    brainz.finds("release-group")
    assert source.search("release-group", sign * 300) == []
