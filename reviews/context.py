"""What lists of albums may say of where they stand, for every template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from albums.models import Album
from reviews.consensus.places import FEWEST_TO_STAND_AMONG, LEAST_TOLD, UNTOLD_ENDS, Ends, ends_of, share_below
from reviews.models import Calibration


@dataclass(frozen=True)
class WhereRecordsLie:
    """How the scores of the site's records were spread at the last fit; untold where too few had one.

    It changes with a fit alone, and with that the version of every page that lists albums.
    """

    quantiles: Sequence[float]

    @cached_property
    def ends(self) -> Ends:
        """Between which ends the small scales of lists are drawn."""
        return ends_of(self.quantiles) if self.quantiles else UNTOLD_ENDS

    def above(self, album: Album) -> float | None:
        """Above which share of the records an album lies now; None where nobody can tell, or of next to none."""
        if not self.quantiles or album.consensus_score is None:
            return None
        share = share_below(album.consensus_score, self.quantiles)
        return share if share >= LEAST_TOLD else None


def records_lie(request: HttpRequest) -> dict[str, object]:
    """`RECORDS_LIE`: where the site's records lie. One query in each rendering that says it."""
    return {"RECORDS_LIE": SimpleLazyObject(where_records_lie)}


def where_records_lie() -> WhereRecordsLie:
    """What the newest calibration keeps of it. One query."""
    kept = Calibration.objects.order_by("-pk").values_list("scored_albums", "scores_lie_at").first()
    return WhereRecordsLie(kept[1] if kept and kept[0] >= FEWEST_TO_STAND_AMONG else ())
