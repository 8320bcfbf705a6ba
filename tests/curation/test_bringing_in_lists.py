"""A curator brings in a year-end list: looks it through, mends it, stores it whole."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curation.merging import merge
from curation.models import Rearrangeable
from reviews.models import ListedAlbum, YearEndList
from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, ArtistFactory, PublicationFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db

PAGE = "/admin/year-end-list/"
LIST = "1. Ada Quill - Low Water\n2. Zed - Ballast"


@pytest.fixture
def desk():
    return signed_in(new_curator())


@pytest.fixture
def lantern():
    return PublicationFactory(name="The Lantern")


@pytest.fixture
def low_water():
    return AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ada Quill"))


def sent(desk, house, text=LIST, step="look", **given):
    return desk.post(PAGE, {"publication": house.pk, "year": 2025, "lines": text, "step": step} | given)


def test_looking_a_list_through_stores_nothing(desk, lantern, low_water):
    page = read(sent(desk, lantern))
    assert "2 lines, 1 of them waits for its record" in page.text
    assert low_water.get_absolute_url() in page.links().values()
    assert "Store 2 lines" in page.text
    assert not YearEndList.objects.exists()


def test_storing_it_keeps_every_line(desk, lantern, low_water):
    response = sent(desk, lantern, step="store", source_url="https://lantern.example/2025")
    [made] = YearEndList.objects.all()
    assert response.url == f"/admin/reviews/yearendlist/{made.pk}/change/"
    assert list(made.lines.values_list("place", "album")) == [(1, low_water.pk), (2, None)]


def test_a_list_with_a_bad_line_is_not_stored_in_part(desk, lantern):
    response = sent(desk, lantern, LIST + "\nnothing of the kind", step="store")
    assert response.status_code == 422
    assert "line 3" in response.content.decode()
    assert "nothing of the kind</textarea>" in response.content.decode()
    assert not YearEndList.objects.exists()


def test_a_list_is_there_once(desk, lantern):
    sent(desk, lantern, step="store")
    response = sent(desk, lantern, step="store")
    assert response.status_code == 422
    assert "That list is here already" in response.content.decode()
    assert sent(desk, lantern, step="store", title="Metal").status_code == 302


def test_a_file_is_read_and_its_lines_shown_to_be_stored(desk, lantern):
    file = SimpleUploadedFile("list.csv", "\ufeffplace,artist,title\n1,Zed,Ballast\n".encode())
    response = sent(desk, lantern, "", file=file, title="Metal")
    assert "1 line, 1 of them waits" in " ".join(read(response).text.split())
    form = response.context["form"]
    shown = {name: form[name].value() for name in ("publication", "year", "title", "lines")}
    assert shown == {
        "publication": str(lantern.pk),
        "year": "2025",
        "title": "Metal",
        "lines": "place,artist,title\n1,Zed,Ballast\n",
    }
    assert sent(desk, lantern, shown["lines"], step="store", title="Metal").status_code == 302


def test_a_file_is_not_lost_when_something_else_is_missing(desk):
    file = SimpleUploadedFile("list.csv", LIST.encode())
    page = desk.post(PAGE, {"publication": "", "year": 2025, "file": file, "step": "look"})
    assert page.status_code == 422
    assert f"{LIST}</textarea>" in page.content.decode()


def test_a_file_in_an_older_encoding_keeps_its_letters(desk, lantern):
    text = "1. Jörg Grün - Über den Dächern\n2. Die Möwen - Für später\n3. Käthe Weiß - Schöne Grüße\n"
    page = sent(desk, lantern, "", file=SimpleUploadedFile("list.txt", text.encode("cp1252"))).content.decode()
    assert "Jörg Grün" in page


def test_a_file_that_is_no_text_gets_a_message(desk, lantern):
    page = sent(desk, lantern, "", file=SimpleUploadedFile("list.csv", bytes(range(256)) * 4))
    assert page.status_code == 422
    assert "plain text" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"lines": ""}, "Paste the list, or choose a file"),
        ({"year": "20255"}, "year"),
        ({"publication": ""}, "This field is required"),
        ({"lines": "A - B\n" * 600}, "at most 500"),
        ({"source_url": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_bad_input_gets_a_message(desk, lantern, given, said):
    response = desk.post(PAGE, {"publication": lantern.pk, "year": 2025, "lines": LIST, "step": "store"} | given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not YearEndList.objects.exists()


def test_nobody_else_brings_lists_in(client, lantern):
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code in (302, 403)
    assert sent(client, lantern, step="store").status_code in (302, 403)
    assert not YearEndList.objects.exists()


def test_what_waits_is_looked_for_again_from_the_table(desk, lantern):
    sent(desk, lantern, step="store")
    album = AlbumFactory(title="Ballast", lead_artist=ArtistFactory(name="Zed"))
    [made] = YearEndList.objects.all()
    waiting = read(desk.get("/admin/reviews/yearendlist/?waiting=1"))
    assert "The Lantern" in waiting.text
    desk.post("/admin/reviews/yearendlist/", {"action": "look_again", "_selected_action": [made.pk]})
    assert made.lines.get(line=2).album == album


def test_albums_that_become_one_keep_one_line_of_a_list(desk, lantern, low_water):
    other = AlbumFactory(title="Low Water II")
    made = YearEndList.objects.create(publication=lantern, year=2025)
    for line, album in enumerate((low_water, other), 1):
        ListedAlbum.objects.create(list=made, line=line, place=line, artist="A", title="B", album=album)
    second = YearEndList.objects.create(publication=lantern, year=2024)
    ListedAlbum.objects.create(list=second, line=1, place=1, artist="A", title="B", album=other)
    merge(Rearrangeable.ALBUM, low_water.pk, other.pk, "One record.", None)
    assert list(ListedAlbum.objects.order_by("list").values_list("list", "place", "album")) == [
        (made.pk, 1, low_water.pk),
        (second.pk, 1, low_water.pk),
    ]


def test_publications_that_become_one_keep_both_lists(desk, lantern):
    lamp = PublicationFactory(name="The Lamp")
    for house in (lantern, lamp):
        YearEndList.objects.create(publication=house, year=2025)
    merge(Rearrangeable.PUBLICATION, lantern.pk, lamp.pk, "Renamed.", None)
    assert sorted(lantern.year_end_lists.values_list("title", flat=True)) == ["", "(The Lamp)"]


def test_a_line_without_a_place_takes_none_from_a_line_behind_it(lantern, low_water):
    other = AlbumFactory(title="Low Water II")
    made = YearEndList.objects.create(publication=lantern, year=2025)
    for line, (place, album) in enumerate(((None, low_water), (2, other)), 1):
        ListedAlbum.objects.create(list=made, line=line, place=place, artist="A", title="B", album=album)
    merge(Rearrangeable.ALBUM, low_water.pk, other.pk, "One record.", None)
    assert list(made.lines.values_list("line", "place", "album")) == [(1, None, low_water.pk)]
