"""The album page, the page that compares some of its reviews, and the page of one hosted review."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from albums.models import Album
from common.kept_pages import same_for_everyone
from common.page_addresses import absolute
from pages.album_page import DEFAULT_ORDER, FEWEST_COMPARED, album_page, in_order, set_page_links
from pages.album_record import load_record, load_reviews
from pages.linked_data import rating_of
from pages.sharing import to_share
from pages.threads import Thread, topics_of, tracks_of
from reviews.models import Review
from reviews.quoting.markdown import render_markdown

MOST_COMPARED = 4


def version_of_album(artist: str, slug: str) -> int | None:
    """What version of the album a page shows; None when there is none at that address."""
    return Album.objects.version_at(artist, slug)


@require_safe
@same_for_everyone(version_of_album)
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """An album: facts, consensus, excerpts side by side, track lens, the working."""
    try:
        page = album_page(artist, slug, request.GET, timezone.localdate())
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error
    return render(request, "pages/album.html", {"section": "albums", "page": page, "shareable": to_share(page)})


def version_of_part(artist: str, slug: str, **_: object) -> int | None:
    """What version of the album a page shows that has one part of it."""
    return version_of_album(artist, slug)


@require_safe
@same_for_everyone(version_of_part)
def part(request: HttpRequest, artist: str, slug: str, name: str) -> HttpResponse:
    """One section of an album's page, whole: all moves of the working, all steps, all grades, all voices to choose."""
    try:
        page = album_page(artist, slug, request.GET, timezone.localdate(), whole=True)
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error
    if not page.has_part(name):
        raise Http404("This album has no such part.")
    return render(
        request, "pages/album_part.html", {"section": "albums", "page": page, "album": page.album, "part": name}
    )


@require_safe
@same_for_everyone(version_of_part)
def said(request: HttpRequest, artist: str, slug: str, topic: str = "", track: int = 0) -> HttpResponse:
    """All that critics say of one topic, or of one track, side by side."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    set_page_links(in_order(reviews, DEFAULT_ORDER), DEFAULT_ORDER, base=record.get_absolute_url())
    threads = tracks_of(record.tracks.all(), reviews) if track else topics_of(reviews)
    found = next((each for each in threads if each.excerpts and each.is_of(topic, track)), None)
    if found is None:
        raise Http404("Nobody is quoted on that.")
    return render(request, "pages/said.html", {"section": "albums", "album": record, "thread": found})


@require_safe
@same_for_everyone(version_of_album)
def compare(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Two to four of an album's reviews in columns, lined up by topic and track: `?r=1&r=2`."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    set_page_links(reviews, "newest", base=record.get_absolute_url())
    by_key = {str(review.pk): review for review in reviews}
    chosen = [by_key[key] for key in dict.fromkeys(request.GET.getlist("r")) if key in by_key]
    picked = chosen[:MOST_COMPARED]
    enough = len(picked) >= FEWEST_COMPARED
    rows = _lined_up(picked, topics_of(picked) + tracks_of(record.tracks.all(), picked)) if enough else []
    alone = _alone(picked, rows)
    context = {
        "section": "albums",
        "album": record,
        "reviews": reviews,
        "picked": picked,
        "picked_keys": {review.pk for review in picked},
        "too_many": len(chosen) > MOST_COMPARED,
        "most": MOST_COMPARED,
        "enough": enough,
        "rows": rows,
        "alone": alone,
        "alone_any": any(alone),
    }
    return render(request, "pages/compare.html", context)


@require_safe
def review(request: HttpRequest, artist: str, slug: str, pk: int) -> HttpResponse:
    """The full text of a review that its author put here. One that may only be quoted leads to its album's page."""
    record = _album_or_404(artist, slug)
    found = Review.objects.published().filter(album=record, pk=pk).with_cards().first()
    if found is None:
        raise Http404("No such review of this album.")
    found.album = record
    if not found.hosted:
        return redirect(found)
    context = {
        "section": "albums",
        "album": record,
        "review": found,
        "text": render_markdown(found.body),
        "url": absolute(found.get_text_url()),
        "rating": rating_of(found),
        "mentions": found.mentions.accepted(),
    }
    return render(request, "pages/review.html", context)


def _album_or_404(artist: str, slug: str) -> Album:
    try:
        return load_record(artist, slug).album
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error


def _lined_up(picked: list[Review], threads: list[Thread]) -> list[dict]:
    """The topics and tracks that at least two of the picked reviews speak of, with each one's excerpts on it."""
    rows = []
    for thread in threads:
        cells = [[excerpt for excerpt in thread.excerpts if excerpt.review_id == review.pk] for review in picked]
        if sum(map(bool, cells)) >= FEWEST_COMPARED:
            rows.append({"thread": thread, "cells": cells})
    return sorted(rows, key=lambda row: -sum(map(bool, row["cells"])))


def _alone(picked: list[Review], rows: list[dict]) -> list[list]:
    """Per review, the excerpts that no row lines up and that do not lead: what only that critic brings up."""
    shown = {excerpt.pk for row in rows for cell in row["cells"] for excerpt in cell}
    return [
        [excerpt for excerpt in review.excerpts.all() if excerpt.pk not in shown and not excerpt.lead]
        for review in picked
    ]
