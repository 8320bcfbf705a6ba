"""Loading the fictional catalogue in `demo/` into a site."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from albums.entries import import_album
from albums.models import Album, Artist, Film, Genre, Label
from common.models import SiteProfile
from common.slugs import free_slug
from demo.models import DemoRow
from reviews.grading.grades import parse_grade
from reviews.life.publishing import publish, return_to_critic, submit
from reviews.life.verdict_coding import code_blind
from reviews.models import Critic, Excerpt, Publication, Review, Scale
from reviews.models.verdict_coding import digest_of

FOLDER = settings.BASE_DIR / "demo"
CURATOR, SECOND_CURATOR = "demo-curator", "demo-second-curator"
ROOTS: tuple[type[Model], ...] = (User, Artist, Film, Genre, Label, Album, Scale, Publication, Critic, Review)


@transaction.atomic
def load_demo(folder: Path = FOLDER) -> int:
    """Load the whole demo catalogue and publish its reviews in the order of their dates; return how many.

    A few more wait for curators, and one is returned to its critic. Raises what a wrong entry raises, and then nothing
    is loaded: the demo is ours and has no excuse.
    """
    before = {model: _keys(model) for model in ROOTS}
    for entry in entries(folder / "albums.json"):
        import_album(entry)
    houses = {row["name"]: _publication(row) for row in entries(folder / "publications.json")}
    critics = {row["name"]: _critic(row, houses) for row in entries(folder / "critics.json")}
    curator, second = (
        get_user_model().objects.get_or_create(username=name, defaults={"is_active": False})[0]
        for name in (CURATOR, SECOND_CURATOR)
    )
    rows = [row for file in sorted((folder / "reviews").glob("*.json")) for row in entries(file)]
    rows.sort(key=lambda row: (_moment(row), row["url"] or row["body"]))
    for row in rows:
        _published(row, houses, critics, curator, second)
    for row in entries(folder / "waiting.json"):
        review = _submitted(row, houses, critics, curator, timezone.now() - timedelta(days=row["waiting_days"]))
        if row.get("returned"):
            return_to_critic(review, curator, row["returned"])
    for model, keys in before.items():
        DemoRow.objects.note(model, _keys(model) - keys)
    SiteProfile.objects.keep(demo=SiteProfile.Demo.LOADED)
    return len(rows)


def _keys(model: type[Model]) -> set[int]:
    return set(model._default_manager.values_list("pk", flat=True))


def entries(file: Path) -> list[dict[str, Any]]:
    """What one of the demo's files says."""
    return json.loads(file.read_text(encoding="utf-8"))


def _scale(row: dict[str, Any]) -> Scale:
    numbers = {}
    if row["kind"] not in (Scale.Kind.LETTERS, Scale.Kind.NONE):
        numbers = {"maximum": Decimal(str(row["maximum"])), "step": Decimal(str(row["step"]))}
    scale, created = Scale.objects.get_or_create(name=row["name"], defaults={"kind": row["kind"], **numbers})
    if created:
        for letter, score in (row.get("letters") or {}).items():
            scale.letters.create(letter=letter, score=Decimal(str(score)))
    return scale


def _publication(row: dict[str, Any]) -> Publication:
    return Publication.objects.create(
        name=row["name"],
        slug=free_slug(row["name"], Publication.objects.all(), "publication"),
        site=row["site"],
        description=row["description"],
        scale=_scale(row["scale"]),
    )


def _critic(row: dict[str, Any], houses: dict[str, Publication]) -> Critic:
    return Critic.objects.create(
        name=row["name"],
        slug=free_slug(row["name"], Critic.objects.all(), "critic"),
        bio=row["bio"],
        publication=houses[row["publication"]] if row["publication"] else None,
        scale=_scale(row["scale"]) if row.get("scale") else None,
        hidden=row.get("hidden", False),
    )


def _moment(row: dict[str, Any]) -> datetime:
    """When a demo review appears here: the evening it was published, else updated, else long ago."""
    day = date.fromisoformat(row["published"] or row["updated"] or "2020-01-01")
    return timezone.make_aware(datetime.combine(day, time(18))) + timedelta(minutes=len(row["body"]) % 240)


def _published(
    row: dict[str, Any],
    houses: dict[str, Publication],
    critics: dict[str, Critic],
    curator: User,
    second: User,
) -> None:
    moment = _moment(row)
    review = _submitted(row, houses, critics, curator, moment)
    publish(review, curator, at=moment)
    if row.get("second_verdict"):
        code_blind(review, row["second_verdict"], "", digest_of(review.body), second, at=moment + timedelta(days=2))


def _submitted(
    row: dict[str, Any],
    houses: dict[str, Publication],
    critics: dict[str, Critic],
    curator: User,
    moment: datetime,
) -> Review:
    lead = Artist.objects.get(name=row["album"]["artist"])
    critic = critics[row["critic"]] if row["critic"] else None
    publication = houses[row["publication"]] if row["publication"] else None
    review = Review(
        album=Album.objects.titled(row["album"]["title"]).get(lead_artist=lead),
        critic=critic,
        publication=publication,
        headline=row["headline"] or "",
        source_url=row["url"] or "",
        language=row["language"] or "",
        published_on=row["published"],
        updated_on=row["updated"],
        body=row["body"],
        hosted=row["hosted"],
    )
    if row["grade"]:
        scale = critic.grading_scale() if critic else publication.scale if publication else None
        review.grade_as(parse_grade(row["grade"], scale.rule() if scale else None))
    else:
        review.judge(row["verdict"], row["verdict_by"], curator if row["verdict_by"] == "curator" else None, moment)
    review.save()
    tracks = {track.title: track for track in review.album.tracks.all()}
    for order, excerpt in enumerate(row["excerpts"]):
        start = review.body.index(excerpt["text"])
        Excerpt.objects.create(
            review=review,
            start=start,
            end=start + len(excerpt["text"]),
            text=excerpt["text"],
            about=excerpt["about"],
            topic=excerpt["topic"],
            track=tracks[excerpt["track"]] if excerpt["track"] else None,
            stance=excerpt["stance"],
            lead=excerpt["lead"],
            order=order,
        )
    return submit(review, None, at=moment)
