"""The corrections log: what readers could have seen, and what has been changed about it since."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models import Album
from albums.models.version import version_of_catalogue
from api.cursors import next_url, read_cursor
from api.kept import kept
from api.problems import Problem
from api.shown.base import CursorAsked, Listed, Part, Resource, answer_list
from common.keyset import MergedPlace
from common.page_addresses import absolute
from curation.corrections_log import Correction, page_of_log

router = Router()

OF = "corrections"


class CorrectionsAsked(CursorAsked):
    """Of everything, or of one album."""

    album: str = Field("", description="One album, as its address has it: `artist/album`.")


class DifferenceShown(Part):
    """One thing that was changed, in words. `after` is null where it went and nothing took its place."""

    label: str
    before: str = Field(description="Empty where the text of a hosted review was changed: texts are not given out.")
    after: str | None
    language: str


class CorrectionShown(Resource):
    """One line of the log."""

    at: datetime
    about: str
    url: str | None = Field(description="The page of what it is about, where readers may go there.")
    said: str
    differences: list[DifferenceShown]
    who: str
    why: str
    undone_at: datetime | None
    history_url: str | None

    @classmethod
    def of(cls, line: Correction) -> CorrectionShown:
        """A line as its page has it."""
        return cls(
            at=line.at,
            about=line.about,
            url=absolute(line.link) if line.link else None,
            said=line.said,
            differences=[
                DifferenceShown(label=each.label, before=each.before, after=each.after, language=each.language)
                for each in line.differences
            ],
            who=line.who,
            why=line.why,
            undone_at=line.undone_at,
            history_url=absolute(line.history) if line.history else None,
        )


class CorrectionList(Listed[CorrectionShown]):
    """A page of the log."""


@router.get("/corrections", response=CorrectionList)
@decorate_view(kept(version_of_catalogue))
def correction_list(request: HttpRequest, asked: Query[CorrectionsAsked]) -> HttpResponse:
    """What readers could have seen and was changed, newest first, with who did it and why."""
    place = read_cursor(asked.cursor, OF, 3)
    lines, ends = page_of_log(MergedPlace(*place) if place else None, _album(asked.album) if asked.album else None)
    page = CorrectionList(
        items=[CorrectionShown.of(line) for line in lines],
        next=next_url(request, OF, ends.at, ends.table, ends.key) if ends else None,
    )
    return answer_list(page, CorrectionShown, asked.fields)


def _album(named: str) -> Album:
    artist, _, slug = named.partition("/")
    listed = Album.objects.listed().select_related("lead_artist")
    found = listed.filter(lead_artist__slug=artist, slug=slug).first() if "\x00" not in named else None
    if found is None:
        raise Problem(404, "There is no album of that name.")
    return found
