"""What a page says about being quoted and kept: robots directives and the reservation of text and data mining."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Directives:
    """What the page asks of those who quote it. By default it asks nothing.

    `may_archive`: whether its text may be kept once excerpts are made. `longest_snippet`: the most characters of one
    quotation, 0 for none at all, None for no limit of its own. `reserved`: whether nothing may be extracted by machine.
    `unquotable`: passages of the body, as printed, that the page keeps out of quotations.
    """

    may_archive: bool = True
    longest_snippet: int | None = None
    reserved: bool = False
    unquotable: tuple[str, ...] = ()

    @property
    def may_quote(self) -> bool:
        """Whether sentences of it may be shown at all; else only the link."""
        return self.longest_snippet != 0


UNRESTRICTED = Directives()
