"""Two at once on one album: nothing is lost, and the stored consensus is what the reviews say."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, connections, transaction

from accounts.claims import grant_claim
from accounts.deletion import delete_account
from accounts.invitations import InvitationOver, accept, new_setup_path
from accounts.models import BylineClaim, Invitation
from albums.models import Album
from reviews.incoming.score_tables.importing import import_scores
from reviews.life import publishing, revising, steps
from reviews.life.hiding import set_hidden
from reviews.life.verdict_coding import code_blind
from reviews.models import ConsensusChange, Critic, Review, VerdictCoding
from reviews.models.verdict_coding import digest_of
from tests.curators import new_curator
from tests.factories import PASSWORD, AlbumFactory, CriticFactory, ReviewFactory, UserFactory
from tests.fresh_consensus import assert_consensus_is_fresh

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 120


def submitted(album: Album, count: int) -> list[Review]:
    verdicts = cycle(["rave", "positive", "mixed", "pan", "positive"])
    return [ReviewFactory(submitted=True, album=album, verdict=next(verdicts)) for _ in range(count)]


def run_together(*steps: Callable[[], object]) -> list[object]:
    """Run the steps in threads with a connection each; return what each returned or raised, in their order."""
    outcomes: dict[int, object] = {}

    def take(number: int, step: Callable[[], object]) -> None:
        try:
            outcomes[number] = step()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=take, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return [outcomes[number] for number in range(len(steps))]


@contextmanager
def publisher(reviews: list[Review]) -> Iterator[subprocess.Popen]:
    """A process that is connected and will publish these reviews as soon as it is told."""
    keys = [str(review.pk) for review in reviews]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.publish_reviews", connection.settings_dict["NAME"], *keys],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
    )
    try:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_two_processes_publish_fifty_reviews_each_and_all_count():
    album = AlbumFactory()
    reviews = submitted(album, 100)
    with publisher(reviews[::2]) as one, publisher(reviews[1::2]) as other:
        for process in (one, other):
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in (one, other):
            _, errors = process.communicate(timeout=PATIENCE_SECONDS)
            assert process.returncode == 0, errors
    assert Review.objects.counted().filter(album=album).count() == 100
    assert_consensus_is_fresh(album)
    counted = ConsensusChange.objects.filter(album=album).order_by("pk").values_list("counted", flat=True)
    assert list(counted) == list(range(1, 101))


def test_a_publication_waits_for_the_one_before():
    album = AlbumFactory()
    first, second = submitted(album, 2)

    def publish_without_patience() -> Review:
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '20ms'")
            return publishing.publish(second, None)

    with transaction.atomic():
        publishing.publish(first, None)
        (outcome,) = run_together(publish_without_patience)
        assert "lock timeout" in str(outcome)
    publishing.publish(second, None)
    assert_consensus_is_fresh(album)


def test_of_two_reviews_by_one_critic_published_at_once_one_is_refused():
    album, critic = AlbumFactory(), CriticFactory()
    rivals = [ReviewFactory(submitted=True, album=album, critic=critic) for _ in range(2)]
    outcomes = run_together(*[lambda review=review: publishing.publish(review, None) for review in rivals])
    assert {type(outcome) for outcome in outcomes} == {steps.NotAllowed, Review}
    assert_consensus_is_fresh(album)


def test_one_review_published_twice_at_once_is_published_once():
    (review,) = submitted(AlbumFactory(), 1)
    outcomes = run_together(*[lambda: publishing.publish(review, None)] * 2)
    assert {type(outcome) for outcome in outcomes} == {steps.NotAllowed, Review}
    assert ConsensusChange.objects.filter(album=review.album).count() == 1


def test_publishing_withdrawing_revising_and_hiding_at_once_leave_it_fresh():
    album = AlbumFactory()
    published = [publishing.publish(review, None) for review in submitted(album, 4)]
    waiting = submitted(album, 3)
    revised = published[1]
    revised.judge("pan", Review.VerdictSetBy.CRITIC)
    columns = ["verdict", "verdict_set_by", "verdict_user", "verdict_set_at"]
    outcomes = run_together(
        *[lambda review=review: publishing.publish(review, None) for review in waiting],
        lambda: publishing.withdraw(published[0], None, "A mistake."),
        lambda: revising.revise(revised, columns, None),
        lambda: set_hidden(published[2].critic, True),
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Album.objects.get(pk=album.pk).counted_reviews == 5
    assert_consensus_is_fresh(album)


def test_a_critic_hidden_while_their_review_is_published_does_not_count():
    (review,) = submitted(AlbumFactory(), 1)
    outcomes = run_together(
        lambda: publishing.publish(review, None),
        lambda: set_hidden(review.critic, True),
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Album.objects.get(pk=review.album_id).counted_reviews == 0


def table_of_scores(album: Album, houses: int) -> io.BufferedReader:
    rows = [f"{album.lead_artist},{album},The Lantern {number},80" for number in range(houses)]
    return io.BufferedReader(io.BytesIO("\n".join(["artist,album,publication,score", *rows]).encode()))


def test_two_imports_of_one_table_at_once_store_it_once():
    album = AlbumFactory()
    imports = [lambda: import_scores(table_of_scores(album, 40), "scores.csv") for _ in range(2)]
    outcomes = run_together(*imports)
    assert sorted((outcome.added, outcome.known) for outcome in outcomes) == [(0, 40), (40, 0)]
    assert Review.objects.count() == 40
    assert_consensus_is_fresh(album)


def test_what_is_published_during_an_import_counts_with_it():
    (review,) = submitted(AlbumFactory(), 1)
    outcomes: list[object] = []
    publication = Thread(target=lambda: outcomes.extend(run_together(lambda: publishing.publish(review, None))))

    def publish_meanwhile(stage: str) -> None:
        if stage == "storing":
            publication.start()

    import_scores(table_of_scores(review.album, 3), "scores.csv", entering=publish_meanwhile)
    publication.join(PATIENCE_SECONDS)
    assert outcomes == [review]
    assert Review.objects.counted().filter(album=review.album).count() == 4
    assert_consensus_is_fresh(review.album)


def claims_to(critic: Critic | None, count: int) -> list[BylineClaim]:
    names = {"critic": critic, "name": "" if critic else "Ottilie Brandt"}
    where = {"publication": "The Lantern", "evidence": "https://lantern.example/"}
    return [BylineClaim.objects.create(user=UserFactory(), **names, **where) for _ in range(count)]


def test_of_two_claims_to_one_byline_granted_at_once_one_is_refused():
    critic, curators = CriticFactory(), [UserFactory(), UserFactory()]
    claims = claims_to(critic, 2)
    outcomes = run_together(
        *[lambda claim=claim, by=by: grant_claim(claim, by) for claim, by in zip(claims, curators, strict=True)]
    )
    assert {type(outcome) for outcome in outcomes} == {steps.NotAllowed, BylineClaim}
    assert sorted(BylineClaim.objects.values_list("state", flat=True)) == ["granted", "waiting"]
    critic.refresh_from_db()
    assert critic.user == BylineClaim.objects.get(state="granted").user


def test_one_claim_granted_twice_at_once_makes_one_critic():
    (claim,) = claims_to(None, 1)
    curator = UserFactory()
    outcomes = run_together(*[lambda: grant_claim(claim, curator)] * 2)
    assert {type(outcome) for outcome in outcomes} == {steps.NotAllowed, BylineClaim}
    assert Critic.objects.filter(name="Ottilie Brandt").count() == 1


def test_an_account_deleted_while_its_reviews_are_published_leaves_the_scores_fresh():
    critic = CriticFactory(user=UserFactory())
    albums = [AlbumFactory() for _ in range(3)]
    for album in albums:
        for review in submitted(album, 3):
            publishing.publish(review, None)
    own = [ReviewFactory(submitted=True, album=album, critic=critic) for album in albums]
    publishing.publish(own[0], None)
    outcomes = run_together(
        lambda: delete_account(critic.user, keep_reviews=False),
        *[lambda review=review: publishing.publish(review, None) for review in own[1:]],
    )
    # Published a moment before, a review is withdrawn; a moment later, there is nothing left to publish.
    assert all(isinstance(outcome, Review | steps.NotAllowed | None) for outcome in outcomes)
    assert not Review.objects.published().filter(critic=critic).exists()
    for album in albums:
        assert_consensus_is_fresh(album)


def test_two_clicks_on_deletion_delete_once():
    critic = CriticFactory(user=UserFactory())
    outcomes = run_together(*[lambda: delete_account(critic.user, keep_reviews=True)] * 2)
    assert [type(outcome).__name__ for outcome in sorted(outcomes, key=str)] == ["NoneType", "DoesNotExist"]
    critic.refresh_from_db()
    assert critic.slug == "former-critic"


def test_of_two_curators_who_code_a_text_at_once_one_is_told():
    review = ReviewFactory(verdict="")
    review.judge("positive", Review.VerdictSetBy.CURATOR, new_curator())
    review.save()
    publishing.publish(publishing.submit(review, None), None)
    digest = digest_of(review.body)
    coders = [new_curator(), new_curator()]
    outcomes = run_together(*(partial(code_blind, review, "mixed", "", digest, curator) for curator in coders))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotAllowed", "VerdictCoding"]
    assert VerdictCoding.objects.filter(review=review).count() == 2
    assert Review.objects.get(pk=review.pk).second_verdict == "mixed"


def test_of_two_set_up_addresses_opened_at_once_one_makes_the_administrator():
    paths = [new_setup_path(), new_setup_path()]
    invitations = [Invitation.objects.by_token(path.split("/")[2]) for path in paths]
    outcomes = run_together(
        *(
            partial(accept, invitation, f"first-{number}", f"first-{number}@lantern.example", PASSWORD)
            for number, invitation in enumerate(invitations)
        )
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InvitationOver", "User"]
    assert isinstance(outcomes[0], InvitationOver | User)
    assert User.objects.filter(is_superuser=True).count() == 1
