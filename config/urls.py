"""Every address of the site. Names carry no namespace: `{% url "album" ... %}`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("albums.urls")),
    path("", include("reviews.urls")),
]

handler500 = "config.errors.server_error"
