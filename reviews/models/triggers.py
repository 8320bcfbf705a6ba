"""What the database does by itself when reviews change, so that no write can forget to.

*Excerpts* stay verbatim. A CHECK constraint cannot look at another row, so the rules about an excerpt and its review's
body are triggers. They are deferrable: one transaction may change a body and move its excerpts in any order.

*Counted reviews* are kept in narrow rows (reviews.models.tally). Each trigger names the reviews that a change may
concern and has their rows made anew, so none has to know what changed. Whoever publishes, hides or accepts holds the
lock of the albums concerned, so no two see half of each other's change.

*Versions* of albums rise with what readers see of their reviews (albums.models.triggers).
"""

from __future__ import annotations

import pgtrigger

from albums.models.triggers import raise_album_versions
from common.triggers import after_statements

OF_EXCERPT = (
    "SELECT review.album_id FROM {changed} JOIN reviews_review review ON review.id = changed.review_id "
    "WHERE review.status = 'published'"
)
OF_CRITIC = "SELECT album_id FROM reviews_review WHERE status = 'published' AND critic_id IN (SELECT id FROM {changed})"
OF_PUBLICATION = (
    "SELECT album_id FROM reviews_review WHERE status = 'published' AND publication_id IN (SELECT id FROM {changed}) "
    "UNION SELECT album_id FROM reviews_listedalbum line JOIN reviews_yearendlist list ON list.id = line.list_id "
    "WHERE line.album_id IS NOT NULL AND list.publication_id IN (SELECT id FROM {changed})"
)
_OF_REVIEW = "SELECT album_id FROM {changed} WHERE status IN ('published', 'withdrawn')"

EXCERPT_IS_VERBATIM = pgtrigger.Trigger(
    name="excerpt_is_verbatim",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("start", "end", "text", "review_id", "track_id"),
    timing=pgtrigger.Immediate,
    func="""
IF EXISTS (
    SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id
    WHERE excerpt.id = NEW.id
      AND (substr(review.body, excerpt.start + 1, excerpt."end" - excerpt.start) IS DISTINCT FROM excerpt.text
           OR char_length(excerpt.text) <> excerpt."end" - excerpt.start)
    UNION ALL
    SELECT FROM reviews_excerpt excerpt
    JOIN reviews_review review ON review.id = excerpt.review_id
    JOIN albums_track track ON track.id = excerpt.track_id
    WHERE excerpt.id = NEW.id AND track.album_id <> review.album_id
) THEN
    RAISE EXCEPTION 'excerpt % is not a span of its review, or names a track of another album', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'excerpt_is_verbatim';
END IF;
RETURN NULL;""",
)

EXCERPT_KEEPS_TO_THE_QUOTE_CAP = pgtrigger.Trigger(
    # What a site's policy lets be quoted (reviews.models.source_policy). What its author hosts here, and what its
    # critic has chosen, is quoted with consent.
    name="excerpt_keeps_to_the_quote_cap",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("text", "review_id"),
    timing=pgtrigger.Immediate,
    func="""
IF EXISTS (
    SELECT FROM reviews_review review
    JOIN reviews_sourcepolicy policy ON policy.host = regexp_replace(
        lower(substring(review.source_url FROM '^https?://([^/:?#]+)')), '^www[.]', '')
    WHERE review.id = NEW.review_id AND NOT review.hosted AND NOT review.quotes_by_critic
      AND (char_length(NEW.text) > policy.quote_characters
           OR (SELECT count(*) FROM reviews_excerpt WHERE review_id = review.id) > policy.quotes_per_review
           OR (SELECT sum(char_length(text)) FROM reviews_excerpt WHERE review_id = review.id)
              > greatest(floor(char_length(review.body) * policy.quote_share), policy.quote_characters))
) THEN
    RAISE EXCEPTION 'excerpt % is more than the policy of its source lets be quoted', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'excerpt_keeps_to_the_quote_cap';
END IF;
RETURN NULL;""",
)

_REVIEW_HOLDS_ITS_EXCERPTS = pgtrigger.Trigger(
    name="review_holds_its_excerpts",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("body", "album_id"),
    timing=pgtrigger.Immediate,
    func="""
IF EXISTS (
    SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id
    LEFT JOIN albums_track track ON track.id = excerpt.track_id
    WHERE review.id = NEW.id
      AND (substr(review.body, excerpt.start + 1, excerpt."end" - excerpt.start) IS DISTINCT FROM excerpt.text
           OR track.album_id <> review.album_id)
) THEN
    RAISE EXCEPTION 'review % no longer holds the words of its excerpts', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'review_holds_its_excerpts';
END IF;
RETURN NULL;""",
)

_FORGET_STATE_OF_OTHER_SOURCE = pgtrigger.Trigger(
    # Whether a source is gone was found out about one address.
    name="forget_state_of_other_source",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("source_url"),
    condition=pgtrigger.Condition("NEW.source_gone AND NEW.source_url <> OLD.source_url"),
    func="NEW.source_gone := false; RETURN NEW;",
)

ON_REVIEWS = [
    _REVIEW_HOLDS_ITS_EXCERPTS,
    _FORGET_STATE_OF_OTHER_SOURCE,
    *raise_album_versions(_OF_REVIEW),
    *after_statements("count", "PERFORM count_reviews_anew(array(SELECT id FROM {changed}));", as_they_were=False),
]
"""What a review's own row sets going."""


def count_anew(of: str, *columns: str) -> pgtrigger.Trigger:
    """Have the reviews counted anew that name the row by their column `of`, when one of its `columns` changes."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="count_reviews_on_update",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(*columns),
        condition=pgtrigger.Condition(f"(({old}) IS DISTINCT FROM ({new}))"),
        func=f"PERFORM count_reviews_anew(array(SELECT id FROM reviews_review WHERE {of} = NEW.id)); RETURN NULL;",  # noqa: S608
    )
