"""A critic's program writes reviews by the desk's own rules: once, never over what it has not seen, under its token."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, IdempotencyKey
from reviews.life.publishing import publish
from reviews.models import Review, Verdict
from tests.api.programs import Program, problem
from tests.curators import new_curator
from tests.desk_form import QUOTED
from tests.factories import BODY, AlbumFactory, CriticFactory, ReviewFactory, TrackFactory, UserFactory

pytestmark = pytest.mark.django_db

OWN = "/api/v1/own/reviews"


@pytest.fixture
def critic():
    return CriticFactory(user=UserFactory())


@pytest.fixture
def album():
    return AlbumFactory()


@pytest.fixture
def program(critic):
    return Program(critic.user, "reviews")


def said_of(album, **changed):
    """What a program says of an album."""
    return {
        "album": f"https://chorus.example{album.get_absolute_url()}",
        "headline": "A door in winter",
        "text": BODY,
        "language": "en",
        "verdict": "positive",
        "excerpts": [{"text": QUOTED, "topic": "sound", "stance": "praise", "lead": True}],
    } | changed


class TestWriting:
    def test_a_review_is_written_and_submitted_by_one_post(self, program, critic, album):
        response = program.send("post", OWN, said_of(album, submit=True))
        assert response.status_code == 201, response.content
        review = Review.objects.get()
        assert (review.status, review.critic, review.album) == ("submitted", critic, album)
        assert (review.body, review.verdict, review.verdict_set_by) == (BODY, Verdict.POSITIVE, "critic")
        assert review.submitted_by == critic.user
        assert [excerpt.text for excerpt in review.excerpts.all()] == [QUOTED]
        answer = response.json()
        assert (answer["status"], answer["excerpts"], answer["critic"]) == ("submitted", 1, critic.slug)
        assert response["Location"].endswith(f"{OWN}/{review.pk}")
        assert review.get_desk_url() in answer["url"]

    def test_its_text_is_not_given_out_again(self, program, album):
        response = program.send("post", OWN, said_of(album))
        for answer in (response, program.send("get", f"{OWN}/{response.json()['id']}"), program.send("get", OWN)):
            assert "strings arrive" not in answer.text

    def test_without_submitting_it_is_a_draft(self, program, album):
        assert program.send("post", OWN, said_of(album)).json()["status"] == "draft"

    def test_a_grade_is_read_on_the_critics_scale(self, program, album):
        response = program.send("post", OWN, said_of(album, grade="4/5", verdict=None))
        assert response.json()["grade"] == "4/5"
        assert Review.objects.get().score == 80

    def test_an_excerpt_names_a_track_by_its_number(self, program, album):
        track = TrackFactory(album=album, position=3)
        quoted = {"text": QUOTED, "track": 3}
        assert program.send("post", OWN, said_of(album, excerpts=[quoted])).status_code == 201
        assert Review.objects.get().excerpts.get().track == track

    def test_a_missing_album_is_proposed(self, program):
        proposed = {"title": "Slack Water", "artist": "The Slow Ferries", "tracks": "1. Ebb 4:07\n2. Neap"}
        response = program.send("post", OWN, {"proposal": proposed, "text": BODY, "submit": True, "verdict": "rave"})
        assert response.status_code == 201, response.content
        album = Review.objects.get().album
        assert (album.proposed, album.title, album.tracks.count()) == (True, "Slack Water", 2)

    def test_what_is_wrong_is_said_in_the_desks_words_field_by_field(self, program, album):
        sent = said_of(album, grade="eleven", source_url="nowhere", excerpts=[{"text": "never written"}])
        wrong = problem(program.send("post", OWN, sent), 422)["errors"]
        assert {each["name"] for each in wrong} == {"grade", "source_url", "excerpts.0.text"}
        assert "This is no web address" in str(wrong)
        assert not Review.objects.exists()

    @pytest.mark.parametrize(
        "changed",
        [
            {"album": "https://chorus.example/albums/no/such/"},
            {"album": "javascript:alert(1)"},
            {"album": "//\0"},
            {"album": "http://[broken"},
            {"publication": "no-such-house"},
            {"critic": "somebody-else"},
            {"excerpts": [{"text": QUOTED, "track": 99}]},
            {"excerpts": [{"text": QUOTED}] * 200},
            {"published_on": "2999-01-01"},
            {"verdict": "splendid"},
            {"text": "x" * 300_000},
            {"headline": "a\0b"},
            {"headline": "x" * 10_000},
        ],
        ids=str,
    )
    def test_what_no_form_would_take_is_refused(self, program, album, changed):
        response = program.send("post", OWN, said_of(album, submit=True) | changed)
        assert problem(response, 422)["errors"]
        assert not Review.objects.exists()

    @pytest.mark.parametrize(
        "body", ["", "{", "[" * 100_000, '{"headline": "\\ud800"}', '{"text": NaN}', "1" * 5000, '"words"', "\0"]
    )
    def test_what_is_no_json_object_is_refused(self, program, body):
        response = Client().post(
            OWN, body, content_type="application/json", headers={"Authorization": f"Bearer {program.words}"}
        )
        assert response.status_code in (400, 422)
        assert response["Content-Type"] == "application/problem+json"

    def test_one_that_may_be_here_already_is_said_to_be_and_submitted_if_it_is_not(self, program, critic, album):
        ReviewFactory(published=True, critic=critic, album=album)
        sent = said_of(album, submit=True)
        assert "even_if_here" in problem(program.send("post", OWN, sent), 409)["detail"]
        assert program.send("post", OWN, sent | {"even_if_here": True}).status_code == 201

    def test_who_has_several_bylines_says_which(self, program, critic, album):
        other = CriticFactory(user=critic.user)
        assert other.slug in problem(program.send("post", OWN, said_of(album)), 422)["detail"]
        assert program.send("post", OWN, said_of(album, critic=other.slug)).json()["critic"] == other.slug

    def test_the_history_knows_whose_it_was(self, program, critic, album):
        program.send("post", OWN, said_of(album))
        event = Review.objects.get().events.latest("pgh_id")
        assert event.pgh_context["user"] == critic.user.pk

    def test_too_many_in_a_while_are_refused_together_with_the_desks(self, program, critic, album, settings, client):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"desk-write": "1/h"}
        client.force_login(critic.user)
        client.post(reverse("desk-new"), {"step": "save"})
        response = program.send("post", OWN, said_of(album))
        problem(response, 429)
        assert int(response["Retry-After"]) > 0


class TestOnce:
    def test_the_same_post_twice_makes_one_review_and_is_told_the_same(self, program, album):
        first, second = (program.send("post", OWN, said_of(album), **{"Idempotency-Key": "one"}) for _ in range(2))
        assert Review.objects.count() == 1
        assert (first.status_code, first.content, first["Location"]) == (201, second.content, second["Location"])
        assert second.status_code == 201
        assert second["Idempotency-Replayed"] == "true"

    def test_a_key_for_another_post_is_refused(self, program, album):
        program.send("post", OWN, said_of(album), **{"Idempotency-Key": "one"})
        other = program.send("post", OWN, said_of(album, headline="Another"), **{"Idempotency-Key": "one"})
        assert "another post" in problem(other, 409)["detail"]
        assert Review.objects.count() == 1

    def test_a_post_that_failed_leaves_its_key_free(self, program, album):
        problem(program.send("post", OWN, said_of(album, grade="eleven"), **{"Idempotency-Key": "one"}), 422)
        assert program.send("post", OWN, said_of(album), **{"Idempotency-Key": "one"}).status_code == 201

    def test_keys_are_each_persons_own(self, program, album):
        other = Program(CriticFactory(user=UserFactory()).user, "reviews")
        for one in (program, other):
            assert one.send("post", OWN, said_of(album), **{"Idempotency-Key": "one"}).status_code == 201
        assert Review.objects.count() == 2

    @pytest.mark.parametrize("key", ["x" * 101, "naïve"])
    def test_a_key_that_is_none_is_refused(self, program, album, key):
        problem(program.send("post", OWN, said_of(album), **{"Idempotency-Key": key}), 400)

    def test_old_keys_are_forgotten(self, program, album, critic):
        old = IdempotencyKey.objects.create(user=critic.user, key="old", digest="0", status=201, answer={})
        IdempotencyKey.objects.update(made_at="2020-01-01T00:00:00Z")
        program.send("post", OWN, said_of(album), **{"Idempotency-Key": "one"})
        assert not IdempotencyKey.objects.filter(pk=old.pk).exists()


class TestChanging:
    @pytest.fixture
    def draft(self, program, album):
        return program.send("post", OWN, said_of(album)).json()

    def test_a_draft_is_written_anew_and_submitted(self, program, album, draft):
        sent = said_of(album, headline="Another", version=draft["version"], submit=True)
        answer = program.send("put", f"{OWN}/{draft['id']}", sent)
        assert answer.status_code == 200, answer.content
        assert (answer.json()["status"], answer.json()["headline"]) == ("submitted", "Another")

    def test_a_version_that_was_not_seen_is_not_written_over(self, program, album, draft):
        Review.objects.get().save()
        response = program.send("put", f"{OWN}/{draft['id']}", said_of(album, version=draft["version"], headline="No"))
        assert "Another version" in problem(response, 409)["detail"]
        assert Review.objects.get().headline == "A door in winter"

    def test_a_submitted_one_is_taken_back_and_thrown_away(self, program, album):
        made = program.send("post", OWN, said_of(album, submit=True)).json()
        problem(program.send("delete", f"{OWN}/{made['id']}"), 409)
        assert program.send("post", f"{OWN}/{made['id']}/taking-back").json()["status"] == "draft"
        assert program.send("delete", f"{OWN}/{made['id']}").status_code == 204
        assert not Review.objects.exists()


class TestPublished:
    @pytest.fixture
    def published(self, program, critic, album):
        review = publish(ReviewFactory(submitted=True, critic=critic, album=album), new_curator())
        return program.send("get", f"{OWN}/{review.pk}").json()

    def test_it_says_where_readers_see_it(self, published, album):
        assert album.get_absolute_url() in published["public_url"]

    def test_a_revision_waits_beside_it_until_a_curator_publishes_it(self, program, published):
        words = {"text": f"{BODY}\n\nOne year on it holds.", "headline": "One year on", "verdict": "rave"}
        sent = words | {"version": published["version"], "submit": True}
        answer = program.send("post", f"{OWN}/{published['id']}/revision", sent)
        assert answer.status_code == 201, answer.content
        assert (answer.json()["status"], answer.json()["revises"]) == ("submitted", published["id"])
        publish(Review.objects.get(pk=answer.json()["id"]), new_curator())
        review = Review.objects.get()
        assert (review.pk, review.headline, review.verdict) == (published["id"], "One year on", "rave")

    def test_a_second_revision_is_refused_and_names_the_first(self, program, published):
        sent = {"text": BODY, "verdict": "rave", "version": published["version"]}
        first = program.send("post", f"{OWN}/{published['id']}/revision", sent).json()
        second = program.send("post", f"{OWN}/{published['id']}/revision", sent | {"headline": "Other"})
        assert str(first["id"]) in problem(second, 409)["detail"]

    def test_a_revision_of_another_version_is_refused(self, program, published):
        sent = {"text": BODY, "verdict": "rave", "version": "2020-01-01T00:00:00Z"}
        problem(program.send("post", f"{OWN}/{published['id']}/revision", sent), 409)
        assert Review.objects.count() == 1

    def test_what_is_not_published_cannot_be_revised(self, program, critic):
        waiting = ReviewFactory(submitted=True, critic=critic)
        sent = {"text": BODY, "verdict": "rave", "version": waiting.updated_at.isoformat()}
        problem(program.send("post", f"{OWN}/{waiting.pk}/revision", sent), 409)

    def test_it_is_withdrawn_with_a_reason(self, program, published, album):
        problem(program.send("post", f"{OWN}/{published['id']}/withdrawal", {"reason": " "}), 422)
        answer = program.send("post", f"{OWN}/{published['id']}/withdrawal", {"reason": "I heard it again."}).json()
        assert (answer["status"], answer["public_url"]) == ("withdrawn", None)
        album.refresh_from_db()
        assert not album.reviews.counted().exists()
        problem(program.send("post", f"{OWN}/{published['id']}/withdrawal", {"reason": "Once more."}), 409)


class TestWhoMay:
    PATHS = (("get", OWN), ("get", f"{OWN}/1"), ("delete", f"{OWN}/1"), ("post", f"{OWN}/1/taking-back"))

    @pytest.mark.parametrize(("method", "path"), PATHS)
    def test_nobody_without_a_token(self, method, path, client, critic):
        client.force_login(critic.user)
        response = getattr(client, method)(path)
        problem(response, 401)
        assert response["WWW-Authenticate"] == "Bearer"

    @pytest.mark.parametrize(("method", "path"), PATHS)
    def test_no_token_of_another_scope(self, critic, method, path):
        for scopes in ((), ("documents",)):
            assert "reviews" in problem(Program(critic.user, *scopes).send(method, path), 403)["detail"]

    def test_nobody_whose_byline_is_gone(self, program, critic):
        critic.user = None
        critic.save()
        problem(program.send("get", OWN), 403)

    def test_no_revoked_token(self, program):
        ApiToken.objects.update(revoked_at="2020-01-01T00:00:00Z")
        problem(program.send("get", OWN), 401)

    @pytest.mark.parametrize("state", ["submitted", "published"])
    def test_anothers_review_is_not_there(self, program, state):
        other = ReviewFactory(**{state: True})
        for method, path, said in (
            ("get", f"{OWN}/{other.pk}", None),
            ("delete", f"{OWN}/{other.pk}", None),
            ("post", f"{OWN}/{other.pk}/withdrawal", {"reason": "Mine now."}),
            ("post", f"{OWN}/{other.pk}/taking-back", None),
            ("post", f"{OWN}/{other.pk}/revision", {"version": "2020-01-01T00:00:00Z"}),
        ):
            problem(program.send(method, path, said), 404)
        other.refresh_from_db()
        assert other.status == state

    def test_a_token_in_an_address_is_refused_and_revoked(self, program):
        for name in ("token", "access_token", "x"):
            problem(Client().get(OWN, {name: program.words}), 400)
        assert not ApiToken.objects.in_force().exists()

    def test_a_token_among_other_words_of_an_address_is_revoked_too(self, program):
        problem(Client().get(OWN, {"authorization": f"Bearer {program.words}"}), 400)
        assert not ApiToken.objects.in_force().exists()

    def test_words_that_only_begin_as_tokens_do_are_looked_for(self, program):
        assert program.send("get", "/api/v1/search?q=chorus_line").status_code == 200
        assert ApiToken.objects.in_force().exists()

    def test_a_token_reads_what_everybody_reads_and_is_noted_as_used(self, program, album):
        path = f"/api/v1{album.get_absolute_url().rstrip('/')}"
        assert program.send("get", path).status_code == 200
        assert ApiToken.objects.get().last_used_at


class TestListing:
    def test_all_states_are_there_the_newest_first_page_by_page(self, program, critic, monkeypatch):
        monkeypatch.setattr("api.writing.own_reviews.A_PAGE", 2)
        made = [ReviewFactory(critic=critic, **{state: True}) for state in ("submitted", "published", "withdrawn")]
        ReviewFactory(published=True)
        first = program.send("get", OWN).json()
        assert [review["id"] for review in first["reviews"]] == [made[2].pk, made[1].pk]
        rest = program.send("get", first["next"].removeprefix("http://localhost:8000")).json()
        assert [review["id"] for review in rest["reviews"]] == [made[0].pk]
        assert rest["next"] is None

    def test_more_of_them_cost_no_more_queries(self, program, critic, django_assert_max_num_queries):
        ReviewFactory(critic=critic)
        program.send("get", OWN)
        with django_assert_max_num_queries(6):
            program.send("get", OWN)
        ReviewFactory.create_batch(8, critic=critic)
        with django_assert_max_num_queries(6):
            program.send("get", OWN)
