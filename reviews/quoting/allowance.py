"""How much may be quoted of one review: by the policy of its source, and by what the page itself asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.quoting.excerpt_rules import longest_excerpt


@dataclass(frozen=True)
class Allowance:
    """At most `quotes` quotations of `characters` each, together at most that `share` of the text. None: no bound."""

    characters: int | None = None
    quotes: int | None = None
    share: float | None = None

    def longest(self, body: str) -> int:
        """How many characters one quotation of that text may have; 0 where it may not be quoted at all."""
        if self.quotes == 0:
            return 0
        bounds = [longest_excerpt(body, hosted=False), self.characters]
        return min(bound for bound in bounds if bound is not None)

    def together(self, body: str) -> int | None:
        """How many characters all quotations of that text may have together: one may always be made whole."""
        return None if self.share is None else max(int(len(body) * self.share), self.longest(body))

    def refusal(self, length: int, body: str) -> str:
        """What to tell a person whose quotation has more characters than that."""
        longest = self.longest(body)
        if not longest:
            return "Nothing is quoted from there: the link alone is shown."
        return f"This quotation has {length} characters; from this text at most {longest} may be quoted. Shorten it."

    def refusal_of_all(self, lengths: Sequence[int], body: str) -> str:
        """What to tell a person who makes quotations of those lengths; empty when they may be made."""
        if self.quotes is not None and len(lengths) > self.quotes:
            return f"At most {self.quotes} quotations of a review may be made from that site."
        most = self.together(body)
        if most is not None and sum(lengths) > most:
            return (
                f"The quotations have {sum(lengths)} characters together; of this text at most {most} may be quoted. "
                "Leave one out, or shorten them."
            )
        return ""


NO_BOUND = Allowance()
"""No policy says anything: only the site's own limits hold."""
