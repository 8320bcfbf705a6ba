"""The curators' work on the whole."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils import timezone


class CurationConfig(AppConfig):
    """Has a row for each of the release's jobs once its tables are there, and forgets whoever deletes their account."""

    name = "curation"

    def ready(self) -> None:
        """Be told of migrations, and of accounts that go."""
        from accounts.deletion import forgetters  # noqa: PLC0415
        from curation.forgetting_readers import forget_kept_rows  # noqa: PLC0415

        if forget_kept_rows not in forgetters:
            forgetters.append(forget_kept_rows)
        post_migrate.connect(_know_all_jobs, sender=self, dispatch_uid="curation.jobs")


def _know_all_jobs(using: str, **signal: object) -> None:
    from curation.jobs.worker import know_all_jobs  # noqa: PLC0415  models are loaded after apps
    from curation.models import Job  # noqa: PLC0415

    if using == DEFAULT_DB_ALIAS and Job._meta.db_table in connections[using].introspection.table_names():
        know_all_jobs(timezone.now())
