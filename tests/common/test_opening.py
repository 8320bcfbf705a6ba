"""How a CSV file begins: the separator, its line for spreadsheets, the line of columns and its number."""

from __future__ import annotations

import pytest

from common.tables.opening import Opening, opening_of


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("said", ["sep={}", "SEP={}", '"sep={}"', "sep='{}'", "sep={},,,"])
def test_the_line_that_names_the_separator_is_no_row(said, separator, mark, end):
    lines = iter([f"{mark}{said.format(separator)}{end}", f"artist{separator}a,b;c\td,e{end}", "rest"])
    assert opening_of(lines) == Opening(f"artist{separator}a,b;c\td,e{end}", 1, separator)
    assert list(lines) == ["rest"]


@pytest.mark.parametrize(
    ("above", "number"),
    [([], 1), (["\r\n"], 2), (["\ufeff\n", " \n"], 3), ([";;;\n"], 2), (['"",""\n'], 2), (["sep=;\n", "\n"], 2)],
)
def test_blank_lines_above_the_columns_are_rows(above, number):
    assert opening_of(iter([*above, "artist;album\n"])) == Opening("artist;album\n", number, ";")


@pytest.mark.parametrize("line", ["sep=;", "separator", "sep", "sep=ab", "sep=;x"])
def test_a_column_may_be_called_like_the_line_for_spreadsheets(line):
    second = opening_of(iter(["sep=,\n", f"{line}\n"]))
    assert second == Opening(f"{line}\n", 1, ",")


@pytest.mark.parametrize("lines", [[], ["\ufeff"], ["\n", ";;\n"], ["sep=;\n"]])
def test_nothing_but_blank_lines_is_no_table(lines):
    assert opening_of(iter(lines)) is None
