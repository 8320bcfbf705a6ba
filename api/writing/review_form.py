"""A review as a program writes it, put into the form of the desk: one set of rules, one set of messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.models import User
from django.http import QueryDict
from django.urls import Resolver404, resolve
from ninja import Schema
from pydantic import Field

from albums.models import Album, Redirect, Track
from api.problems import Wrong
from api.writing.wrongs import wrongs_in
from reviews.desk.albums import pickable_by
from reviews.desk.forms import NEW_ALBUM, ReviewForm
from reviews.desk.grade_question import NO_GRADE, WRITTEN
from reviews.desk.manuscript import ROWS, Manuscript
from reviews.models import Critic, Disclosure, Excerpt, Publication, Verdict
from reviews.models.excerpt import About

PROPOSAL = "proposal_"
CALLED = {"body": "text", "grade_written": "grade", "__all__": "review"} | {
    name: name.replace("_", ".", 1) for name in ReviewForm.base_fields if name.startswith(PROPOSAL)
}
"""What the API calls a field of the form, where it has another word for it."""


class ExcerptWritten(Schema):
    """Words of the text that readers shall see."""

    text: str = Field(description="The words, exactly as they stand in the text.")
    near: int | None = Field(None, description="About where they stand, where they stand more than once.", ge=0)
    about: About = About.ALBUM
    disc: int = Field(1, description="With `track`: on which disc.", ge=1)
    track: int | None = Field(None, description="The number of the track that they are about.", ge=1)
    topic: Excerpt.Topic = Excerpt.Topic.OVERALL
    stance: Excerpt.Stance = Excerpt.Stance.NEUTRAL
    lead: bool = Field(False, description="Whether they stand on the album's page first.")


class AlbumProposed(Schema):
    """An album that the catalogue lacks."""

    title: str
    artist: str
    kind: Album.Kind = Album.Kind.ALBUM
    released: str = Field("", description="2025-09-19, 2025-09 or 2025.")
    disambiguation: str = Field("", description="What tells it from another record of that title.")
    tracks: str = Field("", description="One a line, in order: “1. Slack Water 4:07”.")
    musicbrainz_id: UUID | None = None


class ReviewWords(Schema):
    """What a critic says, except of which album and under which byline."""

    headline: str = ""
    text: str = Field("", description="The whole review, in Markdown as the desk takes it. Never given out again.")
    language: str = Field("", description="A language tag: en, de, pt-BR.")
    publication: str | None = Field(None, description="The slug of the publication it appeared in.")
    source_url: str = Field("", description="Where it first appeared.")
    published_on: date | None = None
    updated_on: date | None = None
    hosted: bool = Field(False, description="Whether the whole text may be shown here: only where it is yours.")
    disclosures: list[Disclosure] = []
    grade: str | None = Field(None, description="As you print it: “4/5”, “8.4/10”, “B+”. None: you gave no grade.")
    verdict: Verdict | None = Field(None, description="Needed without a grade. None: what your grade says.")
    excerpts: list[ExcerptWritten] = []


class ReviewWritten(ReviewWords):
    """A review as a critic's program writes it."""

    critic: str = Field("", description="The slug of your byline; needed where you have several.")
    album: str = Field("", description="The album's address on this site, as answers have it in `url`.")
    proposal: AlbumProposed | None = Field(None, description="In place of `album`, where the catalogue lacks it.")


def album_at(address: str, user: User) -> Album | None:
    """The album with that address on this site, whatever it was called when the address was copied."""
    try:
        path = urlsplit(address.replace("\0", "")).path
        found = resolve(Redirect.objects.now_at(path) or path)
    except (Resolver404, ValueError):
        return None
    if found.url_name != "album":
        return None
    own = pickable_by(user).filter(lead_artist__slug=found.kwargs["artist"], slug=found.kwargs["slug"])
    return own.prefetch_related("tracks").first()


def form_of(words: ReviewWords, tracks: list[Track], **fixed: object) -> QueryDict:
    """The form as a browser would post it; `fixed` are its answers that the words do not hold."""
    data = QueryDict(mutable=True)
    publication = Publication.objects.filter(slug=_clean(words.publication or "")).values_list("pk", flat=True).first()
    typed: dict[str, object] = {
        "headline": words.headline,
        "body": words.text,
        "language": words.language,
        # A house that is not there is refused by the form's own words.
        "publication": (publication or 0) if words.publication else "",
        "source_url": words.source_url,
        "published_on": words.published_on or "",
        "updated_on": words.updated_on or "",
        "grade": WRITTEN if words.grade else NO_GRADE,
        "grade_written": words.grade or "",
        "verdict": words.verdict or "",
        f"{ROWS}-TOTAL_FORMS": len(words.excerpts),
        f"{ROWS}-INITIAL_FORMS": 0,
        **fixed,
    }
    for name, value in typed.items():
        data[name] = str(value)
    if words.hosted:
        data["hosted"] = "on"
    data.setlist("disclosures", list(words.disclosures))
    keys = {(track.disc, track.position): track.pk for track in tracks}
    for number, row in enumerate(words.excerpts):
        for name, value in _row(row, keys).items():
            data[f"{ROWS}-{number}-{name}"] = str(value)
    return data


def about(written: ReviewWritten, user: User) -> tuple[dict[str, object], list[Track]]:
    """The form's answers to which album, and the tracks of the one that is here."""
    if written.proposal is not None:
        proposed = {f"{PROPOSAL}{name}": value for name, value in written.proposal}
        proposed[f"{PROPOSAL}musicbrainz"] = proposed.pop(f"{PROPOSAL}musicbrainz_id") or ""
        return {"album": NEW_ALBUM, **proposed}, []
    found = album_at(written.album, user) if written.album else None
    if found is None:
        return {"album": "0" if written.album else ""}, []
    return {"album": found.pk}, list(found.tracks.all())


def byline_of(written: ReviewWritten, bylines: list[Critic]) -> Critic | None:
    """The byline that is named, or the only one; None: it is nobody's of these."""
    if not written.critic:
        return bylines[0] if len(bylines) == 1 else None
    return next((byline for byline in bylines if byline.slug == written.critic), None)


def wrongs_of(manuscript: Manuscript) -> list[Wrong]:
    """What is wrong with a form that was checked and refused."""
    found = wrongs_in(manuscript.form.errors, CALLED)
    for number, row in enumerate(manuscript.rows.forms):
        found += wrongs_in(row.errors, CALLED, f"excerpts.{number}.")
    return found + wrongs_in({"excerpts": list(manuscript.rows.non_form_errors())}, CALLED)


def _row(row: ExcerptWritten, keys: Mapping[tuple[int, int], int]) -> dict[str, Any]:
    track = "" if row.track is None else keys.get((row.disc, row.track), 0)
    near = "" if row.near is None else row.near
    said = {"text": row.text, "near": near, "track": track, "about": row.about, "topic": row.topic}
    return said | {"stance": row.stance} | ({"lead": "on"} if row.lead else {})


def _clean(words: str) -> str:
    return words.replace("\0", "")
