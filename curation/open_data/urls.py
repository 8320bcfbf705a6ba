"""Addresses of open data."""

from django.urls import path

from curation.open_data import views

urlpatterns = [
    path("open-data/", views.open_data, name="open-data"),
    path(f"open-data/{views.NEWEST}/<str:name>", views.newest_file, name="open-data-newest"),
    path("open-data/<str:edition>/<str:name>", views.edition_file, name="open-data-file"),
]
