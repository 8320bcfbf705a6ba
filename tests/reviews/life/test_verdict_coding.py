"""Verdicts for prose without a grade, coded twice: what counts, what stands beside it, and how it is settled."""

from __future__ import annotations

import pytest

from reviews.consensus.model import EDGES, bands_at
from reviews.life import publishing
from reviews.life.publishing import contest_verdict, publish, submit
from reviews.life.revising import begin_revision, revise
from reviews.life.steps import NotAllowed
from reviews.life.verdict_coding import code_blind, settle, verdicts_open_to
from reviews.models import Consensus, Review, ReviewToCode, VerdictCoding, verdict_coding
from reviews.models.verdict_coding import digest_of
from reviews.scoring.edge_evidence import site_edges
from tests.curators import new_curator, stored
from tests.factories import BODY, CriticFactory, ReviewFactory, UserFactory, published_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return new_curator()


@pytest.fixture
def second():
    return new_curator()


def judged(by, verdict="positive", **columns) -> Review:
    """A published review of an album with two others, its verdict set by that curator."""
    review = ReviewFactory(verdict="", **columns)
    published_review(review.album, "rave")
    published_review(review.album, "pan")
    review.judge(verdict, Review.VerdictSetBy.CURATOR, by)
    review.save()
    return publish(submit(review, None), by)


def code(review, verdict, by, words="", body_digest=None) -> VerdictCoding:
    return code_blind(review, verdict, words, body_digest or digest_of(review.body), by)


def verdicts(review) -> list[str]:
    return [coding.verdict for coding in VerdictCoding.objects.of_text(stored(review))]


class TestFirst:
    def test_the_verdict_that_a_curator_sets_is_the_first_coding(self, first):
        review = judged(first)
        coding = VerdictCoding.objects.get()
        assert (coding.review, coding.curator, coding.verdict) == (review, first, "positive")
        assert coding.at == review.verdict_set_at

    def test_a_critics_and_a_grades_verdict_are_none(self):
        publish(ReviewFactory(submitted=True), None)
        publish(ReviewFactory(submitted=True, grade="4/5", score=80), None)
        assert not VerdictCoding.objects.exists()

    def test_nor_is_one_on_a_review_without_a_text(self, first):
        judged_unseen = ReviewFactory(body="x", source_url="https://lantern.example/1")
        judged_unseen.judge("mixed", Review.VerdictSetBy.CURATOR, first)
        judged_unseen.body = ""
        revise(judged_unseen, [*Review.JUDGED, "body"], first)
        assert not VerdictCoding.objects.exists()

    def test_it_may_be_changed_until_a_second_comes(self, first, second):
        review = judged(first)
        review.judge("mixed", Review.VerdictSetBy.CURATOR, first)
        revise(review, Review.JUDGED, first)
        assert verdicts(review) == ["mixed"]
        code(review, "pan", second)
        review = stored(review)
        review.judge("rave", Review.VerdictSetBy.CURATOR, first)
        revise(review, Review.JUDGED, first)
        assert verdicts(review) == ["mixed", "pan"]
        assert stored(review).second_verdict == "pan"

    def test_it_comes_along_when_a_revision_takes_its_place(self, first):
        critic = CriticFactory(user=UserFactory())
        review = judged(first, critic=critic)
        draft = begin_revision(review, critic.user)
        draft.body = f"{BODY} And then it stops."
        draft.save()
        publish(submit(draft, critic.user), first)
        assert verdicts(review) == ["positive"]
        assert VerdictCoding.objects.filter(review=review).count() == 2


class TestWorklist:
    def test_it_has_what_one_curator_has_coded_the_longest_waiting_first(self, first, second):
        reviews = [judged(first) for _ in range(3)]
        VerdictCoding.objects.filter(review=reviews[2]).update(at="2026-01-01T00:00Z")
        assert list(ReviewToCode.objects.to_code_by(second)) == [reviews[2], reviews[0], reviews[1]]

    def test_nobody_codes_what_they_know(self, first, second):
        review = judged(first)
        assert not ReviewToCode.objects.to_code_by(first).exists()
        publisher, editor, third = new_curator(), new_curator(), new_curator()
        other = ReviewFactory(verdict="")
        other.judge("mixed", Review.VerdictSetBy.CURATOR, first)
        other.save()
        publish(submit(other, None), publisher)
        review.headline = "A better headline"
        revise(review, ["headline"], editor)
        assert list(ReviewToCode.objects.to_code_by(publisher)) == [review]
        assert list(ReviewToCode.objects.to_code_by(editor)) == [other]
        assert set(ReviewToCode.objects.to_code_by(third)) == {review, other}

    def test_nobody_codes_their_own_review(self, first, second):
        judged(first, critic=CriticFactory(user=second))
        assert not ReviewToCode.objects.to_code_by(second).exists()

    def test_graded_contested_withdrawn_and_twice_coded_ones_are_not_on_it(self, first, second):
        graded, contested, withdrawn, twice = (judged(first) for _ in range(4))
        graded.grade, graded.score = "4/5", 80
        graded.judge("positive", Review.VerdictSetBy.GRADE)
        revise(graded, ["grade", "score", *Review.JUDGED], first)
        contest_verdict(contested, "rave", UserFactory())
        publishing.withdraw(withdrawn, first, "The author asked for it.")
        code(twice, "mixed", second)
        assert not ReviewToCode.objects.to_code_by(new_curator()).exists()

    def test_who_could_not_tell_leaves_it_to_the_next(self, first, second):
        review = judged(first)
        code(review, "", second, "It is about the film.")
        third = new_curator()
        assert not ReviewToCode.objects.to_code_by(second).exists()
        assert list(ReviewToCode.objects.to_code_by(third)) == [review]
        code(review, "mixed", third)
        assert verdicts(review) == ["positive", "", "mixed"]
        assert stored(review).second_verdict == "mixed"

    def test_a_revised_text_is_coded_anew(self, first, second):
        review = judged(first)
        code(review, "mixed", second)
        assert stored(review).second_verdict == "mixed"
        review = stored(review)
        review.body = f"{BODY} And then it stops."
        revise(review, ["body"], new_curator())
        assert stored(review).second_verdict == ""
        assert verdicts(review) == ["positive"]
        assert VerdictCoding.objects.coded_twice() == []
        assert list(ReviewToCode.objects.to_code_by(second)) == [review]

    def test_another_headline_leaves_codings_as_they_are(self, first, second):
        review = judged(first)
        code(review, "mixed", second)
        review = stored(review)
        review.headline = "A better headline"
        revise(review, ["headline"], first)
        assert stored(review).second_verdict == "mixed"
        assert VerdictCoding.objects.coded_twice() == [("positive", "mixed")]


class TestSecond:
    def test_one_that_agrees_leaves_nothing_to_settle(self, first, second):
        review = judged(first)
        code(review, "positive", second)
        assert stored(review).second_verdict == ""
        assert verdicts_open_to(stored(review), new_curator()) == []

    def test_one_that_differs_stands_beside_the_first_which_counts(self, first, second):
        review = judged(first)
        before = Consensus.objects.get(album=review.album)
        code(review, "mixed", second)
        after = stored(review)
        assert (after.verdict, after.second_verdict, after.revision) == ("positive", "mixed", review.revision)
        assert Consensus.objects.get(album=review.album).score == before.score

    def test_a_double_click_is_one_coding(self, first, second):
        review = judged(first)
        assert code(review, "mixed", second, "Half of it.") == code(review, "mixed", second, "Half of it.")
        assert VerdictCoding.objects.count() == 2

    def test_a_coding_is_not_changed_after_it(self, first, second):
        review = judged(first)
        code(review, "mixed", second)
        with pytest.raises(NotAllowed, match="coded this text already"):
            code(review, "positive", second)

    def test_one_s_own_first_verdict_is_not_coded_again(self, first):
        review = judged(first)
        with pytest.raises(NotAllowed, match="coded this text already"):
            code(review, "mixed", first)

    def test_the_third_is_told_that_it_has_its_two(self, first, second):
        review = judged(first)
        code(review, "mixed", second)
        with pytest.raises(NotAllowed, match="Another curator has coded it meanwhile"):
            code(review, "mixed", new_curator())

    def test_where_the_critic_has_spoken_meanwhile_there_is_nothing_to_code(self, first, second):
        review = judged(first)
        contest_verdict(review, "rave", UserFactory())
        with pytest.raises(NotAllowed, match="critic’s word stands"):
            code(review, "mixed", second)

    def test_a_text_revised_while_it_was_read_is_read_again(self, first, second):
        review = judged(first)
        read = digest_of(review.body)
        review.body = f"{BODY} And then it stops."
        revise(review, ["body"], first)
        with pytest.raises(NotAllowed, match="revised while you read it"):
            code(review, "mixed", second, body_digest=read)

    def test_who_has_published_it_knows_its_verdict(self, first):
        publisher = new_curator()
        review = ReviewFactory(verdict="")
        review.judge("mixed", Review.VerdictSetBy.CURATOR, first)
        review.save()
        review = publish(submit(review, None), publisher)
        with pytest.raises(NotAllowed, match="not for you to code"):
            code(review, "mixed", publisher)


class TestSettling:
    @pytest.fixture
    def differing(self, first, second):
        review = judged(first)
        code(review, "mixed", second)
        return stored(review)

    def test_another_verdict_is_a_revision_and_the_consensus_follows(self, differing):
        third, before = new_curator(), Consensus.objects.get(album=differing.album)
        settle(differing, "mixed", "It takes back what it praises.", third)
        after = stored(differing)
        assert (after.verdict, after.verdict_set_by, after.verdict_user) == ("mixed", "curator", third)
        assert (after.second_verdict, after.revision) == ("", differing.revision + 1)
        consensus = Consensus.objects.get(album=differing.album)
        assert (consensus.positives, consensus.mixeds) == (0, 1)
        assert consensus.score < before.score

    def test_keeping_the_first_makes_no_revision(self, differing):
        settle(differing, "positive", "The refrain decides it.", new_curator())
        after = stored(differing)
        assert (after.verdict, after.second_verdict, after.revision) == ("positive", "", differing.revision)

    def test_what_was_coded_stays_as_it_was(self, differing):
        settle(differing, "pan", "Both have missed the last line.", new_curator())
        assert verdicts(differing) == ["positive", "mixed"]
        assert VerdictCoding.objects.coded_twice() == [("positive", "mixed")]

    def test_it_stays_settled_when_something_else_is_revised(self, differing):
        settle(differing, "positive", "The refrain decides it.", new_curator())
        review = stored(differing)
        review.headline = "A better headline"
        revise(review, ["headline"], new_curator())
        assert stored(review).second_verdict == ""

    def test_either_of_the_two_can_only_agree_with_the_other(self, differing, first, second):
        assert verdicts_open_to(differing, first) == ["mixed"]
        assert verdicts_open_to(differing, second) == ["positive"]
        assert verdicts_open_to(differing, new_curator()) == ["rave", "positive", "mixed", "pan"]
        for curator, own in ((first, "positive"), (second, "mixed")):
            with pytest.raises(NotAllowed, match="agree with the other"):
                settle(differing, own, "I said so.", curator)
        settle(differing, "mixed", "I have read it again.", first)
        assert stored(differing).verdict == "mixed"

    def test_it_takes_a_reason(self, differing):
        with pytest.raises(NotAllowed, match="reason"):
            settle(differing, "mixed", "  ", new_curator())

    def test_the_same_decision_twice_is_one_and_another_is_told(self, differing):
        third = new_curator()
        assert settle(differing, "mixed", "So it is.", third) == settle(differing, "mixed", "So it is.", third)
        with pytest.raises(NotAllowed, match="nothing left to settle: it is mixed by now"):
            settle(differing, "positive", "No.", new_curator())

    def test_the_critics_word_ends_it(self, differing):
        contest_verdict(differing, "rave", UserFactory())
        after = stored(differing)
        assert (after.verdict, after.verdict_set_by, after.second_verdict) == ("rave", "critic", "")
        with pytest.raises(NotAllowed, match="nothing left to settle"):
            settle(differing, "mixed", "So it is.", new_curator())


def test_only_texts_as_they_stand_with_two_verdicts_are_coded_twice(first, second):
    agreed, differing, unclear = judged(first), judged(first), judged(first, "pan")
    judged(first)
    code(agreed, "positive", second)
    code(differing, "rave", second)
    code(unclear, "", second)
    assert VerdictCoding.objects.coded_twice() == [("positive", "positive"), ("positive", "rave")]


def test_nothing_of_a_curator_who_leaves_is_lost(first, second):
    review = judged(first)
    code(review, "mixed", second)
    second.delete()
    assert verdicts(review) == ["positive", "mixed"]


class TestGradedTexts:
    """A sample of graded reviews is coded without sight of the grade, to find where one verdict ends."""

    def graded(self, score=72, **columns) -> Review:
        return ReviewFactory(published=True, grade=f"{score}/100", score=score, verdict="positive", **columns)

    def test_they_come_after_the_texts_that_wait_and_each_is_coded_once(self, first, second):
        graded, waiting = self.graded(), judged(first)
        assert list(ReviewToCode.objects.to_code_by(second)) == [waiting, graded]
        assert list(ReviewToCode.objects.to_code_by(second, graded=False)) == [waiting]
        code(graded, "mixed", second)
        assert not ReviewToCode.objects.to_code_by(first).filter(pk=graded.pk).exists()
        with pytest.raises(NotAllowed, match="sample"):
            code(graded, "rave", first)

    def test_a_coding_changes_nothing_about_the_review(self, second):
        graded = self.graded()
        code(graded, "pan", second)
        after = stored(graded)
        assert (after.verdict, after.verdict_set_by, after.second_verdict, after.score) == ("positive", "grade", "", 72)

    def test_a_text_that_prints_its_grade_and_one_without_words_are_left_out(self, second):
        self.graded(body="Slow, wet, and worth it. 72/100")
        self.graded(body="", source_url="https://reviews.example/72")
        assert not ReviewToCode.objects.to_code_by(second).exists()

    def test_so_many_are_offered_at_a_time(self, second, monkeypatch):
        monkeypatch.setattr(verdict_coding, "GRADED_SAMPLE", 2)
        for _ in range(4):
            self.graded()
        for left in (2, 2, 2, 1, 0):
            offered = list(ReviewToCode.objects.to_code_by(second))
            assert len(offered) == left
            if offered:
                code(offered[0], "positive", second)

    def test_codings_and_critics_own_verdicts_move_the_edges(self, second):
        assert (site_edges().bands, site_edges().pairs) == (bands_at(EDGES), 0)
        for _ in range(6):
            code(self.graded(66), "positive", second)
        ReviewFactory(published=True, grade="64/100", score=64, verdict="positive", verdict_set_by="critic")
        code(self.graded(40), "", second)
        found = site_edges()
        assert found.pairs == 7
        assert found.bands[2].low < EDGES[1] - 0.5
