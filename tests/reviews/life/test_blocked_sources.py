"""Reviews from a blocked source are not submitted, imported or published; those that are here are listed."""

from __future__ import annotations

import io

import pytest

from reviews.incoming.documents import Orders, import_document
from reviews.incoming.score_tables.importing import import_scores
from reviews.life import publishing, steps
from reviews.life.concerns import obstacles, with_concerns
from reviews.models import BlockedSource, Review
from reviews.reading.reading import Document
from tests.curators import errors_in, list_of, new_curator, page_of, send, signed_in, staff_who_may
from tests.factories import AlbumFactory, ReviewFactory, UserFactory, published_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocked():
    return BlockedSource.objects.create(address="fakes.example", reason="It sells its verdicts.")


@pytest.mark.parametrize(
    ("address", "url", "covered"),
    [
        ("fakes.example", "https://fakes.example/review", True),
        ("fakes.example", "http://www.Fakes.example./x", True),
        ("fakes.example", "https://music.fakes.example/x", True),
        ("fakes.example", "https://nofakes.example/x", False),
        ("fakes.example", "https://fakes.example.org/x", False),
        ("fakes.example", "https://other.example/?u=fakes.example", False),
        ("host.example/paid", "https://host.example/paid", True),
        ("host.example/paid", "https://host.example/paid/1?x", True),
        ("host.example/paid", "https://host.example/paidfor", False),
        ("host.example/paid", "https://host.example/", False),
        ("fakes.example", "http://[broken", False),
    ],
)
def test_what_a_blocked_address_covers(address, url, covered):
    assert BlockedSource(address=address).covers(url) == covered


def test_it_is_neither_submitted_nor_published(blocked):
    review = ReviewFactory(source_url="https://fakes.example/1", verdict="rave")
    with pytest.raises(steps.NotAllowed, match="It sells its verdicts"):
        publishing.submit(review, None)
    waiting = ReviewFactory(submitted=True, source_url="https://fakes.example/2")
    with pytest.raises(steps.NotAllowed, match=r"fakes\.example"):
        publishing.publish(waiting, None)
    assert "It sells its verdicts" in obstacles(with_concerns(Review.objects.filter(pk=waiting.pk)).get())[0]


def test_a_document_from_there_is_not_imported_and_others_are(blocked):
    album = AlbumFactory()
    document = "Low Water: a review\n\nBy Marit Oyelaran\n\n{}\n\n" + "It hums and it stops and it hums again. " * 30
    outcomes = [
        import_document(Document(document.format(url).encode(), file_name=f"{number}.txt"), Orders(album=album))[0]
        for number, url in enumerate(["https://fakes.example/1", "https://lantern.example/1"])
    ]
    assert [outcome.failed for outcome in outcomes] == [True, False]
    assert "It sells its verdicts" in outcomes[0].reason


def test_a_table_names_each_row_from_there_and_goes_on(blocked):
    BlockedSource.objects.create(address="host.example/paid", reason="Paid for.")
    rows = [
        "artist,album,publication,score,url",
        "Tide,Ebb,The Lantern,80,https://lantern.example/1",
        "Tide,Ebb,The Fake,80,https://fakes.example/1",
        "Tide,Ebb,The Host,70,https://host.example/free/1",
        "Tide,Ebb,The Guest,60,https://host.example/paid/1",
    ]
    imported = import_scores(io.BufferedReader(io.BytesIO("\n".join(rows).encode())), "scores.csv")
    assert imported.added == 2
    assert [row.number for row in imported.bad] == [3, 5]
    assert "It sells its verdicts" in imported.bad[0].reason


def test_a_curator_blocks_what_they_paste_and_sees_what_is_here():
    curator = signed_in(new_curator(username="ada"))
    review = published_review(AlbumFactory(), "rave", source_url="https://www.fakes.example/reviews/1")
    add = list_of(BlockedSource) + "add/"
    send(curator, add, address="https://WWW.Fakes.example/reviews/", reason="It sells its verdicts.")
    source = BlockedSource.objects.get()
    assert (source.address, source.by.username) == ("fakes.example/reviews", "ada")
    assert page_of(review) in curator.get(page_of(source)).content.decode()
    review.refresh_from_db()
    assert review.status == "published"


@pytest.mark.parametrize("address", ["", "fakes", "http://", "fakes example.com", "http://[broken"])
def test_what_is_no_address_is_refused(address):
    curator = signed_in(new_curator())
    answer = send(curator, list_of(BlockedSource) + "add/", address=address, reason="It sells its verdicts.")
    assert errors_in(answer)
    assert not BlockedSource.objects.exists()


def test_a_curator_cannot_enter_such_a_source(blocked):
    curator, review = signed_in(new_curator()), ReviewFactory(submitted=True)
    answer = send(curator, page_of(review), source_url="https://fakes.example/3")
    assert any("It sells its verdicts" in error for error in errors_in(answer))


def test_only_those_who_may_block(client, blocked):
    client.force_login(UserFactory())
    assert client.get(page_of(blocked)).status_code == 302
    assert signed_in(staff_who_may("reviews.change_review")).get(page_of(blocked)).status_code == 403
