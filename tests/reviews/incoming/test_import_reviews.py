"""`manage.py import_reviews`: documents become reviews once, say no more than they say, and bad ones are named."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from reviews.incoming.recognition import share_words
from reviews.life.publishing import reject, return_to_critic
from reviews.life.revising import revise
from reviews.models import Consensus, Critic, Excerpt, Publication, Review
from tests.factories import (
    CriticFactory,
    ExcerptFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
)
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, document, page
from tests.reviews.reading.web_pages import ADDRESS, review_data, web_page

pytestmark = pytest.mark.django_db

FIELDS = (
    "file status kind review headline critic publication published updated album artist grade language headings tracks "
    "film body sources warnings"
)
KEYS = FIELDS.split()


def rows():
    """All that an import may write."""
    models = (Review, Critic, Publication, Excerpt, get_user_model())
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_documents_say_what_they_say_and_null_for_the_rest(import_reviews, lanterns):
    names = ("signed_above", "pseudonym_below", "film_and_record")
    found, err = import_reviews({f"{name}.txt": document(name) for name in names})
    assert err == ""
    assert [list(each) for each in found] == [KEYS] * 3
    for each in found:
        assert (each["album"], each["artist"]) == (lanterns.title, "The Tide Tables")
        assert (each["status"], each["grade"], each["publication"], each["language"]) == ("created", None, None, "en")
    above, below, film = found
    assert (above["critic"], above["published"], above["updated"]) == ("Oskar Brandvold", "2024-03-03", "2024-03-05")
    assert (below["critic"], below["published"], below["updated"]) == ("kelpie", None, "2024-03-09")
    assert below["tracks"] == ["Slack Water", "I Heard You on the Stairs", "Lantern Out to Sea"]
    assert (film["headline"], film["critic"], film["published"], film["updated"]) == (None, None, None, None)
    assert film["tracks"] == ["Slack Water", "I Heard You on the Stairs", "Are the Boats All In?"]
    assert film["film"] == {
        "title": None,
        "release_date": "2024-03-01",
        "minutes": 104,
        "director": "Ansel Røed",
        "producers": ["Per Aune", "Ida Holt", "Tom Verran"],
    }
    assert len(film["headings"]) == 3


def test_what_is_stored_is_what_was_said(import_reviews, lanterns):
    found, _ = import_reviews({"one.txt": document("pseudonym_below")})
    review = Review.objects.get(pk=found[0]["review"])
    assert (review.album, review.status, review.hosted) == (lanterns, "submitted", False)
    assert (review.headline, review.body) == (found[0]["headline"], found[0]["body"])
    assert (review.critic.name, review.critic.bio[:18]) == ("kelpie", "I'm a lapsed radio")
    assert (review.published_on, review.updated_on, review.language) == (None, date(2024, 3, 9), "en")
    assert (review.grade, review.score, review.verdict, review.source_url) == ("", None, "", "")
    assert (review.document_name, review.revision, review.revisions.count()) == ("one.txt", 1, 1)


def test_twice_changes_nothing(import_reviews, lanterns):
    documents = {f"{name}.txt": document(name) for name in ("signed_above", "film_and_record")}
    first, _ = import_reviews(documents)
    before = rows()
    again, err = import_reviews(documents)
    assert [each["status"] for each in again] == ["unchanged", "unchanged"]
    assert [each["review"] for each in again] == [each["review"] for each in first]
    assert (rows(), err) == (before, "")


def test_the_same_text_under_another_name_or_encoding_is_the_same_review(import_reviews, lanterns):
    import_reviews({"one.txt": document("film_and_record")})
    found, _ = import_reviews({"two.txt": document("film_and_record").encode("utf-16")})
    assert found[0]["status"] == "unchanged"
    assert Review.objects.count() == 1


def test_a_changed_file_makes_a_new_revision(import_reviews, lanterns):
    text = document("film_and_record")
    import_reviews({"one.txt": text}, verdict="positive", publish=True)
    review = Review.objects.get()
    review.excerpts.all().delete()
    kept = ExcerptFactory(review=review, text="The record is another matter", about="album")
    lost = ExcerptFactory(review=review, text="whatever one makes of the picture", about="film")
    found, err = import_reviews(
        {"one.txt": text.replace("whatever one makes of", "as for").replace("Eleven", "Twelve")}
    )
    assert (found[0]["status"], found[0]["review"], err) == ("revised", review.pk, "")
    review.refresh_from_db()
    assert review.body.startswith("Twelve years have gone by")
    assert (review.revision, review.revisions.count(), review.status) == (2, 2, "published")
    assert review.revisions.get(number=1).body.startswith("Eleven years")
    assert kept in review.excerpts.all()
    assert not review.excerpts.filter(pk=lost.pk).exists()
    assert any("An excerpt was removed" in warning for warning in found[0]["warnings"])


def test_a_review_published_at_once_leads_with_a_sentence_of_its_own(import_reviews, lanterns):
    found, _ = import_reviews({"one.txt": document("film_and_record")}, verdict="positive", publish=True)
    excerpt = Review.objects.get().excerpts.get()
    assert excerpt.lead
    assert excerpt.text in document("film_and_record")
    assert len(excerpt.text) <= min(300, len(excerpt.review.body) // 10)
    assert any("chosen by rule" in warning for warning in found[0]["warnings"])


def test_an_excerpt_that_somebody_chose_is_left_alone(import_reviews, lanterns):
    documents = {"one.txt": document("film_and_record")}
    import_reviews(documents, verdict="positive")
    chosen = ExcerptFactory(review=Review.objects.get(), text="The record is another matter", about="album")
    import_reviews(documents, publish=True)
    assert list(Review.objects.get().excerpts.all()) == [chosen]


def test_a_later_update_line_is_a_change(import_reviews, glass):
    import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow\nUpdated: Sep 24, 2025")})
    found, _ = import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow\nUpdated: Sep 30, 2025")})
    assert (found[0]["status"], Review.objects.get().updated_on) == ("revised", date(2025, 9, 30))


def test_a_byline_that_came_later_is_filled_in(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)})
    found, _ = import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")})
    assert (found[0]["status"], found[0]["critic"]) == ("revised", "Ines Harrow")
    assert Review.objects.get().critic.name == "Ines Harrow"


def test_what_was_filled_in_here_stays(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)})
    critic = CriticFactory()
    Review.objects.update(critic=critic, published_on=date(2025, 1, 1))
    found, _ = import_reviews({"one.txt": page(HEADLINE, paragraphs=(*PARAGRAPHS, "It wants to thaw you."))})
    assert (found[0]["status"], found[0]["critic"], found[0]["published"]) == ("revised", None, None)
    review = Review.objects.get()
    assert (review.critic, review.published_on) == (critic, date(2025, 1, 1))


def test_a_review_edited_here_is_not_written_over(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)})
    review = Review.objects.get()
    review.headline = "Mended"
    revise(review, ["headline"], UserFactory())
    again, err = import_reviews({"one.txt": page(HEADLINE)})
    assert (again[0]["status"], err) == ("unchanged", "")
    before = rows()
    found, err = import_reviews({"one.txt": page(HEADLINE, paragraphs=(*PARAGRAPHS, "It wants to thaw you."))})
    assert found[0]["status"] == "conflict"
    assert f"Review {review.pk} was edited here" in err
    assert rows() == before


@pytest.mark.parametrize("decision", [reject, return_to_critic])
def test_a_review_that_was_decided_about_is_not_written_over(import_reviews, glass, decision):
    import_reviews({"one.txt": page(HEADLINE)})
    decision(Review.objects.get(), UserFactory(), "This is a press release.")
    before = rows()
    found, _ = import_reviews({"one.txt": page(HEADLINE, paragraphs=(*PARAGRAPHS, "It wants to thaw you."))})
    assert (found[0]["status"], rows()) == ("conflict", before)


def test_two_documents_of_one_name_stay_two_reviews(import_reviews, tmp_path, glass):
    other = "The room is warm and the band is warmer, and nobody on this record has ever seen an icicle. "
    (tmp_path / "other").mkdir()
    found, _ = import_reviews({"one.txt": page(HEADLINE)})
    again, _ = import_reviews({"one.txt": page(HEADLINE, paragraphs=(other * 3,))})
    assert [found[0]["status"], again[0]["status"]] == ["created", "created"]
    assert Review.objects.count() == 2


def test_a_critics_second_document_about_an_album_is_a_conflict(import_reviews, glass):
    other = "The room is warm and the band is warmer, and nobody on this record has ever seen an icicle. "
    import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")})
    found, err = import_reviews({"two.txt": page(f"{HEADLINE}\nBy Ines Harrow", paragraphs=(other * 3,))})
    assert found[0]["status"] == "conflict"
    assert "already has a review of marlow-finch/glass-harbour" in err
    assert "from one.txt" in err
    assert Review.objects.count() == 1


def test_a_verdict_is_recorded_as_a_curators_with_who_and_when(import_reviews, glass):
    ada = UserFactory(username="ada")
    import_reviews({"one.txt": page(HEADLINE)}, verdict="rave", by="ada")
    review = Review.objects.get()
    assert (review.verdict, review.verdict_set_by, review.verdict_user) == ("rave", "curator", ada)
    assert review.verdict_set_at is not None
    assert (review.submitted_by, review.grade, review.score) == (ada, "", None)


def test_without_an_account_the_importer_is_recorded(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)}, verdict="mixed")
    importer = Review.objects.get().verdict_user
    assert (importer.username, importer.is_active, importer.has_usable_password()) == ("importer", False, False)


def test_a_verdict_and_publication_may_come_later(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)})
    found, _ = import_reviews({"one.txt": page(HEADLINE)}, verdict="rave", publish=True)
    review = Review.objects.get()
    assert (found[0]["status"], review.status, review.verdict) == ("unchanged", "published", "rave")
    before = rows()
    import_reviews({"one.txt": page(HEADLINE)}, verdict="rave", publish=True)
    assert rows() == before


def test_three_published_verdicts_make_the_consensus(import_reviews, lanterns):
    for name, verdict in (("signed_above", "rave"), ("pseudonym_below", "mixed"), ("film_and_record", "positive")):
        import_reviews({f"{name}.txt": document(name)}, verdict=verdict, publish=True)
    consensus = Consensus.objects.get(album=lanterns)
    assert (round(consensus.score), round(consensus.low), round(consensus.high)) == (76, 71, 81)
    assert not Review.objects.filter(score__isnull=False).exists()


def test_publishing_without_grade_or_verdict_leaves_it_submitted(import_reviews, glass):
    found, err = import_reviews({"one.txt": page(HEADLINE)}, publish=True)
    assert (Review.objects.get().status, err) == ("submitted", "")
    assert any("Not published" in warning and "verdict" in warning for warning in found[0]["warnings"])


def test_a_printed_grade_is_kept_with_its_place_on_0_100(import_reviews, glass):
    found, _ = import_reviews({"one.txt": page(HEADLINE, "Rating: 7,5/10")}, verdict="rave", publish=True)
    assert found[0]["grade"] == {"printed": "7,5/10", "value": 7.5, "maximum": 10}
    review = Review.objects.get()
    assert (review.grade, review.score, review.status) == ("7,5/10", Decimal("75.00"), "published")
    assert (review.verdict, review.verdict_set_by) == ("positive", "grade")
    assert any("follows the grade" in warning for warning in found[0]["warnings"])


def test_a_grade_off_the_critics_scale_is_not_stored(import_reviews, glass):
    CriticFactory(name="Ines Harrow", scale=ScaleFactory())
    found, _ = import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow", "Rating: 7/10")})
    assert Review.objects.get().grade == ""
    assert any("goes up to 5" in warning for warning in found[0]["warnings"])


def test_a_critics_verdict_is_not_overruled(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)})
    review = Review.objects.get()
    review.judge("pan", "critic")
    review.save()
    found, _ = import_reviews({"one.txt": page(HEADLINE)}, verdict="rave")
    assert Review.objects.get().verdict == "pan"
    assert any("The critic called it pan" in warning for warning in found[0]["warnings"])


BAD = {
    "empty.txt": (b"", "empty"),
    "large.txt": (b"word " * 500_000, "larger than 2 MB"),
    "binary.txt": (bytes(range(256)) * 20, "NUL"),
    "list.txt": (b"milk\neggs\nbread", "no review in it"),
    "latin.txt": ("Пластинка сырая и красивая, группа никогда не звучала так смело".encode("cp855"), "encoding"),
}


def test_bad_documents_are_named_one_line_each_and_the_others_imported(import_reviews, tmp_path, glass):
    documents = {name: content for name, (content, _) in BAD.items()} | {"good.txt": page(HEADLINE)}
    found, err = import_reviews(documents)
    lines = err.splitlines()
    for line, (name, (_, reason)) in zip(lines, BAD.items(), strict=False):
        assert line.startswith(f"{tmp_path / name}: ")
        assert reason in line
    assert lines[-1] == "5 of 6 documents were not imported."
    assert [each["status"] for each in found] == ["refused"] * 5 + ["created"]
    assert [list(each) for each in found] == [KEYS] * 6


def test_a_missing_path_is_named(tmp_path):
    err = StringIO()
    with pytest.raises(CommandError, match="2 of 2"):
        call_command("import_reviews", tmp_path / "nowhere.txt", tmp_path, stdout=StringIO(), stderr=err)
    assert f"{tmp_path / 'nowhere.txt'}: No such file" in err.getvalue()
    assert f"{tmp_path}: Is a directory" in err.getvalue()


def test_a_dry_run_writes_nothing_and_says_the_same(import_reviews, lanterns):
    before = rows()
    dry, _ = import_reviews({"one.txt": document("pseudonym_below")}, verdict="rave", publish=True, dry_run=True)
    assert (rows(), Consensus.objects.count()) == (before, 0)
    wet, _ = import_reviews({"one.txt": document("pseudonym_below")}, verdict="rave", publish=True)
    assert dry[0]["review"] is None
    assert {**dry[0], "review": wet[0]["review"]} == wet[0]


def test_an_unknown_account_is_refused(import_reviews, glass):
    _, err = import_reviews({"one.txt": page(HEADLINE)}, by="nobody")
    assert (err, Review.objects.count()) == ("There is no account “nobody”.", 0)


def test_without_json_each_document_has_a_line(tmp_path, glass):
    (tmp_path / "one.txt").write_text(page(f"{HEADLINE}\nBy Ines Harrow\n03/09/2025"), encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_reviews", tmp_path / "one.txt", verdict="rave", publish=True, stdout=out, stderr=err)
    review = Review.objects.get()
    assert out.getvalue() == (
        f"{tmp_path / 'one.txt'}: created, review {review.pk}: marlow-finch/glass-harbour, Ines Harrow, no grade, "
        "rave by a curator, published\n"
    )
    assert "note: “03/09/2025” could be two days" in err.getvalue()


def test_a_hidden_critics_review_is_stored_and_not_counted(import_reviews, glass):
    CriticFactory(name="Ines Harrow", hidden=True)
    import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")}, verdict="rave", publish=True)
    assert Review.objects.count() == 1
    assert not Review.objects.counted().exists()


def test_versions_of_a_text_are_told_from_different_texts():
    assert share_words(BODY, BODY.replace("Cold", "Warm"))
    assert not share_words(BODY, document("film_and_record"))


def test_a_review_written_at_the_desk_is_not_touched(import_reviews, glass):
    critic = CriticFactory(name="Ines Harrow")
    review = ReviewFactory(album=glass, critic=critic, submitted=True)
    found, err = import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")})
    assert (found[0]["status"], f"review {review.pk}, written at the desk" in err) == ("conflict", True)


def test_a_page_says_where_each_value_was_read(import_reviews, glass):
    page_of_the_web = web_page(review_data()).data
    found, err = import_reviews({"one.html": page_of_the_web}, url=ADDRESS)
    assert err == ""
    assert (found[0]["status"], found[0]["kind"], found[0]["album"]) == ("created", "review", "Glass Harbour")
    assert found[0]["sources"]["critic"] == found[0]["sources"]["grade"] == "JSON-LD"
    review = Review.objects.get()
    assert (review.critic.name, review.publication.name, review.grade) == ("Ines Harrow", "The Lantern", "8/10")
    assert (review.source_url, review.body) == (ADDRESS, BODY)


def test_the_person_who_imports_may_name_publication_and_address(import_reviews, glass):
    found, _ = import_reviews(
        {"one.txt": page(HEADLINE)}, publication="Lantern Weekly", url="https://lantern.example/1"
    )
    review = Review.objects.get()
    assert (review.publication.name, review.source_url) == ("Lantern Weekly", "https://lantern.example/1")
    assert found[0]["sources"]["publication"] == found[0]["sources"]["source_url"] == "said by the person who imports"


def test_the_same_page_under_another_name_and_address_is_the_same_review(import_reviews, glass):
    import_reviews({"one.txt": page(HEADLINE)}, url="https://www.lantern.example/1")
    later = page(
        HEADLINE, paragraphs=(*PARAGRAPHS, "A line was added later, when the ice had gone from the quay at last.")
    )
    found, _ = import_reviews({"two.txt": later}, url="http://lantern.example/1/#top")
    assert (found[0]["status"], Review.objects.count()) == ("revised", 1)


def test_a_roundup_brings_in_each_record_that_is_listed_and_names_the_others(import_reviews, glass):
    text = "Two new albums\n\nBy Ines Harrow\n\n" + "\n\n".join(
        f"{artist} – {album}\n\n{artist} make a cold noise on {album}. {PARAGRAPHS[1]}\n\nRating: 7/10"
        for artist, album in (("Marlow Finch", "Glass Harbour"), ("Tin Coast", "Rope"))
    )
    found, err = import_reviews({"two.txt": text})
    assert [one["status"] for one in found] == ["created", "refused"]
    assert "names no album of the catalogue" in err
    review = Review.objects.get()
    assert (review.album, review.grade, review.critic.name) == (glass, "7/10", "Ines Harrow")
    assert "Tin Coast" not in review.body
    again, _ = import_reviews({"two.txt": text})
    assert ([one["status"] for one in again], Review.objects.count()) == (["unchanged", "refused"], 1)


def test_what_is_no_review_is_refused_unless_its_album_is_named(import_reviews, glass):
    text = page("Marlow Finch announce new album Glass Harbour")
    found, err = import_reviews({"one.txt": text})
    assert (found[0]["status"], found[0]["kind"], Review.objects.count()) == ("refused", "news", 0)
    assert "It is a piece of news" in err
    found, _ = import_reviews({"one.txt": text}, album="glass-harbour")
    assert (found[0]["status"], Review.objects.count()) == ("created", 1)


@pytest.mark.parametrize("options", [{"url": "lantern.example/1"}, {"url": "javascript:alert(1)"}])
def test_an_address_that_is_none_is_refused(import_reviews, glass, options):
    _, err = import_reviews({"one.txt": page(HEADLINE)}, **options)
    assert "no address of the web" in err
    assert not Review.objects.exists()
