"""The pages of marks, and what sets one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from albums.models import Album
from common.limits import over_limit
from common.query import LARGEST_KEY, whole
from common.requests import SignedInRequest
from readers.models import ReaderMark
from readers.shelf.close_critics import LEAST_COMMON, critics_close_to
from readers.shelf.mark_buttons import mark_buttons
from readers.shelf.marking import SAID, marks_page, set_mark
from reviews.models import Verdict

TOO_MANY = gettext_lazy("You have set a great many marks within the minute. Go on a little later.")


@login_required
@require_POST
def mark(request: SignedInRequest) -> HttpResponse:
    """Set a mark. htmx takes the buttons anew; without it one comes back to the album."""
    album = get_object_or_404(
        Album.objects.listed().select_related("lead_artist"), pk=whole(request.POST.get("album", "")) or 0
    )
    said = request.POST.get("said", "")
    if said not in SAID:
        return render(request, "readers/refused.html", {"problem": _("There is no such mark.")}, status=422)
    if over_limit(request, "mark"):
        return render(request, "readers/refused.html", {"problem": TOO_MANY}, status=429)
    found = set_mark(request.user, album, said)
    if request.htmx:
        return HttpResponse(mark_buttons(get_token(request), album.pk, (found.state, found.verdict) if found else None))
    return redirect(f"{album.get_absolute_url()}#own-mark")


@login_required
@require_safe
def marks(request: SignedInRequest) -> HttpResponse:
    """The reader's marks, narrowed by what they say, the newest first."""
    state, verdict = (_among(request.GET.get(key, ""), values) for key, values in _FILTERS.items())
    after = whole(request.GET.get("after", ""), LARGEST_KEY)
    found, more = marks_page(request.user, state, verdict, after)
    kept = {key: value for key, value in (("state", state), ("verdict", verdict)) if value}
    context = {
        "marks": found,
        "state": state,
        "verdict": verdict,
        "states": ReaderMark.State.choices,
        "verdicts": Verdict.choices,
        "first": f"?{urlencode(kept)}" if after is not None else "",
        "next": f"?{urlencode(kept | {'after': found[-1].pk})}" if more else "",
    }
    return render(request, "readers/marks.html", context)


@login_required
@require_safe
def close_critics(request: SignedInRequest) -> HttpResponse:
    """Who of the critics sees records as the reader does."""
    judged = ReaderMark.objects.filter(owner=request.user).with_verdict().count()
    context = {"found": critics_close_to(request.user), "judged": judged, "least": LEAST_COMMON}
    return render(request, "readers/close_critics.html", context)


_FILTERS = {"state": ReaderMark.State.values, "verdict": Verdict.values}


def _among(value: str, values: list[str]) -> str:
    return value if value in values else ""
