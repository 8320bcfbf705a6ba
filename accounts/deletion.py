"""Deleting an account, in one transaction.

What was never published goes with the person, out of the history too. What was published stays under "Former critic",
or is withdrawn; either way the byline is freed of its name, its words about itself and its address.
`docs/decisions/accounts.md` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import F, JSONField, Q, TextField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from accounts.models import BylineClaim
from albums.locks import lock_album_keys
from albums.models import Album, Redirect
from common.slugs import free_slug
from common.tracking import events_of
from reviews.life.publishing import withdraw
from reviews.models import Critic, Excerpt, Review

FORMER_CRITIC = "Former critic"
forgetters: list[Callable[[User], None]] = []
"""What other rooms, which this one does not know, have to forget of a person before the account goes."""
REASON = "The critic has deleted their account."


@transaction.atomic
def delete_account(user: User, *, keep_reviews: bool) -> None:
    """Delete the person's account and all that nobody but they have seen; keep or withdraw their published reviews.

    Albums are locked first, the account last: whoever publishes or grants meanwhile locks in that order too. The
    consensus of each album is counted anew as its reviews are withdrawn. Raises DoesNotExist the second time.
    """
    reviews = Review.objects.filter(critic__user=user)
    lock_album_keys(Album.objects.filter(pk__in=reviews.values("album")))
    for to_lock in (BylineClaim.objects.filter(user=user), Critic.objects.filter(user=user)):
        list(to_lock.order_by("pk").select_for_update().values_list("pk"))
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    bylines = list(user.bylines.order_by("pk"))
    never_public = list(reviews.unseen().values_list("pk", flat=True))
    if not keep_reviews:
        for review in reviews.filter(status=Review.Status.PUBLISHED).select_related("album").order_by("album", "pk"):
            withdraw(review, user, REASON)
    reviews.filter(pk__in=never_public).delete()
    for critic in bylines:
        _free(critic)
    for forget in forgetters:
        forget(user)
    user.delete()
    _forget_unpublished(never_public)


def _free(critic: Critic) -> None:
    address = unquote(critic.get_absolute_url())
    Redirect.objects.filter(new_path=address).delete()
    critic.name = FORMER_CRITIC
    critic.slug = free_slug(FORMER_CRITIC, Critic.objects.exclude(pk=critic.pk), "critic")
    critic.bio = ""
    critic.user = None
    critic.save()
    _forget_name(critic, address)


def _forget_name(critic: Critic, address: str) -> None:
    """Take the name, the words and the address out of the history, which goes on without them."""
    personal = Cast(Value(["name", "slug", "bio"]), ArrayField(TextField()))
    events_of(Critic).filter(pgh_obj=critic).update(
        name=critic.name,
        slug=critic.slug,
        bio="",
        pgh_changed=CombinedExpression(F("pgh_changed"), "-", personal, output_field=JSONField()),
    )
    events_of(Redirect).filter(Q(new_path=address) | Q(old_path=address)).delete()


def _forget_unpublished(reviews: list[int]) -> None:
    events_of(Review).filter(pgh_obj__in=reviews).delete()
    events_of(Excerpt).filter(review__in=reviews).delete()
