"""Taking a site's or one page's quotations down at once, because somebody who may has asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from common.tracking import because
from common.web_addresses import host_and_path
from reviews.life.forgetting import forget_document, forget_text
from reviews.life.publishing import withdraw
from reviews.life.steps import NotAllowed
from reviews.models import BlockedSource, Excerpt, Feed, IncomingDocument, Review, SourcePolicy


@dataclass(frozen=True)
class Takedown:
    """What was taken down: how many reviews were concerned, how many quotations are gone."""

    reviews: int
    quotations: int


def reviews_at(address: str) -> list[Review]:
    """Reviews whose source lies at that host or below that path; not those that their authors host here themselves."""
    source = BlockedSource(address=address)
    host = address.partition("/")[0]
    near = (
        Review.objects.standing()
        .filter(hosted=False)
        .filter(Q(source_url__icontains=f"/{host}") | Q(source_url__icontains=f".{host}"))
    )
    return [review for review in near.select_related("album", "critic") if source.covers(review.source_url)]


@transaction.atomic
def take_down(address: str, by: User, reason: str, *, keeps_grades: bool) -> Takedown:
    """Remove every quotation from that host or page, forget the texts, and block it.

    The reviews keep their links and, with `keeps_grades`, count on by their grade or verdict; else published ones are
    withdrawn. The public corrections log has it with the reason. Raises NotAllowed for what is no address, or without
    a reason.
    """
    host, path = host_and_path(address)
    if "." not in host:
        raise NotAllowed("Give a host, with or without a path: lantern.example, lantern.example/reviews.")
    if not reason.strip():
        raise NotAllowed("Give a reason: it stands in the public corrections log.")
    place = f"{host}{path}"
    found = reviews_at(place)
    with because(reason.strip(), by):
        gone = Excerpt.objects.filter(review__in=found).delete()[0]
        for review in found:
            forget_text(review, by)
            if not keeps_grades and review.is_published():
                withdraw(review, by, reason)
        BlockedSource.objects.get_or_create(address=place, defaults={"reason": reason.strip(), "by": by})
        _stop_fetching(place, whole_site=not path)
    return Takedown(len(found), gone)


def _stop_fetching(place: str, *, whole_site: bool) -> None:
    """Nothing is asked for there any more, and nothing that was fetched is kept."""
    source, host = BlockedSource(address=place), place.partition("/")[0]
    if whole_site:
        SourcePolicy.objects.filter(host=host).update(
            fetching=SourcePolicy.Fetching.NO, quote_characters=0, quotes_per_review=0
        )
        Feed.objects.filter(policy__host=host).update(enabled=False)
    documents = IncomingDocument.objects.filter(address__icontains=host)
    for document in documents:
        if source.covers(document.address):
            forget_document(document)
            if document.state != IncomingDocument.State.TAKEN:
                IncomingDocument.objects.filter(pk=document.pk).update(
                    state=IncomingDocument.State.PUT_ASIDE, reason="Taken down at the wish of its source."
                )
