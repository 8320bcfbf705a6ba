"""Taking the demo away: only what is one's own remains, table by table, and what that hangs on."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from albums.models import Album, Artist, Redirect
from common.models import SiteProfile
from curation.models import LikelyDuplicate, LinkCheck
from demo.first_run import begin
from demo.models import DemoRow
from demo.removal import plan_removal, remove_demo
from reviews.life.publishing import publish
from reviews.models import Consensus, Critic, Publication, Review, SourcePolicy
from tests.curators import new_curator, signed_in
from tests.demo.rows_of_tables import tables
from tests.factories import AlbumFactory, ReviewFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def logins(monkeypatch, tmp_path):
    """The demo's logins, in a data folder of the test's own."""
    monkeypatch.setenv("CHORUS_DATA", str(tmp_path))
    call_command("make_demo_logins")
    return tmp_path / "logins.txt"


def test_a_site_that_only_had_the_demo_is_as_empty_as_a_new_one(logins):
    signed_in(Critic.objects.exclude(user=None).first().user)
    Redirect.objects.create(old_path="/old/", new_path=Album.objects.first().get_absolute_url())
    first, second = Artist.objects.order_by("pk")[:2]
    LikelyDuplicate.objects.create(kind="artist", first_id=first.pk, second_id=second.pk, likelihood=0.9, why="")
    source = Review.objects.exclude(source_url="").first().source_url
    LinkCheck.objects.create(url=source, state="fine", checked_at=timezone.now())
    remove_demo()
    filled = {name for name, rows in tables().items() if rows}
    kept_of_its_own = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
    assert filled <= kept_of_its_own | {"django_migrations", "reviews_calibration", "cache_entry", "curation_job"}


def test_what_a_real_review_hangs_on_stays_and_is_named():
    record = Album.objects.filter(counted_reviews=30).get()
    critic = Critic.objects.filter(publication__isnull=False, hidden=False).exclude(reviews__album=record).first()
    real = publish(
        ReviewFactory(submitted=True, album=record, critic=critic, publication=critic.publication), new_curator()
    )
    tracks = record.tracks.count()
    removal = remove_demo()
    record.refresh_from_db()
    assert list(Review.objects.all()) == [real]
    assert record.tracks.count() == tracks
    assert set(Artist.objects.all()) == set(Artist.objects.filter(credits__album=record))
    assert record.counted_reviews == Consensus.objects.get(album=record).counted == 1
    assert (list(Critic.objects.all()), list(Publication.objects.all())) == ([critic], [critic.publication])
    assert critic.publication.scale in [publication.scale for publication in Publication.objects.all()]
    assert f"album {record}" in removal.names_of_staying()
    assert record.consensus_changes.count() == record.consensus_changes.filter(review=None).count() + 1


def test_own_records_keep_the_artists_genres_and_publications_that_they_share_with_it():
    album = Album.objects.filter(genres__isnull=False).first()
    mine = AlbumFactory(lead_artist=album.lead_artist)
    mine.genres.add(album.genres.first())
    house = Publication.objects.first()
    SourcePolicy.objects.create(host="lantern.example", publication=house)
    remove_demo()
    assert list(Album.objects.all()) == [mine]
    assert list(Artist.objects.all()) == [album.lead_artist]
    assert list(mine.genres.all()) == [album.genres.model.objects.get()]
    assert list(Publication.objects.all()) == [house]


def test_a_byline_that_a_person_holds_is_theirs():
    critic = Critic.objects.filter(hidden=False).first()
    critic.user = UserFactory()
    critic.save()
    remove_demo()
    assert list(Critic.objects.all()) == [critic]


def test_the_logins_are_gone_and_the_demo_never_comes_back(logins, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remove_demo()
    assert not logins.exists()
    begin(with_demo=True)
    assert not Album.objects.exists()
    assert SiteProfile.objects.get().demo == SiteProfile.Demo.REFUSED


def test_the_command_says_what_would_go_and_what_went():
    said = StringIO()
    call_command("remove_demo", "--dry-run", stdout=said)
    assert "The demo would go: " in said.getvalue()
    assert "34 albums" in said.getvalue()
    assert Album.objects.exists()
    call_command("remove_demo", stdout=said)
    assert "manage.py setup_address" in said.getvalue()
    call_command("remove_demo", stdout=said)
    assert "There is no demo here." in said.getvalue()


def test_the_administrator_takes_it_away_with_one_button_after_reading_what_goes():
    client = signed_in(UserFactory(is_superuser=True, is_staff=True))
    address = reverse("remove-demo")
    assert "34 albums" in client.get(address).text
    assert address in client.get(reverse("home")).text
    assert Album.objects.exists()
    assert client.post(address).url == reverse("first-steps")
    assert not Album.objects.exists()
    assert "There is no demo here" in client.get(address).text


def test_nobody_else_may():
    for client in (signed_in(new_curator()), signed_in(UserFactory())):
        assert client.post(reverse("remove-demo")).status_code == 404
    assert Client().post(reverse("remove-demo")).status_code == 302
    assert Album.objects.exists()


def test_a_plan_changes_nothing():
    before = tables()
    plan_removal()
    assert tables() == before


class TestADemoOfAnEarlierRelease:
    @pytest.fixture(autouse=True)
    def nothing_noted(self):
        DemoRow.objects.all().delete()

    def test_goes_whole_though_its_logins_are_newer(self, logins):
        remove_demo()
        assert not Album.objects.exists()
        assert not User.objects.exists()

    def test_is_noted_whole_or_not_at_all(self, monkeypatch):
        note = DemoRow.objects.note

        def fails_at_reviews(model, keys):
            if model is Review:
                raise OperationalError
            note(model, keys)

        monkeypatch.setattr(DemoRow.objects, "note", fails_at_reviews)
        with pytest.raises(OperationalError):
            plan_removal()
        assert not DemoRow.objects.exists()
