"""The ends of a text: what stands there and is no text of the review is left out."""

import pytest

from reviews.reading.edges import below_headline, without_edges
from reviews.reading.passages import Passage, joined, kept_passages
from tests.reviews.reading.pages import PARAGRAPHS

TEXT = [Passage(paragraph) for paragraph in PARAGRAPHS]


@pytest.mark.parametrize(
    "scrap",
    [
        Passage("* * *"),
        Passage("★★★★☆"),
        Passage("Rating: 4/5"),
        Passage("Hear the record · More of this", linked=28),
        Passage("Marlow Finch. Tidewrack Records. 41 minutes."),
        Passage("Glass Harbour is out now on Tidewrack."),
        Passage("Glass Harbour, Tidewrack.", emphasised=("Glass Harbour, Tidewrack.",)),
    ],
)
def test_scraps_below_the_text_are_left_out(scrap):
    assert without_edges([*TEXT, scrap], ["Glass Harbour", "Marlow Finch"]) == TEXT


def test_a_last_sentence_that_names_the_record_is_text():
    last = Passage("I will come back to Glass Harbour when the ice does.")
    assert without_edges([*TEXT, last], ["Glass Harbour"]) == [*TEXT, last]


def test_a_headline_said_again_and_what_stands_above_it_are_left_out():
    above = [Passage("The Lantern Letter, no. 21"), Passage("Cold water, warm hands", level=2)]
    assert below_headline([*above, *TEXT], "The Lantern Letter: Cold water, warm hands") == TEXT
    assert below_headline([*above, *TEXT], "Another one") == [*above, *TEXT]


def test_passages_are_kept_whole_or_by_their_longer_lines():
    signed = Passage(f"{PARAGRAPHS[0]}\nInes Harrow")
    assert kept_passages([signed, Passage("Share"), Passage("- - -")], PARAGRAPHS[0]) == [signed]


def test_items_of_a_list_stand_one_below_the_other():
    assert joined([Passage("a"), Passage("b", tag="li"), Passage("c", tag="li"), Passage("d")]) == "a\n\nb\nc\n\nd"
