"""The album page, the page that compares some of its reviews, and the page of one hosted review."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from albums.models import Album
from reviews.album_page import (
    ORDERS,
    consensus_of,
    in_order,
    load_album,
    load_reviews,
    topics_of,
    tracks_of,
    verdict_counts,
    working,
)
from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM
from reviews.markdown import render_markdown
from reviews.models import Review

REVIEWS_A_PAGE = 36
FEWEST_COMPARED, MOST_COMPARED = 2, 4


@require_safe
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """An album: facts, consensus, excerpts side by side, track lens, the working."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    order = request.GET.get("order", "range")
    if order not in ORDERS:
        order = "range"
    page = Paginator(in_order(reviews, order), REVIEWS_A_PAGE).get_page(request.GET.get("page"))
    tracks = tracks_of(record.tracks.all(), reviews)
    consensus = consensus_of(record)
    context = {
        "section": "albums",
        "album": record,
        "consensus": consensus,
        "evidence": EVIDENCE_WORDS[consensus.evidence] if consensus else "",
        "counts": verdict_counts(consensus) if consensus else [],
        "working": working(record, reviews),
        "shown_from": SHOWN_FROM,
        "page": page,
        "order": order,
        "orders": ORDERS,
        "reviews": reviews,
        "topics": [thread for thread in topics_of(reviews) if len(thread.excerpts) > 1],
        "tracks": tracks,
        "spoken_tracks": [thread for thread in tracks if thread.excerpts],
        "playing_minutes": _playing_minutes(record),
        "comparable": len(reviews) >= FEWEST_COMPARED,
    }
    return render(request, "reviews/album.html", context)


@require_safe
def compare(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Two to four of an album's reviews in columns, lined up by topic and track: `?r=1&r=2`."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    chosen = {review.pk: review for review in reviews}
    wanted = dict.fromkeys(int(value) for value in request.GET.getlist("r") if value.isascii() and value.isdigit())
    picked = [chosen[pk] for pk in wanted if pk in chosen][:MOST_COMPARED]
    enough = len(picked) >= FEWEST_COMPARED
    context = {
        "section": "albums",
        "album": record,
        "reviews": reviews,
        "picked": picked,
        "picked_keys": {review.pk for review in picked},
        "too_many": len(wanted) > MOST_COMPARED,
        "most": MOST_COMPARED,
        "enough": enough,
        "rows": _rows(picked, topics_of(picked)) if enough else [],
        "track_rows": _rows(picked, tracks_of(record.tracks.all(), picked)) if enough else [],
    }
    return render(request, "reviews/compare.html", context)


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
    return render(
        request,
        "reviews/review.html",
        {"section": "albums", "album": record, "review": found, "text": render_markdown(found.body)},
    )


def _album_or_404(artist: str, slug: str) -> Album:
    try:
        return load_album(artist, slug)
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error


def _playing_minutes(record: Album) -> int | None:
    lengths = [track.seconds for track in record.tracks.all()]
    return round(sum(lengths) / 60) if lengths and None not in lengths else None


def _rows(picked: list[Review], threads: list) -> list[dict]:
    """Threads as rows of a table with one cell per review; rows that most reviews speak to come first."""
    rows = []
    for thread in threads:
        cells = [[excerpt for excerpt in thread.excerpts if excerpt.review_id == review.pk] for review in picked]
        if any(cells):
            rows.append({"thread": thread, "cells": list(zip(picked, cells, strict=True))})
    return sorted(rows, key=lambda row: -sum(bool(excerpts) for _, excerpts in row["cells"]))
