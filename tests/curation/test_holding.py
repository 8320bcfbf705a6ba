"""Taking and releasing what waits: one holder, told who it is, until the hold lapses."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import BylineClaim
from accounts.roles import CHIEF_CURATOR
from albums.models import Album
from curation.models import Hold
from curation.models.hold import HELD_FOR
from curation.queue.holding import HeldBySomebodyElse, deciding, release, take
from reviews.life.publishing import publish, take_back
from reviews.life.steps import NotAllowed
from reviews.models import Mention, Review
from tests.curation.queueing import MAKERS, QUEUE, ago, claim, held, holdable, name_of, proposed, request, submitted
from tests.curators import errors_in, filled_in, list_of, new_curator, page_of, send, signed_in, staff_who_may, told
from tests.factories import UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def other():
    return new_curator(username="other")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


def chief() -> object:
    user = UserFactory(is_staff=True, username="chief")
    user.groups.add(Group.objects.get(name=CHIEF_CURATOR))
    return user


def press(client, step: str, kind: str, thing: object, **extra: object):
    headers = extra.pop("headers", {})
    return client.post(reverse(f"queue-{step}", args=[holdable(kind), thing.pk]), extra, headers=headers)


def holder_of(kind: str, thing: object) -> object | None:
    hold = Hold.objects.in_force().filter(kind=holdable(kind), key=thing.pk).first()
    return hold and hold.by


class TestTaking:
    @pytest.mark.parametrize("kind", MAKERS)
    def test_each_kind_is_taken_and_released_from_the_queue(self, desk, curator, kind):
        thing = MAKERS[kind][0]()
        answer = press(desk, "take", kind, thing, next=QUEUE + "?kind=" + kind)
        assert answer.url == f"{QUEUE}?kind={kind}"
        assert told(desk.get(answer.url)) == ["You hold it now."]
        assert holder_of(kind, thing) == curator
        row = read(desk.get(QUEUE)).one("li", id=name_of(kind, thing))
        assert "You hold it" in row.text
        answer = press(desk, "release", kind, thing)
        where = f"{list_of(Mention)}?id__exact={thing.pk}" if kind == "mention" else page_of(thing)
        assert answer.url == where
        assert holder_of(kind, thing) is None

    def test_looking_at_a_page_does_not_take(self, desk):
        for kind, (make, _) in MAKERS.items():
            assert desk.get(page_of(make())).status_code == 200, kind
        assert not Hold.objects.exists()

    def test_what_somebody_else_holds_is_not_taken_and_it_is_said_who_holds_it(self, desk, other):
        review = submitted()
        hold = held(review, "submission", other, minutes=5)
        answer = press(desk, "take", "submission", review)
        (message,) = told(desk.get(answer.url))
        assert message.startswith(f"other has held it since {hold.at:%-d %B, %H:%M}.")
        assert holder_of("submission", review) == other

    def test_what_somebody_else_holds_is_not_released(self, desk, other):
        review = submitted()
        held(review, "submission", other)
        press(desk, "release", "submission", review)
        assert holder_of("submission", review) == other

    def test_a_chief_curator_releases_what_anybody_holds(self, other):
        review = submitted()
        held(review, "submission", other)
        client = signed_in(chief())
        row = read(client.get(QUEUE)).one("li", id=f"review-{review.pk}")
        assert row.all("button", **{"data-release": ""})
        press(client, "release", "submission", review)
        assert holder_of("submission", review) is None

    def test_a_hold_lapses_and_can_be_taken_over(self, desk, curator, other):
        review = submitted()
        Hold.objects.create(kind="review", key=review.pk, by=other, at=ago(seconds=HELD_FOR.total_seconds() + 1))
        assert "other" not in read(desk.get(page_of(review))).one(of_class="held-bar").text
        press(desk, "take", "submission", review)
        assert holder_of("submission", review) == curator

    def test_taken_twice_is_held_once_and_released_twice_is_no_error(self, desk, curator):
        review = submitted()
        for _ in range(2):
            press(desk, "take", "submission", review)
        assert Hold.objects.get().by == curator
        for _ in range(2):
            answer = press(desk, "release", "submission", review)
        assert told(desk.get(answer.url)) == ["You hold it now."] * 2 + ["Nobody holds it now."] * 2

    def test_what_does_not_wait_any_more_is_not_taken(self, desk):
        review = publish(submitted(), None)
        answer = press(desk, "take", "submission", review)
        (message,) = told(desk.get(answer.url))
        assert message.startswith("It does not wait any more")
        assert not Hold.objects.exists()

    def test_the_answer_to_a_script_is_the_part_that_changes(self, desk, other):
        review = submitted()
        answer = press(desk, "take", "submission", review, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert read(answer).all("button", **{"data-release": ""})
        Hold.objects.update(by=other)
        answer = press(desk, "take", "submission", review, headers={"HX-Request": "true"})
        assert answer.status_code == 409
        assert "other has held it" in read(answer).one(role="alert").text

    @pytest.mark.parametrize("path", ["critic/1/take/", "review/99999999999999999999/take/", "review/x/take/"])
    def test_what_can_not_be_held_is_not_there(self, desk, path):
        assert desk.post(QUEUE + path).status_code == 404

    def test_nobody_is_led_to_another_site(self, desk):
        answer = press(desk, "take", "submission", submitted(), next="https://elsewhere.example/")
        assert answer.url.startswith("/admin/")

    def test_only_by_those_who_decide(self):
        review = submitted()
        client = signed_in(staff_who_may("reviews.view_review"))
        assert press(client, "take", "submission", review).status_code == 403
        assert press(client, "release", "submission", review).status_code == 403
        assert client.get(reverse("queue-take", args=["review", review.pk])).status_code == 405
        client.logout()
        assert "login" in press(client, "take", "submission", review).url
        assert not Hold.objects.exists()


DECISIONS = {
    "publish": (submitted, {"_publish": "1"}),
    "return": (submitted, {"_return": "1", "words": "Name the pressing."}),
    "reject": (submitted, {"_reject": "1", "words": "Name the pressing."}),
    "grant": (claim, {"_grant": "1", "reason": "Welcome."}),
    "decline": (claim, {"_decline": "1", "reason": "Not you."}),
    "accept": (proposed, {"proposed": None}),
    "answer": (request, {"state": "declined", "answer": "It says three."}),
}
KIND = {submitted: "submission", claim: "claim", proposed: "album", request: "request"}


def state_of(thing: object) -> object:
    thing.refresh_from_db()
    return thing.proposed if isinstance(thing, Album) else getattr(thing, "state", None) or thing.status


@pytest.mark.parametrize("decision", DECISIONS)
class TestDeciding:
    def test_what_somebody_else_holds_is_not_decided_and_what_was_typed_stands_there_still(self, desk, other, decision):
        make, typed = DECISIONS[decision]
        thing = make()
        before = state_of(thing)
        held(thing, KIND[make], other)
        answer = send(desk, page_of(thing), **typed)
        assert any("other has held it since" in error for error in errors_in(answer))
        assert state_of(thing) == before
        kept = filled_in(answer)
        for name, value in typed.items():
            if value and not name.startswith("_"):
                assert kept[name] == value
        assert "Held by other" in read(answer).one(of_class="held-bar").text

    def test_what_one_holds_oneself_is_decided_and_held_no_more(self, desk, curator, decision):
        make, typed = DECISIONS[decision]
        thing = make()
        before = state_of(thing)
        held(thing, KIND[make], curator)
        assert send(desk, page_of(thing), **typed).status_code == 302
        assert state_of(thing) != before
        assert not Hold.objects.exists()

    def test_what_nobody_holds_is_decided(self, desk, decision):
        make, typed = DECISIONS[decision]
        thing = make()
        before = state_of(thing)
        assert send(desk, page_of(thing), **typed).status_code == 302
        assert state_of(thing) != before
        assert not Hold.objects.exists()


class TestWhatIsNoDecision:
    def test_what_somebody_else_holds_can_still_be_corrected(self, desk, other):
        review = submitted()
        held(review, "submission", other)
        send(desk, page_of(review), headline="Corrected")
        review.refresh_from_db()
        assert review.headline == "Corrected"
        assert holder_of("submission", review) == other

    def test_a_form_with_a_mistake_leaves_the_hold_as_it_was(self, desk, curator):
        review = submitted()
        assert errors_in(send(desk, page_of(review), grade="11/10", _publish="1"))
        assert not Hold.objects.exists()
        held(review, "submission", curator)
        answer = send(desk, page_of(review), grade="11/10", _publish="1")
        assert "You hold it" in read(answer).one(of_class="held-bar").text
        assert holder_of("submission", review) == curator

    def test_its_critic_may_take_it_back(self, other):
        review = submitted()
        held(review, "submission", other)
        take_back(review, other)
        review.refresh_from_db()
        assert review.status == Review.Status.DRAFT

    def test_what_does_not_wait_has_no_such_line(self, desk):
        review = publish(submitted(), None)
        assert not read(desk.get(page_of(review))).all(of_class="held-bar")


class TestTickedRows:
    def test_claims_that_somebody_else_holds_are_left(self, desk, other):
        free, taken = claim(), claim(name="Marit Oyelaran")
        held(taken, "claim", other)
        data = {"action": "grant", "_selected_action": [free.pk, taken.pk]}
        messages = told(desk.post(list_of(BylineClaim), data, follow=True))
        assert (state_of(free), state_of(taken)) == ("granted", "waiting")
        assert any(message.startswith(f"{taken} was left. other has held it") for message in messages)
        assert [hold.key for hold in Hold.objects.all()] == [taken.pk]

    def test_albums_that_somebody_else_holds_are_left(self, desk, other):
        free, taken = proposed(), proposed()
        held(taken, "album", other)
        desk.post(list_of(Album), {"action": "accept", "_selected_action": [free.pk, taken.pk]})
        assert (state_of(free), state_of(taken)) == (False, True)


class TestSteps:
    def test_deciding_yields_what_is_free_and_keeps_what_was_held_and_still_waits(self, curator, other):
        mine, free, taken = submitted(), submitted(), submitted()
        take("review", mine.pk, curator)
        take("review", taken.pk, other)
        with deciding("review", [mine.pk, free.pk, taken.pk], curator) as found:
            assert found == {mine.pk, free.pk}
        assert {hold.key: hold.by for hold in Hold.objects.all()} == {mine.pk: curator, taken.pk: other}

    def test_what_fails_while_it_is_decided_leaves_no_hold(self, curator):
        review = submitted()
        with pytest.raises(NotAllowed), deciding("review", [review.pk], curator):
            raise NotAllowed
        assert not Hold.objects.exists()

    def test_refusals_are_refusals(self, curator, other):
        review = submitted()
        take("review", review.pk, other)
        for step in (take, release):
            with pytest.raises(HeldBySomebodyElse, match="other has held it since"):
                step("review", review.pk, curator)
