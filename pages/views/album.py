"""The album page, the page that compares some of its reviews, and the page of one hosted review."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from albums.models import Album
from common.kept_pages import same_for_everyone
from pages.album_page import (
    ORDERS,
    Thread,
    Working,
    consensus_of,
    history_of,
    in_order,
    load_album,
    load_reviews,
    topics_of,
    tracks_of,
    verdict_counts,
    working,
)
from pages.chosen_voices import Selection
from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM
from reviews.models import Review
from reviews.quoting.markdown import render_markdown

REVIEWS_A_PAGE = 36
FEWEST_COMPARED, MOST_COMPARED = 2, 4


def version_of_album(artist: str, slug: str) -> int | None:
    """What version of the album a page shows; None when there is none at that address."""
    return Album.objects.version_at(artist, slug)


@require_safe
@same_for_everyone(version_of_album)
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """An album: facts, consensus, excerpts side by side, track lens, the working."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    order = request.GET.get("order", "range")
    if order not in ORDERS:
        order = "range"
    ordered = in_order(reviews, order)
    quoted = [review for review in ordered if review.has_words()]
    page = Paginator(quoted, REVIEWS_A_PAGE).get_page(request.GET.get("page"))
    wordless = [review for review in ordered if not review.has_words()]
    _set_page_links(quoted, order, shown=page.number)
    _set_page_links(wordless, order)
    tracks = tracks_of(record.tracks.all(), reviews)
    consensus = consensus_of(record)
    history, history_drawn = history_of(record, reviews) if consensus and consensus.score is not None else ([], None)
    worked = working(record, reviews)
    context = {
        "section": "albums",
        "album": record,
        "consensus": consensus,
        "evidence": EVIDENCE_WORDS[consensus.evidence] if consensus else "",
        "counts": verdict_counts(consensus) if consensus else [],
        "yours": _yours(Selection(request.GET), reviews, record, worked),
        "history": history,
        "history_drawn": history_drawn,
        "working": worked,
        "shown_from": SHOWN_FROM,
        "page": page,
        "order": order,
        "orders": ORDERS,
        "reviews": reviews,
        "wordless": wordless,
        "topics": [thread for thread in topics_of(reviews) if len(thread.excerpts) > 1],
        "tracks": tracks,
        "spoken_tracks": [thread for thread in tracks if thread.excerpts],
        "playing_minutes": _playing_minutes(record),
        "upcoming": not record.is_out(timezone.localdate()),
        "comparable": len(reviews) >= FEWEST_COMPARED,
    }
    return render(request, "pages/album.html", context)


@require_safe
@same_for_everyone(version_of_album)
def compare(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Two to four of an album's reviews in columns, lined up by topic and track: `?r=1&r=2`."""
    record = _album_or_404(artist, slug)
    reviews = load_reviews(record)
    _set_page_links(reviews, "newest", base=record.get_absolute_url())
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
    return render(
        request,
        "pages/review.html",
        {"section": "albums", "album": record, "review": found, "text": render_markdown(found.body)},
    )


def _album_or_404(artist: str, slug: str) -> Album:
    try:
        return load_album(artist, slug)
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error


def _yours(selection: Selection, reviews: list[Review], record: Album, worked: Working | None) -> dict[str, object]:
    """The score by the voices and through the formula that the reader chose, and what each formula makes of them."""
    chosen = selection.among(reviews)
    reckonings = selection.reckonings(chosen, worked.calibration) if worked else []
    errors = record.formula_errors
    return {
        "selection": selection,
        "chosen": chosen,
        "reckonings": [(found, errors.get(found.formula)) for found in reckonings],
        "judged": any(errors.values()),
        "current": next((found for found in reckonings if found.formula == selection.formula), None),
        "asked": selection.active or selection.formula != "chorus",
        "critics": sorted({review.critic for review in reviews if review.critic_id}, key=lambda critic: critic.folded),
        "publications": sorted(
            {review.publication for review in reviews if review.publication_id}, key=lambda house: house.folded
        ),
    }


def _set_page_links(ordered: list[Review], order: str, base: str = "", shown: int | None = None) -> None:
    """Give each review `page_link`, which with its anchor leads to its card, on whichever page of cards that is."""
    for place, written in enumerate(ordered):
        number = place // REVIEWS_A_PAGE + 1
        elsewhere = len(ordered) > REVIEWS_A_PAGE and number != shown
        written.page_link = f"{base}?order={order}&page={number}" if elsewhere else base


def _playing_minutes(record: Album) -> int | None:
    lengths = [track.seconds for track in record.tracks.all()]
    return round(sum(lengths) / 60) if lengths and None not in lengths else None


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
