"""Documents on their way in: asked for, fetched or sent, read, and then taken as reviews or put aside."""

from __future__ import annotations

import zlib
from datetime import datetime

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from common.web_addresses import source_key
from reviews.models.feed import Feed
from reviews.models.review import Review
from reviews.models.source_policy import SourcePolicy


class IncomingDocumentQuerySet(models.QuerySet):
    """Documents, by the words the site uses for them."""

    def to_fetch(self, at: datetime) -> IncomingDocumentQuerySet:
        """Those to be fetched at that moment, longest due first."""
        return self.filter(state=IncomingDocument.State.TO_FETCH, next_try_at__lte=at).order_by("next_try_at", "pk")

    def waiting(self) -> IncomingDocumentQuerySet:
        """Those that have been read and wait for a curator. A critic's own wait on the critic's desk."""
        return self.filter(state=IncomingDocument.State.READ, for_critic__isnull=True).order_by("read_at", "pk")

    def at_address(self, url: str) -> IncomingDocumentQuerySet:
        """That page, however its address is written."""
        return self.exclude(address="").alias(key=source_key("address")).filter(key=source_key(models.Value(url)))


class IncomingDocument(models.Model):
    """One page, file or pasted text, with the bytes as they came, so that a better reader can read them again."""

    class State(models.TextChoices):
        NEEDS_POLICY = "policy", "Waits for a decision about its site"
        TO_FETCH = "fetch", "To be fetched"
        READ = "read", "Read"
        TAKEN = "taken", "Taken as a review"
        PASSED_OVER = "passed", "Passed over"
        FAILED = "failed", "Could not be read"
        PUT_ASIDE = "aside", "Put aside"

    state = models.CharField(max_length=6, choices=State)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it is where it is, for people.")
    note = models.CharField(max_length=500, blank=True, help_text="What became of the page since.")

    address = models.URLField(max_length=1000, blank=True, validators=[URLValidator(["http", "https"])])
    file_name = models.CharField(max_length=255, blank=True)
    policy = models.ForeignKey(SourcePolicy, on_delete=models.CASCADE, null=True, blank=True, related_name="documents")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, blank=True, related_name="documents")
    entry_id = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the entry's id in its feed.")
    entry_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what the entry said.")
    entry_gone_at = models.DateTimeField(null=True, blank=True, help_text="Since when the feed answers without it.")
    title = models.CharField(max_length=500, blank=True, help_text="As the feed, or the page, calls it.")
    announced_at = models.DateTimeField(null=True, blank=True, help_text="When its feed says it was published.")
    for_critic = models.ForeignKey(
        "reviews.Critic", on_delete=models.CASCADE, null=True, blank=True, related_name="incoming_documents"
    )

    batch = models.UUIDField(null=True, blank=True, help_text="Those that were asked for together.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(db_default=Now(), editable=False)
    next_try_at = models.DateTimeField(db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0)

    fetched_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="Of the last answer.")
    headers = models.JSONField(default=dict, help_text="Those of the answer that say how to read and to quote it.")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    packed = models.BinaryField(null=True, help_text="The bytes as they came, compressed.")
    reading = models.JSONField(null=True, help_text="What was read in them, and where.")
    read_at = models.DateTimeField(null=True)

    objects = IncomingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("take_document", "Can bring in documents from the web and from files")]
        indexes = [
            models.Index(F("next_try_at"), F("id"), condition=Q(state="fetch"), name="document_to_fetch"),
            models.Index(F("read_at"), F("id"), condition=Q(state="read"), name="document_waiting"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="document_batch"),
        ]
        constraints = [
            models.UniqueConstraint(source_key("address"), condition=~Q(address=""), name="document_once_per_address"),
            models.UniqueConstraint(
                fields=["feed", "entry_id"], condition=~Q(entry_id=""), name="document_once_per_entry"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["read", "taken"]) | Q(reading__isnull=False),
                name="document_read_has_a_reading",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address or self.file_name or f"document {self.pk}"

    @property
    def data(self) -> bytes:
        """The bytes as they came; empty when none have come or they were purged."""
        return zlib.decompress(bytes(self.packed)) if self.packed else b""

    def keep(self, data: bytes) -> None:
        """Hold the bytes, compressed."""
        self.packed = zlib.compress(data, 6)


class DocumentReview(models.Model):
    """Which reviews a document has brought in: one, or one per record of a roundup."""

    document = models.ForeignKey(IncomingDocument, on_delete=models.CASCADE, related_name="reviews")
    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="came_from")
    part = models.PositiveSmallIntegerField(default=0, help_text="Which part of a roundup; 0 for the first or only.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["document", "part"], name="document_part_once")]

    def __str__(self) -> str:
        return f"review {self.review_id} from document {self.document_id}"
