"""Addresses of the API. Names carry no namespace, and begin with `api-`."""

from django.urls import include, path

from api import views
from api.contract import api

urlpatterns = [
    path("", views.contract_page, name="api-root"),
    path("openapi.json", views.openapi, name="api-openapi"),
    path("", include(api.urls[0])),
]
