"""What is asked for: one line for each page or kind of question, with the aims it has to meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SUGGESTING = {"HX-Request": "true", "HX-Target": "search-suggestions"}
GROWTH = 1.3
TAIL = 2.5


@dataclass(frozen=True)
class MeasuredPage:
    """One line of the tables. `addresses` names the list in `bench.serving.addresses` that is asked in turn.

    Aims are milliseconds of one request alone (`p50`, `p99`), how many of its p50 its p99 may be (`tail`), database
    queries of a first rendering, how many of the control's times it may take (`times`), and how many times as long it
    may take in the catalogue of ten times the size (`growth`). `kept` pages are measured warm and as 304 too; these
    have one address, and may aim at a share of the control's rate, `warm` and `unchanged`. `quick` ones are part of the
    quick run too.
    """

    name: str
    addresses: str
    headers: Mapping[str, str] = field(default_factory=dict)
    p50: float | None = None
    p99: float | None = None
    tail: float = TAIL
    queries: int | None = None
    times: float | None = None
    growth: float = GROWTH
    kept: bool = False
    warm: float | None = None
    unchanged: float | None = None
    quick: bool = False


PAGES = (
    MeasuredPage("Home", "home", kept=True),
    MeasuredPage("Album, 30 reviews", "album_30", queries=8, times=18, kept=True, warm=0.5, unchanged=0.65, quick=True),
    MeasuredPage("Album, 5 reviews", "album_5", queries=8),
    MeasuredPage("Album, the most reviews", "album_most", queries=8, quick=True),
    MeasuredPage("Albums, first page", "browse", p99=60, kept=True, quick=True),
    MeasuredPage("Albums, one filter", "browse_one", p99=60),
    MeasuredPage("Albums, any two filters", "browse_two", p99=60),
    MeasuredPage("Albums, page 5,000", "browse_deep", p99=60),
    MeasuredPage("Search, words", "search_words", p99=60),
    MeasuredPage("Search, typos", "search_typos", p99=60),
    MeasuredPage("Search, prefixes", "search_prefixes", p99=60),
    MeasuredPage("Search, other scripts", "search_scripts", p99=60),
    MeasuredPage("Search, as you type", "search_prefixes", SUGGESTING, p50=20, p99=60, quick=True),
    MeasuredPage("Chart, all time", "chart", p99=40, kept=True, quick=True),
    MeasuredPage("Chart, of a year", "chart_years", p99=40),
    MeasuredPage("Chart, of a genre", "chart_genres", p99=40),
    MeasuredPage("Chart, most divisive", "chart_divisive", p99=40),
    MeasuredPage("Chart, most reviewed", "chart_reviewed", p99=40),
    MeasuredPage("Chart, just reviewed", "chart_new", p99=40),
    MeasuredPage("Chart, best of each publication", "chart_publications", p99=40),
    MeasuredPage("Year in review", "year_in_review", p99=40),
    MeasuredPage("Artists", "artists"),
    MeasuredPage("Artist", "artist"),
    MeasuredPage("Critics", "critics"),
    MeasuredPage("Critic", "critic", p99=60, kept=True),
    MeasuredPage("Publications", "publications"),
    MeasuredPage("Publication", "publication", p99=60),
    MeasuredPage("Genres", "genres"),
    MeasuredPage("Genre", "genre", p99=60),
    MeasuredPage("Labels", "labels"),
    MeasuredPage("Label", "label", p99=60),
    MeasuredPage("Method", "method", p99=60, kept=True),
    MeasuredPage("Picture for links, album", "picture", p99=150, kept=True),
    MeasuredPage("Badge", "badge", p99=20, kept=True),
    MeasuredPage("Feed of everything", "feed", kept=True),
    MeasuredPage("Feed of what is new in the charts", "feed_newcomers"),
    MeasuredPage("Sitemap, one file of albums", "sitemap", p99=2000, growth=3),
    MeasuredPage("API: album, 30 reviews", "api_album", queries=8, times=25, kept=True, warm=0.45, quick=True),
    MeasuredPage("API: album, 30 reviews, with what they say", "api_album_reviews", queries=8, kept=True),
    MeasuredPage("API: albums, first page", "api_browse", p99=60),
    MeasuredPage("API: albums, a cursor deep in the list", "api_browse_deep", p99=60),
)
# Also asked for what makes no sense.
LISTS = ("browse", "search", "artists", "critics", "publications", "chart", "chart_divisive", "genre", "label", "home")
