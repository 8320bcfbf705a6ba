"""What a draft's names stand for on this site: its album, its critic, its house, and the review it may be already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Length

from albums.models import Album, Artist, ArtistAlias
from common.fields import longest_text
from common.names import fold, name_of
from common.slugs import free_slug
from reviews.models import Critic, Excerpt, Publication, Review
from reviews.quoting.resemblance import fingerprint
from reviews.quoting.spans import Span
from reviews.reading.document import ParsedReview
from reviews.reading.furniture import names_aggregator
from reviews.reading.matching import Candidate, candidate_titles, match_album
from reviews.reading.tracks import TrackMention, TrackTitle, only_track_in
from reviews.reading.words import folded_words, phrase

MOST_CANDIDATES = 500
SHARED_WORDS = 5
LEAST_SHARED = 0.2


class NotRecognised(Exception):
    """The draft's album cannot be told; the message says what to do."""


@dataclass(frozen=True)
class Person:
    """Who signed: the critic, or None with the reason when the name cannot be one critic's."""

    critic: Critic | None = None
    remark: str = ""


def album_of(draft: ParsedReview) -> Album:
    """The listed album that the draft reviews. Raises NotRecognised when it names none, or two equally well."""
    match = match_album(draft, [_candidate(album) for album in _albums_named(draft)])
    if match.album:
        return Album.objects.select_related("lead_artist").get(pk=match.album.key)
    if match.ambiguous:
        albums = Album.objects.select_related("lead_artist").filter(pk__in=[album.key for album in match.ambiguous])
        named = " or ".join(sorted(path_of(album) for album in albums))
        raise NotRecognised(f"It could be about {named}. Say which with --album.")
    raise NotRecognised(
        "It names no album of the catalogue together with its artist. "
        "Say which it reviews with --album SLUG, or bring the album in with import_albums first."
    )


def album_at(slug: str) -> Album:
    """The album that `--album` names: its slug, or "artist/album" where a slug is two albums'. Raises NotRecognised."""
    artist, _, title = slug.strip("/").rpartition("/")
    albums = Album.objects.listed().select_related("lead_artist").filter(slug=title)
    found = list(albums.filter(lead_artist__slug=artist.rpartition("/")[2]) if artist else albums)
    if len(found) > 1:
        named = " or ".join(sorted(path_of(album) for album in found))
        raise NotRecognised(f"Two albums are called “{slug}”: say {named}.")
    if not found:
        raise NotRecognised(f"There is no album “{slug}” here. The slug is the last part of the album's address.")
    return found[0]


def path_of(album: Album) -> str:
    """The album's slug with its artist's, as `--album` takes it."""
    return f"{album.lead_artist.slug}/{album.slug}"


def excerpt_at(span: Span, body: str, mentions: Iterable[TrackMention], order: int = 0) -> Excerpt:
    """That span of a text as an excerpt: about the track it names, else the album; the first leads. Stores nothing."""
    track = only_track_in(span, mentions)
    return Excerpt(
        start=span.start,
        end=span.end,
        text=body[span.start : span.end],
        about=Excerpt.About.ALBUM if track is None else Excerpt.About.TRACK,
        track_id=track,
        lead=order == 0,
        order=order,
    )


def track_titles(album: Album) -> tuple[TrackTitle, ...]:
    """The album's tracks, keyed by their ids."""
    return tuple(TrackTitle(track.pk, track.title) for track in album.tracks.all())


def artist_names(album: Album) -> tuple[str, ...]:
    """Every name of the album's artists: credits, names and aliases; from the prefetched ones when there are."""
    names: list[str] = []
    for credit in album.credits.all():
        names += [credit.artist.name, credit.name, *(alias.name for alias in credit.artist.aliases.all())]
    return tuple(dict.fromkeys(names))


def _albums_named(draft: ParsedReview) -> list[Album]:
    """Albums whose short title stands in the draft with one of their artists' names, or in its headline alone.

    Alone, only a title of several words could be enough. Of too many the longest titles are kept: a short one inside
    them says little.
    """
    phrases = list(candidate_titles(draft))
    artists = {
        *Artist.objects.filter(folded__in=phrases).values_list("pk", flat=True),
        *ArtistAlias.objects.filter(folded__in=phrases).values_list("artist", flat=True),
    }
    named = {
        *Album.objects.filter(folded__in=phrases, credits__artist__in=artists).values_list("pk", flat=True),
        *Album.objects.filter(folded__in=_runs_of_words(draft.headline or "")).values_list("pk", flat=True),
    }
    found = Album.objects.listed().filter(pk__in=named).order_by(Length("folded").desc(), "pk")
    return list(found.prefetch_related("credits__artist__aliases", "tracks")[:MOST_CANDIDATES])


def _runs_of_words(text: str) -> list[str]:
    words = phrase(text)
    return [
        name_of(" ".join(words[start:end])) for start in range(len(words)) for end in range(start + 2, len(words) + 1)
    ]


def _candidate(album: Album) -> Candidate:
    return Candidate(album.pk, album.title, artist_names(album), track_titles(album), album.disambiguation)


def critic_of(draft: ParsedReview, album: Album) -> Person:
    """The critic who signed the draft, created when new. None, with the reason, when the name is not surely one's."""
    if not draft.critic:
        return Person()
    if fold(draft.critic) in {fold(name) for name in artist_names(album)}:
        return Person(remark=f"“{draft.critic}” is the album's artist; the byline is left open.")
    known = list(Critic.objects.known_as(draft.critic).order_by("pk")[:2])
    if len(known) > 1:
        return Person(remark=f"Two critics sign as “{draft.critic}”; set the right one in the admin.")
    if known:
        critic = known[0]
        if draft.critic_bio and not critic.bio:
            critic.bio = draft.critic_bio
            critic.save(update_fields=["bio"])
        return Person(critic)
    slug = free_slug(draft.critic, Critic.objects.all(), "critic")
    return Person(Critic.objects.create(name=draft.critic, slug=slug, bio=draft.critic_bio or ""))


def publication_of(draft: ParsedReview) -> Publication | None:
    """The house that the draft names, created when new; never an aggregator."""
    name = draft.publication or ""
    if not name or len(name) > longest_text(Publication, "name") or names_aggregator(name):
        return None
    known = Publication.objects.filter(folded=fold(name)).first()
    if known is None:
        slug = free_slug(name, Publication.objects.all(), "publication")
        return Publication.objects.create(name=name, slug=slug)
    return None if known.is_aggregator else known


def review_of(draft: ParsedReview, document_name: str) -> Review | None:
    """The review that this document, perhaps in an earlier state, has brought in; None when it is new.

    It is the one with the same text; or one that came from a file of that name, shares its words, and is not signed by
    somebody else.
    """
    imported = Review.objects.exclude(document_sha256="").select_related("album__lead_artist", "critic", "publication")
    text = fingerprint(draft.headline, draft.body, draft.grade.printed if draft.grade else None)
    same = imported.filter(document_sha256=text).order_by("pk").first()
    if same:
        return same
    for review in imported.filter(document_name=document_name).order_by("-pk"):
        same_critic = not (review.critic and draft.critic) or review.critic.folded == fold(draft.critic)
        if same_critic and share_words(review.body, draft.body):
            return review
    return None


def share_words(one: str, other: str) -> bool:
    """Whether two texts are versions of one: a fifth of the shorter's runs of five words stand in the other too."""
    runs = [_runs_of_five(text) for text in (one, other)]
    fewest = min(len(found) for found in runs)
    return len(runs[0] & runs[1]) >= LEAST_SHARED * fewest if fewest else one == other


def _runs_of_five(text: str) -> set[tuple[str, ...]]:
    words = [word.folded for word in folded_words(text)]
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}
