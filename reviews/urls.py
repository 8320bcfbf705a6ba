"""Addresses of what people say, and of the pages that need the catalogue and the reviews together."""

from django.urls import path

from reviews.views import album, charts, home, search, voices

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", home.method, name="method"),
    path("search/", search.search_page, name="search"),
    path("albums/<str:artist>/<str:slug>/", album.album, name="album"),
    path("albums/<str:artist>/<str:slug>/compare/", album.compare, name="compare"),
    path("albums/<str:artist>/<str:slug>/reviews/<int:pk>/", album.review, name="review"),
    path("charts/", charts.best, name="chart-best"),
    path("charts/<int:year>/", charts.best, name="chart-best-year"),
    path("charts/divisive/", charts.divisive, name="chart-divisive"),
    path("charts/<int:year>/divisive/", charts.divisive, name="chart-divisive-year"),
    path("critics/", voices.critic_list, name="critic-list"),
    path("critics/<str:slug>/", voices.critic, name="critic"),
    path("publications/", voices.publication_list, name="publication-list"),
    path("publications/<str:slug>/", voices.publication, name="publication"),
]
