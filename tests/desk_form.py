"""What a browser posts from the page on which a review is written."""

from __future__ import annotations

from uuid import uuid4

from albums.models import Album
from reviews.models import Critic, Review
from tests.factories import BODY

QUOTED = "Nothing on it hurries"


def row(text: str, **answers: object) -> dict[str, object]:
    """One excerpt row as it is filled in; `near` and the rest may be given."""
    return {"text": text, "near": "", "about": "album", "track": "", "topic": "overall", "stance": "neutral", **answers}


def posted(critic: Critic, album: Album | None, /, *rows: dict[str, object], **answers: object) -> dict[str, object]:
    """A form filled in by `critic` about `album`, with `rows` of excerpts; `answers` replace or add to the rest."""
    data = {
        "step": "save",
        "form_token": str(uuid4()),
        "seen_at": "",
        "critic": critic.pk,
        "album": album.pk if album else "",
        "album_query": "",
        "proposal_title": "",
        "proposal_artist": "",
        "proposal_kind": "album",
        "proposal_released": "",
        "headline": "A door in winter",
        "body": BODY.replace("\n", "\r\n"),
        "language": "en",
        "publication": "",
        "source_url": "",
        "published_on": "",
        "updated_on": "",
        "grade": "none",
        "verdict": "positive",
        "excerpt-TOTAL_FORMS": len(rows),
        "excerpt-INITIAL_FORMS": 0,
        "excerpt-MIN_NUM_FORMS": 0,
        "excerpt-MAX_NUM_FORMS": 20,
    }
    for number, answers_in_row in enumerate(rows):
        data |= {f"excerpt-{number}-{name}": value for name, value in answers_in_row.items()}
    return data | answers


def reposted(review: Review, /, *rows: dict[str, object], **answers: object) -> dict[str, object]:
    """The form of a stored review, posted as it was opened; `answers` are what was changed."""
    stored = {
        "seen_at": review.updated_at.isoformat(),
        "headline": review.headline,
        "body": review.body.replace("\n", "\r\n"),
        "language": review.language,
        "verdict": review.verdict,
    }
    return posted(review.critic, review.album, *rows, **stored) | answers
