"""How django-allauth does things here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.first_steps import first_steps
from accounts.verification import is_verified
from common.proxies import client_network
from common.site_profile import this_site

WRONG = "Please enter a correct username and password. The e-mail address of your account does as well as the username."


class VerificationStage(EmailVerificationStage):
    """Signing in waits for a verified address, except for accounts that the site's own people made."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let verified people through."""
        if not self.login.signup and is_verified(self.login.user):
            return None, True
        return super().handle()


class AccountAdapter(DefaultAccountAdapter):
    """Addresses of visitors as everywhere on the site; one answer to every wrong sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait five minutes, then try again.",
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address, or what their limits count by, behind as many proxies as we know of."""
        return client_network(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the person works: a new site's first steps, the curators' desk, a critic's, or what is new."""
        person = request.user
        if getattr(person, "is_superuser", False) and not first_steps().is_over:
            return reverse("home")
        if getattr(person, "is_staff", False):
            return reverse("admin:index")
        writes = person.is_authenticated and (person.bylines.exists() or person.byline_claims.exists())
        return super().get_login_redirect_url(request) if writes else reverse("new-for-you")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Whoever signs up is a reader at first."""
        return reverse("new-for-you")

    def get_login_stages(self) -> list[str]:
        """With our own rule on who is verified."""
        ours = f"{VerificationStage.__module__}.{VerificationStage.__qualname__}"
        return [ours if stage.endswith(".EmailVerificationStage") else stage for stage in super().get_login_stages()]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail names the site, not its host; so do subjects."""
        super().send_mail(template_prefix, email, {**context, "SITE_NAME": this_site().name})

    def format_email_subject(self, subject: str) -> str:
        """After the site's name."""
        return f"[{this_site().name}] {subject}"

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Nobody is asked for a user name: it is made from the address, and may be used to sign in."""
        user.username = self.generate_unique_username([user.email.partition("@")[0], "reader"])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Programs that show one-time codes file them under the site's name."""

    def get_totp_issuer(self) -> str:
        """The name by which the site is known."""
        return this_site().name
