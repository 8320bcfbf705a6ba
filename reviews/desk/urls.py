"""Addresses of the critic's desk."""

from django.urls import path

from reviews.desk import bringing_in, feeds, published, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("albums/", views.albums, name="desk-albums"),
    path("grades/", views.grades, name="desk-grades"),
    path("bring-in/", bringing_in.bring_in, name="desk-bring-in"),
    path("bring-in/<int:pk>/", bringing_in.arrival, name="desk-arrival"),
    path("feeds/", feeds.feeds, name="desk-feeds"),
    path("feeds/<int:pk>/end/", feeds.end, name="desk-end-feed"),
    path("drafts/<int:pk>/", views.draft, name="desk-draft"),
    path("drafts/<int:pk>/discard/", views.discard_draft, name="desk-discard-draft"),
    path("reviews/new/", views.new, name="desk-new"),
    path("reviews/<int:pk>/", views.review, name="desk-review"),
    path("reviews/<int:pk>/discard/", views.discard_review, name="desk-discard"),
    path("reviews/<int:pk>/take-back/", views.take_review_back, name="desk-take-back"),
    path("reviews/<int:pk>/revise/", published.revise_review, name="desk-revise"),
    path("reviews/<int:pk>/withdraw/", published.withdraw_review, name="desk-withdraw"),
    path("reviews/<int:pk>/contest/", published.contest, name="desk-contest"),
    path("reviews/<int:pk>/corrections/", published.ask, name="desk-correction"),
    path("reviews/<int:pk>/history/", published.history, name="desk-history"),
]
