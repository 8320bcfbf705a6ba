"""Who wrote it, where and when: from lines of their own above and below the text, or not at all."""

from datetime import date

import pytest

from reviews.reading.document import parse
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

DAY = date(2025, 9, 23)


CREDITS = {
    "By Ines Harrow\nSep 23, 2025": ("Ines Harrow", DAY, None),
    "By Ines Harrow | September 23rd, 2025 | 4 min read": ("Ines Harrow", DAY, None),
    "Words: Ines Harrow\n23 September 2025": ("Ines Harrow", DAY, None),
    "Posted on September 23, 2025 by Ines Harrow": ("Ines Harrow", DAY, None),
    "September 23, 2025 · by Ines Harrow · in Reviews · Leave a comment": ("Ines Harrow", DAY, None),
    "Ines Harrow\nSep 23, 2025\n2 min read": ("Ines Harrow", DAY, None),
    "Ines Harrow on September 23, 2025": ("Ines Harrow", DAY, None),
    "Written by\nInes Harrow\nPublished\nSeptember 23, 2025": ("Ines Harrow", DAY, None),
    "Author: Ines Harrow, Staff Writer\nDate: 2025-09-23": ("Ines Harrow", DAY, None),
    "Reviewed by Ines Harrow (@ines)\nSep 23, 2025 | Reviews | 0 Comments": ("Ines Harrow", DAY, None),
    "By Ines Harrow\nPublished Sep 23, 2025, updated Sep 24, 2025": ("Ines Harrow", DAY, date(2025, 9, 24)),
    "by tidepool": ("tidepool", None, None),
    "BY INES HARROW": ("INES HARROW", None, None),
    "By Ines Harrow and Tom Vale": ("Ines Harrow and Tom Vale", None, None),
    "Von Jürgen Moll, 23. September 2025": ("Jürgen Moll", DAY, None),
    "Par Élodie Marchand\nPublié le 23 septembre 2025": ("Élodie Marchand", DAY, None),
    "Photo by Tom Vale\nWords by Ines Harrow": ("Ines Harrow", None, None),
    "By Ines Harrow\n2 days ago": ("Ines Harrow", None, None),
    "By Staff\nSep 23, 2025": (None, DAY, None),
    "03/09/2025": (None, None, None),
    "Published: Sep 23, 2025\nUpdated: Sep 1, 2025": (None, None, None),
    "Sep 23, 2025\nSep 24, 2025": (None, None, None),
    "Words: Ines Harrow\nReview by Tom Vale": (None, None, None),
    "By Ines Harrow on September 23, 2025 in 3.5, Doom, Reviews, 2025": ("Ines Harrow", DAY, None),
    "Sep 23, 2025 Web Exclusive By Ines Harrow": ("Ines Harrow", DAY, None),
    "Post by tapehiss77 » Tue Sep 23, 2025 8:41 pm": ("tapehiss77", DAY, None),
    "Publié le 23 septembre 2025 par la rédaction": (None, DAY, None),
    "Ines Harrow ml. | 23. září 2025": ("Ines Harrow ml.", DAY, None),
    "文・三枝ユウコ\n2025年9月23日": ("三枝ユウコ", DAY, None),
    "作者：陆一鸣\n发布时间：2025-09-23 09:30": ("陆一鸣", DAY, None),
}


@pytest.mark.parametrize("credits_lines", CREDITS)
def test_credits_above_the_text(credits_lines):
    draft = parse(page(f"{HEADLINE}\n{credits_lines}"))
    assert (draft.critic, draft.published, draft.updated) == CREDITS[credits_lines]
    assert (draft.headline, draft.body) == (HEADLINE, BODY)


SIGNED_AND_DATED = {
    "-- Ines Harrow, 3/22/98": date(1998, 3, 22),
    "(Ines Harrow, 3 May 2013)": date(2013, 5, 3),
    "Ines Harrow\n\nNantes, le 10 mars 2023": date(2023, 3, 10),
    "Ines Harrow\nFrankfurt am Main, den 10. März 2023": date(2023, 3, 10),
    "Ines Harrow, Nantes, le 10 mars 2023": date(2023, 3, 10),
}


@pytest.mark.parametrize("tail", SIGNED_AND_DATED)
def test_signatures_with_a_day_and_a_place(tail):
    draft = parse(page(HEADLINE, tail))
    assert (draft.critic, draft.published, draft.body) == ("Ines Harrow", SIGNED_AND_DATED[tail], BODY)


SIGNED = {
    "By Ines Harrow": ("Ines Harrow", None),
    "Review by Ines Harrow": ("Ines Harrow", None),
    "— Ines Harrow": ("Ines Harrow", None),
    "- Ines Harrow": ("Ines Harrow", None),
    "Words: Ines Harrow\nPictures: Tom Vale": ("Ines Harrow", None),
    "Ines Harrow is a writer who lives by the sea.": ("Ines Harrow", "Ines Harrow is a writer who lives by the sea."),
    "About the author\nInes Harrow\nInes Harrow writes about music.": (
        "Ines Harrow",
        "Ines Harrow writes about music.",
    ),
    "ABOUT THE AUTHOR\n\nInes Harrow is a freelance critic.": ("Ines Harrow", "Ines Harrow is a freelance critic."),
    "tidepool\n\nI'm a recovering engineer and music critic.": (
        "tidepool",
        "I'm a recovering engineer and music critic.",
    ),
    "Share this:\nX (Twitter)\n\nInes Harrow\n\nInes Harrow is a critic. She lives in Hull.\n\nRelated\nCold Records": (
        "Ines Harrow",
        "Ines Harrow is a critic. She lives in Hull.",
    ),
    "Ines Harrow": ("Ines Harrow", None),
    "(Ines Harrow)": ("Ines Harrow", None),
    "Marlow Finch": (None, None),
    "— Marlow Finch": (None, None),
    "Jane Roe\nSeptember 30, 2025\nReply": (None, None),
}


@pytest.mark.parametrize("tail", SIGNED)
def test_signatures_below_the_text(tail):
    draft = parse(page(HEADLINE, tail))
    assert (draft.critic, draft.critic_bio) == SIGNED[tail]
    assert (draft.body, draft.published) == (BODY, None)


@pytest.mark.parametrize(
    ("tail", "critic"),
    [
        ("Ines Harrow\n23 September 2025", "Ines Harrow"),
        ("Written by Ines Harrow on the 23rd September, 2025", "Ines Harrow"),
        ("posted in Reviews on 23 September 2025 by Ines Harrow", "Ines Harrow"),
        ("Posted by Ines Harrow on September 23, 2025 in Reviews | 3 Comments", "Ines Harrow"),
        ("Geschrieben von Jürgen Moll am 23. September 2025", "Jürgen Moll"),
        ("Posté par Élodie Marchand le 23 septembre 2025", "Élodie Marchand"),
        ("Escrito por Inés Ramos el 23 de septiembre de 2025", "Inés Ramos"),
        ("Scritto da Marco della Torre il 23 settembre 2025", "Marco della Torre"),
        ("Escrito por Inês Prado em 23 de setembro de 2025", "Inês Prado"),
        ("Geschreven door Bas van 't Riet op 23 september 2025", "Bas van 't Riet"),
        ("Skriven av Lena Strand 23 september 2025", "Lena Strand"),
        ("TEXT\nJürgen Moll\nVERÖFFENTLICHUNG\n23.09.2025", "Jürgen Moll"),
    ],
)
def test_byline_and_date_may_stand_below_the_text(tail, critic):
    draft = parse(page(HEADLINE, tail))
    assert (draft.critic, draft.published, draft.body) == (critic, DAY, BODY)


AS_THEY_STAND = [
    "Pauline d'Orsay",
    "Pauline d’Orsay",
    "Samir al-Tawil",
    "Bas van 't Riet",
    "Govert 's-Heerenbroek",
    "Piet in 't Veen",
    "Kamau wa Gathogo",
    "Rhys ap Gwilym",
    "Siobhán Ní Chearra",
    "Joost ten Haaf",
    "Marco della Torre",
    "Maria do Carmo de Sousa e Brito",
    "Wendell Pryor Jr.",
    "Wendell Pryor, Jr.",
    "Wendell Pryor III",
    "Dr Wendell Pryor, PhD",
    "J. R. R. Harrow",
    "Oliver “Ollie” Marsh",
    "Agent 47",
    "the Reader",
    "della marsh",
    "Ólöf",
    "村上水路",
    "نهلة القرمزي",
    "Ines Harrow and Owen Rusk",
]


@pytest.mark.parametrize("name", AS_THEY_STAND)
@pytest.mark.parametrize("label", ["By", "Words by", "Review by", "Author:"])
def test_a_name_after_an_explicit_by_is_taken_as_it_stands(label, name):
    draft = parse(page(f"{HEADLINE}\n\n{label} {name}\n23 September 2025"))
    assert (draft.critic, draft.published, draft.headline, draft.body) == (name, DAY, HEADLINE, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "By **Ines Harrow**",
        "By [Ines Harrow](https://quietdesk.example/ines)",
        "By Ines Harrow (she/her)",
        "*By Ines Harrow*",
    ],
)
def test_markup_and_pronouns_are_no_part_of_a_name(line):
    assert parse(page(f"{HEADLINE}\n{line}\n23 September 2025")).critic == "Ines Harrow"


@pytest.mark.parametrize(
    "line", ["By the harbour wall", "By turns brutal and tender", "By Any Means Necessary", "By then"]
)
def test_words_after_by_that_name_nobody_are_no_byline(line):
    assert parse(page(f"{HEADLINE}\n{line}")).critic is None


@pytest.mark.parametrize("byline", ["By Ines Harrow", "BY INES HARROW"])
def test_a_note_belongs_to_the_byline_above(byline):
    note = "Ines Harrow is a writer from Hull. Follow her on Mastodon."
    draft = parse(page(f"{HEADLINE}\n{byline}", note))
    assert (draft.critic, draft.critic_bio) == (byline.removeprefix("By ").removeprefix("BY "), note)


def test_the_artists_byline_under_a_title_is_not_the_critics():
    paragraphs = (f"{PARAGRAPHS[0]} Marlow Finch has never sounded colder.", *PARAGRAPHS[1:])
    alone = parse(page("Glass Harbour\nby Marlow Finch", paragraphs=paragraphs))
    with_critic = parse(page("Glass Harbour\nby Marlow Finch\nReview by Ines Harrow", paragraphs=paragraphs))
    assert (alone.headline, alone.critic) == ("Glass Harbour", None)
    assert with_critic.critic == "Ines Harrow"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: https://quietdesk.example/glass-harbour", "https://quietdesk.example/glass-harbour"),
        ("Originally published at https://quietdesk.example/gh", "https://quietdesk.example/gh"),
        ("Source: https://www.albumoftheyear.org/album/1-glass-harbour.php", None),
        ("Source: https://www.metacritic.com/music/glass-harbour", None),
        ("Source: https://open.spotify.com/album/1", None),
        ("Source: https://a.example/1\nSource: https://b.example/2", None),
    ],
)
def test_the_source_is_where_the_review_says_it_stands(line, source):
    assert parse(page(HEADLINE, line)).source_url == source


def test_a_house_is_only_taken_where_the_page_names_it():
    first = parse(page(HEADLINE, "This review first appeared in The Quiet Desk on 23 September 2025."))
    assert (first.publication, first.published) == ("The Quiet Desk", DAY)
    assert parse(page(f"{HEADLINE}\nBy Ines Harrow for The Quiet Desk")).publication == "The Quiet Desk"
    assert parse(page(HEADLINE, "Publication: Album of the Year")).publication is None
