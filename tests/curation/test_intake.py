"""Bringing reviews in: from an address, a file or a pasted text to the queue or the album's page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from albums.models import Album
from reviews.incoming.courier import one_round
from reviews.models import BlockedSource, Critic, IncomingDocument, Publication, Review, SourcePolicy
from tests.curators import new_curator
from tests.factories import AlbumFactory, ArtistFactory, UserFactory
from tests.web import Web, serving

pytestmark = pytest.mark.django_db
URL = "http://lantern.example/reviews/salt"
State = IncomingDocument.State
PROSE = (
    "The first side opens like a door in winter. Nothing on it hurries, and the drums are mixed so low that the room "
    "does the counting. By the third song the guitars have left, and nobody asks them back.",
    "The second side is another matter: three songs share one chorus, and the strings arrive to apologise for it. What "
    "stays is the voice, close and unvarnished, and the last ninety seconds, which are the best of the record.",
    "It is a superb album, and the strongest that they have made. The production is patient, and the songs repay it.",
)
MORE = (
    "Between the two stands a long piece for brass and radio, which takes its time and gives none of it back. One "
    "hears a harbour in it, then a kitchen, then somebody closing a door with great care. It was recorded in one "
    "evening, they say, and it has the tiredness of one. Nobody plays louder than a person talks.",
    "The words are few. They concern a ferry that was taken out of service and the people who go on waiting for it. "
    "There is no chorus to speak of, only a line that comes back with one word changed, and by the fourth time it has "
    "become another line. The band has done this before, and never with so light a hand, so that one notices only "
    "afterwards how sad it was. What they leave out has always mattered more to them than what they play.",
)
TEXT = "\n\n".join(("The Tide Tables: Salt Lanterns", "By Ines Moor", *PROSE, *MORE))


@pytest.fixture
def web(settings) -> Iterator[Web]:
    with serving() as found:
        settings.FETCH_LOOPBACK = dict.fromkeys(("lantern.example", "kiosk.example"), found.port)
        settings.FETCH_PAUSE = 0
        found.put(URL, TEXT, content_type="text/plain")
        yield found


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(new_curator())
    return client


@pytest.fixture
def album() -> Album:
    return AlbumFactory(title="Salt Lanterns", lead_artist=ArtistFactory(name="The Tide Tables"))


def bring_in(curator: Client, **fields: object):
    return curator.post(reverse("bring-in"), fields)


def fetch(url: str = URL, fetching: str = "request") -> IncomingDocument:
    SourcePolicy.objects.get_or_create(host="lantern.example", defaults={"fetching": fetching})
    IncomingDocument.objects.filter(address=url).update(
        state=State.TO_FETCH, policy=SourcePolicy.objects.get(host="lantern.example")
    )
    one_round()
    return IncomingDocument.objects.get(address=url)


def check(curator: Client, document: IncomingDocument, step: str = "publish", **fields: object):
    page = curator.get(reverse("document", args=[document.pk]))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    return curator.post(reverse("document", args=[document.pk]), sent | {"step": step, "verdict": "rave"} | fields)


def test_an_address_of_a_new_site_waits_for_a_decision_and_nothing_is_asked(curator, web):
    page = bring_in(curator, addresses=URL)
    page = curator.get(page.url)
    assert page.context["new_hosts"] == ["lantern.example"]
    one_round()
    assert web.asked == []


def test_one_decision_sends_what_waited_on_its_way(curator, web):
    batch = bring_in(curator, addresses=URL).url
    curator.post(f"{batch}policies/", {"fetching-lantern.example": "request"})
    one_round()
    document = IncomingDocument.objects.get()
    policy = SourcePolicy.objects.get()
    assert (document.state, document.title) == (State.READ, "The Tide Tables: Salt Lanterns")
    assert (policy.fetching, policy.decided_by.username) == ("request", document.asked_by.username)


def test_a_site_that_is_not_to_be_fetched_is_not(curator, web):
    batch = bring_in(curator, addresses=URL).url
    curator.post(f"{batch}policies/", {"fetching-lantern.example": "no"})
    one_round()
    assert (IncomingDocument.objects.get().state, web.asked) == (State.FAILED, [])


def test_the_page_shows_each_field_with_where_it_was_read(curator, web, album):
    bring_in(curator, addresses=URL)
    page = curator.get(reverse("document", args=[fetch().pk]))
    form = page.context["form"]
    assert (form["headline"].value(), form["critic"].value()) == ("The Tide Tables: Salt Lanterns", "Ines Moor")
    assert form["album"].value() == str(album.pk)
    assert "read in the byline line" in page.content.decode().replace("\n", " ")


def test_three_sentences_are_offered_and_the_verdict_is_left_to_the_person(curator, web, album):
    bring_in(curator, addresses=URL)
    page = curator.get(reverse("document", args=[fetch().pk]))
    assert 1 <= len(page.context["suggested"]) <= 3
    assert not page.context["form"]["verdict"].value()
    assert not page.context["form"]["quotes"].value()


def test_published_it_is_on_the_albums_page_with_its_words_in_quotation(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    page = curator.get(reverse("document", args=[document.pk]))
    quote = page.context["suggested"][0]
    check(curator, document, quotes=[quote.place], publication="The Lantern")
    review = Review.objects.get()
    assert (review.status, review.album, review.verdict) == ("published", album, "rave")
    assert (review.critic.name, review.publication.name, review.source_url) == ("Ines Moor", "The Lantern", URL)
    assert [(excerpt.text, excerpt.lead) for excerpt in review.excerpts.all()] == [(quote.text, True)]
    assert SourcePolicy.objects.get().publication == review.publication
    document.refresh_from_db()
    assert document.state == State.TAKEN


def test_put_in_the_queue_it_waits_there(curator, web, album):
    bring_in(curator, addresses=URL)
    check(curator, fetch(), step="queue")
    assert Review.objects.get().status == "submitted"


def test_a_record_that_is_not_here_is_added_with_its_first_review(curator, web):
    bring_in(curator, addresses=URL)
    check(
        curator,
        fetch(),
        album="new",
        new_title="Salt Lanterns",
        new_artist="The Tide Tables",
        new_kind="album",
        new_released="2026-05",
        new_tracks="1. Slack Water 4:07\n2. Lantern Out to Sea",
    )
    album = Album.objects.get()
    assert (album.title, album.lead_artist.name, album.release_precision) == (
        "Salt Lanterns",
        "The Tide Tables",
        "month",
    )
    assert list(album.tracks.values_list("position", "title", "seconds")) == [
        (1, "Slack Water", 247),
        (2, "Lantern Out to Sea", None),
    ]
    assert Review.objects.get().status == "published"


def test_what_cannot_be_published_changes_nothing_and_keeps_what_was_typed(curator, web, album):
    bring_in(curator, addresses=URL)
    answer = check(curator, fetch(), verdict="", headline="My own headline")
    assert answer.status_code == 422
    assert "needs a verdict" in answer.content.decode()
    assert "My own headline" in answer.content.decode()
    assert (Review.objects.count(), Critic.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("words", "Words that nobody wrote.", "do not stand in the text"),
        ("grade", "11/10", "more than the highest grade"),
        ("album", "", "Choose the album"),
        ("new_released", "soon", "2025-09-19"),
        ("source_url", "ftp://lantern.example/", "valid URL"),
        ("body", "", "required"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_place(curator, web, album, field, value, said):
    bring_in(curator, addresses=URL)
    answer = check(curator, fetch(), **{field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_second_click_makes_no_second_review(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    for _ in range(2):
        form = {"album": album.pk, "body": TEXT, "verdict": "pan", "critic": "Ines Moor", "step": "publish"}
        curator.post(reverse("document", args=[document.pk]), form)
    assert Review.objects.count() == 1


def test_two_curators_pasting_one_address_share_one_document(curator, web):
    bring_in(curator, addresses=URL)
    other = Client()
    other.force_login(new_curator(username="other"))
    bring_in(other, addresses="https://www.lantern.example/reviews/salt/?utm_source=paste")
    assert IncomingDocument.objects.count() == 1


def test_a_page_that_is_here_as_a_review_is_not_taken_twice(curator, web, album):
    bring_in(curator, addresses=URL)
    check(curator, fetch())
    bring_in(curator, pasted=TEXT)
    answer = check(curator, IncomingDocument.objects.get(file_name="pasted text"), source_url=URL, critic="")
    assert "That page is here already" in answer.content.decode()


def test_a_file_is_read_at_once(curator, album):
    answer = bring_in(curator, files=[SimpleUploadedFile("salt.txt", TEXT.encode())])
    document = IncomingDocument.objects.get()
    assert (answer.url, document.state) == (reverse("document", args=[document.pk]), State.READ)


def test_a_pasted_text_is_read_at_once(curator, album):
    bring_in(curator, pasted=TEXT)
    assert IncomingDocument.objects.get().title == "The Tide Tables: Salt Lanterns"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("lantern", "no address on the web"),
        ("ftp://lantern.example/", "no address on the web"),
        ("https://blocked.example/a", "Sells its verdicts"),
        ("https://www.metacritic.com/music/a", "gathers others’ reviews"),
        ("http://lantern.example/" + "x" * 1001, "at most 1,000 characters"),
    ],
)
def test_an_address_that_is_not_taken_is_said_and_stays_in_the_form(curator, address, said):
    BlockedSource.objects.create(address="blocked.example", reason="Sells its verdicts.")
    answer = bring_in(curator, addresses=address)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert address in answer.content.decode()


def test_nothing_given_is_said(curator):
    assert "Give an address, a file or a text." in bring_in(curator).content.decode()


def test_a_shared_page_stands_in_the_form_already(curator):
    page = curator.get(reverse("bring-in"), {"text": f"Look at this: {URL}"})
    assert page.context["form"]["addresses"].value() == URL


def test_a_document_that_was_put_aside_can_be_taken_after_all(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    check(curator, document, step="aside")
    document.refresh_from_db()
    assert document.state == State.PUT_ASIDE
    curator.post(reverse("document", args=[document.pk]), {"step": "after-all"})
    document.refresh_from_db()
    assert document.state == State.READ


def test_the_next_of_those_that_came_together_follows(curator, web, album):
    web.put("http://lantern.example/b", TEXT.replace("Ines", "Otto"), content_type="text/plain")
    SourcePolicy.objects.create(host="lantern.example", fetching="request")
    bring_in(curator, addresses=f"{URL}\nhttp://lantern.example/b")
    one_round()
    first, second = IncomingDocument.objects.order_by("pk")
    assert check(curator, first).url == reverse("document", args=[second.pk])
    assert check(curator, second).url == reverse("queue")


def test_quotations_keep_to_the_policy_of_the_site(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    SourcePolicy.objects.update(quotes_per_review=0)
    page = curator.get(reverse("document", args=[document.pk]))
    assert page.context["suggested"] == []
    answer = check(curator, document, words="It is a superb album")
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["critic", "stranger"])
def test_nobody_else_may_bring_in(client, who, web):
    if who == "critic":
        client.force_login(UserFactory())
    assert bring_in(client, addresses=URL).status_code == 302
    assert not IncomingDocument.objects.exists()


def test_a_batch_asks_the_same_number_of_queries_for_two_and_for_twenty(curator, django_assert_num_queries):
    def queries(count: int) -> int:
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        batch = bring_in(curator, addresses="\n".join(f"https://house{n}.example/{count}" for n in range(count))).url
        with CaptureQueriesContext(connection) as captured:
            curator.get(batch)
        return len(captured)

    assert queries(2) == queries(20)


def test_a_house_that_is_an_aggregator_is_refused(curator, web, album):
    Publication.objects.create(name="The Sum", slug="the-sum", is_aggregator=True)
    bring_in(curator, addresses=URL)
    answer = check(curator, fetch(), publication="The Sum")
    assert "gathers others" in answer.content.decode()


def test_what_waits_to_be_checked_stands_in_the_queue(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    page = curator.get(reverse("queue"), {"kind": "document"})
    assert [row.record for row in page.context["page"].rows] == [document]
    assert reverse("document", args=[document.pk]) in page.content.decode()


def test_nobody_decides_about_a_document_that_another_holds(curator, web, album):
    bring_in(curator, addresses=URL)
    document = fetch()
    other = Client()
    other.force_login(new_curator(username="other"))
    other.post(reverse("queue-take", args=["document", document.pk]))
    answer = check(curator, document)
    assert answer.status_code == 409
    assert "other has held it since" in answer.content.decode()
    assert not Review.objects.exists()
