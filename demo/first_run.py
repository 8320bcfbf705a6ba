"""What a site gets when it is first started: the demo, or nothing. What was decided once holds."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from albums.models import Album
from common.models import SiteProfile
from demo.loading import CURATOR, load_demo
from reviews.models import Critic, Publication


@transaction.atomic
def begin(*, with_demo: bool) -> None:
    """Load the demo into a site that never had anything; without it, keep that it is not wanted.

    A site that has something of its own, or once refused the demo or had it removed, never gets it.
    """
    demo = SiteProfile.objects.locked().demo
    if not with_demo and demo == SiteProfile.Demo.OPEN and not _demo_is_there():
        SiteProfile.objects.keep(demo=SiteProfile.Demo.REFUSED)
    elif demo == SiteProfile.Demo.OPEN:
        if _has_anything():
            found = SiteProfile.Demo.LOADED if _demo_is_there() else SiteProfile.Demo.REFUSED
            SiteProfile.objects.keep(demo=found)
        else:
            load_demo()


def is_refused() -> bool:
    """Whether the demo is not wanted here, nor logins to try it."""
    return SiteProfile.objects.filter(pk=1, demo=SiteProfile.Demo.REFUSED).exists()


def _has_anything() -> bool:
    return any(model._default_manager.exists() for model in (Album, Publication, Critic, User))


def _demo_is_there() -> bool:
    """A site of an earlier release did not keep that it was loaded."""
    return User.objects.filter(username=CURATOR).exists()
