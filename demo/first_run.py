"""What a site gets when it is first started: the demo, or nothing. What was decided once holds."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from albums.models import Album
from common.models import SiteProfile
from demo.loading import load_demo
from demo.recognising import is_there
from reviews.models import Critic, Publication


@transaction.atomic
def begin(*, with_demo: bool) -> None:
    """Load the demo into a site that never had anything; without it, keep that it is not wanted.

    A site that has something of its own, or once refused the demo or had it removed, never gets it.
    """
    if SiteProfile.objects.locked().demo != SiteProfile.Demo.OPEN:
        return
    if is_there():
        SiteProfile.objects.keep(demo=SiteProfile.Demo.LOADED)
    elif with_demo and not _has_anything():
        load_demo()
    else:
        SiteProfile.objects.keep(demo=SiteProfile.Demo.REFUSED)


def is_refused() -> bool:
    """Whether the demo is not wanted here, nor logins to try it."""
    return SiteProfile.objects.filter(pk=1, demo=SiteProfile.Demo.REFUSED).exists()


def _has_anything() -> bool:
    return any(model._default_manager.exists() for model in (Album, Publication, Critic, User))
