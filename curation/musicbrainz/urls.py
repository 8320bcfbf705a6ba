"""Addresses of the catalogue's source, below /admin/."""

from django.contrib import admin
from django.urls import path

from curation.musicbrainz import listed_records, views

guarded = admin.site.admin_view

urlpatterns = [
    path("add-record/", guarded(views.add_record), name="add-record"),
    path("add-record/list/", guarded(listed_records.add_list), name="add-list"),
    path("albums/<int:pk>/source/", guarded(views.album_source), name="album-source"),
]
