"""Documents into reviews. One review, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from albums.locks import lock_album
from albums.models import Album
from common.names import fold, short_title
from common.text import Unreadable
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.incoming.recognition import (
    NotRecognised,
    album_of,
    artist_names,
    critic_of,
    excerpt_at,
    path_of,
    publication_of,
    review_of,
    track_titles,
)
from reviews.life.publishing import publish, submit
from reviews.life.revising import correct
from reviews.life.sources import blocked_at, refusal_of
from reviews.life.steps import NotAllowed
from reviews.models import Review, SourcePolicy
from reviews.quoting.allowance import Allowance
from reviews.quoting.resemblance import fingerprint
from reviews.quoting.suggest import best_sentences, why_none
from reviews.reading.document import ParsedReview
from reviews.reading.reading import Document, HouseRule, Kind, NotAReview, Reading, Where, read
from reviews.reading.tracks import tracks_named

IMPORTER = "importer"


@dataclass(frozen=True)
class Orders:
    """What the person who imports has decided: the album, the publication and the address when they name them, a
    verdict, whether to publish.

    `by` is recorded as who did it; without one the account "importer", which nobody can sign in with.
    """

    album: Album | None = None
    publication: str = ""
    source_url: str = ""
    verdict: str = ""
    publishing: bool = False
    dry_run: bool = False
    by: User | None = None


@dataclass
class Imported:
    """What came of one document: "created", "revised", "unchanged", "conflict" or "refused".

    A conflict or a refusal says in `reason` why, and what to do; then nothing was stored. Else `critic`, `publication`,
    `album`, `artist` and `tracks` are what the document's names stand for here, and `outcome` says how its review
    stands, in words. `review` is its id; None after a dry run that would have created it. `kind` is what the document
    is, `sources` says for each field where in it the value was read.
    """

    status: str
    reason: str = ""
    draft: ParsedReview | None = None
    review: int | None = None
    critic: str | None = None
    publication: str | None = None
    album: str | None = None
    artist: str | None = None
    tracks: tuple[str, ...] = ()
    outcome: str = ""
    warnings: list[str] = field(default_factory=list)
    kind: Kind | None = None
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether the document was not imported."""
        return self.status in ("refused", "conflict")


class Conflict(Exception):
    """What stands here contradicts the document; the message says what to do."""


def import_document(document: Document, orders: Orders) -> list[Imported]:
    """Bring in the review that the document is, or each of those that it holds; or say why not.

    What is no review of an album is refused, unless its album is named: then a person has decided. A document that was
    brought in before, under whatever name, changes nothing; one whose text has changed since makes a new revision of
    its review, unless the review was edited here too. Nothing that the document does not say is filled in, and what
    was filled in here stays.
    """
    document = replace(document, address=orders.source_url or document.address)
    try:
        reading = read(document, HouseRule(publication=orders.publication))
    except (Unreadable, NotAReview) as error:
        return [Imported("refused", str(error))]
    if not orders.album and reading.kind not in (Kind.REVIEW, Kind.ROUNDUP):
        reason = (
            f"It is {reading.kind.words}{reading.reason}. If it reviews an album after all, say which with --album."
        )
        return [_refused(reading, reason)]
    return [
        _import_reading(one, document.file_name, orders, part=one is not reading)
        for one in _reviews_in(reading, orders.album)
    ]


def _reviews_in(reading: Reading, album: Album | None) -> Iterable[Reading]:
    """The reviews of a roundup, else the document itself; of an album that was named, its part if there is one."""
    if album is None:
        return reading.parts or (reading,)
    names = {fold(album.title), fold(short_title(album.title))}
    return [part for part in reading.parts if fold(part.value("album") or "") in names] or [reading]


def _import_reading(reading: Reading, document_name: str, orders: Orders, part: bool) -> Imported:
    draft, sources = reading.draft, reading.sources
    if part:
        document_name = f"{document_name} ({reading.value('album')})"
    if orders.source_url:
        draft, sources = replace(draft, source_url=orders.source_url), sources | {"source_url": str(Where.ORDER)}
    if orders.publication:
        sources |= {"publication": str(Where.ORDER)}
    imported = import_draft(draft, document_name, orders)
    imported.kind, imported.sources = reading.kind, sources
    return imported


def _refused(reading: Reading, reason: str) -> Imported:
    draft = reading.draft
    return Imported(
        "refused",
        reason,
        draft,
        critic=draft.critic,
        publication=draft.publication,
        warnings=list(reading.warnings),
        kind=reading.kind,
        sources=reading.sources,
    )


def import_draft(draft: ParsedReview, document_name: str, orders: Orders) -> Imported:
    """Bring in what a document says, or say why not. It is known again by its text, or by its name and words."""
    try:
        return _import_once(draft, document_name, orders)
    except IntegrityError:
        # Another import has just created the same critic or house; now they are there to be found.
        return _import_once(draft, document_name, orders)


def _import_once(draft: ParsedReview, document_name: str, orders: Orders) -> Imported:
    try:
        with transaction.atomic():
            imported = _import(draft, document_name[-255:], orders)
            if orders.dry_run:
                transaction.set_rollback(True)
    except (NotRecognised, Conflict) as error:
        status = "conflict" if isinstance(error, Conflict) else "refused"
        return Imported(
            status, str(error), draft, critic=draft.critic, publication=draft.publication, warnings=list(draft.warnings)
        )
    return imported


def _import(draft: ParsedReview, document_name: str, orders: Orders) -> Imported:
    if draft.source_url and (blocked := blocked_at(draft.source_url)):
        raise Conflict(refusal_of(blocked))
    known = review_of(draft, document_name)
    if known and orders.album and known.album_id != orders.album.pk:
        raise Conflict(
            f"It is here already as review {known.pk} of {path_of(known.album)}. Move that review in the admin instead."
        )
    album = known.album if known else orders.album or album_of(draft)
    lock_album(album.pk)
    known = known and Review.objects.select_related("critic", "publication", "album__lead_artist").get(pk=known.pk)
    known = known or review_of(draft, document_name)  # another import may have held the lock
    known = known or _from_the_same_page(draft, album)
    imported = Imported("created", draft=draft, warnings=list(draft.warnings))
    by = orders.by or _importer()
    if known:
        if known.critic and draft.critic and known.critic.folded != fold(draft.critic):
            imported.warnings.append(
                f"It says that {draft.critic} wrote it; here review {known.pk} is {known.critic}'s."
            )
        imported.status = "revised" if _revise(known, draft, document_name, by, imported) else "unchanged"
        review = known
    else:
        review = _create(draft, album, document_name, by, orders, imported)
    _judge(review, orders, by, imported)
    if orders.publishing:
        _quote(review, imported)
        review = _publish(review, by, imported)
    _describe(imported, draft, review)
    if orders.dry_run and not known:
        imported.review = None
    return imported


def _from_the_same_page(draft: ParsedReview, album: Album) -> Review | None:
    """The imported review of the album that came from the draft's address, by whatever spelling of it."""
    if not draft.source_url:
        return None
    imported = Review.objects.exclude(document_sha256="").filter(album=album, revises=None).from_page(draft.source_url)
    return imported.select_related("critic", "publication", "album__lead_artist").order_by("pk").first()


def _describe(imported: Imported, draft: ParsedReview, review: Review) -> None:
    """Note what the document's names stand for and how its review stands, while the transaction lasts."""
    album = review.album
    imported.review = review.pk
    imported.critic = draft.critic if review.critic and review.critic.folded == fold(draft.critic or "") else None
    house = review.publication
    imported.publication = draft.publication if house and house.folded == fold(draft.publication or "") else None
    imported.album, imported.artist = album.title, album.artist_credit
    tracks = track_titles(album)
    titles = {track.key: track.title for track in tracks}
    named = tracks_named(draft.body, tracks, artist_names(album))
    imported.tracks = tuple(dict.fromkeys(titles[mention.key] for mention in named))
    grade = f"graded {review.grade}" if review.grade else "no grade"
    verdict = f", {review.verdict} by {review.get_verdict_set_by_display()}" if review.verdict else ""
    imported.outcome = f"{path_of(album)}, {review.byline}, {grade}{verdict}, {review.status}"


def _importer() -> User:
    user, created = get_user_model().objects.get_or_create(username=IMPORTER, defaults={"is_active": False})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _create(
    draft: ParsedReview, album: Album, document_name: str, by: User, orders: Orders, imported: Imported
) -> Review:
    person = critic_of(draft, album)
    imported.warnings += [person.remark] if person.remark else []
    _refuse_second(album, person.critic)
    _refuse_same_page(album, draft.source_url)
    review = Review(album=album, critic=person.critic, publication=publication_of(draft), document_name=document_name)
    _write(review, draft, imported)
    _fill_in(review, draft)
    if orders.verdict and not review.grade:
        review.judge(orders.verdict, Review.VerdictSetBy.CURATOR, by)
    review.save()
    return submit(review, by)


def _refuse_second(album: Album, critic: object) -> None:
    """Refuse a critic's second review of an album: it may be another version of the first."""
    rival = critic and Review.objects.standing().filter(album=album, critic=critic).first()
    if not rival:
        return
    source = f"from {rival.document_name}" if rival.document_name else "written at the desk"
    raise Conflict(
        f"{critic} already has a review of {path_of(album)} (review {rival.pk}, {source}). "
        "Edit or withdraw that one in the admin, or import under the same file name to revise it."
    )


def _refuse_same_page(album: Album, url: str | None) -> None:
    """Refuse another review of the album from one page: it is the same one, by whoever it is said to be."""
    if url and (double := Review.objects.standing().filter(album=album, revises=None).from_page(url).first()):
        raise Conflict(
            f"Its page is here already as review {double.pk} of {path_of(album)} by {double.byline}. "
            "Edit or withdraw that one in the admin."
        )


def _revise(review: Review, draft: ParsedReview, document_name: str, by: User, imported: Imported) -> bool:
    """Take over what is new in the document; return whether anything was."""
    text = fingerprint(draft.headline, draft.body, draft.grade.printed if draft.grade else None)
    changed = []
    if text != review.document_sha256:
        _refuse_edited(review)
        changed = _write(review, draft, imported)
        review.document_name = document_name
        changed.append("document_name")
    if review.critic is None and draft.critic:
        person = critic_of(draft, review.album)
        if person.critic:
            _refuse_second(review.album, person.critic)
            review.critic = person.critic
            changed.append("critic")
    changed += _fill_in(review, draft)
    if not changed:
        return False
    if not review.is_standing():
        raise Conflict(f"Review {review.pk} was {review.status} here. Open it in the admin.")
    lost = correct(review, changed, by)
    imported.warnings += [f"An excerpt was removed, its words are gone: “{excerpt.text[:80]}”" for excerpt in lost]
    return True


def _refuse_edited(review: Review) -> None:
    edited = fingerprint(review.headline, review.body, review.grade) != review.document_sha256
    if edited or review.status == Review.Status.DRAFT:
        raise Conflict(
            f"Review {review.pk} was edited here since it was imported, and the document has changed too. "
            "Bring the changes together in the admin."
        )


def _write(review: Review, draft: ParsedReview, imported: Imported) -> list[str]:
    """Put the document's text and grade into the review; return the fields."""
    review.headline = (draft.headline or "")[:500]
    review.body = draft.body
    review.headings = [heading[:300] for heading in draft.headings]
    review.document_sha256 = fingerprint(draft.headline, draft.body, draft.grade.printed if draft.grade else None)
    grade = draft.grade
    if grade and (scale := review.grading_scale()):
        try:
            grade = parse_grade(grade.printed, scale.rule())
        except InvalidGrade as error:
            imported.warnings.append(f"The grade {grade.printed} is not stored: {error}")
            grade = None
    review.grade_as(grade)
    return ["headline", "body", "headings", "document_sha256", "grade", "score", *Review.JUDGED]


def _fill_in(review: Review, draft: ParsedReview) -> list[str]:
    """Fill what the review lacks and the document says; a later date of update replaces an earlier one."""
    said: dict[str, str | date | None] = {
        "source_url": draft.source_url if len(draft.source_url or "") <= 1000 else None,
        "language": draft.language,
        "published_on": draft.published,
        "updated_on": draft.updated,
    }
    filled = [name for name, value in said.items() if value and not getattr(review, name)]
    if draft.updated and review.updated_on and review.updated_on < draft.updated:
        filled.append("updated_on")
    for name in filled:
        setattr(review, name, said[name])
    if review.publication_id is None and (publication := publication_of(draft)):
        review.publication = publication
        filled.append("publication")
    return filled


def _judge(review: Review, orders: Orders, by: User, imported: Imported) -> None:
    """Record the verdict that the person who imports has set, where it is theirs to set."""
    if not orders.verdict or (review.verdict == orders.verdict and review.verdict_set_by != Review.VerdictSetBy.GRADE):
        return
    if review.grade:
        imported.warnings.append(f"It is graded {review.grade}: its verdict follows the grade, not --verdict.")
    elif review.verdict_set_by == Review.VerdictSetBy.CRITIC:
        imported.warnings.append(f"The critic called it {review.verdict}; --verdict was not recorded.")
    elif not review.is_standing():
        imported.warnings.append(f"Review {review.pk} was {review.status} here; --verdict was not recorded.")
    else:
        review.judge(orders.verdict, Review.VerdictSetBy.CURATOR, by)
        correct(review, Review.JUDGED, by)


def _quote(review: Review, imported: Imported) -> None:
    """Let the sentence that stands best for the review by plain rules lead its card, if nobody has chosen one yet.

    Whoever imports and publishes at once has no other moment to choose; the note tells them what was taken.
    """
    if review.excerpts.exists():
        return
    tracks = track_titles(review.album)
    mentions = tracks_named(review.body, tracks, artist_names(review.album))
    language = review.language or "en"
    policy = SourcePolicy.objects.of(review.source_url)
    longest = None if review.hosted else (policy.allowance() if policy else Allowance()).longest(review.body)
    span = next(iter(best_sentences(review.body, mentions, language=language, longest=longest)), None)
    if span is None:
        imported.warnings.append(f"It has no excerpt. {why_none(review.body, longest, language)}")
        return
    excerpt = excerpt_at(span, review.body, mentions)
    excerpt.review = review
    excerpt.save()
    imported.warnings.append(
        f"Its card leads with a sentence chosen by rule, to change in the admin if need be: “{excerpt.text}”"
    )


def _publish(review: Review, by: User, imported: Imported) -> Review:
    if review.status == Review.Status.PUBLISHED:
        return review
    try:
        return publish(review, by)
    except NotAllowed as error:
        imported.warnings.append(f"Not published, left as {review.get_status_display().lower()}: {error}")
        return review
