"""Sentences suggested as excerpts: verbatim, about the record, in the critic's own voice."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.suggest import MOST_SUGGESTIONS, SHORTEST_EXCERPT, sentences, suggest_excerpts, why_none
from reviews.reading.tracks import TrackTitle, tracks_named

PRAISE = "The drums on this record are the best that anyone has put to tape in years."


def suggested(body, tracks=(), names=()):
    """The suggested sentences."""
    return [body[start:end] for start, end in suggest_excerpts(body, tracks, names)]


def test_sentences_survive_quotes_and_abbreviations():
    spoken = "“It is loud. It is wide,” she said. Mr. J. R. Hale of St. Ives Records Inc. agrees... “Why?” he asks."
    body = f"{spoken}\n\nA heading\n\n夜だ。朝だ。"
    assert [body[start:end] for start, end in sentences(body)] == [
        "“It is loud. It is wide,” she said.",
        "Mr. J. R. Hale of St. Ives Records Inc. agrees...",
        "“Why?” he asks.",
        "A heading",
        "夜だ。",
        "朝だ。",
    ]


def test_a_judgement_of_the_music_is_suggested():
    assert suggested(f"I bought it on Monday. {PRAISE} Then it rained.") == [PRAISE]


def test_a_sentence_that_names_a_track_or_the_album_is_suggested():
    track = "“Low Tide” takes the harbour apart, stone by stone, and puts it back the wrong way round."
    album = "Salt Lanterns is what happens when patient people are given too much tape and a harbour."
    tracks = tracks_named(track, [TrackTitle(1, "Low Tide")])
    assert suggested(track, tracks) == [track]
    assert suggested(album, names=["Salt Lanterns"]) == [album]


@pytest.mark.parametrize(
    "sentence",
    [
        "The film is the best thing that this director has done, and the music is loud in it.",
        "Critics call the album brilliant, though none of them seems to have heard the second side.",
        "Some have called the record a masterpiece of patience and of very expensive microphones.",
        "Is this really the best record that anybody has made about a harbour in the rain?",
        "It is a great record.",
        "On Tuesday I went to the shop, and on Wednesday I went back to the shop once more.",
    ],
)
def test_the_film_reported_opinions_and_idle_words_are_not_suggested(sentence):
    assert suggested(sentence, names=["Salt Lanterns"]) == []


def test_what_stands_twice_is_suggested_once_where_it_stands_first():
    assert suggest_excerpts(f"{PRAISE} {PRAISE}") == [(0, len(PRAISE))]


def test_what_judges_comes_before_what_only_tells():
    told = "Salt Lanterns was written above a newspaper in Leeds, where two of the band set the crossword."
    assert suggested(f"{told} {PRAISE}", names=["Salt Lanterns"]) == [PRAISE, told]


@pytest.mark.parametrize(
    ("language", "telling", "judging"),
    [
        (
            "de",
            "Salzlaternen entstand in zwei Wochen in einem Haus am Hafen, über einer alten Druckerei.",
            "Auf Salzlaternen klingt das Schlagzeug so großartig wie auf keiner Platte seit Jahren.",
        ),
        (
            "fr-FR",
            "Lanternes de sel a été enregistré en deux semaines au-dessus d’une imprimerie du port.",
            "Lanternes de sel est un disque magnifique, et sa voix ne se presse jamais, même au refrain.",
        ),
        ("ja", "塩の灯は港の印刷所の二階で二週間かけて録音された。", "塩の灯は今年もっとも美しい歌が並ぶアルバムだ。"),
    ],
)
def test_so_it_is_in_other_languages(language, telling, judging):
    body = f"{telling}\n{judging}"
    names = ["Salzlaternen", "Lanternes de sel", "塩の灯"]
    found = [body[start:end] for start, end in suggest_excerpts(body, names=names, language=language)]
    assert found == [judging, telling]


def test_no_sentence_is_suggested_that_is_longer_than_may_be_quoted():
    assert suggested(PRAISE) == [PRAISE]
    assert suggest_excerpts(PRAISE, longest=len(PRAISE) - 1) == []


@pytest.mark.parametrize(
    ("body", "longest", "why"),
    [
        (PRAISE, 0, "the link alone"),
        (PRAISE, 40, "At most 40 characters may be quoted from so short a text"),
        (PRAISE, len(PRAISE) - 1, "No sentence has between 60 and"),
        ("On Tuesday I went to the shop, and on Wednesday I went back to the shop once more.", None, "judges it"),
    ],
)
def test_it_is_said_why_nothing_suggests_itself(body, longest, why):
    assert suggest_excerpts(body, longest=longest) == []
    assert why in why_none(body, longest)


def test_at_most_three_are_suggested_and_equals_in_the_order_of_the_text():
    body = " ".join(PRAISE.replace("drums", word) for word in ("drums", "synths", "vocals", "guitars", "songs"))
    found = suggest_excerpts(body)
    assert len(found) == MOST_SUGGESTIONS
    assert found == sorted(found)


@given(
    st.lists(st.one_of(st.sampled_from([PRAISE, " ", "\n\n", "😀 ", "“", "Dr. "]), st.text(max_size=30))).map("".join)
)
def test_every_suggestion_is_a_span_of_the_text(body):
    for start, end in sentences(body):
        assert body[start:end] == body[start:end].strip() != ""
    for start, end in suggest_excerpts(body):
        assert SHORTEST_EXCERPT <= end - start <= settings.EXCERPT_LIMITS["characters"]
