"""The whole site out into a file, into an empty site, and out again: the same file, the same pages."""

from __future__ import annotations

import io
import json
import re
import stat
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from pghistory.core import event_models

from albums.models import Album, Artist, CatalogueVersion
from common.sealed_zip import MANIFEST
from common.tracking import because
from curation.exchange import filling as importing
from curation.exchange.tables import LEFT_OUT, LEFT_OUT_COLUMNS, travelling_tables
from curation.models import JournalEntry, Rearrangement
from curation.undoing import undo
from reviews.life.publishing import publish
from reviews.models import Critic, Publication, Review
from tests.curation.database import differences, dump
from tests.curation.site_exports import bring_in, empty_the_site, exported, furnish, picture, read, rows_of
from tests.factories import CriticFactory, ReviewFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "own_media")]


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
