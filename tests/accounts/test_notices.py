"""Notices: made with the act, read on the site, mailed unless switched off."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import MutedMail, Notice
from accounts.models.notice import SWITCHABLE
from accounts.notices import unsubscribe_token
from reviews.life import publishing, revising
from reviews.life.acts import Act, tell
from tests.curators import new_curator, signed_in
from tests.factories import CriticFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def critic():
    return CriticFactory(user=UserFactory())


def waiting(critic, **columns):
    return ReviewFactory(submitted=True, critic=critic, **columns)


ACTS = {
    "published": publishing.publish,
    "returned": lambda review, by: publishing.return_to_critic(review, by, "Name the pressing."),
    "rejected": lambda review, by: publishing.reject(review, by, "Another record."),
    "withdrawn": lambda review, by: publishing.withdraw(publishing.publish(review, None), by, "Not theirs."),
    "commented": lambda review, by: tell(Act.COMMENTED, review, by, "A word."),
    "answered": lambda review, by: tell(Act.ANSWERED, review, by, "You are right."),
}


@pytest.mark.parametrize("kind", ACTS)
def test_the_critic_is_told_on_the_site_and_by_mail(critic, client, kind):
    ACTS[kind](waiting(critic), new_curator())
    notice = Notice.objects.filter(recipient=critic.user, kind=kind).get()
    client.force_login(critic.user)
    page = client.get(reverse("notices")).text
    assert notice.headline in page
    assert notice.words in page
    sent = mail.outbox[-1]
    assert sent.to == [critic.user.email]
    assert notice.headline in sent.subject
    assert notice.words in sent.body
    assert notice.review.get_desk_url() in sent.body


def test_a_curators_correction_is_told_and_the_critics_own_is_not(critic):
    review = publishing.publish(waiting(critic), critic.user)
    assert not Notice.objects.exists()
    review.judge("pan", "critic")
    columns = ["verdict", "verdict_set_by", "verdict_user", "verdict_set_at"]
    revising.revise(review, columns, critic.user)
    assert not Notice.objects.exists()
    review.judge("rave", "critic")
    revising.revise(review, columns, new_curator())
    assert Notice.objects.get().kind == "corrected"


def test_who_submitted_is_told_when_nobody_holds_the_byline():
    person = UserFactory()
    publishing.publish(waiting(CriticFactory(), submitted_by=person), new_curator())
    assert Notice.objects.get().recipient == person


def test_a_review_of_nobodys_tells_nobody():
    publishing.publish(waiting(None), new_curator())
    assert not Notice.objects.exists()


def test_an_act_that_is_undone_leaves_neither_notice_nor_mail(critic, settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    with transaction.atomic():
        publishing.publish(waiting(critic), new_curator())
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_unread_notices_come_first_and_are_counted_in_the_masthead(critic, client):
    for _ in range(2):
        publishing.publish(waiting(critic), new_curator())
    client.force_login(critic.user)
    newest, oldest = Notice.objects.order_by("-pk")
    assert '2<span class="hidden"> unread' in client.get("/").text
    client.post(reverse("read-notice", args=[newest.pk]))
    page = client.get(reverse("notices")).text
    assert page.index(oldest.headline) < page.index(newest.headline)
    assert '1<span class="hidden"> unread' in page
    client.post(reverse("read-all-notices"))
    assert "masthead-count" not in client.get("/").text


def test_reading_twice_keeps_the_first_time(critic, client):
    publishing.publish(waiting(critic), new_curator())
    notice = Notice.objects.get()
    client.force_login(critic.user)
    client.post(reverse("read-notice", args=[notice.pk]))
    first = Notice.objects.get().read_at
    assert client.post(reverse("read-notice", args=[notice.pk])).url == reverse("notices")
    assert Notice.objects.get().read_at == first


def test_notices_are_nobody_elses(critic, client):
    publishing.publish(waiting(critic), new_curator())
    client.force_login(UserFactory())
    assert "Nothing yet." in client.get(reverse("notices")).text
    assert client.post(reverse("read-notice", args=[Notice.objects.get().pk])).status_code == 404
    assert client.post(reverse("read-all-notices")).status_code == 302
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("name", ["read-notice", "read-all-notices"])
def test_marking_as_read_is_posted(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name, args=[1] if name == "read-notice" else [])).status_code == 405


def test_strangers_have_no_notices(client):
    assert client.get(reverse("notices")).url.startswith(reverse("login"))


def test_the_list_asks_as_much_for_forty_as_for_two(critic, client):
    client.force_login(critic.user)
    counts = []
    for count in (2, 38):
        for _ in range(count):
            publishing.publish(waiting(critic), new_curator())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("notices")).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_each_kind_of_mail_is_switched_off_and_on(critic, client):
    client.force_login(critic.user)
    page, kinds = reverse("notice-settings"), [kind for kind, _ in SWITCHABLE]
    assert client.get(page).text.count("checked") == len(kinds)
    client.post(page, {"kinds": [kind for kind in kinds if kind != "published"]})
    publishing.publish(waiting(critic), new_curator())
    assert Notice.objects.exists()
    assert mail.outbox == []
    client.post(page, {"kinds": kinds})
    publishing.publish(waiting(critic), new_curator())
    assert len(mail.outbox) == 1


def test_a_kind_that_does_not_exist_is_refused(critic, client):
    client.force_login(critic.user)
    assert client.post(reverse("notice-settings"), {"kinds": ["weather"]}).status_code == 422
    assert not MutedMail.objects.exists()


def test_mail_carries_a_one_click_link_that_works_signed_out(critic):
    publishing.publish(waiting(critic), new_curator())
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/.+)>", headers["List-Unsubscribe"])[1]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert not MutedMail.objects.exists()
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stranger.post(address).status_code == 200
    assert list(MutedMail.objects.values_list("user", "kind")) == [(critic.user.pk, "published")]


def test_a_link_that_was_not_made_here_explains_itself(client):
    token = unsubscribe_token(UserFactory(), "published")
    for broken in (token[:-2], "x", unsubscribe_token(UserFactory(), "weather")):
        response = client.get(reverse("unsubscribe", args=[broken]))
        assert response.status_code == 404
        assert "This link is not complete" in response.text
        assert client.post(reverse("unsubscribe", args=[broken])).status_code == 404
    assert not MutedMail.objects.exists()


def test_an_address_that_is_not_verified_gets_no_mail(critic):
    critic.user.emailaddress_set.create(email="new@lantern.example", verified=False, primary=True)
    publishing.publish(waiting(critic), new_curator())
    assert Notice.objects.exists()
    assert mail.outbox == []


def test_a_headline_that_would_break_the_subject_does_not(critic):
    review = waiting(critic)
    review.album.title = "Low\nWater " * 40
    review.album.save()
    publishing.publish(review, new_curator())
    assert "\n" not in mail.outbox[0].subject


def test_the_account_page_leads_everywhere(client, critic):
    client.force_login(critic.user)
    page = client.get(reverse("account")).text
    for name in ("bylines", "notices", "notice-settings", "account_email", "mfa_index", "delete-account"):
        assert f'href="{reverse(name)}"' in page
    assert signed_in(new_curator()).get(reverse("account")).status_code == 200
