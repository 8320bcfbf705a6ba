"""What of public pages is a reader's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string

from common.personal_parts import Key, form_token, personal_part
from common.requests import person_of
from readers.following import is_followed


@personal_part("follow")
def follow_buttons(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The button to follow a thing or to stop; for strangers a link. The key: the kind, the thing's key and its name.

    A page has one.
    """
    person = person_of(request)
    made = {}
    for asked in keys:
        kind, key, name = str(asked[0]), int(asked[1] or 0), asked[2]
        shown: dict[str, object] = {"kind": kind, "key": key, "name": name, "signed_in": person is not None}
        if person is not None:
            shown |= {"followed": is_followed(person, kind, key), "csrf_token": form_token(request)}
        made[asked] = render_to_string("readers/follow_button.html", shown)
    return made
