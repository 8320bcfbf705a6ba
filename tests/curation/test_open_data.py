"""What is given away: all that readers may know, nothing else, and enough to compute every printed figure anew."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command

from albums.models import Album
from curation.open_data import table_files
from curation.open_data.editions import AlreadyWriting, editions_in, place_edition
from curation.open_data.open_columns import ColumnKind, OpenColumn, OpenTable
from curation.open_data.open_export import export_open
from curation.open_data.open_tables import OPEN_TABLES
from reviews.models import Consensus, ConsensusChange, Excerpt, Review
from reviews.scoring.one_album import refresh_consensus
from tests.factories import AlbumFactory, CriticFactory, ExcerptFactory, ReviewFactory
from tests.installed_package import install, run_document

READ = {
    ColumnKind.INTEGER: int,
    ColumnKind.NUMBER: float,
    ColumnKind.TENTH: Decimal,
    ColumnKind.TRUTH: lambda text: text == "true",
    ColumnKind.DAY: date.fromisoformat,
    ColumnKind.MOMENT: datetime.fromisoformat,
}
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def edition(demo, tmp_path_factory):
    return export_open(tmp_path_factory.mktemp("open"))


def rows_of(edition, table):
    with (edition.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_figure_is_computed_anew_from_what_the_demo_gives_away(edition, tmp_path):
    installed = install(edition.path / "chorus_consensus.zip", tmp_path / "installed")
    said = run_document(edition.path / "REDO.md", installed, edition.path)
    scored = Consensus.objects.filter(score__isnull=False, album__proposed=False)
    albums, moves = scored.count(), Review.objects.counted().filter(album__consensus__in=scored).count()
    assert albums > 10
    assert said.splitlines() == [
        f"{albums} of {albums} scores, {albums} of {albums} intervals, {moves} of {moves} moves equal",
        f"{albums} of {albums} sums of start and moves are the score",
    ]


def test_what_is_printed_here_is_what_the_albums_page_prints(edition, client):
    album = Album.objects.listed().filter(consensus_score__isnull=False).select_related("lead_artist").first()
    page = client.get(album.get_absolute_url()).content.decode()
    moves = [row["move_printed"] for row in rows_of(edition, "moves") if row["album"] == str(album.pk)]
    assert moves
    for move in moves:
        assert move.replace("-", "−") in page


def test_both_formats_say_the_same(edition):
    for table in OPEN_TABLES:
        told = rows_of(edition, table.name)
        columns = pyarrow.parquet.read_table(edition.path / f"{table.name}.parquet")
        assert columns.num_rows == len(told)
        for column in table.columns:
            values = columns[column.name].to_pylist()
            read = READ.get(column.kind, str)
            assert values == [read(row[column.name]) if row[column.name] else None for row in told]


def test_it_describes_every_file_and_every_column(edition):
    said = json.loads((edition.path / "datapackage.json").read_text())
    described = {resource["path"] for resource in said["resources"]}
    assert described | {"datapackage.json"} == {path.name for path in edition.path.iterdir()}
    for resource in said["resources"]:
        content = (edition.path / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        if resource["format"] == "csv":
            names = [field["name"] for field in resource["schema"]["fields"]]
            with (edition.path / resource["path"]).open(newline="") as file:
                assert next(csv.reader(file)) == names
            assert all(field["description"] for field in resource["schema"]["fields"])
            assert resource["rows"] == len(rows_of(edition, resource["name"]))


def test_keys_are_unique_and_what_is_pointed_at_is_there(edition):
    for table in OPEN_TABLES:
        rows = rows_of(edition, table.name)
        if table.keyed:
            assert len({row[table.columns[0].name] for row in rows}) == len(rows)
        for column in table.columns:
            if column.points_at:
                there = {row[column.points_at[1]] for row in rows_of(edition, column.points_at[0])}
                assert {row[column.name] for row in rows} - {""} <= there


@pytest.mark.parametrize("table", ["albums", "consensus", "reviews", "moves", "excerpts"])
def test_rows_stand_in_the_order_of_the_albums_numbers(edition, table):
    numbers = [int(row["album"]) for row in rows_of(edition, table)]
    assert numbers == sorted(numbers)


def test_everything_is_free_but_the_excerpts(edition):
    licences = {said["path"]: said["licenses"][0]["name"] for said in edition.files.values()}
    assert edition.description["licenses"][0]["name"] == "CC0-1.0"
    assert {name for name, licence in licences.items() if licence == "other-closed"} == {
        "excerpts.csv",
        "excerpts.parquet",
    }
    assert {row["licence"] for row in rows_of(edition, "excerpts")} == {"quotation, not licensed"}
    assert all(row["source"].startswith("http") for row in rows_of(edition, "excerpts"))


def test_no_text_of_a_review_is_in_it_but_what_is_quoted(edition):
    quoted = Excerpt.objects.filter(review__in=Review.objects.counted().on_listed_albums())
    assert {row["text"] for row in rows_of(edition, "excerpts")} == set(quoted.values_list("text", flat=True))
    told = "\n".join(path.read_text() for path in edition.path.glob("*.csv") if path.stem != "excerpts")
    paragraphs = [paragraph for review in Review.objects.exclude(body="") for paragraph in review.paragraphs]
    assert paragraphs
    assert not [paragraph for paragraph in paragraphs if paragraph in told]


def published(album, **given):
    review = ReviewFactory(album=album, published=True, **given)
    ExcerptFactory(review=review)
    return review


@pytest.mark.django_db
def test_hidden_people_drafts_what_was_withdrawn_and_proposals_are_nowhere_in_it(tmp_path):
    album, proposed = AlbumFactory(title="Seen by all"), AlbumFactory(title="Proposed by one", proposed=True)
    seen = published(album, critic=CriticFactory(name="Seen Critic"), source_url="https://seen.example/1")
    published(album, critic=CriticFactory(name="Hidden Critic", hidden=True), source_url="https://hidden.example/1")
    published(proposed, critic=CriticFactory(name="Early Critic"), source_url="https://early.example/1")
    ReviewFactory(album=album, critic=CriticFactory(name="Drafting Critic"), source_url="https://draft.example/1")
    for number, state in enumerate(("submitted", "returned", "rejected", "withdrawn")):
        critic = CriticFactory(name=f"{state.title()} Critic")
        ReviewFactory(album=album, critic=critic, source_url=f"https://{state}.example/{number}", **{state: True})
    for of in (album, proposed):
        refresh_consensus(of, ConsensusChange.Cause.PUBLISHED)
    edition = export_open(tmp_path)
    assert [row["review"] for row in rows_of(edition, "reviews")] == [str(seen.pk)]
    assert [row["name"] for row in rows_of(edition, "critics")] == ["Seen Critic"]
    told = b"".join(path.read_bytes() for path in sorted(edition.path.glob("*.csv")))
    for word in (b"Hidden", b"Early", b"Drafting", b"Submitted", b"Returned", b"Rejected", b"Withdrawn", b"Proposed"):
        assert word + b" " not in told, word
    for host in (b"hidden", b"early", b"draft", b"submitted", b"returned", b"rejected", b"withdrawn"):
        assert host + b".example" not in told, host


@pytest.mark.django_db
def test_what_was_withdrawn_is_not_told_as_a_correction_either(tmp_path):
    album = AlbumFactory()
    kept, gone = published(album), published(album, critic=CriticFactory(name="Second Thoughts"))
    Review.objects.filter(pk=kept.pk).update(headline="Another headline of theirs")
    Review.objects.filter(pk=kept.pk).update(verdict="pan", verdict_set_by="critic")
    Review.objects.filter(pk=gone.pk).update(status="withdrawn")
    [*changed] = rows_of(export_open(tmp_path), "corrections")
    assert {row["what"] for row in changed} == {"Headline", "Verdict"}
    assert not any("headline" in row["after"] for row in changed)
    assert not any("Second Thoughts" in row["said"] for row in changed)


@pytest.mark.django_db
def test_partial_dates_and_odd_titles_come_through_as_they_are(tmp_path):
    title = '=SUM("a";1)\nsecond line, ünd مرحبا'
    AlbumFactory(title=title, slug="odd", release_date=date(2024, 9, 1), release_precision="month")
    AlbumFactory(release_date=None)
    first, second = rows_of(export_open(tmp_path), "albums")
    assert (first["title"], first["released"], first["released_precision"]) == (title, "2024-09", "month")
    assert second["released"] == ""


@pytest.mark.django_db
def test_an_empty_site_gives_empty_tables_away(tmp_path):
    edition = export_open(tmp_path)
    assert rows_of(edition, "reviews") == []
    assert [row["constant"] for row in rows_of(edition, "calibration")][:2] == ["mu", "scale"]


def test_rows_are_written_some_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(table_files, "ROWS_A_BATCH", 10)
    held: list[int] = []
    table = OpenTable("numbers", "", "", (OpenColumn("number", ColumnKind.INTEGER, ""),), lambda site: iter(()))

    def rows():
        for number in range(95):
            yield (number,)

    table_files.write_table(tmp_path, table, rows(), held.append)
    assert held == [10] * 9 + [5]
    assert pyarrow.parquet.read_table(tmp_path / "numbers.parquet")["number"].to_pylist() == list(range(95))


def test_numbers_are_read_back_to_the_last_bit(tmp_path):
    values = [0.1, 1 / 3, 5e-324, 1e300, 70.0, 2 / 3 * 100, None]
    table = OpenTable("numbers", "", "", (OpenColumn("number", ColumnKind.NUMBER, ""),), lambda site: iter(()))
    table_files.write_table(tmp_path, table, [(value,) for value in values])
    told = (tmp_path / "numbers.csv").read_text().splitlines()[1:]
    assert [float(line) if line else None for line in told] == values


class Cut(BaseException):
    pass


def cut_in_the_middle(folder):
    (folder / "albums.csv").write_text("half of")
    raise Cut


def whole(folder, moment=NOON):
    (folder / "datapackage.json").write_text('{"resources": []}')
    return moment


def test_what_fails_in_the_middle_leaves_the_edition_of_before(tmp_path):
    before = place_edition(tmp_path, whole, keep=3)
    with pytest.raises(Cut):
        place_edition(tmp_path, cut_in_the_middle, keep=3)
    assert editions_in(tmp_path) == [before]
    assert {path.name for path in tmp_path.iterdir()} == {before.name, ".lock"}


def test_what_is_killed_in_the_middle_leaves_the_edition_of_before_and_is_swept_by_the_next(tmp_path):
    before = place_edition(tmp_path, whole, keep=3)
    killed = (
        "import os, pathlib\n"
        "from curation.open_data.editions import place_edition\n"
        "def write(folder):\n"
        "    (folder / 'albums.csv').write_text('half of')\n"
        "    os._exit(9)\n"
        f"place_edition(pathlib.Path({str(tmp_path)!r}), write, keep=3)\n"
    )
    assert subprocess.run([sys.executable, "-c", killed], check=False, timeout=60).returncode == 9
    assert editions_in(tmp_path) == [before]
    assert [path.name for path in tmp_path.glob(".unfinished-*")]
    place_edition(tmp_path, lambda folder: whole(folder, NOON.replace(day=29)), keep=3)
    assert not list(tmp_path.glob(".unfinished-*"))


def test_so_many_editions_are_kept(tmp_path):
    for day in (1, 2, 3, 4):
        place_edition(tmp_path, lambda folder, day=day: whole(folder, NOON.replace(day=day)), keep=2)
    assert [edition.name for edition in editions_in(tmp_path)] == ["2026-11-04T120000Z", "2026-11-03T120000Z"]
    assert editions_in(tmp_path)[0].made_at == NOON.replace(day=4)


def test_two_at_once_do_not_write_into_one_folder(tmp_path):
    def meanwhile(folder):
        with pytest.raises(AlreadyWriting):
            place_edition(tmp_path, whole, keep=3)
        return whole(folder)

    assert place_edition(tmp_path, meanwhile, keep=3) == editions_in(tmp_path)[0]


def test_there_is_none_where_there_is_no_folder(tmp_path):
    assert editions_in(tmp_path / "nowhere") == []


@pytest.mark.django_db
def test_the_command_says_what_it_wrote_and_refuses_what_it_cannot_do(tmp_path, capsys):
    call_command("export_open", str(tmp_path / "open"))
    [edition] = editions_in(tmp_path / "open")
    assert f"MB in {edition.path}." in capsys.readouterr().out
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("export_open", str(tmp_path / "file"))
    with pytest.raises(CommandError, match="at least"):
        call_command("export_open", str(tmp_path), keep=0)


def test_the_model_goes_along_as_it_is(edition):
    with zipfile.ZipFile(edition.path / "chorus_consensus.zip") as archive:
        names = set(archive.namelist())
    assert {"chorus_consensus/pyproject.toml", "chorus_consensus/model.py", "chorus_consensus/README.md"} <= names
    assert not any("__pycache__" in name for name in names)
