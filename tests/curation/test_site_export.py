"""The whole site out into a file, into an empty site, and out again: the same file, the same pages."""

from __future__ import annotations

import io
import json
import re
import stat
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from pghistory.core import event_models

from albums.models import Album, Artist, CatalogueVersion
from config.history import because
from curation.exchange import importing
from curation.exchange.archive import MANIFEST, NotAnExport
from curation.exchange.importing import NotEmpty, import_site
from curation.exchange.tables import LEFT_OUT, LEFT_OUT_COLUMNS, travelling_tables
from curation.models import JournalEntry, Rearrangement
from curation.undoing import undo
from reviews.models import Critic, Publication, Review
from reviews.publishing import publish
from tests.curation.database import differences, dump
from tests.curation.site_exports import empty_the_site, exported, forged, furnish, picture, read, rows_of
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "own_media")]


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def furnished(demo, django_db_blocker, tmp_path_factory) -> bytes:
    """The export of the furnished demo, made once; the site has nothing of it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        furnish()
        archive = exported()
        transaction.set_rollback(True)
    return archive


def bring_in(archive: bytes, **options) -> importing.ImportedSite:
    return import_site(io.BytesIO(archive), **options)


def public_pages() -> dict[str, bytes]:
    """What a stranger reads: home, method, charts, search, and each album, artist, critic and publication."""
    names = ["home", "method", "album-list", "artist-list", "critic-list", "publication-list", "genre-list"]
    names += ["label-list", "chart-best", "chart-divisive", "chart-reviewed", "chart-new", "chart-publications"]
    addresses = [reverse(name) for name in [*names, "chart-year"]] + [reverse("search") + "?q=the+tide"]
    addresses += [album.get_absolute_url() for album in Album.objects.listed().select_related("lead_artist")]
    for model in (Artist, Critic, Publication):
        addresses += [thing.get_absolute_url() for thing in model.objects.order_by("pk")[:12]]
    reader = Client()
    # The token against forgery differs with each request.
    return {address: re.sub(rb'csrf\w*"[^>]*', b"", reader.get(address).content) for address in addresses}


class TestRoundTrip:
    def test_export_import_export_gives_the_same_file(self):
        furnish()
        first = exported()
        empty_the_site()
        done = bring_in(first)
        assert exported() == first
        assert done.rows["reviews_review"] == Review.objects.count() > 150
        assert done.files == 1

    def test_the_public_pages_are_the_same(self):
        furnish()
        pages, archive = public_pages(), exported()
        empty_the_site()
        assert public_pages() != pages
        bring_in(archive)
        assert public_pages() == pages

    def test_only_what_is_named_is_different_afterwards(self):
        furnish()
        archive, before = exported(), dump()
        empty_the_site()
        bring_in(archive)
        columns = {change.split()[1] for change in differences(before, dump())}
        with_accounts = {"reviews_critic", "reviews_review", "reviews_correctionrequest", "reviews_revision"}
        assert columns <= with_accounts | {"albums_vocabulary", "curation_likelyduplicate", "reviews_verdictcoding"}

    def test_no_byline_is_anybodys_afterwards(self):
        furnish()
        archive = exported()
        empty_the_site()
        bring_in(archive)
        assert not Critic.objects.filter(user__isnull=False).exists()
        assert not Review.objects.filter(submitted_by__isnull=False).exists()

    def test_the_uploaded_files_come_back(self, settings, tmp_path):
        furnish()
        archive, name = exported(), Album.objects.exclude(cover="").get().cover.name
        empty_the_site()
        settings.MEDIA_ROOT = tmp_path / "elsewhere"
        bring_in(archive)
        assert (tmp_path / "elsewhere" / name).read_bytes() == picture()

    def test_new_rows_get_new_ids_and_count_as_ever(self):
        archive = exported()
        empty_the_site()
        bring_in(archive)
        highest = Review.objects.latest("pk").pk
        album = Album.objects.get(pk=Review.objects.published().first().album_id)
        counted = album.counted_reviews
        review = ReviewFactory(album=album, submitted=True, critic=CriticFactory(name="Aune Kivelä"))
        assert review.pk > highest
        publish(review, UserFactory())
        album.refresh_from_db()
        assert album.counted_reviews == counted + 1
        assert "Aune Kivelä" in Client().get(album.get_absolute_url()).text

    def test_a_merge_can_still_be_undone(self):
        furnish()
        archive = exported()
        empty_the_site()
        bring_in(archive)
        undone = undo(Rearrangement.objects.get(), UserFactory())
        assert Album.objects.filter(pk__in=[undone.survivor_id, undone.other_id]).count() == 2

    def test_a_page_that_was_kept_before_never_comes_back(self):
        archive, before = exported(), CatalogueVersion.objects.current()
        empty_the_site()
        bring_in(archive)
        assert CatalogueVersion.objects.current() > before
        assert set(Album.objects.values_list("version", flat=True)) == {CatalogueVersion.objects.current()}

    def test_triggers_are_on_again(self):
        archive = exported()
        empty_the_site()
        bring_in(archive)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
            assert cursor.fetchone() == (0,)


class TestWhatTravels:
    def test_every_model_travels_or_is_left_out_for_a_reason(self):
        travelling = {table.model._meta.label for table in travelling_tables()}
        models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
        behind = {model._meta.label for model in models if model._meta.managed} - travelling
        unexplained = {label for label in behind if not {label, label.partition(".")[0]} & LEFT_OUT.keys()}
        assert not {label for label in unexplained if not label.endswith("Event")}
        assert {"albums.Album_genres", "albums.Redirect", "curation.Rearrangement", "reviews.Revision"} <= travelling

    def test_every_reason_is_about_something_there(self):
        known = {model._meta.label for model in apps.get_models()} | {app.label for app in apps.get_app_configs()}
        assert known >= LEFT_OUT.keys()
        for label, column in LEFT_OUT_COLUMNS:
            assert apps.get_model(label)._meta.get_field(column).column == column

    def test_each_table_comes_after_those_that_it_points_at(self):
        seen = set()
        for table in travelling_tables():
            assert {need for need in table.needs if not need._meta.proxy} <= seen
            seen.add(table.model)

    def test_no_trace_of_an_account_is_in_it(self):
        person = UserFactory(pk=918_273_645, username="sable-otter", email="sable@otter.example")
        furnish()
        Critic.objects.filter(user__isnull=False).update(user=person)
        Review.objects.update(submitted_by=person, verdict_user=None)
        entry = JournalEntry.objects.filter(table="reviews_review").first()
        JournalEntry.objects.create(
            rearrangement=entry.rearrangement,
            step=900,
            table="reviews_review",
            row=1,
            before={"submitted_by_id": person.pk, "album_id": 5},
            after={"submitted_by_id": person.pk, "album_id": 6},
        )
        JournalEntry.objects.create(
            rearrangement=entry.rearrangement, step=901, table="accounts_notice", row=1, before={"recipient_id": 7}
        )
        archive = exported()
        with ZipFile(io.BytesIO(archive)) as opened:
            content = b"".join(map(opened.read, opened.namelist()))
        for trace in (b"918273645", b"sable", b"otter.example"):
            assert trace not in content
        journal = rows_of(archive, "curation_journalentry")
        assert {row["table"] for row in journal} <= {table.name for table in travelling_tables()}
        (scrubbed,) = [json.loads(row["before"]) for row in journal if row["step"] == "900"]
        assert scrubbed == {"submitted_by_id": None, "album_id": 5}

    def test_the_history_travels_without_who_it_was(self):
        person, review = UserFactory(pk=918_273_645), Review.objects.published().order_by("pk").first()
        with because("They asked for it.", person, url="/admin/auth/user/918273645/change/"):
            Review.objects.filter(pk=review.pk).update(headline="Another", submitted_by=person)
            Critic.objects.filter(pk=Critic.objects.first().pk).update(user=person)
        archive = exported()
        event = rows_of(archive, "reviews_reviewevent")[-1]
        assert (event["pgh_obj_id"], json.loads(event["pgh_context"])) == (
            str(review.pk),
            {"why": "They asked for it."},
        )
        with ZipFile(io.BytesIO(archive)) as opened:
            assert b"918273645" not in b"".join(map(opened.read, opened.namelist()))
        kept = [(model, model.objects.count()) for model in event_models()]
        empty_the_site()
        bring_in(archive)
        assert [(model, model.objects.count()) for model in event_models()] == kept
        assert exported() == archive

    def test_the_manifest_says_what_is_in_it(self):
        archive = exported()
        said = json.loads(read(archive, MANIFEST))
        assert said["format"] == 1
        assert "0001_initial" in said["migrations"]["albums"]
        assert said["files"]["tables/albums_album.csv"]["rows"] == len(rows_of(archive, "albums_album"))

    def test_nothing_and_an_empty_text_are_told_apart(self):
        ReviewFactory(document_name="", submitted_at=None)
        line = read(exported(), "tables/reviews_review.csv").decode().splitlines()
        assert '""' in "".join(line)
        archive = exported()
        empty_the_site()
        bring_in(archive)
        assert Review.objects.filter(document_name="", submitted_at=None).exists()

    def test_a_cover_that_is_gone_is_named_and_the_rest_exported(self, capsys, tmp_path):
        Album.objects.filter(pk=Album.objects.first().pk).update(cover="covers/lost.png")
        call_command("export_site", tmp_path / "site.zip")
        assert capsys.readouterr().err == "The cover covers/lost.png is not there; it is not in the export.\n"
        empty_the_site()
        assert bring_in((tmp_path / "site.zip").read_bytes()).files == 0


class TestRefusing:
    """Nothing of what is refused stays."""

    @pytest.fixture
    def archive(self, furnished):
        empty_the_site()
        return furnished

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


class TestCommands:
    def test_out_and_in_again(self, tmp_path, capsys):
        file = tmp_path / "site.zip"
        call_command("export_site", file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert list(tmp_path.glob(".*")) == []
        empty_the_site()
        call_command("import_site", file, "--dry-run")
        assert not Album.objects.exists()
        call_command("import_site", file)
        assert Album.objects.exists()
        written, looked, done = capsys.readouterr().out.splitlines()
        all_of_it = f"{written.split(' rows')[0]} rows of {len(travelling_tables())} tables and 0 covers"
        assert written.endswith(f"and 0 covers in {file}.")
        assert looked == f"{all_of_it} could be imported; nothing was written."
        assert done == f"{all_of_it} imported."

    def test_a_second_import_is_refused(self, tmp_path):
        file = tmp_path / "site.zip"
        call_command("export_site", file)
        with pytest.raises(CommandError, match=r"This site is not empty: .* Nothing was changed\."):
            call_command("import_site", file)

    def test_what_the_database_refuses_is_told(self, tmp_path, monkeypatch):
        file = tmp_path / "site.zip"
        call_command("export_site", file)
        empty_the_site()

        def refuse(*arguments):
            raise ProgrammingError("must be owner of table albums_album\nHINT: ask")

        monkeypatch.setattr(importing, "_lock", refuse)
        with pytest.raises(CommandError, match=r"refuses: must be owner of table albums_album\. Nothing was changed"):
            call_command("import_site", file)

    def test_files_that_cannot_be_read_or_written(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_site", tmp_path / "none.zip")
        with pytest.raises(CommandError, match="Is a directory"):
            call_command("import_site", tmp_path)
        with pytest.raises(CommandError, match="No such file"):
            call_command("export_site", tmp_path / "none" / "site.zip")

    def test_the_help_says_what_stays_behind(self, capsys):
        with pytest.raises(SystemExit):
            call_command("export_site", "--help")
        said = " ".join(capsys.readouterr().out.split())
        for name in LEFT_OUT:
            assert name in said
