"""Hosted bodies: Markdown in, HTML that may stand in a page out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.markdown import MOST_BRACKETS, MOST_EMPHASIS_MARKS, TAGS, render_inline, render_markdown
from tests.markup import read


def tags(html: str) -> set[str]:
    return {element.tag for element in read(html).descendants()}


def test_what_critics_write_becomes_markup():
    page = read(
        render_markdown(
            "First *soft*, then **loud**.\n\n> Somebody said so.\n\n1. one\n2. two\n\n- a\n- b\n\n`6/8`\n\n---\n\nEnd."
        )
    )
    assert page.one("em").text == "soft"
    assert page.one("strong").text == "loud"
    assert page.one("blockquote").text == "Somebody said so."
    assert page.one("ol").texts("li") == ["one", "two"]
    assert page.one("ul").texts("li") == ["a", "b"]
    assert page.one("code").text == "6/8"
    assert page.one("hr")


def test_a_numbered_list_goes_on_where_it_starts():
    assert read(render_markdown("7. the seventh")).one("ol")["start"] == "7"


def test_headings_stand_below_the_pages_own():
    page = read(render_markdown("# One\n\n## Two\n\n### Three\n\n#### Four"))
    assert [(element.tag, element.text) for element in page.descendants()] == [
        ("h2", "One"),
        ("h3", "Two"),
        ("h4", "Three"),
        ("h4", "Four"),
    ]


def test_lower_headings_keep_their_words():
    assert "Six" in read(render_markdown("###### Six")).text


def test_paragraphs_and_forced_line_breaks_stay():
    page = read(render_markdown("one\ntwo  \nthree\n\nfour"))
    assert page.texts("p") == ["one two three", "four"]
    assert len(page.all("br")) == 1


def test_a_link_says_that_a_stranger_made_it():
    link = read(render_markdown("[the label](https://palisade.example/low-water)")).one("a")
    assert link.attributes == {"href": "https://palisade.example/low-water", "rel": "noopener nofollow ugc"}


@pytest.mark.parametrize(
    "source",
    [
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](java\tscript:alert(1))",
        "[click](&#106;avascript:alert(1))",
        "[click](javascript&colon;alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "[click](vbscript:msgbox(1))",
        "[click](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[click][1]\n\n[1]: javascript:alert(1)",
        '[click](https://palisade.example "onmouseover=alert(1)")',
    ],
)
def test_no_link_runs_anything(source):
    for link in read(render_markdown(source)).all("a"):
        assert set(link.attributes) <= {"href", "rel", "title"}
        assert not link.get("href") or link["href"].startswith("https://palisade.example")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src='//evil.example'></iframe>",
        "<style>body{display:none}</style>",
        "<form action='//evil.example'><button>Sign in</button></form>",
        "<p onclick=alert(1) style='position:fixed' class='masthead'>x</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<!-- --!><img src=x onerror=alert(1)> -->",
        "</div></main><h1>Mine</h1>",
        "![a](https://evil.example/pixel.gif)",
        "`<script>`",
        "&lt;script&gt;",
    ],
)
def test_markup_is_shown_as_words(source):
    html = render_markdown(source)
    page = read(html)
    assert tags(html) <= {"p", "code", "a"}
    assert all(set(element.attributes) <= {"href", "rel"} for element in page.descendants())
    assert "evil.example" not in "".join(element.get("src") for element in page.descendants())


def test_no_picture_calls_another_host():
    assert not read(render_markdown("![waterline](https://elsewhere.example/a.png)")).all("img")


@pytest.mark.parametrize(
    "bomb", ["> " * 5000, "[" * 50_000, "*" * 50_000, "`" * 50_000, "- " * 5000, "(" * 50_000 + "](x"]
)
def test_deep_nesting_is_cut_off_in_good_time(bomb):
    deepest = max((len(list(element.ancestors())) for element in read(render_markdown(bomb)).descendants()), default=0)
    assert deepest < 50


@given(st.text(max_size=200))
def test_whatever_is_written_gives_allowed_elements_alone(source):
    assert tags(render_markdown(source)) <= TAGS


@given(st.text(alphabet="<>&\"'/=abonclickscript:[]()!*_`#\n ", max_size=200))
def test_no_attribute_gets_through(source):
    for element in read(render_markdown(source)).descendants():
        assert set(element.attributes) <= {"href", "rel", "start"}


def test_a_text_in_another_direction_keeps_its_letters():
    assert read(render_markdown("مصعد *إلى* البحر")).text == "مصعد إلى البحر"


@pytest.mark.parametrize(
    ("span", "html"),
    [
        ("a *soft* landing", "a <em>soft</em> landing"),
        ("**loud** & clear", "<strong>loud</strong> &amp; clear"),
        ("<script>", "&lt;script&gt;"),
        ("a [link](https://palisade.example)", "a link"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_an_excerpt_of_a_hosted_text_keeps_its_emphasis_alone(span, html):
    assert render_inline(span) == html


def test_brackets_that_never_close_are_shown_and_cost_no_time():
    source = "[" * (MOST_BRACKETS + 1)
    assert source in render_markdown(source)
    assert source in render_inline(source)


def test_a_text_with_many_brackets_keeps_its_emphasis_and_loses_its_links_only():
    html = render_markdown("*loud* [here](https://x.example) " + "[" * MOST_BRACKETS)
    assert "<em>loud</em>" in html
    assert "<a " not in html
    assert "[here](https://x.example)" in html


def test_more_marks_of_emphasis_than_anybody_writes_stay_text():
    assert render_markdown("*slack* water") == "<p><em>slack</em> water</p>\n"
    assert "<em>" not in render_markdown("*slack* " * MOST_EMPHASIS_MARKS)
