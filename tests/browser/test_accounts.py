"""From a stranger to a critic in a real browser: sign up, verify by mail, claim, be granted, be told, open the desk."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.claims import grant_claim
from accounts.models import BylineClaim
from reviews.models import Critic
from tests.browser.barriers import axe
from tests.curators import new_curator
from tests.factories import PASSWORD, CriticFactory, UserFactory

pytestmark = pytest.mark.usefixtures("nothing_counted")
ADDRESS = "ottilie@lantern.example"
# The console's line about a refused form.
REFUSED = "status of 422"


def mailed_link() -> str:
    """The path that the newest mail leads to."""
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 390)], ids=["javascript", "without"])
def test_a_stranger_becomes_a_critic(browser_page, settings, javascript, width):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    curator = new_curator()
    page = browser_page(javascript=javascript, width=width, tolerated=(REFUSED,))

    def sound() -> None:
        if javascript:
            assert axe(page) == [], page.url

    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    sound()
    page.get_by_role("link", name="Make one").click()
    expect(page.get_by_label("Leave this empty")).not_to_be_in_viewport()
    sound()
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Open the link in your mail")).to_be_visible()
    sound()

    page.goto(mailed_link())
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    sound()
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("heading", name="New for you")).to_be_visible()
    sound()

    page.get_by_role("link", name="Ask for your byline").click()
    sound()
    page.get_by_label("The name you sign with").fill("Ottilie Brandt")
    page.get_by_role("button", name="Look").click()
    sound()
    page.get_by_role("link", name="Ask for the new byline").click()
    page.get_by_label("Where you write").fill("The Lantern")
    page.get_by_label("A link that shows it").fill("no link")
    page.get_by_label("Anything else").fill("Since 2019.")
    page.get_by_role("button", name="Hand it to the curators").click()
    expect(page.get_by_text("Enter a valid URL.")).to_be_visible()
    expect(page.get_by_label("Anything else")).to_have_value("Since 2019.")
    sound()
    page.get_by_label("A link that shows it").fill("https://lantern.example/people/ottilie")
    page.get_by_role("button", name="Hand it to the curators").click()
    expect(page.get_by_text("A curator will look at it.")).to_be_visible()
    sound()

    grant_claim(BylineClaim.objects.get(), curator, reason="Welcome.")
    assert "Welcome." in mail.outbox[-1].body

    page.goto("/")
    page.get_by_role("link", name="Notices 1 unread").click()
    expect(page.get_by_text("Your claim to the byline Ottilie Brandt is granted.").first).to_be_visible()
    sound()
    page.get_by_role("button", name="Mark as read").click()
    yours = page.get_by_role("navigation", name="Your account")
    expect(yours.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    yours.get_by_role("link", name="Desk").click()
    expect(page.get_by_text("You write as Ottilie Brandt")).to_be_visible()
    page.get_by_role("link", name="Write a review").first.click()
    expect(page.get_by_label("Headline")).to_be_visible()
    assert Critic.objects.get().user.email == ADDRESS


def test_the_pages_of_a_second_factor_have_no_barriers(browser_page):
    person = CriticFactory(user=UserFactory()).user
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    page = browser_page(user=person, width=390)
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert axe(page) == []
    page.goto("/accounts/2fa/webauthn/add/")
    assert axe(page) == []


def register_virtual_key(page: Page) -> None:
    """A key that lives in the browser and confirms everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_takes_the_place_of_the_password(browser_page):
    person = UserFactory()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    page = browser_page(user=person)
    register_virtual_key(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="New for you")).to_be_visible()
