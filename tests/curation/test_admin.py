"""Merging, splitting and undoing at the curators' desk: who may, what is shown, what comes of bad input."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from albums.models import Album, Artist
from curation.models import Rearrangement
from reviews.models import Critic, Publication
from tests.curation.merges import REASON, furnished_album, merged
from tests.curators import filled_in, list_of, new_curator, page_of, signed_in, staff_who_may, told
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    UserFactory,
    published_review,
    reviewed_album,
)
from tests.markup import read

pytestmark = pytest.mark.django_db
FACTORIES = {"album": AlbumFactory, "artist": ArtistFactory, "critic": CriticFactory, "publication": PublicationFactory}


def merge_page(survivor, other) -> str:
    return reverse("admin:curation_merge", args=[survivor._meta.model_name, survivor.pk, other.pk])


def split_page(record) -> str:
    return reverse("admin:curation_split", args=[record._meta.model_name, record.pk])


@pytest.fixture
def curator():
    return signed_in(new_curator(username="ada"))


@pytest.mark.parametrize("kind", FACTORIES)
def test_two_records_are_chosen_looked_at_and_merged(curator, kind):
    survivor, other = FACTORIES[kind](), FACTORIES[kind]()
    page = curator.get(page_of(other))
    links = [link["href"] for link in read(page).all("a") if link.text.startswith("Merge with")]
    chosen = curator.get(links[0], {"q": str(survivor)})
    assert merge_page(other, survivor) in [link.get("href") for link in read(chosen).all("a")]
    preview = curator.get(merge_page(survivor, other))
    assert preview.status_code == 200
    answer = curator.post(merge_page(survivor, other), filled_in(preview) | {"reason": REASON})
    done = Rearrangement.objects.get()
    assert answer.url == page_of(done)
    assert (done.other_id, done.by.username, done.reason) == (other.pk, "ada", REASON)
    assert not type(other).objects.filter(pk=other.pk).exists()
    assert "Undo it" in curator.get(page_of(done)).content.decode()
    curator.post(reverse("admin:curation_undo", args=[done.pk]))
    assert type(other).objects.filter(pk=other.pk).exists()
    assert "Undo it" not in curator.get(page_of(done)).content.decode()


@pytest.mark.parametrize("kind", FACTORIES)
def test_two_selected_in_the_list_are_taken_to_the_preview(curator, kind):
    rows = [FACTORIES[kind]() for _ in range(3)]
    two = {"action": "merge", "_selected_action": [row.pk for row in rows[:2]]}
    assert curator.post(list_of(type(rows[0])), two).url == merge_page(*rows[:2])
    answer = curator.post(list_of(type(rows[0])), two | {"_selected_action": [row.pk for row in rows]}, follow=True)
    assert told(answer) == ["Select exactly two to merge them."]


def test_the_preview_lists_what_moves_and_what_differs(curator):
    survivor, other = furnished_album(1, 3), furnished_album(2, 12)
    page = read(curator.get(merge_page(survivor, other)))
    rows = [[cell.text for cell in row.descendants() if cell.tag in ("th", "td")] for row in page.all("tr")]
    assert [row[1:3] for row in rows if row[0] == "reviews"] == [["12", "move"]]
    assert [row[1:3] for row in rows if row[0] == "tracks"] == [["3", "are united with the survivor’s"]]
    assert other.get_absolute_url() in page.text
    assert "Title" not in [legend.text for legend in page.all("legend")]


def test_a_conflict_must_be_settled_and_nothing_typed_is_lost(curator):
    survivor, other, critic = reviewed_album("rave"), reviewed_album("pan"), CriticFactory()
    mine, theirs = (published_review(album, "mixed", critic=critic) for album in (survivor, other))
    answers = filled_in(curator.get(merge_page(survivor, other)))
    answer = curator.post(merge_page(survivor, other), answers | {"reason": "Said once."})
    assert answer.status_code == 422
    assert "Choose one." in answer.content.decode()
    assert "Said once." in answer.content.decode()
    assert Album.objects.count() == 2
    answers = filled_in(answer) | {f"keep-{mine.pk}-{theirs.pk}": theirs.pk}
    assert curator.post(merge_page(survivor, other), answers).status_code == 302
    mine.refresh_from_db()
    assert mine.status == "withdrawn"


def test_without_a_reason_nothing_is_merged(curator):
    survivor, other = AlbumFactory(), AlbumFactory()
    answers = filled_in(curator.get(merge_page(survivor, other)))
    assert curator.post(merge_page(survivor, other), answers | {"reason": " "}).status_code == 422
    assert Album.objects.count() == 2


def test_a_second_click_is_told_that_it_is_done(curator):
    survivor, other = AlbumFactory(title="Ebb"), AlbumFactory(title="Ebb (Deluxe)")
    answers = filled_in(curator.get(merge_page(survivor, other))) | {"reason": REASON}
    curator.post(merge_page(survivor, other), answers)
    answer = curator.post(merge_page(survivor, other), answers, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(survivor)
    assert "“Ebb (Deluxe)” has already been merged into “Ebb” by ada." in told(answer)
    assert Rearrangement.objects.count() == 1


def test_a_record_and_itself_are_sent_back_to_choose(curator):
    album = AlbumFactory()
    assert "Choose another" in told(curator.get(merge_page(album, album), follow=True))[0]


@pytest.mark.parametrize("path", ["merge/film/1/2/", "merge/album/x/2/", "split/artist/1/", "split/film/1/"])
def test_what_cannot_be_merged_has_no_page(curator, path):
    ArtistFactory(pk=1)
    assert curator.get(f"/admin/curation/rearrangement/{path}").status_code in (302, 404)


@pytest.mark.parametrize(
    "path", [f"merge/album/{10**30}/{10**31}/", f"merge/album/{10**30}/", f"split/album/{10**30}/"]
)
def test_numbers_beyond_all_bounds_name_nothing(curator, path):
    answer = curator.get(f"/admin/curation/rearrangement/{path}", follow=True)
    assert answer.status_code in (200, 404)


def test_undoing_is_posted(curator):
    done = merged(AlbumFactory(), AlbumFactory())
    assert curator.get(reverse("admin:curation_undo", args=[done.pk])).status_code == 405
    assert curator.put(merge_page(AlbumFactory(), AlbumFactory())).status_code == 405


def test_what_stands_in_the_way_of_undoing_is_told(curator):
    survivor, other = reviewed_album("rave"), reviewed_album("pan")
    done = merged(survivor, other)
    other_home = AlbumFactory()
    survivor.reviews.update(album=other_home)
    answer = curator.post(reverse("admin:curation_undo", args=[done.pk]), follow=True)
    assert "It has been worked on since" in told(answer)[0]


@pytest.mark.parametrize("make", [lambda: None, UserFactory, lambda: CriticFactory(user=UserFactory()).user])
def test_strangers_and_critics_are_sent_to_sign_in(client, make):
    if user := make():
        client.force_login(user)
    survivor, other = AlbumFactory(), AlbumFactory()
    done = merged(AlbumFactory(), AlbumFactory())
    for path in (merge_page(survivor, other), split_page(survivor), reverse("admin:curation_undo", args=[done.pk])):
        assert client.post(path, {"reason": REASON}).status_code == 302
    assert Album.objects.count() == 3
    assert Rearrangement.objects.in_force().count() == 1


def test_curators_without_the_permission_see_no_way_and_are_refused():
    client = signed_in(staff_who_may("albums.change_album", "albums.view_album", "curation.view_rearrangement"))
    survivor, other = AlbumFactory(), AlbumFactory()
    done = merged(AlbumFactory(), AlbumFactory())
    page = client.get(page_of(survivor)).content.decode()
    assert "Merge with" not in page
    assert split_page(survivor) not in page
    assert "Undo it" not in client.get(page_of(done)).content.decode()
    choose = reverse("admin:curation_choose", args=["album", survivor.pk])
    undo = reverse("admin:curation_undo", args=[done.pk])
    assert client.get(choose).status_code == 403
    for path in (merge_page(survivor, other), split_page(survivor), undo):
        assert client.post(path, {"reason": REASON}).status_code == 403
    two = {"action": "merge", "_selected_action": [survivor.pk, other.pk]}
    client.post(list_of(Album), two)
    assert Album.objects.count() == 3


def test_reviews_are_split_off_by_form(curator):
    source = reviewed_album("rave", "pan", 40, 50)
    page = curator.get(split_page(source))
    keys = list(source.reviews.values_list("pk", flat=True))[:2]
    answers = filled_in(page) | {"reviews": keys, "new_name": "Ebb", "reason": REASON}
    assert curator.post(split_page(source), answers).status_code == 302
    assert Album.objects.get(title="Ebb").reviews.count() == 2


class TestWhereTo:
    """Choosing the record that a split goes to: looked for, looked at, done. Everything by plain posts."""

    @pytest.fixture
    def source(self):
        return reviewed_album("rave", "pan", title="Low Water")

    def ticked(self, source, **typed):
        return {"reviews": [source.reviews.first().pk], "new_name": "", "reason": REASON, **typed}

    def test_records_named_alike_are_offered_at_once(self, curator, source):
        alike, unlike = AlbumFactory(title="Low Water (Live)"), AlbumFactory(title="Ballast")
        offered = [box.get("value") for box in read(curator.get(split_page(source))).all("input", name="target")]
        assert str(alike.pk) in offered
        assert str(unlike.pk) not in offered
        assert str(source.pk) not in offered

    def test_others_are_looked_for_and_nothing_typed_is_lost(self, curator, source):
        other = AlbumFactory(title="Ballast")
        typed = self.ticked(source, look_for="ballast", new_name="Ebb", _look="1")
        page = curator.post(split_page(source), typed)
        assert page.status_code == 200
        answers = filled_in(page)
        assert (answers["reviews"], answers["new_name"], answers["reason"]) == (
            str(typed["reviews"][0]),
            "Ebb",
            REASON,
        )
        assert str(other.pk) in [box.get("value") for box in read(page).all("input", name="target")]
        assert not Rearrangement.objects.exists()

    def test_a_name_that_nobody_has_is_said(self, curator, source):
        page = curator.post(split_page(source), self.ticked(source, look_for="Zyzzyva", _look="1"))
        assert "No other album is found under that name." in read(page).text

    def test_what_was_chosen_stays_on_offer_when_another_is_looked_for(self, curator, source):
        chosen = AlbumFactory(title="Ballast")
        page = curator.post(split_page(source), self.ticked(source, target=chosen.pk, look_for="Zyzzyva", _look="1"))
        assert filled_in(page)["target"] == str(chosen.pk)

    def test_the_look_beforehand_says_what_goes_where_and_does_nothing(self, curator, source):
        target, leaves = AlbumFactory(title="Ballast"), source.reviews.first()
        typed = self.ticked(source, target=target.pk, reason="", _preview="1")
        page = curator.post(split_page(source), typed)
        assert page.status_code == 200
        text = read(page).one("section", id="leaving").text
        for words in ("Ballast", leaves.byline, "Nothing stands in the way."):
            assert words in text
        assert not Rearrangement.objects.exists()

    def test_every_conflict_is_named_beforehand(self, curator, source):
        target = AlbumFactory(title="Ballast")
        for review in source.reviews.all():
            published_review(target, "mixed", critic=review.critic)
        typed = self.ticked(source, target=target.pk, reviews=[review.pk for review in source.reviews.all()])
        conflicts = read(curator.post(split_page(source), typed | {"_preview": "1"})).all("li", of_class="conflict")
        assert len(conflicts) == source.reviews.count()
        for review in source.reviews.all():
            assert any(line.text.startswith(f"{review.byline} already has") for line in conflicts)
        assert curator.post(split_page(source), typed).status_code == 422
        assert not Rearrangement.objects.exists()

    def test_a_look_at_what_cannot_be_says_why(self, curator, source):
        page = curator.post(split_page(source), self.ticked(source, reviews=[], _preview="1"))
        assert page.status_code == 422
        assert "Choose what is to leave." in read(page).text

    def test_it_goes_to_the_one_that_was_found(self, curator, source):
        target = AlbumFactory(title="Ballast")
        page = curator.post(split_page(source), self.ticked(source, look_for="ballast", _look="1"))
        assert curator.post(split_page(source), filled_in(page) | {"target": target.pk}).status_code == 302
        assert (source.reviews.count(), target.reviews.count()) == (1, 1)

    @pytest.mark.parametrize("target", ["x", 10**30, "\0"])
    def test_a_target_that_cannot_be_is_refused(self, curator, source, target):
        for button in ({}, {"_preview": "1"}):
            assert curator.post(split_page(source), self.ticked(source, target=target, **button)).status_code == 422
        assert curator.post(split_page(source), self.ticked(source, target=target, _look="1")).status_code == 200

    def test_it_asks_as_much_for_twice_the_records_found(self, curator, source):
        counts = []
        for _ in range(2):
            for _ in range(5):
                AlbumFactory(title="Low Water")
            with CaptureQueriesContext(connection) as captured:
                curator.get(split_page(source))
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "answers",
    [
        {"new_name": "Ebb"},
        {"reviews": ["x"], "new_name": "Ebb"},
        {"reviews": [10**30], "new_name": "Ebb"},
        {"reviews": "own"},
        {"reviews": "own", "new_name": "Ebb", "target": 10**30},
        {"reviews": "own", "new_name": "Ebb", "target": "other"},
        {"reviews": "own", "new_name": "Ebb", "reason": ""},
    ],
)
def test_a_split_that_cannot_be_is_refused_in_the_form(curator, answers):
    source, other = reviewed_album("rave"), AlbumFactory()
    words = {"own": source.reviews.get().pk, "other": other.pk}
    answers = {name: words.get(value, value) if isinstance(value, str) else value for name, value in answers.items()}
    answer = curator.post(split_page(source), {"reason": REASON} | answers)
    assert answer.status_code == 422
    assert Album.objects.count() == 2


def test_the_pages_ask_as_much_for_twice_the_reviews(curator):
    counts = []
    for number in (1, 2):
        survivor, other = furnished_album(10 + number, 6 * number), furnished_album(20 + number, 6 * number)
        for _ in range(number):
            critic = CriticFactory()
            for album in (survivor, other):
                published_review(album, "rave", critic=critic)
        for path in (merge_page(survivor, other), split_page(survivor)):
            with CaptureQueriesContext(connection) as captured:
                assert curator.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_the_tables_keep_what_their_own_apps_arranged(curator):
    for model in (Album, Artist, Critic, Publication):
        assert curator.get(list_of(model)).status_code == 200
