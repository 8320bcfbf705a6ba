"""Two versions of one manuscript, side by side, when somebody wrote in two places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from common.word_diff import Piece, compare_words
from reviews.desk.manuscript import ROWS
from reviews.models import Draft, Review, Verdict


@dataclass(frozen=True)
class Version:
    """What is stored, for a critic who has another version in the form. `status` is empty for a kept draft."""

    headline: str
    body: str
    grade: str
    verdict: str
    excerpts: tuple[str, ...]
    saved_at: datetime
    status: str
    url: str
    status_label: str = ""

    @classmethod
    def of(cls, stored: Review | Draft) -> Version:
        """Whichever of the two it is."""
        return cls.of_draft(stored) if isinstance(stored, Draft) else cls.of_review(stored)

    @classmethod
    def of_review(cls, review: Review) -> Version:
        """As the review stands."""
        return cls(
            headline=review.headline,
            body=review.body,
            grade=review.grade,
            verdict=review.verdict,
            excerpts=tuple(excerpt.text for excerpt in review.excerpts.all()),
            saved_at=review.updated_at,
            status=review.status,
            url=review.get_desk_url(),
            status_label=review.get_status_display().lower(),
        )

    @classmethod
    def of_draft(cls, draft: Draft) -> Version:
        """As it was kept while it was typed."""
        said = draft.fields
        grade = said.get("grade", "")
        rows = sorted(name for name in said if name.startswith(f"{ROWS}-") and name.endswith("-text"))
        return cls(
            headline=said.get("headline", ""),
            body=said.get("body", "").replace("\r\n", "\n"),
            grade={"written": said.get("grade_written", ""), "none": ""}.get(grade, grade),
            verdict=said.get("verdict", "") if said.get("verdict") in Verdict.values else "",
            excerpts=tuple(said[name] for name in rows if said[name].strip()),
            saved_at=draft.saved_at,
            status="",
            url=draft_url(draft),
        )

    def compared_with(self, body: str) -> list[Piece]:
        """Its text beside another."""
        return compare_words(self.body, body.replace("\r\n", "\n"))


def draft_url(draft: Draft) -> str:
    """Where a kept draft is gone on with."""
    return draft.review.get_desk_url() if draft.review else reverse("desk-draft", args=[draft.pk])
