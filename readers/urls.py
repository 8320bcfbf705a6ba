"""Addresses of what readers follow and keep."""

from __future__ import annotations

from django.urls import URLPattern, path

from readers.views import follows, news

urlpatterns: list[URLPattern] = [
    path("new-for-you/", news.new_for_you, name="new-for-you"),
    path("new-for-you/told/", news.news_settings, name="news-settings"),
    path("new-for-you/feed/renew/", news.renew_news_feed, name="renew-news-feed"),
    path("new-for-you/feed/<str:token>/", news.news_feed, name="news-feed"),
    path("new-for-you/stop/<str:token>/", news.stop_news, name="stop-news"),
    path("following/", follows.following, name="following"),
    path("follow/<str:kind>/<int:key>/", follows.follow_page, name="follow"),
    path("follow/<str:kind>/<int:key>/stop/", follows.unfollow, name="unfollow"),
]
