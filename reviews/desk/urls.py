"""Addresses of the critic's desk."""

from django.urls import path

from reviews.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("albums/", views.albums, name="desk-albums"),
    path("reviews/new/", views.new, name="desk-new"),
    path("reviews/<int:pk>/", views.review, name="desk-review"),
    path("reviews/<int:pk>/take-back/", views.take_review_back, name="desk-take-back"),
    path("reviews/<int:pk>/withdraw/", views.withdraw_review, name="desk-withdraw"),
]
