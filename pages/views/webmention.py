"""Where other people's pages say that they link to one of ours (https://www.w3.org/TR/webmention/)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from albums.models import Album
from common.limits import seconds_over_limit
from common.web_addresses import host_of
from pages.own_addresses import own_page_at
from reviews.incoming.mentions import NotTaken, TooMany, check_source, receive
from reviews.models import Review

PLAIN = "text/plain; charset=utf-8"
HOUR_SECONDS = 3600


@require_POST
@csrf_exempt
def webmention(request: HttpRequest) -> HttpResponse:
    """Take `source` and `target`, and look at the source later. Nothing is fetched while the sender waits."""
    source, target = request.POST.get("source", "").strip(), request.POST.get("target", "").strip()
    wait = seconds_over_limit(request, "webmention", "ip") or seconds_over_limit(
        request, "webmention-host", lambda group, asked: host_of(source)
    )
    if wait:
        return _answer("Too many mentions. Try again later.", 429, wait)
    try:
        album, review = _target(target)
        check_source(source, target)
        receive(source, target, album, review)
    except Http404:
        return _answer("The target is no page of this site that takes mentions.", 400)
    except NotTaken as refusal:
        return _answer(str(refusal), 400)
    except TooMany:
        return _answer("Too many mentions wait. Try again later.", 503, HOUR_SECONDS)
    return _answer("Thank you. The page is looked at, then by a curator.", 202)


def _target(url: str) -> tuple[Album, Review | None]:
    """The album whose page that is, and the hosted review if it is its own page. Raises Http404."""
    found = own_page_at(url, follow=True)
    if found.url_name not in ("album", "review"):
        raise Http404("No page that takes mentions.")
    listed = Album.objects.listed()
    album = listed.filter(lead_artist__slug=found.kwargs["artist"], slug=found.kwargs["slug"]).first()
    if album is None:
        raise Http404("No such album.")
    if found.url_name == "album":
        return album, None
    review = Review.objects.published().filter(album=album, pk=found.kwargs["pk"], hosted=True).first()
    if review is None:
        raise Http404("No such review here.")
    return album, review


def _answer(words: str, status: int, wait: int = 0) -> HttpResponse:
    headers = {"Retry-After": str(wait)} if wait else {}
    return HttpResponse(f"{words}\n", status=status, content_type=PLAIN, headers=headers)
