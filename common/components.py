"""Components: what pages repeat many times, as Jinja2 macros in `templates/components/*.jinja`.

Pages are Django templates; a Django template reaches a component through a tag. Why there are two template languages:
`docs/decisions/jinja-for-components.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from markupsafe import Markup

ENGINE = "components"


def component(file: str, name: str) -> Callable[..., Markup]:
    """The macro `name` of `components/<file>.jinja`, as a function that returns safe HTML."""

    def render(*arguments: Any, **named: Any) -> Markup:
        macros = cast(Jinja2, engines[ENGINE]).env.get_template(f"components/{file}.jinja").module
        return getattr(macros, name)(*arguments, **named)

    return render


def load_templates() -> None:
    """Compile every template of the site, so that no reader waits for it. Takes about a second."""
    folder = settings.BASE_DIR / "templates"
    for suffix, engine in ((".html", "django"), (".jinja", ENGINE)):
        for file in sorted(folder.rglob(f"*{suffix}")):
            engines[engine].get_template(file.relative_to(folder).as_posix())
