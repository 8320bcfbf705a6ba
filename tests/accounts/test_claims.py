"""Byline claims: asked for, withdrawn, granted, declined."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from accounts.claims import claim_byline, decline_claim, grant_claim, withdraw_claim
from accounts.models import BylineClaim, Notice
from reviews.life.steps import NotAllowed
from reviews.models import Critic
from tests.curators import list_of, new_curator, page_of, signed_in, staff_who_may, told
from tests.factories import CriticFactory, UserFactory, reviewed_album
from tests.markup import read

pytestmark = pytest.mark.django_db
TYPED = {"publication": "The Lantern", "evidence": "https://lantern.example/people/marit", "words": "Since 2019."}


def new_claim(**columns: object) -> BylineClaim:
    columns = {"user": None, "critic": None, "name": ""} | columns
    columns["user"] = columns["user"] or UserFactory()
    if columns["critic"] is None and not columns["name"]:
        columns["name"] = "Ottilie Brandt"
    return claim_byline(BylineClaim(publication="The Lantern", evidence="https://lantern.example/x", **columns))


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def critic():
    return reviewed_album(80).reviews.get().critic


def test_a_person_finds_their_byline_and_claims_it(client, person, critic):
    client.force_login(person)
    found = client.get(reverse("find-byline"), {"name": critic.name.upper()})
    address = f"{reverse('claim-byline')}?critic={critic.slug}"
    assert address in found.text
    assert client.get(address).status_code == 200
    assert client.post(address, TYPED).url == reverse("bylines")
    claim = BylineClaim.objects.get()
    assert (claim.user, claim.critic, claim.state, claim.words) == (person, critic, "waiting", "Since 2019.")
    assert "A curator will look at it." in client.get(reverse("bylines")).text


def test_a_person_asks_for_a_new_byline(client, person):
    client.force_login(person)
    address = f"{reverse('claim-byline')}?name=Ottilie+Brandt"
    assert address.replace("+", "%20") in client.get(reverse("find-byline"), {"name": "Ottilie Brandt"}).text
    client.post(address, TYPED)
    assert BylineClaim.objects.get().name == "Ottilie Brandt"


def test_critics_without_a_counted_review_are_not_named(client, person):
    hidden = CriticFactory(name="Nobody Yet")
    client.force_login(person)
    assert f"critic={hidden.slug}" not in client.get(reverse("find-byline"), {"name": "Nobody"}).text
    assert client.get(f"{reverse('claim-byline')}?critic={hidden.slug}").status_code == 404


@pytest.mark.parametrize("page", ["find-byline", "claim-byline", "bylines"])
def test_strangers_sign_in_first(client, page):
    assert client.get(reverse(page)).url.startswith(reverse("login"))


@pytest.mark.parametrize("query", ["", "?name=", "?critic=a%00b", "?name=" + "x" * 201])
def test_a_claim_to_nothing_leads_back_to_the_search(client, person, query):
    client.force_login(person)
    assert client.get(reverse("claim-byline") + query).url == reverse("find-byline")


def test_what_is_missing_is_said_and_what_was_typed_kept(client, person):
    client.force_login(person)
    address = f"{reverse('claim-byline')}?name=Ottilie"
    response = client.post(address, TYPED | {"evidence": "javascript:alert(1)"})
    assert response.status_code == 422
    assert "Since 2019." in response.text
    assert not BylineClaim.objects.exists()


def test_a_second_click_makes_no_second_claim(client, person):
    client.force_login(person)
    address = f"{reverse('claim-byline')}?name=Ottilie"
    client.post(address, TYPED)
    again = client.post(f"{reverse('claim-byline')}?name=OTTILIE", TYPED)
    assert again.status_code == 409
    assert "already" in again.text
    assert BylineClaim.objects.count() == 1


def test_a_byline_that_has_a_user_is_not_claimed(client, person, critic):
    critic.user = UserFactory()
    critic.save()
    client.force_login(person)
    assert "belongs to another account" in client.get(reverse("find-byline"), {"name": critic.name}).text
    response = client.post(f"{reverse('claim-byline')}?critic={critic.slug}", TYPED)
    assert response.status_code == 409
    assert not BylineClaim.objects.exists()


def test_too_many_claims_in_a_day_are_refused_and_kept_on_the_page(client, person, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "claim": "1/d"}
    client.force_login(person)
    client.post(f"{reverse('claim-byline')}?name=One", TYPED)
    refused = client.post(f"{reverse('claim-byline')}?name=Two", TYPED)
    assert refused.status_code == 429
    assert "Since 2019." in refused.text


def test_a_claim_is_taken_back_once(client, person):
    claim = new_claim(user=person)
    client.force_login(person)
    address = reverse("withdraw-claim", args=[claim.pk])
    assert client.get(address).status_code == 405
    assert told(client.post(address, follow=True)) == ["You no longer claim Ottilie Brandt."]
    assert told(client.post(address, follow=True)) == ["This claim is withdrawn already."]


def test_nobody_takes_back_the_claim_of_another(client, person):
    claim = new_claim()
    client.force_login(person)
    assert client.post(reverse("withdraw-claim", args=[claim.pk])).status_code == 404


def test_a_granted_claim_makes_the_new_critic_and_tells_the_claimant(person):
    claim = grant_claim(new_claim(user=person), new_curator(), reason="Welcome.")
    assert (claim.critic.name, claim.critic.user) == ("Ottilie Brandt", person)
    notice = Notice.objects.get(recipient=person)
    assert notice.headline == "Your claim to the byline Ottilie Brandt is granted."
    assert notice.words == "Welcome."
    assert mail.outbox[0].to == [person.email]
    assert "Welcome." in mail.outbox[0].body


def test_a_claim_may_be_granted_to_a_critic_who_is_there_already(person):
    there = CriticFactory(name="Ottilie Brandt")
    claim = grant_claim(new_claim(user=person), new_curator(), critic=there)
    assert claim.critic == there
    assert Critic.objects.get(user=person) == there


def test_one_person_holds_several_bylines_and_a_byline_one_person(person, critic):
    grant_claim(new_claim(user=person), new_curator())
    claim, rival = new_claim(user=person, critic=critic), new_claim(critic=critic)
    grant_claim(claim, new_curator())
    assert person.bylines.count() == 2
    with pytest.raises(NotAllowed, match="belongs to another account"):
        grant_claim(rival, new_curator())
    critic.refresh_from_db()
    assert critic.user == person
    rival.refresh_from_db()
    assert rival.state == "waiting"


def test_declining_takes_a_reason_which_the_claimant_reads(client, person):
    claim = new_claim(user=person)
    with pytest.raises(NotAllowed, match="Give a reason"):
        decline_claim(claim, new_curator(), "  ")
    decline_claim(claim, new_curator(), "The page names somebody else.")
    client.force_login(person)
    assert "The page names somebody else." in client.get(reverse("bylines")).text
    assert "is declined" in client.get(reverse("notices")).text


@pytest.mark.parametrize(
    "again", [lambda claim: grant_claim(claim, new_curator()), lambda claim: decline_claim(claim, new_curator(), "No.")]
)
@pytest.mark.parametrize("end", [lambda claim: grant_claim(claim, new_curator()), withdraw_claim])
def test_what_is_decided_or_withdrawn_is_not_decided_again(end, again):
    claim = new_claim()
    end(claim)
    with pytest.raises(NotAllowed, match="already"):
        again(claim)


def test_curators_see_what_waits_first_and_how_many():
    decline_claim(new_claim(name="Past"), new_curator(), "No.")
    new_claim(name="Waiting")
    curator = signed_in(new_curator())
    assert "1 byline claim" in read(curator.get(reverse("admin:index"))).links()
    listed = curator.get(list_of(BylineClaim)).text
    assert listed.index("Waiting (new)") < listed.index("Past (new)")


def test_a_curator_grants_on_the_claims_page(person):
    claim = new_claim(user=person)
    curator = signed_in(new_curator())
    response = curator.post(page_of(claim), {"critic": "", "reason": "", "_grant": "Grant"}, follow=True)
    assert "The claim to Ottilie Brandt is granted." in told(response)
    claim.refresh_from_db()
    assert (claim.state, claim.critic.user) == ("granted", person)
    assert "granted" in curator.get(page_of(claim)).text.lower()


def test_a_curator_declines_with_a_reason_or_not_at_all():
    claim = new_claim()
    curator = signed_in(new_curator())
    refused = curator.post(page_of(claim), {"critic": "", "reason": " ", "_decline": "Decline"})
    assert "Give a reason" in refused.text
    curator.post(page_of(claim), {"critic": "", "reason": "No page names you.", "_decline": "Decline"})
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("declined", "No page names you.")


def test_saving_without_a_decision_changes_nothing():
    claim = new_claim()
    there = CriticFactory()
    response = signed_in(new_curator()).post(page_of(claim), {"critic": there.pk, "reason": "x"}, follow=True)
    assert told(response) == ["Nothing was decided: press Grant or Decline."]
    claim.refresh_from_db()
    assert (claim.state, claim.critic) == ("waiting", None)


def test_granting_by_the_dozen_says_which_could_not_be(critic):
    first, rival, other = new_claim(critic=critic), new_claim(critic=critic), new_claim(name="Another")
    chosen = {"action": "grant", "_selected_action": [first.pk, rival.pk, other.pk]}
    response = signed_in(new_curator()).post(list_of(BylineClaim), chosen, follow=True)
    assert any("was not granted" in line for line in told(response))
    assert "2 claims are granted." in told(response)
    states = dict(BylineClaim.objects.values_list("pk", "state"))
    assert states == {first.pk: "granted", rival.pk: "waiting", other.pk: "granted"}


def test_who_may_only_look_decides_nothing():
    claim = new_claim()
    onlooker = signed_in(staff_who_may("accounts.view_bylineclaim"))
    assert "_grant" not in onlooker.get(page_of(claim)).text
    assert onlooker.post(page_of(claim), {"reason": "", "_grant": "Grant"}).status_code == 403
    claim.refresh_from_db()
    assert claim.state == "waiting"


def test_an_address_that_is_not_verified_claims_nothing(client, person):
    person.emailaddress_set.create(email=person.email, verified=False, primary=True)
    client.force_login(get_user_model().objects.get(pk=person.pk))
    assert client.get(reverse("find-byline")).status_code == 403


def test_a_curator_adds_no_claim_by_sending_the_form_of_a_new_one():
    answer = signed_in(new_curator()).post(reverse("admin:accounts_bylineclaim_add"), TYPED)
    assert answer.status_code == 403
