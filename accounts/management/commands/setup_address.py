"""The address at which a site gets its first administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.invitations import new_setup_path


class Command(BaseCommand):
    """`manage.py setup_address`"""

    help = "Print an address that makes the site's first administrator, once, while there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        """The address is good for fourteen days, and until there is an administrator."""
        path = new_setup_path()
        if path is None:
            raise CommandError("This site has an administrator, who names others in the admin.")
        self.stdout.write(f"{settings.SITE_URL}{path}")
