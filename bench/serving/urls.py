"""The site's addresses and one more, the control: a view that does nothing, behind all that stands before a view."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from config.urls import handler500
from config.urls import urlpatterns as addresses_of_the_site

__all__ = ["handler500", "urlpatterns"]


def control(request: HttpRequest) -> HttpResponse:
    """An empty answer."""
    return HttpResponse()


urlpatterns: list[URLPattern | URLResolver] = [path("bench/control/", control), *addresses_of_the_site]
