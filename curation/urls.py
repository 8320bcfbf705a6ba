"""Addresses of what has been changed in public."""

from django.urls import path

from curation import views

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed/", views.corrections_feed, name="corrections-feed"),
    path(
        "albums/<any_slug:artist>/<any_slug:slug>/reviews/<int:pk>/history/",
        views.review_history,
        name="review-history",
    ),
]
