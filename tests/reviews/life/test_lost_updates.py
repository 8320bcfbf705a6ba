"""A curator sets a published review right while its critic revises it: neither writes over the other unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from reviews.life import revised_fields
from reviews.life.publishing import publish, submit, take_back
from reviews.life.revising import begin_revision, correct
from reviews.life.steps import NotAllowed
from reviews.models import Critic, Review
from tests.curators import new_curator, page_of, send, signed_in
from tests.desk_form import reposted
from tests.factories import CriticFactory, ExcerptFactory, ReviewFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = (f"https://lantern.example/{name}" for name in ("old", "new", "other"))
FACTS = {
    "source_url": (OLD, NEW, OTHER),
    "language": ("en", "de", "fr"),
    "published_on": (date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 3)),
    "updated_on": (None, date(2024, 5, 1), date(2024, 5, 2)),
    "hosted": (False, True, True),
    "disclosures": ([], ["promo"], ["promo", "friendship"]),
}
"""Facts that are set right without a revision: as they began, as a curator sets them, as their critic does."""


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory())


@pytest.fixture
def review(critic) -> Review:
    review = ReviewFactory(critic=critic, verdict="mixed", **{name: values[0] for name, values in FACTS.items()})
    ExcerptFactory(review=review, lead=True)
    submit(review, critic.user)
    return publish(review, None)


def pending_with(review: Review, **columns: object) -> Review:
    """A revision that waits for the curators, with what its critic has changed in it."""
    pending = begin_revision(review, review.critic.user)
    Review.objects.filter(pk=pending.pk).update(**columns)
    return submit(Review.objects.get(pk=pending.pk), review.critic.user)


def set_right(review: Review, **columns: object) -> None:
    review = Review.objects.get(pk=review.pk)
    for name, value in columns.items():
        setattr(review, name, value)
    correct(review, list(columns), new_curator())


def published(pending: Review) -> Review:
    publish(Review.objects.get(pk=pending.pk), None)
    return Review.objects.get(pk=pending.revises_id)


@pytest.mark.parametrize("fact", FACTS)
def test_what_was_set_right_stays_when_a_revision_of_the_words_is_published(review, fact):
    pending = pending_with(review, headline="The second time")
    set_right(review, **{fact: FACTS[fact][1]})
    after = published(pending)
    assert (after.headline, getattr(after, fact)) == ("The second time", FACTS[fact][1])


def test_the_page_on_which_a_curator_sets_it_right_loses_nothing_either(review):
    pending = pending_with(review, headline="The second time")
    curators = signed_in(new_curator())
    send(curators, page_of(review), source_url=NEW, language="de", published_on="2024-03-02")
    after = published(pending)
    assert (after.headline, after.source_url, after.language) == ("The second time", NEW, "de")
    assert after.published_on == date(2024, 3, 2)


@pytest.mark.parametrize("fact", FACTS)
def test_what_its_critic_alone_has_changed_is_carried(review, fact):
    other = "language" if fact != "language" else "source_url"
    pending = pending_with(review, **{fact: FACTS[fact][2]})
    set_right(review, **{other: FACTS[other][1]})
    after = published(pending)
    assert (getattr(after, fact), getattr(after, other)) == (FACTS[fact][2], FACTS[other][1])


@pytest.mark.parametrize(("fact", "called"), [("source_url", "link"), ("language", "language")])
def test_where_both_have_changed_the_same_it_is_told_and_not_published(review, fact, called):
    _, theirs, ours = FACTS[fact]
    pending = pending_with(review, **{fact: ours})
    set_right(review, **{fact: theirs})
    with pytest.raises(NotAllowed, match=f"Its {called} was set right here after it was begun"):
        published(pending)
    set_right(pending, **{fact: theirs})
    assert getattr(published(pending), fact) == theirs


def test_where_both_have_changed_it_to_the_same_there_is_nothing_to_tell(review):
    pending = pending_with(review, language="de")
    set_right(review, language="de")
    assert published(pending).language == "de"


def form_of(pending: Review, page_shows: Review, **answers: object) -> dict[str, object]:
    """What the critic posts from a page that was opened when the published review stood as `page_shows` says."""
    as_opened = {
        "source_url": pending.source_url,
        "published_on": pending.published_on.isoformat(),
        "revises_seen": revised_fields.version_of(page_shows),
    }
    return reposted(pending, **as_opened | answers)


@pytest.fixture
def desk(critic) -> Client:
    client = Client()
    client.force_login(critic.user)
    return client


def test_a_form_that_was_opened_before_does_not_bring_back_what_was_wrong(desk, review):
    pending = begin_revision(review, review.critic.user)
    answers = form_of(pending, review, headline="The second time", step="submit")
    set_right(review, source_url=NEW, language="de")
    assert desk.post(pending.get_desk_url(), answers).status_code == 302
    after = published(pending)
    assert (after.headline, after.source_url, after.language) == ("The second time", NEW, "de")


def test_its_critic_reads_what_was_set_right_and_takes_it_over_by_saving(desk, review):
    pending = begin_revision(review, review.critic.user)
    set_right(review, language="de")
    page = read(desk.get(pending.get_desk_url()))
    assert "Language: set right here, de. It stays so when you save" in page.text
    now = Review.objects.get(pk=review.pk)
    assert desk.post(pending.get_desk_url(), form_of(pending, now, headline="The second time")).status_code == 302
    pending.refresh_from_db()
    assert (pending.headline, pending.language) == ("The second time", "de")
    assert "set right here" not in read(desk.get(pending.get_desk_url())).text
    data = form_of(pending, now, language="en", step="submit")
    assert desk.post(pending.get_desk_url(), data).status_code == 302
    assert published(pending).language == "en"


def test_of_what_both_have_changed_the_critic_decides_once_they_have_seen_it(desk, review):
    pending = pending_with(review, language="fr")
    set_right(review, language="de")
    take_back(pending, review.critic.user)
    pending.refresh_from_db()
    assert "Language: set right here, de. You have fr" in read(desk.get(pending.get_desk_url())).text
    now = Review.objects.get(pk=review.pk)
    assert desk.post(pending.get_desk_url(), form_of(pending, now, step="submit")).status_code == 302
    assert published(pending).language == "fr"


def test_a_curator_sees_which_facts_a_revision_changes_and_no_others(review):
    pending = pending_with(review, language="fr")
    set_right(review, source_url=NEW)
    shown = read(signed_in(new_curator()).get(page_of(pending))).one(of_class="compared-facts")
    assert [item.text for item in shown.all("li")] == ["Language: [gone: en] [new: fr]"]


@pytest.mark.parametrize(
    ("changes", "number"),
    [({"language": "de"}, 1), ({"source_url": NEW, "hosted": True}, 1), ({"headline": "As printed"}, 2)],
)
def test_curators_imports_and_reverts_make_a_revision_of_the_same(review, changes, number):
    set_right(review, **changes)
    assert Review.objects.get(pk=review.pk).revision == number
    event = Review.pgh_event_model.objects.filter(pgh_obj_id=review.pk, pgh_label="update").latest("pgh_id")
    address = reverse("history-revert", args=["reviews", "review", event.pgh_id])
    signed_in(new_curator()).post(address, {"reason": "As it was.", "seen": event.pgh_id})
    after = Review.objects.get(pk=review.pk)
    assert after.revision == 2 * number - 1
    assert {name: getattr(after, name) for name in changes} == {name: getattr(review, name) for name in changes}


def test_a_revision_of_which_nothing_was_kept_changes_what_it_says_otherwise(review):
    pending = pending_with(review, language="fr", revises_facts=None)
    set_right(review, source_url=NEW)
    assert published(pending).language == "fr"
