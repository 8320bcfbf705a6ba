"""Which addresses a site has: `python -m bench.fire.site_map` prints its routes, pages of it, and keys that are there.

A route is an address with a place for each argument, `/desk/reviews/{int:pk}/`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402

from albums.models import Album, Artist, Genre, Label  # noqa: E402
from reviews.models import Critic, Publication, Review  # noqa: E402

PAGES: tuple[Any, ...] = (Album, Artist, Genre, Label, Critic, Publication, Review)
NAMED = re.compile(r"<(?:(\w+):)?(\w+)>")
IN_EXPRESSION = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def main() -> None:
    """Print them."""
    words = {app.label for app in apps.get_app_configs()} | {model._meta.model_name for model in admin.site._registry}
    told = {
        "routes": sorted(set(routes(get_resolver(), "/"))),
        "pages": [
            thing.get_absolute_url().partition("#")[0] for model in PAGES for thing in model._default_manager.all()
        ],
        "keys": [model._default_manager.order_by("-pk").values_list("pk", flat=True).first() for model in PAGES],
        "words": sorted({*map(str, words), *chain.from_iterable(map(_slugs, (Album, Artist, Genre, Critic)))}),
    }
    json.dump(told, sys.stdout)


def _slugs(model: type[Model]) -> list[str]:
    return list(model._default_manager.values_list("slug", flat=True)[:10])


def routes(resolver: URLResolver, before: str) -> Iterator[str]:
    """Every pattern's address, with `{converter:name}` for each argument."""
    for pattern in resolver.url_patterns:
        route = before + as_route(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def as_route(pattern: str) -> str:
    """A pattern in either of Django's two languages, with `{converter:name}` for each argument."""
    plain = IN_EXPRESSION.sub(lambda found: f"{{str:{found[1]}}}", pattern.removeprefix("^"))
    plain = NAMED.sub(lambda found: f"{{{found[1] or 'str'}:{found[2]}}}", plain)
    return re.sub(r"[\\^$?]|/\Z(?<=//)", "", plain.replace(r"\Z", ""))


if __name__ == "__main__":
    main()
