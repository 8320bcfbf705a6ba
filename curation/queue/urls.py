"""Addresses of the queue, below /admin/queue/."""

from django.contrib import admin
from django.urls import path

from curation.queue import views

guarded = admin.site.admin_view

urlpatterns = [
    path("", guarded(views.queue), name="queue"),
    path("publish/", guarded(views.publish_selected), name="queue-publish"),
    path("<str:kind>/<int:key>/take/", guarded(views.take_one), name="queue-take"),
    path("<str:kind>/<int:key>/release/", guarded(views.release_one), name="queue-release"),
]
