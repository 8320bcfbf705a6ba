"""Tables of albums through the admin: the preview, the import, the export, and files of every bad kind."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from albums.admin.table import AlbumRows
from albums.models import Album, Artist, Genre, Label
from common.admin import table_import as importing
from common.tables.cells import listed, read, unlisted, written
from common.tables.uploads import LARGEST_FILE, MOST_ROWS
from tests.curators import list_of, new_curator, signed_in, staff_who_may, told
from tests.factories import AlbumFactory, ArtistFactory, UserFactory
from tests.markup import read as markup
from tests.tables import address, bring_in, confirmation, downloaded, outcomes, preview, problems, table, upload

pytestmark = pytest.mark.django_db

LOW_WATER = {
    "title": "Low Water",
    "artists": "Ines Harrow; The Tide Tables",
    "credit": "Ines Harrow feat. The Tide Tables",
    "kind": "ep",
    "release_date": "2024-09",
    "genres": "Fado; Chamber pop",
    "labels": "Quay",
}


@pytest.fixture
def desk():
    return signed_in(new_curator(username="odile"))


def export(desk, query: str = "") -> bytes:
    return b"".join(desk.get(address(Album, "export") + query).streaming_content)


class TestPreview:
    def test_it_says_what_would_come_of_each_row_and_stores_nothing(self, desk):
        kept = AlbumFactory(title="Kept", lead_artist=ArtistFactory(name="Ada Quill"))
        rows = [
            LOW_WATER | {"id": ""},
            {"title": "Kept", "artists": "Ada Quill"},
            {"title": "Kept", "artists": "Ada Quill", "kind": "live", "id": str(kept.pk)},
        ]
        result = preview(desk, Album, table(*rows))
        assert outcomes(result) == [(2, "new"), (3, "unchanged"), (4, "updated")]
        assert result.counts == {"new": 1, "updated": 1, "unchanged": 1, "bad": 0}
        assert result.rows[2].notes == ("kind: album → live",)
        assert Album.objects.values_list("title", "kind").get() == ("Kept", "album")
        assert not Genre.objects.exists()

    def test_bad_rows_are_named_with_their_column_and_the_others_go_on(self, desk):
        rows = [
            LOW_WATER,
            LOW_WATER | {"title": ""},
            LOW_WATER | {"kind": "polka"},
            LOW_WATER | {"release_date": "2024-13"},
            LOW_WATER | {"artists": "Ines Harrow;"},
            LOW_WATER | {"credit": "Somebody else"},
            LOW_WATER | {"credit": f"Ines Harrow{'x' * 41}The Tide Tables"},
            LOW_WATER | {"title": "x" * 501},
        ]
        result = preview(desk, Album, table(*rows))
        assert problems(result) == [
            (3, "title", "title is missing"),
            (4, "kind", "the kind 'polka' is none of album, ep, soundtrack, live, compilation, mixtape"),
            (5, "release_date", "the date '2024-13' is not like 2025-09-19, 2025-09 or 2025"),
            (6, "artists", "one of the names is empty"),
            (7, "credit", "“Ines Harrow” does not stand where it should"),
            (8, "credit", "more than 40 characters stand between two names"),
            (9, "title", "title is longer than 500 characters"),
        ]
        assert result.counts["new"] == 1

    @pytest.mark.parametrize(
        ("columns", "problem"),
        [
            ({"tracks": "Shunting\n - 4:07"}, ("tracks", "“- 4:07” is no title: write one track a line")),
            ({"links": "stream"}, ("links", "“stream” is not a kind and an address")),
            ({"links": "hear https://listen.example/1"}, ("links", "the link kind 'hear' is none of stream")),
            ({"links": "stream javascript:alert(1)"}, ("links", "'javascript:alert(1)' is no web address")),
        ],
    )
    def test_a_list_that_cannot_be_read_is_named_with_its_column(self, desk, columns, problem):
        ((number, column, words),) = problems(preview(desk, Album, table(LOW_WATER | columns)))
        assert (number, column) == (2, problem[0])
        assert words.startswith(problem[1])

    def test_what_the_database_refuses_is_a_problem_of_its_row(self, desk):
        result = preview(
            desk, Album, table({"title": "Long", "artists": "x" * 301}, {"title": "Short", "artists": "y"})
        )
        assert [number for number, *_ in problems(result)] == [2]
        assert result.counts["new"] == 1

    def test_the_same_row_twice_is_one_album(self, desk):
        result = preview(desk, Album, table(LOW_WATER, LOW_WATER | {"title": "LOW WATER"}))
        assert outcomes(result) == [(2, "new"), (3, "unchanged")]

    def test_columns_that_are_not_read_are_named(self, desk):
        assert preview(desk, Album, table({"title": "A", "artists": "B", "shelf": "3"})).ignored == ("shelf",)

    def test_without_anything_to_import_there_is_no_button(self, desk):
        response = upload(desk, Album, table({"title": "", "artists": "B"}))
        assert "There is nothing in it to import." in response.text
        assert "confirm_form" not in response.context
        assert not any(
            form.get("action") for form in markup(response).all("form") if "process_import" in str(form.get("action"))
        )

    def test_a_name_is_never_markup(self, desk):
        response = upload(desk, Album, table({"title": "<script>alert(1)</script>", "artists": "B"}))
        assert "<script>alert(1)" not in response.text
        assert "&lt;script&gt;alert(1)" in response.text


class TestImport:
    def test_good_rows_are_stored_and_bad_ones_left_out(self, desk):
        page = bring_in(desk, Album, table(LOW_WATER, LOW_WATER | {"kind": "polka"}), name="albums.csv")
        assert told(page) == ["The import is done: 1 new, 0 updated, 0 unchanged, 1 bad."]
        album = Album.objects.get()
        assert (album.title, album.kind, album.released) == ("Low Water", "ep", "September 2024")
        assert album.artist_credit == "Ines Harrow feat. The Tide Tables"
        assert {genre.name for genre in album.genres.all()} == {"Fado", "Chamber pop"}
        assert [label.name for label in album.labels.all()] == ["Quay"]

    def test_who_imported_which_file_and_how_much_is_in_the_log(self, desk):
        bring_in(desk, Album, table(LOW_WATER), name="shelf\n<b>.csv")
        entries = LogEntry.objects.order_by("pk")
        assert {entry.user.username for entry in entries} == {"odile"}
        whole, one = entries
        assert whole.object_repr == "Import of shelf<b>.csv: 1 new, 0 updated, 0 unchanged, 0 bad"
        assert one.object_id == str(Album.objects.get().pk)
        assert "Import of shelf&lt;b&gt;.csv" in desk.get("/admin/").text

    def test_the_history_says_from_which_file_a_change_came(self, desk):
        album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ines Harrow"))
        row = {"title": "Low Water", "artists": "Ines Harrow", "language": "pt"}
        bring_in(desk, Album, table(row), name="shelf.csv")
        event = album.events.latest("pgh_id")
        assert event.pgh_changed == {"language": "pt"}
        assert event.pgh_context["why"] == "Imported from shelf.csv."

    def test_a_second_click_does_nothing_and_says_so(self, desk):
        answers = confirmation(upload(desk, Album, table(LOW_WATER)))
        desk.post(address(Album, "process_import"), answers)
        again = desk.post(address(Album, "process_import"), answers, follow=True)
        assert again.redirect_chain == [(address(Album, "import"), 302)]
        assert told(again)[-1].startswith("That file was imported already")
        assert Album.objects.count() == 1
        assert LogEntry.objects.count() == 2

    def test_only_one_of_two_takes_the_file(self):
        waiting = importing.StagedUpload()
        waiting.save(b"title\n")
        assert [importing.StagedUpload(name=waiting.name).take() for _ in range(2)] == [b"title\n", None]

    def test_the_file_waits_where_every_process_finds_it(self, desk):
        answers = confirmation(upload(desk, Album, table(LOW_WATER)))
        assert cache.get(importing.StagedUpload.CACHE_PREFIX + answers["import_file_name"]) == table(LOW_WATER)
        assert signed_in(new_curator()).post(address(Album, "process_import"), answers).status_code == 302
        assert Album.objects.exists()

    @pytest.mark.parametrize(
        "forged",
        [
            {},
            {"import_file_name": "../../etc/passwd", "original_file_name": "x", "format": "0", "resource": "0"},
            {"import_file_name": "x", "original_file_name": "x", "format": "7", "resource": "0"},
            {"import_file_name": "x", "original_file_name": "x", "format": "x", "resource": "9"},
            {"import_file_name": "x" * 5000, "original_file_name": "\0", "format": "0", "resource": "-1"},
        ],
    )
    def test_a_forged_confirmation_does_nothing(self, desk, forged):
        page = desk.post(address(Album, "process_import"), forged, follow=True)
        assert page.status_code == 200
        assert not Album.objects.exists()

    def test_another_kind_than_the_previewed_one_cannot_be_confirmed(self, desk):
        answers = confirmation(upload(desk, Album, table(LOW_WATER))) | {"resource": "5"}
        assert desk.post(address(Album, "process_import"), answers).status_code == 302
        assert not Album.objects.exists()

    def test_a_preview_that_is_too_old_says_so(self, desk):
        answers = confirmation(upload(desk, Album, table(LOW_WATER)))
        cache.clear()
        page = desk.post(address(Album, "process_import"), answers, follow=True)
        assert "more than a day old" in told(page)[0]


AS_UTF_8 = "save the file as “CSV UTF-8” and try again."
BAD_FILES = {
    "nothing": (b"", "The submitted file is empty."),
    "a blank line": (b"\n\n", "Its first line is blank: it must name the columns."),
    "other columns": (
        b"name,who\nx,y\n",
        "Its first line does not name the column title nor artists. It names name, who.",
    ),
    "a column twice": (b"title,artists,Title\na,b,c\n", "Its first line names the column title twice."),
    "UTF-16": ("title,artists\na,b\n".encode("utf-16"), "It is UTF-16: save it as “CSV UTF-8” and try again."),
    "Latin-1": (
        "title,artists\nCaf\xe9,b\n".encode("latin-1"),
        f"Line 2 is not UTF-8: {AS_UTF_8}",
    ),
    "NUL": (b"title,artists\na,b\0\n", "Line 2 holds a NUL byte: this is no text file."),
    "an open quote in the first line": (
        b'title,"artists\na,b\n',
        "Its first line cannot be read (unexpected end of data).",
    ),
    "no row": (
        b"title,artists\n",
        "There is no row below its first line.",
    ),
    "binary": (bytes(range(1, 256)) * 40, f"Line 2 is not UTF-8: {AS_UTF_8}"),
    "too many rows": (
        b"title,artists\n" + b"a,b\n" * (AlbumRows.most_rows + 1),
        "It has 501 rows; 500 can be imported at once. Split it.",
    ),
    "far too many rows": (
        b"title,artists\n" + b"a,b\n" * (MOST_ROWS + 1),
        "It has more than 100,000 rows. Split it.",
    ),
    "too many bytes": (
        b"x" * (LARGEST_FILE + 1),
        "The file has 4.8\xa0MB; at most 4.8\xa0MB can be imported here. Split it, or use the commands in the README.",
    ),
}


class TestBadFiles:
    @pytest.mark.parametrize("kind", BAD_FILES)
    def test_the_form_says_what_is_wrong(self, desk, kind):
        content, words = BAD_FILES[kind]
        response = upload(desk, Album, content)
        assert response.status_code == 200
        assert response.context["form"].errors["import_file"] == [words]
        assert "Nothing was imported." in response.text
        assert not Album.objects.exists()

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (b'"' + b"x" * 2_000_000 + b'",b', "it cannot be read (field larger than field limit (131072))"),
            (b"x" * 2_000_000 + b",b", "it cannot be read (field larger than field limit (131072))"),
            (b"only one", "it has 1 values, the first line 2 columns"),
            (b"a,b,c", "it has 3 values, the first line 2 columns"),
            (b'a,"b"c', "it cannot be read (',' expected after '\"')"),
        ],
    )
    def test_a_hostile_row_is_one_bad_row(self, desk, row, words):
        result = preview(desk, Album, b"title,artists\nGood,One\n" + row + b"\nAlso good,Two\n")
        ((number, column, said),) = problems(result)
        assert (number, column) == (3, "")
        assert said.startswith(words)
        assert result.counts["new"] == 2

    def test_a_file_that_the_cache_did_not_keep_is_told(self, desk, monkeypatch):
        monkeypatch.setattr(importing.StagedUpload, "read", lambda self: None)
        response = upload(desk, Album, table(LOW_WATER))
        assert "could not keep the file" in response.context["form"].errors["import_file"][0]

    def test_no_file_is_told(self, desk):
        response = desk.post(address(Album, "import"), {"resource": 0, "format": 0})
        assert response.context["form"].errors["import_file"] == ["This field is required."]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_separators_byte_order_mark_and_spellings_of_columns(self, desk, separator):
        text = f"\ufeffTitle{separator} Artists {separator}Release-Date\r\nLow Water{separator}Ada{separator}2024\r\n"
        assert preview(desk, Album, text.encode()).counts["new"] == 1

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_the_line_that_names_the_separator_to_spreadsheets_is_passed_over(self, desk, separator, mark):
        text = f"{mark}sep={separator}\r\ntitle{separator}artists\r\nLow Water{separator}Ada\r\n{separator}Ada\r\n"
        assert outcomes(preview(desk, Album, text.encode())) == [(2, "new"), (3, "bad")]

    def test_blank_lines_above_the_columns_are_passed_over(self, desk):
        assert outcomes(preview(desk, Album, b"\r\n,,\r\ntitle,artists\r\nLow Water,Ada\r\n")) == [(4, "new")]

    def test_blank_lines_count_as_a_spreadsheet_counts_them(self, desk):
        result = preview(desk, Album, b"title,artists\n\nA,B\n\n,B\n")
        assert outcomes(result) == [(3, "new"), (5, "bad")]


class TestExport:
    def test_imported_again_every_row_is_unchanged(self, desk):
        bring_in(desk, Album, table(LOW_WATER))
        ours, other = (ArtistFactory(name="The Wicks", slug=town, disambiguation=town) for town in ("leith", "cork"))
        AlbumFactory(title="=cmd|' /C calc'!A0", lead_artist=ours, release_date=None)
        AlbumFactory(
            title="Same", lead_artist=other, credit__credited_as="Wicks; & Sons", credit__join_phrase=" (live)"
        )
        AlbumFactory(title="'-", slug="dash", lead_artist=ArtistFactory(name="A; B\\"), language="pt")
        result = preview(desk, Album, export(desk))
        assert result.counts == {"new": 0, "updated": 0, "unchanged": 4, "bad": 0}
        assert result.ignored == ()

    def test_it_is_the_list_as_filtered_and_searched(self, desk):
        AlbumFactory(title="Ballast", kind="ep")
        AlbumFactory(title="Ballast again")
        AlbumFactory(title="Other", kind="ep")
        rows = downloaded(desk.get(address(Album, "export") + "?kind__exact=ep&q=ballast"))
        assert [row["title"] for row in rows] == ["Ballast"]
        page = desk.get(list_of(Album) + "?kind__exact=ep&q=ballast").text
        assert f'href="{address(Album, "export")}?kind__exact=ep&amp;q=ballast"' in page

    def test_formulas_are_taken_off_their_guard(self, desk):
        AlbumFactory(title='=HYPERLINK("http://x.example")')
        (row,) = downloaded(desk.get(address(Album, "export")))
        assert row["title"].startswith("'=")

    def test_twice_the_albums_cost_the_same_queries(self, desk):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                downloaded(desk.get(address(Album, "export")))
            return len(captured)

        for _ in range(3):
            AlbumFactory().genres.add(Genre.objects.named("Fado"))
        few = queries()
        for _ in range(3):
            AlbumFactory().labels.add(Label.objects.named("Quay"))
        assert queries() == few

    @pytest.mark.parametrize("query", ["?nonsense=1", "?kind__exact__x=1", "?p=x", "?id__in=x,y"])
    def test_a_filter_that_does_not_exist_is_told(self, desk, query):
        page = desk.get(address(Album, "export") + query, follow=True)
        assert page.status_code == 200

    def test_an_empty_list_has_its_columns(self, desk):
        assert export(desk).decode("utf-8-sig").strip() == ",".join(AlbumRows.header())


class TestWhoMay:
    def test_the_permission_alone_lets_import(self):
        importing_alone = signed_in(staff_who_may("albums.import_album", "albums.view_album"))
        bring_in(importing_alone, Album, table(LOW_WATER))
        assert Album.objects.exists()

    @pytest.mark.parametrize("page", ["import", "process_import", "export"])
    def test_strangers_are_led_to_the_sign_in_page(self, client, page):
        for user in (None, UserFactory()):
            if user:
                client.force_login(user)
            assert client.get(address(Album, page)).url.startswith("/admin/login/")

    def test_who_may_only_look_exports_and_does_not_import(self):
        looking = signed_in(staff_who_may("albums.view_album"))
        assert looking.get(address(Album, "export")).status_code == 200
        assert looking.get(address(Album, "import")).status_code == 403
        assert looking.post(address(Album, "process_import")).status_code == 403
        page = looking.get(list_of(Album)).text
        assert address(Album, "export") in page
        assert address(Album, "import") not in page

    def test_who_may_not_look_does_not_export(self):
        assert signed_in(staff_who_may("albums.view_genre")).get(address(Album, "export")).status_code == 403

    def test_wrong_methods_are_refused(self, desk):
        assert desk.post(address(Album, "export")).status_code == 405
        assert desk.put(address(Album, "import")).status_code == 405
        assert desk.get(address(Album, "process_import")).status_code == 405


class TestCells:
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
    def test_every_text_is_read_again_as_it_was(self, text):
        assert read(written(text)) == text

    @given(st.text(st.sampled_from("'=+-@\t\r\n＝ax"), min_size=1))
    def test_no_cell_begins_as_a_formula(self, text):
        assert not written(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))

    @given(st.lists(st.text(st.sampled_from(";\\ ab'"), min_size=1).map(str.strip).filter(bool), min_size=1))
    def test_every_list_is_read_again_as_it_was(self, texts):
        assert unlisted(listed(texts)) == texts

    def test_numbers_and_yes_and_no(self):
        assert [written(value) for value in (None, True, False, -3, 2.5, ["a", "b;c"])] == [
            "",
            "yes",
            "no",
            "-3",
            "2.5",
            "a; b\\;c",
        ]


def test_artists_that_are_new_are_made_once(desk):
    bring_in(desk, Album, table(LOW_WATER, {"title": "Other", "artists": "INES HARROW"}))
    assert Artist.objects.count() == 2


def test_tracks_and_links_come_and_go_in_their_cells(desk):
    row = LOW_WATER | {
        "tracks": "1. Shunting 3:10\n2. Slack Water\nDisc 2\n1. Low Tide 1:02:03",
        "links": "stream https://listen.example/1\nbuy https://shop.example/a;b",
    }
    bring_in(desk, Album, table(row))
    album = Album.objects.get()
    assert list(album.tracks.values_list("disc", "position", "title", "seconds")) == [
        (1, 1, "Shunting", 190),
        (1, 2, "Slack Water", None),
        (2, 1, "Low Tide", 3723),
    ]
    assert sorted(album.links.values_list("kind", "url")) == [
        ("buy", "https://shop.example/a;b"),
        ("stream", "https://listen.example/1"),
    ]
    again = preview(desk, Album, export(desk))
    assert outcomes(again) == [(2, "unchanged")]
