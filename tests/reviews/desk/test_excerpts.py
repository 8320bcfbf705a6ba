"""Picking excerpts at the desk: verbatim or refused at the row, with nothing lost."""

from __future__ import annotations

import pytest

from reviews.models import Excerpt, Review
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import BODY, AlbumFactory, ExcerptFactory, ReviewFactory, TrackFactory

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"


@pytest.fixture
def album():
    return AlbumFactory()


def stored() -> list[str]:
    return [excerpt.text for excerpt in Excerpt.objects.order_by("order")]


def assert_verbatim() -> None:
    for excerpt in Excerpt.objects.select_related("review"):
        assert excerpt.review.body[excerpt.start : excerpt.end] == excerpt.text


def test_an_excerpt_is_stored_where_its_words_stand(desk, critic, album):
    track = TrackFactory(album=album)
    about = {"about": "track", "track": track.pk, "topic": "production", "stance": "praise", "lead": "on"}
    desk.post(NEW, posted(critic, album, row(QUOTED, **about), row("the last ninety seconds")))
    first, second = Excerpt.objects.order_by("order")
    assert (first.text, first.about, first.track) == (QUOTED, "track", track)
    assert (first.topic, first.stance, first.lead) == ("production", "praise", True)
    assert (second.text, second.about, second.lead) == ("the last ninety seconds", "album", False)
    assert_verbatim()


def test_words_that_do_not_stand_in_the_text_are_refused_at_their_row(desk, critic, album):
    rows = [row(QUOTED), row("Nothing on it ever hurries")]
    response = desk.post(NEW, posted(critic, album, *rows, headline="Kept"))
    assert response.status_code == 422
    wrong = response.context["rows"].forms[1]
    assert wrong.errors["text"] == [
        "These words do not stand in the text. Copy them exactly, without leaving anything out."
    ]
    assert response.context["rows"].forms[0].errors == {}
    assert "Nothing on it ever hurries</textarea>" in response.text
    assert 'value="Kept"' in response.text
    assert not Review.objects.exists()


def test_words_in_another_typography_are_refused_with_the_ones_to_copy(desk, critic, album):
    body = "She sings “as if to a wall” — and it’s the wall that answers. " * 6
    response = desk.post(NEW, posted(critic, album, row('sings "as if to a wall" - and it\'s'), body=body))
    assert response.status_code == 422
    assert "“sings “as if to a wall” — and it’s”. Copy it exactly." in response.text


def test_a_line_break_of_the_form_is_no_difference(desk, critic, album):
    body = "The drums stay low.\r\n\r\nThe strings arrive to apologise. " + "More words follow here. " * 20
    desk.post(NEW, posted(critic, album, row("stay low.\r\n\r\nThe strings"), body=body))
    assert stored() == ["stay low.\n\nThe strings"]
    assert_verbatim()


def test_an_emoji_before_the_excerpt_moves_nothing(desk, critic, album):
    body = "🎷🎷 A horn, then a horn. " + "Padding of several plain words. " * 10 + "🎻 then a horn, again."
    near = body.rindex("then a horn")
    desk.post(NEW, posted(critic, album, row("then a horn", near=near), body=body))
    excerpt = Excerpt.objects.get()
    assert excerpt.start == near
    assert_verbatim()


def test_letters_composed_otherwise_are_the_same_letters(desk, critic, album):
    body = "Un été sans fin, " + "et puis la mer encore une fois. " * 8
    desk.post(NEW, posted(critic, album, row("été sans"), body=body))
    assert stored() == ["été sans"]
    assert_verbatim()


def test_blank_rows_do_not_count(desk, critic, album):
    assert desk.post(NEW, posted(critic, album, row(""), row(" \r\n "), row(QUOTED))).status_code == 302
    assert stored() == [QUOTED]


def test_the_same_words_are_one_excerpt(desk, critic, album):
    response = desk.post(NEW, posted(critic, album, row(QUOTED), row(QUOTED)))
    assert response.status_code == 422
    assert "These words are an excerpt already." in response.text


def test_at_most_three_excerpts_stand_on_the_card(desk, critic, album):
    words = ["The first side opens", QUOTED, "The second side", "three songs share"]
    rows = [row(text, lead="on") for text in words]
    response = desk.post(NEW, posted(critic, album, *rows))
    assert response.status_code == 422
    assert response.context["rows"].forms[3].errors["lead"] == ["At most 3 excerpts may stand on the card."]
    del rows[3]["lead"]
    assert desk.post(NEW, posted(critic, album, *rows)).status_code == 302
    assert Excerpt.objects.filter(lead=True).count() == 3


@pytest.mark.parametrize("about", ["film", "artist", "other"])
def test_only_words_about_the_record_stand_on_the_card(desk, critic, album, about):
    response = desk.post(NEW, posted(critic, album, row(QUOTED, about=about, lead="on")))
    assert response.status_code == 422
    assert "Only words about the album or one of its tracks may stand on the card." in response.text
    assert desk.post(NEW, posted(critic, album, row(QUOTED, about=about))).status_code == 302


def test_a_track_of_another_album_is_refused(desk, critic, album):
    elsewhere = TrackFactory()
    response = desk.post(NEW, posted(critic, album, row(QUOTED, about="track", track=elsewhere.pk)))
    assert response.status_code == 422
    assert "This track is not on the chosen album." in response.text


def test_naming_a_track_makes_the_words_about_it(desk, critic, album):
    track = TrackFactory(album=album)
    desk.post(NEW, posted(critic, album, row(QUOTED, about="album", track=track.pk)))
    assert Excerpt.objects.get().about == "track"


@pytest.mark.parametrize("field", ["about", "topic", "stance"])
def test_a_made_up_choice_is_refused(desk, critic, album, field):
    assert desk.post(NEW, posted(critic, album, row(QUOTED, **{field: "nonsense"}))).status_code == 422


def test_a_short_quoted_text_gives_a_sentence_and_no_more(desk, critic, album):
    body = "The tide comes in over four sides, and nobody on it is in a hurry to be dry again. " * 5
    sentence, two = body[:82], body[:165]
    assert desk.post(NEW, posted(critic, album, row(sentence), body=body)).status_code == 302
    response = desk.post(NEW, posted(critic, album, row(two), body=body))
    assert response.status_code == 422
    assert "This excerpt has 165 characters; at most 120 may be quoted from this text" in response.text


def test_a_quoted_text_gives_at_most_a_tenth_of_itself(desk, critic, album):
    body = "The tide comes in over four sides, and nobody on it is in a hurry to be dry again. " * 18
    response = desk.post(NEW, posted(critic, album, row(body[:150]), body=body))
    assert response.status_code == 422
    assert f"at most {len(body.strip()) // 10} may be quoted from this text" in response.text


def test_a_quoted_text_gives_at_most_300_characters(desk, critic, album):
    body = "One long breath of a sentence " * 200
    response = desk.post(NEW, posted(critic, album, row(body[:310]), body=body))
    assert response.status_code == 422
    assert "at most 300 may be quoted" in response.text
    assert desk.post(NEW, posted(critic, album, row(body[:299]), body=body)).status_code == 302


def test_a_text_that_its_author_shows_here_may_be_quoted_at_any_length(desk, critic, album):
    first_paragraph = BODY.split("\n\n", maxsplit=1)[0]
    assert desk.post(NEW, posted(critic, album, row(first_paragraph), hosted="on")).status_code == 302
    assert stored() == [first_paragraph]


def test_a_changed_draft_keeps_exactly_the_rows_that_were_sent(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    ExcerptFactory(review=review, text=QUOTED, order=0)
    ExcerptFactory(review=review, text="The second side", order=1)
    body = "A new beginning. " + BODY
    rows = [row("the last ninety seconds"), row(QUOTED, near=60)]
    assert desk.post(review.get_desk_url(), reposted(review, *rows, body=body)).status_code == 302
    assert stored() == ["the last ninety seconds", QUOTED]
    assert_verbatim()


def test_excerpts_of_a_draft_open_in_their_order(desk, critic):
    review = ReviewFactory(critic=critic)
    ExcerptFactory(review=review, text="The second side", order=0)
    ExcerptFactory(review=review, text=QUOTED, order=1, lead=True)
    rows = desk.get(review.get_desk_url()).context["rows"]
    assert [form["text"].value() for form in rows] == ["The second side", QUOTED]


def test_another_row_is_added_and_nothing_is_stored(desk, critic, album):
    response = desk.post(NEW, posted(critic, album, row(QUOTED), step="add-row", headline="Kept"))
    assert response.status_code == 200
    assert [form["text"].value() for form in response.context["rows"]] == [QUOTED, None]
    assert 'value="Kept"' in response.text
    assert not Review.objects.exists()


def test_a_removed_row_is_gone_and_the_rest_move_up(desk, critic, album):
    rows = [row("The first side", topic="sound"), row(QUOTED, lead="on"), row("The second side", stance="criticism")]
    response = desk.post(NEW, posted(critic, album, *rows, step="remove-row:0"))
    left = response.context["rows"].forms
    assert [form["text"].value() for form in left] == [QUOTED, "The second side"]
    assert [form["topic"].value() for form in left] == ["overall", "overall"]
    assert [form["lead"].value() for form in left] == [True, False]
    assert [form["stance"].value() for form in left] == ["neutral", "criticism"]


def test_removing_a_row_that_is_not_there_changes_nothing(desk, critic, album):
    for number in ("7", "-1", "x", ""):
        response = desk.post(NEW, posted(critic, album, row(QUOTED), step=f"remove-row:{number}"))
        assert [form["text"].value() for form in response.context["rows"]] == [QUOTED]


def test_a_selection_goes_into_the_first_blank_row_and_is_checked_at_once(desk, critic, album):
    data = posted(critic, album, row("The second side"), row(""), step="use-selection", selection=QUOTED)
    response = desk.post(NEW, data, headers={"HX-Request": "true", "HX-Target": "excerpts"})
    assert [form["text"].value() for form in response.context["rows"]] == ["The second side", QUOTED]
    assert "<html" not in response.text
    assert response["HX-Trigger"] == "card-changed"
    data = posted(critic, album, row("The second side"), step="use-selection", selection="not in it")
    response = desk.post(NEW, data, headers={"HX-Request": "true", "HX-Target": "excerpts"})
    assert "These words do not stand in the text." in response.text


def test_rows_without_end_are_refused(desk, critic, album):
    many = [row(word) for word in BODY.split()[:21]]
    response = desk.post(NEW, posted(critic, album, *many))
    assert response.status_code == 422
    assert "A review has at most 20 excerpts." in response.text
    flood = posted(critic, album, row(QUOTED)) | {"excerpt-TOTAL_FORMS": "100000"}
    assert desk.post(NEW, flood).status_code == 422


@pytest.mark.parametrize("count", ["", "x", "-3"])
def test_a_form_whose_rows_cannot_be_counted_is_refused(desk, critic, album, count):
    broken = posted(critic, album, row(QUOTED)) | {"excerpt-TOTAL_FORMS": count}
    response = desk.post(NEW, broken)
    assert response.status_code == 422
    assert "The excerpts did not arrive whole." in response.text
    assert desk.post(NEW, broken | {"step": "add-row"}).status_code == 200


def test_the_hint_where_words_stand_may_be_nonsense(desk, critic, album):
    assert desk.post(NEW, posted(critic, album, row(QUOTED, near="10000000000"))).status_code == 302
    assert stored() == [QUOTED]
