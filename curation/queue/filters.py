"""How a curator narrows the queue, and where a page of it begins; read from an address, and written to one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict

from common.keyset import MergedPlace, read_place
from curation.models import Holdable
from curation.queue.waiting_kinds import WaitingKind

Choice = TypeVar("Choice", bound=TextChoices)
LONGEST_SEARCH = 200


class Holder(TextChoices):
    """Who is at work on it."""

    ME = "me", "by me"
    NOBODY = "nobody", "by nobody"
    OTHERS = "others", "by somebody else"


class Checks(TextChoices):
    """What the checks of a review say."""

    PASSES = "pass", "passes all checks"
    CONCERNS = "concerns", "has something to know"


@dataclass(frozen=True)
class Filters:
    """What is asked for; None and "" ask for nothing. `after` is the place behind which the page begins."""

    kind: WaitingKind | None = None
    holder: Holder | None = None
    checks: Checks | None = None
    words: str = ""
    after: MergedPlace[Holdable] | None = None

    def address(self, **changes: Any) -> str:
        """The query of the same page with these changes; from the start, unless `after` is among them."""
        changed = replace(self, **{"after": None} | changes)
        pairs = {
            "kind": changed.kind,
            "held": changed.holder,
            "checks": changed.checks,
            "q": changed.words,
            "after": changed.after,
        }
        return "?" + urlencode({name: str(value) for name, value in pairs.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.holder or self.checks or self.words)


def read_filters(query: QueryDict) -> Filters:
    """What an address asks for. What makes no sense in it asks for nothing."""
    return Filters(
        kind=_choice(WaitingKind, query.get("kind")),
        holder=_choice(Holder, query.get("held")),
        checks=_choice(Checks, query.get("checks")),
        words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH],
        after=read_place(query.get("after", ""), {holdable.value: holdable for holdable in Holdable}),
    )


def _choice(choices: type[Choice], value: str | None) -> Choice | None:
    return choices(value) if value in choices.values else None
