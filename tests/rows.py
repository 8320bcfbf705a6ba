"""Rows of every kind, good ones and breaches: what the tests of the database’s constraints make."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.utils import timezone

from accounts.models import ApiToken, BylineClaim, IdempotencyKey, Invitation, MutedMail, Notice
from albums.models import AlbumLink, ArtistAlias, AwaitedRecord, Credit, DumpReading, Redirect
from curation.models import Hold, Job, JournalEntry, LikelyDuplicate, LinkCheck, Rearrangement
from readers.models import (
    Follow,
    NewsItem,
    ReaderList,
    ReaderListEntry,
    ReaderMark,
    SavedVoices,
    ShelfImport,
    ShelfLine,
    Subscription,
)
from reviews.models import (
    BlockedSource,
    Calibration,
    Consensus,
    ConsensusChange,
    CorrectionRequest,
    CriticOffset,
    DocumentReview,
    Draft,
    Feed,
    FormulaEvaluation,
    IncomingDocument,
    ListedAlbum,
    Mention,
    Note,
    PublicationOffset,
    Review,
    Revision,
    ScaleLetter,
    SourcePolicy,
    Thresholds,
    VerdictCoding,
    VerdictSettlement,
    YearEndList,
)
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
    UserFactory,
)


def updating(make: Callable, **columns: object) -> Callable[[], object]:
    """A breach: make a good row, then set columns of it to what may not be."""

    def breach() -> object:
        row = make()
        values = {name: value() if callable(value) else value for name, value in columns.items()}
        return type(row).objects.filter(pk=row.pk).update(**values)

    return breach


def twice(make: Callable[[], object]) -> Callable[[], object]:
    """A breach: copy a good row."""

    def breach() -> object:
        row = make()
        row.pk = None
        return type(row).objects.bulk_create([row])

    return breach


def published(**columns: object) -> Review:
    return ReviewFactory(published=True, **columns)


def graded(**columns: object) -> Review:
    return ReviewFactory(grade="4/5", score=80, verdict="positive", **columns)


def pending_revision() -> Review:
    review = published()
    return ReviewFactory(album=review.album, critic=review.critic, revises=review, revises_number=1)


def draft_of_a_review() -> Draft:
    return Draft.objects.create(user=UserFactory(), review=ReviewFactory(), fields={})


def draft_of_a_form() -> Draft:
    return Draft.objects.create(user=UserFactory(), form_token=uuid4(), fields={})


def blocked(**columns: object) -> BlockedSource:
    return BlockedSource.objects.create(
        **{"address": "fakes.example/paid", "reason": "It sells its verdicts."} | columns
    )


def mention(**columns: object) -> Mention:
    values = {"source": "https://lantern.example/1", "target": "https://chorus.example/a"} | columns
    return Mention.objects.create(**{"album": values.pop("album", None) or AlbumFactory()} | values)


def year_end_list(**columns: object) -> YearEndList:
    return YearEndList.objects.create(**{"publication": PublicationFactory(), "year": 2025} | columns)


def listed_album(**columns: object) -> ListedAlbum:
    return ListedAlbum.objects.create(
        **{"list": year_end_list(), "line": 2, "place": 2, "artist": "Ada Quill", "title": "Low Water"} | columns
    )


def twice_on_a_list() -> object:
    """One album on two lines of a list."""
    first = listed_album(line=1, place=1, album=AlbumFactory())
    return listed_album(list=first.list, line=2, place=2, album=first.album)


def likely_duplicate(**columns: object) -> LikelyDuplicate:
    values = {"kind": "album", "first_id": 1, "second_id": 2, "likelihood": 0.9, "why": "one title"} | columns
    return LikelyDuplicate.objects.create(**values)


def link_check(**columns: object) -> LinkCheck:
    values = {"url": "https://lantern.example/1", "state": "fine", "checked_at": timezone.now()} | columns
    return LinkCheck.objects.create(**values)


def rearrangement(**columns: object) -> Rearrangement:
    values = {"action": "merge", "kind": "album", "survivor_id": 1, "other_id": 2, "reason": "Entered twice."} | columns
    return Rearrangement.objects.create(at=timezone.now(), **values)


def journal_entry(**columns: object) -> JournalEntry:
    values = {"step": 1, "table": "albums_album", "row": 1, "before": {"title": "Ebb"}} | columns
    return JournalEntry.objects.create(rearrangement=rearrangement(), **values)


def hold(**columns: object) -> Hold:
    return Hold.objects.create(**({"kind": "review", "key": 1, "by": UserFactory()} | columns))


def job(**columns: object) -> Job:
    return Job.objects.create(**({"name": "of_tests"} | columns))


def awaited_record(**columns: object) -> AwaitedRecord:
    named = {"entity": "artist", "musicbrainz_id": uuid4()}
    return AwaitedRecord.objects.create(**(named | columns))


def awaited_title(**columns: object) -> AwaitedRecord:
    return AwaitedRecord.objects.create(**({"artist": "The Slow Ferries", "title": "Low Water"} | columns))


def dump_reading(**columns: object) -> DumpReading:
    return DumpReading.objects.create(**({"file": "digest"} | columns))


def api_token(**columns: object) -> ApiToken:
    return ApiToken.objects.create(**{"user": UserFactory(), "name": "My site", "digest": uuid4().hex, **columns})


def two_tokens_of_one_name() -> ApiToken:
    return api_token(user=api_token().user)


def idempotency_key(**columns: object) -> IdempotencyKey:
    row = {"user": UserFactory(), "key": "a", "digest": "0", "status": 201, "answer": {}}
    return IdempotencyKey.objects.create(**row | columns)


def invitation(**columns: object) -> Invitation:
    return Invitation.objects.create(**({"role": "curator", "email": "ida@lantern.example", "digest": "a"} | columns))


def note(**columns: object) -> Note:
    return Note.objects.create(**({"review": ReviewFactory(), "words": "Ask for the pressing."} | columns))


def correction() -> CorrectionRequest:
    return CorrectionRequest.objects.create(review=published(), kind="grade", words="It was four stars.")


def verdict_coding() -> VerdictCoding:
    return VerdictCoding.objects.create(review=published(), curator=UserFactory(), verdict="mixed", revision=1)


def settlement() -> VerdictSettlement:
    return VerdictSettlement.objects.create(review=published(), verdict="mixed", reason="The refrain decides it.")


def thresholds() -> Thresholds:
    return Thresholds.objects.create(critic=CriticFactory(), mixed_from=40, positive_from=60, rave_from=80)


def consensus(**columns: object) -> Consensus:
    values = {"counted": 3, "raves": 3, "ungraded": 3, "score": 80, "low": 70, "high": 90} | columns
    calibration = Calibration.objects.current()
    return Consensus.objects.create(
        album=AlbumFactory(), calibration=calibration, evidence="limited", computed_at=timezone.now(), **values
    )


def change(**columns: object) -> ConsensusChange:
    values = {"counted": 3, "score": 80, "low": 70, "high": 90} | columns
    return ConsensusChange.objects.create(album=AlbumFactory(), cause="published", **values)


def house_offset(**columns: object) -> PublicationOffset:
    values = {"leniency": 1, "variance": 1, "reviews": 9, "slope": 1, "noise": 9} | columns
    calibration = Calibration.objects.current()
    return PublicationOffset.objects.create(calibration=calibration, publication=PublicationFactory(), **values)


def critic_offset(**columns: object) -> CriticOffset:
    calibration = Calibration.objects.current()
    values = {"leniency": 1, "variance": 1, "reviews": 9} | columns
    return CriticOffset.objects.create(calibration=calibration, critic=CriticFactory(), **values)


def evaluation() -> FormulaEvaluation:
    calibration = Calibration.objects.current()
    figures = {"rmse": 11, "log_score": -3.8, "coverage": 0.8, "rank_agreement": 0.4, "movement": 2}
    return FormulaEvaluation.objects.create(calibration=calibration, formula="chorus", **figures)


def link() -> AlbumLink:
    return AlbumLink.objects.create(album=AlbumFactory(), kind="stream", url="https://listen.example/1")


def alias() -> ArtistAlias:
    return ArtistAlias.objects.create(artist=ArtistFactory(), name="TSF")


def credit() -> Credit:
    return AlbumFactory().credits.get()


def redirect() -> Redirect:
    return Redirect.objects.create(old_path="/old/", new_path="/new/")


def letter() -> ScaleLetter:
    return ScaleFactory(lettered=True).letters.first()


def revision() -> Revision:
    return Revision.objects.create(review=ReviewFactory(), number=1, body="As it stood.")


def two_albums_at_one_address() -> object:
    first = AlbumFactory()
    return AlbumFactory(lead_artist=first.lead_artist, slug=first.slug)


def standing_on_album(counted: int = 3, score: int | None = 80, low: int | None = 70, high: int | None = 90) -> dict:
    return {
        "consensus_score": score,
        "consensus_low": low,
        "consensus_high": high,
        "counted_reviews": counted,
    }


def second_credit(**columns: object) -> object:
    first = credit()
    values = {"album": first.album, "artist": ArtistFactory(), "position": 2} | columns
    return Credit.objects.create(**{name: value(first) if callable(value) else value for name, value in values.items()})


def second_published_review_by_the_same_critic() -> object:
    first = published()
    return published(album=first.album, critic=first.critic)


def excerpt_of_a_track_of_another_album() -> object:
    return ExcerptFactory(about="track", track=TrackFactory())


def body_without_the_words_of_its_excerpt() -> object:
    return Review.objects.filter(pk=ExcerptFactory().review_id).update(body="Something else altogether.")


def review_moved_away_from_the_track_it_quotes() -> object:
    review = ReviewFactory()
    ExcerptFactory(review=review, about="track", track=TrackFactory(album=review.album))
    return Review.objects.filter(pk=review.pk).update(album=AlbumFactory())


def claim(**columns: object) -> BylineClaim:
    values = {"user": UserFactory(), "critic": CriticFactory(), "publication": "The Lantern"} | columns
    return BylineClaim.objects.create(evidence="https://lantern.example/people/", **values)


def claim_to_a_new_name() -> BylineClaim:
    return claim(critic=None, name="Ottilie Brandt")


def notice() -> Notice:
    return Notice.objects.create(recipient=UserFactory(), kind="published", review=ReviewFactory())


def muted_mail() -> MutedMail:
    return MutedMail.objects.create(user=UserFactory(), kind="published")


def saved_voices(**columns: object) -> SavedVoices:
    return SavedVoices.objects.create(**{"owner": UserFactory(), "name": "Jazz"} | columns)


def two_sets(**columns: object) -> SavedVoices:
    """Two sets of one reader, the second with these columns."""
    first = saved_voices(mine=True)
    return saved_voices(**{"owner": first.owner, "name": "Folk"} | columns)


def mark(**columns: object) -> ReaderMark:
    return ReaderMark.objects.create(
        **{"owner": UserFactory(), "album": AlbumFactory(), "state": "heard", "verdict": "rave"} | columns
    )


def reader_list(**columns: object) -> ReaderList:
    return ReaderList.objects.create(**{"owner": UserFactory(), "title": "Records for rain"} | columns)


def reader_list_entry(**columns: object) -> ReaderListEntry:
    values = {"list": columns.get("list") or reader_list(), "album": AlbumFactory(), "position": 1} | columns
    return ReaderListEntry.objects.create(**values)


def shelf_import(**columns: object) -> ShelfImport:
    return ShelfImport.objects.create(**{"owner": UserFactory(), "source": "rym"} | columns)


def shelf_line(**columns: object) -> ShelfLine:
    named = {"number": 1, "artist": "Ada Quill", "title": "Low Water", "state": "heard"}
    return ShelfLine.objects.create(**{"shelf_import": columns.get("shelf_import") or shelf_import()} | named | columns)


def follow(**columns: object) -> Follow:
    return Follow.objects.create(**{"reader": UserFactory(), "artist": ArtistFactory()} | columns)


def news_item(**columns: object) -> NewsItem:
    return NewsItem.objects.create(**{"reader": UserFactory(), "review": published(), "at": timezone.now()} | columns)


def subscription(**columns: object) -> Subscription:
    return Subscription.objects.create(**{"reader": UserFactory()} | columns)


def source_policy(**columns: object) -> SourcePolicy:
    return SourcePolicy.objects.create(**{"host": "lantern.example"} | columns)


def feed() -> Feed:
    return Feed.objects.create(policy=source_policy(), url="https://lantern.example/feed")


def incoming_document(**columns: object) -> IncomingDocument:
    values = {"state": "fetch", "address": "https://lantern.example/reviews/salt"} | columns
    return IncomingDocument.objects.create(**values)


def announced_document() -> IncomingDocument:
    return incoming_document(address="", feed=feed(), entry_id="0" * 64)


def document_review() -> DocumentReview:
    document = incoming_document(state="taken", reading={"kind": "review"})
    return DocumentReview.objects.create(document=document, review=ReviewFactory())


def second_review_from_one_part() -> DocumentReview:
    first = document_review()
    return DocumentReview.objects.create(document=first.document, review=ReviewFactory())


def too_long_a_quotation() -> object:
    review = ReviewFactory(source_url="https://www.lantern.example/a")
    source_policy(quote_characters=5)
    return ExcerptFactory(review=review)


def one_quotation_too_many() -> object:
    review = ReviewFactory(source_url="https://lantern.example/a")
    source_policy(quotes_per_review=0)
    return ExcerptFactory(review=review)


def more_quotations_than_a_share() -> object:
    body = "The tide comes in over four sides, and nobody on it is in a hurry to be dry again. " * 2
    review = ReviewFactory(source_url="https://lantern.example/a", body=body)
    source_policy(quote_characters=90)
    ExcerptFactory(review=review, start=0, end=82, text=body[:82], lead=False)
    return ExcerptFactory(review=review, start=83, end=165, text=body[83:165], lead=False)
