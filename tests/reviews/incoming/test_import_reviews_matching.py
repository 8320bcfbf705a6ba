"""`manage.py import_reviews`: whom and what a document is about is found, however it is written."""

import pytest

from reviews.models import Critic, Review
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
)
from tests.reviews.reading.pages import HEADLINE, PARAGRAPHS, page

pytestmark = pytest.mark.django_db


def test_a_known_critic_is_found_and_keeps_the_bio(import_reviews, glass):
    critic = CriticFactory(name="Inés Harrow", bio="Written by herself.")
    import_reviews({"one.txt": page(f"{HEADLINE}\nBY INES HARROW", "Ines Harrow is a writer from Hull.")})
    assert Review.objects.get().critic == critic
    critic.refresh_from_db()
    assert critic.bio == "Written by herself."


def test_a_name_that_two_critics_sign_with_is_left_open(import_reviews, glass):
    CriticFactory(name="Ines Harrow", slug="one")
    CriticFactory(name="Ines Harrow", slug="two")
    found, _ = import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")})
    assert (found[0]["critic"], Review.objects.get().critic) == (None, None)
    assert any("Two critics sign" in warning for warning in found[0]["warnings"])


def test_the_artist_is_not_the_critic(import_reviews, lanterns):
    found, _ = import_reviews({"one.txt": page("Salt Lanterns OST\nby TTT\nSep 23, 2025")}, album="salt-lanterns")
    assert (found[0]["critic"], Critic.objects.count()) == (None, 0)


def test_a_house_is_found_or_created_and_never_an_aggregator(import_reviews, glass):
    head = f"{HEADLINE}\nBy Ines Harrow for The Quiet Desk"
    found, _ = import_reviews({"one.txt": page(head)})
    assert (found[0]["publication"], Review.objects.get().publication.name) == ("The Quiet Desk", "The Quiet Desk")
    PublicationFactory(name="The Sum", is_aggregator=True)
    head = head.replace("Ines", "Iris").replace("Quiet Desk", "Sum")
    found, _ = import_reviews({"two.txt": page(head, paragraphs=PARAGRAPHS[::-1])})
    assert (found[0]["critic"], found[0]["publication"]) == ("Iris Harrow", None)


def test_one_text_under_two_names_stays_one_review(import_reviews, glass):
    import_reviews({"one.txt": page(f"{HEADLINE}\nBy Ines Harrow")})
    found, _ = import_reviews({"two.txt": page(f"{HEADLINE}\nBy Iris Harrow")})
    assert (found[0]["status"], found[0]["critic"], Review.objects.count()) == ("unchanged", None, 1)
    assert any("Iris Harrow wrote it" in warning for warning in found[0]["warnings"])


def test_an_album_that_matches_two_is_refused_naming_both(import_reviews, glass):
    AlbumFactory(title="Glass Harbour", slug="glass-harbour-2", lead_artist=glass.lead_artist)
    found, err = import_reviews({"one.txt": page(HEADLINE)})
    assert (found[0]["status"], found[0]["album"], Review.objects.count()) == ("refused", None, 0)
    assert "one.txt: It could be about marlow-finch/glass-harbour or marlow-finch/glass-harbour-2" in err
    assert "--album" in err
    found, _ = import_reviews({"one.txt": page(HEADLINE)}, album="glass-harbour-2")
    assert (found[0]["status"], Review.objects.get().album.slug) == ("created", "glass-harbour-2")


def test_an_album_may_be_named_by_its_address(import_reviews, glass):
    AlbumFactory(slug="glass-harbour")
    _, err = import_reviews({"one.txt": page()}, album="glass-harbour")
    assert "Two albums" in err
    assert "marlow-finch/glass-harbour" in err
    found, _ = import_reviews({"one.txt": page()}, album="/albums/marlow-finch/glass-harbour/")
    assert found[0]["album"] == "Glass Harbour"
    _, err = import_reviews({"one.txt": page()}, album="nowhere")
    assert "no album “nowhere”" in err


def test_a_document_that_is_here_already_cannot_move_to_another_album(import_reviews, glass):
    other = AlbumFactory()
    import_reviews({"one.txt": page(HEADLINE)})
    found, err = import_reviews({"one.txt": page(HEADLINE)}, album=other.slug)
    assert (found[0]["status"], Review.objects.get().album) == ("conflict", glass)
    assert "marlow-finch/glass-harbour" in err


def test_an_album_outside_the_catalogue_is_refused_with_what_to_do(import_reviews):
    found, err = import_reviews({"one.txt": page(HEADLINE)})
    assert found[0]["status"] == "refused"
    assert "--album SLUG" in err


def test_an_album_is_found_among_common_words(import_reviews, glass):
    for title in ("Harbour", "Water", "The Thaw", "It", "Glass", "Record"):
        AlbumFactory(title=title)
    found, _ = import_reviews({"one.txt": page(HEADLINE)})
    assert found[0]["album"] == "Glass Harbour"
