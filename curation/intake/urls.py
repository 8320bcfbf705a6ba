"""Addresses of the intake, below /admin/."""

from django.contrib import admin
from django.urls import path

from curation.intake import feeds, past, views

guarded = admin.site.admin_view

urlpatterns = [
    path("bring-in/", guarded(views.bring_in), name="bring-in"),
    path("bring-in/<uuid:key>/", guarded(views.batch), name="bring-in-batch"),
    path("bring-in/<uuid:key>/policies/", guarded(views.decide_policies), name="bring-in-policies"),
    path("sources/<int:pk>/feeds/", guarded(feeds.find_feeds), name="find-feeds"),
    path("feeds/<int:pk>/past/", guarded(past.look_back), name="look-back"),
    path("documents/<int:pk>/", guarded(views.document), name="document"),
]
