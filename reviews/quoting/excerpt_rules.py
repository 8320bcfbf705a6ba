"""What may be quoted of a review, and what to tell a person who wants to quote something else."""

from __future__ import annotations

from django.conf import settings

from reviews.quoting.spans import find_lookalike


def longest_excerpt(body: str, *, hosted: bool) -> int | None:
    """How many characters one excerpt of `body` may have; None, any number, when its author hosts it here.

    So many, and such a share of the body; of a short text one sentence, but never more than a third of it. The figures
    stand in `settings.EXCERPT_LIMITS`.
    """
    if hosted:
        return None
    limits = settings.EXCERPT_LIMITS
    one_sentence = min(limits["one_sentence"], len(body) // 3)
    return min(limits["characters"], max(int(len(body) * limits["share_of_body"]), one_sentence))


def may_be_quoted(length: int, body: str, *, hosted: bool) -> bool:
    """Whether an excerpt of `body` may have that many characters."""
    longest = longest_excerpt(body, hosted=hosted)
    return longest is None or length <= longest


def not_verbatim(body: str, words: str, near: int) -> str:
    """What to tell a person whose words do not stand in `body`; quotes a place that differs in typography alone."""
    if not body:
        return "There is no text yet that these words could stand in. Write or paste the review first."
    alike = find_lookalike(body, words, near)
    if alike:
        return f"The text has it a little differently: “{body[alike.start : alike.end]}”. Copy it exactly."
    return "These words do not stand in the text. Copy them exactly, without leaving anything out."


def said_more_than_once(places: int) -> str:
    """What to tell a person whose words stand in several places of the text."""
    return (
        f"These words stand in {places} places of the text. The one nearest to where they stood before is taken, else "
        "the first; to take another, select it in the text, or quote a little more of it."
    )


def too_long(length: int, body: str) -> str:
    """What to tell a person whose excerpt of `body` has more characters than may be quoted."""
    limits, longest = settings.EXCERPT_LIMITS, longest_excerpt(body, hosted=False)
    return (
        f"This excerpt has {length} characters; at most {longest} may be quoted from this text "
        f"({limits['characters']}, and no more than {limits['share_of_body']:.0%} of it, or one sentence of a short "
        "text). Shorten it."
    )
