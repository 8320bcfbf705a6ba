"""The room as Django knows it: no tables, but files that a release is told by."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Nothing to prepare."""

    name = "api"
