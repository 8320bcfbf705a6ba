"""Reviews as rows of a table. They come in as documents do, into the curators' queue, and are never published by it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from import_export.results import RowResult

from albums.entries import InvalidEntry, release_date
from albums.identity import CannotTell, Record, which
from albums.models import Album, Artist
from common.form_fields import LineField
from common.names import fold
from common.tables.resource import BadCell, Column, RowOutcome, RowResource
from reviews.forms.review_fields import BodyField, PastDateField
from reviews.grading.grades import Grade, InvalidGrade, parse_grade
from reviews.incoming.documents import Orders, import_draft
from reviews.incoming.recognition import path_of
from reviews.models import Critic, Publication, Review, Verdict
from reviews.reading.document import ParsedReview
from reviews.reading.language import language_of

_TYPES = {
    "created": RowResult.IMPORT_TYPE_NEW,
    "revised": RowResult.IMPORT_TYPE_UPDATE,
    "unchanged": RowResult.IMPORT_TYPE_SKIP,
}


class _Values(forms.Form):
    """The values of a row that are not names of things, each with its rule."""

    headline = LineField(max_length=500, required=False)
    body = BodyField()
    critic = LineField(max_length=200, required=False)
    publication = LineField(max_length=200, required=False)
    verdict = forms.ChoiceField(choices=[("", ""), *Verdict.choices], required=False)
    language = forms.CharField(max_length=35, required=False)
    url = forms.CharField(max_length=1000, required=False, validators=[URLValidator(["http", "https"])])
    published = PastDateField(input_formats=["%Y-%m-%d"], required=False)
    updated = PastDateField(input_formats=["%Y-%m-%d"], required=False)


class ReviewRows(RowResource):
    """Reviews with their text, through `reviews.incoming.documents`."""

    title = "Reviews with their text: into the queue"
    most_rows = 300
    exported_besides = ("id", "status", "score")
    columns = (
        Column("artist", "One of the album's artists.", required=True),
        Column("album", "Its title. It must be in the catalogue.", required=True),
        Column("release_date", "Only to tell two albums of one title apart."),
        Column("disambiguation", "The album’s, where it has one; for the same end."),
        Column("critic", "Who signed it. A new critic is made when there is none of that name."),
        Column("publication", "Where it appeared. Made when new."),
        Column("headline", "As printed."),
        Column("body", "The text, with a blank line between paragraphs.", required=True),
        Column("grade", "As printed: 4/5, 8.1/10, B+."),
        Column("verdict", f"One of {', '.join(Verdict.values)}: yours as a curator, where there is no grade."),
        Column("language", "Language tag. Told from the text when empty."),
        Column("url", "Where it can be read."),
        Column("published", "2025-09-19."),
        Column("updated", "2025-09-19."),
    )

    def for_export(self, records: QuerySet) -> QuerySet:
        """With album, artist, critic and publication."""
        return records.select_related("album__lead_artist", "critic", "publication")

    def export_row(self, record: Review) -> dict[str, object]:
        """As it is read again."""
        return {
            "id": record.pk,
            "status": record.status,
            "score": record.score,
            "artist": record.album.lead_artist.name,
            "album": record.album.title,
            "release_date": record.album.release_iso,
            "disambiguation": record.album.disambiguation,
            "critic": record.critic.name if record.critic else "",
            "publication": record.house,
            "headline": record.headline,
            "body": record.body,
            "grade": record.grade,
            "verdict": record.verdict,
            "language": record.language,
            "url": record.source_url,
            "published": record.published_on,
            "updated": record.updated_on,
        }

    def about(self, values: dict[str, str]) -> str:
        """Critic and album."""
        signed = values.get("critic") or values.get("publication") or "Byline not stated"
        return f"{signed[:120]} on {values.get('album', '')[:120]}"

    def import_values(self, values: dict[str, str], by: User, file_name: str) -> RowOutcome:
        """Submit the review to the queue, or revise one that waits there."""
        album = _album(values)
        form = _Values(values)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        said = form.cleaned_data
        grade = _grade(values.get("grade", "").strip(), said)
        if same := _same(album, said, grade):
            return RowOutcome(RowResult.IMPORT_TYPE_SKIP, same)
        draft = ParsedReview(
            body=said["body"],
            headline=said["headline"] or None,
            critic=said["critic"] or None,
            publication=said["publication"] or None,
            published=said["published"],
            updated=said["updated"],
            source_url=said["url"] or None,
            grade=grade,
            language=said["language"] or language_of(said["body"]),
        )
        name = f"{file_name}: {path_of(album)}, {said['critic']}, {said['publication']}"
        verdict = "" if grade else said["verdict"]
        imported = import_draft(draft, name, Orders(album=album, verdict=verdict, by=by))
        if imported.failed or imported.review is None:
            raise BadCell("", imported.reason)
        review = Review.objects.select_related("album", "critic").get(pk=imported.review)
        if imported.status == "revised" and review.is_seen():
            raise BadCell("", f"it is here as review {review.pk}, and readers have seen that: correct it on its page")
        return RowOutcome(_TYPES[imported.status], review, tuple(imported.warnings))


def _album(values: dict[str, str]) -> Album:
    """The listed album that a row names. Raises BadCell when there is none, or more than one."""
    artist, title = (" ".join(values.get(name, "").split()) for name in ("artist", "album"))
    for name, value in (("artist", artist), ("album", title)):
        if not value:
            raise BadCell(name, "it is missing")
    by_artist = Artist.objects.known_as(artist).values("pk")
    found = Album.objects.listed().titled(title).filter(credits__artist__in=by_artist).distinct()
    albums = list(found.select_related("lead_artist").order_by("pk"))
    try:
        key = which(_record(title, values), {album.pk: Record.of(album) for album in albums})
    except CannotTell as unclear:
        raise BadCell(unclear.column, str(unclear)) from unclear
    if key is None:
        others = " or ".join(str(Record.of(album)) for album in albums)
        only = f", only {others}" if others else ""
        raise BadCell(
            "album",
            f"no such album of the catalogue is called “{title[:120]}” by “{artist[:120]}”{only}: import it first",
        )
    return next(album for album in albums if album.pk == key)


def _record(title: str, values: dict[str, str]) -> Record:
    """What a row says of its album. Raises BadCell."""
    said = {name: " ".join(values.get(name, "").split()) for name in ("release_date", "disambiguation")}
    try:
        day, precision = release_date(said["release_date"]) if said["release_date"] else (None, "")
    except InvalidEntry as error:
        raise BadCell("release_date", str(error)) from error
    return Record(title, day, precision, disambiguation=said["disambiguation"])


def _grade(printed: str, said: dict[str, Any]) -> Grade | None:
    """The grade on the scale of its critic or publication. Raises BadCell."""
    if not printed:
        return None
    critics = list(Critic.objects.known_as(said["critic"])[:2]) if said["critic"] else []
    house = Publication.objects.filter(folded=fold(said["publication"])).first() if said["publication"] else None
    scale = Review(critic=critics[0] if len(critics) == 1 else None, publication=house).grading_scale()
    try:
        return parse_grade(printed, scale.rule() if scale else None)
    except InvalidGrade as error:
        raise BadCell("grade", str(error)) from error


def _same(album: Album, said: dict[str, Any], grade: Grade | None) -> Review | None:
    """The review of the album by that critic, or else of that publication, which says the same already."""
    same = Review.objects.filter(
        album=album, body=said["body"], headline=said["headline"], grade=grade.printed if grade else ""
    )
    if said["critic"]:
        same = same.filter(critic__in=Critic.objects.known_as(said["critic"]))
    elif said["publication"]:
        same = same.filter(critic=None, publication__folded=fold(said["publication"]))
    return same.order_by("pk").first()
