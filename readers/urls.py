"""Addresses of what readers follow and keep."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
