"""Reviews of two records that cannot both count once the records are one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from curation.mergeable import Mergeable
from curation.models import Rearrangeable
from reviews.models import Review

BOTH = "both"


@dataclass(frozen=True)
class Rivalry:
    """Published reviews, one of each record, between which a curator chooses.

    By one critic only one may count. Without a byline, in one publication, they may be two copies of one review: then
    both may stay, but somebody has to say so.
    """

    survivors: Review
    others: Review

    @property
    def name(self) -> str:
        """The name of the choice on a form."""
        return f"keep-{self.survivors.pk}-{self.others.pk}"

    @property
    def both_may_stay(self) -> bool:
        """Whether the two may be different reviews."""
        return not (self.survivors.critic_id and self.others.critic_id)

    def answers(self) -> list[str]:
        """What may be chosen: the id of the one to keep, or `BOTH`."""
        return [str(self.survivors.pk), str(self.others.pk), *([BOTH] if self.both_may_stay else [])]

    def withdrawn(self, answer: str) -> Review | None:
        """The review that the answer takes off the page."""
        if answer == BOTH:
            return None
        return self.others if answer == str(self.survivors.pk) else self.survivors


def rivalries(mergeable: Mergeable, survivor: int, other: int) -> list[Rivalry]:
    """What has to be settled before the two become one, by album and critic. One query."""
    if mergeable.kind not in (Rearrangeable.ALBUM, Rearrangeable.CRITIC):
        return []
    published = Review.objects.filter(status=Review.Status.PUBLISHED, **{f"{mergeable.kind}__in": (survivor, other)})
    published = published.select_related("album__lead_artist", "critic", "publication")
    met: dict[object, dict[int | None, list[Review]]] = defaultdict(lambda: {survivor: [], other: []})
    by_album = mergeable.kind == Rearrangeable.ALBUM
    for review in published.defer("body", "headings").order_by("album__folded", "album", "critic__folded", "pk"):
        identity: object = review.critic_id if by_album else review.album_id
        if identity is None:
            identity = review.publication_id and ("house", review.publication_id)
        if identity is not None:
            met[identity][review.album_id if by_album else review.critic_id].append(review)
    return [
        Rivalry(mine, theirs)
        for sides in met.values()
        for mine, theirs in zip(sides[survivor], sides[other], strict=False)
    ]
