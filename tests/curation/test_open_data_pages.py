"""The page on open data, and its files as visitors fetch them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from curation.jobs.schedule import nightly_open_data
from curation.open_data.editions import place_edition
from curation.open_data.open_export import export_open
from curation.open_data.open_tables import OPEN_TABLES
from tests.markup import read

pytestmark = pytest.mark.django_db

PAGE = "/open-data/"


@pytest.fixture
def folder(tmp_path, settings):
    settings.OPEN_DATA_TO = tmp_path / "open"
    return settings.OPEN_DATA_TO


def test_without_a_folder_or_before_the_first_night_it_says_what_there_will_be(client, settings, folder):
    for there in (None, folder):
        settings.OPEN_DATA_TO = there
        page = client.get(PAGE).content.decode()
        assert "There are no files here yet" in page
        assert "verdict_set_by" in page


def test_it_offers_every_table_with_its_size_and_day(client, folder):
    edition = export_open(folder)
    response = client.get(PAGE)
    links = read(response).links()
    for table in OPEN_TABLES:
        for ending in ("csv", "parquet"):
            assert links[f"{table.name}.{ending}"] == f"{PAGE}{edition.name}/{table.name}.{ending}"
    assert edition.made_at.date().isoformat() in response.content.decode()


def test_a_kept_page_gives_way_to_the_next_edition(client, folder):
    before = client.get(PAGE)
    export_open(folder)
    after = client.get(PAGE, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "There are no files" not in after.content.decode()


def test_a_file_is_streamed_and_known_again(client, folder):
    edition = export_open(folder)
    path = f"{PAGE}{edition.name}/reviews.csv"
    response = client.get(path)
    assert response.streaming
    assert b"".join(response.streaming_content) == (edition.path / "reviews.csv").read_bytes()
    assert response["Content-Type"] == "text/csv"
    assert "immutable" in response["Cache-Control"]
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
    response.close()
    head = client.head(path)
    assert head["Content-Length"] == str((edition.path / "reviews.csv").stat().st_size)
    head.close()
    assert client.post(path).status_code == 405


def test_one_address_leads_to_the_newest_edition(client, folder):
    edition = export_open(folder)
    response = client.get(f"{PAGE}latest/datapackage.json")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}{edition.name}/datapackage.json")
    assert client.get(f"{PAGE}latest/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    "name", ["nothing.csv", "..%2f..%2fetc%2fpasswd", "%2e%2e", ".lock", "%00", "REDO.md%0a", "datapackage.json%20"]
)
def test_nothing_else_is_handed_out(client, folder, name):
    edition = export_open(folder)
    (folder / "secret.csv").write_text("secret")
    assert client.get(f"{PAGE}{edition.name}/{name}").status_code == 404
    assert client.get(f"{PAGE}../{edition.name}/{name}").status_code == 404
    assert client.get(f"{PAGE}%2e%2e/secret.csv").status_code == 404


def test_an_edition_that_is_gone_is_not_found(client, settings, folder):
    name = export_open(folder).name
    assert client.get(f"{PAGE}2020-01-01T000000Z/reviews.csv").status_code == 404
    settings.OPEN_DATA_TO = None
    assert client.get(f"{PAGE}{name}/reviews.csv").status_code == 404


def test_an_edition_that_is_nothing_of_ours_breaks_nothing(client, folder):
    def write(unfinished: Path) -> datetime:
        (unfinished / "datapackage.json").write_text('{"resources": []}')
        return datetime(2026, 11, 30, 2, 0, tzinfo=UTC)

    edition = place_edition(folder, write, keep=1)
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}{edition.name}/reviews.csv").status_code == 404


def test_a_folder_is_filled_every_night_and_none_is_not():
    [job] = nightly_open_data(Path("/srv/open"))
    assert (job.command, job.arguments, job.at) == ("export_open", ("/srv/open",), time(5, 15))
    assert nightly_open_data(None) == []
