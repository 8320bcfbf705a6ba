"""What must never be, the database refuses: each named constraint and trigger of our apps, with rows that break it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.models import (
    Calibration,
    Excerpt,
    VerdictCoding,
)
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    FilmFactory,
    PublicationFactory,
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
    body_without_the_words_of_its_excerpt,
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
    evaluation,
    excerpt_of_a_track_of_another_album,
    feed,
    graded,
    hold,
    house_offset,
    incoming_document,
    invitation,
    job,
    journal_entry,
    letter,
    likely_duplicate,
    link,
    link_check,
    more_quotations_than_a_share,
    muted_mail,
    note,
    notice,
    one_quotation_too_many,
    pending_revision,
    published,
    rearrangement,
    redirect,
    review_moved_away_from_the_track_it_quotes,
    revision,
    second_credit,
    second_published_review_by_the_same_critic,
    second_review_from_one_part,
    settlement,
    source_policy,
    standing_on_album,
    thresholds,
    too_long_a_quotation,
    twice,
    updating,
    verdict_coding,
)

pytestmark = pytest.mark.django_db


STANDINGS = [
    {"score": 101, "high": 100},
    {"score": -1},
    {"low": 91},
    {"low": -1},
    {"high": 101},
    {"counted": 2},
    {"score": None},
    {"low": None},
    {"high": None},
]

BREACHES: dict[str, list[Callable[[], object]]] = {
    "review_archived_copy_is_on_the_web": [updating(ReviewFactory, archive_url="ftp://archive.example/1")],
    "blocked_source_is_a_host_or_a_path_of_it": [
        lambda: blocked(address="https://fakes.example"),
        lambda: blocked(address="fakes"),
        lambda: blocked(address="fakes.example/"),
        lambda: blocked(address="Fakes.example"),
        lambda: blocked(address=""),
    ],
    "blocked_source_has_a_reason": [lambda: blocked(reason="")],
    "likely_duplicate_once": [twice(likely_duplicate)],
    "likely_duplicate_in_order": [lambda: likely_duplicate(first_id=2), lambda: likely_duplicate(first_id=3)],
    "likely_duplicate_likelihood_0_1": [lambda: likely_duplicate(likelihood=1.1)],
    "link_check_failing_since_a_day": [
        lambda: link_check(state="gone"),
        lambda: link_check(failing_since=date(2026, 3, 1)),
    ],
    "rearrangement_concerns_two_records": [lambda: rearrangement(other_id=1)],
    "rearrangement_has_a_reason": [lambda: rearrangement(reason="")],
    "rearrangement_merges_a_record_once": [twice(rearrangement)],
    "hold_has_one_holder": [twice(hold)],
    "job_began_before_it_ended": [lambda: job(ended_at=timezone.now())],
    "job_failures_have_a_moment": [lambda: job(failures=1)],
    "awaited_record_once": [twice(awaited_record)],
    "awaited_title_once": [twice(awaited_title)],
    "awaited_record_is_named": [
        lambda: awaited_record(musicbrainz_id=None),
        lambda: awaited_title(title=""),
        lambda: awaited_title(artist=""),
    ],
    "dump_reading_once": [twice(dump_reading)],
    "invitation_by_mail_is_for_curators": [
        lambda: invitation(email=""),
        lambda: invitation(role="administrator"),
    ],
    "note_says_something": [lambda: note(words="")],
    "hold_kind_is_known": [lambda: hold(kind="critic")],
    "journal_entry_once_a_step": [twice(journal_entry)],
    "journal_entry_says_something": [lambda: journal_entry(before=None)],
    "album_address_once": [
        lambda: AlbumFactory(lead_artist=AlbumFactory(slug="low-water").lead_artist, slug="low-water")
    ],
    "album_has_a_title": [updating(AlbumFactory, title="")],
    "album_has_a_slug": [updating(AlbumFactory, slug="")],
    "album_release_date_has_a_precision": [
        updating(AlbumFactory, release_precision=""),
        updating(AlbumFactory, release_precision="era"),
        updating(AlbumFactory, release_date=None),
    ],
    "album_with_a_film_is_a_soundtrack": [updating(AlbumFactory, film=FilmFactory)],
    "album_consensus_from_three_reviews_within_0_100": [
        updating(AlbumFactory, **standing_on_album(**wrong)) for wrong in STANDINGS
    ],
    "credit_position_once": [lambda: second_credit(position=1)],
    "credit_artist_once": [lambda: second_credit(artist=lambda first: first.artist)],
    "track_position_once": [twice(TrackFactory)],
    "track_has_a_title": [updating(TrackFactory, title="")],
    "track_counts_from_one": [updating(TrackFactory, disc=0), updating(TrackFactory, position=0)],
    "album_link_once": [twice(link)],
    "album_link_is_on_the_web": [updating(link, url="javascript:alert(1)"), updating(link, url="ftp://listen.example")],
    "artist_has_a_name": [updating(ArtistFactory, name="")],
    "artist_has_a_slug": [updating(ArtistFactory, slug="")],
    "artist_alias_once": [twice(alias)],
    "film_has_a_title": [updating(FilmFactory, title="")],
    "redirect_never_points_at_itself": [updating(redirect, new_path="/old/")],
    "scale_with_numbers_has_maximum_and_step": [
        updating(ScaleFactory, maximum=None),
        updating(ScaleFactory, step=None),
        updating(ScaleFactory, maximum=0),
        updating(ScaleFactory, step=0),
        updating(ScaleFactory, kind="feelings"),
        updating(lambda: ScaleFactory(lettered=True), maximum=5),
        updating(lambda: ScaleFactory(no_grades=True), step=1),
    ],
    "scale_letter_once": [twice(letter)],
    "scale_letter_within_0_100": [updating(letter, score=101), updating(letter, score=-1)],
    "publication_has_a_name": [updating(PublicationFactory, name="")],
    "publication_has_a_slug": [updating(PublicationFactory, slug="")],
    "critic_has_a_name": [updating(CriticFactory, name="")],
    "critic_has_a_slug": [updating(CriticFactory, slug="")],
    "review_score_within_0_100": [updating(graded, score="100.01"), updating(graded, score="-0.01")],
    "review_score_comes_from_a_printed_grade": [
        updating(graded, grade=""),
        updating(ReviewFactory, score=80),
        updating(ReviewFactory, grade="4/5"),
    ],
    "review_verdict_is_known": [updating(published, verdict="fine")],
    "review_status_is_known": [updating(ReviewFactory, status="lost")],
    "review_verdict_says_who_set_it": [
        updating(ReviewFactory, verdict="rave"),
        updating(ReviewFactory, verdict="rave", verdict_set_by="oracle"),
        updating(ReviewFactory, verdict_set_by="critic"),
    ],
    "review_verdict_from_grade_has_a_grade": [updating(published, verdict_set_by="grade")],
    "review_curator_sets_dated_verdict_only_without_a_grade": [
        updating(graded, verdict_set_by="curator", verdict_set_at=timezone.now),
        updating(published, verdict_set_by="curator", verdict_set_at=None),
    ],
    "review_published_has_a_moment": [
        updating(published, published_at=None),
        updating(lambda: ReviewFactory(withdrawn=True), published_at=None),
    ],
    "review_submitted_has_a_moment": [updating(lambda: ReviewFactory(submitted=True), submitted_at=None)],
    "review_published_has_a_verdict": [updating(published, verdict="", verdict_set_by="")],
    "review_published_has_a_text_a_grade_or_a_source": [updating(published, body="")],
    "review_revision_counts_from_one": [updating(ReviewFactory, revision=0)],
    "review_source_is_on_the_web": [updating(ReviewFactory, source_url="javascript:alert(1)")],
    "review_disclosures_are_known": [updating(ReviewFactory, disclosures=["lunch"])],
    "review_pending_revision_is_not_itself_published": [
        updating(
            pending_revision, status="published", published_at=timezone.now, verdict="pan", verdict_set_by="critic"
        ),
        updating(pending_revision, revises=None),
        updating(pending_revision, revises_number=None),
        updating(ReviewFactory, revises_number=1),
    ],
    "review_one_pending_revision_at_a_time": [twice(pending_revision)],
    "review_one_counted_per_critic_and_album": [second_published_review_by_the_same_critic],
    "revision_number_once": [twice(revision)],
    "excerpt_span_is_not_empty": [lambda: ExcerptFactory(text="", start=4, end=4)],
    "excerpt_about_is_known": [updating(ExcerptFactory, about="price")],
    "excerpt_lead_is_about_the_record": [updating(ExcerptFactory, lead=True, about="film")],
    "excerpt_with_a_track_is_about_it": [updating(ExcerptFactory, track=TrackFactory)],
    "excerpt_span_once": [twice(ExcerptFactory)],
    "excerpt_is_verbatim": [
        lambda: ExcerptFactory(text="The first side opens like a door in spring.", start=0),
        lambda: ExcerptFactory(review__body="All of it.", text="All of it.", start=0, end=99),
        updating(ExcerptFactory, text="The first side opens like a gate in winter."),
        updating(ExcerptFactory, start=1),
        updating(ExcerptFactory, review=lambda: ReviewFactory(body="Another text.")),
        excerpt_of_a_track_of_another_album,
    ],
    "review_holds_its_excerpts": [body_without_the_words_of_its_excerpt, review_moved_away_from_the_track_it_quotes],
    "consensus_from_three_reviews_within_0_100": [
        updating(
            consensus,
            **({"raves": wrong["counted"], "ungraded": wrong["counted"]} if "counted" in wrong else {}),
            **wrong,
        )
        for wrong in STANDINGS
    ],
    "consensus_counts_add_up": [updating(consensus, pans=1), updating(consensus, graded=1)],
    "consensuschange_from_three_reviews_within_0_100": [updating(change, **wrong) for wrong in STANDINGS],
    "calibration_mean_within_0_100": [updating(Calibration.objects.current, mean=101)],
    "calibration_deviations_are_positive": [
        updating(Calibration.objects.current, album_scale=0),
        updating(Calibration.objects.current, noise=0),
        updating(Calibration.objects.current, publication_sd=-1),
        updating(Calibration.objects.current, critic_sd=-1),
    ],
    "publication_offset_once": [twice(house_offset)],
    "publication_offset_is_possible": [
        updating(house_offset, slope=0),
        updating(house_offset, noise=0),
        updating(house_offset, variance=-1),
    ],
    "critic_offset_once": [twice(critic_offset)],
    "critic_offset_is_possible": [updating(critic_offset, variance=-1)],
    "draft_one_per_user_and_review": [twice(draft_of_a_review)],
    "draft_one_per_user_and_form": [twice(draft_of_a_form)],
    "draft_is_of_a_review_or_of_a_form": [
        updating(draft_of_a_form, form_token=None),
        updating(draft_of_a_form, review=ReviewFactory),
    ],
    "draft_version_counts_from_one": [updating(draft_of_a_form, version=0)],
    "correction_kind_is_known": [updating(correction, kind="price")],
    "correction_says_what_is_wrong": [updating(correction, words="")],
    "correction_closed_has_an_answer": [
        updating(correction, state="corrected"),
        updating(correction, state="declined", answer="It stands so in print."),
        updating(correction, state="lost"),
        updating(correction, answer="Done."),
    ],
    "correction_asked_once_at_a_time": [twice(correction)],
    "review_second_verdict_is_known": [updating(published, second_verdict="fine")],
    "coding_verdict_is_known": [updating(verdict_coding, verdict="fine")],
    "coding_once_a_curator_and_text": [twice(verdict_coding)],
    "settlement_verdict_is_known": [updating(settlement, verdict="")],
    "settlement_has_a_reason": [updating(settlement, reason="")],
    "settlement_once_a_text": [twice(settlement)],
    "thresholds_rise_within_0_100": [
        updating(thresholds, mixed_from=-1),
        updating(thresholds, rave_from=101),
        updating(thresholds, positive_from=40),
        updating(thresholds, rave_from=60),
    ],
    "bylineclaim_names_a_byline": [updating(claim, critic=None), updating(claim_to_a_new_name, name="")],
    "bylineclaim_decision_is_complete": [
        updating(claim, state="lost"),
        updating(claim, state="granted"),
        updating(claim_to_a_new_name, state="granted", decided_at=timezone.now),
        updating(claim, state="declined", decided_at=timezone.now),
        updating(claim, state="declined", reason="Somebody else."),
        updating(claim, decided_at=timezone.now),
    ],
    "bylineclaim_waits_once_for_a_critic": [twice(claim)],
    "bylineclaim_waits_once_for_a_name": [twice(claim_to_a_new_name)],
    "notice_is_about_what_its_kind_says": [
        updating(notice, kind="factor"),
        updating(notice, review=None),
        updating(notice, claim=claim),
        updating(notice, kind="claim"),
    ],
    "mutedmail_once": [twice(muted_mail)],
    "source_policy_is_of_a_host": [
        lambda: source_policy(host="https://lantern.example"),
        lambda: source_policy(host="www.lantern.example"),
        lambda: source_policy(host="Lantern.example"),
        lambda: source_policy(host="lantern"),
        lambda: source_policy(host=""),
    ],
    "source_policy_is_of_a_publication_or_a_critic": [
        lambda: source_policy(publication=PublicationFactory(), critic=CriticFactory())
    ],
    "source_policy_quotes_little": [
        lambda: source_policy(quote_characters=301),
        lambda: source_policy(quotes_per_review=21),
        lambda: source_policy(quote_share=0.26),
        lambda: source_policy(quote_share=-0.01),
    ],
    "excerpt_keeps_to_the_quote_cap": [
        too_long_a_quotation,
        one_quotation_too_many,
        more_quotations_than_a_share,
    ],
    "feed_once": [twice(feed)],
    "feed_of_a_critic_is_proved_and_consented": [
        updating(feed, critic=CriticFactory),
        updating(feed, consented_at=timezone.now),
        updating(feed, critic=CriticFactory, consented_at=timezone.now, proof="rel=me"),
        updating(feed, critic=CriticFactory, consented_at=timezone.now, consent="I agree."),
    ],
    "document_once_per_address": [twice(incoming_document)],
    "document_once_per_entry": [twice(announced_document)],
    "document_read_has_a_reading": [updating(incoming_document, state="read")],
    "document_part_once": [second_review_from_one_part],
    "formula_evaluation_once": [twice(evaluation)],
    "formula_evaluation_is_possible": [
        updating(evaluation, rmse=-1),
        updating(evaluation, movement=-1),
        updating(evaluation, coverage=1.1),
        updating(evaluation, rank_agreement=-1.1),
    ],
}


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
        for label in ("albums", "reviews", "accounts", "curation")
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
