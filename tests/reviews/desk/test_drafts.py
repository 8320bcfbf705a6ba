"""What is typed is kept: whatever is wrong with it, whoever else writes, and however long the sign-in lasts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from reviews.life.publishing import submit
from reviews.models import Critic, Draft, Review
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, ScaleFactory, UserFactory
from tests.markup import read
from tests.test_concurrency import run_together

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory(), scale=ScaleFactory())


def autosave(client: Client, url: str, data: dict[str, object], **changes: object):
    return client.post(url, data | {"step": "autosave"} | changes)


def test_a_review_without_an_album_is_kept_and_found_again(desk, critic):
    answer = autosave(desk, NEW, posted(critic, None, row(QUOTED), headline="Only begun"))
    assert answer.status_code == 200
    assert answer.json()["state"] == "kept"
    assert not Review.objects.exists()
    page = desk.get(answer.json()["url"])
    assert 'value="Only begun"' in page.text
    assert f"{QUOTED}</textarea>" in page.text
    assert "Only begun" in desk.get("/desk/").text


def test_what_is_kept_has_a_version_and_the_next_one_knows_it(desk, critic):
    data = posted(critic, None)
    first = autosave(desk, NEW, data).json()
    second = autosave(desk, NEW, data, headline="Second thoughts", draft_seen=first["seen"]).json()
    assert second["seen"] != first["seen"]
    assert Draft.objects.get().fields["headline"] == "Second thoughts"


def test_the_same_words_sent_twice_are_one_version(desk, critic):
    data = posted(critic, None)
    assert autosave(desk, NEW, data).json()["seen"] == autosave(desk, NEW, data).json()["seen"]


def test_of_two_tabs_the_second_keeps_nothing_over_the_first(desk, critic):
    data = posted(critic, None)
    opened = autosave(desk, NEW, data).json()["seen"]
    autosave(desk, NEW, data, headline="From the first tab", draft_seen=opened)
    refused = autosave(desk, NEW, data, headline="From the second tab", draft_seen=opened)
    assert (refused.status_code, refused.json()) == (409, {"state": "changed"})
    assert Draft.objects.get().fields["headline"] == "From the first tab"


def test_the_second_tab_is_shown_both_versions_of_a_draft_and_chooses(desk, critic, settings):
    album = AlbumFactory()
    data = posted(critic, None)
    opened = autosave(desk, NEW, data).json()["seen"]
    autosave(desk, NEW, data, body="The first tab’s own words.", draft_seen=opened)
    mine = data | {"body": "The second tab’s own words.", "draft_seen": opened, "album": album.pk}
    both = desk.post(NEW, mine)
    assert both.status_code == 409
    compared = {piece.text.strip(): piece.kind for piece in both.context["compared"]}
    assert compared["first"] == "gone"
    assert compared["second"] == "new"
    assert not Review.objects.exists()
    seen = both.context["manuscript"].draft_seen
    assert desk.post(NEW, mine | {"draft_seen": seen}).status_code == 302
    assert Review.objects.get().body == "The second tab’s own words."
    assert not Draft.objects.exists()


def test_words_typed_after_a_review_was_saved_are_shown_when_it_is_opened(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    autosave(desk, review.get_desk_url(), reposted(review, headline="Not saved yet"))
    page = desk.get(review.get_desk_url())
    assert 'value="Not saved yet"' in page.text
    assert "Go back to what I saved" in page.text
    review.refresh_from_db()
    assert review.headline != "Not saved yet"


def test_saving_takes_what_was_kept_with_it(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    data = reposted(review, headline="Kept, then saved")
    seen = autosave(desk, review.get_desk_url(), data).json()["seen"]
    assert desk.post(review.get_desk_url(), data | {"draft_seen": seen}).status_code == 302
    review.refresh_from_db()
    assert review.headline == "Kept, then saved"
    assert not Draft.objects.exists()


def test_a_draft_typed_over_a_review_that_changed_meanwhile_opens_with_both(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    autosave(desk, review.get_desk_url(), reposted(review, headline="Mine"))
    review.headline = "The curator’s"
    review.save()
    page = desk.get(review.get_desk_url())
    assert page.status_code == 200
    assert "The curator’s" in page.text
    assert 'value="Mine"' in page.text
    assert autosave(desk, review.get_desk_url(), reposted(review, seen_at="")).status_code == 409


def test_nothing_is_kept_for_a_review_that_is_with_the_curators(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    opened = reposted(review)
    submit(review, critic.user)
    assert autosave(desk, review.get_desk_url(), opened).status_code == 409
    assert not Draft.objects.exists()


def test_a_strangers_draft_is_not_there(client, desk, critic):
    address = autosave(desk, NEW, posted(critic, None)).json()["url"]
    draft = Draft.objects.get()
    client.force_login(CriticFactory(user=UserFactory()).user)
    assert client.get(address).status_code == 404
    assert client.post(reverse("desk-discard-draft", args=[draft.pk])).status_code == 404
    assert Draft.objects.get() == draft


def test_the_same_form_of_another_user_is_another_draft(client, desk, critic):
    data = posted(critic, None)
    autosave(desk, NEW, data)
    other = CriticFactory(user=UserFactory())
    client.force_login(other.user)
    assert autosave(client, NEW, data, headline="Not yours").json()["state"] == "kept"
    assert set(Draft.objects.values_list("user", "fields__headline")) == {
        (critic.user_id, "A door in winter"),
        (other.user_id, "Not yours"),
    }


def test_a_draft_is_thrown_away(desk, critic):
    autosave(desk, NEW, posted(critic, None))
    response = desk.post(reverse("desk-discard-draft", args=[Draft.objects.get().pk]), follow=True)
    assert "The draft is thrown away." in response.text
    assert not Draft.objects.exists()


def test_a_saved_draft_is_thrown_away_and_nothing_else_is(desk, critic):
    draft = ReviewFactory(critic=critic)
    submitted = ReviewFactory(critic=critic, submitted=True)
    strangers = ReviewFactory(critic=CriticFactory(user=UserFactory()))
    assert desk.post(reverse("desk-discard", args=[draft.pk])).status_code == 302
    assert desk.post(reverse("desk-discard", args=[submitted.pk])).status_code == 409
    assert desk.post(reverse("desk-discard", args=[strangers.pk])).status_code == 404
    assert set(Review.objects.all()) == {submitted, strangers}


@pytest.mark.parametrize("name", ["desk-discard-draft", "desk-discard"])
def test_throwing_away_is_posted(desk, critic, name):
    assert desk.get(reverse(name, args=[1])).status_code == 405


def test_a_draft_is_only_read_at_its_address(desk, critic):
    address = autosave(desk, NEW, posted(critic, None)).json()["url"]
    assert desk.post(address).status_code == 405


def test_saving_what_is_wrong_keeps_it_and_says_what_is_wrong(desk, critic):
    response = desk.post(NEW, posted(critic, None, grade="9/5"))
    assert response.status_code == 422
    assert "Kept as you typed it, but not complete" in response.text
    assert Draft.objects.get().fields["grade"] == "9/5"


def test_nul_is_left_out_of_what_is_kept(desk, critic):
    assert autosave(desk, NEW, posted(critic, None, body="a\0b")).status_code == 200
    assert Draft.objects.get().fields["body"] == "ab"


def test_there_is_room_for_so_many_drafts_and_no_more(desk, critic, settings):
    settings.MOST_DRAFTS = 1
    assert autosave(desk, NEW, posted(critic, None)).status_code == 200
    refused = autosave(desk, NEW, posted(critic, None, headline="One too many"))
    assert (refused.status_code, refused.json()) == (409, {"state": "full"})
    response = desk.post(NEW, posted(critic, None, headline="One too many"))
    assert response.status_code == 422
    assert "as many unfinished drafts as there is room for" in response.text
    assert 'value="One too many"' in response.text


def test_keeping_has_a_limit_of_its_own(desk, critic, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-autosave": "1/m", "desk-write": "1/m"}
    data = posted(critic, AlbumFactory())
    seen = autosave(desk, NEW, data).json()["seen"]
    assert autosave(desk, NEW, data).status_code == 429
    assert desk.post(NEW, data | {"draft_seen": seen}).status_code == 302


def test_a_form_without_a_token_is_not_kept(desk, critic):
    assert autosave(desk, NEW, posted(critic, None, form_token="")).status_code == 400


def test_two_megabytes_are_kept_and_refused_as_a_review(desk, critic):
    body = "ß" * 1_000_000
    response = desk.post(NEW, posted(critic, AlbumFactory(), body=body))
    assert response.status_code == 422
    assert "It has 1,000,000 characters; at most 200,000 are taken." in response.text
    assert Draft.objects.get().fields["body"] == body


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_save_at_once_one_is_told(critic):
    data = posted(critic, None)
    client = Client()
    client.force_login(critic.user)
    seen = autosave(client, NEW, data).json()["seen"]

    def save(words: str) -> int:
        tab = Client()
        tab.cookies = client.cookies
        return autosave(tab, NEW, data, headline=words, draft_seen=seen).status_code

    assert sorted(run_together(lambda: save("one"), lambda: save("two"))) == [200, 409]
    assert Draft.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_begin_one_form_at_once_one_is_told(critic):
    data = posted(critic, None)

    def begin(words: str) -> int:
        tab = Client()
        tab.force_login(critic.user)
        return autosave(tab, NEW, data, headline=words).status_code

    assert sorted(run_together(lambda: begin("one"), lambda: begin("two"))) == [200, 409]
    assert Draft.objects.count() == 1


def test_a_form_posted_after_the_sign_in_ran_out_is_handed_back_whole(client, critic):
    data = posted(critic, AlbumFactory(), row(QUOTED), step="submit", headline="Typed for an hour <b>")
    response = client.post(NEW, data)
    assert response.status_code == 403
    form = next(form for form in read(response).all("form") if form.get("action") == NEW)
    sent = {field.get("name"): field.get("value") for field in form.all("input")}
    sent |= {field.get("name"): field.text for field in form.all("textarea")}
    assert sent.pop("csrfmiddlewaretoken")
    assert sent["body"].split() == data["body"].split()
    assert {name: sent[name] for name in sent if name != "body"} == {
        name: str(value) for name, value in data.items() if name != "body"
    }
    assert not Draft.objects.exists()


def test_a_script_that_keeps_is_told_that_the_sign_in_ran_out(client, critic):
    answer = autosave(client, NEW, posted(critic, None))
    assert (answer.status_code, answer.json()) == (403, {"state": "signed-out"})


def test_a_key_that_signing_in_has_changed_loses_nothing(critic):
    client = Client(enforce_csrf_checks=True)
    client.force_login(critic.user)
    data = posted(critic, None, headline="Typed before")
    response = client.post(NEW, data, **HERE)
    assert response.status_code == 403
    assert "send it again" in response.text
    assert 'value="Typed before"' in response.text
    answer = client.post(NEW, data | {"step": "autosave"}, **HERE)
    assert answer.json()["state"] == "stale"
    fresh = {"csrfmiddlewaretoken": answer.json()["token"], "step": "autosave"}
    assert client.post(NEW, data | fresh, **HERE).json()["state"] == "kept"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_a_page_of_another_site_gets_nothing_to_send_on(critic, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(critic.user)
    response = client.post(NEW, posted(critic, None, headline="Planted"), HTTP_ORIGIN=origin)
    assert response.status_code == 403
    assert "Planted" not in response.text
    assert "The form could not be checked" in response.text


def test_a_form_of_another_part_of_the_site_is_refused_as_ever():
    response = Client(enforce_csrf_checks=True).post(reverse("login"), {"login": "x"}, **HERE)
    assert response.status_code == 403
    assert "The form could not be checked" in response.text


def test_a_form_of_a_revision_that_is_no_more_goes_on_as_a_review_of_its_own(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    data, url = reposted(review, headline="Typed on"), review.get_desk_url()
    review.delete()
    response = desk.post(url, data)
    assert response.status_code == 302
    assert Review.objects.get().headline == "Typed on"


def test_a_review_kept_long_ago_is_dated(desk, critic):
    autosave(desk, NEW, posted(critic, None))
    draft = Draft.objects.get()
    Draft.objects.update(saved_at=draft.saved_at - timedelta(days=400))
    year = (draft.saved_at - timedelta(days=400)).year
    assert str(year) in desk.get(reverse("desk-draft", args=[draft.pk])).text


def test_the_second_tab_is_shown_both_versions_of_a_stored_review_and_chooses(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    url, opened = review.get_desk_url(), reposted(review)
    autosave(desk, url, opened, headline="From the first tab")
    mine = opened | {"headline": "From the second tab"}
    both = desk.post(url, mine)
    assert both.status_code == 409
    seen = {name: getattr(both.context["manuscript"], name) for name in ("seen_at", "draft_seen")}
    assert desk.post(url, mine | seen).status_code == 302
    review.refresh_from_db()
    assert review.headline == "From the second tab"
    assert not Draft.objects.exists()
