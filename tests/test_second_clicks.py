"""A second click on a button: the same post, once more, from the page as it was opened.

The first click did what the button says. The second changes nothing in the database, makes no second notice or mail,
and is answered by a page of the site that says how things stand, never by an error page. Buttons whose second click is
tested beside the rest of what they do (a new review, a submission, a revision, a contest, a request, a withdrawal, a
claim, a merge, a deleted account) are not repeated here.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import BylineClaim, Notice
from albums.models import Album
from curation.models import LikelyDuplicate
from reviews.life.publishing import submit
from reviews.life.revising import begin_revision
from reviews.models import CorrectionRequest, Critic, Draft, Excerpt, Review
from tests.curation.database import differences, dump
from tests.curation.merges import merged
from tests.curators import filled_in, list_of, new_curator, page_of, signed_in
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import (
    PASSWORD,
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
    reviewed_album,
)
from tests.markup import read
from tests.rows import claim_to_a_new_name, likely_duplicate

pytestmark = [pytest.mark.django_db]
REASON = "Please name the pressing you heard."
# Sessions remember messages and when somebody came by; that is not what a button is pressed for.
NO_MATTER = ("- django_session", "+ django_session", "- auth_user ", "+ auth_user ")


@dataclass(frozen=True)
class Press:
    """One press of a button: what is posted where, by whom."""

    by: Client
    address: str
    answers: dict[str, object]

    def again(self) -> HttpResponse:
        """Press it."""
        return self.by.post(self.address, self.answers, follow=True)


def critic_with(**columns: object) -> tuple[Client, Review]:
    """A critic who is signed in, and a review of theirs."""
    critic = CriticFactory(user=UserFactory(), scale=ScaleFactory())
    return signed_in(critic.user), ReviewFactory(critic=critic, **columns)


def on_the_desk(name: str, **columns: object) -> Callable[[], Press]:
    """A button on the page of a review, which needs no words."""

    def press() -> Press:
        client, review = critic_with(**columns)
        return Press(client, reverse(name, args=[review.pk]), {})

    return press


def save_changes() -> Press:
    client, review = critic_with()
    return Press(client, review.get_desk_url(), reposted(review, row(QUOTED), headline="Another door", step="save"))


def take_back_a_revision() -> Press:
    client, review = critic_with(published=True)
    pending = submit(begin_revision(review, review.critic.user), review.critic.user)
    return Press(client, reverse("desk-take-back", args=[pending.pk]), {})


def throw_away_a_revision() -> Press:
    client, review = critic_with(published=True)
    return Press(client, reverse("desk-discard", args=[begin_revision(review, review.critic.user).pk]), {})


def throw_away_what_was_typed() -> Press:
    client, review = critic_with()
    client.post(reverse("desk-new"), posted(review.critic, None, step="autosave"))
    return Press(client, reverse("desk-discard-draft", args=[Draft.objects.get().pk]), {})


def go_back_to_what_was_saved() -> Press:
    client, review = critic_with()
    client.post(review.get_desk_url(), reposted(review, headline="Another door", step="autosave"))
    return Press(client, reverse("desk-discard-draft", args=[Draft.objects.get().pk]), {})


def say_what_grades_mean() -> Press:
    client, review = critic_with()
    critic = review.critic.pk
    begins = {"mixed": "2/5", "positive": "3/5", "rave": "4.5/5"}
    answers = {f"critic-{critic}-{verdict}_from": grade for verdict, grade in begins.items()}
    return Press(client, reverse("desk-grades"), {"critic": critic, **answers})


def sign_up() -> Press:
    answers = {"email": "ottilie@lantern.example", "password1": PASSWORD, "website": ""}
    return Press(Client(), reverse("account_signup"), answers)


def confirm_the_address() -> Press:
    stranger = Client()
    answers = {"email": "ottilie@lantern.example", "password1": PASSWORD, "website": ""}
    stranger.post(reverse("account_signup"), answers)
    link = next(word for word in mail.outbox[-1].body.split() if "/accounts/confirm-email/" in word)
    return Press(stranger, link, {})


def read_a_notice() -> Press:
    client, review = critic_with(published=True)
    notice = Notice.objects.create(recipient=review.critic.user, kind="published", review=review)
    return Press(client, reverse("read-notice", args=[notice.pk]), {})


def choose_mail() -> Press:
    client, _ = critic_with()
    return Press(client, reverse("notice-settings"), {"kinds": ["published"]})


def on_a_claim(**answers: str) -> Callable[[], Press]:
    def press() -> Press:
        claim = claim_to_a_new_name()
        return Press(signed_in(new_curator()), page_of(claim), {"critic": "", "reason": "", **answers})

    return press


def on_a_review(button: str, reason: str = "", state: str = "submitted", **answers: object) -> Callable[[], Press]:
    """A curator's button, on the page of a review in that state as it was opened."""

    def press() -> Press:
        columns = {state: True} if state else {"verdict": "mixed"}
        return opened(page_of(critic_with(hosted=True, **columns)[1]), button, reason, **answers)

    return press


def opened(address: str, button: str, reason: str = "", **changes: object) -> Press:
    curator = signed_in(new_curator())
    answers = filled_in(curator.get(address)) | {"words": reason, button: "1"} | changes
    return Press(curator, address, answers)


def publish_with_a_change() -> Press:
    _, review = critic_with(submitted=True, hosted=True)
    return opened(page_of(review), "_publish", headline="Another door", **{"excerpts-0-text": QUOTED})


def save_an_excerpt() -> Press:
    _, review = critic_with(submitted=True, hosted=True)
    return opened(page_of(review), "_save", **{"excerpts-0-text": QUOTED})


def on_a_revision(button: str, reason: str = "") -> Callable[[], Press]:
    def press() -> Press:
        _, review = critic_with(published=True)
        pending = submit(begin_revision(review, review.critic.user), review.critic.user)
        return opened(page_of(pending), button, reason)

    return press


def on_ticked(model: type[Model], action: str, make: Callable[[], Model]) -> Callable[[], Press]:
    def press() -> Press:
        ticked = make()
        return Press(signed_in(new_curator()), list_of(model), {"action": action, "_selected_action": [ticked.pk]})

    return press


def likely_pair() -> LikelyDuplicate:
    first, second = AlbumFactory(), AlbumFactory()
    return likely_duplicate(first_id=first.pk, second_id=second.pk)


def publish_from_the_queue() -> Press:
    review = critic_with(submitted=True, hosted=True)[1]
    ExcerptFactory(review=review, lead=True)
    return Press(signed_in(new_curator()), reverse("queue-publish"), {"review": [review.pk]})


def answer_a_request() -> Press:
    request = CorrectionRequest.objects.create(review=critic_with(published=True)[1], kind="grade", words="Four stars.")
    return Press(signed_in(new_curator()), page_of(request), {"state": "corrected", "answer": "Four stars it is."})


def split_an_album() -> Press:
    source, curator = reviewed_album("rave", "pan", 40), signed_in(new_curator())
    address = reverse("admin:curation_split", args=["album", source.pk])
    chosen = {"reviews": [source.reviews.first().pk], "new_name": "Ebb", "reason": "Two records."}
    return Press(curator, address, filled_in(curator.get(address)) | chosen)


def undo_a_merge() -> Press:
    done = merged(reviewed_album("rave"), reviewed_album("pan"))
    return Press(signed_in(new_curator()), reverse("admin:curation_undo", args=[done.pk]), {})


CLICKS: dict[str, tuple[Callable[[], Press], str]] = {
    "save: the draft is saved once": (save_changes, "The draft is saved."),
    "take back: it is a draft": (on_the_desk("desk-take-back", submitted=True), "cannot be taken back"),
    "take back a revision: it is a draft": (take_back_a_revision, "cannot be taken back"),
    "throw a review away: it is gone": (on_the_desk("desk-discard"), "is not there any more"),
    "throw a revision away: it is gone": (throw_away_a_revision, "is not there any more"),
    "throw away what was typed: it is gone": (throw_away_what_was_typed, "is not there any more"),
    "go back to what was saved: it stands": (go_back_to_what_was_saved, "is not there any more"),
    "say what grades mean: it is kept": (say_what_grades_mean, "Kept: this is what the grades"),
    "sign up: one account and one mail": (sign_up, "Open the link in your mail"),
    "confirm an address: it is confirmed": (confirm_the_address, "You follow nothing yet"),
    "mark a notice as read: it is read": (read_a_notice, "Notices"),
    "choose what is mailed: it is chosen": (choose_mail, "Your choice is stored."),
    "grant: one critic and one notice": (on_a_claim(_grant="Grant"), "This claim is granted already."),
    "decline: one notice": (on_a_claim(_decline="Decline", reason=REASON), "This claim is declined already."),
    "publish: published once": (on_a_review("_publish"), "is published by now"),
    "change and publish: changed and published once": (publish_with_a_change, "is published by now"),
    "publish a revision: one takes the other's place": (on_a_revision("_publish"), "is not there any more"),
    "take an excerpt and publish: taken and published once": (
        on_a_review("_publish", **{"excerpts-0-text": QUOTED}),
        "is published by now",
    ),
    "save an excerpt: saved once": (save_an_excerpt, "These words are an excerpt already."),
    "return: returned once": (on_a_review("_return", REASON), "is draft by now"),
    "reject: rejected once": (on_a_review("_reject", REASON), "is rejected by now"),
    "return a revision: returned once": (on_a_revision("_return", REASON), "is draft by now"),
    "withdraw: withdrawn once": (
        on_a_review("_withdraw", REASON, "published"),
        "is withdrawn by now",
    ),
    "put in the queue: one submission": (
        on_a_review("_submit", "", ""),
        "is submitted by now",
    ),
    "grant ticked claims: one critic": (on_ticked(BylineClaim, "grant", claim_to_a_new_name), "is granted already"),
    "publish ticked reviews: published once": (
        publish_from_the_queue,
        "1 was decided before.",
    ),
    "accept ticked albums: accepted once": (on_ticked(Album, "accept", lambda: AlbumFactory(proposed=True)), "album"),
    "say that ticked records are two: remembered once": (
        on_ticked(LikelyDuplicate, "dismiss", likely_pair),
        "Likely duplicates",
    ),
    "answer: one answer": (answer_a_request, "Somebody has answered this request meanwhile."),
    "split: one new record": (split_an_album, "Some of what was chosen is not there any more."),
    "undo: undone once": (undo_a_merge, "undone"),
}


@pytest.mark.parametrize(("press", "said"), CLICKS.values(), ids=CLICKS)
def test_the_second_click_changes_nothing_and_says_how_things_stand(press, said):
    button = press()
    before = dump()
    first = button.again()
    assert first.status_code == 200
    after, mails = dump(), len(mail.outbox)
    assert differences(before, after) != []
    second = button.again()
    assert second.status_code in (200, 409, 422)
    assert said in read(second).text, read(second).text
    changed = [line for line in differences(after, dump()) if not line.startswith(NO_MATTER)]
    assert changed == []
    assert len(mail.outbox) == mails


AT_ONCE: dict[str, type[Model]] = {
    "throw a review away: it is gone": Critic,
    "grant: one critic and one notice": Notice,
    "return: returned once": Notice,
    "change and publish: changed and published once": Notice,
    "save an excerpt: saved once": Excerpt,
    "answer: one answer": Notice,
}
"""Buttons whose two posts may arrive together, and of what there is one row afterwards."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", AT_ONCE)
def test_two_clicks_that_arrive_together_are_one_and_the_other_is_told(name):
    press, said = CLICKS[name]
    button, together = press(), Barrier(2)

    def click(client: Client) -> HttpResponse:
        together.wait(timeout=10)
        try:
            return client.post(button.address, button.answers, follow=True)
        finally:
            connections.close_all()

    twin = Client()
    twin.cookies = button.by.cookies.copy()
    with ThreadPoolExecutor(2) as clicks:
        pages = list(clicks.map(click, [button.by, twin]))
    assert {page.status_code for page in pages} == {200}
    assert [said in read(page).text for page in pages].count(True) == 1
    assert AT_ONCE[name].objects.count() == 1
