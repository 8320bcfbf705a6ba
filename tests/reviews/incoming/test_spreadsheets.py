"""What spreadsheets and the site's own export write into a file, read by the command and by the admin alike."""

from __future__ import annotations

import pytest

from common.tables.cells import written
from reviews.models import Review
from tests.curators import new_curator, signed_in
from tests.score_tables import HEADER, bring_in, table
from tests.tables import bring_in as in_admin

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["command", "admin"])
def read(request):
    """Brings a file in by the one or the other."""
    if request.param == "command":
        return bring_in
    desk = signed_in(new_curator())
    return lambda content: in_admin(desk, Review, content.encode(), kind=1)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_line_that_names_the_separator_is_passed_over(read, separator, mark):
    rows = [HEADER, "Ines Harrow,Low Water,The Lantern,82"]
    text = f"{mark}sep={separator}\r\n" + "".join(f"{row.replace(',', separator)}\r\n" for row in rows)
    read(text)
    assert Review.objects.get().score == 82


def test_blank_lines_above_the_columns_are_passed_over(read):
    read(f"\r\n,,,\r\n{HEADER}\r\nInes Harrow,Low Water,The Lantern,82\r\n")
    assert Review.objects.get().score == 82


@pytest.mark.parametrize("name", ["+/-", "=", "@home", "-", "＝", "'-", "''=x", "'Allo", "'74–'75"])
def test_a_name_is_read_as_the_export_wrote_it(read, name):
    cell = written(name)
    read(table({"artist": cell, "album": cell, "publication": cell, "critic": cell}))
    review = Review.objects.select_related("album__lead_artist", "publication", "critic").get()
    names = {review.album.title, review.album.lead_artist.name, review.publication.name, review.critic.name}
    assert names == {name}


def test_an_address_and_a_day_are_read_so_too(read):
    read(table({"url": "https://lantern.example/'-", "published": "2024-02-29", "grade": "4/5"}))
    assert Review.objects.get().source_url == "https://lantern.example/'-"
