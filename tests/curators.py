"""Curators at their desk: who they are, and how a test fills in the admin's forms."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.markup import Element, read

Row = TypeVar("Row", bound=Model)


def new_curator(**columns: object) -> AbstractBaseUser:
    """A member of staff in the group Curator."""
    user = UserFactory(is_staff=True, **columns)
    user.groups.add(Group.objects.get(name="Curator"))
    return user


def new_chief() -> AbstractBaseUser:
    """A member of staff in the group Chief curator."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="Chief curator"))
    return user


def staff_who_may(*permissions: str) -> AbstractBaseUser:
    """A member of staff with these permissions alone."""
    user = UserFactory(is_staff=True)
    for permission in permissions:
        app_label, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return user


def signed_in(user: AbstractBaseUser) -> Client:
    """A client of theirs."""
    client = Client()
    client.force_login(user)
    return client


def page_of(thing: object) -> str:
    """The admin's page of a row."""
    options = type(thing)._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[thing.pk])


def list_of(model: type) -> str:
    """The admin's list of a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def filled_in(response: HttpResponse) -> dict[str, object]:
    """What a browser would post if the page's form were sent back untouched, without any button."""
    form = next(form for form in read(response).all("form") if form.get("id").endswith("_form"))
    answers: dict[str, object] = {}
    for field in form.descendants():
        name = field.get("name")
        if not name or "disabled" in field.attributes:
            continue
        if field.tag == "textarea":
            # A browser drops the newline that opens a textarea, and sends CRLF.
            answers[name] = "".join(field.children).removeprefix("\n").replace("\n", "\r\n")
        elif field.tag == "select":
            chosen = [option["value"] for option in field.all("option") if "selected" in option.attributes]
            if "multiple" in field.attributes:
                answers[name] = chosen
            else:
                answers[name] = chosen[0] if chosen else _first(field)
        elif field.tag == "input" and _is_sent(field):
            answers[name] = field.attributes.get("value", "on" if field.get("type") == "checkbox" else "")
    return answers


def _first(select: Element) -> str:
    options = select.all("option")
    return options[0]["value"] if options else ""


def _is_sent(field: Element) -> bool:
    kind = field.get("type")
    if kind in ("checkbox", "radio"):
        return "checked" in field.attributes
    return kind not in ("submit", "file", "button")


def send(client: Client, url: str, **changes: object) -> HttpResponse:
    """Open the page, change these answers (None: leave unchecked), press Save, or the button named in `changes`."""
    answers = filled_in(client.get(url)) | changes
    pressed = any(name.startswith("_") for name in changes)
    answers = {name: value for name, value in answers.items() if value is not None}
    return client.post(url, answers if pressed else {**answers, "_save": "Save"})


def errors_in(response: HttpResponse) -> list[str]:
    """What the form refuses, as the page says it."""
    assert response.status_code == 200, "the form was accepted"
    return [item.text for errors in read(response).all("ul", of_class="errorlist") for item in errors.all("li")]


def told(response: HttpResponse) -> list[str]:
    """The messages that the next page shows."""
    return [str(message) for message in response.context["messages"]]


def stored(row: Row) -> Row:
    """The row as the database has it now."""
    return type(row)._default_manager.get(pk=row.pk)
