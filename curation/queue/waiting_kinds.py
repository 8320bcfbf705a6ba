"""What waits for a curator, and in which rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.auth.models import User
from django.db.models import Case, Expression, Model, Q, QuerySet, TextChoices, Value, When
from django.urls import reverse

from accounts.models import BylineClaim
from albums.models import Album
from common.names import fold
from curation.models import Holdable
from reviews.models import CorrectionRequest, IncomingDocument, Mention, Review


class WaitingKind(TextChoices):
    """What waits, as the queue tells it apart."""

    SUBMISSION = "submission", "Review"
    REVISION = "revision", "Revision"
    IMPORT = "import", "Imported document"
    CLAIM = "claim", "Byline claim"
    ALBUM = "album", "Proposed album"
    REQUEST = "request", "Correction request"
    DOCUMENT = "document", "Document to check"
    MENTION = "mention", "Mention"

    @property
    def plural(self) -> str:
        """Many of it."""
        return "Documents to check" if self is WaitingKind.DOCUMENT else f"{self.label}s"


OF_REVIEWS = {
    WaitingKind.SUBMISSION: Q(revises__isnull=True, document_name=""),
    WaitingKind.REVISION: Q(revises__isnull=False),
    WaitingKind.IMPORT: Q(revises__isnull=True) & ~Q(document_name=""),
}


@dataclass(frozen=True)
class Source:
    """The rows of one table that wait: since the moment in the column `since`, longest first by an index.

    `folded` and `plain` are the columns in which words are looked for, as names are folded and as they are written.
    """

    holdable: Holdable
    kinds: tuple[WaitingKind, ...]
    model: type[Model]
    waiting: Callable[[], QuerySet]
    since: str
    may_see: str
    may_decide: str
    folded: tuple[str, ...]
    plain: tuple[str, ...] = ()

    def rows(self) -> QuerySet:
        """Those that wait, in no order."""
        return self.waiting().order_by()

    def kind(self) -> Expression:
        """Of which kind a row is."""
        if len(self.kinds) == 1:
            return Value(self.kinds[0].value)
        *others, last = self.kinds
        return Case(*(When(OF_REVIEWS[kind], Value(kind.value)) for kind in others), default=Value(last.value))

    def of_kind(self, kind: WaitingKind) -> Q:
        """Rows of that kind."""
        return OF_REVIEWS[kind] if len(self.kinds) > 1 else Q()

    def named(self, words: str) -> Q:
        """Rows in whose names every one of the words stands."""
        return reduce(and_, (self._naming(word) for word in words.split()), Q())

    def _naming(self, word: str) -> Q:
        found = [Q(**{f"{column}__icontains": word}) for column in self.plain]
        if folded := fold(word):
            found += [Q(**{f"{column}__contains": folded}) for column in self.folded]
        return reduce(or_, found, Q(pk__in=[]))

    def page_of(self, key: int) -> str:
        """Where one of them is decided."""
        if self.holdable == Holdable.DOCUMENT:
            return reverse("document", args=[key])
        meta = self.model._meta
        if self.holdable == Holdable.MENTION:
            # Mentions are decided where they are ticked.
            return f"{reverse('admin:reviews_mention_changelist')}?id__exact={key}"
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[key])


SOURCES = {
    source.holdable: source
    for source in (
        Source(
            Holdable.REVIEW,
            tuple(OF_REVIEWS),
            Review,
            Review.objects.waiting,
            "submitted_at",
            may_see="reviews.view_review",
            may_decide="reviews.publish_review",
            folded=("album__folded", "album__lead_artist__folded", "critic__folded", "publication__folded"),
            plain=("headline__unaccent",),
        ),
        Source(
            Holdable.CLAIM,
            (WaitingKind.CLAIM,),
            BylineClaim,
            BylineClaim.objects.waiting,
            "created_at",
            may_see="accounts.view_bylineclaim",
            may_decide="accounts.decide_bylineclaim",
            folded=("critic__folded",),
            plain=("name__unaccent", "publication__unaccent", "user__username", "user__email"),
        ),
        Source(
            Holdable.ALBUM,
            (WaitingKind.ALBUM,),
            Album,
            Album.objects.proposed,
            "created_at",
            may_see="albums.view_album",
            may_decide="albums.change_album",
            folded=("folded", "lead_artist__folded"),
        ),
        Source(
            Holdable.REQUEST,
            (WaitingKind.REQUEST,),
            CorrectionRequest,
            CorrectionRequest.objects.waiting,
            "asked_at",
            may_see="reviews.view_correctionrequest",
            may_decide="reviews.change_correctionrequest",
            folded=(
                "review__album__folded",
                "review__album__lead_artist__folded",
                "review__critic__folded",
                "review__publication__folded",
            ),
        ),
        Source(
            Holdable.DOCUMENT,
            (WaitingKind.DOCUMENT,),
            IncomingDocument,
            IncomingDocument.objects.waiting,
            "read_at",
            may_see="reviews.view_incomingdocument",
            may_decide="reviews.take_document",
            folded=(),
            plain=("title__unaccent", "address"),
        ),
        Source(
            Holdable.MENTION,
            (WaitingKind.MENTION,),
            Mention,
            Mention.objects.waiting,
            "received_at",
            may_see="reviews.view_mention",
            may_decide="reviews.change_mention",
            folded=("album__folded", "album__lead_artist__folded"),
            plain=("title__unaccent", "source"),
        ),
    )
}


def seen_by(user: User) -> list[Source]:
    """The sources whose rows that person may see."""
    return [source for source in SOURCES.values() if user.has_perm(source.may_see)]
