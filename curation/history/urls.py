"""Addresses of the history, below /admin/. A record's own stands where Django's admin has its page of that name."""

from django.contrib import admin
from django.urls import path

from curation.history import views

guarded = admin.site.admin_view

urlpatterns = [
    path("history/", guarded(views.recent), name="history"),
    path("history/<str:app>/<str:model>/<int:key>/", guarded(views.record), name="history-record"),
    path("history/<str:app>/<str:model>/revert/<int:number>/", guarded(views.revert_one), name="history-revert"),
    path("<str:app>/<str:model>/<int:key>/history/", guarded(views.of_admin_page)),
]
