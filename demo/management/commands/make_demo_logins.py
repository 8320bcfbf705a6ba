"""The two accounts with which a newcomer tries the desks of the demo site."""

from __future__ import annotations

import os
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Count

from config.database import data_folder
from demo.models import DemoRow
from reviews.models import Critic


class Command(BaseCommand):
    """Makes `curator` and `critic` on a site where nobody can sign in yet; their passwords go to the data folder."""

    help = (
        "Make the demo's curator and critic, with new passwords in the data folder's logins.txt, if nobody can sign in."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """The critic claims the byline with the most reviews."""
        if User.objects.filter(is_active=True).exists():
            return
        passwords = {name: secrets.token_urlsafe(9) for name in ["curator", "critic"]}
        curator = _new_person("curator", passwords["curator"], is_staff=True)
        curator.groups.add(Group.objects.get(name="Curator"))
        critic = _new_person("critic", passwords["critic"])
        DemoRow.objects.note(User, [curator.pk, critic.pk])
        signs_as = ""
        written = Critic.objects.listed().filter(user=None).annotate(written=Count("reviews"))
        if byline := written.order_by("-written", "pk").first():
            byline.user = critic
            byline.save(update_fields=["user"])
            signs_as = f", signing as {byline.name}"
        path = data_folder() / "logins.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(f"curator / {passwords['curator']}   the curators’ desk, /admin/\n")
            file.write(f"critic  / {passwords['critic']}   a critic’s desk, /desk/{signs_as}\n")


def _new_person(name: str, password: str, **columns: bool) -> User:
    """An account with a verified address, to which the demo's mail goes (it is printed)."""
    person = User.objects.create_user(name, f"{name}@chorus.example", password, **columns)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
