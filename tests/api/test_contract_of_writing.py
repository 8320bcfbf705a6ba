"""The contract of what takes a token holds, too: with one that may do everything, one that may nothing, and none."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import Case

from accounts.tokens import issue_token
from albums.models import Album
from api.openapi_document import document
from common.limits import forget_lots
from reviews.models import Critic, Review
from tests.api.asking import CONFIG, answer_to, told
from tests.curators import new_curator
from tests.factories import BODY, ReviewFactory

__all__ = ["told"]
ALBUM = "/albums/odalys-fenn/the-weather-presenter/"
LIKELY: dict[str, list[Any]] = {
    "album": [ALBUM, "/albums/nobody/nothing/"],
    "text": [BODY, ""],
    "verdict": ["positive", None],
    "grade": [None, "4/5", "B+"],
    "critic": [""],
    "publication": [None, "plinth-needle", "nothing"],
    "proposal": [None],
    "language": ["en", ""],
    "source_url": ["", "https://lantern.example/a"],
    "published_on": [None, "2020-02-02"],
    "updated_on": [None],
    "excerpts": [[], [{"text": "Nothing on it hurries", "lead": True}]],
    "addresses": [["https://lantern.example/a"], []],
    "reason": ["I heard it again.", ""],
}
"""What a program would say, beside anything that it could."""


def _with_likely_words() -> dict[str, Any]:
    """The document of what takes a token; where words may stand, some that make sense."""
    made = deepcopy(document())
    # The tokens are the test's to choose.
    del made["servers"], made["security"], made["components"]["securitySchemes"]
    made["paths"] = {
        path: methods
        for path, methods in made["paths"].items()
        if path.startswith(("/api/v1/own/", "/api/v1/documents"))
    }
    for methods in made["paths"].values():
        for operation in methods.values():
            del operation["security"]
    for title in ("NewReview", "ChangedReview", "RevisedReview", "Reason", "DocumentsBrought"):
        said = made["components"]["schemas"][title]["properties"]
        for name, found in said.items():
            if name in LIKELY:
                said[name] = {"anyOf": [{"enum": LIKELY[name]}, found]}
    return made


SCHEMA = schemathesis.openapi.from_dict(_with_likely_words(), config=CONFIG)


@pytest.fixture
def tokens(demo: None, settings: Any) -> list[str]:
    """What `Authorization` says: a token that may do everything, one that reads, and none."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/s")
    settings.FETCH_IN_BACKGROUND = False
    forget_lots()
    person = new_curator()
    byline = Critic.objects.filter(user=None).first()
    byline.user = person
    byline.save()
    album = Album.objects.listed().first()
    for state in ({}, {"submitted": True}, {"withdrawn": True}):
        ReviewFactory(critic=byline, album=album, **state)
    scopes = [["reviews", "documents"], []]
    return [*(f"Bearer {issue_token(person, str(number), each)}" for number, each in enumerate(scopes)), ""]


@SCHEMA.given(data=st.data())
@SCHEMA.parametrize()
@settings(suppress_health_check=list(HealthCheck))
@pytest.mark.django_db
def test_every_answer_to_who_writes_is_as_the_document_says(case: Case, tokens: list[str], data: Any) -> None:
    own = list(Review.objects.exclude(critic__user=None).order_by("pk").values_list("pk", "updated_at"))
    if "pk" in case.path_parameters and own and data.draw(st.booleans()):
        key, seen = data.draw(st.sampled_from(own))
        case.path_parameters["pk"] = key
        if isinstance(case.body, dict) and "version" in case.body:
            case.body["version"] = seen.isoformat()
    token = data.draw(st.sampled_from([tokens[0], *tokens]))
    case.validate_response(answer_to(case, **({"Authorization": token} if token else {})))
