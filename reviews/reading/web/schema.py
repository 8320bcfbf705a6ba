"""What schema.org markup says of the page: its own review among others on it, the grade, the album, the credits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from common.names import fold
from reviews.grading.grades import Grade, InvalidGrade, parse_grade, plain_number
from reviews.reading.credit_words import is_nobody
from reviews.reading.findings import HouseRule, Where
from reviews.reading.kinds import Kind
from reviews.reading.testimony import Testimony
from reviews.reading.web.items import Item
from reviews.reading.web.moments import day_of
from reviews.reading.web.tree import Element

REVIEWS = ("review", "criticreview", "reviewnewsarticle")
OTHERS_REVIEWS = ("claimreview", "userreview", "employerreview", "mediareview")
ARTICLES = (
    "article",
    "newsarticle",
    "blogposting",
    "blog-posting",
    "reportagenewsarticle",
    "reviewnewsarticle",
    "opinionnewsarticle",
    "socialmediaposting",
    "techarticle",
    "discussionforumposting",
)
WORKS = ("creativework", "webpage", "document", "item", "post")
ALBUMS = (
    "musicalbum",
    "musicrelease",
    "musicrecording",
    "musicplaylist",
    "musiccomposition",
    "creativework",
    "thing",
    "product",
    "",
)
USUAL_BEST = 5

_KINDS = {
    "movie": Kind.FILM,
    "tvseries": Kind.FILM,
    "tvseason": Kind.FILM,
    "tvepisode": Kind.FILM,
    "book": Kind.BOOK,
    "audiobook": Kind.BOOK,
    "videogame": Kind.GAME,
    "game": Kind.GAME,
    "musicevent": Kind.LIVE,
    "event": Kind.LIVE,
    "festival": Kind.LIVE,
    "theaterevent": Kind.LIVE,
    "recipe": Kind.OTHER,
    "restaurant": Kind.OTHER,
    "localbusiness": Kind.OTHER,
    "hotel": Kind.OTHER,
    "softwareapplication": Kind.PRODUCT,
    "vehicle": Kind.PRODUCT,
}
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:ltd|llc|inc|gmbh|holdings?|s\.?a\.?r?\.?l?|b\.?v|plc|co|corp|pty|kg|sp\.\s?z\s?o\.\s?o)\.?$", re.IGNORECASE
)
_SYSTEMS = """
    blogger wordpress wordpresscom medium substack tumblr wix wixcom squarespace ghost facebook youtube livejournal
    blogspot mysite google
"""
_PLATFORMS = frozenset(_SYSTEMS.split())


@dataclass
class Told:
    """What the markup as a whole tells besides the claims: of which kind the page is, the reviews on it, paywalls."""

    kinds: list[Kind] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    several: list[Item] = field(default_factory=list)
    review: Item | None = None
    closed_off: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)


def read_items(
    items: list[Item], claims: Testimony, title: str, rule: HouseRule, is_read: Callable[[Element], bool]
) -> Told:
    """Claim what `items` say of the page with this title (headings and all). `is_read` tells elements of the text."""
    told = Told()
    items = [item for item in items if item.at is None or is_read(item.at)]
    reviews = _own_reviews(items, fold(title), told)
    article = _own_article(items, fold(title))
    for review in reviews:
        _claim_review(review, claims, rule, told)
    if article is not None:
        _claim_article(article, claims, told)
    for work in _works(items):
        _claim_credits(work, claims)
    for item in items:
        _note(item, told)
    return told


def _own_reviews(items: list[Item], title: str, told: Told) -> list[Item]:
    """The page's own review in each notation; the others on the page are of other things or by other people."""
    found: list[Item] = []
    for where in (Where.JSON_LD, Where.MICRODATA):
        reviews = [
            item for item in items if item.where is where and item.is_any(*REVIEWS) and not item.is_any(*OTHERS_REVIEWS)
        ]
        if len(reviews) > 1:
            about_page = [item for item in reviews if _is_about(item, title)]
            outer = [item for item in about_page if item.property_of not in ("itemlistelement", "hasPart".lower())]
            reviews = about_page if len(about_page) == 1 else outer if len(outer) == 1 else reviews
        if len(reviews) > 1:
            told.several = told.several or reviews
        elif reviews:
            told.review = told.review or reviews[0]
            found.append(reviews[0])
    return found


def _is_about(review: Item, title: str) -> bool:
    names = [*review.names("itemreviewed"), review.text("headline"), review.text("name")]
    parent = next(review.above(), None)
    if parent is not None and review.property_of in ("review", "reviews"):
        names.append(parent.text("name"))
    return any((folded := fold(name)) and f" {folded} " in f" {title} " for name in names if name)


def _own_article(items: list[Item], title: str) -> Item | None:
    articles = [
        item
        for item in items
        if item.is_any(*ARTICLES)
        and item.property_of not in ("itemlistelement", "haspart", "blogpost", "relatedlink", "comment")
    ]
    about = [
        item
        for item in articles
        if (name := fold(item.text("headline", "name"))) and (name in title or title.startswith(name[:60]))
    ]
    dated = [item for item in about or articles if item.all("datepublished") or item.all("author")]
    return next(iter(dated or about or articles), None)


def _works(items: list[Item]) -> list[Item]:
    """What is only called a work or a page, but says who made it or when; no more than one."""
    works = [item for item in items if item.is_any("creativework") or (item.parent is None and item.is_any(*WORKS))]
    works = [item for item in works if item.all("datepublished") or item.all("author")]
    works = [item for item in works if item.property_of in ("", "mainentity", "blogpost")]
    return works if len(works) == 1 else []


def _claim_review(review: Item, claims: Testimony, rule: HouseRule, told: Told) -> None:
    where = review.where
    subject = next(iter(review.items("itemreviewed")), None)
    if subject is None and review.property_of in ("review", "reviews"):
        subject = next(review.above(), None)
    if subject is not None:
        told.kinds += [kind for name in subject.types if (kind := _KINDS.get(name))]
        if not told.kinds:
            _claim_album(subject, claims, where)
    elif name := review.text("itemreviewed"):
        claims.add("album named", name, where)
    _claim_grade(review, claims, rule)
    _claim_credits(review, claims)
    claims.add("headline", review.text("headline", "name"), where)
    told.bodies += [text for name in ("reviewbody", "articlebody") if (text := review.text(name))]


def _claim_album(subject: Item, claims: Testimony, where: Where) -> None:
    if subject.types and not subject.is_any(*ALBUMS):
        return
    artists = subject.names("byartist") or subject.names("creator") or subject.names("artist")
    name = subject.text("name")
    if subject.is_any("musicalbum", "musicrelease") and artists:
        claims.add("album", name, where)
        claims.add("artist", " & ".join(artists), where)
    else:
        claims.add("album named", name, where)
        claims.add("artist", " & ".join(artists), where)


def _claim_grade(review: Item, claims: Testimony, rule: HouseRule) -> None:
    for rating in review.all("reviewrating"):
        if isinstance(rating, Item):
            if rating.is_any("aggregaterating"):
                continue
            value, best, worst = rating.text("ratingvalue"), rating.text("bestrating"), rating.text("worstrating")
        else:
            value, best, worst = rating, review.text("bestrating"), review.text("worstrating")
        grade, sure, problem = read_rating(value, best, worst, rule)
        if grade is not None:
            claims.add("grade", grade, review.where, sure)
        elif problem:
            claims.warn(f"{review.where} gives the grade “{value}”{f' of {best}' if best else ''}: {problem}")


def read_rating(value: str, best: str, worst: str, rule: HouseRule) -> tuple[Grade | None, bool, str]:
    """The grade that a rating's value and bounds state, whether that is beyond doubt, and what is wrong with it if not.

    Where no highest value is given, it is what is known of the house, else five, as schema.org has it, for what can be
    one of five; a letter is its own scale.
    """
    value = " ".join(value.split())
    if not value:
        return None, False, ""
    number, highest, lowest = _number(value), _number(best), _number(worst)
    if number is None:
        return _printed(value)
    if lowest is not None and (number < lowest or (highest is not None and lowest >= highest)) and number:
        return None, False, "it lies outside its own bounds"
    sure = True
    if highest is None:
        highest = Decimal(rule.maximum or USUAL_BEST)
        sure = rule.maximum is not None
    if not 0 < highest <= 100 or not 0 <= number <= highest:
        return None, False, "it does not say out of how many"
    try:
        return parse_grade(f"{_shortest(number)}/{plain_number(highest)}"), sure, ""
    except InvalidGrade as invalid:
        return None, False, str(invalid)


def _printed(value: str) -> tuple[Grade | None, bool, str]:
    try:
        return parse_grade(value), True, ""
    except InvalidGrade as invalid:
        return None, False, str(invalid)


def _shortest(number: Decimal) -> str:
    return plain_number(round(number, 2))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", ".")) if len(text) <= 12 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _claim_article(article: Item, claims: Testimony, told: Told) -> None:
    _claim_credits(article, claims)
    claims.add("headline", article.text("headline", "name"), article.where)
    told.sections += [
        text for value in article.all("articlesection") if isinstance(value, str) and (text := value.strip())
    ]
    told.bodies += [text for text in [article.text("articlebody")] if text]
    for about in article.items("about"):
        if about.is_any("musicalbum", "musicrelease"):
            _claim_album(about, claims, article.where)


def _claim_credits(item: Item, claims: Testimony) -> None:
    where = item.where
    people = [name for name in _people(item) if not is_nobody(name)]
    if people:
        claims.add("critic", " & ".join(people), where)
    claims.add("published", day_of(item.text("datepublished", "datecreated")), where)
    claims.add("updated", day_of(item.text("datemodified")), where)
    for publisher in item.items("publisher"):
        name = publisher.text("name")
        if name and not publisher.is_any("person") and is_house(name):
            claims.add("publication", name, where)
    for named in item.all("publisher"):
        if isinstance(named, str) and is_house(named):
            claims.add("publication", named.strip(), where)


def _people(item: Item) -> list[str]:
    names: list[str] = []
    for author in item.all("author"):
        if isinstance(author, Item):
            name = (
                ""
                if author.is_any("organization", "newsmediaorganization", "corporation", "website")
                else author.text("name")
            )
        else:
            name = " ".join(author.split())
        name = re.sub(r"^(?:by|von|par)\s+", "", name, flags=re.IGNORECASE)
        if name and len(name) <= 80 and "://" not in name and "@" not in name and fold(name) not in map(fold, names):
            names.append(name)
    return names[:4]


def is_house(name: str) -> bool:
    """Whether it can be a publication's name: neither a domain nor the system that the site is made with."""
    return (
        bool(name)
        and not _COMPANY.search(name)
        and len(name) <= 100
        and not _DOMAIN.fullmatch(name.strip())
        and fold(name).replace(" ", "") not in _PLATFORMS
    )


def _note(item: Item, told: Told) -> None:
    if item.is_any("website", "blog") and (name := item.text("name")) and is_house(name):
        told.sites.append(name)
    if item.text("isaccessibleforfree").lower() == "false":
        for part in item.items("haspart"):
            told.closed_off += [value for value in part.all("cssselector") if isinstance(value, str)]
    if item.parent is None and item.where is Where.JSON_LD and item.is_any("product") and item.all("offers"):
        told.kinds.append(Kind.PRODUCT)
    if item.parent is None and item.is_any("recipe", "event", "musicevent", "jobposting"):
        told.kinds.append(_KINDS.get(next(iter(item.types)), Kind.OTHER))
