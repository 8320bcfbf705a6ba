"""Every address of the site. Names carry no namespace: `{% url "album" ... %}`."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from config.media import media
from config.sign_in import SignIn

urlpatterns = [
    # Browsers ask for this on pages that name no icon.
    path("favicon.ico", lambda request: redirect(static("img/icon.svg"))),
    path("media/<path:path>", media),
    # One door, with one limit on how often it is tried.
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/", admin.site.urls),
    path("accounts/login/", SignIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("desk/", include("reviews.desk.urls")),
    path("", include("albums.urls")),
    path("", include("reviews.urls")),
]

handler500 = "config.errors.server_error"
