"""Bringing in one's own review by its address: fetched where that is allowed, and a draft like any other."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from reviews.desk.arrivals import token_of
from reviews.incoming.courier import one_round
from reviews.models import BlockedSource, Critic, Draft, IncomingDocument, Review, SourcePolicy
from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, PublicationFactory, ScaleFactory, UserFactory
from tests.web import Web, serving

pytestmark = pytest.mark.django_db
URL = "http://lantern.example/reviews/salt"
DOOR = "/desk/bring-in/"
State = IncomingDocument.State
PROSE = (
    "The first side opens like a door in winter. Nothing on it hurries, and the drums are mixed so low that the room "
    "does the counting. By the third song the guitars have left, and nobody asks them back.",
    "The second side is another matter: three songs share one chorus, and the strings arrive to apologise for it. What "
    "stays is the voice, close and unvarnished, and the last ninety seconds, which are the best of the record.",
    "It is a superb album, and the strongest that they have made. The production is patient, and the songs repay it.",
)
TEXT = "\n\n".join(("The Tide Tables: Salt Lanterns", "By Ines Moor", "4 May 2026", *PROSE, "Rating: 4/5"))


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(name="Ines Moor", user=UserFactory(), scale=ScaleFactory())


@pytest.fixture
def web(settings) -> Iterator[Web]:
    with serving() as found:
        settings.FETCH_LOOPBACK = {"lantern.example": found.port}
        settings.FETCH_PAUSE = 0
        found.put(URL, TEXT, content_type="text/plain")
        yield found


@pytest.fixture
def policy() -> SourcePolicy:
    return SourcePolicy.objects.create(host="lantern.example", fetching="request", publication=PublicationFactory())


@pytest.fixture
def album():
    return AlbumFactory(title="Salt Lanterns", lead_artist=ArtistFactory(name="The Tide Tables"))


def bring_in(desk: Client, address: str = URL, **fields: object):
    return desk.post(DOOR, {"address": address} | fields)


def arrived(desk: Client) -> IncomingDocument:
    bring_in(desk)
    one_round()
    return IncomingDocument.objects.get(address=URL)


def page_of(document: IncomingDocument) -> str:
    return reverse("desk-arrival", args=[document.pk])


def opened(desk: Client, document: IncomingDocument) -> Draft:
    desk.post(page_of(document), {"step": "open"})
    return Draft.objects.get()


def test_a_page_of_an_allowed_site_is_fetched_and_waits_at_the_critics_desk_alone(desk, critic, web, policy):
    answer = bring_in(desk)
    assert "To be fetched" in desk.get(answer.url).text
    one_round()
    document = IncomingDocument.objects.get()
    assert (document.state, document.for_critic) == (State.READ, critic)
    assert "Open it as a draft" in desk.get(answer.url).text
    assert "Brought in" in desk.get("/desk/").text
    assert not IncomingDocument.objects.waiting().exists()


def test_opened_it_is_a_draft_with_all_that_was_read(desk, critic, web, policy, album):
    draft = opened(desk, arrived(desk))
    said = draft.fields
    assert (said["headline"], said["source_url"]) == ("The Tide Tables: Salt Lanterns", URL)
    assert (said["published_on"], said["language"], said["album"]) == ("2026-05-04", "en", str(album.pk))
    assert (said["critic"], said["publication"]) == (str(critic.pk), str(policy.publication_id))
    assert said["grade"] in ("4/5", "written")
    assert PROSE[0] in said["body"]
    assert PROSE[0] in desk.get(reverse("desk-draft", args=[draft.pk])).text


def test_a_record_that_is_not_here_is_proposed(desk, critic, web, policy):
    document = arrived(desk)
    read = {"album": "Salt Lanterns", "artist": "The Tide Tables"}
    document.reading["fields"] |= {name: {"value": value, "where": "heading"} for name, value in read.items()}
    document.save()
    said = opened(desk, document).fields
    assert (said["album"], said["proposal_title"], said["proposal_artist"]) == (
        "new",
        "Salt Lanterns",
        "The Tide Tables",
    )


def test_saved_it_is_a_review_and_the_document_is_taken(desk, critic, web, policy, album):
    document = arrived(desk)
    draft = opened(desk, document)
    desk.post("/desk/reviews/new/", draft.fields | {"step": "save", "verdict": "rave", "draft_seen": draft.seen})
    review = Review.objects.get()
    document.refresh_from_db()
    assert (document.state, document.reviews.get().review) == (State.TAKEN, review)
    assert (review.status, review.source_url, review.album) == ("draft", URL, album)
    assert not Draft.objects.exists()
    assert desk.post(page_of(document), {"step": "open"}).url == review.get_desk_url()
    assert bring_in(desk).url == review.get_desk_url()


def test_opened_twice_it_is_one_draft_and_what_was_typed_stays(desk, critic, web, policy, album):
    document = arrived(desk)
    draft = opened(desk, document)
    Draft.objects.update(fields=draft.fields | {"headline": "My own"})
    assert opened(desk, document).fields["headline"] == "My own"


def test_another_name_under_the_text_is_said(desk, critic, web, policy):
    web.put(URL, TEXT.replace("Ines Moor", "Otto Vale"), content_type="text/plain")
    assert "none of your bylines" in desk.get(page_of(arrived(desk))).text


def test_where_nobody_has_decided_nothing_is_asked_and_curators_see_it(desk, critic, web):
    answer = bring_in(desk)
    one_round()
    document = IncomingDocument.objects.get()
    assert (document.state, document.for_critic, web.asked) == (State.NEEDS_POLICY, critic, [])
    assert "A curator has to allow its site first" in desk.get(answer.url).text
    curator = signed_in(new_curator())
    batch = reverse("bring-in-batch", args=[document.batch])
    assert batch in curator.get(reverse("bring-in")).text
    curator.post(f"{batch}policies/", {"fetching-lantern.example": "request"})
    one_round()
    document.refresh_from_db()
    assert (document.state, document.for_critic) == (State.READ, critic)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Paste the address"),
        ("lantern", "no address on the web"),
        ("ftp://lantern.example/", "no address on the web"),
        ("https://blocked.example/a", "Sells its verdicts"),
        ("https://www.metacritic.com/music/a", "gathers others’ reviews"),
        ("https://silent.example/a", "Nothing is fetched from silent.example"),
        ("http://lantern.example/" + "x" * 1001, "at most 1,000 characters"),
    ],
)
def test_an_address_that_is_not_taken_is_said_and_stays_in_the_form(desk, address, said):
    BlockedSource.objects.create(address="blocked.example", reason="Sells its verdicts.")
    SourcePolicy.objects.create(host="silent.example", fetching="no")
    answer = bring_in(desk, address)
    assert answer.status_code == 422
    assert said in answer.text
    assert address in answer.text
    assert not IncomingDocument.objects.exists()


def test_a_page_that_curators_have_is_not_taken_from_them(desk, web, policy):
    signed_in(new_curator()).post(reverse("bring-in"), {"addresses": URL})
    assert "with the curators already" in bring_in(desk).text
    assert IncomingDocument.objects.get().for_critic is None


def test_a_page_on_another_critics_desk_stays_there(desk, web, policy):
    other = CriticFactory(user=UserFactory())
    bring_in(signed_in(other.user))
    assert "another critic’s desk" in bring_in(desk).text
    assert IncomingDocument.objects.get().for_critic == other


def test_put_aside_it_is_off_the_desk_and_can_be_asked_for_again(desk, web, policy):
    document = arrived(desk)
    desk.post(page_of(document), {"step": "aside"})
    assert "Brought in" not in desk.get("/desk/").text
    bring_in(desk)
    document.refresh_from_db()
    assert document.state == State.TO_FETCH


@pytest.mark.parametrize("step", ["open", "aside"])
def test_a_strangers_document_is_not_there(web, policy, desk, step):
    document = arrived(desk)
    stranger = signed_in(CriticFactory(user=UserFactory()).user)
    assert stranger.get(page_of(document)).status_code == 404
    assert stranger.post(page_of(document), {"step": step}).status_code == 404
    assert not Draft.objects.exists()


def test_what_is_not_read_yet_is_no_draft(desk, policy):
    bring_in(desk)
    document = IncomingDocument.objects.get()
    assert "has not been read yet" in desk.post(page_of(document), {"step": "open"}, follow=True).text


@pytest.mark.parametrize("part", ["7", "-1", "x", "999999"])
def test_a_part_that_is_not_there_is_no_draft(desk, web, policy, part):
    desk.post(page_of(arrived(desk)), {"step": "open", "part": part})
    assert all(draft.fields["headline"] for draft in Draft.objects.all())


def test_a_token_that_somebody_made_up_takes_no_document(desk, critic, web, policy, album):
    document = arrived(desk)
    draft = opened(desk, document)
    forged = token_of(document.pk, 0).hex[:16] + uuid4().hex[:16]
    desk.post("/desk/reviews/new/", draft.fields | {"step": "save", "verdict": "rave", "form_token": forged})
    document.refresh_from_db()
    assert (Review.objects.count(), document.state) == (1, State.READ)


def test_too_often_is_too_often(desk, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"desk-bring-in": "1/h"}
    assert bring_in(desk, "https://a.example/1").status_code == 302
    answer = bring_in(desk, "https://a.example/2")
    assert (answer.status_code, "https://a.example/2" in answer.text) == (429, True)


def test_without_a_byline_nothing_is_brought_in(client):
    client.force_login(UserFactory())
    assert "no byline is yours yet" in bring_in(client).text
    assert not IncomingDocument.objects.exists()


@pytest.mark.parametrize("address", [DOOR, "/desk/bring-in/1/"])
def test_other_methods_are_refused(desk, address):
    assert desk.put(address).status_code == 405
