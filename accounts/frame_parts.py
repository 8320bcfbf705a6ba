"""The parts of every page's frame that are one person's, and what only some people find on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.context import unread_notices_of
from accounts.step_views import steps_context
from common.components import component
from common.personal_parts import Key, form_token, personal_part
from common.requests import SignedInRequest, person_of

_links = component("account", "account_links")
_curators = component("account", "for_curators")
_first_review = component("account", "first_review")
_messages = component("account", "messages")
_styles = component("account", "first_steps_styles")
_token = component("account", "htmx_token")


@personal_part("htmx-token")
def htmx_token(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The attribute by which htmx sends the forms' token with what it posts; for whoever is signed in."""
    return {(): _token(form_token(request))} if person_of(request) else {}


@personal_part("account-links")
def account_links(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The way to the person's own pages, or to signing in. The key is the section of the site that the page is in."""
    person = person_of(request)
    if person is None:
        return {key: _links(None, 0, "", *key) for key in keys}
    return {key: _links(person, unread_notices_of(request), form_token(request), *key) for key in keys}


@personal_part("messages")
def pending_messages(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """What the person's last request left to say. Said once."""
    return {(): _messages(pending)} if (pending := list(messages.get_messages(request))) else {}


@personal_part("for-curators")
def for_curators(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """What curators can do from a public page. The key: its record's page in the admin, the record's key, the
    permission to change it, and whether reviews are added here."""
    person = person_of(request)
    if person is None or not person.is_staff:
        return {}
    made = {}
    for key in keys:
        page, record, permission, adding = key
        edit = reverse(str(page), args=[record]) if person.has_perm(str(permission)) else ""
        add = reverse("bring-in") if adding and person.has_perm("reviews.take_document") else ""
        made[key] = _curators(edit, add) if edit or add else ""
    return made


@personal_part("first-review")
def first_review(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The way to the desk, on the page of an album that nobody has been quoted on."""
    return {(): _first_review()} if person_of(request) else {}


@personal_part("first-steps")
def first_steps(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The administrator's list of first steps, and the styles it needs, until none is asked any more."""
    person = person_of(request)
    if person is None or not person.is_superuser:
        return {}
    steps = steps_context(cast(SignedInRequest, request))
    if steps["first_steps"].is_over:
        return {}
    shown = steps | {"came_from": "home", "csrf_token": form_token(request)}
    return {
        ("styles",): _styles(),
        ("list",): render_to_string("accounts/first_steps_list.html", shown, request),
    }
