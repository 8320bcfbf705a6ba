"""`manage.py evaluate_reading` judges a folder of documents and prints figures; it needs no database."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.reviews.reading.pages import document


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "signed.txt").write_text(document("signed_above"), encoding="utf-8")
    (tmp_path / "signed.json").write_text(
        json.dumps({"kind": "album review", "critic": "Oskar Brandvold", "published": "2024-03-03", "grade": "4/5"})
    )
    return tmp_path


def evaluate(capsys, *arguments, **options) -> str:
    call_command("evaluate_reading", *arguments, **options)
    return capsys.readouterr().out


def test_the_figures_are_printed(folder, capsys):
    printed = evaluate(capsys, folder)
    assert "1 documents" in printed
    assert "critic               1       0       0   100.0%" in printed
    assert "grade                0       0       1     0.0%" in printed
    assert "missed grades found: 0.0%, at least 95%" in printed


def test_what_is_wrong_is_named_on_request(folder, capsys):
    assert "signed.txt" not in evaluate(capsys, folder)
    assert "grade: NONE, None for '80'" in evaluate(capsys, folder, show_wrong=True)


def test_the_figures_come_as_json(folder, capsys):
    figures = json.loads(evaluate(capsys, folder, json=True))
    assert figures["documents"] == 1
    assert figures["fields"]["published"] == {"right": 1, "wrong": 0, "none": 0}


def test_a_document_that_cannot_be_read_counts_as_nothing_read(folder, capsys):
    (folder / "broken.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "broken.json").write_text('{"kind": "other", "critic": "Ida Holm"}')
    assert "critic               1       0       1    50.0%" in evaluate(capsys, folder)


def test_a_folder_without_truths_and_a_truth_that_is_none_are_refused(folder, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(CommandError, match="no document in it has a truth beside it"):
        call_command("evaluate_reading", empty)
    with pytest.raises(CommandError, match="there is no such folder"):
        call_command("evaluate_reading", empty / "absent")
    (folder / "signed.json").write_text('{"kind": "poem"}')
    with pytest.raises(CommandError, match=r"signed\.json: kind is 'poem'"):
        call_command("evaluate_reading", folder)


def test_the_help_tells_how_to_write_a_truth_down(capsys):
    with pytest.raises(SystemExit):
        call_command("evaluate_reading", "--help")
    assert "NAME.body.txt" in capsys.readouterr().out
