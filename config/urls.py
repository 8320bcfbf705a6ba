"""Every address of the site. Names carry no namespace: `{% url "album" ... %}`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("albums.urls")),
    path("", include("reviews.urls")),
]
