"""What a pasted article says of itself, offered to the form and never put into it unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import formats

from common.apart import apart_if_large
from common.names import fold
from common.text import Unreadable
from reviews.desk.forms import LANGUAGES, ReviewForm
from reviews.desk.grade_question import WRITTEN, GradeQuestion
from reviews.grading.grades import Grade, InvalidGrade
from reviews.models import Critic
from reviews.reading.document import NotAReview, parse

ALL = "all"


@dataclass(frozen=True)
class Offer:
    """One answer read from the text: the field it is for, its value there, and how it is shown.

    `beside` is the field that goes with it: a typed grade also chooses its radio button.
    """

    field: str
    label: str
    value: str
    shown: str
    beside: tuple[str, str] | None = None

    def fill(self, data: QueryDict) -> None:
        """Put the value into what was posted."""
        data[self.field] = self.value
        if self.beside:
            name, value = self.beside
            data[name] = value


@dataclass(frozen=True)
class OfferedValues:
    """What was read: offers that differ from what the form says, and remarks that are no offers."""

    offers: tuple[Offer, ...] = ()
    remarks: tuple[str, ...] = ()

    def used(self, field: str, data: QueryDict) -> QueryDict:
        """What was posted, with one offer taken, or with `ALL` those whose fields are empty."""
        changed = data.copy()
        for offer in self.offers:
            if offer.field == field or (field == ALL and not data.get(offer.field, "").strip()):
                offer.fill(changed)
        return changed


def read_article(data: QueryDict, question: GradeQuestion, bylines: Sequence[Critic]) -> OfferedValues:
    """Read headline, byline, dates, link, language, grade and the bare text from the posted body."""
    try:
        body = data.get("body", "")
        draft = apart_if_large(len(body), parse, body)
    except (NotAReview, Unreadable) as error:
        return OfferedValues(remarks=(str(error),))
    offers = [
        Offer("headline", "Headline", draft.headline or "", draft.headline or ""),
        *(
            Offer(
                name, str(ReviewForm.base_fields[name].label), day.isoformat(), formats.date_format(day, "DATE_FORMAT")
            )
            for name, day in (("published_on", draft.published), ("updated_on", draft.updated))
            if day
        ),
        Offer("source_url", "Link", draft.source_url or "", draft.source_url or ""),
        Offer("language", "Language", draft.language or "", dict(LANGUAGES).get(draft.language or "", "")),
    ]
    remarks = []
    if draft.critic:
        signed, remark = _byline_offer(draft.critic, bylines)
        offers += [signed] if signed else []
        remarks += [remark] if remark else []
    if draft.grade:
        grade, remark = grade_offer(draft.grade, question)
        offers += [grade] if grade else []
        remarks += [remark] if remark else []
    left_out = len(data.get("body", "").split()) - len(draft.body.split())
    if left_out > 0:
        shown = f"The text alone, without the {left_out} words of headline, credits and page furniture around it"
        offers.append(Offer("body", "Text", draft.body, shown))
    offers = [offer for offer in offers if offer.shown and data.get(offer.field, "").strip() != offer.value]
    if not offers and not remarks:
        remarks.append("The text says nothing that the form does not say already.")
    return OfferedValues(tuple(offers), tuple(remarks))


def _byline_offer(name: str, bylines: Sequence[Critic]) -> tuple[Offer | None, str]:
    signed = next((byline for byline in bylines if byline.folded == fold(name)), None)
    if signed is None:
        return None, f"The text is signed by {name}, which is none of your bylines."
    return Offer("critic", "Byline", str(signed.pk), signed.name), ""


def grade_offer(grade: Grade, question: GradeQuestion) -> tuple[Offer | None, str]:
    """A printed grade as an answer to the question, or why it is none."""
    try:
        stated = question.read(question.printed(grade.printed))
    except InvalidGrade as error:
        return None, f"The text prints a grade that this byline cannot give. {error}"
    if question.is_written:
        return Offer("grade_written", "Grade", grade.printed, grade.printed, beside=("grade", WRITTEN)), ""
    for option in question.options:
        if question.read(option.printed).score == stated.score:
            return Offer("grade", "Grade", option.printed, grade.printed), ""
    return None, ""
