"""Critics and publications, by name."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Collate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models.version import version_of_catalogue
from api.cursors import keyset_page
from api.kept import kept
from api.shown.base import Listed, OneAsked, PageAsked, answer, answer_list, chosen
from api.shown.critics_and_publications import (
    CriticShown,
    PublicationShown,
    critic_offsets,
    publication_offsets,
)
from common.keyset import Keyset
from reviews.models import Critic, Publication

router = Router()

BY_NAME = Keyset(Collate(F("folded"), "C"))


class VoicesAsked(PageAsked):
    """A list of voices."""

    include: str = Field("", description="What is to come along: leniency, as the fit in force has it.")


class CriticList(Listed[CriticShown]):
    """A page of critics."""


class PublicationList(Listed[PublicationShown]):
    """A page of publications."""


def _critics() -> QuerySet[Any]:
    houses = Critic.objects.listed().select_related("publication__scale", "scale", "tally")
    return houses.prefetch_related("scale__letters", "publication__scale__letters")


def _publications() -> QuerySet[Any]:
    return Publication.objects.sources().select_related("scale", "tally").prefetch_related("scale__letters")


@router.get("/critics", response=CriticList)
@decorate_view(kept(version_of_catalogue))
def critic_list(request: HttpRequest, asked: Query[VoicesAsked]) -> HttpResponse:
    """Critics with a counted review, by name."""
    include = chosen(asked.include, CriticShown.along, "include")
    critics, ends = keyset_page(request, _critics(), BY_NAME, "critics", asked.cursor, asked.limit)
    known = critic_offsets(critics) if include else {}
    page = CriticList(items=[CriticShown.of(critic, known.get(critic.pk)) for critic in critics], next=ends)
    return answer_list(page, CriticShown, asked.fields, include)


@router.get("/critics/{any_slug:slug}", response=CriticShown)
@decorate_view(kept(version_of_catalogue))
def critic(request: HttpRequest, slug: str, asked: Query[OneAsked]) -> HttpResponse:
    """A critic, with how they grade beside the others."""
    found = get_object_or_404(_critics(), slug=slug)
    return answer(CriticShown.of(found, critic_offsets([found]).get(found.pk)), asked.fields, CriticShown.along)


@router.get("/publications", response=PublicationList)
@decorate_view(kept(version_of_catalogue))
def publication_list(request: HttpRequest, asked: Query[VoicesAsked]) -> HttpResponse:
    """Publications that publish reviews of their own, by name."""
    include = chosen(asked.include, PublicationShown.along, "include")
    houses, ends = keyset_page(request, _publications(), BY_NAME, "publications", asked.cursor, asked.limit)
    known = publication_offsets(houses) if include else {}
    page = PublicationList(items=[PublicationShown.of(house, known.get(house.pk)) for house in houses], next=ends)
    return answer_list(page, PublicationShown, asked.fields, include)


@router.get("/publications/{any_slug:slug}", response=PublicationShown)
@decorate_view(kept(version_of_catalogue))
def publication(request: HttpRequest, slug: str, asked: Query[OneAsked]) -> HttpResponse:
    """A publication: its scale with the conversion to 0-100, and its habits."""
    found = get_object_or_404(_publications(), slug=slug)
    offset = publication_offsets([found]).get(found.pk)
    return answer(PublicationShown.of(found, offset), asked.fields, PublicationShown.along)
