"""The demo's one address."""

from django.urls import path

from demo import views

urlpatterns = [path("first-steps/remove-demo/", views.removal_page, name="remove-demo")]
