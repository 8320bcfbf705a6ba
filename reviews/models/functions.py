"""The function of the database that keeps the counted reviews, as it is now.

Whoever changes it here changes it by a migration, too: a test compares.
"""

_COLUMNS = "review_id, album_id, year, critic_id, publication_id, score, verdict, published_at"

# The rule of Review.objects.counted().on_listed_albums(), said again here because triggers speak SQL; a test compares
# the two.
_COUNTING = """
SELECT review.id, review.album_id, extract(year FROM album.release_date)::smallint, review.critic_id,
    review.publication_id, review.score::float8, review.verdict, review.published_at
FROM reviews_review review
JOIN albums_album album ON album.id = review.album_id
LEFT JOIN reviews_critic critic ON critic.id = review.critic_id
WHERE review.status = 'published' AND NOT album.proposed AND NOT coalesce(critic.hidden, false)
"""

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION count_reviews_anew(reviews bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reviews_countedreview kept WHERE kept.review_id = ANY(reviews) AND NOT EXISTS (
        SELECT FROM ({_COUNTING} AND review.id = kept.review_id) fresh ({_COLUMNS})
        WHERE fresh IS NOT DISTINCT FROM ROW({", ".join(f"kept.{name}" for name in _COLUMNS.split(", "))}));
    INSERT INTO reviews_countedreview ({_COLUMNS}) {_COUNTING} AND review.id = ANY(reviews)
    ON CONFLICT (review_id) DO NOTHING;
END $$;
"""  # noqa: S608
