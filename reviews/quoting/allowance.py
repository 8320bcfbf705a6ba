"""How much may be quoted of one review: by the policy of its source, and by what the page itself asks for."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.quoting.excerpt_rules import longest_excerpt


@dataclass(frozen=True)
class Allowance:
    """At most `quotes` quotations of `characters` each, and each at most that `share` of the text. None: no bound."""

    characters: int | None = None
    quotes: int | None = None
    share: float | None = None

    def longest(self, body: str) -> int:
        """How many characters one quotation of that text may have; 0 where it may not be quoted at all."""
        if self.quotes == 0:
            return 0
        bounds = [longest_excerpt(body, hosted=False), self.characters]
        return min(bound for bound in bounds if bound is not None)

    def refusal(self, length: int, body: str) -> str:
        """What to tell a person whose quotation has more characters than that."""
        longest = self.longest(body)
        if not longest:
            return "Nothing is quoted from there: the link alone is shown."
        return f"This quotation has {length} characters; from this text at most {longest} may be quoted. Shorten it."


NO_BOUND = Allowance()
"""No policy says anything: only the site's own limits hold."""
