"""What is no export of this site, or has no place in it, is refused with a word why, and changes nothing."""

from __future__ import annotations

import io
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from pytest_django import DjangoDbBlocker

from curation.exchange import filling as importing
from curation.exchange.archive import NotAnExport
from curation.exchange.filling import NotEmpty
from tests.curation.database import dump
from tests.curation.site_exports import bring_in, empty_the_site, forged, picture, read
from tests.factories import AlbumFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "own_media")]


@pytest.fixture(scope="module", autouse=True)
def archive(furnished: bytes, django_db_blocker: DjangoDbBlocker) -> bytes:
    """The export, and the site emptied once."""
    with django_db_blocker.unblock():
        empty_the_site()
    return furnished


class TestRefusing:
    """Nothing of what is refused stays."""

    def refused(self, archive: bytes) -> str:
        before = dump()
        with pytest.raises(NotAnExport) as refusal:
            bring_in(archive)
        assert dump() == before
        return str(refusal.value)

    @pytest.mark.parametrize("content", [b"", b"PK", b"artist,album\n", b"\x00" * 5000])
    def test_what_is_no_zip(self, content):
        assert self.refused(content) == "It is no zip file, or a part of one."

    def test_a_zip_of_something_else(self):
        made = io.BytesIO()
        with ZipFile(made, "w") as opened:
            opened.writestr("letter.txt", "Dear site")
        assert "made by export_site" in self.refused(made.getvalue())

    def test_half_of_it(self, archive):
        assert self.refused(archive[: len(archive) // 2]) == "It is no zip file, or a part of one."

    def test_a_byte_that_fell_over(self, archive):
        place = archive.index(b"tables/reviews_review.csv") + 2000
        broken = archive[:place] + bytes([archive[place] ^ 0xFF]) + archive[place + 1 :]
        assert "tables/reviews_review.csv" in self.refused(broken)

    def test_content_that_the_manifest_does_not_describe(self, archive):
        changed = forged(archive, {"tables/albums_label.csv": lambda text: text.replace(b"a", b"e")}, described=False)
        assert "it was damaged or changed" in self.refused(changed)

    @pytest.mark.parametrize("name", ["media/../../../etc/cron.d/x", "/etc/passwd", "media//x", "media/c:\\x.png"])
    def test_a_name_that_leads_out(self, archive, name):
        assert "leads out of its folder" in self.refused(forged(archive, {name: b"x"}))

    def test_an_entry_that_stands_twice(self, archive):
        twice = io.BytesIO(archive)
        with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(twice, "a") as opened:
            opened.writestr("tables/albums_film.csv", "id\n")
        assert "stands twice" in self.refused(twice.getvalue())

    def test_an_entry_that_is_packed_otherwise(self, archive):
        packed = io.BytesIO(archive)
        with ZipFile(packed, "a") as opened:
            opened.writestr("media/x.png", b"x", compress_type=ZIP_BZIP2)
        assert "packed in a way" in self.refused(packed.getvalue())

    def test_a_file_that_no_row_names(self, archive):
        assert "No row names the file" in self.refused(forged(archive, {"media/covers/x.png": picture()}))

    def test_a_bomb(self, archive):
        assert "100 times as large" in self.refused(forged(archive, {"media/x.png": b"\0" * 60_000_000}))

    def test_a_table_too_few_and_one_too_many(self, archive):
        assert "tables are not those" in self.refused(forged(archive, {"tables/albums_film.csv": None}))
        assert "'tables/auth_user.csv'" in self.refused(forged(archive, {"tables/auth_user.csv": b"id\n1\n"}))

    def test_columns_that_this_site_does_not_have(self, archive):
        def with_user(text: bytes) -> bytes:
            return text.replace(b"name,", b"user_id,name,", 1)

        assert "'user_id'" in self.refused(forged(archive, {"tables/reviews_critic.csv": with_user}))

    def test_another_format_and_other_migrations(self, archive):
        assert "format 7" in self.refused(forged(archive, manifest=lambda said: said.update(format=7)))
        older = forged(archive, manifest=lambda said: said["migrations"]["albums"].pop())
        assert "it lacks albums.0" in self.refused(older)
        newer = forged(archive, manifest=lambda said: said["migrations"]["albums"].append("9999_later"))
        assert "this site lacks albums.9999_later" in self.refused(newer)

    @pytest.mark.parametrize("migrations", [None, [], "x", {"albums": 1}])
    def test_a_manifest_of_nonsense(self, archive, migrations):
        assert "migrations" in self.refused(forged(archive, manifest=lambda said: said.update(migrations=migrations)))

    @pytest.mark.parametrize("files", [None, [], {"x": 1}, {"x": {"sha256": 1, "bytes": "2"}}])
    def test_a_manifest_without_files(self, archive, files):
        assert "which files" in self.refused(forged(archive, manifest=lambda said: said.update(files=files)))

    def test_a_value_that_is_none_names_file_line_and_column(self, archive):
        lines = read(archive, "tables/albums_track.csv").split(b"\n")
        place = lines[0].split(b",").index(b"position")
        values = lines[3].split(b",")
        values[place] = b"first"
        lines[3] = b",".join(values)
        words = self.refused(forged(archive, {"tables/albums_track.csv": b"\n".join(lines)}))
        assert words.startswith("tables/albums_track.csv, line 4, column position: ")
        assert '"first"' in words

    def test_a_row_that_the_database_forbids_names_its_line(self, archive):
        text = read(archive, "tables/albums_redirect.csv") + b"99,/a/,/a/,2024-01-01 00:00:00+00\n"
        lines = text.count(b"\n")
        words = self.refused(forged(archive, {"tables/albums_redirect.csv": text}))
        assert words.startswith(f"tables/albums_redirect.csv, line {lines}: ")
        assert "redirect_never_points_at_itself" in words

    def test_a_row_that_points_at_nothing_names_its_line(self, archive):
        text = read(archive, "tables/albums_album_genres.csv") + b"999999,888888,1\n"
        words = self.refused(forged(archive, {"tables/albums_album_genres.csv": text}))
        assert words.startswith(f"tables/albums_album_genres.csv, line {text.count(chr(10).encode())}, column album_id")

    def test_an_excerpt_that_is_not_in_the_review(self, archive):
        lines = read(archive, "tables/reviews_excerpt.csv").decode().split("\n")
        text = lines[1].split(",")[lines[0].split(",").index("text")]
        words = self.refused(
            forged(
                archive, {"tables/reviews_excerpt.csv": lambda old: old.replace(text.encode(), b"X" + text.encode(), 1)}
            )
        )
        assert words.startswith("tables/reviews_excerpt.csv")

    def test_a_null_byte_in_a_text(self, archive):
        words = self.refused(forged(archive, {"tables/albums_label.csv": lambda text: text + b"77,a\0b,a-b,a b\n"}))
        assert words.startswith("tables/albums_label.csv")

    def test_fewer_rows_than_the_manifest_says(self, archive):
        def more(said: dict) -> None:
            said["files"]["tables/albums_film.csv"]["rows"] = 12

        assert "its manifest says 12" in self.refused(forged(archive, manifest=more))

    @pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", picture(kind="GIF"), picture(kind="JPEG")])
    def test_a_cover_that_is_no_picture_of_its_name(self, archive, content, settings):
        name = next(name for name in ZipFile(io.BytesIO(archive)).namelist() if name.startswith("media/"))
        assert "no JPEG, PNG or WebP picture" in self.refused(forged(archive, {name: content}))
        assert not list(settings.MEDIA_ROOT.rglob("*.png"))

    def test_a_row_that_names_a_file_out_of_the_folder(self, archive):
        name = next(name for name in ZipFile(io.BytesIO(archive)).namelist() if name.startswith("media/"))
        stored = name.removeprefix("media/").encode()
        out = forged(
            archive, {name: None, "tables/albums_album.csv": lambda text: text.replace(stored, b"../../secret_key")}
        )
        assert "out of the media folder" in self.refused(out)

    def test_a_failure_after_the_covers_were_stored_takes_them_back(self, archive, settings, monkeypatch):

        def fail(*arguments):
            raise NotAnExport("The lights went out.")

        monkeypatch.setattr(importing, "_make_anew", fail)
        assert self.refused(archive) == "The lights went out."
        assert not list(settings.MEDIA_ROOT.rglob("*.png"))

    def test_another_file_of_that_name_is_not_written_over(self, archive, settings):
        name = next(name for name in ZipFile(io.BytesIO(archive)).namelist() if name.startswith("media/"))
        there = settings.MEDIA_ROOT / name.removeprefix("media/")
        there.parent.mkdir(parents=True)
        there.write_bytes(b"somebody else's")
        with pytest.raises(NotEmpty, match="another file of the name"):
            bring_in(archive)
        assert there.read_bytes() == b"somebody else's"

    def test_a_site_that_has_anything(self, archive):
        AlbumFactory()
        before = dump()
        with pytest.raises(NotEmpty, match="there are rows in albums_artist"):
            bring_in(archive)
        assert dump() == before
