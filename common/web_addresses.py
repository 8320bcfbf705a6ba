"""Addresses on the web: when two of them are one page."""

from __future__ import annotations

from django.db.models import CharField, Func, Value

_WAYS_TO_SAY_THE_SAME = (
    (r"^https?://(www\.)?", "", ""),
    (r"#.*$", "", ""),
    (r"([?&])(utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src)=[^&]*", r"\1", "g"),
    (r"/*[?&]+", "&", "g"),
    (r"[/&]+$", "", ""),
)


def source_key(url: object) -> Func | Value:
    """What is left of an address (a column's name, or a `Value`) when its page alone matters, as an SQL expression.

    Scheme, "www.", capitals, a slash at the end, the fragment and tracking parameters do not. The index
    `review_source_key` holds it.
    """
    expression = Func(url, function="LOWER", output_field=CharField())
    for pattern, replacement, flags in _WAYS_TO_SAY_THE_SAME:
        expression = Func(
            expression,
            Value(pattern),
            Value(replacement),
            Value(flags),
            function="REGEXP_REPLACE",
            output_field=CharField(),
        )
    return expression
