"""What becomes of everything that points at a record when the record goes into another.

Each relation has a rule of its own, named by its foreign key. One that has none stops every merge of that kind, and a
test: a foreign key that somebody adds later cannot be forgotten silently. The database is the last to look, since a
record goes by a plain DELETE, which cascades to nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Field, ForeignKey, ManyToOneRel, Max, Model, Q, QuerySet

from accounts.models import BylineClaim
from albums.models import Album, AlbumSource, Credit, Redirect
from common.model_fields import stored_field
from common.slugs import numbered_slug
from curation.journal import Journal
from readers.models import ReaderMark
from reviews.models import Publication, YearEndList


class NoRule(LookupError):
    """Something points at the record and nobody has said what becomes of it; the message names it."""


class Rule(ABC):
    """What becomes of the rows that point at the record that goes. `means` says it in a word, for people."""

    means: str

    @abstractmethod
    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Do it."""


@dataclass(frozen=True)
class Moved(Rule):
    """They point at the survivor instead."""

    means = "move"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Point them there."""
        journal.change(_pointing(relation, other), **{relation.attname: survivor})


@dataclass(frozen=True)
class Gone(Rule):
    """They go with the record: the site computes them."""

    means = "go: the site computes them"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Remove them."""
        journal.remove(_pointing(relation, other))


@dataclass(frozen=True)
class Left(Rule):
    """Nothing need be done: history names what was, and what triggers keep follows by itself."""

    means = "follow by themselves"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class United(Rule):
    """They move, except those of which the survivor has the same already: these fill its blanks, and go.

    Rows are the same when the column `same` is equal (empty: when there are any), and the column `and_same` where it is
    named; the first of one kind with the first, the second with the second. `fills` are the columns that may fill a
    blank. Rows with a place follow behind the survivor's, `within` each value of that column.
    """

    same: str = ""
    and_same: str = ""
    fills: tuple[str, ...] = ()
    places: bool = False
    within: str = ""

    means = "are united with the survivor’s"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Unite them."""
        pairs = self._pairs(relation, survivor, other)
        for kept, double in pairs:
            self._absorb(journal, kept, double)
        journal.remove(relation.model._base_manager.filter(pk__in=[double.pk for _, double in pairs]))
        moving = _pointing(relation, other)
        if not self.places:
            journal.change(moving, **{relation.attname: survivor})
            return
        last: dict[object, int] = defaultdict(int)
        for group, place in (
            _pointing(relation, survivor).values_list(self.within or relation.attname).annotate(Max("position"))
        ):
            last[group if self.within else None] = place
        groups = moving.order_by().values_list(self.within, flat=True).distinct() if self.within else [None]
        for group in list(groups):
            rows = moving.filter(**{self.within: group}) if self.within else moving
            journal.change(rows, **{relation.attname: survivor, "position": F("position") + last[group]})

    def _pairs(self, relation: ForeignKey, survivor: int, other: int) -> list[tuple[Model, Model]]:
        columns = [stored_field(relation.model, name).attname for name in (self.same, self.and_same) if name]
        numbered: list[dict[tuple, Model]] = []
        for record in (survivor, other):
            counts: dict[object, int] = defaultdict(int)
            found = {}
            for row in _pointing(relation, record).order_by("pk"):
                value = tuple(getattr(row, column) for column in columns)
                counts[value] += 1
                found[value, counts[value]] = row
            numbered.append(found)
        kept, doubles = numbered
        return [(kept[key], double) for key, double in doubles.items() if key in kept]

    def _absorb(self, journal: Journal, kept: Model, double: Model) -> None:
        blank = {name: getattr(double, name) for name in self.fills if getattr(kept, name) in (None, "")}
        blank = {name: value for name, value in blank.items() if value not in (None, "")}
        if blank:
            journal.change(type(kept)._base_manager.filter(pk=kept.pk), **blank)
        move_everything(journal, type(kept), kept.pk, double.pk)


@dataclass(frozen=True)
class CreditsOfAlbum(United):
    """An album's credit line takes on whom it lacks, behind its own names, joined by " & " where nothing joins them."""

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Unite the lines and join them."""
        last = Credit.objects.filter(album=survivor).order_by("-position").first()
        super().apply(journal, relation, survivor, other)
        if last and not last.join_phrase and Credit.objects.filter(album=survivor, position__gt=last.position).exists():
            journal.change(Credit.objects.filter(pk=last.pk), join_phrase=" & ")
        _end_lines(journal, [survivor])


@dataclass(frozen=True)
class CreditsOfArtist(Rule):
    """An artist's credits move. Where a line names both, the first of the two stays, as the survivor's."""

    means = "move; a line that named both names the survivor once"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Take the second name out of each line that has both, and give what joined it to the name before."""
        doubled = Credit.objects.filter(artist=other, album__in=Credit.objects.filter(artist=survivor).values("album"))
        lines: dict[int, list[Credit]] = defaultdict(list)
        for credit in Credit.objects.filter(album__in=list(doubled.values_list("album", flat=True))).order_by(
            "position"
        ):
            lines[credit.album_id].append(credit)
        for line in lines.values():
            second = [credit for credit in line if credit.artist_id in (survivor, other)][1]
            before = line[line.index(second) - 1]
            journal.remove(Credit.objects.filter(pk=second.pk))
            journal.change(Credit.objects.filter(pk=before.pk), join_phrase=second.join_phrase)
        journal.change(Credit.objects.filter(artist=other), artist_id=survivor)


@dataclass(frozen=True)
class Led(Rule):
    """The albums an artist leads move to the survivor's address; old addresses lead there."""

    means = "move, with their addresses"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Give each the new lead, and a free slug where the survivor has an album of that slug."""
        used = set(Album.objects.filter(lead_artist=survivor).values_list("slug", flat=True))
        for album in Album.objects.filter(lead_artist=other).select_related("lead_artist").order_by("pk"):
            old_path = album.get_absolute_url()
            slug = numbered_slug(album.slug, used)
            used.add(slug)
            journal.change(Album.objects.filter(pk=album.pk), lead_artist_id=survivor, slug=slug)
            moved = Album.objects.select_related("lead_artist").get(pk=album.pk)
            lead_to(journal, old_path, moved.get_absolute_url())


@dataclass(frozen=True)
class Claims(Rule):
    """Claims of the byline move. Of the two claims of somebody who waits for both, one counts as withdrawn."""

    means = "move; who has claimed both waits once"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Withdraw the doubles, and point all at the survivor."""
        waiting = BylineClaim.objects.filter(state=BylineClaim.State.WAITING)
        doubles = waiting.filter(critic=other, user__in=waiting.filter(critic=survivor).values("user"))
        journal.change(doubles, state=BylineClaim.State.WITHDRAWN)
        journal.change(_pointing(relation, other), **{relation.attname: survivor})


@dataclass(frozen=True)
class Sources(Rule):
    """The survivor keeps what MusicBrainz says of it, and the other's ids lead to it from then on."""

    means = "are united: both ids lead to the survivor"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Add the ids to the survivor's; where MusicBrainz has said nothing of it, take what it said of the other."""
        ids = set(Album.objects.filter(pk=other).exclude(musicbrainz_id=None).values_list("musicbrainz_id", flat=True))
        for row in AlbumSource.objects.filter(album__in=[survivor, other]):
            ids.update(row.former_ids)
        kept = AlbumSource.objects.filter(album=survivor)
        if kept.exists():
            journal.remove(_pointing(relation, other))
        else:
            journal.change(_pointing(relation, other), album_id=survivor)
        if ids and not kept.exists():
            journal.added(AlbumSource.objects.filter(pk=AlbumSource.objects.create(album_id=survivor).pk))
        if ids:
            journal.change(kept, former_ids=sorted(ids, key=str))


@dataclass(frozen=True)
class Marks(United):
    """Readers' marks are united: of two by one reader what was heard wins over what is wanted, then the survivor's."""

    def _absorb(self, journal: Journal, kept: Model, double: Model) -> None:
        assert isinstance(kept, ReaderMark) and isinstance(double, ReaderMark)  # noqa: S101, PT018
        says_more = double.state == ReaderMark.State.HEARD and (kept.state != double.state or not kept.verdict)
        if says_more and (kept.state, kept.verdict) != (double.state, double.verdict):
            journal.change(ReaderMark.objects.filter(pk=kept.pk), state=double.state, verdict=double.verdict)


@dataclass(frozen=True)
class ListsOfPublication(Rule):
    """Year-end lists move. One that the survivor has of that year and title, too, says in its title whose it was."""

    means = "move; of two of one name, one says whose it was"

    def apply(self, journal: Journal, relation: ForeignKey, survivor: int, other: int) -> None:
        """Tell the doubles apart, and point all at the survivor."""
        kept = {(row.year, row.title) for row in YearEndList.objects.filter(publication=survivor)}
        name = Publication.objects.get(pk=other).name
        for row in YearEndList.objects.filter(publication=other):
            title, number = row.title, 1
            while (row.year, title) in kept:
                title = f"{row.title} ({name}{f' {number}' if number > 1 else ''})".strip()[-200:]
                number += 1
            kept.add((row.year, title))
            if title != row.title:
                journal.change(YearEndList.objects.filter(pk=row.pk), title=title)
        journal.change(_pointing(relation, other), **{relation.attname: survivor})


RULES: Mapping[str, Rule] = {
    "albums.AlbumSource.album": Sources(),
    "albums.Album_genres.album": United("genre"),
    "albums.Album_labels.album": United("label"),
    "albums.AlbumLink.album": United("url"),
    "albums.Credit.album": CreditsOfAlbum("artist", fills=("credited_as", "folded"), places=True),
    "albums.Track.album": United("folded", fills=("seconds",), places=True, within="disc"),
    "albums.AlbumWords.album": Left(),
    "reviews.Consensus.album": Gone(),
    "reviews.CountedReview.album": Left(),
    "reviews.CountedReview.critic": Left(),
    "reviews.CountedReview.publication": Left(),
    "reviews.CriticTally.critic": Left(),
    "reviews.PublicationTally.publication": Left(),
    "reviews.ConsensusChange.album": Gone(),
    "reviews.Mention.album": United("source", and_same="review"),
    "reviews.Review.album": Moved(),
    "reviews.Excerpt.track": Moved(),
    "albums.Album.lead_artist": Led(),
    "albums.ArtistAlias.artist": United("folded"),
    "albums.Credit.artist": CreditsOfArtist(),
    "reviews.CriticOffset.critic": United("calibration"),
    "reviews.Review.critic": Moved(),
    "accounts.BylineClaim.critic": Claims(),
    "reviews.Thresholds.critic": United(),
    "reviews.Critic.publication": Moved(),
    "reviews.PublicationOffset.publication": United("calibration"),
    "reviews.Review.publication": Moved(),
    "reviews.SourcePolicy.publication": Moved(),
    "reviews.SourcePolicy.critic": Moved(),
    "reviews.Feed.critic": Moved(),
    "reviews.ListedAlbum.album": United("list"),
    "reviews.YearEndList.publication": ListsOfPublication(),
    "reviews.IncomingDocument.for_critic": Moved(),
    "readers.Follow.album": United("reader"),
    "readers.Follow.artist": United("reader"),
    "readers.Follow.critic": United("reader"),
    "readers.Follow.publication": United("reader"),
    "readers.NewsItem.album": United("reader"),
    "readers.ReaderMark.album": Marks("owner"),
    "readers.ReaderListEntry.album": United("list", fills=("note",)),
    "readers.ShelfLine.album": Moved(),
    "readers.SavedVoices_critics.critic": United("savedvoices"),
    "readers.SavedVoices_publications.publication": United("savedvoices"),
}


def relations_to(model: type[Model]) -> list[ForeignKey]:
    """Every foreign key that points at the model, those of hidden relations and of join tables among them."""
    found = [
        relation.field for relation in model._meta.get_fields(include_hidden=True) if isinstance(relation, ManyToOneRel)
    ]
    return sorted(found, key=named)


def named(relation: Field) -> str:
    """What `RULES` calls it."""
    return f"{relation.model._meta.app_label}.{relation.model.__name__}.{relation.name}"


def rule_for(relation: ForeignKey) -> Rule:
    """Its rule; the tables of events that django-pghistory keeps name what was, and are left. Raises NoRule."""
    if hasattr(relation.model, "pgh_tracked_model"):
        return Left()
    try:
        return RULES[named(relation)]
    except KeyError:
        raise NoRule(f"{named(relation)} has no rule for merging: nobody has said what becomes of it.") from None


def move_everything(journal: Journal, model: type[Model], survivor: int, other: int) -> None:
    """Apply to all that points at `other` the rule of its relation. Raises NoRule, and then nothing has been done."""
    rules = [(relation, rule_for(relation)) for relation in relations_to(model)]
    for relation, rule in rules:
        rule.apply(journal, relation, survivor, other)


def lead_to(journal: Journal, old_path: str, new_path: str) -> None:
    """Lead the old path to the new one for ever."""
    paths = [old_path, new_path]
    touched = Redirect.objects.filter(Q(old_path__in=paths) | Q(new_path__in=paths))
    with journal.watching(touched):
        Redirect.objects.remember(old_path, new_path)


def _pointing(relation: ForeignKey, record: int) -> QuerySet:
    return relation.model._base_manager.filter(**{relation.attname: record})


def _end_lines(journal: Journal, albums: Iterable[int]) -> None:
    for album in albums:
        last = Credit.objects.filter(album=album).order_by("-position").first()
        if last and last.join_phrase:
            journal.change(Credit.objects.filter(pk=last.pk), join_phrase="")
