"""Critics, publications and scales in the admin, and what the site computes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from albums.models import Album, Redirect
from reviews.life import publishing
from reviews.models import Calibration, Consensus, ConsensusChange, Critic, Publication, Scale
from tests.curators import errors_in, filled_in, list_of, new_chief, new_curator, page_of, send, signed_in
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
)
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(new_curator())


class TestCritics:
    def test_the_account_that_claims_a_byline_is_named_by_user_name(self, desk):
        critic, user = CriticFactory(), UserFactory(username="marit")
        send(desk, page_of(critic), account="marit")
        assert Critic.objects.get(pk=critic.pk).user == user
        assert filled_in(desk.get(page_of(critic)))["account"] == "marit"

    def test_or_by_its_address(self, desk):
        critic, user = CriticFactory(), UserFactory(email="Marit@example.org")
        send(desk, page_of(critic), account="marit@EXAMPLE.org")
        assert Critic.objects.get(pk=critic.pk).user == user

    def test_left_empty_nobody_claims_it(self, desk):
        critic = CriticFactory(user=UserFactory())
        send(desk, page_of(critic), account="")
        assert Critic.objects.get(pk=critic.pk).user is None

    def test_an_unknown_account_is_refused(self, desk):
        critic = CriticFactory()
        answer = send(desk, page_of(critic), account="nobody", bio="Typed meanwhile")
        assert errors_in(answer) == ["There is no such account."]
        assert filled_in(answer)["bio"] == "Typed meanwhile"

    def test_an_address_that_several_accounts_have_is_refused(self, desk):
        UserFactory.create_batch(2, email="desk@example.org")
        answer = send(desk, page_of(CriticFactory()), account="desk@example.org")
        assert errors_in(answer) == ["Several accounts have this address: give the user name."]

    def test_hidden_at_their_wish_their_reviews_stop_counting_at_once(self):
        desk = signed_in(new_chief())
        album, critic = AlbumFactory(), CriticFactory()
        for writer in (critic, CriticFactory(), CriticFactory()):
            publishing.publish(ReviewFactory(submitted=True, album=album, critic=writer), None)
        send(desk, page_of(critic), hidden="on", _why="She asked for it.", _save="Save")
        album.refresh_from_db()
        assert (album.counted_reviews, album.consensus_score) == (2, None)
        assert album.consensus_changes.order_by("pk").last().cause == "hidden"
        assert critic.events.latest("pgh_id").pgh_context["why"] == "She asked for it."
        send(desk, page_of(critic), hidden=None, _why="She is back.", _save="Save")
        assert Album.objects.get(pk=album.pk).counted_reviews == 3

    def test_hiding_asks_for_a_reason(self):
        critic = CriticFactory()
        answer = send(signed_in(new_chief()), page_of(critic), hidden="on", bio="Typed meanwhile")
        assert errors_in(answer) == ["Say why, below: it stays in the history."]
        assert filled_in(answer)["bio"] == "Typed meanwhile"
        assert not Critic.objects.get(pk=critic.pk).hidden

    def test_a_curator_reads_whether_a_critic_is_hidden_and_cannot_change_it(self, desk):
        critic = CriticFactory()
        assert "hidden" not in filled_in(desk.get(page_of(critic)))
        send(desk, page_of(critic), hidden="on", _why="I think so.", _save="Save")
        assert not Critic.objects.get(pk=critic.pk).hidden

    def test_another_change_leaves_the_consensus_and_its_history_alone(self, desk):
        review = publishing.publish(ReviewFactory(submitted=True), None)
        send(desk, page_of(review.critic), bio="Writes at night.")
        assert review.album.consensus_changes.count() == 1

    def test_a_new_slug_leaves_the_old_address_leading_to_it(self, desk):
        critic = CriticFactory(slug="old-name")
        send(desk, page_of(critic), slug="new-name")
        assert Redirect.objects.get().old_path.endswith("/old-name/")
        assert Redirect.objects.get().new_path.endswith("/new-name/")

    def test_without_a_slug_one_is_made_from_the_name(self, desk):
        CriticFactory(slug="marit-oyelaran")
        send(desk, "/admin/reviews/critic/add/", name="Marit Oyelaran")
        assert Critic.objects.order_by("pk").last().slug == "marit-oyelaran-2"

    def test_search_forgives_accents(self, desk):
        wanted = CriticFactory(name="Anaïs Bjørn")
        CriticFactory()
        found = desk.get(list_of(Critic), {"q": "anais BJORN"}).context["cl"].result_list
        assert list(found) == [wanted]


class TestPublications:
    def test_two_do_not_have_one_name(self, desk):
        PublicationFactory(name="Café Noise")
        answer = send(desk, "/admin/reviews/publication/add/", name="CAFE NOISE")
        assert errors_in(answer) == ["There is already a publication of that name: Café Noise."]

    def test_it_keeps_its_own_name(self, desk):
        house = PublicationFactory(name="Café Noise")
        send(desk, page_of(house), name="Cafe Noise")
        assert Publication.objects.get(pk=house.pk).name == "Cafe Noise"

    def test_where_reviews_have_appeared_is_no_aggregator(self, desk):
        house = PublicationFactory()
        ReviewFactory(published=True, publication=house)
        answer = send(desk, page_of(house), is_aggregator="on")
        assert "Published reviews name it as their source." in errors_in(answer)[0]

    def test_a_new_slug_leaves_the_old_address_leading_to_it(self, desk):
        house = PublicationFactory(slug="old-house")
        send(desk, page_of(house), slug="new-house")
        assert Redirect.objects.get().old_path.endswith("/old-house/")


class TestScales:
    def test_letters_stand_beneath_their_scale(self, desk):
        send(
            desk,
            "/admin/reviews/scale/add/",
            name="Two letters",
            kind="letters",
            **{"letters-0-letter": "A", "letters-0-score": "100"},
        )
        assert [str(letter) for letter in Scale.objects.get(name="Two letters").letters.all()] == ["A = 100"]

    @pytest.mark.parametrize(
        ("columns", "refusals"),
        [
            (
                {"kind": "stars", "maximum": "", "step": "0"},
                ["A scale of numbers needs this, and more than 0."] * 2,
            ),
            ({"kind": "none", "maximum": "5", "step": ""}, ["Leave this empty: the scale has no numbers."]),
        ],
    )
    def test_what_the_kind_asks_for_is_said(self, desk, columns, refusals):
        assert errors_in(send(desk, page_of(ScaleFactory()), **columns)) == refusals

    def test_a_letter_worth_more_than_100_is_refused(self, desk):
        answer = send(desk, page_of(ScaleFactory(lettered=True)), **{"letters-0-score": "101"})
        assert errors_in(answer) == ["Ensure this value is less than or equal to 100."]

    def test_a_letter_stands_once(self, desk):
        answer = send(desk, page_of(ScaleFactory(lettered=True)), **{"letters-1-letter": "A"})
        assert errors_in(answer)


class TestComputed:
    @pytest.fixture
    def computed(self):
        publishing.publish(ReviewFactory(submitted=True), None)
        return [Calibration.objects.current(), Consensus.objects.get(), ConsensusChange.objects.get()]

    def test_it_is_shown_and_nobody_writes_it(self, computed):
        root = signed_in(UserFactory(is_staff=True, is_superuser=True))
        for client in (root, signed_in(new_curator())):
            for row in computed:
                assert client.get(list_of(type(row))).status_code == 200
                page = client.get(page_of(row))
                assert page.status_code == 200
                assert not read(page).all("input", name="_save")
                assert client.post(page_of(row), {"_save": "Save"}).status_code == 403
                assert client.post(f"{list_of(type(row))}{row.pk}/delete/", {"post": "yes"}).status_code == 403
                assert client.get(f"{list_of(type(row))}add/").status_code == 403

    def test_scores_are_shown_with_their_interval(self, desk):
        album = AlbumFactory()
        for verdict in ("rave", "mixed", "positive"):
            publishing.publish(ReviewFactory(submitted=True, album=album, verdict=verdict), None)
        (cell,) = read(desk.get(list_of(Consensus))).all("td", of_class="field-rounded_score")
        assert cell.text == "76.1 (71.3 to 80.7)"


class TestGroup:
    def test_curators_do_not_see_users(self, desk):
        assert desk.get(list_of(User)).status_code == 403
        assert "/admin/auth/" not in desk.get("/admin/").content.decode()
