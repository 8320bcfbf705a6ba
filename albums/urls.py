"""Addresses of the catalogue."""

from django.urls import path

from albums import views

urlpatterns = [
    path("artists/", views.artist_list, name="artist-list"),
    path("artists/<any_slug:slug>/", views.artist, name="artist"),
]
