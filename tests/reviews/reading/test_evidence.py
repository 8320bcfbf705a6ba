"""What is weighed for and against a review: the words of a text by their language, its form, and what comes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.reading.evidence.structure import form_of
from reviews.reading.evidence.weighing import WEIGHTS, TextEvidence, weigh
from reviews.reading.evidence.word_lists import WordList, Words
from reviews.reading.kinds import Kind
from reviews.reading.reading import Document, read

BIRDS = WordList({"en": "heron* great_auk", "de": "reiher*", "sv no": "häger", "": "owl 鷺"})
PROSE = (
    "The boats came in late that evening, and the men who had waited on the old quay went home without saying a word. "
)


def evidence_of(text: str, language: str = "en", *, graded: bool = False, subject: bool = False) -> TextEvidence:
    return TextEvidence.of(
        Words.of(text, language), Words.of("", language), form_of(text.split("\n\n")), graded, subject
    )


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Two herons and a HERONRY", "en", ["heron"]),
        ("A great auk, no great hawk", "en", ["great auk"]),
        ("Ein Reiher und a heron", "de", ["reiher"]),
        ("En häger", "nb", ["häger"]),
        ("An owl anywhere", "de", ["owl"]),
        ("一羽の鷺が", "ja", ["鷺"]),
        ("Reiher, heron", None, ["heron", "reiher"]),
    ],
)
def test_words_count_in_their_own_language_once_each(text, language, found):
    assert BIRDS.found_in(Words.of(text, language)) == found


def test_a_question_that_prose_answers_is_one_and_a_question_before_a_question_is_none():
    assert form_of(["Why now?", PROSE, "And then?", "What for?", PROSE]).questions == 2


def test_speakers_are_known_again_by_their_initials():
    said = [f"Una Tarrow: {PROSE}", f"U.T.: {PROSE}", f"Una Tarrow (drums): {PROSE}"]
    assert form_of(said).speakers == 3
    assert form_of([f"Producer: {PROSE}", f"Mastering: {PROSE}"]).speakers == 0


@pytest.mark.parametrize(
    "line",
    ["18 March Sunderland, The Peacock", "07/21 — Hull @ The Adelphi", "Sep 30: Gent, Vooruit", "2. 3. Ostrava - Hala"],
)
def test_a_day_with_a_place_is_one_of_a_tour(line):
    assert form_of([line]).days == 1


@pytest.mark.parametrize("line", ["1. Harbour Lights", "03 - Gantry", "12 songs, 40 minutes", "2019 was a slow year"])
def test_tracks_and_figures_are_no_days(line):
    assert form_of([line]).days == 0


def test_names_over_paragraphs_are_several_unless_they_are_of_the_record_itself():
    text = ["Slow Ferry – Lamp Oil", PROSE, "Pale Marches: Eiderdown", PROSE, "Orbayu – Cumal", PROSE]
    assert form_of(text).names == 3
    assert form_of(text, ["Lamp Oil", "Slow Ferry"]).names == 2
    assert form_of(["Producer: Ida Quill", PROSE]).names == 0


@pytest.mark.parametrize(
    "heading", ["Discography", "Diskografie", "Voir aussi", "来歴", "References [edit]", "Дискография:"]
)
def test_the_chapters_of_an_encyclopaedia_are_known(heading):
    assert form_of([PROSE, heading, PROSE]).chapters == 1
    assert form_of([f"{heading} of nobody in particular", PROSE]).chapters == 0


def test_numbers_before_sentences_or_over_prose_are_ranks_and_a_track_list_has_none():
    assert form_of(["1. Nobody saw it coming.", "2. Nobody minded, either.", "3. Harbour Lights", PROSE]).numbered == 3
    assert form_of(["1. Harbour Lights", "2. Gantry", "3. Lamp Oil", "Slow Ferry"]).numbered == 0


def test_what_stands_before_a_colon_on_every_line_is_a_speaker_unless_it_is_a_rubric():
    assert form_of([f"Review: {PROSE}", f"Review: {PROSE}", f"Label: {PROSE}"]).speakers == 0


@pytest.mark.parametrize("line", ["Hat, €18", "LP (black) 24,99 €", "Slow Ferry 3:12 EUR 1.29", "Postage $4.50", "£9"])
def test_an_amount_of_money_is_a_price(line):
    assert form_of([line]).prices == 1


@pytest.mark.parametrize("line", ["1. Slow Ferry 3:12", "Four euphonic songs", "The 19 kronen", "He paid for it"])
def test_other_figures_are_no_prices(line):
    assert form_of([line]).prices == 0


@pytest.mark.parametrize(
    "line", [f"{PROSE}7/10", f"4.5 / 5 {PROSE}", "Wertung: 8", "★★★☆☆", "two-and-a-half stars", "She owns the night. 7"]
)
def test_a_grade_at_either_end_of_a_line_is_counted(line):
    assert form_of([line]).graded == 1


@pytest.mark.parametrize("line", ["3. Slow Ferry – 4/5", "They formed on 7/10/1998 in Hull", "Side two has 8 songs"])
def test_the_grade_of_a_track_and_other_figures_are_not(line):
    assert form_of([line]).graded == 0


@pytest.mark.parametrize("more", ["Read more →", "… Weiterlesen", "Lire la suite »", "Leggi tutto", "続きを読む"])
def test_paragraphs_that_go_on_elsewhere_are_teasers(more):
    assert form_of([f"{PROSE}{more}", f"{PROSE}\n{more}", PROSE, f"{PROSE}glued{more}"]).teasers == 3
    assert form_of([f"He asked her to read more of it to the choir. {PROSE}", more]).teasers <= 1


def test_days_are_counted_once_each_and_only_in_sentences():
    text = [
        f"On 3 May and again on May 12th she sang, and on the 3 May nobody came. {PROSE}",
        "4 June Hull, The Peacock",
    ]
    assert form_of(text).dates == 2
    assert form_of([f"Side 2 of the 12 songs, number 9 in the list. {PROSE}"]).dates == 0


def test_an_episode_says_so_outside_its_text():
    told = "The album is a harbour at night. Its songs sound like rain, its chorus like a bell, its drums like boots. "
    words, none, form = Words.of(told, "en"), Words.of("", "en"), form_of([told])
    shown = Words.of(f"Episodes\n{told}\nSubscribe to the podcast, with your hosts, for next week's episode.", "en")
    assert weigh(TextEvidence.of(words, none, form, False, False)) is None
    verdict = weigh(TextEvidence.of(words, none, form, False, False, shown))
    assert verdict is not None
    assert verdict.kind is Kind.OTHER
    assert "podcasts" in verdict.because


def test_pairs_of_names_and_hardly_anything_else_are_a_list_of_records():
    records = [f"{artist} – {album} (Hartlebury)" for artist in ("Una", "Joris", "Ida") for album in ("Gantry", "Tide")]
    assert form_of(["Out this week:", *records]).listed == 6
    assert form_of([*records, *[PROSE] * 7]).listed == 0
    assert form_of([f"{name} – gitarre" for name in ("Una", "Joris", "Ida", "Ruth", "Nel", "Maj")]).listed == 0


def test_a_review_that_names_no_record_may_be_one_of_a_night():
    night = (
        "Review - Ida Quill\n\nThe support came on stage at eight and was applauded by the crowd. The venue filled up, "
        "the audience sang, and the encore began with the lights on. By then the setlist had long been torn to pieces."
    )
    assert read(Document(night.encode())).kind is Kind.LIVE


def test_a_row_speaks_for_a_review_or_for_what_it_is_named_after():
    assert all((row.weight < 0) == (row.kind is Kind.REVIEW) for row in WEIGHTS.values())


def test_nothing_said_is_a_review():
    assert weigh(evidence_of("")) is None
    assert weigh(evidence_of(PROSE * 3)) is None


def test_what_speaks_against_a_review_is_said_in_words():
    verdict = weigh(
        evidence_of("The encore came late. The crowd sang, the venue shook, and then the setlist was torn up.")
    )
    assert verdict is not None
    assert verdict.kind is Kind.LIVE
    assert "words for concerts" in verdict.because
    assert "“encore”" in verdict.because


def test_a_grade_and_a_record_outweigh_some_words_of_a_concert():
    text = "The encore of the record: this album was made for the stage, its songs sound like a crowd, its chorus too."
    assert weigh(evidence_of(text, graded=True, subject=True)) is None


@given(st.text(max_size=400), st.booleans(), st.booleans())
def test_any_text_is_weighed(text, graded, subject):
    verdict = weigh(evidence_of(text, graded=graded, subject=subject))
    assert verdict is None or (verdict.kind is not Kind.REVIEW and verdict.because)


def test_the_reading_says_why_it_is_none():
    night = (
        "By nine the venue was full and the crowd had begun to clap. The support had packed up. "
        "When they took the stage the audience sang before the band did, and after the encore the doors stayed shut."
    )
    reading = read(Document(night.encode()))
    assert reading.kind is Kind.LIVE
    assert reading.reason.startswith(" (it has words for concerts (“")
