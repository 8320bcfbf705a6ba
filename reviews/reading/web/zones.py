"""Which part of a page an element belongs to, by its tag, its role and the words of its class."""

from __future__ import annotations

import enum
import re

from reviews.reading.web.tree import Element


class Zone(enum.Enum):
    """A part of a page. Text only stands in TEXT; credits may stand in META too."""

    TEXT = enum.auto()
    META = enum.auto()
    STANDFIRST = enum.auto()
    CAPTION = enum.auto()
    GRADE = enum.auto()
    AUTHOR = enum.auto()
    COMMENTS = enum.auto()
    FURNITURE = enum.auto()

    @property
    def is_read(self) -> bool:
        """Whether the reader of texts may see it: it is of this page, and not about others."""
        return self in (Zone.TEXT, Zone.META, Zone.GRADE, Zone.AUTHOR, Zone.STANDFIRST)


def _names(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_:-])(?:{'|'.join(words.split())})(?=$|[\s_:-])")


_FURNITURE = _names(
    """
    share sharing sharer sharedaddy shares sharebar share-?buttons? social socials addtoany addthis related
    relatedposts jp-relatedposts yarpp recommended recommendations more-?posts more-?stories more-?from
    read-?more-?posts readmore read-?next up-?next newsletter subscribe subscription signup promo promos
    advert adverts advertisement advertising adsense ad ads ad-?slot sponsored cookie cookies consent popup
    modal taboola outbrain breadcrumb breadcrumbs pagination pager paging post-?navigation nav-?links
    gnavi gnav globalnavi pagetop
    navigation nav navbar menu menus toolbar tagcloud sidebar side-?bar widget widgets widget-?area donate
    patreon affiliate skip-?link skip-?navigation print-?link printfriendly jump-?link toc table-?of-?contents
    login search searchform site-?footer page-?footer footer-?widgets footer-?menu colophon tags tag-?links
    tags-?links tag-?list post-?tags entry-?tags label-?list post-?labels cat-?links categories
    entry-?categories blogroll archive-?list instagram twitter-?feed most-?read popular trending latest
    latest-?posts recent-?posts next-?post prev-?post previous-?post next-?prev visitor-?rating user-?rating
    user-?ratings users-?rating reader-?rating readers-?rating kk-?star-?ratings kksr kk-?star kksr-\\S+
    yasr-?visitor\\S* wp-?postratings post-?ratings fivestar\\S* gdrts\\S* your-?vote rate-?this poll voting
    player-?controls audio-?player video-?player embed-?spotify copyright paywall-?prompt paywall-?overlay
    regwall piano-?container buy-?links shop-?links price-?box service-?links share-?links post-?actions
    like-?button likes reactions mailmunch optin
    """
)
_COMMENTS = _names(
    """
    comments? comment-?list commentlist comments-?area comment-?body disqus disqus_thread respond replies
    fb-?comments webmentions kommentare
    """
)
_CAPTION = _names(
    """
    wp-?caption wp-?caption-?text caption captions image-?caption photo-?credit image-?credit gallery
    tr-?caption picture-?credit
    """
)
_STANDFIRST = _names(
    """
    standfirst dek deck subtitle sub-?title subhead sub-?head subheadline sub-?heading kicker-?text excerpt
    perex anreisser lead-?text intro-?text
    vorspann ingress ingres chapo chapeau sommario occhiello entradilla copete manchet anrisstext
    entry-?summary lede-?summary article-?intro post-?excerpt post-?subtitle article-?excerpt
    """
)
_AUTHOR = _names(
    """
    author-?bio author-?box author-?info author-?card author-?description author-?desc about-?author
    about-?the-?author post-?author-?box bio biography
    """
)
_META = _names(
    """
    meta entry-?meta post-?meta article-?meta byline bylines dateline post-?info article-?info entry-?header
    post-?header article-?header posted-?on posted-?by submitted author authors vcard date published timestamp
    post-?date entry-?date entry-?footer post-?footer article-?footer
    """
)
_GRADE = _names(
    """
    rating ratings score scores stars star-?rating review-?score review-?rating review-?box review-?summary
    reviewbox grade verdict-?score final-?score wertung bewertung note punteggio cijfer
    """
)
_PAGE_FURNITURE = frozenset(("nav", "menu"))
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar", "toolbar"}
_NEVER_JUDGED = frozenset(("html", "body", "main", "article"))


class Zones:
    """Tells the zone of elements; what was told is remembered. An element with most of the text is never set aside."""

    def __init__(self, weights: dict[Element, int], total: int) -> None:
        self._weights = weights
        self._total = max(total, 1)
        self._known: dict[Element, Zone] = {}

    def of(self, element: Element) -> Zone:
        """The zone that `element` stands in: that of the outermost element around it that is not text."""
        unknown = []
        current: Element | None = element
        while current is not None and current not in self._known:
            unknown.append(current)
            current = current.getparent()
        zone = self._known[current] if current is not None else Zone.TEXT
        for one in reversed(unknown):
            zone = self._inner(zone, one)
            self._known[one] = zone
        return zone

    def _inner(self, outer: Zone, element: Element) -> Zone:
        if outer in (Zone.COMMENTS, Zone.FURNITURE, Zone.CAPTION):
            return outer
        own = self._own(element)
        if own is Zone.TEXT:
            return outer
        if outer is Zone.TEXT or own in (Zone.COMMENTS, Zone.FURNITURE, Zone.CAPTION, Zone.GRADE):
            return own
        return outer if own is Zone.META else own

    def _own(self, element: Element) -> Zone:
        tag = str(element.tag)
        if tag in _NEVER_JUDGED:
            return Zone.TEXT
        heavy = self._weights.get(element, 0) > 0.4 * self._total
        words = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-")
        if _COMMENTS.search(words) and not _has_title(element):
            return Zone.COMMENTS if not heavy or "comments" in words else Zone.TEXT
        if heavy:
            return Zone.TEXT
        return self._by_tag(element, tag) or _by_class(words) or Zone.TEXT

    @staticmethod
    def _by_tag(element: Element, tag: str) -> Zone | None:
        if tag in _PAGE_FURNITURE or element.get("role", "") in _ROLES:
            return Zone.FURNITURE
        if tag == "aside":
            return Zone.GRADE if _GRADE.search(element.get("class", "").lower()) else Zone.FURNITURE
        if tag == "figcaption":
            return Zone.CAPTION
        if tag in ("header", "footer"):
            within = any(above.tag in ("article", "main", "section") for above in element.iterancestors())
            if tag == "header":
                return Zone.META if within or _has_title(element) else Zone.FURNITURE
            return Zone.META if within else Zone.FURNITURE
        return None


def _by_class(words: str) -> Zone | None:
    if not words.strip():
        return None
    for zone, pattern in (
        (Zone.FURNITURE, _FURNITURE),
        (Zone.CAPTION, _CAPTION),
        (Zone.STANDFIRST, _STANDFIRST),
        (Zone.AUTHOR, _AUTHOR),
        (Zone.GRADE, _GRADE),
        (Zone.META, _META),
    ):
        if pattern.search(words):
            return zone
    return None


def _has_title(element: Element) -> bool:
    return element.find(".//h1") is not None
