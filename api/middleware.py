"""What holds for every address below `/api/`, known or not: methods, other sites' scripts, and errors."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from api.problems import CONTENT_TYPE, turn_into_problem

PREFIX = "/api/"
READ = ("GET", "HEAD", "OPTIONS")
EXPOSED = "ETag, Retry-After"
DAY_SECONDS = 86_400


class ApiMiddleware:
    """Stands outside of all that may answer with a page: whatever goes wrong below `/api/` is told as a problem.

    Scripts of every other site may read what anybody may read, without credentials (CORS); that includes errors, so
    that they can say what went wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        method = request.method
        if method == "HEAD":
            request.method = "GET"  # what answers the one answers the other; servers send no body
        response = self.get_response(request)
        request.method = method
        if response.status_code == 405:
            _name_methods(response)
        if method == "OPTIONS" and response.status_code == 405:
            response = _told_methods(response["Allow"])
        if response.status_code >= 400 and response.headers.get("Content-Type") != CONTENT_TYPE:
            turn_into_problem(response)
        if method in READ:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response


def _name_methods(response: HttpResponse) -> None:
    taken = [name.strip() for name in response.get("Allow", "").split(",") if name.strip()]
    response["Allow"] = ", ".join([*taken, *(name for name in READ if "GET" in taken and name not in taken)])


def _told_methods(taken: str) -> HttpResponse:
    """What a browser asks for before it lets a script of another site ask for more than plainly (preflight)."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": taken,
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": str(DAY_SECONDS),
        },
    )
