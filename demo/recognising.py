"""Which rows are the demo's on a site that loaded it before that was noted: those that say what its files say."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from albums.models import Album, Artist, Film, Genre, Label
from common.names import fold
from demo.loading import CURATOR, FOLDER, SECOND_CURATOR, entries
from demo.models import DemoRow
from reviews.models import Critic, Publication, Review, Scale

LOGINS = ["curator@chorus.example", "critic@chorus.example"]


def is_there() -> bool:
    """Whether a site has the demo, also one that did not keep that it was loaded."""
    return User.objects.filter(username=CURATOR).exists()


@transaction.atomic
def recognise() -> None:
    """Note the demo's rows, if none is noted but those of its logins, which may be newer: all of them or none."""
    if DemoRow.objects.exclude(model=User._meta.label).exists() or not is_there():
        return
    albums, houses, critics = (entries(FOLDER / f"{name}.json") for name in ("albums", "publications", "critics"))
    artists = {credit["name"] for album in albums for credit in album["artists"]}
    titles = {(album["title"], album["artists"][0]["name"]) for album in albums}
    bodies = {
        row["body"] for file in [*(FOLDER / "reviews").glob("*.json"), FOLDER / "waiting.json"] for row in entries(file)
    }
    scales = {row["scale"]["name"] for row in [*houses, *critics] if row.get("scale")}
    found = {
        Artist: Artist.objects.filter(name__in=artists),
        Album: Album.objects.filter(
            Q(*[Q(title=title, lead_artist__name=artist) for title, artist in titles], _connector=Q.OR)
        ),
        Film: Film.objects.filter(title__in=[album["film"]["title"] for album in albums if album.get("film")]),
        Genre: Genre.objects.filter(folded__in={fold(name) for album in albums for name in album.get("genres", [])}),
        Label: Label.objects.filter(folded__in={fold(name) for album in albums for name in album.get("labels", [])}),
        Scale: Scale.objects.filter(name__in=scales),
        Publication: Publication.objects.filter(site__in=[row["site"] for row in houses]),
        Critic: Critic.objects.filter(Q(*[Q(name=row["name"], bio=row["bio"]) for row in critics], _connector=Q.OR)),
        Review: Review.objects.filter(body__in=bodies),
        User: User.objects.filter(Q(username__in=[CURATOR, SECOND_CURATOR]) | Q(email__in=LOGINS)),
    }
    for model, rows in found.items():
        DemoRow.objects.note(model, rows.values_list("pk", flat=True))
