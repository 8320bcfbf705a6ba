"""What a program is told when something goes wrong: RFC 9457, `application/problem+json`, for every error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpResponse
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

CONTENT_TYPE = "application/problem+json"
# How a status is said where nothing more is known; RFC 9457 wants a title that is the same for every one of its kind.
WORDS = {
    400: "The request makes no sense: look at the address and its parameters.",
    401: "This needs a token that the site knows.",
    403: "This token may not do that.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "That is more than the site takes at once.",
    429: "Too many requests: wait as long as Retry-After says.",
    500: "The site failed. The failure has been noted.",
    503: "The site cannot answer just now: try again after as many seconds as Retry-After says.",
}


class Wrong(Schema):
    """One thing that is wrong with a request."""

    where: str = Field(description="Where it stands: query, path, header or body.")
    name: str = Field(description="The parameter or field.")
    detail: str = Field(description="What is wrong with it.")


class ProblemShown(Schema):
    """A problem as RFC 9457 has it."""

    type: str = Field(default="about:blank", description="Nothing but the status tells problems apart.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What went wrong, for people to read.")
    errors: list[Wrong] = Field(default=[], description="One by one, where several things are wrong.")


class Problem(Exception):
    """Raised anywhere in the API: answered as a problem with this status."""

    def __init__(
        self, status: int, detail: str = "", errors: Sequence[Wrong] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.errors, self.headers = status, list(errors), dict(headers or {})
        self.detail = detail or WORDS.get(status, HTTPStatus(status).phrase)

    @classmethod
    def with_parameter(cls, name: str, detail: str) -> Problem:
        """400: that parameter of the query makes no sense."""
        return cls(400, f"{name}: {detail}", [Wrong(where="query", name=name, detail=detail)])

    @classmethod
    def with_body(cls, wrongs: Sequence[Wrong]) -> Problem:
        """422: this is wrong with what was written."""
        return cls(422, "; ".join(f"{wrong.name}: {wrong.detail}" for wrong in wrongs), wrongs)

    def answer(self) -> HttpResponse:
        """The response."""
        return HttpResponse(self.body(), status=self.status, content_type=CONTENT_TYPE, headers=self.headers)

    def body(self) -> str:
        """What the response says."""
        shown = ProblemShown(
            title=HTTPStatus(self.status).phrase, status=self.status, detail=self.detail, errors=self.errors
        )
        return shown.model_dump_json(exclude=None if self.errors else {"errors"})


def problem_of(error: Exception | type[Exception]) -> Problem:
    """The problem that an exception is, or one of the framework's own amounts to."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationError):
        wrong = [
            Wrong(where=str(where), name=".".join(str(part) for part in rest) or str(where), detail=each["msg"])
            for each in error.errors
            for where, *rest in [each["loc"]]
        ]
        return Problem.with_body(wrong)
    return Problem(error.status_code if isinstance(error, HttpError) else 500, str(error))


def turn_into_problem(response: HttpResponse) -> None:
    """Make a page that says what went wrong into a problem, keeping its status and its other headers."""
    response.content = Problem(response.status_code).body()
    response["Content-Type"] = CONTENT_TYPE
    for name in ("Content-Encoding", "Content-Length", "ETag"):
        response.headers.pop(name, None)
