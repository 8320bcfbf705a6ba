"""Coding verdicts in the admin: the worklist, the text alone, and settling where two differ."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reviews.life.publishing import contest_verdict, publish, submit
from reviews.life.verdict_coding import code_blind
from reviews.models import Review, ReviewToCode, VerdictCoding
from reviews.models.verdict_coding import digest_of
from tests.curators import errors_in, filled_in, list_of, new_curator, page_of, send, signed_in, told
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory
from tests.markup import main, read

pytestmark = pytest.mark.django_db
WORKLIST = "/admin/reviews/reviewtocode/"


@pytest.fixture
def first():
    return new_curator(username="ottilie")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


def judged(by, verdict="positive", title="Low Water", **columns) -> Review:
    """A published review without a grade, its verdict set by that curator."""
    review = ReviewFactory(verdict="", album=AlbumFactory(title=title), **columns)
    review.judge(verdict, Review.VerdictSetBy.CURATOR, by)
    review.save()
    return publish(submit(review, None), by)


def differing(first, second) -> Review:
    review = judged(first)
    code_blind(review, "mixed", "It takes back what it praises.", digest_of(review.body), second)
    return Review.objects.get(pk=review.pk)


def coding_page(review) -> str:
    return f"{WORKLIST}{review.pk}/change/"


def settling_page(review) -> str:
    return reverse("admin:reviews_reviewtocode_settle", args=[review.pk])


class TestWorklist:
    def test_it_names_albums_and_lengths_and_no_byline(self, desk, first):
        judged(first, critic=CriticFactory(name="Ottilie Brandt"))
        text = read(desk.get(WORKLIST)).one("table", id="result_list").text
        assert "Low Water" in text
        assert "words" in text
        assert "Ottilie" not in text
        assert "ositive" not in text

    def test_it_says_so_to_who_has_set_them_all(self, first):
        judged(first)
        assert "Nothing waits for your reading." in read(signed_in(first).get(WORKLIST)).text

    def test_it_asks_as_many_queries_for_thirty_as_for_three(self, desk, first, django_assert_max_num_queries):
        for number in range(30):
            judged(first, title=f"Low Water {number}")
        with django_assert_max_num_queries(12):
            desk.get(WORKLIST)

    @pytest.mark.parametrize("table", [Review, ReviewToCode])
    def test_texts_without_a_language_are_filtered_by_a_word(self, desk, first, table):
        judged(first, language="")
        judged(first)
        links = {link.text: link.get("href") for link in read(desk.get(list_of(table))).all("a")}
        assert "" not in links
        found = read(desk.get(f"{list_of(table)}{links['Not stated']}")).one("table", id="result_list").one("tbody")
        assert len(found.all("tr")) == 1

    @pytest.mark.parametrize("words", ["low", "nobody has this name"])
    def test_it_is_searched_by_album(self, desk, first, words):
        judged(first)
        found = read(desk.get(WORKLIST, {"q": words})).text
        assert ("1 verdict to code" in found) == (words == "low")


class TestCoding:
    def test_the_page_is_the_same_whatever_the_first_verdict_was(self, desk, first):
        review = judged(first, critic=CriticFactory(name="Ottilie Brandt"))
        shown = set()
        for verdict in ("rave", "pan"):
            Review.objects.filter(pk=review.pk).update(verdict=verdict)
            VerdictCoding.objects.update(verdict=verdict)
            shown.add(read(desk.get(coding_page(review))).one("div", id="content-main").text)
        (text,) = shown
        assert review.headline in text
        assert review.body.split("\n")[0] in text
        assert "Ottilie" not in text

    def test_a_coding_is_kept_and_the_next_text_opens(self, desk, first, curator):
        reviews = [judged(first, title="Low Water"), judged(first, title="Ballast")]
        answer = send(desk, coding_page(reviews[0]), verdict="positive", words="Warm throughout.")
        assert answer.url == coding_page(reviews[1])
        coding = VerdictCoding.objects.get(curator=curator)
        assert (coding.review, coding.verdict, coding.words) == (reviews[0], "positive", "Warm throughout.")
        answer = send(desk, coding_page(reviews[1]), verdict="cannot-tell")
        assert answer.url == WORKLIST
        assert "“Ballast” is coded: you cannot tell." in told(desk.get(answer.url))

    def test_who_differs_is_led_to_both(self, desk, first):
        review = judged(first)
        answer = send(desk, coding_page(review), verdict="pan")
        (message,) = told(desk.get(answer.url))
        assert "The first curator said positive." in message
        assert settling_page(review) in message

    def test_without_a_choice_nothing_is_stored_and_the_words_stay(self, desk, first):
        review = judged(first)
        answer = desk.post(coding_page(review), {"words": "Half of it.", "body_digest": digest_of(review.body)})
        assert answer.status_code == 422
        assert filled_in(answer)["words"] == "Half of it."
        assert "Choose one, be it that you cannot tell." in read(answer).text
        assert VerdictCoding.objects.count() == 1

    def test_a_double_click_is_one_coding(self, desk, first):
        review = judged(first)
        typed = {"verdict": "mixed", "words": "", "body_digest": digest_of(review.body)}
        assert [desk.post(coding_page(review), typed).status_code for _ in range(2)] == [302, 302]
        assert VerdictCoding.objects.count() == 2

    def test_who_comes_too_late_is_told_and_keeps_their_words(self, desk, first):
        review = judged(first)
        typed = filled_in(desk.get(coding_page(review))) | {"verdict": "mixed", "words": "Half of it."}
        contest_verdict(review, "rave", UserFactory())
        (message,) = told(desk.get(desk.post(coding_page(review), typed).url))
        assert "critic’s word stands" in message
        assert "“Half of it.”" in message

    def test_one_s_own_leads_back_to_the_worklist(self, first):
        review, own = judged(first), signed_in(first)
        assert own.get(coding_page(review)).url == WORKLIST
        assert "does not wait for your reading" in told(own.get(WORKLIST))[0]

    @pytest.mark.parametrize("key", ["0", "99999999999999999999", "1-x"])
    def test_what_is_not_there_is_not_found(self, desk, key):
        assert desk.get(f"{WORKLIST}{key}/change/").status_code == 404


class TestSettling:
    def test_both_are_shown_with_their_words_and_the_text(self, desk, first):
        text = read(desk.get(settling_page(differing(first, new_curator(username="second"))))).text
        for words in ("Positive, set first by ottilie", "Mixed, coded without sight of it by second", "takes back"):
            assert words in text

    def test_a_third_decides_with_a_reason(self, desk, first):
        review = differing(first, new_curator())
        answer = send(desk, settling_page(review), verdict="mixed", reason="It takes back what it praises.")
        assert answer.url == page_of(review)
        assert Review.objects.get(pk=review.pk).verdict == "mixed"
        page = desk.get(answer.url)
        assert "It is settled: mixed." in told(page)
        assert "settled it as mixed: “It takes back what it praises.”" in read(page).text

    def test_without_a_reason_it_is_not_settled(self, desk, first):
        review = differing(first, new_curator())
        answer = desk.post(settling_page(review), {"verdict": "mixed", "reason": ""})
        assert answer.status_code == 422
        assert filled_in(answer)["verdict"] == "mixed"
        assert Review.objects.get(pk=review.pk).second_verdict == "mixed"

    def test_one_of_the_two_is_offered_the_other_s_alone(self, first):
        review, own = differing(first, new_curator()), signed_in(first)
        assert filled_in(own.get(settling_page(review)))["verdict"] == "mixed"
        answer = own.post(settling_page(review), {"verdict": "positive", "reason": "I said so."})
        assert answer.status_code == 422
        assert "As one of the two you can only agree with the other." in read(answer).text

    def test_who_settles_second_is_told_and_keeps_their_words(self, desk, first):
        review = differing(first, new_curator())
        typed = {"verdict": "mixed", "reason": "So it is."}
        for client in (signed_in(new_curator()), desk):
            answer = client.post(settling_page(review), typed)
        (message,) = told(desk.get(answer.url))
        assert "nothing left to settle: it is mixed by now" in message
        assert "“So it is.”" in message

    def test_it_is_opened_and_answered_and_nothing_else(self, desk, first):
        assert desk.delete(settling_page(differing(first, new_curator()))).status_code == 405

    def test_where_nobody_differs_there_is_nothing_to_settle(self, desk, first):
        review = judged(first)
        answer = desk.get(settling_page(review))
        assert answer.url == page_of(review)
        assert "There is nothing to settle" in told(desk.get(answer.url))[0]


class TestElsewhere:
    def test_the_reviews_page_says_that_two_differ(self, desk, first):
        review = differing(first, new_curator())
        page = read(desk.get(page_of(review)))
        assert "Positive, a second curator says mixed." in page.text
        assert settling_page(review) in [link.get("href") for link in page.all("a")]

    def test_the_verdict_is_not_changed_there_before_it_is_settled(self, desk, first):
        review = differing(first, new_curator())
        answer = send(desk, page_of(review), verdict="pan")
        assert errors_in(answer) == ["Two curators read it differently: settle that first, with a reason."]

    def test_the_list_of_reviews_says_so_too(self, desk, first):
        differing(first, new_curator())
        assert "Positive, set by a curator; a second curator says mixed" in read(desk.get(list_of(Review))).text

    def test_the_list_is_narrowed_to_what_is_to_settle(self, desk, first):
        judged(first, title="Ballast")
        differing(first, new_curator())
        rows = read(desk.get(list_of(Review), {"differing": "yes"})).one("table", id="result_list").one("tbody")
        assert "Low Water" in rows.text
        assert "Ballast" not in rows.text

    def test_the_first_page_counts_what_is_to_code_and_to_settle(self, desk, first):
        judged(first)
        differing(first, new_curator())
        links = {link.text: link.get("href") for link in read(desk.get("/admin/")).all("a")}
        assert links["1 to code by yourself"] == WORKLIST
        assert "Low Water" in read(desk.get(links["1 to settle"])).text
        assert "to code by yourself" not in read(signed_in(first).get("/admin/")).text

    def test_readers_see_both_until_it_is_settled_by_the_critic(self, client, first):
        review = differing(first, new_curator())
        address = review.album.get_absolute_url()
        assert "A second curator says Mixed" in " ".join(main(client.get(address)).text.split())
        contest_verdict(review, "rave", UserFactory())
        assert "second curator" not in main(client.get(address)).text

    def test_its_critic_reads_both(self, client, first):
        critic = CriticFactory(user=UserFactory())
        review = judged(first, critic=critic)
        code_blind(review, "mixed", "", digest_of(review.body), new_curator())
        client.force_login(critic.user)
        text = main(client.get(review.get_desk_url())).text
        assert "A curator called it positive, a second one mixed" in text


def test_only_who_may_code_is_let_in(first):
    review = differing(first, new_curator())
    stranger = signed_in(UserFactory(is_staff=True))
    for address in (list_of(ReviewToCode), coding_page(review), settling_page(review)):
        assert stranger.get(address).status_code == 403
        assert stranger.post(address, {"verdict": "mixed", "reason": "So it is."}).status_code == 403
    assert Review.objects.get(pk=review.pk).second_verdict == "mixed"
