"""The language that a text is written in."""

from __future__ import annotations

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reviews.reading.words import word_count

FEWEST_WORDS = 20
LEAST_PROBABILITY = 0.95
ENOUGH_CHARACTERS = 4_000


def language_of(text: str) -> str | None:
    """The language tag of `text` ("en", "de"), None when it is short or the model is less than 95 % sure."""
    beginning = text[:ENOUGH_CHARACTERS]
    if word_count(beginning) < FEWEST_WORDS:
        return None
    language, probability = _identifier().classify(beginning)
    return str(language) if probability >= LEAST_PROBABILITY else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
