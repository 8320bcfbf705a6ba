"""Addresses of year-end lists on their way in, below /admin/."""

from django.contrib import admin
from django.urls import path

from curation.year_end import views

urlpatterns = [path("year-end-list/", admin.site.admin_view(views.bring_in), name="bring-in-list")]
