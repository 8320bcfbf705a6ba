"""The life of a byline claim: made, withdrawn, granted, declined. Each step is one transaction.

A byline has one user: `Critic.user` is one column, and whoever sets it holds the critic's row. Of two curators who
grant it to two people at once, the second is told.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import BylineClaim
from accounts.notices import about_claim
from common.slugs import free_slug
from reviews.life.steps import NotAllowed
from reviews.models import Critic


def claim_byline(claim: BylineClaim) -> BylineClaim:
    """Store a claim as waiting. Raises NotAllowed when the byline has a user, or the person already waits for it."""
    if claim.critic and claim.critic.user_id:
        raise NotAllowed(_taken(claim.critic, claim.user))
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as problem:
        if "bylineclaim_waits_once" not in str(problem):
            raise
        raise NotAllowed(f"You have asked for {claim.byline} already. The curators will decide.") from None
    return claim


@transaction.atomic
def withdraw_claim(claim: BylineClaim) -> BylineClaim:
    """Take a waiting claim back."""
    claim = _locked(claim)
    claim.state = BylineClaim.State.WITHDRAWN
    claim.save(update_fields=["state"])
    return claim


@transaction.atomic
def grant_claim(claim: BylineClaim, by: User, critic: Critic | None = None, reason: str = "") -> BylineClaim:
    """Connect the claimant with `critic`, else with the one they asked for, else with a new critic of that name."""
    claim = _locked(claim)
    named = critic or claim.critic
    if named is None:
        new = Critic(name=claim.name, slug=free_slug(claim.name, Critic.objects.all(), "critic"), user=claim.user)
        new.save(force_insert=True)
        claim.critic = new
    else:
        claim.critic = Critic.objects.select_for_update().get(pk=named.pk)
        if claim.critic.user_id:
            raise NotAllowed(_taken(claim.critic, claim.user))
        claim.critic.user = claim.user
        claim.critic.save(update_fields=["user"])
    return _decide(claim, BylineClaim.State.GRANTED, by, reason)


@transaction.atomic
def decline_claim(claim: BylineClaim, by: User, reason: str) -> BylineClaim:
    """Refuse a claim, with the reason that the claimant will read."""
    claim = _locked(claim)
    if not reason.strip():
        raise NotAllowed("Give a reason: the claimant will read it.")
    return _decide(claim, BylineClaim.State.DECLINED, by, reason)


def _locked(claim: BylineClaim) -> BylineClaim:
    fresh = BylineClaim.objects.select_for_update().get(pk=claim.pk)
    if fresh.state != BylineClaim.State.WAITING:
        raise NotAllowed(f"This claim is {fresh.get_state_display().lower()} already.")
    return fresh


def _decide(claim: BylineClaim, state: str, by: User, reason: str) -> BylineClaim:
    claim.state = state
    claim.reason = reason.strip()
    claim.decided_by = by
    claim.decided_at = timezone.now()
    claim.save(update_fields=["state", "critic", "reason", "decided_by", "decided_at"])
    about_claim(claim)
    return claim


def _taken(critic: Critic, claimant: User) -> str:
    whose = "this account already" if critic.user_id == claimant.pk else "another account"
    return f"The byline {critic.name} belongs to {whose}."
