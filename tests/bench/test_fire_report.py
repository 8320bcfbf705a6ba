"""What `make fire` writes of what it found."""

from __future__ import annotations

from bench.fire.outcomes import Row, none_of, not_tried
from bench.fire.report import AttackFindings, render
from bench.fire.traffic import is_kept
from bench.serving.client import TimedAnswer


def test_what_must_never_happen_falls_short_when_it_does_and_when_nothing_was_tried():
    assert none_of("lost", 40, []) == Row("lost", 40, "none", "none", met=True)
    assert none_of("lost", 40, ["the first", "the second"]).met is False
    assert none_of("lost", 40, ["the first", "the second"]).seen == "2: the first; the second"
    assert none_of("lost", 0, []).met is False


def test_what_was_seen_stays_in_its_cell():
    assert none_of("lost", 1, ["one | two\nthree"]).seen == "1: one \\| two three"
    assert len(none_of("lost", 1, ["x" * 10_000]).seen) < 400


def test_the_report_counts_what_holds_what_falls_short_and_what_was_not_tried():
    rows = [none_of("lost", 40, []), none_of("lost", 1, ["one"]), not_tried("a full disk", "no mounts", "no 500")]
    written = render([AttackFindings("Kills", rows, 61.4)], ["2026-11-30, commit abc"])
    assert "**1 of 3 hold, 1 fall short, 1 could not be tried**" in written
    assert "| a full disk | 0 | not tried here: no mounts | no 500 | not tried |" in written
    assert "| lost | 1 | **1: one** | none | **falls short** |" in written
    assert "- 2026-11-30, commit abc" in written


def test_a_form_is_kept_when_all_of_it_is_on_the_page():
    def page(text: str) -> TimedAnswer:
        return TimedAnswer(503, {}, text.encode(), 0.1)

    assert is_kept({"body": "Salt & “tide”\nand", "review": 4}, page("<p>Salt &amp; “tide”\nand</p><i>4</i>"))
    assert not is_kept({"body": "Salt"}, page("<p>Later</p>"))
