"""Addresses of the catalogue."""

urlpatterns = []
