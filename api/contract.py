"""The contract: the API's routers put together, with the names of its addresses and its errors as problems."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from api.entering import let_in
from api.moved import moved_or_missing
from api.problems import Problem, problem_of
from api.reading_json import PlainJson
from api.routers import albums, artists, charts, corrections, method, reviews, search, voices
from api.writing import brought_documents, own_reviews
from reviews.life.steps import NotAllowed

VERSION = "1.0.0"


class Contract(NinjaAPI):
    """The API of this site."""

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        """`api-album`: the name that `reverse` knows an operation by."""
        return f"api-{operation.view_func.__name__.replace('_', '-')}"

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`album`: the name that generated clients know it by."""
        return str(operation.view_func.__name__)

    def set_default_exception_handlers(self) -> None:
        """Every exception that is somebody's fault is a problem; the site's own failures go on to Django."""
        self.add_exception_handler(Exception, _fail)
        self.add_exception_handler(Problem, lambda request, error: problem_of(error).answer())
        self.add_exception_handler(HttpError, lambda request, error: problem_of(error).answer())
        self.add_exception_handler(ValidationError, lambda request, error: problem_of(error).answer())
        self.add_exception_handler(NotAllowed, lambda request, error: Problem(409, str(error)).answer())
        self.add_exception_handler(Http404, lambda request, error: moved_or_missing(request))


def _fail(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    raise error


ABOUT = (
    "What critics make of records, together and each in their own words: the same rows and numbers as the pages. "
    "Scores and facts are CC0; excerpts are quotations and not licensed."
)

api = Contract(title="Chorus", version=VERSION, description=ABOUT, openapi_url=None, docs_url=None, parser=PlainJson())
api.add_decorator(let_in, mode="view")
for noun, router in (
    ("albums", albums.router),
    ("reviews", reviews.router),
    ("critics and publications", voices.router),
    ("artists", artists.router),
    ("charts", charts.router),
    ("search", search.router),
    ("corrections", corrections.router),
    ("method", method.router),
    ("your own reviews", own_reviews.router),
    ("documents", brought_documents.router),
):
    api.add_router("", router, tags=[noun])
