"""The curators' queue: what stands in it, in which order, how it is narrowed, who may see it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.queue.filters import Filters
from curation.queue.page import LOOKED_THROUGH, PAGE_SIZE
from reviews.models import CorrectionRequest, Mention, Review
from tests.curation.queueing import (
    MAKERS,
    QUEUE,
    ago,
    claim,
    document,
    held,
    mention,
    name_of,
    names,
    proposed,
    request,
    revision,
    rows,
    submitted,
    waiting,
)
from tests.curators import new_curator, page_of, signed_in, staff_who_may
from tests.factories import CriticFactory, PublicationFactory, ReviewFactory, UserFactory
from tests.markup import read
from tests.rows import likely_duplicate

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


class TestWhatStandsInIt:
    def test_everything_that_waits_the_longest_waiting_first_whatever_it_is(self, desk):
        order = ["claim", "import", "album", "mention", "submission", "request", "revision"]
        made = [waiting(kind, days=9 - place) for place, kind in enumerate(order)]
        assert names(desk) == [name_of(kind, thing) for kind, thing in zip(order, made, strict=True)]

    def test_what_does_not_wait_is_not_in_it(self, desk):
        for state in ("published", "rejected", "withdrawn", "returned"):
            ReviewFactory(**{state: True})
        ReviewFactory()
        claim(state="withdrawn")
        answered = request()
        CorrectionRequest.objects.filter(pk=answered.pk).update(state="declined", answer="No.", answered_at=ago())
        assert names(desk) == []

    def test_a_review_shows_what_a_curator_decides_by(self, desk):
        review = submitted(
            album__title="Low Water",
            critic__name="Marit Oyelaran",
            publication=PublicationFactory(name="The Lantern"),
            verdict="positive",
            submitted_by=UserFactory(username="marit"),
            submitted_at=ago(days=3),
        )
        (row,) = rows(desk)
        assert row.links()["Low Water"] == page_of(review)
        for word in ("Marit Oyelaran", "The Lantern", "Positive", "No grade", "1 excerpt", "marit", "3 days"):
            assert word in row.text.replace("\xa0", " ")
        assert "Passes all checks" in row.text

    def test_a_mention_says_where_it_is_and_leads_to_where_it_is_decided(self, desk):
        said = mention(source="https://lantern.example/low-water", title="On Low Water", author="Otti")
        (row,) = rows(desk)
        for word in ("Mention", "On Low Water", "lantern.example", "Otti", str(said.album)):
            assert word in row.text
        table = read(desk.get(row.links()["On Low Water"]))
        assert [tick["value"] for tick in table.all("input", name="_selected_action")] == [str(said.pk)]

    def test_a_mention_that_somebody_else_holds_is_left_undecided(self, desk):
        said, free = mention(), mention()
        held(said, "mention", new_curator(), hours=1)
        table = reverse("admin:reviews_mention_changelist")
        desk.post(table, {"action": "refuse", "_selected_action": [said.pk, free.pk]})
        assert [Mention.objects.get(pk=thing.pk).state for thing in (said, free)] == ["waiting", "refused"]

    def test_a_claim_says_who_asks_for_what(self, desk):
        asked = claim(user=UserFactory(username="otti"), words="I write there every week.")
        (row,) = rows(desk)
        assert row.links()["Ottilie Brandt"] == page_of(asked)
        for word in ("otti", "The Lantern", "new to the site", "I write there every week."):
            assert word in row.text

    def test_a_proposed_album_names_the_reviews_that_wait_for_it(self, desk):
        album = proposed(title="Ebb")
        submitted(album=album, critic__name="Marit Oyelaran")
        row = next(row for row in rows(desk) if row["id"] == f"album-{album.pk}")
        assert row.links()["Ebb"] == page_of(album)
        assert "waited for by Marit Oyelaran" in row.text

    def test_a_request_says_what_is_wrong(self, desk):
        asked = request(asked_by=UserFactory(username="marit"))
        (row,) = rows(desk)
        assert page_of(asked) in row.links().values()
        for word in ("The grade", "It was four stars.", "marit"):
            assert word in row.text

    def test_what_is_to_know_of_a_review_stands_with_it(self, desk):
        submitted(verdict="").excerpts.update(lead=False)
        (row,) = rows(desk)
        assert row.texts("li", of_class="obstacle") == [
            "Without a grade it needs a verdict before it can be published."
        ]
        assert row.texts("li", of_class="doubt") == ["No excerpt leads."]

    def test_hostile_words_are_shown_as_words(self, desk):
        submitted(album__title="<script>alert(1)</script>", critic__name='"><img src=x>')
        page = desk.get(QUEUE)
        assert b"<script>alert(1)" not in page.content
        assert b"<img src=x>" not in page.content

    def test_an_empty_queue_says_so(self, desk):
        assert "Nothing waits." in read(desk.get(QUEUE)).one(of_class="queue-empty").text

    def test_likely_duplicates_are_counted_and_linked(self, desk):
        assert "Likely duplicates" not in read(desk.get(QUEUE)).text
        one, other = sorted([proposed().pk, proposed().pk])
        likely_duplicate(first_id=one, second_id=other)
        links = read(desk.get(QUEUE)).links()
        assert links["Likely duplicates 1"] == "/admin/curation/likelyduplicate/"


class TestPages:
    def test_each_page_begins_behind_the_one_before_and_none_is_lost(self, desk):
        moment = ago(days=1)
        wanted = set()
        for number in range(PAGE_SIZE // 2 + 1):
            # Many at one moment: the order among them must hold, too.
            wanted |= {f"review-{submitted(submitted_at=moment).pk}", f"album-{proposed(created_at=moment).pk}"}
            wanted.add(f"claim-{claim(created_at=moment, name=f'Brandt {number}').pk}")
        seen, query = [], ""
        while query is not None:
            page = read(desk.get(QUEUE + query))
            seen += [row["id"] for row in page.all("li", of_class="queue-row")]
            query = page.links().get(f"The next {PAGE_SIZE}")
        assert len(seen) == len(set(seen)) == len(wanted)
        assert set(seen) == wanted

    def test_the_last_page_leads_to_the_start(self, desk):
        review = submitted(submitted_at=ago(days=2))
        after = Filters().address(after=desk.get(QUEUE).context["page"].rows[0].place)
        page = read(desk.get(QUEUE + after))
        assert "Nothing waits behind that." in page.text
        assert page.links()["From the start"] == "?"
        assert names(desk, "?") == [f"review-{review.pk}"]

    @pytest.mark.parametrize(
        "query",
        [
            "?after=x",
            "?after=2026-99-99T00:00:00%2B00:00_review_1",
            "?after=2026-01-01T00:00:00_review_1",
            "?after=2020-01-01T00:00:00%2B00:00_critic_1",
            f"?after=2020-01-01T00:00:00%2B00:00_review_{10**30}",
            "?kind=critic&held=x&checks=x",
            "?q=%00",
            "?q=" + "w" * 3000,
            "?q=%F0%9F%8E%B7",
        ],
    )
    def test_an_address_that_makes_no_sense_is_answered_all_the_same(self, desk, query):
        submitted()
        assert desk.get(QUEUE + query).status_code == 200


class TestFilters:
    @pytest.mark.parametrize("kind", MAKERS)
    def test_one_kind(self, desk, kind):
        made = {one: waiting(one, days=1) for one in MAKERS}
        assert names(desk, f"?kind={kind}") == [name_of(kind, made[kind])]
        current = read(desk.get(f"{QUEUE}?kind={kind}")).one("a", **{"aria-current": "page"})
        assert current.text.endswith("1")

    @pytest.mark.parametrize("kind", MAKERS)
    def test_who_holds_it(self, desk, curator, kind):
        mine, others, nobodys, lapsed = (waiting(kind, days=9 - day) for day in range(4))
        held(mine, kind, curator)
        held(others, kind, UserFactory())
        held(lapsed, kind, curator, hours=3)
        assert names(desk, "?held=me") == [name_of(kind, mine)]
        assert names(desk, "?held=others") == [name_of(kind, others)]
        assert set(names(desk, f"?held=nobody&kind={kind}")) == {name_of(kind, nobodys), name_of(kind, lapsed)}

    def test_what_passes_all_checks_and_what_does_not(self, desk):
        good, bad = submitted(submitted_at=ago(days=2)), submitted(verdict="", submitted_at=ago(days=1))
        claim()
        assert names(desk, "?checks=pass") == [f"review-{good.pk}"]
        assert names(desk, "?checks=concerns") == [f"review-{bad.pk}"]
        note = read(desk.get(f"{QUEUE}?checks=pass")).one(of_class="queue-note").text
        assert note == "1 of the 2 reviews that were looked through."

    def test_what_passes_all_checks_is_looked_for_a_hundred_at_a_time(self, desk):
        Review.objects.bulk_create(
            ReviewFactory.build(album=None, critic=None, submitted=True, submitted_at=ago(days=9), album_id=album)
            for album in [proposed().pk]
            for _ in range(LOOKED_THROUGH)
        )
        good = submitted()
        page = read(desk.get(f"{QUEUE}?checks=pass"))
        assert f"None of the {LOOKED_THROUGH} reviews that were looked through." in page.text
        assert names(desk, page.links()["Look further"]) == [f"review-{good.pk}"]

    @pytest.mark.parametrize("words", ["bjork", "BJÖRK", "l'ete", "Marit", "lantern", "cafe hours", "marit lantern"])
    def test_reviews_are_found_by_their_names_without_case_and_accents(self, desk, words):
        wanted = submitted(
            album__title="L’Été sans fin",
            album__lead_artist__name="Björk-ish",
            critic__name="Marit Oyelaran",
            publication=PublicationFactory(name="The Lantern"),
            headline="Café hours",
        )
        submitted(album__title="Other", album__lead_artist__name="Nobody", critic__name="Someone", headline="Nothing")
        assert [row["id"] for row in read(desk.get(QUEUE, {"q": words})).all("li", of_class="queue-row")] == [
            f"review-{wanted.pk}"
        ]

    def test_everything_else_is_found_by_its_names(self, desk):
        asked = claim(name="Ottilie Brandt", user=UserFactory(username="otti"))
        album = proposed(title="Ebb and Flow")
        correction = request(review=ReviewFactory(published=True, critic__name="Marit Oyelaran"))
        submitted(album__title="Other", critic__name="Someone")
        assert names(desk, "?q=otti") == names(desk, "?q=brandt+LANTERN") == [f"claim-{asked.pk}"]
        assert names(desk, "?q=flow") == [f"album-{album.pk}"]
        assert names(desk, "?q=oyelaran") == [f"request-{correction.pk}"]

    def test_what_is_narrowed_to_nothing_offers_the_way_back(self, desk):
        submitted()
        page = read(desk.get(f"{QUEUE}?q=zzz&held=me&kind=claim"))
        assert page.links()["See everything"] == QUEUE
        assert page.one("input", id="queue-q")["value"] == "zzz"


class TestQueries:
    def queries(self, desk: Client, query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(QUEUE + query).status_code == 200
        return len(captured)

    @pytest.mark.parametrize("query", ["", "?checks=concerns", "?held=others", "?q=lantern", "?kind=import"])
    def test_twice_the_rows_cost_the_same_queries(self, desk, query):
        def wait(count: int) -> None:
            for number in range(count):
                house = PublicationFactory(name=f"Lantern {Review.objects.count()} {number}")
                submitted(publication=house, submitted_by=UserFactory(), source_url=f"https://{number}.example/x")
                review = document(publication=house, verdict="")
                held(review, "import", UserFactory())
                revision()
                claim(name=f"Lantern {review.pk}", critic=CriticFactory())
                submitted(album=proposed(title=f"Lantern {review.pk}"))
                request(asked_by=UserFactory())

        wait(3)
        few = self.queries(desk, query)
        wait(3)
        assert self.queries(desk, query) == few <= 20


class TestWhoMaySeeIt:
    def test_visitors_and_critics_are_asked_to_sign_in_as_staff(self, client):
        assert client.get(QUEUE).url == f"/admin/login/?next={QUEUE}"
        client.force_login(CriticFactory(user=UserFactory()).user)
        assert client.get(QUEUE).url == f"/admin/login/?next={QUEUE}"

    def test_staff_without_permissions_see_nothing(self):
        client = signed_in(UserFactory(is_staff=True))
        assert client.get(QUEUE).status_code == 403
        assert "queue" not in read(client.get("/admin/")).one(id="content-main").text

    def test_staff_see_the_kinds_that_they_may_see(self):
        submitted()
        asked = claim()
        client = signed_in(staff_who_may("accounts.view_bylineclaim"))
        assert names(client) == [f"claim-{asked.pk}"]
        assert names(client, "?kind=submission") == []
        page = read(client.get(QUEUE))
        assert not page.all("button", **{"data-take": ""})
        assert not page.all("input", name="review")

    def test_it_is_only_looked_at(self, desk):
        assert desk.post(QUEUE).status_code == 405


class TestTheWayThere:
    def test_the_desk_opens_on_how_much_waits(self, desk):
        submitted(submitted_at=ago(days=2))
        submitted()
        proposed()
        waiting_part = read(desk.get("/admin/")).one(of_class="waiting")
        assert waiting_part.links() == {
            "3 in the queue": QUEUE,
            "2 reviews": f"{QUEUE}?kind=submission",
            "1 proposed album": f"{QUEUE}?kind=album",
        }
        assert "The oldest has waited 2 days" in waiting_part.text.replace("\xa0", " ")

    def test_an_empty_queue_is_called_empty(self, desk):
        assert read(desk.get("/admin/")).one(of_class="waiting").text == "The queue is empty"

    def test_every_page_of_the_desk_leads_to_it(self, desk):
        assert read(desk.get(reverse("admin:albums_album_changelist"))).links()["Queue"] == QUEUE

    def test_the_queue_of_reviews_that_was_leads_to_it(self, desk):
        assert desk.get("/admin/reviews/queuedreview/").url == QUEUE

    def test_the_desk_carries_the_name_of_the_site(self, desk, settings):
        settings.SITE_NAME = "Antiphon"
        page = read(desk.get("/admin/"))
        assert page.one("title").text == "Curators’ desk | Antiphon"
        assert page.one(id="site-name").text == "Antiphon Curators’ desk"
