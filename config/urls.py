"""Every address of the site. Names carry no namespace: `{% url "album" ... %}`."""

from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from config.media import media

urlpatterns: list[URLPattern | URLResolver] = [
    # Browsers ask for this on pages that name no icon.
    path("favicon.ico", lambda request: redirect(static("img/icon.svg"))),
    path("media/<path:path>", media),
    # One door, with one limit on how often it is tried.
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", include("curation.intake.urls")),
    path("admin/", include("curation.musicbrainz.urls")),
    path("admin/", include("curation.year_end.urls")),
    path("admin/queue/", include("curation.queue.urls")),
    path("admin/reviews/queuedreview/", RedirectView.as_view(pattern_name="queue")),
    path("admin/", include("curation.history.urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("reviews.desk.urls")),
    path("api/v1/", include("api.urls")),
    path("", include("albums.urls")),
    path("", include("pages.urls")),
    path("", include("curation.urls")),
    path("", include("curation.open_data.urls")),
    path("", include("accounts.urls")),
    path("", include("readers.urls")),
    path("", include("readers.shelf.urls")),
    path("", include("demo.urls")),
]

handler429 = "config.errors.too_many_requests"
handler500 = "config.errors.server_error"
