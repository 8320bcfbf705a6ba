"""The history's pages at the curators' desk, and setting records back from there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import BylineClaim
from albums.models import Album, Artist, Redirect
from common.tracking import because
from reviews.life.publishing import publish, withdraw
from reviews.life.revising import revise
from reviews.models import Critic, Excerpt, Review
from tests.curation.merges import merged
from tests.curators import new_chief, new_curator, signed_in, staff_who_may
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    ReviewFactory,
    UserFactory,
    reviewed_album,
)
from tests.markup import read
from tests.test_concurrency import assert_consensus_is_fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(new_curator(username="ida"))


def history(thing: Model) -> str:
    options = type(thing)._meta
    return reverse("history-record", args=[options.app_label, options.model_name, thing.pk])


def newest(thing: Model, label: str = "update"):
    return type(thing).pgh_event_model.objects.filter(pgh_obj_id=thing.pk, pgh_label=label).latest("pgh_id")


def set_back(desk: Client, thing: Model, event=None, reason: str = "As it was.", **said: object) -> HttpResponse:
    """Press the button of the event (the newest) on the page as it is now."""
    event = event or newest(thing)
    options = type(thing)._meta
    seen = type(thing).pgh_event_model.objects.filter(pgh_obj_id=event.pgh_obj_id).latest("pgh_id").pgh_id
    address = reverse("history-revert", args=[options.app_label, options.model_name, event.pgh_id])
    return desk.post(address, {"reason": reason, "seen": seen} | said)


def retitle(album: Album, title: str, **facts: object) -> None:
    with because("The label says so.", **facts):
        Album.objects.filter(pk=album.pk).update(title=title)


class TestReading:
    def test_it_tells_who_when_what_and_why_in_words(self, desk):
        artist, other = ArtistFactory(name="Ines Harrow"), ArtistFactory(name="The Tide Tables")
        album, curator = AlbumFactory(title="Low Water", lead_artist=artist), UserFactory(username="otto")
        with because("The label says so.", curator):
            Album.objects.filter(pk=album.pk).update(title="High Water", lead_artist=other, kind="ep")
        page = read(desk.get(history(album)))
        act = page.one("section", "act")
        assert "otto" in act.one("h2").text
        assert act.one("p", "act-why").text == "The label says so."
        told = act.one("dl", "act-fields").text
        for words in ("Low Water", "High Water", "Ines Harrow", "The Tide Tables", "Album", "EP"):
            assert words in told

    def test_it_is_what_the_admins_own_button_leads_to(self, desk):
        album = AlbumFactory()
        retitle(album, "High Water")
        page = desk.get(reverse("admin:albums_album_history", args=[album.pk]))
        assert "High Water" in page.text

    def test_parts_are_told_on_the_page_of_their_record(self, desk):
        excerpt = ExcerptFactory()
        Excerpt.objects.filter(pk=excerpt.pk).update(stance="praise")
        assert "Praise" in desk.get(history(excerpt.review)).text

    def test_long_texts_are_compared_word_by_word(self, desk):
        critic = CriticFactory(bio="Writes about drums at night.")
        Critic.objects.filter(pk=critic.pk).update(bio="Writes about harps at night.")
        page = read(desk.get(history(critic)))
        assert page.one("del").text == "[gone: drums]"
        assert page.one("ins").text == "[new: harps]"

    def test_nothing_changed_says_so(self, desk):
        assert "Nothing has been changed" in desk.get(history(AlbumFactory())).text

    def test_a_removed_records_history_is_found_among_the_recent_changes(self, desk):
        critic = CriticFactory(name="Ottilie Brandt")
        with because("Never wrote a word."):
            critic.delete()
        page = main_of(desk.get(reverse("history"), {"what": "reviews.critic", "q": "never wrote"}))
        way = next(link for link in page.all("a") if "Ottilie Brandt" in link.text)
        assert "not there any more" in desk.get(way["href"]).text

    def test_recent_changes_are_narrowed_by_who_what_when_and_words(self, desk):
        otto, album, artist = UserFactory(username="otto"), AlbumFactory(), ArtistFactory()
        with because("First.", otto):
            Album.objects.filter(pk=album.pk).update(title="High Water")
        with because("Second."):
            Artist.objects.filter(pk=artist.pk).update(name="Another name")

        def told(**asked: str) -> list[str]:
            page = main_of(desk.get(reverse("history"), asked))
            return [reason.text for reason in page.all("p", "act-why")]

        assert told() == ["Second.", "First."] or told() == ["First.", "Second."]
        assert told(who="otto") == ["First."]
        assert told(who="nobody") == []
        assert told(what="albums.artist") == ["Second."]
        assert told(q="second") == ["Second."]
        assert told(since="2199-01-01") == []
        assert told(until="2001-01-01") == []

    def test_a_filter_that_cannot_be_read_is_named(self, desk):
        answer = desk.get(reverse("history"), {"since": "yesterday"})
        assert answer.status_code == 422
        assert "valid date" in answer.text

    @pytest.mark.parametrize("before", ["x", "2026-01-01T00:00:00~albums.album~1", "9999-99-99T00:00:00+00:00~a~b"])
    def test_a_place_that_cannot_be_read_is_the_first_page(self, desk, before):
        album = AlbumFactory()
        retitle(album, "High Water")
        assert "High Water" in desk.get(history(album), {"before": before}).text
        assert "High Water" in desk.get(reverse("history"), {"before": before}).text

    def test_older_changes_follow_on_the_next_page_and_none_is_told_twice(self, desk):
        album = AlbumFactory(title="Title 0")
        for number in range(1, 61):
            retitle(album, f"Title {number}")
        for first in (history(album), reverse("history")):
            page = main_of(desk.get(first))
            older = main_of(desk.get(page.links()["Older changes"]))
            told = [item.text for part in (page, older) for item in part.all("ins")]
            assert sorted(told) == sorted({f"[new: Title {number}]" for number in range(1, 61)})
            assert "Older changes" not in older.links()

    def test_what_no_table_has_is_not_found(self, desk):
        for address in ("/admin/history/albums/nothing/1/", f"/admin/history/albums/album/{10**30}/"):
            assert desk.get(address).status_code == 404

    def test_the_number_of_queries_does_not_grow_with_the_changes(self, desk, django_assert_max_num_queries):
        album = AlbumFactory()
        for number in range(40):
            retitle(album, f"Title {number}")
        with django_assert_max_num_queries(18):
            desk.get(history(album))
        with django_assert_max_num_queries(12):
            desk.get(reverse("history"))


class TestSettingBack:
    def test_an_album_is_as_it_was_and_its_old_address_leads_to_it(self, desk):
        album = AlbumFactory(title="Low Water", slug="low-water")
        Album.objects.filter(pk=album.pk).update(title="High Water", slug="high-water")
        was_at = Album.objects.get(pk=album.pk).get_absolute_url()
        assert set_back(desk, album).status_code == 302
        album.refresh_from_db()
        assert (album.title, album.slug, album.folded) == ("Low Water", "low-water", "low water")
        assert Redirect.objects.now_at(was_at) == album.get_absolute_url()
        assert newest(album).pgh_context["why"] == "As it was."

    def test_a_critic_is_as_they_were(self, desk):
        critic = CriticFactory(name="Ottilie Brandt", bio="Drums.")
        Critic.objects.filter(pk=critic.pk).update(name="Otto", bio="")
        set_back(desk, critic)
        critic.refresh_from_db()
        assert (critic.name, critic.bio) == ("Ottilie Brandt", "Drums.")

    def test_hiding_is_set_back_by_those_alone_who_may_hide(self, desk):
        critic = CriticFactory(hidden=True)
        review = publish(ReviewFactory(submitted=True, critic=critic, verdict="rave"), None)
        Critic.objects.filter(pk=critic.pk).update(hidden=False)
        assert set_back(desk, critic).status_code == 409
        assert not Critic.objects.get(pk=critic.pk).hidden
        assert set_back(signed_in(new_chief()), critic).status_code == 302
        assert Critic.objects.get(pk=critic.pk).hidden
        assert Album.objects.get(pk=review.album_id).counted_reviews == 0

    def test_a_published_review_goes_back_by_a_revision_and_the_consensus_follows(self, desk):
        album = reviewed_album(80, 60, 40)
        review = album.reviews.get(score=40)
        before = Album.objects.get(pk=album.pk).consensus_score
        review.grade, review.score = "10/10", 100
        revise(review, ["grade", "score"], None)
        assert Album.objects.get(pk=album.pk).consensus_score > before
        assert set_back(desk, review).status_code == 302
        review.refresh_from_db()
        assert (review.score, review.revision) == (40, 3)
        assert Album.objects.get(pk=album.pk).consensus_score == before
        assert_consensus_is_fresh(album)

    def test_excerpts_follow_the_body(self, desk):
        review = ReviewFactory(submitted=True, body="A door opens. The drums come in.", verdict="rave")
        ExcerptFactory(review=review, start=14, end=32, text="The drums come in.")
        review = publish(review, None)
        review.body = "Wait. A door opens. The drums come in."
        revise(review, ["body"], None)
        set_back(desk, review)
        review.refresh_from_db()
        assert review.body == "A door opens. The drums come in."
        assert [(excerpt.start, excerpt.text) for excerpt in review.excerpts.all()] == [(14, "The drums come in.")]

    def test_a_removed_part_is_put_back(self, desk):
        excerpt = ExcerptFactory()
        key, text = excerpt.pk, excerpt.text
        excerpt.delete()
        excerpt.pk = key
        assert set_back(desk, excerpt, newest(excerpt, "delete")).status_code == 302
        assert Excerpt.objects.get(pk=key).text == text
        assert set_back(desk, excerpt, newest(excerpt, "delete")).status_code == 409

    def test_what_stands_in_its_way_is_told_and_nothing_changes(self, desk):
        first = AlbumFactory(slug="low-water")
        Album.objects.filter(pk=first.pk).update(slug="high-water")
        AlbumFactory(lead_artist=first.lead_artist, slug="low-water")
        answer = set_back(desk, first, reason="Typed with care.")
        assert answer.status_code == 409
        assert "already exists" in read(answer).text
        assert "Typed with care." in answer.text
        assert Album.objects.get(pk=first.pk).slug == "high-water"

    def test_an_excerpt_whose_words_are_gone_is_refused(self, desk):
        excerpt = ExcerptFactory()
        review = excerpt.review
        key = excerpt.pk
        excerpt.delete()
        Review.objects.filter(pk=review.pk).update(body="Something else altogether.")
        excerpt.pk = key
        assert set_back(desk, excerpt, newest(excerpt, "delete")).status_code == 409
        assert not Excerpt.objects.filter(pk=key).exists()

    def test_without_a_reason_it_is_refused(self, desk):
        album = AlbumFactory(title="Low Water")
        retitle(album, "High Water")
        assert set_back(desk, album, reason=" ").status_code == 409
        assert Album.objects.get(pk=album.pk).title == "High Water"

    def test_of_two_at_once_the_second_is_told(self, desk):
        album = AlbumFactory(title="Low Water")
        retitle(album, "High Water")
        shown = newest(album)
        retitle(album, "Ebb")
        answer = set_back(desk, album, shown, seen=shown.pgh_id)
        assert answer.status_code == 409
        assert "changed since" in read(answer).text
        assert Album.objects.get(pk=album.pk).title == "Ebb"

    def test_a_withdrawal_and_a_merge_are_not_set_back_here(self, desk):
        review = publish(ReviewFactory(submitted=True, verdict="rave"), None)
        withdraw(review, new_curator(), "It was a hoax.")
        assert set_back(desk, review).status_code == 409
        assert "A step in its life" in desk.get(history(review)).text
        kept, other = AlbumFactory(), AlbumFactory(title="Twin")
        key = other.pk
        merged(kept, other)
        other.pk = key
        assert set_back(desk, other, newest(other, "delete")).status_code == 409
        assert "Undo the merge" in desk.get(history(other)).text

    def test_those_who_may_only_look_see_no_button_and_are_refused(self):
        album = AlbumFactory(title="Low Water")
        retitle(album, "High Water")
        reader = signed_in(staff_who_may("albums.view_album"))
        page = reader.get(history(album))
        assert "High Water" in page.text
        assert "Set it back" not in page.text
        assert set_back(reader, album).status_code == 403
        assert reader.get(history(CriticFactory())).status_code == 403
        assert signed_in(staff_who_may()).get(reverse("history")).status_code == 403

    def test_roles_are_told_and_not_set_back(self):
        chief, person = signed_in(new_chief()), UserFactory()
        person.groups.add(Group.objects.get(name="Curator"))
        person.groups.clear()
        page = chief.get(reverse("history-record", args=["auth", "user", person.pk]))
        assert "Curator" in page.text
        assert "Put it back" not in page.text

    def test_an_unknown_event_is_not_found_and_reading_sets_nothing_back(self, desk):
        assert desk.post(reverse("history-revert", args=["albums", "album", 10**6])).status_code == 404
        assert desk.get(reverse("history-revert", args=["albums", "album", 1])).status_code == 405


def main_of(response: HttpResponse):
    return read(response).one(id="content-main")


class TestOfClaims:
    """Claims of a byline have pages of their own; where the byline is known, their history stands on its page, too."""

    @pytest.fixture
    def claim(self) -> BylineClaim:
        with because("Asked for.", new_curator(username="otto")):
            found = BylineClaim.objects.create(
                user=UserFactory(), name="Wiebke Aarents", evidence="https://lantern.example/people/"
            )
            BylineClaim.objects.filter(pk=found.pk).update(name="Wiebke Arents")
        return found

    def test_one_of_a_name_that_is_no_byline_here_is_among_the_recent_changes(self, desk, claim):
        assert history(claim) in desk.get(reverse("history")).text

    def test_its_history_leads_back_to_its_page(self, desk, claim):
        page = desk.get(history(claim))
        assert page.context["page"] == reverse("admin:accounts_bylineclaim_change", args=[claim.pk])
