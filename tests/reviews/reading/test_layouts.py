"""Pages as well-known kinds of sites lay them out, copied as text."""

from datetime import date

import pytest

from reviews.reading.document import parse
from tests.reviews.reading.pages import BODY, HEADLINE, page

DAY = date(2025, 9, 23)
SIGNED = {"critic": "Ines Harrow", "published": DAY}

LAYOUTS = {
    "newspaper": (
        f"Alternative\n{HEADLINE} review: a slow triumph\n(Cold Rooms)\nThe songwriter goes under the ice\n\n"
        "Ines Harrow\nTue 23 Sep 2025 12.00 BST\nShare",
        "Explore more on these topics\nFolk music\nReviews",
        {**SIGNED, "headline": f"{HEADLINE} review: a slow triumph"},
    ),
    "magazine": (
        f"{HEADLINE}\n\nThe songwriter's third album is a slow one\n\nBy Ines Harrow\n23rd September 2025",
        "Details\n\nRelease date: September 19, 2025\nRecord label: Cold Rooms\n\nRelated Topics\nMarlow Finch\nFolk",
        {**SIGNED, "headline": HEADLINE},
    ),
    "artist and album on two lines": (
        "Marlow Finch\nGlass Harbour\nInes Harrow , September 23rd, 2025 07:23",
        "If you love our reviews, please support what we do with a donation.",
        {**SIGNED, "headline": None},
    ),
    "writing platform": (
        f"{HEADLINE}\nInes Harrow\nInes Harrow\n\nFollow\n4 min read\n·\nSep 23, 2025\n--\n\n2\n\nListen\n\nShare",
        "Music\nFolk\n--\n\n2\n\nWritten by Ines Harrow\n1.2K Followers\nI write about music and weather.\n\n"
        "More from Ines Harrow\nTen Records",
        {**SIGNED, "headline": HEADLINE, "critic_bio": "I write about music and weather."},
    ),
    "newsletter": (
        "Under the Ice\nOn a Slow and Rather Cold Record\nInes Harrow\nSep 23, 2025\n\n12\n\n3\nShare",
        "Thanks for reading The Quiet Desk! Subscribe for free to receive new posts and support my work.\n\n"
        "Discussion about this post\nCommentsRestacks",
        {**SIGNED, "headline": None},
    ),
    "weblog": (
        f"The Quiet Desk\nJust another site\n{HEADLINE}\nPosted on September 23, 2025 by Ines Harrow",
        "Click to share on X (Opens in new window)\nLike Loading…\nRelated\nNight Freight\nSeptember 1, 2025\n"
        "Tagged folk, marlow finch\nPublished by Ines Harrow\nView all posts by Ines Harrow\nPost navigation\n"
        "Previous Post\nNight Freight\nLeave a comment",
        {**SIGNED, "headline": HEADLINE},
    ),
    "weblog signed below": (
        f"The Quiet Desk\nTuesday, September 23, 2025\n{HEADLINE}",
        "Posted by Ines Harrow at 10:32 PM\nEmail ThisBlogThis!Share to XShare to Facebook\n"
        "Labels: folk, Marlow Finch\nNo comments:\nPost a Comment\nNewer Post Older Post Home",
        {**SIGNED, "headline": HEADLINE},
    ),
    "film site": (
        f"{HEADLINE}\n\nBy\nInes Harrow\nPublished\nSep 23, 2025, 2:00 PM EDT\n\n"
        "Ines Harrow is a Senior Writer at The Quiet Desk. She has covered film music since 2014.\n\n"
        "Sign in to your account",
        "The Thaw\nLike\nPG-13\nRelease Date\nOctober 10, 2025\nRuntime\n119 minutes\nDirector\nJoan Ash\n\nPowered by",
        {**SIGNED, "headline": HEADLINE},
    ),
    "labels only": (
        "Title: Glass Harbour\nArtist: Marlow Finch\nLabel: Cold Rooms\nReleased: 19 September 2025\n"
        "Reviewer: Ines Harrow\nDate of review: 23 September 2025\nRating: ★★★★☆",
        "",
        {**SIGNED, "headline": None},
    ),
    "message": (
        "Date: Tue, 23 Sep 2025 10:32:11 +0000\nSubject: Glass Harbour, slowly",
        "— Ines Harrow",
        {**SIGNED, "headline": "Glass Harbour, slowly"},
    ),
    "grade and name below": (f"{HEADLINE}\n23/09/2025", "8/10 Ines Harrow", {"headline": HEADLINE, "published": DAY}),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_is_read_as_its_site_lays_it_out(layout):
    above, below, expected = LAYOUTS[layout]
    draft = parse(page(above, below))
    assert {name: getattr(draft, name) for name in expected} == expected
    assert draft.body == BODY
    assert draft.updated is None
    assert draft.headings == ()
    assert (draft.grade is not None) == (layout in {"labels only", "grade and name below"})
