"""What lies on the desk while a critic writes: the form, its excerpt rows, the album, the card."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.urls import reverse

from albums.models import Album, Track
from reviews.desk.albums import pickable_by, search_albums
from reviews.desk.forms import NEW_ALBUM, ReviewForm, answers_of, first_answers
from reviews.desk.grade_question import GradeOption
from reviews.forms.excerpt_rows import ExcerptForm, ExcerptFormSet, excerpt_rows
from reviews.life.duplicates import Duplicate, duplicates_of
from reviews.life.revised_fields import (
    PLAIN,
    contested,
    corrected_meanwhile,
    in_words,
    is_behind,
    label_of,
    revised_by,
    version_of,
)
from reviews.models import Critic, Draft, Excerpt, Review, Verdict

ROWS = "excerpt"
KEPT_IN_A_ROW = ("about", "topic", "stance", "lead")


class SetRight(NamedTuple):
    """A fact that somebody else has changed of what is revised: what it is by now, and what its critic says if both."""

    label: str
    now: str
    yours: str | None


class Manuscript:
    """One review in the making, of one user: as stored, or as posted.

    `bylines` are the user's, at least one. `data` is what was posted; without it the stored `review` is shown, or an
    empty form. `check()` validates it, and only then are `excerpts` known.
    """

    def __init__(
        self,
        user: User,
        bylines: list[Critic],
        review: Review | None = None,
        data: QueryDict | None = None,
        *,
        submitting: bool = False,
    ) -> None:
        self.user = user
        self.bylines = bylines
        self.review = review
        self.data = _with_what_is_fixed(data, review)
        data = self.data
        self.byline = self._byline()
        initial = answers_of(review) if review else first_answers(self.byline)
        self.form = ReviewForm(
            data,
            initial=initial,
            user=user,
            critic=self.byline,
            chosen=self.chosen_album,
            submitting=submitting,
        )
        self.rows: ExcerptFormSet = excerpt_rows(0 if data or (review and review.excerpts.all()) else 1)(
            data, prefix=ROWS, initial=None if data else _stored_rows(review), form_kwargs={"tracks": self.tracks}
        )
        self.excerpts: list[Excerpt] = []
        self.seen_at = self._seen_at()

    def check(self) -> bool:
        """Validate everything, find each excerpt in the text, and say whether it may be stored."""
        valid = self.form.is_valid()
        cleaned = self.form.cleaned_data
        self.excerpts = self.rows.locate(cleaned.get("body", ""), hosted=cleaned.get("hosted", False))
        return valid and not self.rows.has_problems

    @cached_property
    def chosen_album(self) -> Album | None:
        """The album that is chosen, with its tracks; None while there is none, or for a proposal."""
        chosen = self.data.get("album", "") if self.data else str(self.review.album_id) if self.review else ""
        if not chosen.isdecimal() or len(chosen) > 18:
            return None
        return pickable_by(self.user).prefetch_related("tracks").filter(pk=int(chosen)).first()

    @property
    def posted(self) -> QueryDict:
        """What was posted, of a form that was."""
        if self.data is None:
            raise ValueError("nothing was posted")
        return self.data

    @property
    def revision(self) -> Review | None:
        """The stored review, if it is to take the place of a published one."""
        return self.review if self.review and self.review.revises_id else None

    @property
    def revising(self) -> bool:
        """Whether it is to take the place of a published review: then album and byline are that one's."""
        return self.revision is not None

    @property
    def action(self) -> str:
        """Where the form is posted to."""
        return self.review.get_desk_url() if self.review else reverse("desk-new")

    @property
    def draft_seen(self) -> str:
        """The version of the kept draft that this form shows; empty when it began without one."""
        return self.data.get("draft_seen", "") if self.data else ""

    @property
    def version_revised(self) -> str:
        """What marks the form as one that shows what it revises as that stands; empty where it revises nothing."""
        return version_of(revised_by(self.revision)) if self.revision else ""

    def shows(self, revised: Review) -> bool:
        """Whether what was posted comes from a form that shows what it revises as that stands."""
        return self.data is not None and self.data.get("revises_seen") == version_of(revised)

    @property
    def overtaken(self) -> bool:
        """Whether what it revises was changed after it was begun, and its critic has not yet brought both together."""
        ours = self.revision
        return ours is not None and is_behind(ours) and not self.shows(revised_by(ours))

    @property
    def set_right(self) -> list[SetRight]:
        """What was set right meanwhile, though it is no revision."""
        if (ours := self.revision) is None:
            return []
        theirs, both = revised_by(ours), contested(ours)
        return [
            SetRight(label_of(name), in_words(theirs, name), in_words(ours, name) if name in both else None)
            for name in PLAIN
            if name in corrected_meanwhile(ours) - {"headings"}
        ]

    @property
    def tracks(self) -> list[Track]:
        """The tracks of the chosen album."""
        return list(self.chosen_album.tracks.all()) if self.chosen_album else []

    @property
    def proposing(self) -> bool:
        """Whether a missing album is being proposed."""
        if self.data is None:
            return False
        return self.data.get("album") == NEW_ALBUM or bool(self.data.get("proposal_title", "").strip())

    @cached_property
    def found_albums(self) -> list[Album]:
        """What the search finds besides the chosen album."""
        query = self.data.get("album_query", "") if self.data else ""
        return [album for album in search_albums(self.user, query) if album != self.chosen_album]

    @property
    def proposal_fields(self) -> list[BoundField]:
        """The questions about an album that is missing."""
        proposed = [self.form[name] for name in self.form.fields if name.startswith("proposal_")]
        return [field for field in proposed if not field.is_hidden]

    @property
    def grade_options(self) -> list[GradeOption]:
        """The grades to choose from; a stored one that is none of them stands first."""
        options = list(self.form.question.options)
        stored = self.review.grade if self.review else ""
        if options and stored and stored not in {option.printed for option in options}:
            options.insert(0, GradeOption(stored, stored))
        return options

    @property
    def suggested_verdict(self) -> str:
        """What the grade amounts to by the critic's own thresholds; empty without a grade."""
        grade = getattr(self.form, "cleaned_data", {}).get("grade") if self.form.is_bound else None
        score = grade.score if grade else self.review.score if self.review and not self.form.is_bound else None
        return "" if score is None else Verdict(self.byline.verdict_of(score)).label

    @cached_property
    def form_token(self) -> UUID:
        """What makes this form, posted twice, one review."""
        return (posted_token(self.data) if self.data else None) or uuid4()

    @property
    def body(self) -> str:
        """The text as it would be stored, empty while it is refused."""
        if self.form.is_bound:
            return getattr(self.form, "cleaned_data", {}).get("body", "")
        return self.review.body if self.review else ""

    @property
    def hosted(self) -> bool:
        """Whether the text may be shown in full."""
        return bool(self.form["hosted"].value())

    def begin_again_from(self, review: Review | None, draft: Draft | None) -> None:
        """Take these for the versions that the critic has now seen, and keep all that was typed."""
        self.data = self.form.data = data = self.posted.copy()
        if review is not None:
            self.review = review
            self.seen_at = data["seen_at"] = review.updated_at.isoformat()
        if draft is not None:
            data["draft_seen"] = draft.seen

    @property
    def card(self) -> Review:
        """The review as readers will see it, as far as what was written is valid. Never to be saved."""
        card = copy(self.review) if self.review else Review(critic=self.byline, publication=self.byline.publication)
        if self.form.is_bound:
            self.fill(card)
            return as_card(card, self.excerpts)
        return as_card(card, list(self.review.excerpts.all()) if self.review else [])

    def fill(self, review: Review) -> None:
        """Write what was checked on `review`, except its album. Quotations are the critic's choice. Saves nothing."""
        self.form.fill(review)
        review.quotes_by_critic = bool(self.excerpts) and not review.hosted

    def duplicates(self) -> list[Duplicate]:
        """What is here already that this, which was checked, may be again."""
        url = self.form.cleaned_data.get("source_url", "")
        return duplicates_of(self.review, self.form_token, self.user, self.byline, self.chosen_album, url, self.body)

    def _byline(self) -> Critic:
        wanted = self.data.get("critic") if self.data else self.review.critic_id if self.review else None
        return next((byline for byline in self.bylines if str(byline.pk) == str(wanted)), self.bylines[0])

    def _seen_at(self) -> str:
        """The moment of the stored version that this form began from."""
        stored = self.review.updated_at.isoformat() if self.review else ""
        return self.data.get("seen_at", stored) if self.data else stored


def _with_what_is_fixed(data: QueryDict | None, review: Review | None) -> QueryDict | None:
    if data is None or review is None or not review.revises_id:
        return data
    fixed = data.copy()
    for name, value in (("album", review.album_id), ("critic", review.critic_id), ("proposal_title", "")):
        fixed[name] = str(value)
    return fixed


def posted_token(data: QueryDict) -> UUID | None:
    """The token of a posted form, None when it has none that is one."""
    try:
        return UUID(data.get("form_token", ""))
    except ValueError:
        return None


def as_card(review: Review, excerpts: list[Excerpt]) -> Review:
    """A copy of `review` that the card's template can draw without a row in the database."""
    card = copy(review)
    card.pk = 0
    leads = sorted(excerpts, key=lambda excerpt: (not excerpt.lead, excerpt.order, excerpt.start))
    for excerpt in leads:
        excerpt.review = card
    card._prefetched_objects_cache = {"excerpts": leads}  # type: ignore[attr-defined]  # Django's own, not public
    return card


def with_row(data: QueryDict, row: Mapping[str, Any] | None = None) -> tuple[QueryDict, int]:
    """What was posted with one excerpt row more, and its number. The words of `row` go into the first blank row."""
    count = _row_count(data)
    blank = (number for number in range(count) if not data.get(f"{ROWS}-{number}-text", "").strip())
    place = next(blank, count) if row else count
    changed = data.copy()
    changed[f"{ROWS}-TOTAL_FORMS"] = str(max(count, place + 1))
    for name, value in (row or {}).items():
        changed[f"{ROWS}-{place}-{name}"] = str(value)
    return changed, place


def without_row(data: QueryDict, number: int) -> QueryDict:
    """What was posted, without that excerpt row; those after it move up."""
    count = _row_count(data)
    changed = data.copy()
    if number >= count:
        return changed
    for name in ExcerptForm.base_fields:
        values = [data.get(f"{ROWS}-{row}-{name}") for row in range(count) if row != number]
        for row, value in enumerate([*values, None]):
            changed.pop(f"{ROWS}-{row}-{name}", None)
            if value is not None:
                changed[f"{ROWS}-{row}-{name}"] = value
    changed[f"{ROWS}-TOTAL_FORMS"] = str(count - 1)
    changed[f"{ROWS}-INITIAL_FORMS"] = "0"
    return changed


def _row_count(data: QueryDict) -> int:
    stated = data.get(f"{ROWS}-TOTAL_FORMS", "")
    return int(stated) if stated.isdecimal() and len(stated) < 4 else 0


def _stored_rows(review: Review | None) -> list[dict[str, Any]]:
    if review is None:
        return []
    return [
        {
            "text": excerpt.text,
            "near": excerpt.start,
            "track": excerpt.track_id,
            **{name: getattr(excerpt, name) for name in KEPT_IN_A_ROW},
        }
        for excerpt in sorted(review.excerpts.all(), key=lambda excerpt: (excerpt.order, excerpt.start))
    ]
