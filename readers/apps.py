"""Readers: what each of them follows, is told of, and keeps."""

from __future__ import annotations

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    """The room of readers."""

    name = "readers"
