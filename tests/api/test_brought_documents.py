"""A curator's program adds documents to the queue, by the door's own rules."""

from __future__ import annotations

import pytest

from reviews.models import IncomingDocument, SourcePolicy
from tests.api.programs import Program, problem
from tests.curators import new_curator
from tests.factories import BODY, CriticFactory, UserFactory

pytestmark = pytest.mark.django_db

DOCUMENTS = "/api/v1/documents"
PAGE = "https://lantern.example/low-water"


@pytest.fixture
def curator():
    return new_curator()


@pytest.fixture
def program(curator):
    return Program(curator, "documents")


def test_addresses_wait_and_each_says_for_what(program, curator):
    SourcePolicy.objects.create(host="closed.example", fetching="no")
    sent = {"addresses": [PAGE, "https://closed.example/a", "ftp://lantern.example/"]}
    response = program.send("post", DOCUMENTS, sent)
    assert response.status_code == 202, response.content
    answer = response.json()
    assert {each["address"]: each["state"] for each in answer["documents"]}[PAGE] == "policy"
    assert "ftp://lantern.example/" in [each["address"] for each in answer["refused"]]
    assert IncomingDocument.objects.get(address=PAGE).asked_by == curator


def test_a_text_is_read_at_once_and_waits_to_be_checked(program):
    response = program.send("post", DOCUMENTS, {"text": f"The Slow Ferries: Low Water\n\n{BODY}", "address": PAGE})
    (made,) = response.json()["documents"]
    assert (made["state"], made["address"]) == ("read", PAGE)
    assert response["Location"].endswith(f"{DOCUMENTS}/{made['id']}")
    assert program.send("get", f"{DOCUMENTS}/{made['id']}").json() == made


def test_the_same_post_twice_is_one_document(program):
    for _ in range(2):
        program.send("post", DOCUMENTS, {"text": BODY}, **{"Idempotency-Key": "one"})
    assert IncomingDocument.objects.count() == 1


def test_an_address_that_is_here_is_told_as_it_is(program):
    first, second = (program.send("post", DOCUMENTS, {"addresses": [PAGE]}).json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "sent",
    [{}, {"addresses": [f"https://lantern.example/{number}" for number in range(101)]}, {"text": "x" * 2_000_001}],
    ids=["nothing", "too many", "too long"],
)
def test_what_the_door_would_not_take_is_refused(program, sent):
    assert problem(program.send("post", DOCUMENTS, sent), 422)["errors"]
    assert not IncomingDocument.objects.exists()


def test_nobody_else_may(curator, client):
    critic = Program(CriticFactory(user=UserFactory()).user, "documents")
    document = IncomingDocument.objects.create(state="policy", address=PAGE)
    for path, method, said in ((DOCUMENTS, "post", {"addresses": [PAGE]}), (f"{DOCUMENTS}/{document.pk}", "get", None)):
        problem(critic.send(method, path, said), 403)
        problem(Program(curator).send(method, path, said) if method == "post" else critic.send(method, path), 403)
    client.force_login(curator)
    problem(client.get(f"{DOCUMENTS}/{document.pk}"), 401)


def test_too_many_in_a_while_are_refused(program, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"bring-in": "1/h"}
    program.send("post", DOCUMENTS, {"addresses": [PAGE]})
    problem(program.send("post", DOCUMENTS, {"addresses": [PAGE]}), 429)
