"""What the demo leaves beside its rows: what names them by key or address without a foreign key, and their history."""

from __future__ import annotations

from urllib.parse import unquote

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import CASCADE, Model, Q

from albums.models import Album, AlbumLink, Artist, Redirect
from common.tracking import events_of
from curation.models import Hold, LikelyDuplicate, LinkCheck
from reviews.models import Critic, CriticTally, Publication, PublicationTally, Review

Keys = dict[type[Model], set[int]]
NAMED: tuple[type[Model], ...] = (Album, Artist, Critic, Publication)


def forget_beside(going: Keys) -> None:
    """Before these rows go: old addresses of them, likely duplicates, holds, checks of their links, sessions."""
    for model in NAMED:
        pages = [unquote(row.get_absolute_url()) for row in model._default_manager.filter(pk__in=going[model])]  # type: ignore[attr-defined]
        Redirect.objects.filter(new_path__in=pages).delete()
        events_of(Redirect).filter(new_path__in=pages).delete()
        either = Q(first_id__in=going[model]) | Q(second_id__in=going[model])
        LikelyDuplicate.objects.filter(either, kind=model._meta.model_name).delete()
    Hold.objects.filter(kind="review", key__in=going[Review]).delete()
    sources = Review.objects.filter(pk__in=going[Review]).values("source_url")
    links = AlbumLink.objects.filter(album__in=going[Album]).values("url")
    LinkCheck.objects.filter(Q(url__in=sources) | Q(url__in=links)).delete()
    gone = {str(key) for key in going[User]}
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") in gone:
            session.delete()


def forget_after(going: Keys) -> None:
    """Once they are gone: their tallies, and the events of these rows and of their parts."""
    CriticTally.objects.filter(critic__in=going[Critic]).delete()
    PublicationTally.objects.filter(publication__in=going[Publication]).delete()
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is None:
            continue
        concrete = tracked._meta.concrete_model
        of_gone = Q(pgh_obj__in=going[concrete]) if concrete in going else Q(pk__in=[])
        for field in concrete._meta.concrete_fields:
            if field.is_relation and field.remote_field.on_delete is CASCADE and field.related_model in going:
                of_gone |= Q(**{f"{field.name}__in": going[field.related_model]})
        model._default_manager.filter(of_gone).delete()
