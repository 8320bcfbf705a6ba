"""Stylesheets are kept whole: what one imports stands in it."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from config.static_files import WholeStylesheets


def kept(tmp_path: Path, sheets: dict[str, str]) -> dict[str, str]:
    """The sheets as they are kept for serving, under their plain names."""
    source = tmp_path / "source"
    for name, text in sheets.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    storage = WholeStylesheets(location=tmp_path / "kept", base_url="/static/")
    found = FileSystemStorage(location=source)
    for name in sheets:
        with found.open(name) as file:
            storage.save(name, file)
    failures = [
        done for *_, done in storage.post_process({name: (found, name) for name in sheets}) if done not in (0, 1)
    ]
    assert not failures
    return {name: (tmp_path / "kept" / storage.stored_name(name)).read_text() for name in sheets}


def test_a_stylesheet_holds_the_sheet_that_it_imports(tmp_path):
    sheets = kept(
        tmp_path,
        {"forms/main.css": "@import url('parts.css');\np { margin: 0 }", "forms/parts.css": "b { color: red }"},
    )

    assert sheets["forms/main.css"] == "b { color: red }\np { margin: 0 }"


def test_what_an_imported_sheet_imports_stands_in_it_too(tmp_path):
    sheets = kept(
        tmp_path,
        {"a.css": '@import url("b.css");', "b.css": "@import url(c/c.css);\n/* b */", "c/c.css": "/* c */"},
    )

    assert sheets["a.css"] == "/* c */\n/* b */"


def test_a_stylesheet_without_an_import_is_kept_as_it_is(tmp_path):
    assert kept(tmp_path, {"plain.css": "p { color: #123 }"})["plain.css"] == "p { color: #123 }"
