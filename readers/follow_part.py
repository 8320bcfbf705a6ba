"""The button by which a thing is followed: on public pages what is each reader's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext
from markupsafe import Markup

from common.components import component
from common.personal_parts import Key, form_token, personal_part
from common.requests import person_of
from readers.models.follow import is_followed

_button = component("follow", "follow_button")


@personal_part("follow")
def follow_buttons(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The button to follow a thing or to stop; for strangers a link. The key: the kind, the thing's key and its name.

    A page has one.
    """
    person = person_of(request)
    made = {}
    for asked in keys:
        kind, key, name = str(asked[0]), int(asked[1] or 0), str(asked[2])
        followed = None if person is None else is_followed(person, kind, key)
        made[asked] = follow_button(request, kind, key, name, followed=followed)
    return made


def follow_button(request: HttpRequest, kind: str, key: int, name: str, *, followed: bool | None) -> Markup:
    """The button of one thing. Strangers, of whom `followed` is None, get a link that is the same for all of them."""
    token = "" if followed is None else form_token(request)
    word = gettext("Following") if followed else gettext("Follow")
    words = gettext("Stop following %(name)s") % {"name": name} if followed else ""
    return _button(kind, key, name, followed, token, word, words)
