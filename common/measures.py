"""What is counted while the site runs, for those who watch over it. Counts go nowhere until somebody collects them."""

from __future__ import annotations

from collections.abc import Callable


class Counted:
    """One thing that is counted, by one label: `PAGES.count("kept")`."""

    def __init__(self, name: str, what: str, label: str) -> None:
        self.name, self.what, self.label = name, what, label
        self.count: Callable[[str], None] = _nowhere

    def collected_by(self, count: Callable[[str], None]) -> None:
        """From now on tell `count`, in this process."""
        self.count = count


def _nowhere(label: str) -> None:
    pass


PAGES = Counted("chorus_pages", "Pages that look the same to everybody, by how they were answered.", "how")
FETCHES = Counted("chorus_fetches", "Addresses on other sites that web processes asked for, by what came.", "came")
PICTURES = Counted("chorus_pictures", "Pictures for shared links, by what was done.", "how")
COUNTED = (PAGES, FETCHES, PICTURES)
