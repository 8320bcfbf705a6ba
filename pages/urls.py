"""Addresses of what people say, and of the pages that need the catalogue and the reviews together."""

from django.urls import path
from django.views.generic import RedirectView

from pages.charting import MEASURES
from pages.feeds import FEED_KINDS
from pages.views import (
    album,
    browse,
    charts,
    elsewhere,
    feeds,
    for_programs,
    home,
    manifest,
    method,
    picture,
    search,
    tags,
    voices,
    webmention,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", method.method, name="method"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("robots.txt", for_programs.robots, name="robots"),
    path("sitemap.xml", for_programs.sitemap, name="sitemap"),
    path("sitemap-lists.xml", for_programs.sitemap_lists, name="sitemap-lists"),
    path("sitemap-<slug:section>-<int:number>.xml", for_programs.sitemap_part, name="sitemap-part"),
    path(".well-known/security.txt", for_programs.security, name="security-txt"),
    path("opensearch.xml", for_programs.opensearch, name="opensearch"),
    path("webmention", webmention.webmention, name="webmention"),
    path("oembed", elsewhere.oembed, name="oembed"),
    path("albums/<any_slug:artist>/<any_slug:slug>/badge.svg", elsewhere.badge, name="album-badge"),
    path("albums/<any_slug:artist>/<any_slug:slug>/picture.jpg", picture.album, name="album-picture"),
    path(
        "albums/<any_slug:artist>/<any_slug:slug>/reviews/<int:pk>/picture.jpg", picture.review, name="review-picture"
    ),
    path("lists/<int:pk>/picture.jpg", picture.reader_list, name="list-picture"),
    path("critics/<any_slug:slug>/picture.jpg", picture.critic, name="critic-picture"),
    path("albums/<any_slug:artist>/<any_slug:slug>/embed/", elsewhere.embed, name="album-embed"),
    path("feed/", feeds.newest, name="feed"),
    path("charts/feed/", feeds.newcomers, name="newcomer-feed"),
    path("albums/<any_slug:artist>/<any_slug:slug>/feed/", feeds.album, name="album-feed"),
    *(
        path(f"{kind}s/<any_slug:slug>/feed/", feeds.feed_of, {"kind": kind}, name=f"{kind}-feed")
        for kind in FEED_KINDS
        if kind != "album"  # whose address has its artist in it
    ),
    path("search/", search.search_page, name="search"),
    path("albums/", browse.album_list, name="album-list"),
    path("albums/<any_slug:artist>/<any_slug:slug>/", album.album, name="album"),
    *(
        path(f"albums/<any_slug:artist>/<any_slug:slug>/{name}/", album.part, {"name": name}, name=f"album-{name}")
        for name in ("working", "history", "voices", "grades")
    ),
    path("albums/<any_slug:artist>/<any_slug:slug>/topics/<slug:topic>/", album.said, name="album-topic"),
    path("albums/<any_slug:artist>/<any_slug:slug>/tracks/<int:track>/", album.said, name="album-track"),
    path("albums/<any_slug:artist>/<any_slug:slug>/compare/", album.compare, name="compare"),
    path("albums/<any_slug:artist>/<any_slug:slug>/reviews/<int:pk>/", album.review, name="review"),
    path("charts/", RedirectView.as_view(pattern_name="chart-best", query_string=True, permanent=True)),
    *(
        path(f"charts/{kind}/{period}", charts.chart, {"kind": kind}, name=f"chart-{kind}")
        for kind in MEASURES
        for period in ("", "<period:period>/")
    ),
    path("charts/new/", charts.new, name="chart-new"),
    path("charts/coming-out/", charts.coming, name="chart-coming"),
    path("charts/coming-out/feed/", feeds.just_out, name="just-out-feed"),
    path("charts/publications/", charts.publications, name="chart-publications"),
    path("charts/publications/<int:year>/", charts.publications, name="chart-publications"),
    path("charts/lists/", charts.lists, name="chart-lists"),
    path("charts/lists/<int:year>/", charts.lists, name="chart-lists"),
    path("charts/year/", charts.year, name="chart-year"),
    path("charts/year/<int:year>/", charts.year, name="chart-year"),
    path("charts/<int:year>/", charts.old_best),
    path("charts/<int:year>/divisive/", charts.old_divisive),
    path("genres/", tags.genre_list, name="genre-list"),
    path("genres/<any_slug:slug>/", tags.genre, name="genre"),
    path("labels/", tags.label_list, name="label-list"),
    path("labels/<any_slug:slug>/", tags.label, name="label"),
    path("critics/", voices.critic_list, name="critic-list"),
    path("critics/<any_slug:slug>/", voices.critic, name="critic"),
    path("publications/", voices.publication_list, name="publication-list"),
    path("publications/<any_slug:slug>/", voices.publication, name="publication"),
    path("publications/<any_slug:slug>/lists/<int:year>/", charts.publication_lists, name="publication-lists"),
    path("publications/<any_slug:slug>/<int:year>/", charts.publication_year, name="publication-year"),
]
