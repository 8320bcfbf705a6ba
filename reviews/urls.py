"""Addresses of what people say, and of the pages that need the catalogue and the reviews together."""

from django.urls import path

from reviews.views import album, charts, home, method, search, voices

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", method.method, name="method"),
    path("search/", search.search_page, name="search"),
    path("albums/<any_slug:artist>/<any_slug:slug>/", album.album, name="album"),
    path("albums/<any_slug:artist>/<any_slug:slug>/compare/", album.compare, name="compare"),
    path("albums/<any_slug:artist>/<any_slug:slug>/reviews/<int:pk>/", album.review, name="review"),
    path("charts/", charts.best, name="chart-best"),
    path("charts/<int:year>/", charts.best, name="chart-best-year"),
    path("charts/divisive/", charts.divisive, name="chart-divisive"),
    path("charts/<int:year>/divisive/", charts.divisive, name="chart-divisive-year"),
    path("critics/", voices.critic_list, name="critic-list"),
    path("critics/<any_slug:slug>/", voices.critic, name="critic"),
    path("publications/", voices.publication_list, name="publication-list"),
    path("publications/<any_slug:slug>/", voices.publication, name="publication"),
]
