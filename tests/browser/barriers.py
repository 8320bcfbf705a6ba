"""What keeps somebody from using a page: what axe-core finds, and what the screen does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

HEIGHT = 900
WIDTHS = (390, 1280)
"""A phone's, a desk's."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ON_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that may find something else in the dark."""
# Not asked to fetch stylesheets: it reads those that import others by an inline style, which the policy forbids.
# Not asked for selectors, whose making takes as long as all else: a piece of the element says as well which it is.
ASKED = {"resultTypes": ["violations"], "preload": False, "selectors": False}
# The admin's links fade from one colour to the other. Waiting for it takes frames, which a still page may never draw.
ALL_FADED = """
    document.getAnimations()
        .filter((animation) => animation.effect.getComputedTiming().endTime < Infinity)
        .forEach((animation) => animation.finish())
"""


@cache
def _axe_core() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe-core finds on the page as it is, one line for each rule broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_core())
    found = page.evaluate("asked => axe.run(asked)", ASKED | {"runOnly": list(rules)})
    return [
        f"{rule['impact']} {rule['id']} x{len(rule['nodes'])}: {rule['nodes'][0]['html']}"
        for rule in found["violations"]
    ]


def barriers(page: Page, widths: Sequence[int] = ()) -> list[str]:
    """What axe-core finds in light and in dark, and how far the page goes over its edge, at the page's or these widths.

    The rules that are not about colours are asked in light alone, for they find the same in the dark.
    """
    found = []
    for width in widths or [page.viewport_size["width"]]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width} wide: {fault}" for fault in excess_width(page)]
        for theme, rules in (("light", RULES), ("dark", ON_COLOURS)):
            page.emulate_media(color_scheme=theme)
            page.evaluate(ALL_FADED)
            found += [f"{width} wide, {theme}: {fault}" for fault in axe(page, rules)]
    page.emulate_media(color_scheme="light")
    return found


def excess_width(page: Page) -> list[str]:
    """By how much the page must be scrolled sideways."""
    excess = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{excess} pixels too wide"] if excess > 0 else []
