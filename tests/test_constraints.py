"""What must never be, the database refuses: each named constraint and trigger of our apps, with rows that break it."""

from __future__ import annotations

from datetime import date

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from reviews.models import (
    Excerpt,
    VerdictCoding,
)
from tests.breaches import BREACHES
from tests.factories import (
    AlbumFactory,
    ExcerptFactory,
    FilmFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
)
from tests.rows import (
    alias,
    announced_document,
    awaited_record,
    awaited_title,
    blocked,
    change,
    claim,
    claim_to_a_new_name,
    consensus,
    correction,
    critic_offset,
    document_review,
    draft_of_a_form,
    draft_of_a_review,
    dump_reading,
    feed,
    graded,
    hold,
    house_offset,
    incoming_document,
    invitation,
    job,
    journal_entry,
    likely_duplicate,
    link,
    link_check,
    muted_mail,
    note,
    notice,
    pending_revision,
    published,
    rearrangement,
    redirect,
    revision,
    second_credit,
    settlement,
    source_policy,
    thresholds,
    verdict_coding,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "breach"),
    [
        pytest.param(name, breach, id=f"{name}-{number}")
        for name, breaches in BREACHES.items()
        for number, breach in enumerate(breaches, 1)
    ],
)
def test_the_database_refuses(name, breach):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        breach()
    assert refusal.value.__cause__.diag.constraint_name == name


def test_every_named_constraint_and_constraint_trigger_is_tried():
    constraints = {
        constraint.name
        for label in ("albums", "reviews", "accounts", "readers", "curation")
        for model in apps.get_app_config(label).get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
    }
    triggers = {trigger.name for _, trigger in pgtrigger.registered() if trigger.timing}
    assert triggers
    assert set(BREACHES) == constraints | triggers


@pytest.mark.parametrize(
    "make",
    [
        AlbumFactory,
        lambda: AlbumFactory(release_date=None),
        lambda: AlbumFactory(release_date=date(1979, 1, 1), release_precision="year"),
        lambda: AlbumFactory(kind="soundtrack", film=FilmFactory()),
        TrackFactory,
        link,
        alias,
        redirect,
        second_credit,
        ScaleFactory,
        lambda: ScaleFactory(lettered=True),
        lambda: ScaleFactory(no_grades=True),
        claim,
        claim_to_a_new_name,
        notice,
        muted_mail,
        verdict_coding,
        lambda: VerdictCoding.objects.create(review=published(), verdict="", revision=1),
        settlement,
        ReviewFactory,
        graded,
        published,
        lambda: published(critic=None),
        lambda: ReviewFactory(withdrawn=True),
        ExcerptFactory,
        lambda: ExcerptFactory(lead=True),
        consensus,
        lambda: consensus(counted=2, raves=2, ungraded=2, score=None, low=None, high=None),
        change,
        lambda: change(counted=0, score=None, low=None, high=None),
        house_offset,
        critic_offset,
        revision,
        blocked,
        likely_duplicate,
        link_check,
        lambda: link_check(state="gone", failing_since=date(2026, 3, 1)),
        rearrangement,
        journal_entry,
        hold,
        job,
        awaited_record,
        awaited_title,
        dump_reading,
        invitation,
        lambda: invitation(role="administrator", email=""),
        note,
        pending_revision,
        draft_of_a_review,
        draft_of_a_form,
        correction,
        thresholds,
        source_policy,
        feed,
        incoming_document,
        announced_document,
        document_review,
    ],
)
def test_the_rows_that_the_breaches_start_from_are_accepted(make):
    row = make()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_two_unsigned_reviews_of_one_album_may_both_be_published():
    first = published(critic=None)
    published(album=first.album, critic=None)
    assert first.album.reviews.counted().count() == 2


def test_several_words_of_two_alphabets_are_counted_in_characters():
    body = "Мотор 🎛 hums, 東京 sleeps."
    start = body.index("東京")
    excerpt = ExcerptFactory(review__body=body, text="東京 sleeps", start=start)
    assert Excerpt.objects.get(pk=excerpt.pk).text == "東京 sleeps"
    assert (excerpt.start, excerpt.end) == (start, start + 9)
